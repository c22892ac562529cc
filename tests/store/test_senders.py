"""Texts by country: the code of a number, what is far above the usual, and one warning a day."""

from __future__ import annotations

import pytest
from store_turns import NOW, turn

from hotline.model import DAY
from hotline.store import SENDERS, Store, Unusual, calling_code, count_of_sender, unusual, warn_once

CODES = {
    "+15552368123": "+1",
    "+18765550100": "+1876",
    "+17875550100": "+1",
    "+79161234567": "+7",
    "+442071234567": "+44",
    "+5215512345678": "+52",
    "+3545551234": "+354",
    "+8613812345678": "+86",
    "+85261234567": "+852",
    "+99899123456": "+998",
    "+1234567": "+1",
    "+1242567": "+1242",
}
NONE = ["", "anonymous", "+266696687", "22395", "PharmaCo", "sip:ana@example.org", "15552368123", "+0155523681"]


@pytest.mark.parametrize(("number", "code"), CODES.items())
def test_the_calling_code_of_a_number(number: str, code: str) -> None:
    assert calling_code(number) == code
    count = count_of_sender(number, NOW)
    assert count is not None
    assert (count.channel, count.outcome, count.place, count.lang) == (SENDERS, code, 0, "")


@pytest.mark.parametrize("number", NONE)
def test_what_is_no_number_has_none(number: str) -> None:
    assert calling_code(number) == ""
    assert count_of_sender(number, NOW) is None


def texts(store: Store, number: str, many: int, now: int = NOW) -> None:
    count = count_of_sender(number, now)
    assert count is not None
    with turn(store, None, "SM", now) as t:
        for _ in range(many):
            t.count(count)


def test_a_country_far_above_its_usual_is_found(store: Store) -> None:
    for days in range(1, 11):
        texts(store, "+15552368123", 100, NOW - days * DAY)
        texts(store, "+442071234567", 30, NOW - days * DAY)
    texts(store, "+15552368123", 500)
    texts(store, "+442071234567", 199)
    assert unusual(store, NOW) == []
    texts(store, "+442071234567", 1)
    texts(store, "+3545551234", 300)
    assert unusual(store, NOW) == [Unusual("+354", 300, 0), Unusual("+44", 200, 30)]
    texts(store, "+15552368123", 1)
    assert unusual(store, NOW)[0] == Unusual("+1", 501, 100)


def test_what_is_longer_ago_is_no_usual(store: Store) -> None:
    texts(store, "+442071234567", 5000, NOW - 40 * DAY)
    texts(store, "+442071234567", 200)
    assert unusual(store, NOW) == [Unusual("+44", 200, 0)]


def test_a_country_is_warned_of_once_a_day(store: Store) -> None:
    one = Unusual("+44", 200, 0)
    assert [warn_once(store, one, NOW) for _ in range(3)] == [True, False, False]
    assert warn_once(store, Unusual("+354", 200, 0), NOW)
    assert warn_once(store, one, NOW + DAY)
