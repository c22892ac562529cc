"""The line on the air: loaded from its folder, or the last good one, or none, when the built-in answer is given.

Rule 1: a line is made beside the one on the air and swapped in whole, by one assignment. A bad one never is.
Rule 2: nothing in the folder or the state directory makes loading fail; what is wrong is told.
Rule 3: files that were saved while they were read are read again, so that no mixture of two savings is served.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from hotline.check import Report, drafts, examine
from hotline.loader import files, keep, recall
from hotline.served import Origin, Served, prepare

log = logging.getLogger("hotline")

TOLD = 20  # problems that are logged; `hotline check` tells all of them

Stamp = tuple[tuple[str, tuple[int, ...]], ...]  # a file's path, and numbers of which one changes when it does


class Current:
    """Holds what is served and what is wrong with the files."""

    def __init__(self, root: Path, state: Path, *, allow_drafts: bool) -> None:
        self.root = root
        self.state = state
        self.allow_drafts = allow_drafts
        self.served: Served | None = None
        self.problems: tuple[str, ...] = ()
        self._stamp: Stamp = ()
        self._loading = Lock()
        self.load()

    def load(self) -> None:
        """Read the folder, changed or not."""
        with self._loading:
            self._load()

    def refresh(self) -> None:
        """Read the folder again where a file of it changed."""
        with self._loading:
            if self.changed() is not None:
                self._load()

    def changed(self) -> Stamp | None:
        """The stamp of the files, where it is another than when they were read."""
        stamp = stamp_of(self.root)
        return None if stamp == self._stamp else stamp

    def _load(self) -> None:
        stamp = stamp_of(self.root)
        fresh, problems = look_over(self.root, allow_drafts=self.allow_drafts)
        if self.served is not None and stamp_of(self.root) != stamp:
            return  # Rule 3: the stamp is not remembered, so the next look reads them again
        self._stamp = stamp
        if fresh is None and self.served is None:
            fresh = last_good(self.state, allow_drafts=self.allow_drafts)
        before, self.problems = self.problems, problems
        if problems and problems != before:
            self._complain()
        if fresh is not None:
            self._swap(fresh)
        elif self.served is None:
            log.error("no line is on the air: texts and calls get the built-in answer")

    def _complain(self) -> None:
        log.error("the line in %s is not fit to serve: %d problems", self.root, len(self.problems))
        for problem in self.problems[:TOLD]:
            log.error("problem %s", problem)

    def _swap(self, fresh: Served) -> None:
        self.served = fresh
        places = len(fresh.line.places)
        log.info("line version=%s places=%d from=%s", fresh.version, places, fresh.origin.replace(" ", "-"))
        if fresh.origin == "files":
            self._keep(fresh.version)

    def _keep(self, version: str) -> None:
        try:
            keep(self.root, self.state, version)
        except OSError as error:
            log.warning("the last good line could not be kept: %s", error.strerror)


def look_over(root: Path, *, allow_drafts: bool, origin: Origin = "files") -> tuple[Served | None, tuple[str, ...]]:
    """The line in a folder, or nothing and what makes it unfit to serve. Nothing makes this fail."""
    try:
        report = examine(root)
        problems = unfit(report, allow_drafts=allow_drafts)
        if report.line is None or problems:
            return None, problems
        return prepare(report.line, report.version, origin), ()
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


def stamp_of(root: Path) -> Stamp:
    """A value that is another one once anything changed that the line is read from. No file is opened for it."""
    return tuple((str(path), _numbers(path)) for path in sorted({*files(root), *_told_of(root)}))


def _told_of(root: Path) -> Iterator[Path]:
    """The folders, and the files in them that are named a little like the line's: each of them may be a problem."""
    folders = [root / "menus", root / "content", *filter(os.path.isdir, _entries(root / "content"))]
    yield from folders
    yield from (path for folder in folders for path in _entries(folder) if path.suffix.lower() in (".yaml", ".yml"))


def _entries(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return []


def _numbers(path: Path) -> tuple[int, ...]:
    """Of a file put in the place of another the inode changes, of a permission given back the time of change."""
    try:
        status = path.stat()
    except OSError:
        return ()
    if stat.S_ISDIR(status.st_mode):
        return (status.st_mode,)  # its times change with every hidden file of an editor
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
