"""A carrier that fails in every way: a text is sent once, or given up and counted. The clock is turned by hand."""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest

from hotline.errors import StoreError
from hotline.outbox import Later, Parties
from hotline.outbox.carrier import reason_of
from hotline.outbox.rest import Rest
from hotline.outbox.sender import DOUBT, FIRST, IDLE, LEASE, LIFE, LONGEST, PAUSE, backoff
from hotline.store import Outgoing
from tests.outbox.post import Post
from tests.standin import ACCOUNT, FAULTS, LOST_ANSWERS, TOKEN, StandIn

HARMLESS = ("slow",)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("request_", ["the call is asked for", "the text is sent"])
def test_a_fault_of_any_kind_is_tried_again_and_the_text_goes_out_once(post: Post, fault: str, request_: str) -> None:
    call = post.asks()
    if fault in ("malformed", "empty") and request_ == "the text is sent":
        return  # the carrier took it: see below
    post.standin.fails = [fault] if request_ == "the call is asked for" else ["", fault]
    post.sends()
    assert (post.standin.texts(call.number) == []) == (fault not in HARMLESS)
    post.later(DOUBT + 5)
    assert len(post.standin.texts(call.number)) == 1
    assert post.ends == {"sent": 1}
    assert post.waiting == 0


@pytest.mark.parametrize("fault", ["taken-malformed", "taken-empty"])
def test_a_text_that_was_taken_is_sent_though_the_answer_cannot_be_read(post: Post, fault: str) -> None:
    call = post.asks()
    post.standin.fails = ["", fault]
    post.sends().later(LIFE)
    assert len(post.standin.texts(call.number)) == 1
    assert post.ends == {"sent": 1}


@pytest.mark.parametrize("fault", ["taken-timeout", "taken-reset"])
def test_where_no_answer_came_the_report_of_the_carrier_keeps_it_from_being_sent_again(post: Post, fault: str) -> None:
    call = post.asks()
    post.standin.fails = ["", fault]
    post.sends().later(DOUBT - 5)
    (text,) = post.standin.sent
    post.reports(text, "sent").later(LIFE)
    assert len(post.standin.texts(call.number)) == 1
    assert post.ends == {"sent": 1}
    post.line.texter(call.number).sends("more").gets_place("leak", page=1)


def test_a_report_of_failure_ends_a_text_without_an_answer(post: Post) -> None:
    call = post.asks()
    post.standin.fails = ["", "taken-timeout"]
    post.sends().reports(post.standin.sent[0], "failed", ErrorCode="30006").later(LIFE)
    assert len(post.standin.texts(call.number)) == 1
    assert post.ends == {"landline": 1}
    assert post.reported == {"failed-30006": 1}


@pytest.mark.parametrize(
    ("code", "how"),
    [(21610, "opted-out"), (21614, "landline"), (30006, "landline"), (21211, "invalid"), (21408, "refused-21408")],
)
def test_a_number_that_cannot_be_texted_ends_it_and_is_counted(post: Post, code: int, how: str) -> None:
    call = post.asks()
    post.standin.codes[call.number] = code
    post.sends().later(LIFE)
    assert [asked.partition(" ")[0] for asked in post.standin.asked] == ["GET", "POST"], "asked once, never again"
    assert post.ends == {how: 1}
    assert post.waiting == 0


@pytest.mark.parametrize("told", ["at once", "in a report"])
def test_who_stopped_texts_at_the_carrier_has_stopped_them_here_until_start(post: Post, told: str) -> None:
    call = post.asks()
    if told == "at once":
        post.standin.codes[call.number] = 21610
        post.sends()
    else:
        post.standin.fails = ["", "taken-timeout"]
        post.sends().reports(post.standin.sent[0], "failed", ErrorCode="21610")
    assert post.ends == {"opted-out": 1}
    texter = post.line.texter(call.number).sends("leak").gets_nothing()
    again = post.caller(call.number).says("text me this").hears_sentence("text-not-sent")
    assert post.waiting == 0
    texter.sends("START").gets_sentence("started")
    texter.sends("leak").gets_place("leak")
    post.standin.codes.clear()
    again.says("text me this").hears_sentence("text-sent")
    assert post.later(PAUSE).ends == {"opted-out": 1, "sent": 1}


def test_a_number_that_is_refused_for_another_reason_has_stopped_nothing(post: Post) -> None:
    call = post.asks()
    post.standin.codes[call.number] = 21614
    post.sends()
    post.line.texter(call.number).sends("leak").gets_place("leak")


