"""One turn at a time, within one process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakSet

from hotline.errors import StoreError

STRIPES = 256  # bounded, however many people there are; two strangers who share one only wait a little


class Locks:
    """A lock for each name. Nobody waits for one longer than ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self._locks = tuple(threading.Lock() for _ in range(STRIPES))
        self._seconds = seconds

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """The time during which no other thread holds this name."""
        lock = self._locks[hash(name) % STRIPES]
        _wait_for(lock, self._seconds)
        try:
            yield
        finally:
            lock.release()


class Gate:
    """A way in for one thread at a time, and for nobody while the process forks.

    ``before_fork`` is called with the gate shut, so what must not be open in two processes can be closed.
    """

    def __init__(self, seconds: float, before_fork: Callable[[], None]) -> None:
        self._lock = threading.Lock()
        self._seconds = seconds
        self._before_fork = before_fork
        self._forking: int | None = None  # the thread that shut the gate in order to fork
        self._torn = False
        _GATES.add(self)

    @contextmanager
    def held(self) -> Iterator[None]:
        """The time during which no other thread is inside."""
        if self._torn:
            raise StoreError("the store was in use when this process was forked; start the process again")
        _wait_for(self._lock, self._seconds)
        try:
            yield
        finally:
            self._lock.release()

    def shut(self) -> None:
        """Before a fork: let the thread inside finish. One that forks while inside itself waits in vain."""
        if self._lock.acquire(timeout=self._seconds):
            self._forking = threading.get_ident()
            self._before_fork()

    def reopen(self, *, is_child: bool) -> None:
        """After a fork, in either process."""
        if self._forking == threading.get_ident():
            self._forking = None
            self._lock.release()
        elif is_child:
            self._torn = True


def _wait_for(lock: threading.Lock, seconds: float) -> None:
    if not lock.acquire(timeout=seconds):
        raise StoreError(f"the store is busy: another turn has held its lock for {seconds:g} s")


_GATES: WeakSet[Gate] = WeakSet()


def _shut_all() -> None:
    for gate in list(_GATES):
        gate.shut()


def _reopen_all(*, is_child: bool) -> None:
    for gate in list(_GATES):
        gate.reopen(is_child=is_child)


os.register_at_fork(
    before=_shut_all,
    after_in_parent=lambda: _reopen_all(is_child=False),
    after_in_child=lambda: _reopen_all(is_child=True),
)
