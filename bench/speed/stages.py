"""Where the CPU of a turn goes, stage by stage: ``python -m bench.speed profile``.

The application is called as a server would call it, in this process on one core, with requests that were made before.
The functions of STAGES are timed by what is put around them here, in CPU time of this thread; each stage has what was
spent in it and in no stage within it. What the server itself takes is the rest of what a served turn costs.
"""

from __future__ import annotations

import io
import logging.config
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import replace
from functools import wraps
from pathlib import Path
from pkgutil import resolve_name
from statistics import median
from tempfile import TemporaryDirectory
from time import thread_time
from typing import Any

from bench.processes import pinned
from bench.speed.rounds import Candidate, Effort, settle
from bench.speed.running import ROOT, SECRET, SERVER, hotline, running
from bench.speed.tables import Table, number
from bench.speed.texts import KEYWORDS, PRESSED, PUBLIC, SESSION, TOKEN, Crowd, Step, Work, misspelt, texts
from bench.speed.walk import walk_call
from hotline.app import create_app
from hotline.channels.registry import CHANNELS
from hotline.logs import logging_settings
from hotline.settings import Settings
from hotline.store import Guarded

SERVING, FLASK, REST = "WSGI server", "Flask", "switchboard"
STAGES = {  # a stage, and the functions that are all of it; the channels' own and the store's are put around below
    "form": ("flask:Request.get_data", "flask:Request._load_form_data"),
    "signature": ("hotline.web.signature:Signatures.good",),
    REST: ("hotline.switchboard:Switchboard.take_turn",),
    "hear": (),
    "understand": ("hotline.served:Served.meaning",),
    "who it is": tuple(f"hotline.switchboard:{name}" for name in ("identify", "digest", "is_digest_of")),
    "store": ("hotline.store:Consents.settle", "hotline.store:Consents.catch_up"),
    "engine": ("hotline.served:Served.answer",),
    "render": (),
    "log": ("logging:Logger.info", "hotline.switchboard:tell"),
}
PEOPLE = 100_000
SHARE = 20  # of the requests of a go, so many fewer are profiled


