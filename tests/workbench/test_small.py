"""What is hidden stays hidden: by itself, in its table, between days and weeks, between texts and calls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.workbench.small import Shown, shown, shown_days, shown_number, shown_one

NUMBERS = st.lists(st.integers(0, 60), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0"), (1, "<11"), (10, "<11"), (11, "11"), (12, "12"), (1234567, "1234567")]
)
def test_a_number_by_itself(number: int, told: str) -> None:
    assert shown_number(number) == told


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([40, 25, 11], ["40", "25", "11"]),  # nothing is hidden
        ([40, 25, 3], ["40", "~30", "<11"]),  # one is hidden and would follow: the smallest other is rounded
        ([40, 9, 6], ["40", "<11", "<11"]),  # two are hidden, 15 together: neither follows
        ([40, 2, 1], ["~40", "<11", "<11"]),  # two are hidden, 3 together: it is 2 and 1
        ([40, 0, 3], ["~40", "0", "<11"]),  # nothing is nothing, and no rounding changes that
        ([3, 4], ["<11", "<11"]),
        ([7], ["<11"]),
        ([0, 0], ["0", "0"]),
        ([], []),
    ],
)
def test_a_table(numbers: list[int], told: list[str]) -> None:
    assert [str(number) for number in shown(numbers)] == told


def test_beside_a_hidden_number_of_calls_that_of_texts_is_rounded() -> None:
    assert str(shown_one(204)) == "204"
    assert str(shown_one(198, 6)) == "~200"
    assert str(shown_one(6, 198)) == "<11"
    assert str(shown_one(198, 0)) == "198"
    assert str(shown_one(198, 11)) == "198"


@given(NUMBERS)
def test_no_hidden_number_follows_from_the_total(numbers: list[int]) -> None:
    found = shown(numbers)
    assert all(seen.hidden == (0 < number < 11) for number, seen in zip(numbers, found, strict=True))
    hidden = [number for number, seen in zip(numbers, found, strict=True) if seen.hidden]
    told = [seen for seen in found if seen.number]
    if hidden and told and (len(hidden) == 1 or sum(hidden) < 11):
        assert any(seen.about for seen in told)
    assert all(abs((seen.number or 0) - number) <= 5 for number, seen in zip(numbers, found, strict=True) if seen.about)


MONDAY = date(2026, 11, 2)
DAYS = {(MONDAY + timedelta(days=n)).isoformat(): (MONDAY + timedelta(days=n - n % 7)).isoformat() for n in range(28)}


def test_a_small_day_does_not_follow_from_its_week() -> None:
    days = dict(zip(DAYS, [20, 30, 5, 40, 50, 60, 70] + [20] * 21, strict=True))
    by_day, by_week = shown_days(days, {}, DAYS)
    assert [str(seen) for seen in by_day.values()][:7] == ["~20", "30", "<11", "40", "50", "60", "70"]
    assert [str(seen) for seen in by_week.values()] == ["275", "140", "140", "140"]


def test_a_small_week_does_not_follow_from_the_days_of_the_others() -> None:
    days = dict(zip(DAYS, [1, 0, 2, 0, 0, 0, 0] + [20] * 7 + [30] * 14, strict=True))
    by_day, by_week = shown_days(days, {}, DAYS)
    assert [str(seen) for seen in by_week.values()] == ["<11", "~140", "210", "210"]
    assert any(seen.about for seen in list(by_day.values())[7:14])
    assert not any(seen.about for seen in list(by_day.values())[14:])


@given(st.lists(st.integers(0, 40), min_size=28, max_size=28))
def test_days_and_weeks_never_tell_a_hidden_number_exactly(numbers: list[int]) -> None:
    days = dict(zip(DAYS, numbers, strict=True))
    by_day, by_week = shown_days(days, {}, DAYS)
    for week, seen in by_week.items():
        its = [by_day[day] for day in DAYS if DAYS[day] == week]
        few = [days[day] for day in DAYS if DAYS[day] == week and by_day[day].hidden]
        exact = not seen.hidden and not seen.about and not any(day.about for day in its)
        assert not (exact and (len(few) == 1 or 0 < sum(few) < 11)) or not any(day.number for day in its)


def test_what_is_told_is_the_same_whoever_asks() -> None:
    assert shown([40, 25, 3]) == shown([40, 25, 3])
    assert Shown(None) == shown_one(7)
