"""The store of one machine: a SQLite file that several processes share.

SQLite has one writer at a time. BEGIN IMMEDIATE makes a turn that writer before it reads anything; turns that
began as readers and wrote later would fail at once (of 64, 3 were kept).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hotline.model import Session
from hotline.store.codec import session_from_text, session_to_text, turn_from_text, turn_to_text
from hotline.store.connection import Connection
from hotline.store.locks import Locks
from hotline.store.person import Person
from hotline.store.protocol import KEEP_REPLY, KEEP_SESSION, Count, Reply, Transaction
from hotline.store.rows import RowsTransaction

WAIT = 2.0  # seconds that a turn waits for another one
PURGED_AT_ONCE = 200  # a millisecond or two, in which nobody else can write


class SqliteStore:
    """A store in the file at ``path``, made at its first use and opened again after a fault."""

    def __init__(self, path: str | Path, wait: float = WAIT) -> None:
        self._path = Path(path).absolute()  # a later chdir does not move it
        self._wait = wait
        # After a fork the child may neither use nor close the parent's connections, and a lock may be held by
        # a thread that the child does not have. So each process has its own; the parent's lie here untouched.
        self._processes: dict[int, _Process] = {}

    @contextmanager
    def transaction(
        self, person: Person | None, reply_key: str, now: int, *, durable: bool = False
    ) -> Iterator[Transaction]:
        """One turn, whole or not at all."""
        with self._writer() as connection:
            connection.ask(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            connection.ask("BEGIN IMMEDIATE")
            try:
                yield RowsTransaction(_SqliteRows(connection, now), person)
                connection.ask("COMMIT")
            except BaseException:
                connection.roll_back()
                raise

    def purge(self, now: int) -> None:
        """Drop old sessions and replies, a few at a time, so that no turn waits long."""
        for table, oldest in (("session", now - KEEP_SESSION), ("reply", now - KEEP_REPLY)):
            while self._purge_some(table, oldest) == PURGED_AT_ONCE:
                time.sleep(0.005)  # other processes that wait look again every few milliseconds
        with self._writer() as connection:
            # What was deleted is still in the -wal. Empty it, unless we would have to wait for a reader.
            connection.ask("PRAGMA busy_timeout = 0")
            connection.ask("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.ask(f"PRAGMA busy_timeout = {int(self._wait * 1000)}")

    def counts(self, since: str) -> list[tuple[Count, int]]:
        """Every count since this day."""
        columns = "day, channel, lang, place, outcome"
        with self._connection() as connection:
            rows = connection.ask(
                f"SELECT {columns}, n FROM count WHERE day >= ? ORDER BY {columns}", (since,)
            )
        return [(Count(*row[:-1]), row[-1]) for row in rows]

    def ping(self) -> None:
        """Nothing, or a StoreError where a turn could not begin now."""
        with self._writer() as connection:
            connection.ask("BEGIN IMMEDIATE")
            connection.ask("SELECT 1 FROM session LIMIT 1")
            connection.ask("ROLLBACK")

    def close(self) -> None:
        """Close this process's connections. A turn that is still running closes its own."""
        process = self._processes.pop(os.getpid(), None)
        if process:
            process.close()

    def _process(self) -> _Process:
        own = self._processes.get(os.getpid())
        return own or self._processes.setdefault(os.getpid(), _Process(self._path, self._wait))

    def _purge_some(self, table: str, oldest: int) -> int:
        old = f"SELECT key FROM {table} WHERE kept < ? LIMIT {PURGED_AT_ONCE}"
        with self._writer() as connection:
            return connection.change(f"DELETE FROM {table} WHERE key IN ({old})", (oldest,))

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        with self._process().locks.held("the file"), self._connection() as connection:
            yield connection

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        process = self._process()
        connection = process.take()
        try:
            yield connection
        finally:
            process.give_back(connection)


class _Process:
    """One process's locks, and its connections that no thread is using now."""

    def __init__(self, path: Path, wait: float) -> None:
        # The file has one writer, so one lock serves all: threads that wait in SQLite instead wake up in no
        # order (32 threads of strangers: longest turn 1143 ms with a lock for each person, 93 ms with this).
        self.locks = Locks(wait, stripes=1)
        self._path = path
        self._wait = wait
        self._free: list[Connection] = []  # append and pop are atomic
        self._closed = False

    def take(self) -> Connection:
        """A connection for the caller alone: the one used last, or a new one."""
        while connection := self._pop():
            if connection.is_of_file():
                return connection
            connection.close()
        return Connection(self._path, self._wait)

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for the next one, unless it failed."""
        if connection.spent:
            connection.close()
        else:
            self._free.append(connection)
        if self._closed:
            self.close()

    def close(self) -> None:
        """Close what is free now, and from now on what is given back."""
        self._closed = True
        while connection := self._pop():
            connection.close()

    def _pop(self) -> Connection | None:
        try:
            return self._free.pop()
        except IndexError:
            return None


class _SqliteRows:
    """The rows of one transaction."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._ask = connection.ask
        self._now = now

    def reply(self, key: str) -> Reply | None:
        for digest, text in self._ask("SELECT digest, turn FROM reply WHERE key = ?", (key,)):
            turn = turn_from_text(text)
            return Reply(digest, turn) if turn else None
        return None

    def keep_reply(self, key: str, reply: Reply) -> None:
        self._ask(
            "INSERT INTO reply (key, kept, digest, turn) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE"
            " SET kept = excluded.kept, digest = excluded.digest, turn = excluded.turn",
            (key, self._now, reply.digest, turn_to_text(reply.turn)),
        )

    def sessions(self, keys: tuple[str, ...]) -> Mapping[str, Session]:
        found = f"SELECT key, body FROM session WHERE key IN {_marks(keys)} ORDER BY kept DESC"
        read = ((key, session_from_text(body)) for key, body in self._ask(found, keys))
        return {key: session for key, session in read if session}

    def write_session(self, key: str, session: Session) -> None:
        self._ask(
            "INSERT INTO session (key, kept, body) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
            " SET kept = excluded.kept, body = excluded.body",
            (key, self._now, session_to_text(session)),
        )

    def drop_sessions(self, keys: tuple[str, ...]) -> None:
        self._ask(f"DELETE FROM session WHERE key IN {_marks(keys)}", keys)

    def opt_outs(self, keys: tuple[str, ...]) -> Mapping[str, bool]:
        rows = self._ask(f"SELECT key, answered FROM opt_out WHERE key IN {_marks(keys)}", keys)
        return {key: bool(answered) for key, answered in rows}

    def write_opt_out(self, key: str, answered: bool) -> None:
        self._ask(
            "INSERT INTO opt_out (key, answered) VALUES (?, ?) ON CONFLICT (key) DO UPDATE"
            " SET answered = excluded.answered",
            (key, answered),
        )

    def drop_opt_outs(self, keys: tuple[str, ...]) -> None:
        self._ask(f"DELETE FROM opt_out WHERE key IN {_marks(keys)}", keys)

    def count(self, count: Count) -> None:
        self._ask(
            "INSERT INTO count (day, channel, lang, place, outcome, n) VALUES (?, ?, ?, ?, ?, 1)"
            " ON CONFLICT (day, channel, lang, place, outcome) DO UPDATE SET n = n + 1",
            (count.day, count.channel, count.lang, count.place, count.outcome),
        )


def _marks(keys: tuple[str, ...]) -> str:
    return f"({', '.join('?' * len(keys))})"
