"""Finds keywords that are written as they sound, or cut where none ends: "fateeg", "ostio porosis", "i brants".

Rule 1: what is found is only ever asked about: such a text is further from the keyword than a slip of the finger.
Rule 2: the whole text stands for the keyword, without its spaces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from hotline.model import Found
from hotline.understand.slips import slips
from hotline.understand.sound import sound_for

WORDS = 4  # words of a text that may be one keyword
SHORTEST = 5  # letters of a text that is read so
SLIPS = ((9, 3), (7, 2), (0, 1))  # letters of a keyword from which it may have so many slips
CONSONANTS = 3  # heard in a keyword from which one with the same ones may have half of its letters wrong, ...
LETTERS = 6  # ... or so many letters in it
OTHERS = 2  # consonants that are heard in one of the two only
_VOWELS = re.compile("[aeiouyhw]")
WHY = "keyword, as it sounds"


class _Keyword(NamedTuple):
    joined: str
    heard: str
    sounds: frozenset[str]
    places: tuple[int, ...]

    def most(self, heard: str) -> int:
        """How many slips may lead to it from a text that is heard so."""
        alike = heard == self.heard and (len(heard) >= CONSONANTS or len(self.joined) >= LETTERS)
        return len(self.joined) // 2 if alike else next(most for long, most in SLIPS if len(self.joined) >= long)


class ByEar:
    """The keywords of all languages by the consonants that are heard. Built once, pure after."""

    def __init__(self, keywords: Mapping[str, Collection[tuple[int, str]]], codes: Collection[str]) -> None:
        self._sounds = {code: sound for code in codes if (sound := sound_for(code)) is not None}
        self._keywords: dict[str, dict[str, list[_Keyword]]] = {code: defaultdict(list) for code in self._sounds}
        for keyword, places in keywords.items():
            joined = keyword.replace(" ", "")
            for code in self._sounds if len(joined) >= SHORTEST and joined.isalpha() else ():
                meant = tuple(place for place, lang in places if lang == code)
                if meant:
                    heard = self._heard(code, joined)
                    self._keywords[code][heard[:1]].append(_Keyword(joined, heard, frozenset(heard), meant))

    def find(self, folded: str) -> tuple[Found, ...]:
        """The places whose keywords may be meant, the nearest first."""
        joined = folded.replace(" ", "")
        if folded.count(" ") >= WORDS or len(joined) < SHORTEST or not joined.isalpha():
            return ()
        near = sorted(self._near(joined))
        return tuple(dict.fromkeys(Found(place, code, 0.5, WHY) for _, place, code in near))

    def _near(self, joined: str) -> Iterator[tuple[int, int, str]]:
        """How many slips lead to a keyword, its place and its language."""
        for code, keywords in self._keywords.items():
            heard = self._heard(code, joined)
            sounds = frozenset(heard)
            for keyword in keywords.get(heard[:1], ()):
                if len(sounds ^ keyword.sounds) <= OTHERS:
                    most = keyword.most(heard)
                    found = slips(joined, keyword.joined, most)
                    if found <= most:
                        yield from ((found, place, code) for place in keyword.places)

    def _heard(self, code: str, joined: str) -> str:
        """The consonants of a word as they sound, and its first sound whatever it is."""
        sound = self._sounds[code](joined)
        return sound[:1] + _VOWELS.sub("", sound[1:]).replace("X", "s").replace("T", "t")
