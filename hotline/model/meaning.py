"""What a text or an utterance means, found before the turn begins, in every language at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.model.line import Level

Consent = Literal["", "stop", "start", "help"]
Answer = Literal["", "yes", "no"]
Safety = Literal["none", "notice", "call-team", "emergency", "crisis"]


@dataclass(frozen=True, slots=True)
class Found:
    """A place that words lead to, and in which language they do."""

    place: int
    lang: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was understood. Every field is empty for a text that means nothing to us.

    consent   "stop", "start" or "help" when the WHOLE message is on a closed list
    consent_langs   the languages that have the phrase; none for the carriers' own words
    carrier   the carrier answers this word by itself
    auto_reply   a machine sent it by itself, by the words that such texts have
    safety    the most urgent level found inside the text; "notice" where a sign stood in an exempt phrase
    level_langs the languages whose patterns were found, in the line's order
    command   the command that the whole message is, and the languages that have it
    number    1-9 as offered numbers, 100-999 as topic numbers, when the whole message is a number ("the second one")
    answer    "yes" or "no" when the whole message is one
    exact     places whose label or keyword is the whole message
    inside    places whose keyword stands inside it, the longest first
    understood   the place that is meant beyond doubt though nothing names it, in each language that has one
    needs        the places that parts of it surely ask for, where there are several, in the order of the words
    suggested    the places that may be meant, the likeliest first, in each language
    """

    folded: str = ""
    consent: Consent = ""
    consent_langs: tuple[str, ...] = ()
    carrier: bool = False
    stop_like: bool = False
    auto_reply: bool = False
    safety: Safety = "none"
    level_langs: tuple[str, ...] = ()
    command: str = ""
    command_langs: tuple[str, ...] = ()
    chosen_language: str = ""
    number: int | None = None
    answer: Answer = ""
    exact: tuple[Found, ...] = ()
    inside: tuple[Found, ...] = ()
    understood: tuple[Found, ...] = ()
    needs: tuple[Found, ...] = ()
    suggested: tuple[Found, ...] = field(default=())

    @property
    def level(self) -> Level | None:
        """The level of danger found, or nothing."""
        return self.safety if self.safety in ("crisis", "emergency", "call-team") else None


NOTHING = Meaning()
