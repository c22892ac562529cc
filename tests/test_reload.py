"""Files that are edited under `hotline serve`: by steps in one process, then with four workers, all of them asked."""

from __future__ import annotations

import http.client
import json
import logging
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from hotline.current import Current
from hotline.loader import recall, version
from hotline.watch import LOOK, SETTLE, Watch
from tests.driver import PUBLIC, TOKEN
from tests.loader.sink import AREA, copy_sink, edit, replace
from tests.test_serve import REAL, Process, serving

log = logging.getLogger("tests")

PATIENCE = 30  # seconds, on a machine that is busy with other things
WORKERS = 4


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sink(tmp_path / "line")


@pytest.fixture
def current(root: Path, tmp_path: Path) -> Current:
    return Current(root, tmp_path / "state", allow_drafts=True)


def kettle(current: Current) -> str:
    assert current.served is not None
    return current.served.line.languages["en"].words[330].sms


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = monotonic() + PATIENCE
    while not true():
        assert monotonic() < end
        select.select([], [], [], 0.01)


def test_files_are_read_once_they_are_left_alone(
    current: Current, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watch = Watch(current)
    assert watch.look() == LOOK
    edit(root, good=False)
    assert watch.look() == SETTLE  # somebody is saving
    replace(root, AREA, "leek", "leak")
    edit(root, good=True, mark="twice")
    assert watch.look() == SETTLE  # and still is
    assert kettle(current) == "Fill it halfway."
    assert watch.look() == LOOK
    assert kettle(current) == "Boil twice."
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING], "a false alarm"


def test_half_of_a_change_leaves_the_line_as_it_is(current: Current, root: Path) -> None:
    watch = Watch(current)
    add(root / AREA, "pump: {number: 230, next: [leak], sources: [plumbing-board]}")
    replace(root, AREA, "choices: [leak, drip]", "choices: [leak, drip, pump]")
    assert (watch.look(), watch.look()) == (SETTLE, LOOK)
    assert kettle(current) == "Fill it halfway."
    assert 'place "pump" has no words' in str(current.problems)
    for lang in ("en", "es"):
        words = "pump: {label: a pump, keywords: [pump], sms: Oil it., voice: Oil it., review: {status: draft}}"
        add(root / f"content/{lang}/kitchen.yaml", words)
    assert (watch.look(), watch.look()) == (SETTLE, LOOK)
    assert current.problems == ()
    assert current.served is not None
    assert current.served.line.places[230].id == "pump"


def add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def test_the_watch_sees_edits_by_itself(current: Current, root: Path) -> None:
    watch = Watch(current)
    watch.start()
    edit(root, good=True, mark="by itself")
    until(lambda: kettle(current) == "Boil by itself.")
    shutil.rmtree(root)
    until(lambda: current.problems != ())
    copy_sink(root)
    until(lambda: current.problems == ())
    watch.stop()
    edit(root, good=True, mark="unseen")
    assert kettle(current) == "Fill it halfway."


def test_a_watch_that_is_told_to_reads_what_did_not_change(current: Current, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "state")
    watch = Watch(current)
    watch.start()
    watch.wake()
    until(lambda: recall(tmp_path / "state") is not None)
    watch.stop()


class Worker:
    """One worker process, over a connection of its own that is kept."""

    def __init__(self, process: Process) -> None:
        self.connection = http.client.HTTPConnection(process.address.removeprefix("http://"), timeout=30)
        self.pid: int = self.ready()["worker"]
        self._asked = 0

    def ready(self) -> dict[str, Any]:
        """What it says of itself."""
        self.connection.request("GET", "/readyz")
        found: dict[str, Any] = json.load(self.connection.getresponse())
        return found

    def kettle(self) -> str:
        """What it answers to a text."""
        self._asked += 1
        sid = f"SM{self.pid}x{self._asked}"
        sender = f"+1500{self.pid * 1000 % 9_000_000 + self._asked:07}"  # one person may not text so often
        form = {"MessageSid": sid, "From": sender, "To": "+15005550000", "Body": "kettle"}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", form),
        }
        self.connection.request("POST", "/sms", urlencode(form), headers)
        return self.connection.getresponse().read().decode()


