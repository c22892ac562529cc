"""Finds the words of a list again in what people type: a finger that slipped, or a word spelled by ear.

Rule 1: a word that people write on purpose is never another one: what is known stays as it is.
Rule 2: nothing under four letters is mended. One slip up to seven letters, two from eight on, or the same sound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from hotline.understand.slips import neighbourhood, slips
from hotline.understand.sound import sound_for
from hotline.understand.table import Table

SHORTEST, LONG = 4, 8  # letters: of a word that is mended, and of one in which two slips are
HEARD = 4  # slips at most between words that sound alike


class Spelling:
    """The words of a list, by what may become of them: built when first wanted, pure after."""

    def __init__(self, code: str, words: Iterable[str], known: Collection[str]) -> None:
        self._sound = sound_for(code)
        self._words = frozenset(word for word in words if word.isalpha() and len(word) >= SHORTEST - 1)
        self._listed = tuple(self._words)
        self._known = known

    def ready(self) -> None:
        """Make the tables now that are else made at the first word that is not known."""
        self.meant("zzzzzzzz")

    @cached_property
    def _near(self) -> Table:
        """The words by what is left of them when a letter goes."""
        long = ((at, word) for at, word in enumerate(self._listed) if len(word) >= SHORTEST)
        return Table((key, at) for at, word in long for key in neighbourhood(word))

    @cached_property
    def _heard(self) -> Table:
        """The words by how they sound."""
        sound = self._sound
        return Table((sound(word), at) for at, word in enumerate(self._listed) if sound is not None)

    def meant(self, word: str) -> frozenset[str]:
        """The words of the list that this one may be, besides itself; nothing for a word that is known."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._words or word in self._known:
            return frozenset()
        most = 2 if len(word) >= LONG else 1
        near = {self._listed[at] for key in neighbourhood(word) for at in self._near.of(key)}
        found = {other for other in near if slips(word, other, most) <= (2 if len(other) >= LONG else 1)}
        alike = self._heard.of(self._sound(word)) if self._sound is not None else ()
        heard = {self._listed[at] for at in alike}
        return frozenset(found | {other for other in heard if slips(word, other, HEARD) <= HEARD})
