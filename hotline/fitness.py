"""Whether a line is fit to serve: the one in its folder, and the last good one that is kept.

Rule 1: nothing in the folders makes this fail; what is wrong is told.
Rule 2: files are checked by one worker. Those beside it read and build the line meanwhile, wait for it, and where it
has kept the very files that they found, they take its word and leave the rules out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import IO

from hotline.check import Report, drafts, examine, unchecked
from hotline.loader import recall, version
from hotline.served import Origin, Served

try:
    import fcntl
except ImportError:  # Windows, where the line is only tried out, by one process
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger("hotline")

PATIENCE, STEP = 5, 0.05  # seconds for which a worker waits for another one's check, and between two looks at it

Wait = Callable[[], None]  # until another worker has looked the files over
Verdict = tuple[Served | None, tuple[str, ...]]  # the line, or nothing and what makes it unfit to serve


def look_over(
    root: Path,
    *,
    allow_drafts: bool,
    origin: Origin = "files",
    state: Path | None = None,
    wait: Wait | None = None,
) -> Verdict:
    """The line in a folder, or what is wrong with it.

    With ``state``, the directory of the last good line, files that are kept there as they are have passed. ``wait`` is
    there where another worker looks them over just now.
    """
    try:
        report = (_passed(root, state, wait) if state else None) or examine(root)
        problems = unfit(report, allow_drafts=allow_drafts)
        if report.served is None or problems:
            return None, problems
        return replace(report.served, origin=origin), ()
    except Exception as error:  # a fault of ours, or no memory: neither may take the line off the air
        log.exception("the line in %s could not be looked over", root)
        return None, (f"the line could not be looked over: {type(error).__name__}",)


def last_good(state: Path, *, allow_drafts: bool) -> Served | None:
    """The last good line, where one is kept that is still fit to serve."""
    folder = recall(state)
    return look_over(folder, allow_drafts=allow_drafts, origin="last good")[0] if folder else None


def unfit(report: Report, *, allow_drafts: bool) -> tuple[str, ...]:
    """What keeps a line that was looked over off the air."""
    if report.line is None:
        return tuple(map(str, report.errors))
    unsigned = () if allow_drafts or report.line.allow_drafts else drafts(report.line)
    if not unsigned:
        return ()
    return (f"{len(unsigned)} places have words that no reviewer has signed, {unsigned[0]} the first of them",)


@contextmanager
def one_at_a_time(state: Path) -> Iterator[Wait | None]:
    """Let the worker that comes first look a line over and keep it; the others get what waits for that."""
    try:
        lock = (state / ".checking").open("ab")
    except OSError:
        yield None  # where nothing can be kept each worker checks for itself
        return
    with lock:
        yield None if _lock(lock) else lambda: _wait(lock)


def _lock(lock: IO[bytes]) -> bool:
    """The lock was free. Closing the file, or the death of the process, frees it again."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _wait(lock: IO[bytes]) -> None:
    """Wait until the lock is free, and leave it free: those who waited go on side by side, whatever was found.

    A worker that hangs is waited for no longer than PATIENCE.
    """
    for _ in range(round(PATIENCE / STEP)):
        sleep(STEP)
        if _lock(lock):
            fcntl.flock(lock, fcntl.LOCK_UN)
            return


def _passed(root: Path, state: Path, wait: Wait | None) -> Report | None:
    """The report on files that were kept as they are: the line that was made of them, and no rules."""
    if wait is None and _kept(state) != version(root):
        return None
    served = unchecked(root)
    if wait is not None:
        wait()
    return Report(served, (), served.version) if served and _kept(state) == served.version else None


def _kept(state: Path) -> str:
    """The version of the files that were kept last; empty where there are none."""
    kept = recall(state)
    return version(kept) if kept is not None else ""
