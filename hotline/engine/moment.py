"""What every row of the precedence table is given: the line, the session, what was heard and what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from hotline.model import Doors, Extent, Heard, Lead, Line, Meaning, Said, Session, Tell, Typed, always_open

Texter = Literal["", "person", "nobody"]  # "": a trial
Extents = Callable[[int, Session], Extent]

MOST_TEXTS = 6  # that one call may ask for: each costs somebody money, and a phone may lie on its keys


@dataclass(frozen=True)
class Moment:
    """One turn about to be answered.

    ``extents(place, session)`` tells how long a place is on this channel, ``doors(place)`` whether somebody answers;
    ``sends``: this caller can be sent a text; ``texter``: who it is that texts.
    """

    line: Line
    session: Session
    heard: Heard
    meaning: Meaning
    extents: Extents
    doors: Doors = always_open
    sends: bool = False
    texter: Texter = ""

    def can_send(self, session: Session) -> bool:
        """A text can be offered to this caller, who has not had all that one call may ask for."""
        return self.sends and session.texts < MOST_TEXTS

    @property
    def typed(self) -> bool:
        """The person texts. A text is answered once and kept; a call goes on."""
        return isinstance(self.heard, Typed)

    @property
    def limited(self) -> bool:
        """The answers to this text are held back by the limits on what one person gets."""
        return self.typed and self.texter == "person"

    @property
    def lead(self) -> Lead:
        """What an answer begins with: who this is in a first text, the safety line after a doubtful sign."""
        if self.typed and not self.session.welcomed:
            return "welcome-notice" if self.doubtful else "welcome"
        return "notice" if self.doubtful else ""

    @property
    def doubtful(self) -> bool:
        """A sign of danger was heard in words that may mean none."""
        return self.meaning.safety == "notice"

    @property
    def needs(self) -> tuple[int, ...]:
        """The places that parts of the words ask for; nothing where it is one or none.

        The urgent ones come first, then what all of the words together are most likely about: the rest is often the
        story around the question.
        """
        places = dict.fromkeys(found.place for found in self.meaning.needs if found.place in self.line.places)
        if len(places) < 2:
            return ()
        order = {place: position for position, place in enumerate(self.line.urgent)}
        likely = next((found.place for found in (*self.meaning.understood, *self.meaning.suggested)), 0)
        return tuple(sorted(places, key=lambda place: (order.get(place, len(order)), place != likely)))

    @property
    def notice(self) -> tuple[Said, ...]:
        """The safety line where the sign was doubtful, before an answer that is no place."""
        return (Tell("notice"),) if self.doubtful else ()
