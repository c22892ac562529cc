"""Open or closed, and until when: against a reference that is slow and plain, and at the edges by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.hours import Clock, find_zone, read_holiday, zone_names
from hotline.model import Hours, Opens, Span

NEW_YORK = ZoneInfo("America/New_York")
CHANGES = {  # zones, and moments at which their clocks change
    "America/New_York": ["2026-03-08 07:00", "2026-11-01 06:00"],
    "America/Havana": ["2026-03-08 05:00", "2026-11-01 05:00"],  # at midnight
    "Australia/Lord_Howe": ["2026-04-04 15:00", "2026-10-03 15:30"],  # by half an hour
    "Pacific/Apia": ["2011-12-30 10:00"],  # by a day
    "Europe/London": ["2026-03-29 01:00", "2026-10-25 01:00"],
    "Asia/Kathmandu": ["2026-01-01 00:00"],  # never
}
DAY = 24 * 60
SPANS = st.lists(st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)), max_size=3)


def moment(text: str) -> int:
    """Seconds since 1970 of a time in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def at(text: str, fold: int = 0) -> int:
    """Seconds since 1970 of a time in New York."""
    return int(datetime.fromisoformat(text).replace(tzinfo=NEW_YORK, fold=fold).timestamp())


def weekdays(*spans: Span) -> tuple[tuple[Span, ...], ...]:
    return (spans,) * 5 + ((), ())


def is_open_slowly(hours: Hours, now: int) -> bool:
    """The reference: each day's hours, held against the clock on the wall."""
    wall = datetime.fromtimestamp(now, ZoneInfo(hours.zone)).replace(tzinfo=None)
    for back in (0, 1, 2):
        midnight = datetime(wall.year, wall.month, wall.day) - timedelta(days=back)
        closed = any((h.year, h.month, h.day) == (midnight.year, midnight.month, midnight.day) for h in hours.holidays)
        for start, end in () if closed else hours.week[midnight.weekday()]:
            if midnight + timedelta(minutes=start) <= wall < midnight + timedelta(minutes=end):
                return True
    return False


def opens_slowly(hours: Hours, now: int) -> int | None:
    """The reference: minute after minute, for nine days."""
    first = now // 60 * 60 + 60
    return next((minute for minute in range(first, first + 9 * DAY * 60, 60) if is_open_slowly(hours, minute)), None)


@st.composite
def openings(draw: st.DrawFn) -> tuple[Hours, int]:
    """Any hours, and any moment within three days of a change of the clocks."""
    zone = draw(st.sampled_from(sorted(CHANGES)))
    change = moment(draw(st.sampled_from(CHANGES[zone])))
    now = change + draw(st.integers(-3 * DAY, 3 * DAY)) * 60 + draw(st.integers(0, 59))
    week = tuple(tuple(sorted((s, s + length) for s, length in draw(SPANS))) for _ in range(7))
    near = datetime.fromtimestamp(change, UTC).date() + timedelta(days=draw(st.integers(-1, 1)))
    return Hours(zone, week, read_holiday(near.isoformat()) if draw(st.booleans()) else ()), now


@settings(max_examples=200)
@given(openings())
def test_open_is_what_stands_on_the_door(opening: tuple[Hours, int]) -> None:
    hours, now = opening
    for minutes in range(-90, 91, 7):
        assert Clock(hours).is_open(now + minutes * 60) == is_open_slowly(hours, now + minutes * 60)


@pytest.mark.proof
@settings(max_examples=200)
@given(openings())
def test_it_opens_at_the_first_open_minute(opening: tuple[Hours, int]) -> None:
    hours, now = opening
    if is_open_slowly(hours, now):
        assert Clock(hours).door(190, now).open
        return
    wanted, found = opens_slowly(hours, now), Clock(hours).opens_next(now)
    assert found == wanted or (wanted is None and (found is None or found > now + 9 * DAY * 60))


OFFICE = Hours("America/New_York", weekdays((8 * 60, 12 * 60), (13 * 60, 17 * 60)))


