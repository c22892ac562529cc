"""Reads the opening hours of a handoff, and how a language names days and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hotline.hours import FEDERAL, find_zone, read_holiday, zone_names
from hotline.hours.calendar import ALL_FEDERAL, MONTHS, WEEKDAYS, clock
from hotline.hours.door import DAY_MINUTES
from hotline.loader.fields import Fields
from hotline.loader.nodes import Table
from hotline.loader.problem import Mark, Text, did_you_mean, shown
from hotline.loader.written import WrittenCalendar, WrittenHours
from hotline.model import Holiday, Span

DAYS = tuple(f"{one}-{other}" for one in WEEKDAYS for other in WEEKDAYS if one != other) + WEEKDAYS
PHRASES = {"today": ("time",), "tomorrow": ("time",), "day": ("day", "time"), "date": ("month", "date", "time")}
MAY_FILL = frozenset({"time", "day", "month", "date"})

_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2}) ?- ?([0-9]{1,2}):([0-9]{2})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_FILL = re.compile(r"\{([^{}]*)\}")


def read_hours(fields: Fields, table: Table) -> WrittenHours | None:
    """The opening hours in a place's table; nothing where there are none, or none that can be used."""
    node = table.get("hours")
    if node is None:
        return None
    inner = fields.table(node, '"hours"', table.mark)
    if not isinstance(node, Table):
        return None
    before = len(fields.problems)
    fields.known(inner, ("zone", "holidays", *DAYS), "opening hours")
    zone = fields.text(inner, "zone", needed='"hours"')
    if zone is not None and find_zone(zone) is None:
        message = f'"{shown(zone)}" is no time zone; write one like America/New_York'
        fields.wrong(zone.mark, "opening-hours", message + did_you_mean(zone, zone_names()))
    week = _week(fields, inner)
    holidays = [(text, read_holiday(text)) for text in fields.texts(inner, "holidays") or []]
    for text, found in holidays:
        if not found:
            _no_holiday(fields, text)
    if zone is None or len(fields.problems) > before:
        return None
    return WrittenHours(inner.mark, zone, week, [(text, day) for text, found in holidays for day in found])


def _week(fields: Fields, table: Table) -> tuple[tuple[Span, ...], ...]:
    week: list[list[tuple[Span, Text]]] = [[] for _ in WEEKDAYS]
    for name in table.rows:
        if name not in DAYS:
            continue
        text = fields.text(table, name, needed='"hours"')
        for span in _spans(fields, text) if text is not None else ():
            for weekday in _days(name):
                week[weekday].append((span, text or name))
    if not any(week):
        fields.wrong(table.mark, "missing-key", '"hours" has no day; write one like "monday-friday: 8:00-17:00"')
    _overlaps(fields, week)
    return tuple(tuple(sorted(span for span, _ in spans)) for spans in week)


def _days(name: str) -> Iterator[int]:
    """The weekdays of "monday" or of "friday-sunday", which may go round the end of the week."""
    first, _, last = name.partition("-")
    day = WEEKDAYS.index(first)
    yield day
    while last and WEEKDAYS[day] != last:
        day = (day + 1) % 7
        yield day


def _spans(fields: Fields, text: Text) -> Iterator[Span]:
    """The spans of a day. One that ends before it begins runs over midnight."""
    for part in text.split(","):
        match = _SPAN.fullmatch(part.strip())
        numbers = tuple(map(int, match.groups())) if match else (99, 0, 0, 0)
        start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
        if not match or start >= DAY_MINUTES or end > DAY_MINUTES or numbers[1] > 59 or numbers[3] > 59:
            message = (
                f'"{shown(part.strip())}" should be times like 8:00-17:00, from 0:00 to 24:00, commas between them'
            )
            fields.wrong(text.mark, "wrong-value", message)
        elif start == end:
            message = f'"{shown(part.strip())}" opens and closes at once; day and night is 0:00-24:00'
            fields.wrong(text.mark, "opening-hours", message)
        else:
            yield (start, end) if end > start else (start, end + DAY_MINUTES)


