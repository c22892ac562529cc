"""Looks for a cry for help inside a text, in all of the line's languages at once.

Rule 1: the most urgent level found counts.
Rule 2: an ``unless`` pattern cancels only the danger that stands inside it ("no chest pain"), or, where it ends in
``...``, that begins within the three words behind it ("what are the signs of ..."). A second danger still counts.
Rule 3: what was cancelled is doubtful, not harmless: the normal answer gets the emergency line ("notice").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotline.model import LEVELS, Level, Safety, SafetyPatterns
from hotline.understand.patterns import Patterns


@dataclass(frozen=True, slots=True)
class _Detector:
    find: tuple[tuple[Level, Patterns], ...]
    unless: Patterns


class Danger:
    """Compiled once at load; ``look`` is pure."""

    def __init__(self, safety: Mapping[str, SafetyPatterns]) -> None:
        self._languages = {code: _compile(patterns) for code, patterns in safety.items()}

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


def _compile(patterns: SafetyPatterns) -> _Detector:
    find = tuple((level, Patterns(patterns.find.get(level, ()))) for level in LEVELS)
    return _Detector(find, Patterns(patterns.unless))


def _level(detector: _Detector, words: Sequence[str]) -> Safety:
    exempt = tuple(detector.unless.find(words))
    doubtful = False
    for level, patterns in detector.find:
        for danger in patterns.find(words):
            if not any(span.start <= danger.start < span.end for span in exempt):
                return level
            doubtful = True
    return "notice" if doubtful else "none"
