"""Two places of one language have words that are one slip of a finger apart.

Somebody who means SOUP and texts SOAP gets a wrong answer and no question back, because both are good words. Labels and
keywords of 4 letters and more are compared, not whole questions. Words of one place may be alike: "hair" and "hairy"
help each other. Words that differ in a figure ("stage 3", "stage 4") are meant to be alike.

PASS::

    soup-kitchen: {label: hot soup, keywords: [soup], ...}
    washing: {label: washing things, keywords: [hand soap], ...}

FAIL::

    soup-kitchen: {label: hot soup, keywords: [soup], ...}
    washing: {label: washing things, keywords: [soap], ...}

``"soap" is one letter from "soup", which leads to "soup-kitchen" (content/en/food.yaml:3); a slip misleads``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, WrittenLanguage, shown
from hotline.understand import fold_written
from hotline.understand.slips import LONGEST, neighbourhood, one_slip

ID = "near-keyword"
LEVEL: Severity = "warning"
SHORTEST = 4  # letters: of shorter words (bus, van, pan) too many are alike
_FIGURES = re.compile(r"\d+")


class _Known(NamedTuple):
    folded: str
    figures: list[str]
    place: str
    text: Text


def check(subject: Subject) -> Iterator[Problem]:
    """Every word that is one slip from a word of an earlier place."""
    for language in subject.written.languages.values():
        yield from _alike(language)


def _alike(language: WrittenLanguage) -> Iterator[Problem]:
    near: dict[str, list[_Known]] = {}
    for known in _words(language):
        keys = neighbourhood(known.folded)
        other = next((other for key in keys for other in near.get(key, ()) if _mistaken(known, other)), None)
        if other is not None:
            leads = f'which leads to "{other.place}" ({other.text.mark.file}:{other.text.mark.line})'
            message = f'"{shown(known.text)}" is one letter from "{shown(other.text)}", {leads}; a slip misleads'
            yield Problem(known.text.mark, ID, message, LEVEL)
        for key in keys:
            near.setdefault(key, []).append(known)


def _words(language: WrittenLanguage) -> Iterator[_Known]:
    for id, words in language.words.items():
        labels = [words.label] if words.label is not None else []
        said = {fold_written(text): text for text in reversed([*labels, *(words.keywords or [])])}
        for folded, text in said.items():
            if len(folded.replace(" ", "")) >= SHORTEST and len(folded) <= LONGEST:
                yield _Known(folded, _FIGURES.findall(folded), id, text)


def _mistaken(one: _Known, other: _Known) -> bool:
    return one.place != other.place and one.figures == other.figures and one_slip(one.folded, other.folded)
