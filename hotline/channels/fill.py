"""Puts phone numbers, hours and labels into an author's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from hotline.model import Handoff, Language, Line, PhoneNumber

_FILL = re.compile(r"\{([^{}]*)\}")
ShowNumber = Callable[[PhoneNumber], str]


def fill(text: str, line: Line, language: Language, show: ShowNumber, more: Mapping[str, str] | None = None) -> str:
    """The text with everything in curly brackets filled in. Hours that nobody has verified are left unsaid."""

    def one(match: re.Match[str]) -> str:
        name = match.group(1)
        if more and name in more:
            return more[name]
        kind, _, of = name.partition(":")
        number = line.numbers.get(of)
        if number is None:
            return ""
        if kind == "hours":
            return language.hours.get(of, "") if number.hours_verified else ""
        return show(number)

    return _FILL.sub(one, text) if "{" in text else text


def citation(line: Line, language: Language, place: int) -> tuple[str, str]:
    """Who publishes a place's facts, and the name of the sentence that says whether a reviewer signed its words."""
    publishers = dict.fromkeys(line.sources[id].publisher for id in getattr(line.at(place), "sources", ()))
    words = language.words.get(place)
    signed = words is not None and words.review.status == "approved"
    return ", ".join(publishers), "reviewed" if signed else "not-reviewed"


def choice_fills(line: Line, language: Language, number: int, key: int) -> dict[str, str]:
    """What a choice's sentence may fill in: its label, small and capitalised, and its key."""
    words = language.words.get(number)
    label = words.label if words else line.at(number).id
    return {"label": label, "Label": label[:1].upper() + label[1:], "key": str(key)}


def our_fills(line: Line, show: ShowNumber) -> dict[str, str]:
    """What a sentence that asks people to call instead may fill in: the line's own number, else the person's."""
    person = line.at(line.person)
    known = line.numbers.get(person.transfer) if isinstance(person, Handoff) else None
    number = PhoneNumber("", line.phone) if line.phone else known
    return {"phone": show(number) if number else ""}


def who_fills(line: Line, language: Language, place: int, show: ShowNumber) -> dict[str, str]:
    """What a sentence about a person may fill in: who answers at a place, small and capitalised, and their number.

    Without a name of who answers it is the place's label.
    """
    words, handoff = language.words.get(place), line.at(place)
    who = (words.who or words.label) if words else handoff.id
    number = line.numbers.get(handoff.transfer) if isinstance(handoff, Handoff) else None
    return {"who": who, "Who": who[:1].upper() + who[1:], "phone": show(number) if number else ""}
