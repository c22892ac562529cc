"""The store of one machine: a SQLite file that several processes share.

SQLite has one writer at a time. BEGIN IMMEDIATE makes a turn that writer before it reads anything; turns that
began as readers and wrote later would fail at once (of 64, 3 were kept).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hotline.store.connection import BUSY, Connection
from hotline.store.locks import Gate
from hotline.store.person import Person
from hotline.store.protocol import (
    FIELDS,
    LIMIT,
    Count,
    Field,
    Outgoing,
    Transaction,
    Unmet,
    too_old,
)
from hotline.store.rows import RowsTransaction
from hotline.store.sqlite_rows import COUNT, OUTBOX, SqliteRows

WAIT = 2.0  # seconds that a turn waits for those before it in this process
_CHANGED = "SELECT key, changed FROM opt_out WHERE changed >= ?"
PURGED_AT_ONCE = 200  # a millisecond or two, in which nobody else can write


class SqliteStore:
    """A store in the file at ``path``, made at its first use and opened again after a fault.

    Each process has one connection, used by one thread at a time. The file has one writer anyhow, and threads
    that wait for it in SQLite wake up in no order: with 32 threads the longest turn took 1143 ms with a
    connection for each, 93 ms with a lock for all.
    """

    def __init__(self, path: str | Path, limit: float = LIMIT, wait: float = WAIT) -> None:
        """``limit``: seconds for the file to be free; ``wait``: for the turns before it in this process."""
        self._path = Path(path).absolute()  # a later chdir does not move it
        self._limit = limit
        self._kept_open: Connection | None = None
        # A child that inherits an open file believes in locks that only its parent has; even what it opens
        # itself shares that belief (sqlite.org/howtocorrupt.html, 2.6). So nothing is open at a fork.
        self._gate = Gate(wait, before_fork=self._let_go)

    @contextmanager
    def transaction(
        self, person: Person | None, reply_key: str, now: int, *, durable: bool = False
    ) -> Iterator[Transaction]:
        """One turn, whole or not at all."""
        with self._connection() as connection:
            connection.begin(durable=durable)
            try:
                rows = SqliteRows(connection, person.keys if person else (), reply_key, now)
                yield RowsTransaction(rows, person)
                rows.write_counts()
                connection.ask("COMMIT")
            except BaseException:
                connection.roll_back()
                raise

    def purge(self, now: int) -> None:
        """Drop what is too old, a few rows at a time, so that no turn waits long."""
        for table, key, found, values in too_old(now):
            while self._purge_some(table, key, found, values) == PURGED_AT_ONCE:
                time.sleep(0.005)  # other processes that wait look again every few milliseconds
        with self._connection() as connection:
            # What was deleted is still in the -wal. Empty it, unless we would have to wait for a reader.
            connection.ask("PRAGMA busy_timeout = 0")
            connection.ask("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.ask(f"PRAGMA busy_timeout = {BUSY}")

    def counts(self, since: str) -> list[tuple[Count, int]]:
        """Every count since this day."""
        since_then = f"SELECT {COUNT}, n FROM count WHERE day >= ? ORDER BY {COUNT}"
        with self._connection() as connection:
            rows = connection.ask(since_then, (since,))
        return [(Count(*row[:-1]), row[-1]) for row in rows]

    def tallies(self, since: str, by: Sequence[Field]) -> list[tuple[Count, int, int]]:
        """The counts since this day added up by some of their fields, with their units."""
        columns = ", ".join(name if name in by else "0" if name == "place" else "''" for name in FIELDS)
        apart = ", ".join(name for name in FIELDS if name in by)
        added = f"SELECT {columns}, SUM(n), SUM(units) FROM count WHERE day >= ? GROUP BY {apart} ORDER BY {apart}"
        with self._connection() as connection:
            rows = connection.ask(added, (since,))
        return [(Count(*row[:-2]), row[-2], row[-1]) for row in rows]

    def unmet(self, since: str) -> list[tuple[Unmet, str]]:
        """What was not understood since this day."""
        columns = "day, channel, lang, words"
        with self._connection() as connection:
            rows = connection.ask(
                f"SELECT {columns}, mark FROM unmet WHERE day >= ? ORDER BY {columns}, mark", (since,)
            )
        return [(Unmet(*row[:-1]), row[-1]) for row in rows]

    def outgoing(self, due: int, most: int) -> list[Outgoing]:
        """Rows of the outbox that are due."""
        with self._connection() as connection:
            found = f"SELECT {OUTBOX} FROM outbox WHERE due <= ? ORDER BY due, key LIMIT ?"
            return [Outgoing(*row) for row in connection.ask(found, (due, most))]

    def waiting(self) -> tuple[int, int]:
        """How many rows the outbox has, and the time of the oldest."""
        with self._connection() as connection:
            ((number, oldest),) = connection.ask("SELECT COUNT(*), MIN(made) FROM outbox")
        return number, oldest or 0

    def opted_out(self) -> int:
        """How many people stopped texts."""
        with self._connection() as connection:
            ((number,),) = connection.ask("SELECT COUNT(*) FROM opt_out")
        return int(number)

    def stopped_under(self) -> dict[str, int]:
        """How many opt-outs each secret has made."""
        with self._connection() as connection:
            return dict(connection.ask("SELECT substr(key, 1, instr(key, ':') - 1), COUNT(*) FROM opt_out GROUP BY 1"))

    def opt_outs(self, since: int) -> list[tuple[str, int]]:
        """The keys of the opt-outs written at this time and later."""
        with self._connection() as connection:
            return [(key, at) for key, at in connection.ask(_CHANGED, (since,))]

    def ping(self) -> None:
        """Nothing, or a StoreError where a turn could not begin now."""
        with self._connection() as connection:
            connection.begin()
            connection.ask("SELECT 1 FROM session LIMIT 1")
            connection.ask("ROLLBACK")

    def close(self) -> None:
        """Let go of the file, after the turn that is running now."""
        with self._gate.held():
            self._let_go()

    def _purge_some(self, table: str, key: str, found: str, values: tuple[str | int, ...]) -> int:
        old = f"SELECT {key} FROM {table} WHERE {found} LIMIT {PURGED_AT_ONCE}"
        with self._connection() as connection:
            return connection.change(f"DELETE FROM {table} WHERE {key} IN ({old})", values)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """The connection, for this thread alone."""
        with self._gate.held():
            if self._kept_open and not self._kept_open.is_there():
                self._let_go()
            self._kept_open = self._kept_open or Connection(self._path, self._limit)
            try:
                yield self._kept_open
            finally:
                if self._kept_open.failed:
                    self._let_go()  # now, not at the next use: it may still hold the file's lock

    def _let_go(self) -> None:
        if self._kept_open:
            self._kept_open.close()
            self._kept_open = None