def test_an_unknown_call_ends_it(post: Post) -> None:
    call = post.asks()
    del post.standin.calls[call.sid]
    assert post.sends().ends == {"unknown-call": 1}


@pytest.mark.parametrize("number", ["anonymous", "+266696687", "+86282452253", "+8656696", "22395", "sip:a@b.example"])
def test_R27_a_number_that_turns_out_withheld_is_never_texted(post: Post, number: str) -> None:
    call = post.asks()
    post.standin.knows(call.sid, number)
    assert post.sends().ends == {"withheld": 1}
    assert post.standin.sent == []


def test_the_lines_own_number_is_never_texted(post: Post) -> None:
    call = post.asks()
    post.standin.knows(call.sid, "+15005550000")
    assert post.sends().ends == {"withheld": 1}


@pytest.mark.parametrize(("status", "told"), [("429", "40"), ("503", "40"), ("429", "Mon, 23 Nov 2026 12:00:40 GMT")])
def test_nobody_is_asked_before_the_carrier_wants_it(post: Post, status: str, told: str) -> None:
    post.asks()
    other = post.asks()
    post.standin.fails, post.standin.retry_after = [status], told
    rest = Rest(ACCOUNT, [TOKEN], post.standin.address, now=lambda: datetime.fromtimestamp(post.clock(), UTC))
    post.sender._carrier = rest
    post.sends()
    post.later(39)
    assert len(post.standin.asked) == 1, "the other text waits too: the carrier means the account"
    post.later(40)
    assert post.ends == {"sent": 2}
    assert len(post.standin.texts(other.number)) == 1


def test_twilio_down_for_20_minutes_loses_nothing(post: Post) -> None:
    for fault in ("timeout", "500", "reset"):
        post.standin.down = fault if fault != "timeout" else "503"
        calls = [post.asks() for _ in range(4)]
        post.later(20 * 60)
        assert post.waiting == len(calls)
        post.standin.down = ""
        post.later(LONGEST + DOUBT)
        assert [len(post.standin.texts(call.number)) for call in calls] == [1] * len(calls)
    assert post.ends == {"sent": 12}


def test_after_30_minutes_a_text_is_given_up_and_counted(post: Post) -> None:
    call = post.asks()
    post.standin.down = "500"
    post.later(LIFE - 1)
    assert post.waiting == 1
    post.later(1)
    assert post.waiting == 0
    post.standin.down = ""
    post.later(LIFE)
    assert post.standin.texts(call.number) == []
    assert post.ends == {"gave-up": 1}


@pytest.mark.parametrize("store", ["sqlite", "memory"])
def test_of_10_000_texts_that_wait_too_long_each_is_counted_as_given_up(
    standin: StandIn, tmp_path: Path, store: str
) -> None:
    post = Post(standin, tmp_path, store="memory:" if store == "memory" else "")
    standin.down = "500"
    now = int(post.clock())
    for number in range(10_000):
        row = Outgoing(f"{number:032x}", f"CA{number}", 210 if number % 2 else 220, "en", now, now)
        with post.store.transaction(None, row.key, now) as t:
            t.keep_outgoing(row)
    post.later(60)
    assert post.waiting == 10_000
    post.clock.now += LIFE
    began = perf_counter()
    post.sends()
    took = perf_counter() - began
    assert post.waiting == 0
    assert post.ends == {"gave-up": 10_000}
    assert took < 30, took


def test_each_attempt_comes_later_than_the_one_before_and_chance_spreads_them() -> None:
    fixed = [backoff(tries, 1) for tries in range(1, 20)]
    assert fixed[0] == FIRST
    assert fixed == sorted(fixed)
    assert fixed[-1] == LONGEST
    chance = random.Random(7)
    spread = {backoff(5, chance.random()) for _ in range(100)}
    assert min(spread) >= 16
    assert max(spread) <= 32
    assert len(spread) > 10


def test_a_carrier_that_refuses_one_text_again_and_again_does_not_keep_back_the_others(post: Post) -> None:
    first = post.asks()
    others = [post.asks() for _ in range(5)]
    post.standin.fails = ["500"]
    post.later(60)
    assert [len(post.standin.texts(call.number)) for call in (first, *others)] == [1] * 6


def test_where_nothing_listens_it_is_known_that_nothing_was_sent() -> None:
    gone = Rest(ACCOUNT, [TOKEN], "http://127.0.0.1:9", timeout=1)
    answer = gone.send(Parties("+15005550003", "+15005550000"), "hello", "")
    assert isinstance(answer, Later)
    assert not answer.doubtful


