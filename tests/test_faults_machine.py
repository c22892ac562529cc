"""What a machine does to a running `hotline serve`: its disk is full, it runs out of files.

And what a carrier does: it sends the same text a hundred times, to whichever worker. Tests are named after their fault.
"""

from __future__ import annotations

import http.client
import os
import resource
import select
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from statistics import median
from time import monotonic

import pytest

from tests.driver import LINES, Carrier, action, sentence
from tests.proof.crowd import Asked, ask, connected
from tests.test_graceful import taken
from tests.test_serve import REAL, Process, serving

SINK = LINES / "kitchen-sink"
ANA, BEN, CLEO = (f"+1500555020{n}" for n in range(3))
PATIENCE = 30  # seconds, on a machine that does other things
STATIC = 0.05  # seconds within which an answer comes that needs no disk
CRY = "i want to die"
_strangers = count(1)


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = monotonic() + PATIENCE
    while not true():
        assert monotonic() < end
        select.select([], [], [], 0.02)


def workers(process: Process, number: int) -> set[int]:
    """The process numbers of the workers, each of which has answered."""
    found: set[int] = set()

    def all_there() -> bool:
        found.add(process.ready()["worker"])
        return len(found) == number

    until(all_there)
    return found


def texts(process: Process, number: str, body: str, sid: str = "") -> Asked:
    """One text, over a connection of its own: whichever worker takes it."""
    with closing(connected(process.address)) as web:
        return ask(web, number, body, sid)


def stranger() -> str:
    return f"+1504{next(_strangers):07d}"


def place(id: str) -> str:
    """What a place says first, in its own words."""
    served = Carrier(SINK, Path(os.devnull)).served
    number = next(n for n, place in served.line.places.items() if place.id == id)
    return served.line.languages["en"].words[number].sms.split(".")[0]


@contextmanager
def limited(pids: set[int], what: int, most: Callable[[int], int]) -> Iterator[None]:
    """Processes that run meet a limit of the system; it is lifted again."""
    before = {pid: resource.prlimit(pid, what) for pid in pids}  # type: ignore[attr-defined]
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, what, (most(pid), hard))  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for pid, limit in before.items():
            with suppress(ProcessLookupError):
                resource.prlimit(pid, what, limit)  # type: ignore[attr-defined]


def opted_out(state: Path) -> int:
    with closing(sqlite3.connect(state / "hotline.db")) as db:
        ((number,),) = db.execute("SELECT count(*) FROM opt_out")
    return int(number)


linux_only = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits of another process: Linux alone")


@linux_only
def test_F09_a_disk_that_takes_nothing_more(tmp_path: Path) -> None:
    """No row, no journal, no copy: texts are answered at once, a STOP gets a number to call, and it heals by itself."""
    well = Carrier(SINK, tmp_path / "well")
    said = sentence(well.served, "trouble")
    with serving(SINK, tmp_path / "state", env=REAL, workers=2) as process:
        pids = workers(process, 2)
        texts(process, ANA, "hi")
        texts(process, CLEO, "STOP")
        with limited(pids, resource.RLIMIT_FSIZE, lambda _: 0):
            full = [texts(process, stranger(), body) for body in ("leak", "310", CRY, "leak", "310", CRY) * 5]
            stopped = texts(process, BEN, "STOP")
            assert not any(texts(process, CLEO, "leak").text for _ in range(8)), "reads work: an old STOP holds"
            assert process.ready()["store"] == "down"
        until(lambda: opted_out(tmp_path / "state") == 2)
        until(lambda: process.ready()["store"] == "ok")
        assert pids == workers(process, 2), "nobody was started again"
        assert not any(texts(process, BEN, "leak").text for _ in range(4))
        assert texts(process, ANA, "1").text == well.texter(ANA).sends("hi").sends("1").text, "she is where she was"
    wanted = {"leak": place("leak"), "310": place("oven"), CRY: action(well.served, "crisis")}
    assert all(wanted[one.body] in one.text for one in full)
    assert median(one.took for one in full) < STATIC
    assert stopped.text.partition(": ")[2].startswith(said)
    assert "an opt-out or opt-in is in memory only" in process.printed


def test_F10_F11_the_same_text_a_hundred_times_and_64_at_once_in_two_workers(tmp_path: Path) -> None:
    with serving(SINK, tmp_path, env=REAL, workers=2) as process:
        workers(process, 2)
        texts(process, ANA, "hi")
        with ThreadPoolExecutor(16) as pool:
            again = [*pool.map(lambda _: texts(process, ANA, "1", "SM-again").text, range(50))]
            again += [texts(process, ANA, "1", "SM-again").text for _ in range(50)]
            cries = [*pool.map(lambda _: texts(process, BEN, CRY), range(64))]
        next_ = texts(process, ANA, "1").text
    assert len(set(again)) == 1
    assert place("leak") in next_, "one step was taken"
    assert len({one.text for one in cries}) == 1
    assert taken(tmp_path)[1] == 1 + 1 + 64 + 1
    assert "a turn was taken without it" not in process.printed


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
@linux_only
def test_F36_no_file_and_no_connection_can_be_opened(tmp_path: Path) -> None:
    """EMFILE: who is connected is answered; who is not waits or is closed; afterwards all is as before."""
    with serving(SINK, tmp_path, env=REAL, workers=2) as process:
        pids = workers(process, 2)
        with closing(connected(process.address)) as web:
            ask(web, ANA, "hi")
            with limited(pids, resource.RLIMIT_NOFILE, lambda pid: len(os.listdir(f"/proc/{pid}/fd"))):
                ends = Counter(tried(process) for _ in range(6))
                assert place("leak") in ask(web, stranger(), "leak").text
                assert ask(web, ANA, CRY).text
        until(process.answers)
        assert place("leak") in texts(process, stranger(), "leak").text
        assert pids == workers(process, 2), "nobody crashed"
    assert set(ends) <= {"answered", "closed", "waits"}


def tried(process: Process) -> str:
    """What becomes of somebody who connects now."""
    host = process.address.removeprefix("http://")
    with closing(http.client.HTTPConnection(host, timeout=0.3)) as web:
        try:
            web.request("GET", "/healthz")
            return "answered" if web.getresponse().read() == b"ok\n" else "nonsense"
        except TimeoutError:
            return "waits"
        except (OSError, http.client.HTTPException):
            return "closed"
