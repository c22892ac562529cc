"""A line with all that is made of it at load: ready to be asked, by a carrier or by a rehearsal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from hotline.channels.registry import Channel
from hotline.channels.sms import Book, settle
from hotline.engine import Texter, act, answer, deliver
from hotline.hours import doors_of
from hotline.model import NOTHING, Door, Heard, Line, Meaning, Session, Spoke, Turn, Typed, always_open
from hotline.understand import Index, Scrubber

Origin = Literal["files", "last good"]


@dataclass(frozen=True, slots=True)
class Served:
    """A line with all that was made of it at load. Replaced whole, never changed."""

    line: Line
    index: Index
    book: Book
    version: str
    origin: Origin
    scrubber: Scrubber | None = None  # only where the line keeps what it does not understand
    doors: Callable[[int, int], Door] = lambda place, now: always_open(place)

    def all_open(self) -> Served:
        """The same line while everybody answers: what is rehearsed goes the same way at any hour."""
        return replace(self, doors=lambda place, now: always_open(place))

    def meaning(self, heard: Heard) -> Meaning:
        """What words mean; keys and silence mean nothing by themselves."""
        return self.index.meaning(heard.text) if isinstance(heard, Typed | Spoke) else NOTHING

    def is_consent(self, heard: Heard) -> bool:
        """Whether this is a STOP, START or HELP, without a look at what else it may mean."""
        return isinstance(heard, Typed) and (heard.carrier_did != "" or self.index.is_consent(heard.text))

    def act(self, session: Session, heard: Heard, now: int) -> Turn | None:
        """The action alone that answers a cry for help, or nothing where it was none: for a turn that failed."""
        meaning = self.index.alarm(heard.text) if isinstance(heard, Typed | Spoke) else NOTHING
        return act(self.line, session, heard, meaning, now=now)

    def answer(
        self,
        channel: Channel,
        session: Session,
        heard: Heard,
        meaning: Meaning,
        now: int,
        *,
        sends: bool = False,
        texter: Texter = "",
    ) -> Turn:
        """The turn that answers what was heard on a channel, with only those choices that are really shown."""
        extents = partial(channel.extent, self.book)
        turn = answer(
            self.line,
            session,
            heard,
            meaning,
            extents=extents,
            now=now,
            doors=lambda place: self.doors(place, now),
            sends=sends,
            texter=texter,
        )
        return channel.settle(turn, self.book)

    def deliver(self, session: Session, place: int, now: int) -> Turn:
        """The turn of a text that was asked for in a call."""
        turn = deliver(
            self.line, session, place, extents=lambda at, there: self.book.extent(at, there.lang, there.lead), now=now
        )
        return settle(turn, self.book)


def prepare(line: Line, version: str, origin: Origin = "files") -> Served:
    """Everything that can be done before the first person comes."""
    scrubber = Scrubber(line) if line.keep_unmet else None
    return Served(line, Index(line), Book(line), version, origin, scrubber, doors_of(line))
