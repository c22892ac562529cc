"""Times a look-up and the making of an index: ``python -m bench.understanding.speed``.

The shipped line, and a line of 2,000 topics that is made of it: each has a mixture of two topics' words and questions,
drawn by lot from a seed, so that words are shared among topics as they are in life.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from bench.understanding.measure import DEVELOPMENT, ROOT, read
from hotline.check import load_line
from hotline.memory import collector_paused
from hotline.model import Line, Topic, Words
from hotline.understand import Index

TOPICS, QUESTIONS, SEED = 2000, 10, 1  # of the questions each topic has so many of either of two
FIRST = 1000  # the number of the first of them; nothing that is timed minds that it has four digits


def grown(line: Line, topics: int) -> Line:
    """The line with this many topics."""
    chance = random.Random(SEED)
    given = [number for number, place in line.places.items() if isinstance(place, Topic)]
    places = dict(line.places)
    words = {code: dict(language.words) for code, language in line.languages.items()}
    for number in range(FIRST, FIRST + topics - len(given)):
        one, other = chance.sample(given, 2)
        places[number] = Topic(f"topic-{number}", number, ())
        for code, language in line.languages.items():
            words[code][number] = _mixed(language.words[one], language.words[other], number, chance)
    languages = {code: replace(language, words=words[code]) for code, language in line.languages.items()}
    return replace(line, places=places, languages=languages)


def _mixed(one: Words, other: Words, number: int, chance: random.Random) -> Words:
    keywords = tuple(f"{keyword} {number}" for keyword in one.keywords[:8])
    asks = tuple(chance.sample(one.asks, QUESTIONS) + chance.sample(other.asks, QUESTIONS))
    return replace(one, label=f"{one.label} {number}", keywords=keywords, asks=asks)


def timed(line: Line, texts: Sequence[str]) -> tuple[float, float, float, float]:
    """Seconds to make the index, MB that it takes, the median and the 99th of 100 look-ups in milliseconds."""
    before = _megabytes()
    began = perf_counter()
    with collector_paused():  # as `hotline serve` makes it
        index = Index(line)
        index.ready()
    made = perf_counter() - began
    taken = _megabytes() - before
    half = len(texts) // 2
    for text in texts[:half]:  # what was asked before is remembered, as in a worker that has run for a while
        index.meaning(text)
    times = []
    for text in texts[half:]:
        began = perf_counter()
        index.meaning(text)
        times.append((perf_counter() - began) * 1000)
    return made, taken, statistics.median(times), statistics.quantiles(times, n=100)[98]


def _megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    """Print a row for each line."""
    line = load_line(ROOT)
    texts = [asked.text for asked in read(DEVELOPMENT)]
    random.Random(SEED).shuffle(texts)
    sys.stdout.write("| topics | index s | MB | look-up ms, median | p99 |\n| --- | --- | --- | --- | --- |\n")
    for each in (line, grown(line, TOPICS)):
        topics = sum(isinstance(place, Topic) for place in each.places.values())
        made, taken, median, slowest = timed(each, texts)
        sys.stdout.write(f"| {topics} | {made:.2f} | {taken:.0f} | {median:.2f} | {slowest:.1f} |\n")


if __name__ == "__main__":
    main()
