"""The small pattern language of the YAML: words in order, ``a/b`` either word, ``...`` up to three words in between.

Made for clinicians, so there is nothing else to learn. Patterns are found at any word of a folded text. They are looked
up by their first word: thousands of them as one regular expression took most of a second to build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hotline.understand.fold import fold

GAP = 3  # words that "..." may stand for; none is enough
_Part = frozenset[str] | None  # one of these words; nothing for a gap


class Span(NamedTuple):
    """Words of a text, from the first to just behind the last."""

    start: int
    end: int


class Patterns:
    """Finds any of the patterns in the words of a folded text. Built once, pure after."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[_Part, ...]]] = {}
        for first, *rest in filter(None, map(_parts, dict.fromkeys(patterns))):
            for word in first or ():
                self._by_first.setdefault(word, []).append(tuple(rest))

    def find(self, words: Sequence[str]) -> Iterator[Span]:
        """Where each word begins a pattern: the span of the longest one, so that one pattern never hides another."""
        for start, word in enumerate(words):
            ends = [_end(rest, words, start + 1) for rest in self._by_first.get(word, ())]
            if ends and max(ends) > start:
                yield Span(start, max(ends))

    def found(self, words: Sequence[str]) -> bool:
        """One of the patterns stands in the text."""
        return any(True for _ in self.find(words))


def _parts(pattern: str) -> list[_Part]:
    """The parts of a pattern. A gap before the first word means nothing; what has no letter or digit is left out."""
    parts: list[_Part] = []
    for word in pattern.replace("...", " ... ").split():
        if word == "...":
            parts += [None] if parts else []
            continue
        either = frozenset(fold(choice).replace(" ", "") for choice in word.split("/")) - {""}
        parts += [either] if either else []
    return parts


def _end(parts: Iterable[_Part], words: Sequence[str], at: int) -> int:
    """Where these parts end at the latest, when they go on at this word; -1 where they do not."""
    ways = {at}
    for wanted in parts:
        if wanted is None:
            ways = {way + more for way in ways for more in range(GAP + 1) if way + more <= len(words)}
        else:
            ways = {way + 1 for way in ways if way < len(words) and words[way] in wanted}
    return max(ways, default=-1)
