"""Finds a keyword again that is the whole text but for typing errors: "hormon terapy", "nawsha".

Rule 1: a word that the line's authors write is never read as another, nor is one of under four letters (spelling.py).
Rule 2: a mended word of under SURE letters is asked about: too many other words are one slip away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice, product

from hotline.model import Found
from hotline.understand.spelling import Spelling

WORDS, READINGS = 4, 64  # words of a keyword that is mended; readings of a text that are tried
SURE = 5
WHY = "keyword, misspelt"


class Misspelt:
    """The keywords of all languages, by how they may be misspelt. Built once, pure after."""

    def __init__(
        self, keywords: Mapping[str, Collection[tuple[int, str]]], vocabularies: Mapping[str, Collection[str]]
    ) -> None:
        self._keywords = keywords
        every = frozenset().union(*vocabularies.values())  # a good word of one language is no slip in another
        self._spelling = {
            code: Spelling(code, {word for key in _of(keywords, code) for word in key.split()}, every)
            for code in vocabularies
        }

    def ready(self) -> None:
        """Make now what is else made at the first misspelt word."""
        for spelling in self._spelling.values():
            spelling.ready()

    def find(self, folded: str) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
        """The places that a folded text names but for errors: those beyond doubt, and those to ask about."""
        words = folded.split()
        if len(words) > WORDS:
            return (), ()
        sure: list[Found] = []
        doubtful: list[Found] = []
        for code, spelling in self._spelling.items():
            readings = [(word, *sorted(spelling.meant(word))) for word in words]
            changed = min((len(word) for word, *other in readings if other), default=0)
            for reading in islice(product(*readings), 1, READINGS):
                for place, lang in self._keywords.get(" ".join(reading), ()):
                    if lang == code:
                        (sure if changed >= SURE else doubtful).append(Found(place, lang, 0.9, WHY))
        one = len({found.place for found in sure}) == 1
        return (tuple(dict.fromkeys(sure)), ()) if one else ((), tuple(dict.fromkeys((*sure, *doubtful))))


def _of(keywords: Mapping[str, Collection[tuple[int, str]]], code: str) -> list[str]:
    return [key for key, places in keywords.items() if any(lang == code for _, lang in places)]
