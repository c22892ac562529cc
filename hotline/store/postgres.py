"""The store of many machines: PostgreSQL, shared by every process that answers for the line.

A turn is two journeys to the server: lock and read, then write and commit (see ``postgres_rows``). Turns of one
person wait for each other in their process first, so that none of them keeps one of its few connections waiting.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar
from weakref import WeakSet

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from hotline.errors import SettingsError, StoreError, StoreRefusal
from hotline.store.locks import Locks
from hotline.store.person import Person
from hotline.store.postgres_link import FAULTS, Link, Pool, store_error
from hotline.store.postgres_rows import OUTBOX, PostgresRows, begin
from hotline.store.protocol import (
    FIELDS,
    KEEP_SESSION,
    LIMIT,
    Count,
    Field,
    Outgoing,
    Transaction,
    Unmet,
    too_old,
)
from hotline.store.rows import RowsTransaction

Made = TypeVar("Made")

WAIT = 2.0  # seconds that a turn waits for those before it, of the same person and in the same process
LONG = 10.0  # seconds for what an operator asks: nobody who texts waits for it
PURGED_AT_ONCE = 1000
_COUNT = ", ".join(FIELDS)
_LEFT_BEHIND: list[object] = []  # what a parent process has open, which its child must not close
_STORES: WeakSet[PostgresStore] = WeakSet()


class PostgresStore:
    """A store at a ``postgresql://`` address. Nothing is connected before the first turn, nor shared with a child."""

    def __init__(self, url: str, limit: float = LIMIT, wait: float = WAIT) -> None:
        try:
            conninfo_to_dict(url)
        except psycopg.Error:  # which may quote the password
            raise SettingsError((_UNFIT,)) from None
        self._url = url
        self._limit = limit
        self._wait = wait
        self._opening = threading.Lock()
        self._opened: _Opened | None = None
        _STORES.add(self)

    @contextmanager
    def transaction(
        self, person: Person | None, reply_key: str, now: int, *, durable: bool = False
    ) -> Iterator[Transaction]:
        """One turn, whole or not at all."""
        ours = self._ours()
        faults = ours.faults
        with ours.locks.held(person.keys[0] if person else reply_key):
            if ours.faults != faults:  # who waited in vain behind one that failed does not begin to wait anew
                raise StoreError("the PostgreSQL store failed for the turn before this one")
            keys = person.keys if person else ()
            with self._begun(ours, keys, reply_key, now, durable=durable) as rows:
                yield RowsTransaction(rows, person)
                rows.commit()

    def purge(self, now: int) -> None:
        """Drop what is too old, some rows at a time, and none that a turn is writing."""
        for table, key, found, values in too_old(now):
            ours = found.replace("?", "%s")
            old = f"SELECT {key} FROM {table} WHERE {ours} LIMIT {PURGED_AT_ONCE} FOR UPDATE SKIP LOCKED"
            gone = f"DELETE FROM {table} WHERE {key} IN ({old}) RETURNING 1"
            while len(self._ask(gone, values)) == PURGED_AT_ONCE:
                pass
        self._ask("DELETE FROM opt_out WHERE lifted BETWEEN 1 AND %s RETURNING 1", (now - KEEP_SESSION,))

    def counts(self, since: str) -> list[tuple[Count, int]]:
        """Every count since this day."""
        return [(count, number) for count, number, _ in self.tallies(since, FIELDS)]

    def tallies(self, since: str, by: Sequence[Field]) -> list[tuple[Count, int, int]]:
        """The counts since this day added up by some of their fields, with their units."""
        columns = ", ".join(name if name in by else "0" if name == "place" else "''" for name in FIELDS)
        apart = ", ".join(name for name in FIELDS if name in by)
        added = "SUM(n)::bigint, SUM(units)::bigint"
        asked = f"SELECT {columns}, {added} FROM count WHERE day >= %s GROUP BY {apart} ORDER BY {apart}"
        return [(Count(*row[:-2]), row[-2], row[-1]) for row in self._ask(asked, (since,), LONG)]

    def unmet(self, since: str) -> list[tuple[Unmet, str]]:
        """What was not understood since this day."""
        columns = "day, channel, lang, words"
        asked = f"SELECT {columns}, mark FROM unmet WHERE day >= %s ORDER BY {columns}, mark"
        return [(Unmet(*row[:-1]), row[-1]) for row in self._ask(asked, (since,), LONG)]

    def outgoing(self, due: int, most: int) -> list[Outgoing]:
        """Rows of the outbox that are due and that nobody is claiming at this moment."""
        found = f"SELECT {OUTBOX} FROM outbox WHERE due <= %s ORDER BY due, key LIMIT %s FOR UPDATE SKIP LOCKED"
        return [Outgoing(*row) for row in self._ask(found, (due, most))]

    def waiting(self) -> tuple[int, int]:
        """How many rows the outbox has, and the time of the oldest."""
        ((number, oldest),) = self._ask("SELECT COUNT(*), MIN(made) FROM outbox", (), LONG)
        return number, oldest or 0

    def opted_out(self) -> int:
        """How many people stopped texts."""
        return sum(self.stopped_under().values())

    def stopped_under(self) -> dict[str, int]:
        """How many opt-outs each secret has made."""
        asked = "SELECT split_part(key, ':', 1), COUNT(*) FROM opt_out WHERE lifted = 0 GROUP BY 1"
        return dict(self._ask(asked, (), LONG))

    def opt_outs(self, since: int) -> list[tuple[str, int]]:
        """The keys of the opt-outs written at this time and later, each with that time."""
        asked = "SELECT key, changed FROM opt_out WHERE changed >= %s AND lifted = 0"
        return [(key, changed) for key, changed in self._ask(asked, (since,), LONG)]

    def ping(self) -> None:
        """Nothing, or a StoreError where a turn could not begin now."""
        with self._begun(self._ours(), (), "ping", 0, durable=False) as rows:
            rows.commit()

    def close(self) -> None:
        """Let go of the connections."""
        with self._opening:
            if self._opened is not None:
                self._opened.pool.close()
            self._opened = None

    def leave_behind(self) -> None:
        """In a child after a fork: what is open is its parent's, who may have been opening it."""
        _LEFT_BEHIND.append(self._opened)
        self._opening, self._opened = threading.Lock(), None

    @contextmanager
    def _begun(
        self, ours: _Opened, keys: tuple[str, ...], reply_key: str, now: int, *, durable: bool
    ) -> Iterator[PostgresRows]:
        """The rows of a transaction; unless they are committed, nothing of it is kept."""
        with ours.used(self._limit, lambda link: begin(link, keys, reply_key, now, durable=durable)) as rows:
            yield rows

    def _ask(self, statement: str, values: tuple[Any, ...] = (), seconds: float | None = None) -> list[Any]:
        """The rows that one statement gives, in a transaction of its own."""
        limit = self._limit if seconds is None else seconds
        with self._ours().used(limit, lambda link: link.execute(statement, values)) as found:
            return found.fetchall()

    def _ours(self) -> _Opened:
        """What is open in this process."""
        if (opened := self._opened) is not None:
            return opened
        with self._opening:
            self._opened = self._opened or _Opened(self._url, self._wait)
            return self._opened


