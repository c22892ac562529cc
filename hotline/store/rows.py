"""Whose row, under which key: the part of a transaction that is the same in every store.

Rules:
1. A person has a key for each secret. What is written goes under the newest; older rows are dropped with it.
2. What is read is looked for under all keys, and a row under an older one moves to the newest at once.
3. A stored session never holds an opt-out; the opt-out's own row is the only witness.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from hotline.model import Session, replace
from hotline.store.person import Person, mark_of
from hotline.store.protocol import Count, Outgoing, Reply, Unmet


class Rows(Protocol):
    """What a store does with its rows inside one transaction. ``keys`` are never empty."""

    def reply(self, key: str) -> Reply | None:
        """The reply of this key."""

    def keep_reply(self, key: str, reply: Reply) -> None:
        """Write or replace a reply."""

    def sessions(self, keys: tuple[str, ...]) -> Mapping[str, Session]:
        """The readable sessions under these keys, the one kept last first."""

    def write_session(self, key: str, session: Session) -> None:
        """Write or replace a session."""

    def drop_sessions(self, keys: tuple[str, ...]) -> None:
        """Drop the sessions under these keys."""

    def opt_outs(self, keys: tuple[str, ...]) -> Mapping[str, bool]:
        """The opt-outs under these keys; the value is ``answered_after_stop``."""

    def write_opt_out(self, key: str, answered: bool) -> None:
        """Write or replace an opt-out."""

    def drop_opt_outs(self, keys: tuple[str, ...]) -> None:
        """Drop the opt-outs under these keys."""

    def count(self, count: Count, units: int = 0) -> None:
        """Add one to a count, and units to what is billed for it."""

    def all_unmet(self) -> Mapping[str, Unmet]:
        """All that was not understood, whoever sent it, by its mark."""

    def write_unmet(self, mark: str, unmet: Unmet) -> None:
        """Write a row; where there are UNMET, one of the oldest goes."""

    def drop_unmet(self, marks: tuple[str, ...]) -> None:
        """Drop the rows with these marks."""

    def outgoing(self, key: str) -> Outgoing | None:
        """The row of the outbox with this key."""

    def keep_outgoing(self, outgoing: Outgoing) -> None:
        """Write or replace a row of the outbox."""

    def drop_outgoing(self, key: str) -> None:
        """Drop a row of the outbox."""


class RowsTransaction:
    """A store's transaction over its rows."""

    def __init__(self, rows: Rows, person: Person | None) -> None:
        self._rows = rows
        self._keys = person.keys if person else ()
        self._marking = person.marking if person else ()
        self.reply = rows.reply
        self.keep_reply = rows.keep_reply
        self.count = rows.count
        self.outgoing = rows.outgoing
        self.keep_outgoing = rows.keep_outgoing
        self.drop_outgoing = rows.drop_outgoing

    def session(self) -> Session | None:
        """The person's session with their opt-out in it."""
        if not self._keys:
            return None
        session, answered = self._found_session(), self._found_opt_out()
        if answered is None:
            return session
        return replace(session or Session(lang=""), opted_out=True, answered_after_stop=answered)

    def keep_session(self, session: Session) -> None:
        """Write the session under the newest key, and the opt-out beside it or not at all."""
        if not self._keys:
            return
        self._put_session(replace(session, opted_out=False, answered_after_stop=False))
        if session.opted_out:
            self._put_opt_out(session.answered_after_stop)
        else:
            self._rows.drop_opt_outs(self._keys)

    def forget(self) -> None:
        """Drop the session under every key, and the rows with a mark of theirs."""
        if self._keys:
            self._rows.drop_sessions(self._keys)
            self._rows.drop_unmet(tuple(self._their_unmet))
            self._their_unmet.clear()

    def unmet(self) -> tuple[Unmet, ...]:
        """What is kept of theirs that was not understood."""
        return tuple(self._their_unmet.values())

    def keep_unmet(self, unmet: Unmet) -> None:
        """Write it under the mark that the newest secret makes, unless it is there."""
        if self._marking and all(kept.words != unmet.words for kept in self.unmet()):
            mark = mark_of(self._marking[0], unmet.words)
            self._rows.write_unmet(mark, unmet)
            self._their_unmet[mark] = unmet

    @cached_property
    def _their_unmet(self) -> dict[str, Unmet]:
        """Their rows by their marks: of each row the mark is made that it would have if it were theirs."""
        return {
            mark: unmet
            for mark, unmet in (self._rows.all_unmet().items() if self._marking else ())
            if any(mark_of(marking, unmet.words) == mark for marking in self._marking)
        }

    def _found_session(self) -> Session | None:
        found = self._rows.sessions(self._keys)
        if not found:
            return None
        session = next(iter(found.values()))
        if found.keys() != {self._keys[0]}:
            self._put_session(session)
        return session

    def _found_opt_out(self) -> bool | None:
        found = self._rows.opt_outs(self._keys)
        if not found:
            return None
        answered = any(found.values())
        if found.keys() != {self._keys[0]}:
            self._put_opt_out(answered)
        return answered

    def _put_session(self, session: Session) -> None:
        newest, *older = self._keys
        if older:
            self._rows.drop_sessions(tuple(older))
        self._rows.write_session(newest, session)

    def _put_opt_out(self, answered: bool) -> None:
        newest, *older = self._keys
        if older:
            self._rows.drop_opt_outs(tuple(older))
        self._rows.write_opt_out(newest, answered)
