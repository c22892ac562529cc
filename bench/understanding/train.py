"""Trains what ``hotline.understand.urgency`` knows: ``python -m bench.understanding.train``.

Naive Bayes over the clues of a text, each class against the rest, with the weights of TF-IDF (Rennie and others 2003,
"Tackling the poor assumptions of naive Bayes text classifiers"). No dependency, no chance: the same texts give the same
file.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log, sqrt

from bench.understanding.measure import HERE, LEVELS, read
from hotline.understand.fold import fold
from hotline.understand.shorthand import shorthand_of
from hotline.understand.urgency import APART, CLASSES, SCALE, clues_of
from hotline.understand.weights import Weights, packed, weights_of

TEXTS = ("train", "dev", "held", "held2", "held3", "held4", "held5", "held6", "held7", "held8")
WRITTEN = HERE.parent.parent / "hotline" / "understand"
PRIOR = 0.15  # how often a clue is taken to be said in a class where it never was
FEWEST = 2  # texts that have a pair with a word between, from which it is kept

Row = tuple[str, tuple[int, ...]]


def train(code: str, texts: Iterable[tuple[str, str]]) -> list[Row]:
    """The rows of a language, from texts each with its class: clues with their rarity and weights, in hundredths."""
    short = shorthand_of(code)
    counted = []
    for kind, text in texts:
        words = [short.get(word, word) for word in fold(text).split()]
        counted.append((CLASSES.index(kind), Counter(clues_of(words))))
    often = Counter(clue for _, clues in counted for clue in clues)
    rarity = {clue: log((1 + len(counted)) / (1 + times)) + 1 for clue, times in often.items()}
    counts: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(CLASSES))
    for at, clues in counted:
        for clue, weight in _weighed(clues, rarity):
            counts[clue][at] += weight
    kept = sorted(clue for clue, times in often.items() if times >= FEWEST or APART not in clue)
    return [(clue, (round(SCALE * rarity[clue]), *weights)) for clue, weights in _weights(counts, kept)]


def _weighed(clues: Mapping[str, int], rarity: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """The clues of a text with their TF-IDF; the squares of all of them together are 1."""
    weights = {clue: (1 + log(times)) * rarity[clue] for clue, times in clues.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    yield from ((clue, weight / length) for clue, weight in weights.items())


def _weights(counts: Mapping[str, Sequence[float]], kept: Iterable[str]) -> Iterator[Row]:
    """For each clue how much it speaks for each class: the log of how often it is there, beside how often elsewhere."""
    totals = [sum(column) for column in zip(*counts.values(), strict=True)]
    evened, every = PRIOR * len(counts), sum(totals)
    usual = [log(total + evened) - log(every - total + evened) for total in totals]
    for clue in kept:
        whole = sum(counts[clue]) + PRIOR
        speaks = (log(count + PRIOR) - log(whole - count) - usual[at] for at, count in enumerate(counts[clue]))
        yield clue, tuple(round(SCALE * weight) for weight in speaks)


def main() -> None:
    """Write what the texts of the bench teach."""
    for code, weights in learned(TEXTS).items():
        path = WRITTEN / f"urgency-{code}.gz"
        path.write_bytes(packed(weights))
        sys.stdout.write(f"{path.name}: {len(weights)} clues, {path.stat().st_size // 1000} kB\n")


def learned(names: Iterable[str]) -> dict[str, Weights]:
    """The weights of each language, from the texts with these names."""
    texts = [asked for name in names for asked in read(HERE / f"{name}.tsv", strict=True)]
    said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for asked in texts:
        said[asked.lang].append((asked.wanted.lower() if asked.wanted in LEVELS else "harmless", asked.text))
    return {code: weights_of(train(code, each)) for code, each in said.items()}


if __name__ == "__main__":
    main()
