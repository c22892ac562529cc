"""The line on the air: loaded from its folder, or the last good one, or none, when the built-in answer is given."""

from __future__ import annotations

import logging
from pathlib import Path

from hotline.check import Report, drafts, examine
from hotline.loader import files, keep, recall
from hotline.served import Served, prepare

log = logging.getLogger("hotline")


class Current:
    """Holds what is served and what is wrong with the files."""

    def __init__(self, root: Path, state: Path, *, allow_drafts: bool) -> None:
        self.root = root
        self.state = state
        self.allow_drafts = allow_drafts
        self.served: Served | None = None
        self.problems: tuple[str, ...] = ()
        self._stamp: object = None
        self.load()

    def load(self) -> None:
        """Read the folder. A bad line never replaces a good one."""
        self._stamp = self._stamped()
        report = examine(self.root)
        self.problems = self._wrong(report)
        if report.line is not None and not self.problems:
            self.served = prepare(report.line, report.version)
            self._keep(report.version)
            return
        log.error("the line in %s is not fit to serve: %d problems", self.root.name, len(self.problems))
        if self.served is None:
            self.served = self._last_good()

    def refresh(self) -> None:
        """Read the folder again where a file of it changed."""
        if self._stamped() != self._stamp:
            self.load()

    def _wrong(self, report: Report) -> tuple[str, ...]:
        if report.line is None:
            return tuple(map(str, report.errors))
        if self.allow_drafts or report.line.allow_drafts:
            return ()
        unsigned = drafts(report.line)
        if not unsigned:
            return ()
        return (f"{len(unsigned)} places have words that no reviewer has signed, {unsigned[0]} the first of them",)

    def _keep(self, version: str) -> None:
        try:
            keep(self.root, self.state, version)
        except OSError as error:
            log.warning("the last good line could not be kept: %s", error.strerror)

    def _last_good(self) -> Served | None:
        folder = recall(self.state)
        if folder is None:
            return None
        report = examine(folder)
        if report.line is None or self._wrong(report):
            return None
        return prepare(report.line, report.version, "last good")

    def _stamped(self) -> object:
        return tuple(_stamp(path) for path in files(self.root))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), status.st_mtime_ns, status.st_size
