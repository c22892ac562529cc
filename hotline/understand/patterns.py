"""The small pattern language of the YAML: words in order, ``a/b`` either word, ``...`` up to three words in between.

Made for clinicians, so there is nothing else to learn. Patterns are found at any word of a folded text. They are looked
up by their first word: thousands of them as one regular expression took most of a second to build.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from hotline.understand.fold import fold

GAP = 3  # words that "..." may stand for; none is enough
Reading = frozenset[str]  # what a word of a text may be: itself, and what it was meant to be
_Part = frozenset[str] | None  # one of these words; nothing for a gap
Name = TypeVar("Name", bound=Hashable)


class Span(NamedTuple):
    """Words of a text, from the first to just behind the last."""

    start: int
    end: int


class Patterns(Generic[Name]):
    """Lists of patterns, looked for in one go in the words of a folded text. Built once, pure after."""

    def __init__(self, lists: Mapping[Name, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[Name, tuple[_Part, ...]]]] = {}
        for name, patterns in lists.items():
            for first, *rest in filter(None, map(_parts, dict.fromkeys(patterns))):
                for word in first or ():
                    self._by_first.setdefault(word, []).append((name, tuple(rest)))

    @property
    def words(self) -> frozenset[str]:
        """Every word of every pattern."""
        rests = (rest for patterns in self._by_first.values() for _, rest in patterns)
        return frozenset(self._by_first).union(*(part for rest in rests for part in rest if part is not None))

    def find(self, text: Sequence[Reading]) -> dict[Name, list[Span]]:
        """Of each list that is found: where each word begins a pattern of it, the span of the longest one, so that one
        pattern never hides another."""
        possible = self._possible(frozenset[str]().union(*text))
        found: dict[Name, list[Span]] = {}
        for start, reading in enumerate(text):
            ends: dict[Name, int] = {}
            for word in reading:
                for name, rest in possible.get(word, ()):
                    ends[name] = max(_end(rest, text, start + 1), ends.get(name, start))
            for name, end in ends.items():
                if end > start:
                    found.setdefault(name, []).append(Span(start, end))
        return found

    def _possible(self, there: Reading) -> dict[str, list[tuple[Name, tuple[_Part, ...]]]]:
        """The patterns of which every word is there, by their first. One word again and again would try all with it."""
        return {
            word: [row for row in self._by_first[word] if not any(part and part.isdisjoint(there) for part in row[1])]
            for word in there
            if word in self._by_first
        }


def as_written(folded: str) -> list[Reading]:
    """The words of a folded text, each of them itself and nothing else."""
    return [frozenset((word,)) for word in folded.split()]


def _parts(pattern: str) -> list[_Part]:
    """The parts of a pattern. A gap before the first word means nothing; what has no letter or digit is left out."""
    parts: list[_Part] = []
    for word in pattern.replace("...", " ... ").split():
        if word == "...":
            parts += [None] if parts else []
            continue
        either = _either(word)
        parts += [either] if either else []
    return parts


@lru_cache(maxsize=1 << 13)
def _either(word: str) -> frozenset[str]:
    """What ``a/b`` stands for; remembered, for a list of patterns has the same few words again and again."""
    return frozenset(fold(choice).replace(" ", "") for choice in word.split("/")) - {""}


def _end(parts: Iterable[_Part], text: Sequence[Reading], at: int) -> int:
    """Where these parts end at the latest, when they go on at this word; -1 where they do not."""
    ways = {at}
    for wanted in parts:
        if wanted is None:
            ways = {way + more for way in ways for more in range(GAP + 1) if way + more <= len(text)}
        else:
            ways = {way + 1 for way in ways if way < len(text) and not wanted.isdisjoint(text[way])}
            if not ways:
                return -1
    return max(ways)
