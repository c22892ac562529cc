"""The same request again and at once, two texts at the same moment, reports in any order."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from threading import Barrier
from time import perf_counter

import pytest
from twilio.request_validator import RequestValidator

from hotline.engine.guard import A_MINUTE
from hotline.model import Session
from hotline.store import identify
from tests.driver import LINES, NOON, OURS, SECRET, TOKEN, Carrier

ANA = "+15005550001"
SID = "SM00000000000000000000000000000100"


@pytest.fixture(params=["memory:", "sqlite:///{}/hotline.db"], ids=["memory", "sqlite"])
def carrier(request: pytest.FixtureRequest, tmp_path: Path) -> Carrier:
    """The kitchen-sink line on each store that needs no server."""
    return Carrier(LINES / "kitchen-sink", tmp_path, store=request.param.format(tmp_path))


def post(carrier: Carrier, form: dict[str, str], address: str = "/sms", token: str = "") -> bytes:
    """A signed webhook from a connection of its own: what came back."""
    signed = RequestValidator(TOKEN).compute_signature(carrier.public + address, form)
    headers = {"X-Twilio-Signature": signed, **({"I-Twilio-Idempotency-Token": token} if token else {})}
    response = carrier.app.test_client().post(address, data=form, headers=headers)
    assert response.status_code in (200, 204)
    return response.data


def text(body: str, sid: str = "", sender: str = ANA) -> dict[str, str]:
    return {**({"MessageSid": sid} if sid else {}), "From": sender, "To": OURS, "Body": body}


def at_once(deeds: Iterable[Callable[[], bytes]]) -> list[bytes]:
    todo = list(deeds)
    start = Barrier(len(todo))

    def run(deed: Callable[[], bytes]) -> bytes:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(todo)) as pool:
        return list(pool.map(run, todo))


def session(carrier: Carrier, number: str = ANA) -> Session:
    with carrier.app.extensions["hotline"]["store"].transaction(identify(number, (SECRET,)), "look", NOON) as kept:
        found = kept.session()
    assert found is not None
    return found


def counts(carrier: Carrier, channel: str = "sms") -> Counter[str]:
    found: Counter[str] = Counter()
    for count, number in carrier.app.extensions["hotline"]["store"].counts(""):
        found[count.outcome] += number if count.channel == channel else 0
    return +found


@pytest.mark.parametrize(
    ("sid", "token", "why"),
    [(SID, "", "one message"), (SID, "t-1", "with a token too"), ("", "t-1", "nothing but the token")],
)
def test_R05_a_hundred_times_the_same_request_is_one_turn(carrier: Carrier, sid: str, token: str, why: str) -> None:
    post(carrier, text("hi", "SM-first"))
    answers = at_once([lambda: post(carrier, text("1", sid), token=token)] * 32)
    answers += [post(carrier, text("1", sid), token=token) for _ in range(68)]
    carrier.clock.now += 23 * 60 * 60
    answers.append(post(carrier, text("1", sid), token=token))
    assert len(set(answers)) == 1, why
    assert session(carrier).turn == 2
    assert sum(counts(carrier).values()) == sum(counts(carrier, "senders").values()) == 2


def test_R05_tokens_tell_requests_apart_however_odd_they_are(carrier: Carrier) -> None:
    for token in ("a", "b", "x" * 5000, "x" * 5001, "é"):
        post(carrier, text("leak"), token=token)
    assert session(carrier).turn == 5


def test_R05_without_sid_or_token_each_text_is_one(carrier: Carrier) -> None:
    for _ in range(3):
        post(carrier, text("leak"))
    assert session(carrier).turn == 3


def test_R05_a_key_that_is_pressed_a_hundred_times_over_is_one_step(carrier: Carrier) -> None:
    call = carrier.caller()
    address = call.gather.get("action", "") if call.gather is not None else ""
    form = {"CallSid": call.sid, "From": call.number, "To": OURS, "Digits": "1"}
    answers = at_once([lambda: post(carrier, form, address)] * 32)
    assert len({*answers, post(carrier, form, address)}) == 1
    assert sum(counts(carrier, "voice").values()) == 2, "the greeting and one press"


def test_R05_a_request_that_is_replayed_a_day_later_sends_nothing_twice(carrier: Carrier) -> None:
    first = post(carrier, text("leak", SID))
    carrier.clock.now += 25 * 60 * 60
    carrier.app.extensions["hotline"]["store"].purge(carrier.clock.now)
    assert b"<Message>" in first
    assert post(carrier, text("leak", SID)).count(b"<Message>") == 1
    assert carrier.app.extensions["hotline"]["store"].waiting() == (0, 0)


def test_64_texts_of_one_person_at_once_are_taken_one_after_the_other(carrier: Carrier) -> None:
    answers = at_once([lambda n=n: post(carrier, text("chest pain", f"SM-{n}")) for n in range(64)])  # type: ignore[misc]
    assert session(carrier).turn == 64
    assert len(set(answers)) == 1
    assert counts(carrier) == {"emergency": 64}


def test_of_64_texts_at_once_ten_are_answered_and_one_notice_is_given(carrier: Carrier) -> None:
    words = ["leak", "oven", "kettle", "menu"]
    answers = at_once([lambda n=n: post(carrier, text(words[n % 4], f"SM-{n}")) for n in range(64)])  # type: ignore[misc]
    known = session(carrier)
    assert (known.turn, known.in_minute, known.in_hour) == (64, 64, 64)
    said = [answer for answer in answers if b"<Message>" in answer]
    assert len(said) == A_MINUTE + 1
    assert sum(b"Many texts" in answer for answer in said) == 1


def test_two_texts_at_once_end_as_if_one_had_come_first(carrier: Carrier) -> None:
    def ends(n: int, order: list[str] | None) -> tuple[int, tuple[int, ...]]:
        sender = f"+1500556{n:04d}"
        post(carrier, text("hi", f"SM-{n}", sender))
        deeds = [lambda word=word: post(carrier, text(word, f"SM-{n}-{word}", sender)) for word in order or ["1", "2"]]
        _ = [deed() for deed in deeds] if order else at_once(deeds)
        return session(carrier, sender).at, session(carrier, sender).trail

    in_order = {ends(1, ["1", "2"]), ends(2, ["2", "1"])}
    assert {ends(n, None) for n in range(3, 13)} <= in_order


@pytest.mark.parametrize("n", range(10))
def test_a_stop_and_a_text_at_once_leave_the_person_stopped(carrier: Carrier, n: int) -> None:
    words = ["STOP", "leak", "oven", "kettle"]
    at_once([lambda word=word: post(carrier, text(word, f"SM-{word}")) for word in words[n % 4 :] + words[: n % 4]])  # type: ignore[misc]
    assert session(carrier).opted_out
    assert b"<Message" not in post(carrier, text("leak", "SM-after"))


@pytest.mark.parametrize("seed", range(3))
def test_R31_reports_of_texts_come_in_any_order_and_count_once(carrier: Carrier, seed: int) -> None:
    """The first final report of a text counts; nothing after it moves it back."""
    chance = random.Random(seed)
    reports = [(f"SM{n}", status) for n in range(20) for status in ("queued", "sent", "delivered", "delivered", "sent")]
    chance.shuffle(reports)
    for sid, status in reports:
        assert post(carrier, {"MessageSid": sid, "MessageStatus": status, "To": ANA}, "/sms/status") == b""
    for form in ({}, {"MessageStatus": "delivered"}, {"MessageSid": "SM1", "MessageStatus": "nonsense"}):
        assert post(carrier, form, "/sms/status") == b""
    assert counts(carrier, "status")["delivered"] == 20


def test_R31_the_end_of_a_call_is_told_before_its_last_turn_and_again(carrier: Carrier) -> None:
    call = carrier.caller().presses("1")
    over = {"CallSid": call.sid, "CallStatus": "completed", "CallDuration": "61", "From": call.number, "To": OURS}
    for status in ("completed", "in-progress", "ringing", "completed"):
        assert post(carrier, {**over, "CallStatus": status}, "/voice/status") == b""
    call.presses("1")  # was on its way
    at_once([lambda: post(carrier, over, "/voice/status")] * 8)
    assert sum(counts(carrier, "calls").values()) == 1


def test_R31_F27_a_thousand_reports_keep_nobody(carrier: Carrier) -> None:
    chance, took = random.Random(27), []
    reports = [
        (f"SM{n}", status) for n in range(100) for status in ("queued", "sent", *["delivered"] * 4, "failed", "")
    ]
    reports += [("SM-unknown", "read"), ("", "delivered")] * 100
    chance.shuffle(reports)
    for sid, status in reports:
        began = perf_counter()
        assert post(carrier, {"MessageSid": sid, "MessageStatus": status, "To": ANA}, "/sms/status") == b""
        took.append(perf_counter() - began)
    assert len(reports) == 1000
    assert sum(counts(carrier, "status").values()) == 100, "each text ends once, as was told first"
    assert median(took) < 0.02
