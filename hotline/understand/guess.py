"""Decides what a text means: sure of one place, a few to choose from, or nothing.

Rule 1: a wrong answer given without a question is the worst that can happen. The numbers that draw the lines are here
and nowhere else; they are set on the development set of bench/understanding (decision 0006).
Rule 2: a line that has few questions has taught too little: there the keywords decide alone.
Rule 3: a text is read in the language that knows more of its words, in each where that is a tie.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import exp, log

from hotline.model import Found, Language, Line, Topic
from hotline.understand.likely import KEYWORD, LABEL, QUESTION, SAID, Likeliness, Likely

FEWEST = 400  # questions of a language from which something is learned
SURE, OFFERED = 0.92, 0.05  # how sure that the likeliest place is meant, from which it is answered with or offered
OFFERS, NAMED = 3, 1  # places offered, and of these that a keyword names
SAYS = 0.4  # the part of a text that a keyword is, from which nobody is led elsewhere without a question
ELSEWHERE = 0  # stands for the texts that no place answers
WHY = "understood"
# How sure one can be that the likeliest place is meant: a logistic regression over the development set. It weighs how
# much speaks for it, how near the next place and the other matters come, how often it says these words, and how many
# words there are.
_BASE, _STRENGTH, _SECOND, _ELSEWHERE, _SUPPORT, _WORDS = -1.68, 2.1, -2.84, -4.49, 1.02, 1.33


class Guesses:
    """What texts may mean on one line. A language is learned when it is first wanted; pure after."""

    def __init__(self, line: Line, vocabularies: Mapping[str, Collection[str]]) -> None:
        self._line = line
        self._vocabularies = {code: vocabularies[code] for code in line.languages if _asked(line, code) >= FEWEST}
        self._learned: dict[str, Likeliness] = {}

    def ready(self) -> None:
        """Learn every language now, so that nobody waits for it."""
        for code in self._vocabularies:
            self._likeliness(code).ready()

    def guess(self, folded: str, named: Sequence[Found]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
        """The place that a folded text surely means, and those that it may mean, the likeliest first.

        ``named`` are the keywords in it. Who says a place's own word is at least asked about it.
        """
        sure: list[Found] = []
        offered: list[Found] = []
        words = folded.split()
        for code in self._codes(words):
            ranked = self._likeliness(code).rank(folded, (ELSEWHERE,))
            places = [each for each in ranked if each.place != ELSEWHERE]
            certain = _certainty(ranked, places, len(words)) if places else 0.0
            said = [found for found in named if found.lang == code]
            found = [Found(each.place, code, round(certain * each.share, 3), WHY) for each in places]
            if certain >= OFFERED:
                offered += _merged(found[:OFFERS], said)
                other = any(one.score >= SAYS and one.place != found[0].place for one in said)
                guessed = certain >= SURE and not other and found[0].place not in self._line.never_guessed
                sure += found[:1] if guessed else []
        return tuple(sure), tuple(offered) or tuple(found for found in named if found.lang in self._vocabularies)

    def nearest(self, folded: str, code: str) -> tuple[Found, ...]:
        """The places that a folded text comes nearest to in a language, however little speaks for them."""
        places = [each for each in self._likeliness(code).rank(folded) if each.place != ELSEWHERE]
        return tuple(Found(each.place, code, round(each.share, 3), WHY) for each in places[:OFFERS])

    def _codes(self, words: Collection[str]) -> list[str]:
        known = {code: sum(word in written for word in words) for code, written in self._vocabularies.items()}
        return [code for code, count in known.items() if count == max(known.values())]

    def _likeliness(self, code: str) -> Likeliness:
        learned = self._learned.get(code)
        if learned is None:
            learned = self._learned[code] = Likeliness(code, _taught(self._line, self._line.languages[code]))
        return learned


def _asked(line: Line, code: str) -> int:
    return sum(len(words.asks) for words in line.languages[code].words.values())


def _taught(line: Line, language: Language) -> Mapping[int, list[tuple[float, str]]]:
    """The texts of each topic, each with how much it counts, and those that belong to none."""
    taught = {ELSEWHERE: [(QUESTION, text) for text in language.elsewhere]}
    for number, words in language.words.items():
        if isinstance(line.places.get(number), Topic):
            texts = [(LABEL, words.label)]
            texts += [(KEYWORD, keyword) for keyword in words.keywords]
            texts += [(QUESTION, question) for question in words.asks]
            texts += [(SAID, part) for form in (words.sms, words.voice) for part in form.split("\n") if part]
            taught[number] = texts
    return taught if taught[ELSEWHERE] else {number: texts for number, texts in taught.items() if number != ELSEWHERE}


def _merged(likely: Sequence[Found], named: Sequence[Found]) -> list[Found]:
    """At most OFFERS places: the likeliest, then what keywords name, then the others."""
    found: dict[int, Found] = {}
    for one in (*likely[:1], *named[:NAMED], *likely[1:]):
        found.setdefault(one.place, one)
    return list(found.values())[:OFFERS]


def _certainty(ranked: Sequence[Likely], places: Sequence[Likely], words: int) -> float:
    """How sure one can be that the first of these places is meant, 0 to 1."""
    best = places[0]
    second = places[1].share / best.share if len(places) > 1 else 0.0
    elsewhere = next((each.share / best.share for each in ranked if each.place == ELSEWHERE), 0.0)
    weighed = _BASE + _STRENGTH * log(best.strength + 0.05) + _SECOND * second + _ELSEWHERE * min(2.0, elsewhere)
    return 1 / (1 + exp(-(weighed + _SUPPORT * log(1 + best.support) + _WORDS * log(words))))
