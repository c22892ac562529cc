"""Finds the words of a list again in what people type: a finger that slipped, or a word spelled by ear.

Rule 1: a word that people write on purpose is never another one: what is known stays as it is.
Rule 2: nothing under four letters is mended. One slip up to seven letters, two from eight on, or the same sound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from hotline.understand.slips import neighbourhood, slips
from hotline.understand.sound import sound_for

SHORTEST, LONG = 4, 8  # letters: of a word that is mended, and of one in which two slips are
HEARD = 4  # slips at most between words that sound alike


class Spelling:
    """The words of a list, by what may become of them: built when first wanted, pure after."""

    def __init__(self, code: str, words: Iterable[str], known: Collection[str]) -> None:
        self._sound = sound_for(code)
        self._words = frozenset(word for word in words if word.isalpha() and len(word) >= SHORTEST - 1)
        self._known = known

    def ready(self) -> None:
        """Make the tables now that are else made at the first word that is not known."""
        self.meant("zzzzzzzz")

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        """The words by what is left of them when a letter goes."""
        found: dict[str, list[str]] = {}
        for word in self._words:
            for key in neighbourhood(word) if len(word) >= SHORTEST else ():
                found.setdefault(key, []).append(word)
        return found

    @cached_property
    def _heard(self) -> dict[str, list[str]]:
        """The words by how they sound."""
        found: dict[str, list[str]] = {}
        if self._sound is not None:
            for word in self._words:
                found.setdefault(self._sound(word), []).append(word)
        return found

    def meant(self, word: str) -> frozenset[str]:
        """The words of the list that this one may be, besides itself; nothing for a word that is known."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._words or word in self._known:
            return frozenset()
        most = 2 if len(word) >= LONG else 1
        near = {other for key in neighbourhood(word) for other in self._near.get(key, ())}
        found = {other for other in near if slips(word, other, most) <= (2 if len(other) >= LONG else 1)}
        heard = self._heard.get(self._sound(word), ()) if self._sound is not None else ()
        return frozenset(found | {other for other in heard if slips(word, other, HEARD) <= HEARD})
