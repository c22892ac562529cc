"""The rows of one turn in PostgreSQL: read in one go as it begins, changed in memory, written in one go.

Rule 1: BEGIN, the lock and the read are sent together and answered in order, as are the writes and COMMIT. The lock is
a statement of its own: a statement sees what was committed before it began, and a read that waited inside one would see
a stale row (of 64 turns, 2 were kept).
Rule 2: counts are written last and in order, so that two turns never wait for each other's.
Rule 3: a row of the outbox is locked as it is read. The turns of a person and the sender come to it under other locks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from hashlib import blake2b
from typing import Any

import psycopg

from hotline.model import DAY, Session
from hotline.store.codec import session_from_text, session_to_text, turn_from_text, turn_to_text
from hotline.store.postgres_link import Link
from hotline.store.protocol import UNMET, Count, Outgoing, Reply, Unmet

SLOTS = 8  # rows a count is spread over
MANY = 20  # writes, which no turn has: such are quicker if each is planned once and sent as it is made
IDLE = "5s"  # after which the server frees the lock of a process that stopped in the middle of a turn
OUTBOX = "key, call, place, lang, made, due, tries, holder"  # the columns, in the order of Outgoing
_BEGIN = (
    "BEGIN READ WRITE;"
    " SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true),"
    " set_config('idle_in_transaction_session_timeout', %s, true);"
)
# What must outlast a power cut waits for the disk, and for a standby where there is one, whatever is usual here.
_DURABLE = (
    " SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN"
    " ('off', 'local');"
)
_LOCK = " SELECT pg_advisory_xact_lock(%s);"
_KNOWN = (
    " SELECT 'reply', key, 0::bigint, digest, turn FROM reply WHERE key = %s"
    " UNION ALL SELECT 'session', key, kept, '', body FROM session WHERE key = ANY(%s)"
    " UNION ALL SELECT 'opt_out', key, answered::int, '', '' FROM opt_out WHERE key = ANY(%s) AND lifted = 0"
    " ORDER BY 3 DESC"
)
_REPLY = "SELECT digest, turn FROM reply WHERE key = %s"
_WRITE = {
    "reply": (
        "INSERT INTO reply (key, kept, digest, turn) VALUES (%s, %s, %s, %s) ON CONFLICT (key) DO UPDATE"
        " SET kept = excluded.kept, digest = excluded.digest, turn = excluded.turn"
    ),
    "session": (
        "INSERT INTO session (key, kept, day, body) VALUES (%s, %s, %s, %s) ON CONFLICT (key) DO UPDATE"
        " SET kept = excluded.kept, day = excluded.day, body = excluded.body, copied = false"
    ),
    "opt_out": (
        "INSERT INTO opt_out (key, answered, changed) VALUES (%s, %s, %s) ON CONFLICT (key) DO UPDATE"
        " SET answered = excluded.answered, changed = excluded.changed, copied = false, lifted = 0"
    ),
    "outbox": (
        f"INSERT INTO outbox ({OUTBOX}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (key) DO UPDATE"
        " SET call = excluded.call, place = excluded.place, lang = excluded.lang, made = excluded.made,"
        " due = excluded.due, tries = excluded.tries, holder = excluded.holder"
    ),
}
_COUNTS = (
    "INSERT INTO count (day, channel, lang, place, outcome, slot, n, units) VALUES {rows}"
    " ON CONFLICT (day, channel, lang, place, outcome, slot) DO UPDATE"
    " SET n = count.n + excluded.n, units = count.units + excluded.units"
)
_COUNT = "(%s, %s, %s, %s, %s, %s, %s, %s)"
_TOO_MANY = (
    "DELETE FROM unmet WHERE mark IN"
    " (SELECT mark FROM unmet ORDER BY day DESC, mark DESC OFFSET %s FOR UPDATE SKIP LOCKED)"
)


def begin(link: Link, keys: tuple[str, ...], reply_key: str, now: int, *, durable: bool) -> PostgresRows:
    """The rows of a turn that has begun: of a person with these keys, or of nobody."""
    locks = sorted({_lock(name) for name in keys or (reply_key,)})  # in order: two turns never wait for each other
    lock_for = f"{max(1, int(link.patience * 900))}ms"  # so that the server gives up first, and the link lives on
    found = link.send_all(
        f"{_BEGIN}{_DURABLE if durable else ''}{_LOCK * len(locks)}{_KNOWN}",
        (lock_for, IDLE, IDLE, *locks, reply_key, list(keys), list(keys)),
    )
    rows = PostgresRows(link, now, locks[0] % SLOTS)
    rows.known_replies[reply_key] = None
    for table, key, number, digest, text in found.fetchall():
        if table == "reply":
            rows.known_replies[key] = _reply([(digest, text)])
        elif table == "session":
            rows.known_sessions[key] = session_from_text(text)
        else:
            rows.known_opt_outs[key] = bool(number)
    return rows


class PostgresRows:
    """The rows of one transaction."""

    def __init__(self, link: Link, now: int, slot: int) -> None:
        self.known_replies: dict[str, Reply | None] = {}
        self.known_sessions: dict[str, Session | None] = {}  # None: it is there and unreadable
        self.known_opt_outs: dict[str, bool] = {}
        self._link = link
        self._now = now
        self._slot = slot
        self._writes: dict[tuple[str, str], tuple[str, Sequence[Any]]] = {}
        self._counts: Counter[Count] = Counter()
        self._units: Counter[Count] = Counter()
        self._unmet: dict[str, Unmet | None] = {}
        self._outbox: dict[str, Outgoing | None] = {}

    def reply(self, key: str) -> Reply | None:
        if key not in self.known_replies:
            self.known_replies[key] = _reply(self._link.execute(_REPLY, (key,)).fetchall())
        return self.known_replies[key]

    def keep_reply(self, key: str, reply: Reply) -> None:
        self.known_replies[key] = reply
        self._write("reply", key, self._now, reply.digest, turn_to_text(reply.turn))

    def sessions(self, keys: tuple[str, ...]) -> Mapping[str, Session]:
        return {key: session for key, session in self.known_sessions.items() if session is not None and key in keys}

    def write_session(self, key: str, session: Session) -> None:
        self.known_sessions = {key: session, **{k: v for k, v in self.known_sessions.items() if k != key}}
        self._write("session", key, self._now, self._now // DAY, session_to_text(session))

    def drop_sessions(self, keys: tuple[str, ...]) -> None:
        for key in self.known_sessions.keys() & {*keys}:
            del self.known_sessions[key]
            self._writes["session", key] = ("DELETE FROM session WHERE key = %s", (key,))

    def opt_outs(self, keys: tuple[str, ...]) -> Mapping[str, bool]:
        return {key: answered for key, answered in self.known_opt_outs.items() if key in keys}

    def write_opt_out(self, key: str, answered: bool) -> None:
        self.known_opt_outs[key] = answered
        self._write("opt_out", key, answered, self._now)

    def drop_opt_outs(self, keys: tuple[str, ...]) -> None:
        for key in self.known_opt_outs.keys() & {*keys}:
            del self.known_opt_outs[key]
            self._writes["opt_out", key] = ("DELETE FROM opt_out WHERE key = %s AND NOT copied", (key,))
            lifted = "UPDATE opt_out SET lifted = %s WHERE key = %s"
            self._writes["lifted opt_out", key] = (lifted, (self._now, key))

    def count(self, count: Count, units: int = 0) -> None:
        self._counts[count] += 1
        self._units[count] += units

    def all_unmet(self) -> Mapping[str, Unmet]:
        rows = self._link.execute("SELECT mark, day, channel, lang, words FROM unmet").fetchall()
        kept = {mark: Unmet(*row) for mark, *row in rows} | self._unmet
        return {mark: unmet for mark, unmet in kept.items() if unmet is not None}

    def write_unmet(self, mark: str, unmet: Unmet) -> None:
        self._unmet[mark] = unmet
        self._writes["unmet", ""] = (_TOO_MANY, (UNMET - 1,))
        self._writes["unmet", mark] = (
            "INSERT INTO unmet (mark, day, channel, lang, words) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (mark, unmet.day, unmet.channel, unmet.lang, unmet.words),
        )

    def drop_unmet(self, marks: tuple[str, ...]) -> None:
        for mark in marks:
            self._unmet[mark] = None
            self._writes["unmet", mark] = ("DELETE FROM unmet WHERE mark = %s", (mark,))

    def outgoing(self, key: str) -> Outgoing | None:
        if key not in self._outbox:
            found = self._link.execute(f"SELECT {OUTBOX} FROM outbox WHERE key = %s FOR UPDATE", (key,)).fetchone()
            self._outbox[key] = Outgoing(*found) if found else None
        return self._outbox[key]

    def keep_outgoing(self, outgoing: Outgoing) -> None:
        self._outbox[outgoing.key] = outgoing
        self._writes["outbox", outgoing.key] = (_WRITE["outbox"], astuple(outgoing))

    def drop_outgoing(self, key: str) -> None:
        self._outbox[key] = None
        self._writes["outbox", key] = ("DELETE FROM outbox WHERE key = %s", (key,))

    def commit(self) -> None:
        """Write it all, whole or not at all."""
        if len(self._writes) > MANY:
            with self._link.pipeline():
                for statement, row in self._writes.values():
                    self._link.execute(statement, row)
            self._writes.clear()
        statements = [statement for statement, _ in self._writes.values()]
        values = [value for _, row in self._writes.values() for value in row]
        if self._counts:
            statements.append(_COUNTS.format(rows=", ".join([_COUNT] * len(self._counts))))
        for count in sorted(self._counts, key=_order):
            values += (*_order(count), self._slot, self._counts[count], self._units[count])
        done = self._link.send_all("; ".join([*statements, "COMMIT"]), values)
        if done.statusmessage != "COMMIT":
            raise psycopg.OperationalError

    def _write(self, table: str, key: str, *values: object) -> None:
        self._writes.pop((f"lifted {table}", key), None)
        self._writes[table, key] = (_WRITE[table], (key, *values))


def _order(count: Count) -> tuple[str, str, str, int, str]:
    return (count.day, count.channel, count.lang, count.place, count.outcome)


def _lock(name: str) -> int:
    """The number of a name's lock; two names that share one only wait a little."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def _reply(rows: Sequence[tuple[Any, ...]]) -> Reply | None:
    for digest, text in rows:
        turn = turn_from_text(text)
        return Reply(digest, turn) if turn else None
    return None
