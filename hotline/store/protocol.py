"""What a store promises. Everything else about a store is its own affair.

Rules:
1. One transaction a turn. Two turns of one person are served one after the other, in whatever threads and
   processes they come, and the second one waits BEFORE it reads. Without a person this holds for a reply key.
2. An exception inside a transaction takes back all that was written in it.
3. What goes wrong inside the store is a ``StoreError``, which never names a person or what they said.
4. Nobody (person None) has no session and none is kept; replies and counts are.
5. An opt-out is kept apart from the session, for ever: neither ``forget`` nor ``purge`` touches it.
6. The outbox is the texts that callers asked for and that are not sent yet. A row names a call, never a person, and is
   written in the turn that asks for it. Any process may see to any row.
7. What was not understood is kept without the person's key: beside the words stands a mark that is another one for
   other words. Only in a turn of the person's own can the rows of one person be found: there ``forget`` drops them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Protocol, get_args

from hotline.model import DAY, Session, Turn
from hotline.store.person import Person

LIMIT = 0.3  # seconds that a turn spends waiting for the store's answers; then it goes on without
KEEP_SESSION = 30 * DAY
KEEP_UNMET = 30 * DAY
UNMET = 5_000  # rows kept, the latest; to find those of one person takes up to 50 ms then, and others wait
KEEP_REPLY = DAY  # a carrier tries again for hours at most
KEEP_OUTGOING = DAY


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one message, by ids, and the digest of that message's body."""

    digest: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Count:
    """What one turn adds one to. ``day`` is written "2026-11-23"; ``place`` is a place's number, or 0.

    ``channel`` is a channel of turns, or names what else is counted: see ``hotline.store.counted``, ``hotline.outbox``.
    """

    day: str
    channel: str
    lang: str
    place: int
    outcome: str


Field = Literal["day", "channel", "lang", "place", "outcome"]
FIELDS: tuple[Field, ...] = get_args(Field)  # those of a Count, in their order


@dataclass(frozen=True, slots=True, order=True)
class Unmet:
    """What somebody sent that was not understood, scrubbed; no time finer than the day."""

    day: str
    channel: str
    lang: str
    words: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text to be sent: a row of the outbox. The call's number is known to the carrier alone.

    key     names the row and nobody; it travels in the address that the carrier reports to
    call    the CallSid
    made    when it was asked for, ``due`` when it may be looked at next, in seconds since 1970
    tries   how often it was attempted
    holder  the process that is at it, until ``due``; "" where none is
    """

    key: str
    call: str
    place: int
    lang: str
    made: int
    due: int
    tries: int = 0
    holder: str = ""


def oldest_unmet(now: int) -> str:
    """The oldest day of which something not understood is still kept: none is ever 30 days old."""
    return datetime.fromtimestamp(now - KEEP_UNMET + DAY, UTC).date().isoformat()


def too_old(now: int) -> tuple[tuple[str, str, str, tuple[str | int, ...]], ...]:
    """What is dropped at this time: of each table its key, a condition with ``?`` for each value, and the values."""
    session = now - KEEP_SESSION
    return (
        ("session", "key", "day <= ? AND kept < ?", (session // DAY, session)),
        ("reply", "key", "kept < ?", (now - KEEP_REPLY,)),
        ("unmet", "mark", "day < ?", (oldest_unmet(now),)),
        ("outbox", "key", "made < ?", (now - KEEP_OUTGOING,)),
    )


class Transaction(Protocol):
    """One turn's view of the store. Good inside its ``with`` only."""

    def reply(self, key: str) -> Reply | None:
        """What was answered under this key before, or None."""

    def keep_reply(self, key: str, reply: Reply) -> None:
        """Remember an answer, in case the same message comes again."""

    def session(self) -> Session | None:
        """The person's session with their opt-out in it; with no language where only an opt-out is left."""

    def keep_session(self, session: Session) -> None:
        """Remember a session. Its ``opted_out`` writes or strikes out the person's opt-out."""

    def forget(self) -> None:
        """Drop the session and what of theirs was not understood. An opt-out stays."""

    def count(self, count: Count, units: int = 0) -> None:
        """Add one to a count, and these units to what the carrier bills for it: segments sent, minutes of a call."""

    def unmet(self) -> tuple[Unmet, ...]:
        """What is kept of this person that was not understood."""

    def keep_unmet(self, unmet: Unmet) -> None:
        """Keep what was not understood; the same words of the same person once, and nothing of nobody."""

    def outgoing(self, key: str) -> Outgoing | None:
        """The row of the outbox with this key, or None."""

    def keep_outgoing(self, outgoing: Outgoing) -> None:
        """Write or replace a row of the outbox."""

    def drop_outgoing(self, key: str) -> None:
        """Drop a row of the outbox."""


class Store(Protocol):
    """Where sessions, replies, opt-outs and counts are kept. Every method may raise ``StoreError``."""

    def transaction(
        self, person: Person | None, reply_key: str, now: int, *, durable: bool = False
    ) -> AbstractContextManager[Transaction]:
        """One turn, whole or not at all. A durable one survives a power cut, not only a crash of ours."""

    def purge(self, now: int) -> None:
        """Drop what is too old. Opt-outs and counts stay.

        Sessions and what was not understood go after 30 days, replies after 24 hours; so does what is in the outbox
        then, which nobody sends.
        """

    def counts(self, since: str) -> Iterable[tuple[Count, int]]:
        """Every count of this day and later days, in order, with its number."""

    def tallies(self, since: str, by: Sequence[Field]) -> Iterable[tuple[Count, int, int]]:
        """The same added up by some fields of a count, with number and units. The other fields are "" and 0."""

    def unmet(self, since: str) -> Iterable[tuple[Unmet, str]]:
        """What was not understood on this day and later, in order, each with its mark: another for another person."""

    def outgoing(self, due: int, most: int) -> Sequence[Outgoing]:
        """So many rows of the outbox that are due at this time, the longest due first."""

    def waiting(self) -> tuple[int, int]:
        """How many rows the outbox has, and when the oldest was asked for; 0 and 0 where it is empty."""

    def opted_out(self) -> int:
        """How many people stopped texts."""

    def stopped_under(self) -> Mapping[str, int]:
        """How many opt-outs are kept under each secret, by its ``secret_id``."""

    def opt_outs(self, since: int) -> Iterable[tuple[str, int]]:
        """The keys of the opt-outs written at this time and later, each with that time, seconds since 1970."""

    def ping(self) -> None:
        """Nothing, or a ``StoreError`` where a turn could not begin now."""

    def close(self) -> None:
        """Let go of files and connections."""