@pytest.mark.parametrize(
    ("time", "is_open"),
    [
        ("2026-11-23 07:59", False),
        ("2026-11-23 08:00", True),
        ("2026-11-23 11:59", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 13:00", True),
        ("2026-11-23 16:59", True),
        ("2026-11-23 17:00", False),
        ("2026-11-28 10:00", False),
    ],
)
def test_a_door_opens_on_the_minute_and_closes_on_the_minute(time: str, is_open: bool) -> None:
    assert Clock(OFFICE).is_open(at(time)) == is_open
    assert Clock(OFFICE).is_open(at(time) + 59) == is_open


def test_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    saturday = Hours("America/New_York", ((), (), (), (), (), ((22 * 60, 26 * 60),), ()))
    clock = Clock(saturday)
    assert [clock.is_open(at(f"2026-11-{t}")) for t in ("28 21:59", "28 22:00", "29 01:59", "29 02:00")] == [
        *(False, True, True, False),
    ]
    christmas = Hours(saturday.zone, saturday.week, read_holiday("2026-11-29"))
    assert Clock(christmas).is_open(at("2026-11-29 01:00"))  # it began the day before
    closed = Hours(saturday.zone, saturday.week, read_holiday("2026-11-28"))
    assert not Clock(closed).is_open(at("2026-11-29 01:00"))


def test_the_hour_that_comes_twice_is_open_twice() -> None:
    night = Clock(Hours("America/New_York", ((),) * 6 + (((60, 90),),)))
    assert night.is_open(at("2026-11-01 01:15", fold=0))
    assert not night.is_open(at("2026-11-01 01:45", fold=0))
    assert night.opens_next(at("2026-11-01 01:45", fold=0)) == at("2026-11-01 01:00", fold=1)
    assert night.is_open(at("2026-11-01 01:15", fold=1))


def test_an_hour_that_is_skipped_is_never_open() -> None:
    skipped = Clock(Hours("America/New_York", ((),) * 6 + (((2 * 60, 3 * 60),),)))
    before = at("2026-03-08 01:59")
    assert not skipped.is_open(before + 60)  # it is 3:00 now
    assert skipped.opens_next(before) == at("2026-03-15 02:00")
    into = Clock(Hours("America/New_York", ((),) * 6 + (((2 * 60 + 30, 4 * 60),),)))
    assert into.opens_next(before) == at("2026-03-08 03:00")


@pytest.mark.parametrize(
    ("time", "opens"),
    [
        ("2026-11-23 07:00", Opens(190, 0, 0, 11, 23, 480)),
        ("2026-11-23 12:30", Opens(190, 0, 0, 11, 23, 780)),
        ("2026-11-23 17:00", Opens(190, 1, 1, 11, 24, 480)),
        ("2026-11-27 17:00", Opens(190, 3, 0, 11, 30, 480)),
        ("2026-12-31 18:00", Opens(190, 1, 4, 1, 1, 480)),
        ("2026-03-07 12:00", Opens(190, 2, 0, 3, 9, 480)),  # over a night of 23 hours
    ],
)
def test_when_it_opens_by_its_own_clock_and_calendar(time: str, opens: Opens) -> None:
    assert Clock(OFFICE).door(190, at(time)).opens == opens


def test_who_is_closed_for_over_a_year_does_not_say_when() -> None:
    never = Clock(Hours("America/New_York", ((),) * 7))
    assert not never.door(190, at("2026-11-23 07:00")).open
    assert never.door(190, at("2026-11-23 07:00")).opens is None


@pytest.mark.parametrize(
    "name", ["", "Eastern", "America", "America/Indiana", "/etc/localtime", "../UTC", "a" * 99, "A/\0"]
)
def test_no_time_zone(name: str) -> None:
    assert find_zone(name) is None


def test_time_zones_are_at_hand() -> None:
    names = zone_names()
    assert {"America/New_York", "America/Puerto_Rico", "Pacific/Honolulu", "UTC"} <= set(names)
