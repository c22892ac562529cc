"""Everything a person can do that reaches the line. A closed set: a new kind of input is a new class here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typed:
    """A text message. ``media`` says that it carried a picture or a file."""

    text: str
    media: bool = False
    carrier_did: str = ""  # "STOP", "START" or "HELP" where the carrier says it has answered already


@dataclass(frozen=True, slots=True)
class Arrived:
    """A call that was just answered."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A telephone key (0-9, * or #), or the three digits of a topic number."""

    keys: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """An utterance as the carrier's recogniser wrote it down, and how sure it was: above 0 to 1, or unknown."""

    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came within the wait."""


@dataclass(frozen=True, slots=True)
class Listened:
    """A topic was heard to its end."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The person dialled for the caller is gone; ``answered`` says whether they ever spoke."""

    answered: bool


Heard = Typed | Arrived | Pressed | Spoke | Silence | Listened | HungUp
