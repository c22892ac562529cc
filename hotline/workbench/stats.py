"""What a line's counts say of a period: turns, answers, where people get lost, what it costs.

Rule 1: it is made of counts alone (a day, a channel, a language, a place, an outcome), as ``hotline.store.counted``
writes them. Nobody can be found in them, and small numbers are hidden (``hotline.workbench.small``).
Rule 2: a period ends today. Longer ones than a week begin on a Monday, so that weeks are whole.
Rule 3: what costs money is reckoned from numbers as they are shown. Where one of them is hidden, so is the cost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from hotline.model import ANSWERS, Prices
from hotline.store import BEGUN, CALLS, MOST_STEPS, Count, Store, contacts
from hotline.workbench.small import FEWEST, NOTHING, Shown, shown, shown_days, shown_one

PERIODS = (7, 28, 91, 364)  # days; others would let a day be worked out from the difference of two periods
CHANNELS = ("sms", "voice")
OUTBOX = "outbox"  # the channel under which texts after calls are counted
UNMET = ("miss", "suggest")
By = Literal["day", "week"]
MEASURES = ("turns", "answers", "unmet", "segments", "minutes")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: so many days up to today, by day or week, of one channel or, for "", of all."""

    days: int = 28
    by: By = "day"
    channel: str = ""

    def since(self, today: date) -> date:
        """The first day."""
        if self.days == PERIODS[0]:
            return today - timedelta(days=self.days - 1)
        return _monday(today) - timedelta(days=self.days - 7)


