"""What the checker finds in the line's files, by place. No request waits for a check unless it asks to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from hotline.check import Report
from hotline.console.examiner import Examiner
from hotline.current import Current
from hotline.loader import Problem, Written, read_folder, recall
from hotline.workbench.standing import Standing

PATIENCE = 30  # seconds for which a request waits for a check that it asks for


@dataclass(frozen=True, slots=True)
class Checked:
    """The report on the files, and its problems by the id of the place that they stand at ("": at none)."""

    report: Report
    by_place: Mapping[str, tuple[Problem, ...]]


class Examined:
    """The checker's report on the files as they are now, and what is written of the line on the air."""

    def __init__(self, current: Current, examiner: Examiner) -> None:
        self._current = current
        self._examiner = examiner
        self._lock = Lock()
        self._checked: Checked | None = None
        self._shown: tuple[str, Written] | None = None

    @property
    def today(self) -> date:
        """The day of the report."""
        return self._examiner.today()

    def checked(self, *, wait: bool = False) -> Checked | None:
        """What the checker found, or nothing where it is still at it."""
        report = self._examiner.report(PATIENCE if wait else 0)
        with self._lock:
            if report is not None and (self._checked is None or self._checked.report is not report):
                written = read_folder(self._current.root).written
                self._checked = Checked(report, Standing(written).by_place(report.problems))
            return self._checked if report is not None else None

    def shown(self, version: str) -> Written:
        """What is written of the line of this version, the one on the air.

        Where the files are not fit to serve it is the last good one that is kept; without that, the files after all.
        """
        with self._lock:
            if self._shown is None or self._shown[0] != version:
                self._shown = (version, self._read(version))
            return self._shown[1]

    def _read(self, version: str) -> Written:
        files = read_folder(self._current.root)
        kept = recall(self._current.state) if files.version != version else None
        return (read_folder(kept) if kept is not None else files).written
