"""Counts of people who never were, to look at the console's numbers with.

``python -m tests.made_up DIR [TURNS] [DAYS]`` writes a store, ``hotline.db``, in a state directory for trials.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from hotline.check import load_line
from hotline.model import Line, Topic
from hotline.store import CALLS, Count, SqliteStore, Store, contacts
from tests.driver import SHIPPED

AT_ONCE = 20_000  # turns in one transaction
OUTCOMES = ("topic",) * 11 + ("menu",) * 4 + ("command",) * 3 + ("miss",) * 2 + ("suggest", "person")
RARE = ("crisis", "emergency", "consent", "goodbye")
ENDS = (
    ("heard",) * 6
    + ("listening",) * 4
    + ("choosing",) * 3
    + ("person", "person", "not-understood", "silence", "goodbye")
)


def made_up(line: Line, *, turns: int, days: int, until: date, seed: int = 7) -> Iterator[tuple[Count, int]]:
    """So many turns, the contacts and calls around them, each with its units; more lately, fewer on Sundays."""
    chance = random.Random(seed)
    topics = [number for number, place in line.places.items() if isinstance(place, Topic)]
    chance.shuffle(topics)
    wanted = [*accumulate(1 / rank for rank, _ in enumerate(topics, 1))]
    dates = [until - timedelta(days=n) for n in range(days)]
    busy = [*accumulate((1.3 - n / days) * (0.5 if day.weekday() == 6 else 1) for n, day in enumerate(dates))]
    languages = list(line.languages)
    often = [*accumulate(0.5**n for n in range(len(languages)))]
    for _ in range(turns):
        day = chance.choices(dates, cum_weights=busy)[0].isoformat()
        channel = "sms" if chance.random() < 0.7 else "voice"
        lang = chance.choices(languages, cum_weights=often)[0]
        outcome = chance.choice(RARE if chance.random() < 0.01 else OUTCOMES)
        topic = chance.choices(topics, cum_weights=wanted)[0]
        place = topic if outcome in ("topic", "suggest") else line.start if outcome == "menu" else 0
        place = line.person if outcome == "person" else 0 if outcome == "suggest" else place
        yield Count(day, channel, lang, place, outcome), chance.choice((1, 2, 2)) if channel == "sms" else 0
        if chance.random() < 0.2:
            yield Count(day, contacts(channel), lang, 0, "begun"), 0
            if chance.random() < 0.85:
                yield Count(day, contacts(channel), lang, 0, str(min(10, 1 + int(chance.expovariate(0.6))))), 0
            if channel == "voice":
                how = chance.choice(ENDS)
                yield (
                    Count(day, CALLS, lang, topic if how in ("heard", "listening") else line.start, how),
                    chance.choice((1, 2, 3, 5)),
                )


def fill(store: Store, line: Line, *, turns: int, days: int, until: date, seed: int = 7) -> int:
    """Write them into a store as turns do; how many rows of turns there were."""
    written, more = 0, made_up(line, turns=turns, days=days, until=until, seed=seed)
    left = True
    while left:
        with store.transaction(None, "made-up", 0) as t:
            left = False
            for _, (count, units) in zip(range(AT_ONCE), more, strict=False):
                t.count(count, units)
                written += count.channel in ("sms", "voice")
                left = True
    return written


if __name__ == "__main__":
    folder, turns, days = Path(sys.argv[1]), int((sys.argv[2:] or ["20000"])[0]), int((sys.argv[3:] or ["90"])[0])
    with closing(SqliteStore(folder / "hotline.db")) as made:
        fill(made, load_line(SHIPPED), turns=turns, days=days, until=datetime.now(UTC).date())
