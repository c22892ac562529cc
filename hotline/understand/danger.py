"""Looks for a cry for help inside a text, in all of the line's languages at once.

Rule 1: the most urgent level found counts.
Rule 2: an ``unless`` pattern cancels only the danger that stands inside it ("no chest pain"), or, where it ends in
``...``, that begins within the three words behind it ("what are the signs of ..."). A second danger still counts.
Rule 3: what was cancelled is doubtful, not harmless: the normal answer gets the emergency line ("notice").
Rule 4: a word that nobody writes on purpose is read as the words of the patterns that it may have been meant to be.
Rule 5: where the line wants it, what was learned from examples has a say: a sign (a weaker pattern) counts unless they
speak clearly against it, and a text without any counts where they speak clearly for it. What lies between is doubtful.
A whole keyword, label, question or command is never weighed: its author has said what it means.
Rule 6: the numbers that draw these lines are here and nowhere else, set on bench/understanding (decision 0009).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from hotline.model import LEVELS, Level, Safety, SafetyPatterns
from hotline.understand.patterns import Patterns, Reading, Span
from hotline.understand.shorthand import shorthand_of
from hotline.understand.spelling import Spelling
from hotline.understand.urgency import Urgency, Urgent, urgency_of

ALARM, DOUBT = 1.0, -0.5  # the margin of a cry for help, and of what may be one
CLEAR = 0.8  # the margin of one without any pattern
SIGN = 2.5  # what a sign adds to the margin; what stands in an "unless" takes as much off
SHORT, EACH = 8, 0.6  # words from which a text is not short; each fewer takes so much off its margin, at most a sign
WEIGHED = 2  # words of a text from which it is weighed: one alone says too little
_JOINED = 6  # letters of a word that is found again when it is written as two: "my self", "over dose"


_Kind = tuple[Literal["find", "signs", "unless"], Level | None]


@dataclass(frozen=True, slots=True)
class _Detector:
    patterns: Patterns[_Kind]
    words: frozenset[str]
    levels: tuple[Level, ...]  # those that have patterns: only these are ever given
    spelling: Spelling
    short: Mapping[str, str]


class Danger:
    """Compiled once at load; ``look`` is pure.

    ``known`` are words that are no slips, whatever they are near to.
    """

    def __init__(
        self,
        safety: Mapping[str, SafetyPatterns],
        known: Collection[str] = (),
        *,
        learned: bool = False,
    ) -> None:
        """``learned``: whether what was learned from examples has a say."""
        written = {code: _patterns(patterns) for code, patterns in safety.items()}
        every = frozenset(known).union(*(words for _, words in written.values()))
        self._languages = {
            code: _Detector(
                patterns=patterns,
                words=words,
                levels=tuple(
                    level for level in LEVELS if safety[code].find.get(level) or safety[code].signs.get(level)
                ),
                spelling=Spelling(code, words, every),
                short=shorthand_of(code),
            )
            for code, (patterns, words) in written.items()
        }
        self.learned: Mapping[str, Urgency] = {code: one for code in safety if learned and (one := urgency_of(code))}

    def ready(self) -> None:
        """Make now what is else made at the first misspelt word."""
        for detector in self._languages.values():
            detector.spelling.ready()

    def look(self, folded: str, *, settled: bool = False) -> tuple[Safety, tuple[str, ...]]:
        """The level of danger in a folded text, and the languages whose patterns or examples say so.

        ``settled``: an author has said what the whole text means, so that only patterns have a say.
        """
        words = folded.split()
        enough = sum(word.isalpha() for word in words) >= WEIGHED and not settled
        weighing = self._weighing(words) if enough else {}
        found = {code: self._level(code, words, weighing.get(code)) for code in self._languages}
        levels: tuple[Safety, ...] = (*LEVELS, "notice")
        for level in levels:
            langs = tuple(code for code, safety in found.items() if safety == level)
            if langs:
                return level, langs
        return "none", ()

    def _weighing(self, words: Sequence[str]) -> dict[str, Urgency]:
        """What was learned of the language that knows these words best, of each where that is a tie."""
        known = {code: learned.knows(words) for code, learned in self.learned.items()}
        most = max(known.values(), default=0)
        return {code: self.learned[code] for code, count in known.items() if count == most > 0}

    def _level(self, code: str, words: Sequence[str], learned: Urgency | None) -> Safety:
        """The most urgent level of the text as it is written, and with words that were written as two put together."""
        detector = self._languages[code]
        joined = list(_joined(words, detector.words))
        texts = [words, joined] if len(joined) < len(words) else [words]
        levels: tuple[Safety, ...] = (*LEVELS, "notice", "none")
        found = {_level_of(detector, text, learned) for text in texts}
        return next(level for level in levels if level in found)


def _patterns(written: SafetyPatterns) -> tuple[Patterns[_Kind], frozenset[str]]:
    find = tuple((("find", level), written.find.get(level, ())) for level in LEVELS)
    signs = tuple((("signs", level), written.signs.get(level, ())) for level in LEVELS)
    return _compiled((*find, *signs, (("unless", None), written.unless)))


@lru_cache(maxsize=8)
def _compiled(lists: tuple[tuple[_Kind, tuple[str, ...]], ...]) -> tuple[Patterns[_Kind], frozenset[str]]:
    """Remembered, with all their words: when a line is loaded again its patterns are mostly as they were."""
    patterns = Patterns(dict(lists))
    return patterns, patterns.words


def _level_of(detector: _Detector, words: Sequence[str], learned: Urgency | None) -> Safety:
    readings = {word: _reading(detector, word) for word in set(words)}
    text = [readings[word] for word in words]
    dangers = detector.patterns.find(text)
    exempt = dangers.get(("unless", None), [])
    sure, signs = _dangers("find", dangers), _dangers("signs", dangers)
    found: set[Safety] = {"none"}
    if any(danger == Span(0, len(words)) for _, danger in (*sure, *signs)):
        learned = None  # the whole text is a pattern: its author has said what it means
    for level, danger in sure:
        found.add("notice" if _inside(danger, exempt) else level)
    undone = "notice" in found
    weigh = _weigher(words, learned)
    for level, danger in signs:
        # what stands behind an exempt phrase is weighed alone, so that the phrase hides nothing
        behind = max((span.end for span in exempt if span.end <= danger.start), default=0)
        spoken_against = (urgent := weigh(behind)) is not None and urgent.margin + SIGN < ALARM
        found.add("notice" if _inside(danger, exempt) or spoken_against else level)
    urgent = weigh(0)
    if urgent is not None:
        margin = urgent.margin - (SIGN if undone else min(SIGN, EACH * max(0, SHORT - len(words))))
        certain = margin >= CLEAR and urgent.level in detector.levels
        found.add(urgent.level if certain else "notice" if margin >= DOUBT else "none")
    levels: tuple[Safety, ...] = (*LEVELS, "notice", "none")
    return next(level for level in levels if level in found)


def _weigher(words: Sequence[str], learned: Urgency | None) -> Callable[[int], Urgent | None]:
    """How urgent the text from a word on is, as far as anything was learned; looked up once."""
    return cache(lambda at: learned.look(words[at:]) if learned is not None else None)


def _dangers(kind: Literal["find", "signs"], found: Mapping[_Kind, Sequence[Span]]) -> list[tuple[Level, Span]]:
    return [(level, span) for level in LEVELS for span in found.get((kind, level), ())]


def _inside(danger: Span, exempt: Iterable[Span]) -> bool:
    return any(span.start <= danger.start < span.end for span in exempt)


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
