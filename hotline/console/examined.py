"""What the checker finds in the line's files. A check takes seconds, so it is made beside the requests, and kept.

Rule 1: a report is kept until a file changes or a day begins, for a review may be overdue by then.
Rule 2: no request waits for a check unless it asks to.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Lock, Thread

from hotline.check import Report, examine
from hotline.current import Current, Stamp, stamp_of
from hotline.loader import Problem, Written, read_folder, recall
from hotline.workbench.standing import Standing

log = logging.getLogger("hotline")

PATIENCE = 30  # seconds for which a request waits for a check that it asks for

_Key = tuple[Stamp, date]


@dataclass(frozen=True, slots=True)
class Checked:
    """The report on the files, and its problems by the id of the place that they stand at ("": at none)."""

    report: Report
    by_place: Mapping[str, tuple[Problem, ...]]


class _Check:
    """One check, made by a thread of its own."""

    def __init__(self, key: _Key, root: Path) -> None:
        self.key = key
        self.made: Checked | None = None
        self.done = Event()
        Thread(target=self._run, args=(root,), name="console-check", daemon=True).start()

    def _run(self, root: Path) -> None:
        try:
            report = examine(root, today=self.key[1])
            self.made = Checked(report, Standing(read_folder(root).written).by_place(report.problems))
        except Exception:  # a fault of ours, or no memory: a page without problems is told so
            log.exception("the line's files could not be checked")
        finally:
            self.done.set()


class Examined:
    """The checker's report on the files as they are now, and what is written of the line on the air."""

    def __init__(self, current: Current, clock: Callable[[], float]) -> None:
        self._current = current
        self._clock = clock
        self._lock = Lock()
        self._check: _Check | None = None
        self._shown: tuple[str, Written] | None = None

    @property
    def today(self) -> date:
        """The day of the clock."""
        return datetime.fromtimestamp(self._clock(), UTC).date()

    def checked(self, *, wait: bool = False) -> Checked | None:
        """What the checker found, or nothing where it is still at it; the first look at new files sets it to work."""
        key = (stamp_of(self._current.root), self.today)
        with self._lock:
            if self._check is None or self._check.key != key:
                self._check = _Check(key, self._current.root)
            check = self._check
        if wait:
            check.done.wait(PATIENCE)
        return check.made

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
