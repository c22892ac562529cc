"""The checker's report on the files as they are now, made once for each change of them, beside the requests.

A new day asks for a new one: a review may be overdue by then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event, Lock, Thread

from hotline.check import Report, examine
from hotline.current import Stamp, stamp_of

log = logging.getLogger("hotline")

Asked = tuple[Stamp, date]


class Examiner:
    """Looks a line's folder over in a thread of its own; a page waits as long as it likes."""

    def __init__(self, root: Path, today: Callable[[], date]) -> None:
        self._root = root
        self.today = today
        self._lock = Lock()
        self._turn = Lock()
        self._asked: Asked | None = None
        self._done = Event()
        self._report: Report | None = None

    def report(self, wait: float) -> Report | None:
        """The report on the files as they are, or nothing where it takes longer than so many seconds."""
        done = self._begin()
        if not done.wait(wait):
            return None
        with self._lock:
            return self._report if done is self._done else None

    def _begin(self) -> Event:
        with self._lock:
            asked = (stamp_of(self._root), self.today())
            if asked != self._asked:
                self._asked, self._done, self._report = asked, Event(), None
                Thread(target=self._look, args=(asked, self._done), name="examiner", daemon=True).start()
            return self._done

    def _look(self, asked: Asked, done: Event) -> None:
        with self._turn:
            report = self._examined(asked)
            with self._lock:
                if self._asked == asked:
                    self._report = report
                    self._asked = asked if report is not None else None  # after a fault the next page tries again
        done.set()

    def _examined(self, asked: Asked) -> Report | None:
        if self._asked != asked:  # the files changed while an earlier look went on
            return None
        try:
            return examine(self._root, today=asked[1])
        except Exception:
            log.exception("the line could not be looked over for the desk")
            return None
