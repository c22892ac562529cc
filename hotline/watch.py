"""Watches the line's files for one worker, and reads them again when they changed or when it is told to.

Rule 1: a file is read once it has been left alone for SETTLE: editors save in steps, and one change is often several
files.
Rule 2: all the reading is in this thread; answers go on from the line that is on the air.
"""

from __future__ import annotations

import logging
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Literal

from hotline.current import Current, Stamp

log = logging.getLogger("hotline")

IDLE = 10  # looks at unchanged files before what is left to learn is learned: the other workers are done by then
LOOK = 0.2  # seconds between two looks; an edit is to be on the air within 2, with the checking in every worker
SETTLE = 0.1


class Watch:
    """The thread that keeps a ``Current`` current. Start it after the fork: threads do not survive one."""

    def __init__(self, current: Current) -> None:
        self._current = current
        self._unsettled: Stamp | None = None
        self._idle = 0
        # A signal's handler may come while another one is in `wake`: this queue bears that, an Event may hang.
        self._told: SimpleQueue[Literal["read", "stop"]] = SimpleQueue()
        self._thread = Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def wake(self) -> None:
        """Have the files read now, changed or not."""
        self._told.put("read")

    def stop(self) -> None:
        """Look no more; returns when the thread is at its end."""
        self._told.put("stop")
        self._thread.join()

    def look(self) -> float:
        """Look once, and read what has settled. Returns the seconds until the next look."""
        found = self._current.changed()
        self._idle = self._idle + 1 if found is None else 0
        if self._idle == IDLE and self._current.served is not None:
            self._current.served.index.ready()
        if found is not None and found == self._unsettled:
            self._current.refresh()
            found = None
        self._unsettled = found
        return LOOK if found is None else SETTLE

    def _run(self) -> None:
        seconds = LOOK
        while (told := self._wait(seconds)) != "stop":
            if told == "read":
                log.info("told to read the line's files again")
                self._current.load()
            seconds = self.look()

    def _wait(self, seconds: float) -> Literal["read", "stop", ""]:
        try:
            return self._told.get(timeout=seconds)
        except Empty:
            return ""
