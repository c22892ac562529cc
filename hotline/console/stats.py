"""The page of numbers: what people ask, where they get lost, what it costs. All of it is links and one form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Blueprint, Response, render_template, request

from hotline.console.frame import Console, said, spoken_language
from hotline.errors import StoreError
from hotline.model import Line
from hotline.store import MOST_STEPS
from hotline.workbench.small import Shown
from hotline.workbench.stats import PERIODS, Asked, Part, Span, Stats, asked, summarise
from hotline.workbench.statsrows import TABLES, as_csv

TOP, FEW = 15, 3  # rows of a table before the others are folded away, and of those with a hidden number
HEIGHT = 100  # of a chart, in its own units
DASH = "\u2013"
SLIVER = 3  # the height of a number that is hidden: the same whatever it is


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: how high it is of ``HEIGHT`` (or how long), and whether its number is hidden."""

    size: float
    hidden: bool


def add(pages: Blueprint, console: Console) -> None:
    """Put the page and its files to download in."""

    @pages.get("/stats")
    def stats() -> str | tuple[str, int]:
        """The numbers of a period."""
        found = _found(console)
        if found is None:
            return render_template("stats.html", stats=None, periods=PERIODS, asked=_asked()), 503
        return render_template("stats.html", stats=found, **_around(console, found))

    @pages.get("/stats.csv")
    def stats_csv() -> Response:
        """The same as CSV: all of it, or one table."""
        found, line = _found(console), _line(console)
        if found is None or line is None:
            return Response(status=503)
        table = request.args.get("table", "")
        text = as_csv(found, line, table if table in TABLES else "")
        name = f"numbers-{found.since}-{found.until}{f'-{table}' if table in TABLES else ''}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text, mimetype="text/csv", headers=headers)


def bars(numbers: Sequence[Shown]) -> list[Bar]:
    """The numbers of a chart as bars, the largest of them as long as there is room."""
    most = max((seen.number or 0 for seen in numbers), default=0) or 1
    return [_bar(seen, most) for seen in numbers]


def _bar(seen: Shown, most: float) -> Bar:
    if seen.number is None:
        return Bar(SLIVER, hidden=True)
    return Bar(round(max(HEIGHT * seen.number / most, 1 if seen.number else 0), 2), hidden=False)


def _asked() -> Asked:
    return asked(request.args.get("days", ""), request.args.get("by", ""), request.args.get("channel", ""))


def _line(console: Console) -> Line | None:
    return console.current.served.line if console.current.served else None


def _found(console: Console) -> Stats | None:
    """The numbers, or nothing where the store or the line is away."""
    line, wanted = _line(console), _asked()
    today = datetime.fromtimestamp(console.clock(), UTC).date()
    try:
        return summarise(console.store, wanted, today, line.prices if line else None)
    except StoreError:
        return None


def _around(console: Console, found: Stats) -> dict[str, object]:
    line = _line(console)
    query = {name: value for name, value in request.args.items() if name in ("days", "by", "channel")}
    return {
        "asked": found.asked,
        "periods": PERIODS,
        "query": query,
        "bars": bars,
        "first": _first,
        "height": HEIGHT,
        "day": _day,
        "span": _span,
        "number": _number,
        "money": _money,
        "peak": _peak,
        "place": lambda part: _place(part, line),
        "language": lambda part: _language(part, line),
        "step_named": lambda part: (_step(part), spoken_language()),
        "outcome_named": lambda part: _worded("outcome", part),
        "end_named": lambda part: _worded("end", part),
        "channel_named": lambda part: _worded("channel", part),
    }


def _day(day: str) -> str:
    """A day as it is written: "Nov 2"."""
    when, t = date.fromisoformat(day), said()
    return t("stats.date", month=t(f"stats.month-{when.month}"), day=when.day)


def _span(span: Span) -> str:
    return _day(span.since) if span.since == span.until else f"{_day(span.since)} {DASH} {_day(span.until)}"


def _number(seen: Shown) -> str:
    """A number as it is read; what is rounded says so to the eye and to a screen reader."""
    if seen.number is None:
        return str(seen)
    return said()("stats.about", number=f"{seen.number:,}") if seen.about else f"{seen.number:,}"


def _money(amount: float | None) -> str:
    return said()("stats.not-told") if amount is None else f"{amount:,.2f}"


def _peak(stats: Stats, name: str) -> Span | None:
    """The day or week with most of something, where there is any."""
    most = max(stats.spans, key=lambda span: span.numbers[name].number or 0, default=None)
    return most if most is not None and most.numbers[name].number else None


def _first(parts: Sequence[Part]) -> int:
    """How many rows of a table are not folded away; of what is hidden a few, and never one row behind a fold."""
    told = sum(not part.number.hidden for part in parts)
    most = min(TOP, told + FEW)
    return most if len(parts) > most + 1 else len(parts)


def _place(part: Part, line: Line | None) -> tuple[str, str]:
    """What a place is called, and in which language; its number where it was taken out of the line."""
    lang = spoken_language()
    number = int(part.key)
    if line is not None and number in line.places:
        code = lang if lang in line.languages else line.default_language
        words = line.languages[code].words.get(number)
        return (words.label, code) if words else (line.places[number].id, code)
    return said()("stats.gone", number=number), lang


def _language(part: Part, line: Line | None) -> tuple[str, str]:
    """A language by its own name, or its code where the line has it no more."""
    known = line.languages.get(part.key) if line is not None else None
    return (known.name, part.key) if known else (part.key or "?", spoken_language())


def _worded(kind: str, part: Part) -> tuple[str, str]:
    """What the console calls a key; a key that it has no word for stands for itself."""
    name, known = f"stats.{kind}-{part.key}", said().sentences
    return known.get(name, part.key), spoken_language()


def _step(part: Part) -> str:
    if part.key == "none":
        return said()("stats.step-none")
    return said()("stats.step-more" if part.key == str(MOST_STEPS) else "stats.step", number=part.key)
