"""Keeps turns from waiting for a store that is away.

Rule 1: after FAILURES turns in a row that it failed, the store is away. From then on nothing is asked of it, and a turn
is told so at once.
Rule 2: a thread of its own looks until it is back, every LOOK seconds. No turn pays for looking, and none is needed.
Rule 3: what a store refuses to one person is no failure, nor is what an operator asks.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from weakref import ref

from hotline.errors import StoreError, StoreRefusal
from hotline.store.person import Person
from hotline.store.protocol import Count, Field, Outgoing, Store, Transaction, Unmet

log = logging.getLogger("hotline")

FAILURES = 3
LOOK = 0.5  # seconds


class Guarded:
    """A store behind a breaker."""

    def __init__(self, store: Store, look: float = LOOK) -> None:
        self._store = store
        self._every = look
        self._failures = 0
        self._back = threading.Event()  # set while the store is believed to be there
        self._back.set()
        self._closed = threading.Event()
        self._starting = threading.Lock()
        self._looking: threading.Thread | None = None

    @contextmanager
    def transaction(
        self, person: Person | None, reply_key: str, now: int, *, durable: bool = False
    ) -> Iterator[Transaction]:
        """One turn, or a StoreError at once where the store is away."""
        self._demand()
        try:
            with self._store.transaction(person, reply_key, now, durable=durable) as kept:
                yield kept
        except StoreRefusal:
            raise
        except StoreError:
            self._failed()
            raise
        self._failures = 0

    def purge(self, now: int) -> None:
        """Drop what is too old."""
        self._demand()
        self._store.purge(now)

    def counts(self, since: str) -> Iterable[tuple[Count, int]]:
        """Every count since this day."""
        self._demand()
        return self._store.counts(since)

    def tallies(self, since: str, by: Sequence[Field]) -> Iterable[tuple[Count, int, int]]:
        """The counts since this day added up by some of their fields, with their units."""
        self._demand()
        return self._store.tallies(since, by)

    def unmet(self, since: str) -> Iterable[tuple[Unmet, str]]:
        """What was not understood since this day."""
        self._demand()
        return self._store.unmet(since)

    def outgoing(self, due: int, most: int) -> Sequence[Outgoing]:
        """Rows of the outbox that are due."""
        self._demand()
        return self._store.outgoing(due, most)

    def waiting(self) -> tuple[int, int]:
        """How many rows the outbox has, and the time of the oldest."""
        self._demand()
        return self._store.waiting()

    def opted_out(self) -> int:
        """How many people stopped texts."""
        self._demand()
        return self._store.opted_out()

    def stopped_under(self) -> Mapping[str, int]:
        """How many opt-outs are kept under each secret."""
        self._demand()
        return self._store.stopped_under()

    def opt_outs(self, since: int) -> Iterable[tuple[str, int]]:
        """The keys of the opt-outs written at this time and later."""
        self._demand()
        return self._store.opt_outs(since)

    def ping(self) -> None:
        """Nothing, or a StoreError where a turn could not begin now."""
        self._demand()
        self._store.ping()

    def close(self) -> None:
        """Let go of files and connections, and look no more."""
        self._closed.set()
        self._store.close()

    def wait(self, seconds: float) -> bool:
        """Wait until the store is back; whether it is."""
        return self._back.wait(seconds)

    def _demand(self) -> None:
        if self._back.is_set():
            return
        self._look()  # the thread of a process that forked is not in its child
        raise StoreError("the store is away; it is looked at again and again")

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= FAILURES and self._back.is_set():
            self._back.clear()
            log.warning("the store is away, turns go on without it; `hotline doctor` tells why")
            self._look()

    def _look(self) -> None:
        if not self._starting.acquire(blocking=False):
            return  # somebody else is at it
        try:
            if not self._closed.is_set() and (self._looking is None or not self._looking.is_alive()):
                self._looking = threading.Thread(target=_look_on, args=(ref(self),), name="store", daemon=True)
                self._looking.start()
        finally:
            self._starting.release()

    def _is_back(self) -> bool:
        try:
            self._store.ping()
        except StoreError:
            return False
        self._failures = 0
        self._back.set()
        log.info("the store is back")
        return True


def _look_on(guarded: ref[Guarded]) -> None:
    """Look until the store is back, closed, or nobody's any more."""
    while (looked := guarded()) is not None and not looked._is_back():
        closed, every = looked._closed, looked._every
        del looked
        if closed.wait(every):
            return
