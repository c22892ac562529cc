"""Holidays: how an operator writes them, and on which days they fall.

    christmas-day                   one of the federal holidays of the United States, by name
    federal-holidays                all eleven of them
    2026-12-24 staff day            one day; what follows the date is a note
    december 24                     a day of every year
    fourth thursday of november     one of every year

Source of the federal ones: 5 U.S.C. 6103. Where 4 July is a Saturday, Friday is observed, and Monday where it is a
Sunday; the day itself counts too, for it is a holiday to those who open on weekends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from hotline.model import Holiday, Hours

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
ALL_FEDERAL = "federal-holidays"
FEDERAL: dict[str, Holiday] = {
    "new-years-day": Holiday(1, 1, observed=True),
    "martin-luther-king-day": Holiday(1, nth=3, weekday=0),
    "presidents-day": Holiday(2, nth=3, weekday=0),
    "memorial-day": Holiday(5, nth=-1, weekday=0),
    "juneteenth": Holiday(6, 19, observed=True),
    "independence-day": Holiday(7, 4, observed=True),
    "labor-day": Holiday(9, nth=1, weekday=0),
    "columbus-day": Holiday(10, nth=2, weekday=0),
    "veterans-day": Holiday(11, 11, observed=True),
    "thanksgiving-day": Holiday(11, nth=4, weekday=3),
    "christmas-day": Holiday(12, 25, observed=True),
}

_ONCE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:\s.*)?")
_YEARLY = re.compile(rf"({'|'.join(MONTHS)}) ([0-9]{{1,2}})")
_NTH = re.compile(rf"({'|'.join(NTH)}) ({'|'.join(WEEKDAYS)}) (?:of|in) ({'|'.join(MONTHS)})")
_LEAP = 2028  # a year that has every day that there is


def read_holiday(text: str) -> tuple[Holiday, ...]:
    """The holidays that an operator's words name; none where they name none, or a day that there is not."""
    text = " ".join(text.lower().split())
    if text == ALL_FEDERAL:
        return tuple(FEDERAL.values())
    if text in FEDERAL:
        return (FEDERAL[text],)
    if match := _NTH.fullmatch(text):
        nth, weekday, month = match.groups()
        return (Holiday(MONTHS.index(month) + 1, nth=NTH[nth], weekday=WEEKDAYS.index(weekday)),)
    if match := _YEARLY.fullmatch(text):
        return _real(_LEAP, Holiday(MONTHS.index(match[1]) + 1, int(match[2])))
    if match := _ONCE.fullmatch(text):
        year, month, day = map(int, match.groups())
        return _real(year, Holiday(month, day, year))
    return ()


def is_past(holiday: Holiday, today: date) -> bool:
    """It was once, and will not come again."""
    return bool(holiday.year) and date(holiday.year, holiday.month, holiday.day) < today


def is_holiday(day: date, holidays: tuple[Holiday, ...]) -> bool:
    """The day is one of these holidays, or observed as one."""
    return any(day in _days(holiday, year) for holiday in holidays for year in (day.year, day.year + 1))


def in_words(hours: Hours) -> dict[str, str]:
    """Opening hours as an operator writes them, day by day: what a reader compares."""
    spans = {
        name: ", ".join(f"{clock(start)}-{clock(end) if end != 24 * 60 else '24:00'}" for start, end in day)
        for name, day in zip(WEEKDAYS, hours.week, strict=True)
    }
    days = ", ".join(map(_holiday_in_words, hours.holidays))
    return {"zone": hours.zone, **{name: text for name, text in spans.items() if text}, "holidays": days}


def clock(minute: int) -> str:
    """A time as an operator writes it: 8:05."""
    return f"{minute // 60 % 24}:{minute % 60:02}"


def _holiday_in_words(holiday: Holiday) -> str:
    month = MONTHS[holiday.month - 1]
    if holiday.year:
        return f"{holiday.year}-{holiday.month:02}-{holiday.day:02}"
    if not holiday.nth:
        return f"{month} {holiday.day}{' (observed)' if holiday.observed else ''}"
    nth = next(name for name, number in NTH.items() if number == holiday.nth)
    return f"{nth} {WEEKDAYS[holiday.weekday]} of {month}"


def _real(year: int, holiday: Holiday) -> tuple[Holiday, ...]:
    try:
        date(year, holiday.month, holiday.day)
    except ValueError:
        return ()
    return (holiday,)


def _days(holiday: Holiday, year: int) -> Iterator[date]:
    """The days that it takes in a year. That of 1 January may be observed in the year before."""
    if holiday.year not in (0, year):
        return
    if holiday.nth:
        yield _nth(year, holiday)
        return
    try:
        day = date(year, holiday.month, holiday.day)
    except ValueError:  # 29 February in most years
        return
    yield day
    if holiday.observed and day.weekday() >= 5:
        yield day + timedelta(days=1 if day.weekday() == 6 else -1)


def _nth(year: int, holiday: Holiday) -> date:
    if holiday.nth < 0:
        after = date(year + holiday.month // 12, holiday.month % 12 + 1, 1)
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - holiday.weekday) % 7)
    first = date(year, holiday.month, 1)
    return first + timedelta(days=(holiday.weekday - first.weekday()) % 7 + 7 * (holiday.nth - 1))
