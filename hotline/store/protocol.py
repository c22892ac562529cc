"""What a store promises. Everything else about a store is its own affair.

Rules:
1. One transaction a turn. Two turns of one person are served one after the other, in whatever threads and
   processes they come, and the second one waits BEFORE it reads. Without a person this holds for a reply key.
2. An exception inside a transaction takes back all that was written in it.
3. What goes wrong inside the store is a ``StoreError``, which never names a person or what they said.
4. Nobody (person None) has no session and none is kept; replies and counts are.
5. An opt-out is kept apart from the session, for ever: neither ``forget`` nor ``purge`` touches it.
6. What was not understood is kept without the person's key: beside the words stands a mark that is another one for
   other words. Only in a turn of the person's own can the rows of one person be found: there ``forget`` drops them.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from hotline.model import DAY, Session, Turn
from hotline.store.person import Person

KEEP_SESSION = 30 * DAY
KEEP_UNMET = 30 * DAY
UNMET = 5_000  # rows kept, the latest; to find those of one person takes up to 50 ms then, and others wait
KEEP_REPLY = DAY  # a carrier tries again for hours at most


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one message, by ids, and the digest of that message's body."""

    digest: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Count:
    """What one turn adds one to. ``day`` is written "2026-11-23"; ``place`` is a place's number, or 0."""

    day: str
    channel: str
    lang: str
    place: int
    outcome: str


@dataclass(frozen=True, slots=True, order=True)
class Unmet:
    """What somebody sent that was not understood, scrubbed; no time finer than the day."""

    day: str
    channel: str
    lang: str
    words: str


def oldest_unmet(now: int) -> str:
    """The oldest day of which something not understood is still kept: none is ever 30 days old."""
    return datetime.fromtimestamp(now - KEEP_UNMET + DAY, UTC).date().isoformat()


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

    def count(self, count: Count) -> None:
        """Add one to a count."""

    def unmet(self) -> tuple[Unmet, ...]:
        """What is kept of this person that was not understood."""

    def keep_unmet(self, unmet: Unmet) -> None:
        """Keep what was not understood; the same words of the same person once, and nothing of nobody."""


class Store(Protocol):
    """Where sessions, replies, opt-outs and counts are kept. Every method may raise ``StoreError``."""

    def transaction(
        self, person: Person | None, reply_key: str, now: int, *, durable: bool = False
    ) -> AbstractContextManager[Transaction]:
        """One turn, whole or not at all. A durable one survives a power cut, not only a crash of ours."""

    def purge(self, now: int) -> None:
        """Drop what is too old. Opt-outs and counts stay.

        Sessions and what was not understood go after 30 days, replies after 24 hours.
        """

    def counts(self, since: str) -> Iterable[tuple[Count, int]]:
        """Every count of this day and later days, in order, with its number."""

    def unmet(self, since: str) -> Iterable[tuple[Unmet, str]]:
        """What was not understood on this day and later, in order, each with its mark: another for another person."""

    def ping(self) -> None:
        """Nothing, or a ``StoreError`` where a turn could not begin now."""

    def close(self) -> None:
        """Let go of files and connections."""
