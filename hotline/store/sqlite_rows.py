"""The rows of one turn in SQLite.

Rule 1: what every turn asks for is read by one statement as it begins. What is then known not to be there is not
dropped either.
Rule 2: what is counted is written at the end, by one statement for all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from functools import cache

from hotline.model import DAY, Session
from hotline.store.codec import session_from_text, session_to_text, turn_from_text, turn_to_text
from hotline.store.connection import Connection
from hotline.store.protocol import FIELDS, UNMET, Count, Outgoing, Reply, Unmet

OUTBOX = "key, call, place, lang, made, due, tries, holder"  # the columns, in the order of Outgoing
COUNT = ", ".join(FIELDS)  # the columns of a Count
_ADD = (
    f"INSERT INTO count ({COUNT}, n, units) VALUES (?, ?, ?, ?, ?, ?, ?)"
    f" ON CONFLICT ({COUNT}) DO UPDATE SET n = n + excluded.n, units = units + excluded.units"
)
_KEEP = (
    "INSERT INTO session (key, kept, day, body) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE"
    " SET kept = excluded.kept, body = excluded.body"
)
_KEEP_AND_DATE = f"{_KEEP}, day = excluded.day"  # SQLite writes the index of what a statement sets, changed or not


class SqliteRows:
    """The rows of one transaction."""

    def __init__(self, connection: Connection, keys: tuple[str, ...], reply_key: str, now: int) -> None:
        self._ask = connection.ask
        self._ask_many = connection.ask_many
        self._now = now
        self._replies: dict[str, Reply | None] = {reply_key: None}
        self._sessions: dict[str, Session | None] = {}  # the one kept last first; None: it is there and unreadable
        self._of_today: set[str] = set()  # sessions that were kept today before
        self._opt_outs: dict[str, bool] = {}
        self._counts: dict[Count, tuple[int, int]] = {}
        for table, key, value, text in self._ask(_begin_with(len(keys)), (reply_key, *keys, *keys)):
            if table == "reply":
                self._replies[key] = _reply(value, text)
            elif table == "session":
                self._sessions[key] = session_from_text(text)
                if value == now // DAY:
                    self._of_today.add(key)
            else:
                self._opt_outs[key] = bool(value)

    def reply(self, key: str) -> Reply | None:
        if key not in self._replies:
            rows = self._ask("SELECT digest, turn FROM reply WHERE key = ?", (key,))
            self._replies[key] = _reply(*rows[0]) if rows else None
        return self._replies[key]

    def keep_reply(self, key: str, reply: Reply) -> None:
        self._replies[key] = reply
        self._ask(
            "INSERT INTO reply (key, kept, digest, turn) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE"
            " SET kept = excluded.kept, digest = excluded.digest, turn = excluded.turn",
            (key, self._now, reply.digest, turn_to_text(reply.turn)),
        )

    def sessions(self, keys: tuple[str, ...]) -> Mapping[str, Session]:
        return {key: session for key, session in self._sessions.items() if session is not None and key in keys}

    def write_session(self, key: str, session: Session) -> None:
        self._sessions.pop(key, None)
        self._sessions = {key: session, **self._sessions}
        day = self._now // DAY
        self._ask(_KEEP if key in self._of_today else _KEEP_AND_DATE, (key, self._now, day, session_to_text(session)))
        self._of_today.add(key)

    def drop_sessions(self, keys: tuple[str, ...]) -> None:
        for key in self._sessions.keys() & {*keys}:
            del self._sessions[key]
            self._ask("DELETE FROM session WHERE key = ?", (key,))

    def opt_outs(self, keys: tuple[str, ...]) -> Mapping[str, bool]:
        return {key: answered for key, answered in self._opt_outs.items() if key in keys}

    def write_opt_out(self, key: str, answered: bool) -> None:
        self._opt_outs[key] = answered
        self._ask(
            "INSERT INTO opt_out (key, answered, changed) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
            " SET answered = excluded.answered, changed = excluded.changed",
            (key, answered, self._now),
        )

    def drop_opt_outs(self, keys: tuple[str, ...]) -> None:
        for key in self._opt_outs.keys() & {*keys}:
            del self._opt_outs[key]
            self._ask("DELETE FROM opt_out WHERE key = ?", (key,))

    def count(self, count: Count, units: int = 0) -> None:
        number, before = self._counts.get(count, (0, 0))
        self._counts[count] = number + 1, before + units

    def write_counts(self) -> None:
        """Write what was counted, at the end and at once."""
        added = [
            (count.day, count.channel, count.lang, count.place, count.outcome, number, units)
            for count, (number, units) in self._counts.items()
        ]
        self._ask_many(_ADD, added)

    def all_unmet(self) -> Mapping[str, Unmet]:
        rows = self._ask("SELECT mark, day, channel, lang, words FROM unmet")
        return {mark: Unmet(*row) for mark, *row in rows}

    def write_unmet(self, mark: str, unmet: Unmet) -> None:
        oldest = f"SELECT mark FROM unmet WHERE (SELECT COUNT(*) FROM unmet) >= {UNMET} ORDER BY day, mark LIMIT 1"
        self._ask(f"DELETE FROM unmet WHERE mark IN ({oldest})")
        self._ask(
            "INSERT INTO unmet (mark, day, channel, lang, words) VALUES (?, ?, ?, ?, ?) ON CONFLICT (mark) DO NOTHING",
            (mark, unmet.day, unmet.channel, unmet.lang, unmet.words),
        )

    def drop_unmet(self, marks: tuple[str, ...]) -> None:
        for mark in marks:
            self._ask("DELETE FROM unmet WHERE mark = ?", (mark,))

    def outgoing(self, key: str) -> Outgoing | None:
        rows = self._ask(f"SELECT {OUTBOX} FROM outbox WHERE key = ?", (key,))
        return Outgoing(*rows[0]) if rows else None

    def keep_outgoing(self, outgoing: Outgoing) -> None:
        self._ask(f"INSERT OR REPLACE INTO outbox ({OUTBOX}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", astuple(outgoing))

    def drop_outgoing(self, key: str) -> None:
        self._ask("DELETE FROM outbox WHERE key = ?", (key,))


@cache
def _begin_with(keys: int) -> str:
    """What reads the reply, and the sessions and opt-outs under so many keys: as many as there are secrets."""
    under = f"WHERE key IN ({', '.join('?' * keys)})"
    return (
        "SELECT 'reply', key, digest, turn FROM reply WHERE key = ?"
        f" UNION ALL SELECT * FROM (SELECT 'session', key, day, body FROM session {under} ORDER BY kept DESC)"
        f" UNION ALL SELECT 'opt_out', key, answered, '' FROM opt_out {under}"
    )


def _reply(digest: str, text: str) -> Reply | None:
    turn = turn_from_text(text)
    return Reply(digest, turn) if turn else None
