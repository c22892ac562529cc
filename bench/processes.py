"""What processes cost, read from ``/proc``: the CPU time and the memory of a server with all that it started."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep


def within(seconds: float, happened: Callable[[], bool]) -> bool:
    """Wait until something happened, at most so long; whether it did."""
    end = monotonic() + seconds
    while not happened():
        if monotonic() > end:
            return False
        sleep(0.005)
    return True


def is_free(port: int) -> bool:
    """Nobody listens on this port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]  # the loop comes to these too
    return found


def cpu(pid: int) -> float:
    """CPU seconds of a process and all that come from it, those that have ended too."""
    ticks = 0
    for one in family(pid):
        with suppress(OSError):  # it has just ended, and its parent has its time by now
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def pss(pid: int) -> float:
    """Resident MB of a process and all that come from it; what they share counts once."""
    return sum(shares(pid))


def shares(pid: int) -> list[float]:
    """The resident MB of a process and of each that comes from it, with its share of what it has in common."""
    return [_megabytes(one, "smaps_rollup", "Pss") for one in family(pid)]


def resident(pid: int) -> list[float]:
    """The same with all that each has in common counted for each of them."""
    return [_megabytes(one, "status", "VmRSS") for one in family(pid)]


def _megabytes(pid: int, file: str, name: str) -> float:
    found = re.search(rf"^{name}: +(\d+)", re.sub(r"\t", " ", Path(f"/proc/{pid}/{file}").read_text()), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


@contextmanager
def pinned(cores: set[int]) -> Iterator[None]:
    """What is started meanwhile runs on these cores alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
