"""Looks for a cry for help inside a text, in all of the line's languages at once.

Rule 1: the most urgent level found counts.
Rule 2: an ``unless`` pattern cancels only the danger that stands inside it ("no chest pain"), or, where it ends in
``...``, that begins within the three words behind it ("what are the signs of ..."). A second danger still counts.
Rule 3: what was cancelled is doubtful, not harmless: the normal answer gets the emergency line ("notice").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hotline.model import LEVELS, Level, Safety, SafetyPatterns
from hotline.understand.patterns import compile_patterns


@dataclass(frozen=True, slots=True)
class _Detector:
    find: tuple[tuple[Level, re.Pattern[str] | None], ...]
    unless: re.Pattern[str] | None


class Danger:
    """Compiled once at load; ``look`` is pure."""

    def __init__(self, safety: Mapping[str, SafetyPatterns]) -> None:
        self._languages = {code: _compile(patterns) for code, patterns in safety.items()}

    def look(self, folded: str) -> tuple[Safety, tuple[str, ...]]:
        """The level of danger in a folded text, and the languages whose patterns say so."""
        found = {code: _level(detector, folded) for code, detector in self._languages.items()}
        levels: tuple[Safety, ...] = (*LEVELS, "notice")
        for level in levels:
            langs = tuple(code for code, safety in found.items() if safety == level)
            if langs:
                return level, langs
        return "none", ()


def _compile(patterns: SafetyPatterns) -> _Detector:
    find = tuple((level, compile_patterns(patterns.find.get(level, ()))) for level in LEVELS)
    return _Detector(find, compile_patterns(patterns.unless))


def _level(detector: _Detector, folded: str) -> Safety:
    exempt = [match.span(1) for match in detector.unless.finditer(folded)] if detector.unless else []
    doubtful = False
    for level, pattern in detector.find:
        for match in pattern.finditer(folded) if pattern else ():
            if not any(start <= match.start() < end for start, end in exempt):
                return level
            doubtful = True
    return "notice" if doubtful else "none"