class _Opened:
    """What one process has open."""

    def __init__(self, url: str, wait: float) -> None:
        self.pool = Pool(url)
        self.locks = Locks(wait)
        self.faults = 0

    @contextmanager
    def used(self, limit: float, begun: Callable[[Link], Made]) -> Iterator[Made]:
        """What ``begun`` makes of a connection, tried again with others where the server had closed it."""
        link, made = self._begun(limit, begun)
        spoiled = True
        try:
            yield made
            spoiled = link.pgconn.transaction_status != TransactionStatus.IDLE
        except FAULTS as fault:
            raise self._told(fault, link) from None
        except BaseException:
            spoiled = not _rolled_back(link)
            raise
        finally:
            self.pool.give_back(link, spoiled=spoiled)

    def _begun(self, limit: float, begun: Callable[[Link], Made]) -> tuple[Link, Made]:
        until = monotonic() + limit
        while True:
            link = self._taken(until - monotonic())
            try:
                return link, begun(link)
            except FAULTS as fault:
                told, lost = self._told(fault, link), link.closed
                refused = isinstance(told, StoreRefusal) and _rolled_back(link)
                self.pool.give_back(link, spoiled=not refused)
                if not lost or monotonic() >= until:
                    raise told from None
            except BaseException:
                self.pool.give_back(link, spoiled=True)
                raise

    def _taken(self, seconds: float) -> Link:
        try:
            return self.pool.take(seconds)
        except StoreError:
            self.faults += 1
            raise

    def _told(self, fault: Exception, link: Link) -> StoreError:
        told = store_error(fault, late=link.patience <= 0)
        self.faults += not isinstance(told, StoreRefusal)
        return told


def _rolled_back(link: Link) -> bool:
    """Take back what was done since BEGIN; where even that fails, closing the connection does it."""
    try:
        link.execute("ROLLBACK")
    except psycopg.Error:
        return False
    return True


def _leave_all_behind() -> None:
    for store in list(_STORES):
        store.leave_behind()


os.register_at_fork(after_in_child=_leave_all_behind)
_UNFIT = (
    "HOTLINE_STORE is no address of a PostgreSQL database; it looks like postgresql://user:password@host:5432/name, "
    "with %40 for an @ in the password, and after a ? only what libpq knows"
)