@contextmanager
def every_worker(process: Process, but: Set[int] = frozenset()) -> Iterator[list[Worker]]:
    """A connection to each worker; ``but`` are processes that are no more."""
    found: dict[int, Worker] = {}

    def all_there() -> bool:
        try:
            worker = Worker(process)
        except (OSError, http.client.HTTPException):
            return False  # it was killed while we asked
        if worker.pid in but or worker.pid in found:
            worker.connection.close()
        else:
            found[worker.pid] = worker
        return all(worker.ready() for worker in found.values()) and len(found) == WORKERS

    try:
        until(all_there)
        yield list(found.values())
    finally:
        for worker in found.values():
            worker.connection.close()


def converge(what: str, workers: list[Worker], so: Callable[[Worker], bool]) -> None:
    """Wait until it is so in every worker. ``make test`` may be slow, so how long it took is logged, not demanded."""
    began = monotonic()

    def all_so() -> bool:
        found = [so(worker) for worker in workers]  # each is asked: the server ends a connection that idles
        return all(found)

    until(all_so)
    log.info("%s in %d workers after %.2f s", what, len(workers), monotonic() - began)


def test_an_edit_reaches_every_worker_and_a_broken_one_none(root: Path, tmp_path: Path) -> None:
    with serving(root, tmp_path / "state", env=REAL, workers=WORKERS) as process, every_worker(process) as workers:
        assert all("Fill it halfway." in worker.kettle() for worker in workers)
        edit(root, good=True, mark="x")
        converge("an edit is answered", workers, lambda worker: "Boil x." in worker.kettle())
        lines = [worker.ready()["line"] for worker in workers]
        assert lines == [{"version": version(root), "from": "files"}] * WORKERS
        edit(root, good=False)
        converge("a broken edit is told of", workers, lambda worker: "leek" in str(worker.ready()["problems"]))
        assert all("Boil x." in worker.kettle() for worker in workers)
        assert [worker.ready()["line"] for worker in workers] == lines
        assert {worker.ready()["status"] for worker in workers} == {"degraded"}
        replace(root, AREA, "leek", "leak")
        converge("it is mended", workers, lambda worker: worker.ready()["status"] == "ok")
    assert process.printed.count('next "leek" is no place') == WORKERS, "logged once by each"


def test_a_hangup_signal_has_every_worker_read_at_once_and_restarts_none(root: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    with serving(root, state, env=REAL, workers=WORKERS) as process, every_worker(process) as workers:
        kept = recall(state)
        assert kept is not None
        shutil.rmtree(kept)
        process.popen.send_signal(signal.SIGHUP)
        until(lambda: recall(state) == kept)  # no file changed: only who is told reads and keeps again
        edit(root, good=True, mark="x")
        process.popen.send_signal(signal.SIGHUP)
        converge("an edit with a signal is answered", workers, lambda worker: "Boil x." in worker.kettle())
        with every_worker(process) as after:
            assert {worker.pid for worker in after} == {worker.pid for worker in workers}
    assert process.printed.count("told to read the line's files again") >= WORKERS


def test_a_broken_edit_and_a_kill_of_everything_leave_the_last_good_line(root: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    with serving(root, state, env=REAL, workers=WORKERS) as process:
        good = {"version": version(root), "from": "last good"}
        with every_worker(process) as workers:
            edit(root, good=False)
            converge("a broken edit is told of", workers, lambda worker: bool(worker.ready()["problems"]))
            dead = {worker.pid for worker in workers}
            kill(dead)
        with every_worker(process, but=dead) as workers:
            assert [worker.ready()["line"] for worker in workers] == [good] * WORKERS
            assert all("Fill it halfway." in worker.kettle() for worker in workers)
            process.kill()
            kill({worker.pid for worker in workers})
    said = subprocess.run(
        [sys.executable, "-m", "hotline", "doctor", "--offline", str(root)],
        env={**os.environ, **REAL, "HOTLINE_STATE": str(state)},
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    assert f"WRONG {AREA}:13:10" in said
    assert f"served: the last good line, version {good['version']}" in said
    with serving(root, state, env=REAL, workers=WORKERS) as process, every_worker(process) as workers:
        assert [worker.ready()["line"] for worker in workers] == [good] * WORKERS
        assert all("Fill it halfway." in worker.kettle() for worker in workers)
        replace(root, AREA, "leek", "leak")
        converge("the files are back on the air", workers, lambda worker: worker.ready()["status"] == "ok")
        assert [worker.ready()["line"]["from"] for worker in workers] == ["files"] * WORKERS


def kill(pids: Set[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
