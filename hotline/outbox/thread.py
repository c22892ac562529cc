"""The thread of a worker process that sees to the outbox. Start it after the fork: threads do not survive one."""

from __future__ import annotations

import logging
import traceback
from queue import Empty, SimpleQueue
from threading import Thread, main_thread

from hotline.errors import StoreError
from hotline.events import StoreFailed, tell
from hotline.outbox.sender import IDLE, Sender

log = logging.getLogger("hotline")

TROUBLE = 2.0  # seconds until the next try after a fault of the store's or ours


class Outbox:
    """Sends texts until the process ends: the process waits for the one that is under way, and begins no other."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._told: SimpleQueue[None] = SimpleQueue()
        self._stopped = False
        self._in_trouble = False
        self._thread = Thread(target=self._run, name="outbox")  # no daemon, so that the interpreter waits for it
        sender.going = self._going

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to send now."""
        self._told.put(None)

    def stop(self) -> None:
        """Send no more; returns when the text that is under way is marked."""
        self._stopped = True
        self.wake()
        self._thread.join()

    def _going(self) -> bool:
        # when its main thread is at its end the interpreter waits for the others; nothing else tells them
        return not self._stopped and main_thread().is_alive()

    def _run(self) -> None:
        while self._going():
            seconds = self._step()
            if seconds:
                self._wait(seconds)

    def _step(self) -> float:
        try:
            seconds = self._sender.step()
        except StoreError:
            tell(StoreFailed("outbox"))
            if not self._in_trouble:
                log.warning("the store does not answer; the outbox waits")
            self._in_trouble = True
            return TROUBLE
        except Exception as error:  # its message may hold a number
            at = traceback.extract_tb(error.__traceback__)[-1]
            log.error("outbox fault kind=%s at=%s:%s", type(error).__name__, at.filename.rpartition("/")[2], at.lineno)
            return TROUBLE
        self._in_trouble = False
        return seconds

    def _wait(self, seconds: float) -> None:
        try:
            self._told.get(timeout=min(seconds, IDLE))
        except Empty:
            return