def asked(days: str, by: str, channel: str) -> Asked:
    """What somebody wants to see, out of what an address says; what makes no sense is left to its default."""
    known = {str(period): period for period in PERIODS}
    period = known.get(days, 28)
    spans: Mapping[str, By] = {"day": "day", "week": "week"}
    return Asked(period, spans.get(by, "day" if period <= 28 else "week"), channel if channel in CHANNELS else "")


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a table: a key (a number of a place, an outcome, ...) and how often."""

    key: str
    number: Shown


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or the days of a week that are in the period. ``numbers`` are by measure (``MEASURES``)."""

    since: str
    until: str
    numbers: Mapping[str, Shown]
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What the carrier takes, in ``currency``; of a part that is hidden it is not known."""

    currency: str
    received: float | None
    sent: float | None
    minutes: float | None

    @property
    def total(self) -> float | None:
        """All of it."""
        parts = (self.received, self.sent, self.minutes)
        return None if None in parts else sum(part or 0 for part in parts)


@dataclass(frozen=True, slots=True)
class Stats:
    """What a period was like. Tables are sorted by how often, those of steps and spans in their own order.

    sums      of each measure, and ``contacts``, ``answered``, ``calls`` (begun) and ``ended`` (the carrier told of)
    steps     the turn with which a contact had its first answer: "1" to "10", that and more; "none"
    ends      how calls ended, ``last`` where; keys as ``hotline.store.counted`` has them
    half      the turn by which half of those who had an answer had it; 0 where too few had one
    """

    asked: Asked
    since: str
    until: str
    sums: Mapping[str, Shown]
    spans: tuple[Span, ...]
    topics: tuple[Part, ...]
    outcomes: tuple[Part, ...]
    channels: tuple[Part, ...]
    languages: tuple[Part, ...]
    steps: tuple[Part, ...]
    ends: tuple[Part, ...]
    last: tuple[Part, ...]
    half: int
    cost: Cost | None

    @property
    def empty(self) -> bool:
        """Nobody texted or called in this time."""
        return not (self.sums["turns"].hidden or self.sums["turns"].number)


@dataclass(slots=True)
class _Sums:
    """Counts added up: by what is asked, by channel, then by key."""

    found: defaultdict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add_day(self, count: Count, number: int, units: int) -> None:
        """Add what has a day, a channel and an outcome."""
        if count.channel in CHANNELS:
            self._turn(count, number, units)
        elif count.channel == CALLS:
            self.found["minutes", "voice"][count.day] += units
            self.found["ends", "voice"][count.outcome] += number
        elif count.channel == OUTBOX:
            self.found["segments", "sms"][count.day] += units
        else:
            for channel in CHANNELS:
                if count.channel == contacts(channel):
                    self.found["contacts", channel][count.outcome] += number

    def _turn(self, count: Count, number: int, units: int) -> None:
        found, channel = self.found, count.channel
        found["turns", channel][count.day] += number
        found["outcomes", channel][count.outcome] += number
        if units:
            found["segments", channel][count.day] += units
        if count.outcome in ANSWERS:
            found["answers", channel][count.day] += number
        elif count.outcome in UNMET:
            found["unmet", channel][count.day] += number

    def add_place(self, count: Count, number: int) -> None:
        """Add what has a channel, a place and an outcome."""
        place = str(count.place)
        if count.channel in CHANNELS and count.outcome in ANSWERS and count.place:
            self.found["topics", count.channel][place] += number
        elif count.channel == CALLS and count.place:
            self.found["last", "voice"][place] += number

    def add_language(self, count: Count, number: int) -> None:
        """Add what has a channel and a language."""
        if count.channel in CHANNELS:
            self.found["languages", count.channel][count.lang] += number

    def of(self, name: str, channel: str) -> tuple[Counter[str], Counter[str]]:
        """The numbers of a channel, and those of the other one; of all, and nothing beside them."""
        if channel:
            (other,) = (each for each in CHANNELS if each != channel)
            return self.found[name, channel], self.found[name, other]
        return self.found[name, "sms"] + self.found[name, "voice"], Counter()


def summarise(store: Store, asked: Asked, today: date, prices: Prices | None) -> Stats:
    """What the counts of a store say up to ``today``, a day in UTC; a ``StoreError`` where it is away."""
    since, until = asked.since(today), today
    first, last = since.isoformat(), until.isoformat()
    sums = _Sums()
    for count, number, units in store.tallies(first, ("day", "channel", "outcome")):
        sums.add_day(count, number, units)
    for count, number, _ in store.tallies(first, ("channel", "place", "outcome")):
        sums.add_place(count, number)
    for count, number, _ in store.tallies(first, ("channel", "lang")):
        sums.add_language(count, number)
    step_numbers, step_others = (_steps(found) for found in sums.of("contacts", asked.channel))
    return Stats(
        asked,
        first,
        last,
        _totals(sums, asked.channel),
        tuple(_spans(sums, asked, since, until, prices)),
        _parts(sums, "topics", asked.channel),
        _parts(sums, "outcomes", asked.channel),
        _by_channel(sums),
        _parts(sums, "languages", asked.channel),
        _table(step_numbers, step_others),
        () if asked.channel == "sms" else _parts(sums, "ends", ""),
        () if asked.channel == "sms" else _parts(sums, "last", ""),
        _half(step_numbers),
        _cost(sums, asked.channel, prices),
    )


def _totals(sums: _Sums, channel: str) -> dict[str, Shown]:
    found = {name: shown_one(*(each.total() for each in sums.of(name, channel))) for name in MEASURES}
    begun, others = sums.of("contacts", channel)
    found["contacts"] = shown_one(begun[BEGUN], others[BEGUN])
    found["answered"] = shown_one(begun.total() - begun[BEGUN], others.total() - others[BEGUN])
    voice = channel != "sms"
    found["calls"] = shown_one(sums.found["contacts", "voice"][BEGUN]) if voice else NOTHING
    found["ended"] = shown_one(sums.found["ends", "voice"].total()) if voice else NOTHING
    return found


def _spans(sums: _Sums, asked: Asked, since: date, until: date, prices: Prices | None) -> Iterable[Span]:
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    weeks = {day.isoformat(): _monday(day).isoformat() for day in days}
    columns = {name: _column(sums, name, asked.channel, weeks, asked.by) for name in MEASURES}
    received = _column(sums, "turns", "sms", weeks, asked.by) if asked.channel != "voice" else {}
    keys = weeks if asked.by == "day" else dict.fromkeys(weeks.values())
    for key in keys:
        its = [day for day in weeks if key == (day if asked.by == "day" else weeks[day])]
        numbers = {name: column[key] for name, column in columns.items()}
        cost = _priced(received.get(key, NOTHING), numbers["segments"], numbers["minutes"], prices)
        yield Span(its[0], its[-1], numbers, cost.total if cost else None)


def _column(sums: _Sums, name: str, channel: str, weeks: Mapping[str, str], by: By) -> dict[str, Shown]:
    by_day, by_week = shown_days(*sums.of(name, channel), weeks)
    return by_day if by == "day" else by_week


def _parts(sums: _Sums, name: str, channel: str) -> tuple[Part, ...]:
    mine, others = sums.of(name, channel)
    order = sorted(mine, key=lambda key: (-max(mine[key], FEWEST - 1), int(key) if key.isdigit() else 0, key))
    return _table({key: mine[key] for key in order}, others)


def _table(numbers: Mapping[str, int], others: Mapping[str, int]) -> tuple[Part, ...]:
    found = shown(list(numbers.values()), [others.get(key, 0) for key in numbers])
    rows = [Part(key, number) for key, number in zip(numbers, found, strict=True)]
    return tuple(row for row in rows if row.number != NOTHING)


def _by_channel(sums: _Sums) -> tuple[Part, ...]:
    return _table({channel: sums.found["turns", channel].total() for channel in CHANNELS}, {})


def _steps(found: Mapping[str, int]) -> dict[str, int]:
    steps = {str(n): found.get(str(n), 0) for n in range(1, MOST_STEPS + 1)}
    return {**steps, "none": max(0, found.get(BEGUN, 0) - sum(steps.values()))}


def _half(steps: Mapping[str, int]) -> int:
    answered = [(int(step), number) for step, number in steps.items() if step != "none"]
    total, so_far = sum(number for _, number in answered), 0
    if shown_one(total).hidden or not total:
        return 0
    for step, number in answered:
        so_far += number
        if 2 * so_far >= total:
            return step
    return 0


def _cost(sums: _Sums, channel: str, prices: Prices | None) -> Cost | None:
    totals = _totals(sums, channel)
    turns = NOTHING if channel == "voice" else _totals(sums, "sms")["turns"]
    return _priced(turns, totals["segments"], totals["minutes"], prices)


def _priced(received: Shown, segments: Shown, minutes: Shown, prices: Prices | None) -> Cost | None:
    if prices is None:
        return None
    priced = ((received, prices.text_in), (segments, prices.text_out), (minutes, prices.minute))
    parts = [None if seen.number is None else seen.number * price for seen, price in priced]
    return Cost(prices.currency, *parts)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
