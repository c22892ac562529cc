"""One exchange, out of the engine: what to say, by id, and what to wait for. Rendering comes after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from hotline.model.hours import Opens
from hotline.model.meaning import Safety
from hotline.model.session import Lead, Session

Outcome = Literal["topic", "menu", "command", "consent", "crisis", "emergency", "suggest", "miss", "goodbye", "person"]
ANSWERS: frozenset[Outcome] = frozenset({"topic", "person", "crisis", "emergency"})  # what people come for


class Extent(NamedTuple):
    """How long a place is on a channel: its pages, and the page on which its choices stand."""

    pages: int = 1
    choices_on: int = 0


@dataclass(frozen=True, slots=True)
class Tell:
    """One of the line's own sentences, by name, in the person's language, in the next one or in every one.

    ``place`` is the number of the place that it names (by its label, by who answers there), or 0.
    """

    sentence: str
    langs: Literal["mine", "next", "every"] = "mine"
    place: int = 0


@dataclass(frozen=True, slots=True)
class Give:
    """A place's own words: one page of them in a text; in a call a menu whole, one stretch of a topic.

    A menu's choices come with it; a topic's come at the end of its last page, or in a call once it was heard.
    ``lead`` is the sentence that stands before it and makes its first page shorter.
    """

    place: int
    page: int = 0
    lead: Lead = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Numbered choices: place numbers in the order of the keys.

    ``connect``: of these, those behind which somebody waits now. ``send`` is the place that a caller gets as a text by
    the key behind them, or 0.
    """

    places: tuple[int, ...]
    connect: tuple[int, ...] = ()
    send: int = 0


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a place's facts come from and whether a clinician has signed them."""

    place: int


Said = Tell | Give | Offer | Cite | Opens


@dataclass(frozen=True, slots=True)
class Ask:
    """Wait for an answer. While a topic is spoken ("listen") only keys interrupt; "digits" waits for a topic number.

    ``patience`` is how many silences went before, at most three: a call waits longer after each.
    """

    expect: Literal["choice", "listen", "digits"] = "choice"
    patience: int = 0


@dataclass(frozen=True, slots=True)
class Transfer:
    """Connect the caller to the person behind this handoff."""

    handoff: int


@dataclass(frozen=True, slots=True)
class End:
    """Nothing is waited for: a call is let go, a text gets no more."""


Then = Ask | Transfer | End


@dataclass(frozen=True)
class Turn:
    """The engine's whole answer.

    ``place`` is the number of the place answered with, or 0; ``name`` names a command or a consent word.
    ``forget`` asks the store to drop the session (an opt-out stays). ``send`` is the number of a place whose words the
    caller gets as a text by and by, or 0: a row of the outbox, written with the session. ``begins``: the person came
    with this turn. ``steps`` is which of their turns since then this one is, where it gives the first answer; else 0.
    """

    session: Session
    say: tuple[Said, ...]
    then: Then = Ask()
    outcome: Outcome = "command"
    place: int = 0
    name: str = ""
    safety: Safety = "none"
    suggested: tuple[int, ...] = ()
    forget: bool = False
    send: int = 0
    begins: bool = False
    steps: int = 0
