"""Texts that callers asked for: how many wait and how long, which did not arrive, and what to do about it.

Numbers under 11 are not told, and no row by itself: a topic and a minute might point at somebody.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Blueprint

from hotline.console.desk.around import Answer, Desk
from hotline.errors import StoreError
from hotline.outbox import CHANNEL, STATUS, shown_number
from hotline.store import Count

log = logging.getLogger("hotline")

DAYS = 14
MOST = 1000  # rows whose age is looked at
AGES = (60, 5 * 60, 30 * 60)  # seconds: up to a minute, five, thirty; a text is given up then
FAR = 2**40  # beyond every time at which a row may be due
WELL = frozenset({"sent", "delivered"})
_KINDS = (  # what is counted, and the name of what to do about it
    (re.compile(r"opted-out|(?:failed|undelivered)-21610"), "opted-out"),
    (re.compile(r"landline|invalid|(?:failed|undelivered)-(?:21211|21614|30005|30006)"), "landline"),
    (re.compile(r"withheld"), "withheld"),
    (re.compile(r"place-gone"), "place-gone"),
    (re.compile(r"gave-up"), "gave-up"),
    (re.compile(r"(?:failed|undelivered)-(?:30007|30034)"), "filtered"),
    (re.compile(r"(?:failed|undelivered)-(?:30003|30004)"), "unreachable"),
    (re.compile(r"refused-http-4\d\d|refused-20003"), "account"),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """How often texts ended in one way, as it may be shown: on each day, the latest first, and in all."""

    name: str
    advice: str
    days: tuple[str, ...]
    total: str


def add(pages: Blueprint, desk: Desk) -> None:
    """The page ``/console/desk/outbox``."""

    @pages.get("/desk/outbox")
    def desk_outbox() -> Answer:
        now = int(desk.console.clock())
        days = [(datetime.fromtimestamp(now, UTC) - timedelta(days=n)).date().isoformat() for n in range(DAYS)]
        try:
            store = desk.console.store
            waiting, oldest = store.waiting()
            ages = _ages(now - row.made for row in store.outgoing(FAR, MOST))
            counts = list(store.counts(days[-1]))
        except StoreError:
            log.warning("the store does not answer: the desk cannot show the outbox")
            return desk.page("desk_outbox.html", down=True)
        well = sum(number for count, number in counts if count.channel == CHANNEL and count.outcome in WELL)
        return desk.page(
            "desk_outbox.html",
            waiting=waiting,
            oldest=(now - oldest) // 60 if waiting else 0,
            ages=ages,
            well=shown_number(well),
            days=days,
            failures=failures(counts, days),
        )


def _ages(seconds: Iterable[int]) -> tuple[int, ...]:
    """How many rows are up to a minute old, up to five, up to thirty, and older."""
    found = Counter(next((at for at, limit in enumerate(AGES) if age <= limit), len(AGES)) for age in seconds)
    return tuple(found[at] for at in range(len(AGES) + 1))


def failures(counts: Iterable[tuple[Count, int]], days: list[str]) -> list[Failure]:
    """What did not go well, the most frequent first."""
    found: dict[str, Counter[str]] = {}
    for count, number in counts:
        if count.channel in (CHANNEL, STATUS) and count.outcome not in WELL:
            found.setdefault(count.outcome, Counter())[count.day] += number
    rows = sorted(found.items(), key=lambda row: (-row[1].total(), row[0]))
    return [
        Failure(name, advice(name), tuple(shown_number(by_day[day]) for day in days), shown_number(by_day.total()))
        for name, by_day in rows
    ]


def advice(outcome: str) -> str:
    """The name of what to do about it."""
    return next((name for pattern, name in _KINDS if pattern.fullmatch(outcome)), "other")
