"""What every row of the precedence table is given: the line, the session, what was heard and what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hotline.model import Extent, Heard, Lead, Line, Meaning, Session, Typed

Extents = Callable[[int, str, Lead], Extent]


@dataclass(frozen=True, slots=True)
class Moment:
    """One turn about to be answered. ``extents(place, lang, lead)`` tells how long a place is on this channel."""

    line: Line
    session: Session
    heard: Heard
    meaning: Meaning
    extents: Extents

    @property
    def typed(self) -> bool:
        """The person texts. A text is answered once and kept; a call goes on."""
        return isinstance(self.heard, Typed)

    @property
    def lead(self) -> Lead:
        """What a text's answer begins with: who this is for somebody new, the safety line after a doubtful sign."""
        if not self.typed:
            return ""
        if not self.session.welcomed:
            return "welcome"
        return "notice" if self.meaning.safety == "notice" else ""