def _overlaps(fields: Fields, week: list[list[tuple[Span, Text]]]) -> None:
    """Note hours that say a time twice, also where one day runs into the next."""
    told: set[Text] = set()
    for weekday, spans in enumerate(week):
        earlier = [((s - DAY_MINUTES, e - DAY_MINUTES), text) for (s, e), text in week[weekday - 1]]
        ordered = sorted([*((span, text) for span, text in earlier if span[1] > 0), *spans], key=lambda one: one[0])
        for (before, _), (after, text) in pairwise(ordered):
            if after[0] < before[1] and text not in told:
                told.add(text)
                message = f"the hours of {WEEKDAYS[weekday]} overlap; {clock(after[0])} is open already"
                fields.wrong(text.mark, "opening-hours", message)


def _no_holiday(fields: Fields, text: Text) -> None:
    known = [*FEDERAL, ALL_FEDERAL, *MONTHS]
    fits = did_you_mean(text, known)
    message = f'"{shown(text)}" is no holiday that there is; write 2026-12-24, december 24, fourth thursday of november'
    fields.wrong(text.mark, "opening-hours", f"{message} or a name like christmas-day{fits}")


def read_calendar(fields: Fields, table: Table) -> WrittenCalendar | None:
    """``calendar`` of ``content/<lang>/line.yaml``; nothing where it is not there or cannot be used."""
    node = table.get("calendar")
    if not isinstance(node, Table):
        fields.table(node, '"calendar"', table.mark)
        return None
    before = len(fields.problems)
    fields.known(node, ("days", "months", *PHRASES, "times", "zones"), "a calendar")
    days, months = (_names(fields, node, name, count) for name, count in (("days", 7), ("months", 12)))
    phrases = {name: fields.text(node, name, needed='"calendar"') for name in PHRASES}
    for name, text in phrases.items():
        _filled(fields, text, PHRASES[name])
    times = {
        minute: text for name, text in _rows(fields, node, "times") if (minute := _minute(fields, name)) is not None
    }
    for text in times.values():
        _filled(fields, text, (), allowed=frozenset({"clock"}))
    if 0 not in times and "times" in node.rows:
        fields.wrong(node.mark, "missing-key", '"times" of a calendar should begin at "0:00"')
    zones = dict(_rows(fields, node, "zones"))
    if len(fields.problems) > before:
        return None
    return WrittenCalendar(node.mark, days, months, {n: t for n, t in phrases.items() if t is not None}, times, zones)


def _names(fields: Fields, table: Table, name: str, count: int) -> list[Text]:
    found = fields.texts(table, name)
    if found is None or len(found) != count:
        mark = _mark_of(table, name)
        fields.wrong(
            mark, "missing-key", f'"{name}" of a calendar should have {count} names, and has {len(found or [])}'
        )
    return found or []


def _mark_of(table: Table, name: str) -> Mark:
    return next((key.mark for key in table.rows if key == name), table.mark)


def _rows(fields: Fields, table: Table, name: str) -> Iterator[tuple[Text, Text]]:
    if table.get(name) is None:
        fields.wrong(table.mark, "missing-key", f'"{name}" of a calendar is missing')
    inner = fields.table(table.get(name), f'"{name}"', table.mark)
    for key in inner.rows:
        value = fields.text(inner, key, needed=f'"{name}"')
        if value is not None:
            yield key, value


def _minute(fields: Fields, text: Text) -> int | None:
    match = _TIME.fullmatch(text)
    minute = int(match[1]) * 60 + int(match[2]) if match else DAY_MINUTES
    if match is None or minute >= DAY_MINUTES or int(match[2]) > 59:
        fields.wrong(text.mark, "wrong-value", f'"{shown(text)}" should be a time like 12:00')
        return None
    return minute


def _filled(fields: Fields, text: Text | None, needed: tuple[str, ...], *, allowed: frozenset[str] = MAY_FILL) -> None:
    if text is None:
        return
    found = set(_FILL.findall(text))
    for name in sorted(found - allowed):
        fields.wrong(
            text.mark, "unknown-fill", f'"{{{shown(name)}}}" cannot be filled in here{did_you_mean(name, allowed)}'
        )
    for name in needed:
        if name not in found:
            fields.wrong(text.mark, "unknown-fill", f'"{shown(text)}" lacks {{{name}}}')


def holidays_of(written: WrittenHours) -> tuple[Holiday, ...]:
    """Its holidays, for the model."""
    return tuple(day for _, day in written.holidays)