def test_while_a_token_is_replaced_the_other_one_is_tried(post: Post) -> None:
    call = post.asks()
    post.sender._carrier = Rest(ACCOUNT, ["new", TOKEN], post.standin.address)
    post.standin.fails = ["401", "", "401", ""]
    post.sends()
    assert len(post.standin.texts(call.number)) == 1


def test_a_place_that_was_taken_out_ends_its_texts(post: Post) -> None:
    post.asks()
    (row,) = post.store.outgoing(int(post.clock()), 1)
    with post.store.transaction(None, row.key, 0) as t:
        t.keep_outgoing(replace(row, place=999))
    assert post.sends().ends == {"place-gone": 1}


def test_while_no_line_is_on_the_air_texts_wait(post: Post) -> None:
    call = post.asks()
    served, post.sender._served = post.sender._served, lambda: None
    post.later(60)
    assert post.waiting == 1
    post.sender._served = served
    post.sends()
    assert len(post.standin.texts(call.number)) == 1


def test_two_processes_share_the_work_and_send_nothing_twice(post: Post) -> None:
    calls = [post.asks() for _ in range(10)]
    other = post.another()
    while post.waiting:
        post.sender.step()
        other.step()
    assert [len(post.standin.texts(call.number)) for call in calls] == [1] * 10


def test_a_row_whose_process_died_is_claimed_again_after_the_lease(post: Post) -> None:
    call = post.asks()
    (row,) = post.store.outgoing(int(post.clock()), 1)
    assert post.another()._claim(row), "and then the process dies"
    post.later(LEASE - 1)
    assert post.standin.texts(call.number) == []
    post.later(1)
    assert len(post.standin.texts(call.number)) == 1


def test_a_mark_that_the_store_did_not_take_is_made_later(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    call = post.asks()
    transaction = post.store.transaction

    def only_before_it_is_sent(*args: object, **named: object) -> object:
        if post.standin.sent:
            raise StoreError("gone")
        return transaction(*args, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as without:
        without.setattr(post.store, "transaction", only_before_it_is_sent)
        with pytest.raises(StoreError):
            post.sends()
        with pytest.raises(StoreError):
            post.sends()
    post.later(LIFE)
    assert len(post.standin.texts(call.number)) == 1
    assert post.ends == {"sent": 1}


def test_a_process_that_ends_begins_no_text_and_leaves_it_to_the_others(post: Post) -> None:
    call = post.asks()
    post.sender.going = lambda: False
    post.sender.step()
    assert post.standin.sent == []
    post.sends(post.another())
    assert len(post.standin.texts(call.number)) == 1


def test_reports_are_counted_once_by_the_first_end_in_whatever_order_they_come(post: Post) -> None:
    post.asks()
    post.sends()
    (text,) = post.standin.sent
    for status in ("queued", "sent", "delivered", "sent", "delivered", "undelivered", "queued", "nonsense", ""):
        post.reports(text, status)
    post.reports(text, "undelivered", sid="SM2", ErrorCode="30005").reports(
        text, "failed", sid="SM3", ErrorCode="30034"
    )
    post.reports(text, "delivered", sid="")
    assert post.reported == {"delivered": 1, "undelivered-30005": 1, "failed-30034": 1}
    assert post.ends == {"sent": 1}


def test_R31_a_report_of_nothing_we_know_changes_nothing(post: Post) -> None:
    for row in ("0" * 32, "x", "", "../../etc"):
        address = f"/sms/status?row={row}"
        assert post.line.post(address, {"MessageStatus": "sent", "To": "+15005550009"}).status_code == 204
    assert post.ends == {}


def test_nothing_that_is_written_down_names_anybody(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for fault in (*FAULTS, *LOST_ANSWERS, ""):
        call = post.asks("+15005551234")
        post.standin.fails = ["", fault]
        post.sends()
        post.clock.now += LEASE
        post.sends()
        assert call.number == "+15005551234"
    post.standin.codes["+15005551234"] = 21610
    post.asks("+15005551234")
    post.sends().reports(post.standin.sent[0], "failed", ErrorCode="21610")
    written = "\n".join(record.getMessage() for record in caplog.records) + repr(post.ends) + repr(post.reported)
    assert "5551234" not in written
    assert "Turn the water off" not in written


def test_reasons_name_nobody() -> None:
    assert reason_of(21610) == "opted-out"
    assert reason_of(12345) == "refused-12345"
    assert IDLE <= 1
