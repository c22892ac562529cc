"""The numbers of a period as rows for programs, as CSV, and as plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hotline.model import Line
from hotline.workbench.small import Shown
from hotline.workbench.stats import MEASURES, Part, Stats

COLUMNS = ("table", "from", "to", "key", "name", "number", "rounded")
TABLES = ("totals", "time", "topics", "outcomes", "channels", "languages", "steps", "ends", "last", "cost")
_TITLES = {
    "topics": "Answers by topic",
    "outcomes": "What the line did",
    "channels": "Turns by channel",
    "languages": "Turns by language",
    "steps": "Turns to the first answer",
    "ends": "How calls ended",
    "last": "Where calls ended",
}
_OF_PLACES = ("topics", "last")
_WIDTH = 30


def rows(stats: Stats, line: Line) -> list[dict[str, Any]]:
    """One flat row for each number, in ``COLUMNS``; a hidden one is "<11", an amount of money has two decimals."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in _rows(stats, line)]


def as_csv(stats: Stats, line: Line, table: str = "") -> str:
    """The rows as CSV; those of one table where it is named."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(row for row in _rows(stats, line) if table in ("", row[0]))
    return out.getvalue()


def as_text(stats: Stats, line: Line) -> str:
    """The numbers to read in a terminal."""
    names = {"": "texts and calls", "sms": "texts", "voice": "calls"}
    parts = [f"{stats.since} to {stats.until} (UTC), {names[stats.asked.channel]}"]
    if stats.empty:
        return f"{parts[0]}\n\nNobody has texted or called in this time."
    totals = {**stats.sums, **({"half": Shown(stats.half)} if stats.half else {})}
    parts.append(_aligned((name, str(number)) for name, number in totals.items()))
    parts.append("\n".join(_over_time(stats)))
    for name, title in _TITLES.items():
        found = [(_named(name, part, line), str(part.number)) for part in getattr(stats, name)]
        if found:
            parts.append(f"{title}:\n{_aligned(found)}")
    if stats.cost is not None:
        parts.append(f"Cost in {stats.cost.currency}:\n{_aligned(_costs(stats))}")
    return "\n\n".join([*parts, "<11: 1 to 10, not told. ~: rounded to tens, or what is not told could be worked out."])


def place_name(key: str, line: Line) -> str:
    """The name of a place, by its number; the number where it was taken out of the line."""
    place = line.places.get(int(key))
    return place.id if place else key


def _rows(stats: Stats, line: Line) -> Iterator[tuple[str, ...]]:
    whole = (stats.since, stats.until)
    yield from (("totals", *whole, name, "", *_told(number)) for name, number in stats.sums.items())
    for span in stats.spans:
        for name, number in span.numbers.items():
            yield ("time", span.since, span.until, name, "", *_told(number))
        if stats.cost is not None:
            yield ("time", span.since, span.until, "cost", stats.cost.currency, _money(span.cost), "")
    for name in _TITLES:
        for part in getattr(stats, name):
            known = place_name(part.key, line) if name in _OF_PLACES else ""
            yield (name, *whole, part.key, known, *_told(part.number))
    if stats.cost is not None:
        yield from (("cost", *whole, name, stats.cost.currency, amount, "") for name, amount in _costs(stats))


def _told(number: Shown) -> tuple[str, str]:
    return str(number).lstrip("~"), "yes" if number.about else ""


def _costs(stats: Stats) -> Iterator[tuple[str, str]]:
    cost = stats.cost
    if cost is not None:
        for name in ("received", "sent", "minutes", "total"):
            yield name, _money(getattr(cost, name))


def _money(amount: float | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def _named(table: str, part: Part, line: Line) -> str:
    return place_name(part.key, line) if table in _OF_PLACES else part.key


def _over_time(stats: Stats) -> Iterator[str]:
    heads = [stats.asked.by, *MEASURES, *([stats.cost.currency] if stats.cost else [])]
    yield _columns(heads)
    for span in stats.spans:
        cells = [span.since, *(str(span.numbers[name]) for name in MEASURES)]
        yield _columns([*cells, *([_money(span.cost) or "-"] if stats.cost else [])])


def _columns(cells: Sequence[str]) -> str:
    return f"{cells[0]:<12}{''.join(f'{cell:>10}' for cell in cells[1:])}"


def _aligned(found: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"  {name:<{_WIDTH}} {number or '-':>10}" for name, number in found)
