"""Looks for a cry for help inside a text, in all of the line's languages at once.

Rule 1: the most urgent level found counts.
Rule 2: an ``unless`` pattern cancels only the danger that stands inside it ("no chest pain"), or, where it ends in
``...``, that begins within the three words behind it ("what are the signs of ..."). A second danger still counts.
Rule 3: what was cancelled is doubtful, not harmless: the normal answer gets the emergency line ("notice").
Rule 4: a word that nobody writes on purpose is read as the words of the patterns that it may have been meant to be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hotline.model import LEVELS, Level, Safety, SafetyPatterns
from hotline.understand.patterns import Patterns, Reading
from hotline.understand.shorthand import shorthand_of
from hotline.understand.spelling import Spelling

_JOINED = 6  # letters of a word that is found again when it is written as two: "my self", "over dose"


@dataclass(frozen=True, slots=True)
class _Detector:
    find: tuple[tuple[Level, Patterns], ...]
    unless: Patterns
    words: frozenset[str]
    spelling: Spelling
    short: Mapping[str, str]


class Danger:
    """Compiled once at load; ``look`` is pure.

    ``known`` are words that are no slips, whatever they are near to.
    """

    def __init__(self, safety: Mapping[str, SafetyPatterns], known: Collection[str] = ()) -> None:
        written = {code: _patterns(patterns) for code, patterns in safety.items()}
        every = frozenset(known).union(*(words for *_, words in written.values()))
        self._languages = {
            code: _Detector(find, unless, words, Spelling(code, words, every), shorthand_of(code))
            for code, (find, unless, words) in written.items()
        }

    def ready(self) -> None:
        """Make now what is else made at the first misspelt word."""
        for detector in self._languages.values():
            detector.spelling.ready()

    def look(self, folded: str) -> tuple[Safety, tuple[str, ...]]:
        """The level of danger in a folded text, and the languages whose patterns say so."""
        words = folded.split()
        found = {code: _level(detector, words) for code, detector in self._languages.items()}
        levels: tuple[Safety, ...] = (*LEVELS, "notice")
        for level in levels:
            langs = tuple(code for code, safety in found.items() if safety == level)
            if langs:
                return level, langs
        return "none", ()


def _patterns(patterns: SafetyPatterns) -> tuple[tuple[tuple[Level, Patterns], ...], Patterns, frozenset[str]]:
    find = tuple((level, _compiled(patterns.find.get(level, ()))) for level in LEVELS)
    unless = _compiled(patterns.unless)
    return find, unless, unless.words.union(*(found.words for _, found in find))


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> Patterns:
    """Remembered, for when a line is loaded again its patterns are mostly as they were."""
    return Patterns(patterns)


def _level(detector: _Detector, words: Sequence[str]) -> Safety:
    """The most urgent level of the text as it is written, and with words that were written as two put together."""
    joined = list(_joined(words, detector.words))
    texts = [words, joined] if len(joined) < len(words) else [words]
    found = {_level_of(detector, [_reading(detector, word) for word in text]) for text in texts}
    levels: tuple[Safety, ...] = (*LEVELS, "notice", "none")
    return next(level for level in levels if level in found)


def _level_of(detector: _Detector, text: Sequence[Reading]) -> Safety:
    exempt = tuple(detector.unless.find(text))
    doubtful = False
    for level, patterns in detector.find:
        for danger in patterns.find(text):
            if not any(span.start <= danger.start < span.end for span in exempt):
                return level
            doubtful = True
    return "notice" if doubtful else "none"


def _reading(detector: _Detector, word: str) -> Reading:
    stands_for = detector.short.get(word)
    return frozenset((word, stands_for or word)) | detector.spelling.meant(word)


def _joined(words: Sequence[str], whole: frozenset[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        pair = "".join(words[at : at + 2])
        together = at + 1 < len(words) and len(pair) >= _JOINED and pair in whole
        yield pair if together else words[at]
        at += 2 if together else 1
