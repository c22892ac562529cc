"""One turn at a time for each person, within one process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hotline.errors import StoreError

STRIPES = 256  # bounded, however many people there are; two strangers who share one only wait a little


class Locks:
    """A lock for each name. Nobody waits for one longer than ``seconds``."""

    def __init__(self, seconds: float, stripes: int = STRIPES) -> None:
        self._locks = tuple(threading.Lock() for _ in range(stripes))
        self._seconds = seconds

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """The time during which no other thread holds this name."""
        lock = self._locks[hash(name) % len(self._locks)]
        if not lock.acquire(timeout=self._seconds):
            raise StoreError(f"the store is busy: another turn has held its lock for {self._seconds:g} s")
        try:
            yield
        finally:
            lock.release()
