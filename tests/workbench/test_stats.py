"""What the counts of a store say of a period: the same for the page, the command and the files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from hotline.model import Prices
from hotline.store import CALLS, Count, MemoryStore, contacts
from hotline.workbench.stats import PERIODS, Asked, Part, Stats, asked, summarise
from hotline.workbench.statsrows import COLUMNS, as_csv, as_text, rows
from tests.driver import Carrier

TODAY = date(2026, 11, 25)  # a Wednesday
DAY = TODAY.isoformat()
PRICES = Prices("USD", text_out=0.01, text_in=0.02, minute=0.05)
WEEK = Asked(7)
Rows = Iterable[tuple[Count, int, int]]  # a count, how often, and the units of each


def told(found: Rows, wanted: Asked = WEEK, prices: Prices | None = PRICES) -> Stats:
    store = MemoryStore()
    with store.transaction(None, "x", 0) as t:
        for count, number, units in found:
            for _ in range(number):
                t.count(count, units)
    return summarise(store, wanted, TODAY, prices)


def topic(number: int = 20, *, day: str = DAY, channel: str = "sms", place: int = 210, units: int = 2) -> tuple:  # type: ignore[type-arg]
    return Count(day, channel, "en", place, "topic"), number, units


def parts(found: Iterable[Part]) -> dict[str, str]:
    return {part.key: str(part.number) for part in found}


def test_a_line_that_has_just_begun_has_empty_numbers() -> None:
    found = told([])
    assert found.empty
    assert len(found.spans) == 7
    assert parts(found.topics) == parts(found.steps) == parts(found.ends) == {}
    assert found.cost is not None
    assert found.cost.total == 0


def test_turns_are_told_by_day_topic_outcome_language_and_channel() -> None:
    miss = Count(DAY, "voice", "es", 0, "miss")
    found = told([topic(), topic(30, place=220), (miss, 15, 0)])
    assert {name: str(number) for name, number in found.sums.items()} == {
        "turns": "65", "answers": "50", "unmet": "15", "segments": "100", "minutes": "0",
        "contacts": "0", "answered": "0", "calls": "0", "ended": "0",
    }  # fmt: skip
    assert parts(found.topics) == {"220": "30", "210": "20"}
    assert parts(found.outcomes) == {"topic": "50", "miss": "15"}
    assert parts(found.languages) == {"en": "50", "es": "15"}
    assert parts(found.channels) == {"sms": "50", "voice": "15"}
    assert str(found.spans[-1].numbers["turns"]) == "65"


def test_one_channel_is_told_by_itself() -> None:
    found = told([topic(), topic(40, channel="voice", units=0)], Asked(7, channel="voice"))
    assert str(found.sums["turns"]) == "40"
    assert str(found.sums["segments"]) == "0"
    assert parts(found.topics) == {"210": "40"}


def test_texts_alone_do_not_give_away_how_few_calls_there_were() -> None:
    both = [topic(200), topic(4, channel="voice", units=0)]
    assert parts(told(both).topics) == {"210": "204"}
    assert parts(told(both, Asked(7, channel="sms")).topics) == {"210": "~200"}
    assert parts(told(both, Asked(7, channel="voice")).topics) == {"210": "<11"}
    assert parts(told(both).channels) == {"sms": "~200", "voice": "<11"}


def test_texts_of_the_outbox_and_reports_are_no_turns() -> None:
    sent = (Count(DAY, "outbox", "en", 210, "sent"), 20, 2)
    found = told([topic(), sent, (Count(DAY, "status", "", 0, "delivered"), 50, 0)])
    assert str(found.sums["turns"]) == "20"
    assert str(found.sums["segments"]) == "80"


def test_steps_tell_how_long_people_look() -> None:
    rows_of = [("begun", 100), ("1", 40), ("2", 30), ("3", 12)]
    found = told([(Count(DAY, contacts("sms"), "en", 0, outcome), number, 0) for outcome, number in rows_of])
    assert parts(found.steps) == {"1": "40", "2": "30", "3": "12", "none": "18"}
    assert found.half == 2
    assert (str(found.sums["contacts"]), str(found.sums["answered"])) == ("100", "82")


def test_where_and_how_calls_end() -> None:
    found = told(
        [topic(), (Count(DAY, CALLS, "en", 100, "choosing"), 20, 1), (Count(DAY, CALLS, "en", 210, "heard"), 30, 3)]
    )
    assert parts(found.ends) == {"heard": "30", "choosing": "20"}
    assert parts(found.last) == {"210": "30", "100": "20"}
    assert str(found.sums["minutes"]) == "110"
    assert told([topic()], Asked(7, channel="sms")).ends == ()


def test_cost_is_reckoned_from_what_is_shown() -> None:
    found = told([topic(100, units=2), (Count(DAY, CALLS, "en", 100, "choosing"), 20, 1)])
    assert found.cost is not None
    assert (found.cost.received, found.cost.sent, found.cost.minutes) == (2.0, 2.0, 1.0)
    assert found.cost.total == 5.0
    assert found.spans[-1].cost == 5.0


def test_where_a_number_is_hidden_so_is_what_it_costs() -> None:
    found = told([topic(5, units=2)])
    assert found.cost is not None
    assert found.cost.received is None
    assert found.cost.total is None
    assert found.spans[-1].cost is None
    assert told([topic()], prices=None).cost is None


@pytest.mark.parametrize(
    ("days", "since"), [(7, "2026-11-19"), (28, "2026-11-02"), (91, "2026-08-31"), (364, "2025-12-01")]
)
def test_a_period_ends_today_and_a_long_one_begins_on_a_monday(days: int, since: str) -> None:
    found = told([topic()], Asked(days, "week"))
    assert (found.since, found.until) == (since, DAY)
    assert days == 7 or date.fromisoformat(since).weekday() == 0
    assert found.spans[-1].since == "2026-11-23"
    assert str(found.spans[-1].numbers["turns"]) == "20"


def test_what_came_before_the_period_is_not_in_it() -> None:
    day = TODAY - timedelta(days=7)
    assert told([topic(day=day.isoformat())]).empty
    assert not told([topic(day=(day + timedelta(days=1)).isoformat())]).empty


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("", "", ""), Asked(28, "day", "")),
        (("91", "", "sms"), Asked(91, "week", "sms")),
        (("364", "day", "voice"), Asked(364, "day", "voice")),
        (("8", "hour", "fax"), Asked(28, "day", "")),
        (("-7", "<b>", "' OR 1"), Asked(28, "day", "")),
    ],
)
def test_what_makes_no_sense_is_left_to_its_default(given: tuple[str, str, str], wanted: Asked) -> None:
    assert asked(*given) == wanted
    assert wanted.days in PERIODS


def test_rows_and_csv_are_the_same_and_give_nothing_away(sink: Carrier) -> None:
    line = sink.served.line
    found = told([topic(40), topic(5, place=220), topic(12, place=999)])
    read = list(csv.DictReader(io.StringIO(as_csv(found, line))))
    assert read == rows(found, line)
    assert tuple(read[0]) == COLUMNS
    topics = [row for row in read if row["table"] == "topics"]
    assert [(row["key"], row["name"], row["number"], row["rounded"]) for row in topics] == [
        ("210", "leak", "40", ""),
        ("999", "999", "10", "yes"),
        ("220", "drip", "<11", ""),
    ]
    only = list(csv.DictReader(io.StringIO(as_csv(found, line, "topics"))))
    assert only == topics


def test_what_is_hidden_is_in_no_order_of_its_own(sink: Carrier) -> None:
    found = told([topic(50), topic(2, place=220), topic(9, place=310), topic(5, place=320)])
    assert list(parts(found.topics)) == ["210", "220", "310", "320"]


def test_the_text_says_what_the_rows_say(sink: Carrier) -> None:
    line = sink.served.line
    text = as_text(told([topic(40), topic(5, place=220)]), line)
    assert "2026-11-19 to 2026-11-25" in text
    assert [row.split() for row in text.splitlines() if "leak" in row or "drip" in row] == [
        ["leak", "~40"],
        ["drip", "<11"],
    ]
    assert "Nobody has texted" in as_text(told([]), line)
