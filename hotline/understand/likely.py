"""Which places a text may mean though none of their keywords is in it: learned at load from what people ask.

Rule 1: a place is as likely as the words of the text are usual in its questions, keywords, label and, a little, in what
it says, and unusual elsewhere. Words, pairs of words and parts of words count; it is naive Bayes with the weights
of TF-IDF, chosen on bench/understanding (decision 0006).
A clue speaks for a place by log(1 + count / PRIOR) times log(1 + places / places that have it).
Rule 2: the numbers below are set on the development set there, and nowhere else.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise
from math import log
from typing import NamedTuple

from hotline.understand.fold import fold
from hotline.understand.shorthand import shorthand_of
from hotline.understand.spelling import Spelling
from hotline.understand.stems import stem_for
from hotline.understand.table import Table, starts

PRIOR = 0.3  # how often something is taken to be said in a place where it never was
GRAM, GRAM_FROM = 4, 5  # letters of a part of a word, and of a word that is taken into parts
PART = 0.5  # how much a part of a word speaks beside a whole word: a long name has many parts, all saying the same
OFTEN = 5  # times that a place says a word, more of which prove no more
USUAL = 400  # places that say something: more of them are told apart by nothing that all say
MOST = 8  # places that are told of; nobody is offered more than three
LABEL, KEYWORD, QUESTION, SAID = 2.0, 1.5, 1.0, 0.15  # how much each kind of words of a place counts


class Likely(NamedTuple):
    """A place that a text may mean.

    share     how likely it is beside the most likely one, which has 1
    strength  how much speaks for it, beside what speaks at all: 0 to about 4
    support   how often its own texts say the words of the text, the rare words counted more
    """

    place: int
    share: float
    strength: float
    support: float


class Said(NamedTuple):
    """The places that say a clue, how much it speaks for each, and how often each says it."""

    places: Sequence[int]
    speaks: Sequence[float]
    counts: Sequence[float]


class Clues:
    """What each clue speaks for, packed: in dicts it would be the largest thing in the process."""

    def __init__(self, counted: Mapping[int, Mapping[str, float]], evened: Mapping[int, float]) -> None:
        """``counted`` is how often each place says each clue, ``evened`` what is added to that of each place."""
        rows: dict[str, int] = {}
        said = [rows.setdefault(clue, len(rows)) for found in counted.values() for clue in found]
        places = [place for place, found in counted.items() for _ in found]
        counts = [times for found in counted.values() for times in found.values()]
        speaks = [log(1 + times / evened[place]) for times, place in zip(counts, places, strict=True)]
        order = sorted(range(len(said)), key=said.__getitem__)
        self._rows = Table(rows.items())
        self._ends = array("I", starts(said, len(rows)))
        self._places = array("H", map(places.__getitem__, order))
        self._counts = array("d", map(counts.__getitem__, order))
        self._speaks = array("d", map(speaks.__getitem__, order))

    def of(self, clue: str) -> Said | None:
        """Where a clue is said; nothing where it is unknown."""
        row = next(self._rows.of(clue), None)
        if row is None:
            return None
        here = slice(self._ends[row], self._ends[row + 1])
        return Said(self._places[here], self._speaks[here], self._counts[here])


class Likeliness:
    """What was learned of one language. Built once, pure after."""

    def __init__(self, code: str, places: Mapping[int, Sequence[tuple[float, str]]]) -> None:
        """``places`` are the texts of each place, each with how much it counts."""
        self._short = shorthand_of(code)
        self._stem = stem_for(code)
        said = {place: [(weight, self._words(text)) for weight, text in texts] for place, texts in places.items()}
        self._usual = Counter(word for texts in said.values() for _, words in texts for word in words)
        self._spelling = Spelling(code, self._usual, ())
        stems = {word: self._stem(word) for word in self._usual}
        parts = {word: tuple(_parts(word, stem)) for word, stem in stems.items()}
        counted = {place: _counted(texts, stems, parts) for place, texts in said.items()}
        totals = {place: sum(found.values()) for place, found in counted.items()}
        mean = sum(totals.values()) / max(1, len(totals))
        self._clues = Clues(counted, {place: PRIOR * (0.5 + 0.5 * total / mean) for place, total in totals.items()})
        self._places = len(totals)
        self._rare = log(1 + len(totals))

    def rank(self, folded: str, always: Collection[int] = ()) -> list[Likely]:
        """The MOST likely places of a folded text, the likeliest first, and those wanted ``always``."""
        words = [self._meant(word) for word in folded.split()]
        stems = [self._stem(word) for word in words]
        clues = {part: PART for word, stem in zip(words, stems, strict=True) for part in _parts(word, stem)}
        clues |= dict.fromkeys(map(" ".join, pairwise(stems)), 1.0) | dict.fromkeys(stems, 1.0)
        scores: defaultdict[int, float] = defaultdict(float)
        said: dict[str, tuple[float, Mapping[int, float]]] = {}
        whole = 0.0
        for clue, weight in clues.items():
            found = self._clues.of(clue)
            if found is None:
                whole += weight * self._rare
                continue
            if len(found.places) > USUAL:
                continue
            rarity = weight * log(1 + self._places / len(found.places))
            whole += rarity
            for place, speaks in zip(found.places, found.speaks, strict=True):
                scores[place] += rarity * speaks
            if clue in stems:
                said[clue] = rarity, dict(zip(found.places, found.counts, strict=True))
        best = max(scores.values(), default=0.0)
        likely = nlargest(MOST, scores, key=scores.__getitem__)
        likely += [place for place in always if scores.get(place, 0.0) > 0 and place not in likely]
        support = [said[clue] for clue in dict.fromkeys(stems) if clue in said]
        return [
            Likely(place, scores[place] / best, scores[place] / whole, _support(place, support)) for place in likely
        ]

    def ready(self) -> None:
        """Make now what is else made at the first misspelt word."""
        self._spelling.ready()

    def _words(self, text: str) -> list[str]:
        return [self._short.get(word, word) for word in fold(text).split()]

    def _meant(self, word: str) -> str:
        word = self._short.get(word, word)
        near = self._spelling.meant(word)
        return max(near, key=lambda other: (self._usual[other], other)) if near else word


def _support(place: int, said: Iterable[tuple[float, Mapping[int, float]]]) -> float:
    """How often a place says these words, each given with its rarity and how often each place says it."""
    return sum(rarity * min(counts[place], OFTEN) for rarity, counts in said if place in counts)


def _counted(
    texts: Iterable[tuple[float, list[str]]], stems: Mapping[str, str], parts: Mapping[str, tuple[str, ...]]
) -> Mapping[str, float]:
    """The clues of a place's texts, with how much each counts in all of them together."""
    found: defaultdict[str, float] = defaultdict(float)
    single: defaultdict[str, float] = defaultdict(float)
    for weight, words in texts:
        for word in words:
            single[word] += weight
        stemmed = [stems[word] for word in words]
        for pair in pairwise(stemmed):
            found[" ".join(pair)] += weight
    for word, weight in single.items():
        for part in parts[word]:
            found[part] += weight
    return found


def _parts(word: str, stem: str) -> Iterator[str]:
    """The clues that a word gives: its stem, and its parts."""
    yield stem
    if len(word) >= GRAM_FROM:
        yield from (f"#{word[at : at + GRAM]}" for at in range(len(word) - GRAM + 1))
