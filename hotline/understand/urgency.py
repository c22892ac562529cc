"""How likely a text is a cry for help, learned from examples: patterns find only what their authors thought of.

Rule 1: a text is weighed by its words, its pairs of words and its pairs with one word between, each with the weight of
TF-IDF, by how much more usual each is in a class than in the others (naive Bayes, each class against the rest). What is
in ``urgency-<language>.json.gz`` was trained on texts of bench/understanding (decision 0009); nothing is learned here.
Rule 2: words are taken as they are written: the examples hold their usual slips, and mending the others gained nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, sqrt
from typing import NamedTuple

from hotline.model import LEVELS, Level
from hotline.understand.shorthand import shorthand_of
from hotline.understand.weights import Weights, unpacked

NEAR = 1.0  # how much less likely than a call to the team an emergency may be and still be taken for one
CLASSES = (*LEVELS, "harmless")
APART = "~"  # stands for the word between
SCALE = 100  # weights are whole numbers: hundredths


class Urgent(NamedTuple):
    """What a text most likely is, if it is a cry for help.

    level    the likeliest of the levels
    margin   the log of how much likelier a cry for help is than a harmless text
    """

    level: Level
    margin: float


class Urgency:
    """What was learned of one language, pure."""

    def __init__(self, code: str, weights: Weights) -> None:
        """``weights`` has for each clue its rarity and how much it speaks for each of CLASSES."""
        self.weights = weights
        self._short = shorthand_of(code)

    def look(self, words: Iterable[str]) -> Urgent:
        """How urgent a text of these folded words likely is."""
        clues = Counter(clues_of([self._short.get(word, word) for word in words]))
        scores = [0.0] * len(CLASSES)
        squares = 0.0
        for clue, times in clues.items():
            row = self.weights.get(clue)
            if not row:
                continue
            weight = (1 + log(times)) * row[0] / SCALE
            squares += weight * weight
            for at, speaks in enumerate(row[1:]):
                scores[at] += weight * speaks / SCALE
        length = sqrt(squares) or 1.0
        *danger, harmless = (score / length for score in scores)
        most = max(danger)
        together = most + log(sum(exp(score - most) for score in danger))
        level = LEVELS[danger.index(most)]
        emergency = danger[LEVELS.index("emergency")]
        doubtful = level == "call-team" and emergency >= most - NEAR
        return Urgent("emergency" if doubtful else level, together - harmless)

    def knows(self, words: Iterable[str]) -> int:
        """How well these folded words are known: each the more, the more usual it is in the examples."""
        rows = (self.weights.get(self._short.get(word, word)) for word in words)
        return sum(self.weights.rarest - row[0] for row in rows if row)


def clues_of(words: Sequence[str]) -> Iterator[str]:
    """The words of a text, its pairs of words (its ends are words too), and its pairs with one word between."""
    yield from words
    yield from map(" ".join, pairwise(["^", *words, "$"]))
    yield from map(APART.join, zip(words, words[2:], strict=False))


@lru_cache(maxsize=8)
def urgency_of(code: str) -> Urgency | None:
    """What was learned of a language ("es-MX" is Spanish); nothing where nobody wrote examples in it."""
    file = files("hotline.understand") / f"urgency-{code.partition('-')[0]}.gz"
    return Urgency(code, unpacked(file.read_bytes())) if file.is_file() else None
