"""Whether a line is fit to serve: the one in its folder, and the last good one that is kept.

Rule 1: nothing in the folders makes this fail; what is wrong is told.
Rule 2: files are checked by one worker. Those beside it wait for it, and where it has kept the very files that they
find, they take its word: they read and build the line, and leave the rules out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import IO

from hotline.check import Report, drafts, examine
from hotline.loader import build, read_folder, recall, version
from hotline.served import Origin, Served, prepare

try:
    import fcntl
except ImportError:  # Windows, where the line is only tried out, by one process
    fcntl = None  # type: ignore[assignment]

log = logging.getLogger("hotline")

PATIENCE, STEP = 5, 0.05  # seconds for which a worker waits for another one's check, and between two looks at it

Verdict = tuple[Served | None, tuple[str, ...]]  # the line, or nothing and what makes it unfit to serve


def look_over(root: Path, *, allow_drafts: bool, origin: Origin = "files", state: Path | None = None) -> Verdict:
    """The line in a folder, or what is wrong with it.

    With ``state``, the directory of the last good line, files that are kept there as they are have passed.
    """
    try:
        report = (_passed(root, state) if state else None) or examine(root)
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
def one_at_a_time(state: Path) -> Iterator[None]:
    """Let the worker that comes first look a line over and keep it; the others come in when it has."""
    try:
        lock = (state / ".checking").open("ab")
    except OSError:
        yield  # where nothing can be kept each worker checks for itself
        return
    with lock:
        if not _lock(lock):
            _wait(lock)
        yield


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


def _passed(root: Path, state: Path) -> Report | None:
    """The report on files that were kept as they are: the line that was made of them, and no rules."""
    kept = recall(state)
    if kept is None or version(kept) != version(root):
        return None
    folder = read_folder(root)
    wrong = any(problem.severity == "error" for problem in folder.problems)
    if wrong or folder.version != version(kept):
        return None
    return Report(prepare(build(folder.written), folder.version), (), folder.version)
