"""The machine is switched off and on, and its system calls fail under a server that people text."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest

from tests.driver import LINES, SHIPPED, Carrier, action
from tests.needs import program
from tests.proof.crowd import Crowd
from tests.test_faults_machine import texts, until, workers
from tests.test_reload import kill
from tests.test_serve import REAL, Process, serving

SINK = LINES / "kitchen-sink"
UP = 10.0  # seconds from the power switch to the first answer
ANA, BEN = "+15005550301", "+15005550302"
CRY = "i want to die"


def test_F37_the_machine_is_switched_off_and_on(tmp_path: Path) -> None:
    """Every process is killed at once, and what the system remembers of files is dropped as far as one may ask for it.

    On a machine that does other things the seconds are those that the service itself worked on two cores.
    """
    ana = Carrier(SHIPPED, tmp_path / "well").texter(ANA).sends("español")
    with serving(SHIPPED, tmp_path, env=REAL, workers=2) as process:
        pids = workers(process, 2)
        texts(process, ANA, "español")
        texts(process, BEN, "STOP")
        process.kill()
        kill(pids)
    forget_files([tmp_path, SHIPPED / "menus", SHIPPED / "content", SHIPPED / "hotline"])
    began = monotonic()
    with serving(SHIPPED, tmp_path, env=REAL, workers=2) as process:
        took = monotonic() - began
        pids = {*workers(process, 2), process.popen.pid}
        worked = sum(map(seconds_of_work, pids)) / 2
        assert not any(texts(process, BEN, "hi").text for _ in range(4))
        assert texts(process, ANA, "menu").text == ana.sends("menu").text, "in her language, and greeted before"
    assert min(took, worked) < UP, (took, worked)


def forget_files(folders: Iterable[Path]) -> None:
    """Have what was read of files read from the disk again."""
    if hasattr(os, "posix_fadvise"):
        for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
            with suppress(OSError), path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def seconds_of_work(pid: int) -> float:
    """The seconds that a process has had of a processor."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def failing(pids: set[int], calls: str, error: str, when: str) -> Iterator[None]:
    """Some of these system calls of running processes fail, until the end of this."""
    options = [word for pid in pids for word in ("-p", str(pid))]
    tracing = [program("strace", "strace"), "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}"]
    tracer = subprocess.Popen(
        [*tracing, "-e", f"inject={calls}:error={error}:when={when}", *options],
        stderr=subprocess.PIPE,
        text=True,
    )
    traced = re.compile(r"^TracerPid:\t[1-9]", re.MULTILINE)

    def attached() -> bool:
        if tracer.poll() is not None:
            assert tracer.stderr
            pytest.skip(f"strace may not look into processes here: {tracer.stderr.read()}")
        return all(traced.search(Path(f"/proc/{pid}/status").read_text()) for pid in pids)

    until(attached)
    try:
        yield
    finally:
        tracer.terminate()  # it lets go of them
        tracer.communicate(timeout=30)


FAULTS = [
    ("pwrite64", "ENOSPC", "1+1"),
    ("pwrite64", "EIO", "1+3"),
    ("fsync,fdatasync", "EIO", "1+1"),
    ("openat", "EMFILE", "1+1"),
    ("openat", "ENOSPC", "1+2"),
    ("accept4", "EMFILE", "1+2"),
    ("ftruncate,unlink,rename", "EIO", "1+1"),
]


@pytest.mark.parametrize(("calls", "error", "when"), FAULTS, ids=lambda value: str(value))
def test_F36_system_calls_that_fail(tmp_path: Path, calls: str, error: str, when: str) -> None:
    """Whoever gets an answer gets the right one; nobody crashes; all is as before once the calls succeed again."""
    well = Carrier(SINK, tmp_path / "well")
    leak, cry = well.stranger().sends("leak").text, action(well.served, "crisis")
    with serving(SINK, tmp_path / "state", env=REAL, workers=2) as process:
        pids = workers(process, 2)
        crowd = Crowd(process.address, ("leak", CRY), people=4, pace=0.02).start()
        until(lambda: len(crowd.asked) > 20)
        with failing(pids, calls, error, when):
            so_far = len(crowd.asked)
            until(lambda: len(crowd.asked) > so_far + 60)
        asked = crowd.stop()
        until(lambda: all(process.ready()["store"] == "ok" for _ in range(8)))
        assert mended(process, leak)
        assert pids == workers(process, 2), "nobody was started again"
    assert {one.text for one in asked if one.body == CRY} == {cry}
    assert all("Turn the water off" in one.text for one in asked if one.body == "leak")


def mended(process: Process, leak: str) -> bool:
    """A stranger is answered, and known when they come back."""
    stranger = "+15005550399"
    return texts(process, stranger, "leak").text == leak != texts(process, stranger, "leak").text