class Stages:
    """Seconds by stage. A stage within another one is not counted for both."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inside: list[str] = []
        self._mark = 0.0

    @contextmanager
    def within(self, stage: str) -> Iterator[None]:
        """What happens now belongs to a stage."""
        self._enter(stage)
        try:
            yield
        finally:
            self._leave()

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        @wraps(function)
        def timed(*args: Any, **named: Any) -> Any:
            self._enter(stage)
            try:
                return function(*args, **named)
            finally:
                self._leave()

        return timed

    def _enter(self, stage: str) -> None:
        now = thread_time()
        if self._inside:
            self.spent[self._inside[-1]] += now - self._mark
        self._inside.append(stage)
        self._mark = thread_time()

    def _leave(self) -> None:
        self.spent[self._inside.pop()] += thread_time() - self._mark
        self._mark = thread_time()


class _Kept:
    """A transaction of the store whose every method is timed."""

    def __init__(self, kept: object, stages: Stages) -> None:
        self._kept = kept
        self._stages = stages

    def __getattr__(self, name: str) -> Any:
        return self._stages.around("store", getattr(self._kept, name))


@contextmanager
def instrumented(stages: Stages) -> Iterator[None]:
    """All stages are timed meanwhile."""
    with ExitStack() as stack:
        for stage, names in STAGES.items():
            for name in names:
                stack.enter_context(_exchanged(name, lambda function, stage=stage: stages.around(stage, function)))
        stack.enter_context(_exchanged("hotline.store:Guarded.transaction", lambda _: _transaction(stages)))
        stack.enter_context(_channels(stages))
        yield


@contextmanager
def _exchanged(name: str, around: Callable[[Callable[..., Any]], Any]) -> Iterator[None]:
    owner, _, attribute = name.replace(":", ".").rpartition(".")
    try:
        holder = resolve_name(f"{name.partition(':')[0]}:{name.partition(':')[2].rpartition('.')[0]}".rstrip(":"))
        before = getattr(holder, attribute)
    except AttributeError:
        sys.exit(f"STAGES names {name}, which is gone from {owner}; name what does this now")
    setattr(holder, attribute, around(before))
    try:
        yield
    finally:
        setattr(holder, attribute, before)


def _transaction(stages: Stages) -> Callable[..., Any]:
    real = Guarded.transaction

    @contextmanager
    def transaction(self: Guarded, *args: Any, **named: Any) -> Iterator[_Kept]:
        opened = real(self, *args, **named)
        with stages.within("store"):
            kept = opened.__enter__()
        try:
            yield _Kept(kept, stages)
        except BaseException as error:
            if not opened.__exit__(type(error), error, error.__traceback__):
                raise
        else:
            with stages.within("store"):
                opened.__exit__(None, None, None)

    return transaction


@contextmanager
def _channels(stages: Stages) -> Iterator[None]:
    before = dict(CHANNELS)
    assert isinstance(CHANNELS, dict)
    for name, channel in before.items():
        hear = stages.around("hear", channel.hear)
        answer, size = (stages.around("render", function) for function in (channel.answer, channel.size))
        CHANNELS[name] = replace(channel, hear=hear, answer=answer, size=size)
    try:
        yield
    finally:
        CHANNELS.update(before)


def environ(request: bytes) -> dict[str, Any]:
    """What a server hands to the application for a request."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *headers = head.decode().split("\r\n")
    path, _, query = first.split()[1].partition("?")
    named = {name.upper().replace("-", "_"): value for name, value in (header.split(": ", 1) for header in headers)}
    kept = {f"HTTP_{name}": value for name, value in named.items() if not name.startswith("CONTENT_")}
    return {
        **kept,
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": named["CONTENT_TYPE"],
        "CONTENT_LENGTH": named["CONTENT_LENGTH"],
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def profile(effort: Effort) -> Iterator[Table]:
    """The table of stages: microseconds of each turn."""
    with running(hotline("hotline")) as server, TemporaryDirectory() as folder:
        works = list(_works(server.port))
        served = [Candidate(work.name, server, work) for work in works]
        for one in served:
            one.warm(effort)
        settle({server.pid}, effort.still)
        app = _application(Path(folder))
        found: list[defaultdict[str, list[float]]] = [defaultdict(list) for _ in works]
        with pinned({SERVER}), (Path(folder) / "printed").open("w") as printed, redirect_stdout(printed):
            logging.config.dictConfig(logging_settings("json"))
            for _ in range(effort.rounds):
                for work, figures in zip(works, found, strict=True):
                    _round(app, work, figures, effort)
        logging.config.dictConfig({"version": 1, "loggers": {"hotline": {"handlers": [], "level": "WARNING"}}})
        for _ in range(effort.rounds):
            for one in served:
                one.measure(effort)
    yield _table(works, found, [median(one.micros) for one in served])


def _works(port: int) -> Iterator[Work]:
    questions = tuple(Step("/sms", "") for _ in range(5))
    yield Work("the session", texts(SESSION), Crowd(PEOPLE, 2_000_000_000))
    yield Work("keywords and numbers", texts(KEYWORDS), Crowd(PEOPLE, 3_000_000_000))
    yield Work("misspelt questions", questions, Crowd(PEOPLE, 4_000_000_000), misspelt)
    yield Work("calls", walk_call(port, PRESSED), Crowd(PEOPLE, 5_000_000_000))


def _application(folder: Path) -> Callable[..., Any]:
    settings = Settings(
        public_url=PUBLIC, tokens=(TOKEN,), secrets=(SECRET,), state=folder, line=ROOT, allow_drafts=True
    )
    folder.mkdir(exist_ok=True)
    return create_app(settings).wsgi_app


def _round(app: Callable[..., Any], work: Work, figures: defaultdict[str, list[float]], effort: Effort) -> None:
    plain, timed = (work.requests(effort.most // SHARE, side_by_side=effort.people) for _ in range(2))
    _call(app, work.requests(1, side_by_side=effort.people))
    figures["untimed"].append(1e6 * _call(app, plain) / len(plain))
    stages = Stages()
    with instrumented(stages):
        _call(stages.around(FLASK, app), timed)
    for stage in (FLASK, *STAGES):
        figures[stage].append(1e6 * stages.spent[stage] / len(timed))


def _call(app: Callable[..., Any], requests: Sequence[bytes]) -> float:
    """The seconds that the application takes for requests."""
    environs = [environ(request) for request in requests]
    statuses: list[str] = []
    began = thread_time()
    for one in environs:
        for _ in app(one, lambda status, headers: statuses.append(status)):
            pass
    spent = thread_time() - began
    assert set(statuses) == {"200 OK"}, set(statuses)
    return spent


def _table(works: list[Work], found: list[defaultdict[str, list[float]]], served: list[float]) -> Table:
    table = Table("Where the CPU of a turn goes (µs, share of the turn)", ("stage", *(work.name for work in works)))
    plain = [median(figures["untimed"]) for figures in found]
    whole = [max(one, each) for one, each in zip(served, plain, strict=True)]
    names = (FLASK, *STAGES)
    rows = {SERVING: [each - one for each, one in zip(whole, plain, strict=True)]}
    # what the timing itself costs is taken off every stage alike, so that they add up to what is not timed
    scale = [one / sum(median(figures[name]) for name in names) for one, figures in zip(plain, found, strict=True)]
    for name in names:
        rows[name] = [median(figures[name]) * part for figures, part in zip(found, scale, strict=True)]
    for name, micros in rows.items():
        table.add(name, *(f"{number(one)} ({one / each:.0%})" for one, each in zip(micros, whole, strict=True)))
    table.add("**all of it, as served**", *map(number, whole))
    table.add("the application alone", *map(number, plain))
    table.notes.append(
        "The served turn is the CPU of all the server's processes; its threads contend, which the application called by"
        f" one thread does not, and that is in the row of the {SERVING} as well."
    )
    return table
