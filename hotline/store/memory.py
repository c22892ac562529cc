"""A store that lasts as long as its process: for trials, for the terminal, for tests."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hotline.model import Session
from hotline.store.locks import Locks
from hotline.store.person import Person
from hotline.store.protocol import (
    KEEP_OUTGOING,
    KEEP_REPLY,
    KEEP_SESSION,
    UNMET,
    Count,
    Field,
    Outgoing,
    Reply,
    Transaction,
    Unmet,
    oldest_unmet,
)
from hotline.store.rows import RowsTransaction

Row = TypeVar("Row")

_ALL = Count("", "", "", 0, "")
WAIT = 2.0  # seconds that a turn waits for another one of the same person


class MemoryStore:
    """A store in this process's memory."""

    def __init__(self, wait: float = WAIT) -> None:
        self._kept = _Kept()
        self._locks = Locks(wait)
        self._whole = threading.Lock()  # held for the moment in which a turn's writes go in

    @contextmanager
    def transaction(
        self, person: Person | None, reply_key: str, now: int, *, durable: bool = False
    ) -> Iterator[Transaction]:
        """One turn, whole or not at all."""
        with self._locks.held(person.keys[0] if person else reply_key):
            rows = _Staged(self._kept, now)
            yield RowsTransaction(rows, person)
            with self._whole:
                rows.put_in()

    def purge(self, now: int) -> None:
        """Drop what is too old."""
        with self._whole:
            _drop_before(self._kept.sessions, now - KEEP_SESSION)
            _drop_before(self._kept.replies, now - KEEP_REPLY)
            _drop_before(self._kept.outbox, now - KEEP_OUTGOING)
            oldest = oldest_unmet(now)
            self._kept.unmet = {mark: unmet for mark, unmet in self._kept.unmet.items() if unmet.day >= oldest}

    def counts(self, since: str) -> list[tuple[Count, int]]:
        """Every count since this day."""
        with self._whole:
            found = [(count, number) for count, number in self._kept.counts.items() if count.day >= since]
        return sorted(found, key=lambda row: _order(row[0]))

    def tallies(self, since: str, by: Sequence[Field]) -> list[tuple[Count, int, int]]:
        """The counts since this day added up by some of their fields, with their units."""
        numbers: Counter[Count] = Counter()
        units: Counter[Count] = Counter()
        with self._whole:
            kept = [(count, number) for count, number in self._kept.counts.items() if count.day >= since]
            billed = dict(self._kept.units)
        for count, number in kept:
            known = replace(_ALL, **{name: getattr(count, name) for name in by})
            numbers[known] += number
            units[known] += billed.get(count, 0)
        return [(count, numbers[count], units[count]) for count in sorted(numbers, key=_order)]

    def unmet(self, since: str) -> list[tuple[Unmet, str]]:
        """What was not understood since this day."""
        with self._whole:
            return sorted((unmet, mark) for mark, unmet in self._kept.unmet.items() if unmet.day >= since)

    def outgoing(self, due: int, most: int) -> list[Outgoing]:
        """Rows of the outbox that are due."""
        with self._whole:
            found = [row for _, row in self._kept.outbox.values() if row.due <= due]
        return sorted(found, key=lambda row: (row.due, row.key))[:most]

    def waiting(self) -> tuple[int, int]:
        """How many rows the outbox has, and the time of the oldest."""
        with self._whole:
            made = [row.made for _, row in self._kept.outbox.values()]
        return len(made), min(made, default=0)

    def opted_out(self) -> int:
        """How many people stopped texts."""
        with self._whole:
            return len(self._kept.opt_outs)

    def stopped_under(self) -> dict[str, int]:
        """How many opt-outs each secret has made."""
        with self._whole:
            return dict(Counter(key.partition(":")[0] for key in self._kept.opt_outs))

    def opt_outs(self, since: int) -> list[tuple[str, int]]:
        """The keys of the opt-outs written at this time and later."""
        with self._whole:
            return [(key, changed) for key, (changed, _) in self._kept.opt_outs.items() if changed >= since]

    def ping(self) -> None:
        """Nothing: memory is always there."""

    def close(self) -> None:
        """Nothing to let go of."""


@dataclass(slots=True)
class _Kept:
    """The rows, by key: when they were kept, and what."""

    sessions: dict[str, tuple[int, Session]] = field(default_factory=dict)
    replies: dict[str, tuple[int, Reply]] = field(default_factory=dict)
    opt_outs: dict[str, tuple[int, bool]] = field(default_factory=dict)
    counts: Counter[Count] = field(default_factory=Counter)
    units: Counter[Count] = field(default_factory=Counter)
    unmet: dict[str, Unmet] = field(default_factory=dict)
    outbox: dict[str, tuple[int, Outgoing]] = field(default_factory=dict)


