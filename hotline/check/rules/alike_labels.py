"""Two choices of one menu sound alike, because their labels begin alike or one stands inside the other.

A caller hears the labels once and keeps them in mind; "pantry hours" and "pantries near you" blur into one. Two labels
are alike that share their first 3 letters, little words like "the" and "a" left aside, or of which one is a part of the
other. Begin each with the word that tells it from the others.

PASS::

    pantry-sites: {label: places near you, ...}
    pantry-hours: {label: opening hours, ...}

FAIL::

    pantry-sites: {label: pantries near you, ...}
    pantry-hours: {label: pantry hours, ...}

``"pantry hours" begins like "pantries near you" in the menu "find-food"; begin it with another word``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, WrittenLanguage, WrittenPlace, shown
from hotline.understand import fold_written

ID = "alike-labels"
LEVEL: Severity = "warning"
LETTERS = 3
_LITTLE = {
    "en": re.compile(r"^(?:(?:the|a|an|my|your|our) )+"),
    "es": re.compile(r"^(?:(?:el|la|los|las|lo|un|una|unos|unas|mi|mis|su|sus) )+"),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every label that is like an earlier one of the same menu, in each language."""
    for place in subject.written.places.values():
        for language in subject.written.languages.values():
            yield from _in_menu(place, language)


def _in_menu(place: WrittenPlace, language: WrittenLanguage) -> Iterator[Problem]:
    earlier: list[Text] = []
    for label in _labels(place, language):
        for one in earlier:
            how = _alike(fold_written(one), fold_written(label), language)
            if how:
                where = f'"{shown(one)}" in the menu "{place.id}"'
                yield Problem(label.mark, ID, f'"{shown(label)}" {how} {where}; begin it with another word', LEVEL)
                break
        earlier.append(label)


def _labels(place: WrittenPlace, language: WrittenLanguage) -> list[Text]:
    """The labels of a menu's choices, each once."""
    choices = dict.fromkeys(place.choices or [])
    found = (language.words[choice].label for choice in choices if choice in language.words)
    return [label for label in found if label is not None]


def _alike(one: str, other: str, language: WrittenLanguage) -> str:
    """How the second label is like the first; nothing where it is not."""
    if not one or not other or one == other:  # keyword-clash tells of the same label
        return ""
    if f" {one} " in f" {other} " or f" {other} " in f" {one} ":
        return "holds" if len(other) > len(one) else "stands inside"
    little = _LITTLE.get(str(language.code).partition("-")[0])
    begins = [little.sub("", label) if little else label for label in (one, other)]
    return "begins like" if begins[0][:LETTERS] == begins[1][:LETTERS] else ""
