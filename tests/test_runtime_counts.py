"""What is counted of texts and calls: segments, turns to an answer, how calls end. Nobody can be found in it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from hotline.channels.sms import count as segments_of
from hotline.errors import StoreError
from hotline.model import DAY
from hotline.store import CALLS, FIELDS, SqliteStore, contacts
from tests.driver import LINES, Call, Carrier


def tallies(carrier: Carrier, channel: str) -> dict[tuple[str, int, str], tuple[int, int]]:
    """The counts of a channel by language, place and outcome: their number and units."""
    found = carrier.app.extensions["hotline"]["store"].tallies("", FIELDS)
    return {(c.lang, c.place, c.outcome): (number, units) for c, number, units in found if c.channel == channel}


def steps(carrier: Carrier, channel: str) -> dict[str, int]:
    """The contacts of a channel: how many began, and after how many turns they had an answer."""
    found: Counter[str] = Counter()
    for count, number in carrier.app.extensions["hotline"]["store"].counts(""):
        found[count.outcome] += number if count.channel == contacts(channel) else 0
    return {outcome: number for outcome, number in found.items() if number}


def is_over(call: Call, seconds: str = "61", **more: str) -> None:
    form = {"CallSid": call.sid, "From": call.number, "CallStatus": "completed", "CallDuration": seconds, **more}
    assert call.carrier.post("/voice/status", form).status_code == 204


def ends(carrier: Carrier) -> dict[tuple[str, int, str], tuple[int, int]]:
    return tallies(carrier, CALLS)


# segments


def test_the_segments_of_an_answer_are_counted_with_it(sink: Carrier) -> None:
    ana = sink.texter()
    sent = [segments_of(ana.sends(body).text).segments for body in ("hi", "leak", "more", "fuga")]
    found = tallies(sink, "sms").values()
    assert sum(number for number, _ in found) == 4
    assert sum(units for _, units in found) == sum(sent) > 4


def test_silence_after_stop_costs_nothing(sink: Carrier) -> None:
    ana = sink.texter().sends("STOP")
    before = sum(units for _, units in tallies(sink, "sms").values())
    ana.sends("hi").gets_nothing()
    assert sum(units for _, units in tallies(sink, "sms").values()) == before


def test_the_same_message_again_costs_nothing_more(sink: Carrier) -> None:
    ana = sink.texter().sends("leak", MessageSid="SM-one")
    before = tallies(sink, "sms"), steps(sink, "sms")
    ana.sends("leak", MessageSid="SM-one")
    assert (tallies(sink, "sms"), steps(sink, "sms")) == before


def test_segments_that_cannot_be_counted_keep_nobody_from_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["hotline.channels.sms.render"], "count", lambda text: 1 / 0)
    line = shutil.copytree(LINES / "kitchen-sink", tmp_path / "line")  # whose segments no test before had counted
    carrier = Carrier(Path(line), tmp_path / "state")
    carrier.texter().sends("leak").gets_place("leak")
    assert tallies(carrier, "sms")["en", 210, "topic"] == (1, 0)


# turns to an answer


def test_who_texts_a_keyword_has_an_answer_at_once(sink: Carrier) -> None:
    sink.texter().sends("leak").sends("drip").sends("menu")
    assert steps(sink, "sms") == {"begun": 1, "1": 1}


def test_who_goes_by_menus_takes_more_turns(sink: Carrier) -> None:
    sink.texter().sends("hi").sends("1").sends("1").gets_place("leak").sends("oven")
    assert steps(sink, "sms") == {"begun": 1, "3": 1}


def test_a_cry_for_help_is_answered_at_once(sink: Carrier) -> None:
    sink.texter().sends("i want to die")
    assert steps(sink, "sms") == {"begun": 1, "1": 1}


def test_who_never_has_an_answer_is_a_contact_without_one(sink: Carrier) -> None:
    sink.texter().sends("hi").sends("xyzzy")
    assert steps(sink, "sms") == {"begun": 1}


def test_after_a_day_of_quiet_a_new_contact_begins(sink: Carrier) -> None:
    ana = sink.texter().sends("leak")
    sink.clock.now += DAY
    ana.sends("drip")
    assert steps(sink, "sms") == {"begun": 1, "1": 1}
    sink.clock.now += DAY + 1
    ana.sends("hi").sends("drip")
    assert steps(sink, "sms") == {"begun": 2, "1": 1, "2": 1}


def test_twelve_turns_and_more_are_counted_as_ten(sink: Carrier) -> None:
    ana = sink.texter()
    for _ in range(11):
        ana.sends("hi")
        sink.clock.now += 20
    ana.sends("leak")
    assert steps(sink, "sms") == {"begun": 1, "10": 1}


def test_in_a_call_every_key_is_a_turn_and_the_greeting_is_none(sink: Carrier) -> None:
    call = sink.caller().presses("1").presses("1").hears_out()
    assert steps(sink, "voice") == {"begun": 1, "2": 1}
    call.presses("1").hears_out().presses("*")
    assert steps(sink, "voice") == {"begun": 1, "2": 1}


def test_who_has_what_is_known_deleted_in_a_call_is_no_new_contact(sink: Carrier) -> None:
    sink.caller().says("leak").hears_out().says("delete").says("oven")
    assert steps(sink, "voice") == {"begun": 1, "1": 1}


def test_what_runs_on_by_itself_is_no_new_answer(sink: Carrier) -> None:
    sink.caller().says("leak").hears_out().waits()
    found = tallies(sink, "voice")
    assert found["en", 210, "topic"] == (1, 0)
    assert sum(n for (_, place, outcome), (n, _) in found.items() if (place, outcome) == (210, "listened")) >= 1
    assert sum(n for (_, _, outcome), (n, _) in found.items() if outcome == "noinput") == 1
    assert not any(outcome == "miss" for _, _, outcome in found)


def test_a_call_that_begins_anew_after_a_fault_is_one_contact(sink: Carrier) -> None:
    call = sink.caller()
    call.listen("/voice?fault=1", {})
    assert steps(sink, "voice") == {"begun": 1}


# how calls end


def test_who_hangs_up_at_the_menu(sink: Carrier) -> None:
    is_over(sink.caller())
    assert ends(sink) == {("en", 100, "choosing"): (1, 2)}


def test_who_hangs_up_while_a_topic_is_spoken(sink: Carrier) -> None:
    is_over(sink.caller().says("leak"))
    assert ends(sink) == {("en", 210, "listening"): (1, 2)}


def test_who_hangs_up_once_a_topic_was_heard(sink: Carrier) -> None:
    is_over(sink.caller().says("leak").hears_out(), "60")
    assert ends(sink) == {("en", 210, "heard"): (1, 1)}


def test_who_hangs_up_after_not_being_understood(sink: Carrier) -> None:
    is_over(sink.caller().says("xyzzy"))
    assert ends(sink) == {("en", 100, "not-understood"): (1, 2)}


def test_who_says_nothing_and_is_gone(sink: Carrier) -> None:
    is_over(sink.caller().waits())
    assert ends(sink) == {("en", 100, "silence"): (1, 2)}


def test_a_phone_that_nobody_holds_is_let_go(sink: Carrier) -> None:
    call = sink.caller()
    while not call.over:
        call.waits()
    is_over(call)
    assert ends(sink) == {("en", 100, "goodbye"): (1, 2)}


def test_who_talks_with_a_person_to_the_end(sink: Carrier) -> None:
    call = sink.caller().presses("0")
    assert call.dialled
    is_over(call, "600")
    assert ends(sink) == {("en", 190, "person"): (1, 10)}


def test_a_long_call_is_found_to_its_last_turn(sink: Carrier) -> None:
    call = sink.caller()
    for _ in range(40):
        call.says("oven").hears_out().says("drip").hears_out()
    is_over(call)
    assert ends(sink) == {("en", 220, "heard"): (1, 2)}


def test_a_report_that_comes_twice_counts_once(sink: Carrier) -> None:
    call = sink.caller()
    for _ in range(3):
        is_over(call)
    assert ends(sink) == {("en", 100, "choosing"): (1, 2)}


@pytest.mark.parametrize("status", ["in-progress", "ringing", "busy", "failed", ""])
def test_a_call_that_is_not_over_is_not_counted(sink: Carrier, status: str) -> None:
    is_over(sink.caller(), CallStatus=status)
    assert ends(sink) == {}


@pytest.mark.parametrize("seconds", ["", "-1", "1e3", "٣", "9" * 40])
def test_a_duration_that_is_none_bills_nothing(sink: Carrier, seconds: str) -> None:
    is_over(sink.caller(), seconds)
    assert ends(sink) == {("en", 100, "choosing"): (1, 0)}


def test_a_call_of_which_nothing_was_kept(sink: Carrier) -> None:
    call = sink.caller()
    call.sid = "CA-another"
    is_over(call)
    assert ends(sink) == {("", 0, "unknown"): (1, 2)}


def test_without_a_store_a_report_is_taken_all_the_same(sink: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    call, store = sink.caller(), sink.app.extensions["hotline"]["store"]

    def gone(*_: object, **__: object) -> None:
        raise StoreError("gone")

    monkeypatch.setattr(store, "transaction", gone)
    is_over(call)


# nobody can be found in it


def test_no_count_names_a_call_or_a_person(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    carrier = Carrier(LINES / "kitchen-sink", tmp_path, store=f"sqlite:///{path}")
    carrier.texter("+15005550777").sends("canaryword leak").sends("leak")
    call = carrier.caller("+15005550778").says("leak")
    is_over(call)
    carrier.app.extensions["hotline"]["store"].close()
    with closing(sqlite3.connect(path)) as db:
        rows = [str(row) for row in db.execute("SELECT * FROM count")]
        columns = [column for _, column, *_ in db.execute("PRAGMA table_info(count)")]
    assert columns == ["day", "channel", "lang", "place", "outcome", "n", "units"]
    assert rows
    for canary in ("5005550777", "5005550778", "canaryword", call.sid):
        assert not any(canary in row for row in rows)


def test_a_store_of_the_release_before_goes_on_counting(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    url = f"sqlite:///{path}"
    before = Carrier(LINES / "kitchen-sink", tmp_path, store=url)
    before.texter().sends("leak")
    before.app.extensions["hotline"]["store"].close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP INDEX opt_out_changed")
        db.execute("ALTER TABLE opt_out DROP COLUMN changed")
        db.execute("DROP INDEX session_day")
        db.execute("ALTER TABLE session DROP COLUMN day")
        db.execute("CREATE INDEX session_kept ON session (kept)")
        db.execute("ALTER TABLE count DROP COLUMN units")
        db.execute("PRAGMA user_version = 3")
        db.commit()
    now = Carrier(LINES / "kitchen-sink", tmp_path, store=url)
    now.texter("+15005550009").sends("leak")
    number, units = tallies(now, "sms")["en", 210, "topic"]
    assert (number, units) == (2, segments_of(now.texter("+15005550008").sends("leak").text).segments)


def test_an_old_worker_beside_a_new_one_writes_counts_without_units(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    carrier = Carrier(LINES / "kitchen-sink", tmp_path, store=f"sqlite:///{path}")
    carrier.texter().sends("leak")
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "INSERT INTO count (day, channel, lang, place, outcome, n) VALUES ('2026-11-23', 'sms', 'en', 210, 'topic',"
            " 1) ON CONFLICT (day, channel, lang, place, outcome) DO UPDATE SET n = n + 1"
        )
        db.commit()
    with closing(SqliteStore(path)) as store:
        assert {c.outcome: n for c, n in store.counts("") if c.channel == "sms"} == {"topic": 2}