class _Staged:
    """The rows as one turn sees them: its own writes over what is kept. None stands for a dropped row."""

    def __init__(self, kept: _Kept, now: int) -> None:
        self._kept = kept
        self._now = now
        self._sessions: dict[str, tuple[int, Session] | None] = {}
        self._replies: dict[str, tuple[int, Reply] | None] = {}
        self._opt_outs: dict[str, tuple[int, bool] | None] = {}
        self._counts: Counter[Count] = Counter()
        self._units: Counter[Count] = Counter()
        self._unmet: dict[str, Unmet | None] = {}
        self._outbox: dict[str, tuple[int, Outgoing] | None] = {}

    def reply(self, key: str) -> Reply | None:
        row = self._replies.get(key) or self._kept.replies.get(key)
        return row[1] if row else None

    def keep_reply(self, key: str, reply: Reply) -> None:
        self._replies[key] = (self._now, reply)

    def sessions(self, keys: tuple[str, ...]) -> Mapping[str, Session]:
        found = _seen(self._kept.sessions, self._sessions, keys)
        newest_first = sorted(found.items(), key=lambda item: -item[1][0])
        return {key: session for key, (_, session) in newest_first}

    def write_session(self, key: str, session: Session) -> None:
        self._sessions[key] = (self._now, session)

    def drop_sessions(self, keys: tuple[str, ...]) -> None:
        self._sessions |= dict.fromkeys(keys)

    def opt_outs(self, keys: tuple[str, ...]) -> Mapping[str, bool]:
        return {key: row[1] for key, row in _seen(self._kept.opt_outs, self._opt_outs, keys).items()}

    def write_opt_out(self, key: str, answered: bool) -> None:
        self._opt_outs[key] = (self._now, answered)

    def drop_opt_outs(self, keys: tuple[str, ...]) -> None:
        self._opt_outs |= dict.fromkeys(keys)

    def count(self, count: Count, units: int = 0) -> None:
        self._counts[count] += 1
        if units:
            self._units[count] += units

    def all_unmet(self) -> Mapping[str, Unmet]:
        return {mark: unmet for mark, unmet in {**self._kept.unmet, **self._unmet}.items() if unmet is not None}

    def write_unmet(self, mark: str, unmet: Unmet) -> None:
        kept = self.all_unmet()
        if len(kept) >= UNMET:
            self._unmet[min(kept, key=lambda mark: (kept[mark].day, mark))] = None
        self._unmet[mark] = unmet

    def drop_unmet(self, marks: tuple[str, ...]) -> None:
        self._unmet |= dict.fromkeys(marks)

    def outgoing(self, key: str) -> Outgoing | None:
        row = self._outbox[key] if key in self._outbox else self._kept.outbox.get(key)
        return row[1] if row else None

    def keep_outgoing(self, outgoing: Outgoing) -> None:
        self._outbox[outgoing.key] = (outgoing.made, outgoing)

    def drop_outgoing(self, key: str) -> None:
        self._outbox[key] = None

    def put_in(self) -> None:
        """Make this turn's writes everybody's."""
        _lay_over(self._kept.unmet, self._unmet)
        _lay_over(self._kept.sessions, self._sessions)
        _lay_over(self._kept.replies, self._replies)
        _lay_over(self._kept.opt_outs, self._opt_outs)
        _lay_over(self._kept.outbox, self._outbox)
        self._kept.counts.update(self._counts)
        self._kept.units.update(self._units)


def _seen(kept: dict[str, Row], staged: dict[str, Row | None], keys: tuple[str, ...]) -> dict[str, Row]:
    rows = ((key, staged[key] if key in staged else kept.get(key)) for key in keys)
    return {key: row for key, row in rows if row is not None}


def _lay_over(kept: dict[str, Row], staged: dict[str, Row | None]) -> None:
    for key, row in staged.items():
        if row is None:
            kept.pop(key, None)
        else:
            kept[key] = row


def _drop_before(rows: dict[str, tuple[int, Row]], oldest: int) -> None:
    for key in [key for key, (kept_at, _) in rows.items() if kept_at < oldest]:
        del rows[key]


def _order(count: Count) -> tuple[str, str, str, int, str]:
    return (count.day, count.channel, count.lang, count.place, count.outcome)
