"""Finds the words of a list again in what people type: a finger that slipped, or a word spelled by ear.

Rule 1: a word that people write on purpose is never another one: what is known stays as it is.
Rule 2: nothing under four letters is mended. One slip up to seven letters, two from eight on, or the same sound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from hotline.understand.slips import neighbourhood, slips
from hotline.understand.sound import sound_for

SHORTEST, LONG = 4, 8  # letters: of a word that is mended, and of one in which two slips are
HEARD = 3  # slips at most between words that sound alike


class Spelling:
    """The words of a list, by what may become of them. Built once, pure after."""

    def __init__(self, code: str, words: Iterable[str], known: Collection[str]) -> None:
        self._sound = sound_for(code)
        self._words = frozenset(word for word in words if word.isalpha() and len(word) >= SHORTEST - 1)
        self._known = known
        self._near: dict[str, list[str]] = {}
        self._heard: dict[str, list[str]] = {}
        for word in self._words:
            for key in _keys(word) if len(word) >= SHORTEST else ():
                self._near.setdefault(key, []).append(word)
            if self._sound is not None:
                self._heard.setdefault(self._sound(word), []).append(word)

    def meant(self, word: str) -> frozenset[str]:
        """The words of the list that this one may be, besides itself; nothing for a word that is known."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._words or word in self._known:
            return frozenset()
        most = 2 if len(word) >= LONG else 1
        near = {other for key in _keys(word) for other in self._near.get(key, ())}
        found = {other for other in near if slips(word, other, most) <= (2 if len(other) >= LONG else 1)}
        heard = self._heard.get(self._sound(word), ()) if self._sound is not None else ()
        return frozenset(found | {other for other in heard if slips(word, other, HEARD) <= HEARD})


def _keys(word: str) -> set[str]:
    """What is left of a word when as many letters go as may be slips."""
    once = neighbourhood(word)
    return {less for left in once for less in neighbourhood(left)} if len(word) >= LONG - 1 else once
