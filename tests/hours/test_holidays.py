"""Holidays as operators write them, and the days on which they fall."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hotline.hours import FEDERAL, in_words, is_past, read_holiday
from hotline.hours.calendar import is_holiday
from hotline.model import Hours

YEARS = {  # as the Office of Personnel Management lists them, with the day itself beside the day observed
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
    2028: "01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25",
}


def days_of(year: int, *texts: str) -> list[str]:
    """The days of a year that these words take."""
    holidays = tuple(holiday for text in texts for holiday in read_holiday(text))
    first = date(year, 1, 1)
    every = (first + timedelta(days=day) for day in range(366))
    return [f"{day:%m-%d}" for day in every if day.year == year and is_holiday(day, holidays)]


@pytest.mark.parametrize("year", YEARS)
def test_federal_holidays_fall_where_the_government_says(year: int) -> None:
    assert days_of(year, "federal-holidays") == YEARS[year].split()
    assert days_of(year, *FEDERAL) == YEARS[year].split()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-12-24", ["12-24"]),
        ("2026-12-24 Christmas Eve", ["12-24"]),
        ("2027-12-24", []),
        ("december 24", ["12-24"]),
        ("December  24", ["12-24"]),
        ("february 29", []),
        ("fourth thursday of november", ["11-26"]),
        ("first friday in march", ["03-06"]),
        ("last monday of may", ["05-25"]),
        ("last thursday of december", ["12-31"]),
    ],
)
def test_a_day_in_words(text: str, days: list[str]) -> None:
    assert days_of(2026, text) == days


def test_a_leap_day_comes_every_four_years() -> None:
    assert days_of(2028, "february 29") == ["02-29"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "christmas",
        "2026-2-3",
        "2026-02-30",
        "2026-12-24staff",
        "june 31",
        "fifth friday of may",
        "monday",
        "0000-01-01",
    ],
)
def test_no_holiday_at_all(text: str) -> None:
    assert read_holiday(text) == ()


def test_only_a_day_of_one_year_can_be_past() -> None:
    (once,), (yearly,) = read_holiday("2026-12-24"), read_holiday("december 24")
    assert not is_past(once, date(2026, 12, 24))
    assert is_past(once, date(2026, 12, 25))
    assert not is_past(yearly, date(2999, 12, 25))


def test_hours_are_told_as_they_are_written() -> None:
    holidays = (
        holiday for text in ("2026-12-24 staff day", "december 24", "christmas-day") for holiday in read_holiday(text)
    )
    week = (((480, 720), (780, 1020)), (), (), (), ((0, 1440),), ((1320, 1560),), ())
    assert in_words(Hours("America/New_York", week, (*holidays, *read_holiday("last monday of may")))) == {
        "zone": "America/New_York",
        "monday": "8:00-12:00, 13:00-17:00",
        "friday": "0:00-24:00",
        "saturday": "22:00-2:00",
        "holidays": "2026-12-24, december 24, december 25 (observed), last monday of may",
    }
