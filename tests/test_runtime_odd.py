"""Odd texts, odd senders, and what must not be kept of anybody. Tests of one of the service's rules carry its name."""

from __future__ import annotations

import logging
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.errors import StoreError
from hotline.store import identify
from tests.driver import HI, LINES, NOON, OURS, SECRET, Carrier
from tests.twiml import WITHHELD, assert_portable


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "empty"),
        (" \n\t ", "white space"),
        ("\x00", "NUL"),
        ("x" * 1600, "as long as a text can be"),
        ("😀" * 1600, "1,600 emoji"),
        ("👨‍👩‍👧‍👦❤️🏳️‍🌈", "emoji that are several characters"),
        ("مرحبا كيف الحال", "right to left"),
        ("\u202eevil\u202c", "direction marks"),
        ("٢", "another script's digit"),
        ("{number:911} {label}", "our own curly brackets"),
        ("%s %(x)s \\n ${x}", "what formatting might trip over"),
        ("a\u0300" * 800, "combining marks"),
    ],
)
def test_R26_odd_texts_get_a_valid_answer(sink: Carrier, body: str, why: str) -> None:
    ana = sink.texter().sends(body)
    assert ana.messages == 1, why


def test_R26_pictures_and_files_get_the_menu(sink: Carrier) -> None:
    ana = sink.texter().sends("", NumMedia="1", MediaUrl0="https://x.example/1", MediaContentType0="image/jpeg")
    ana.gets_place("main").gets_sentence("photo")


def test_R26_a_form_bomb_is_answered_or_refused_for_its_size(sink: Carrier) -> None:
    for number, status in ((200, 200), (3000, 413)):
        many = {f"f{n}": "" for n in range(number)}
        assert sink.post("/sms", {**HI, **many}).status_code == status
        assert sink.post("/sms", {**HI, **many}, content_type="multipart/form-data").status_code == status
    for address, body in (("/sms", "x" * 70_000), ("/sms?q=" + "x" * 9_000, "hi"), ("/sms?" + "a&" * 300, "hi")):
        huge = sink.post(address, {**HI, "Body": body})
        assert (huge.status_code, huge.data) == (413, b"")


@pytest.mark.parametrize("sender", WITHHELD)
def test_R27_who_cannot_be_told_apart_shares_nothing(sink: Carrier, sender: str) -> None:
    sink.caller(sender).presses("8").hears_sentence("offer-language", "en")
    sink.caller(sender).hears_sentence("welcome", "en")  # the next such caller begins in the first language
    sink.texter(sender).sends("hi").gets_nothing()  # who cannot be told apart cannot be texted
    if sender != OURS:  # our own number: two of us would talk for ever
        sink.texter(sender).sends("chest pain").gets_sentence("emergency")


def test_nothing_that_names_a_person_or_says_what_they_said_is_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = tmp_path / "state"
    carrier = Carrier(LINES / "kitchen-sink", state, store=f"sqlite:///{state}/hotline.db")
    with caplog.at_level(logging.DEBUG):
        ana = carrier.texter("+15005550777")
        for words in ("hi", "canaryword oven", "i want to die canaryword", "STOP", "hi", "START", "delete"):
            ana.sends(words)
        call = carrier.caller("+15005550778").says("canaryword oven")
        call.presses("9").presses("0")
    found = b"".join(path.read_bytes() for path in state.rglob("*") if path.is_file())
    assert b"INTEGER" in found, "the database was looked at"
    for canary in ("5005550777", "5005550778", "canaryword"):
        assert canary not in caplog.text
        assert canary.encode() not in found


@given(st.text(max_size=1700), st.text(max_size=20))
def test_any_text_from_anybody_is_answered(body: str, sender: str) -> None:
    if "carrier" not in _fuzzed:
        _fuzzed["carrier"] = Carrier(LINES / "kitchen-sink", Path(mkdtemp()))
    response = _fuzzed["carrier"].post("/sms", {"From": sender, "To": OURS, "Body": body})
    assert response.status_code == 200
    assert_portable(response.data)
    assert response.data.count(b"<Message") <= 1


_fuzzed: dict[str, Carrier] = {}


def test_without_a_store_everybody_is_answered_as_somebody_new(sink: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise StoreError("the store is gone")

    store = sink.app.extensions["hotline"]["store"]
    for name in ("transaction", "purge", "ping"):
        monkeypatch.setattr(store, name, gone)
    ana = sink.texter()
    ana.sends("i want to die").gets_sentence("crisis")
    ana.sends("leak").gets_sentence("welcome").gets_place("leak")
    ana.sends("310").gets_place("oven")
    sink.caller().presses("1").is_at("water").presses("2").is_at("drip").hears_out().presses("*").is_at("water")
    ben = sink.texter("+15005550779")
    ben.sends("STOP").gets_sentence("stopped")
    ben.sends("hi").gets_nothing()
    ready = sink.web.get("/readyz")
    assert ready.status_code == 200, "a balancer must not take every host out"
    assert ready.json is not None
    assert (ready.json["status"], ready.json["store"]) == ("degraded", "down")
    monkeypatch.undo()
    ben.sends("hi").gets_nothing()
    assert is_stopped(sink, ben.number), "the STOP is written down now"
    ben.sends("START").gets_place("main")


def is_stopped(carrier: Carrier, number: str) -> bool:
    """The store holds an opt-out of this number."""
    store = carrier.app.extensions["hotline"]["store"]
    with store.transaction(identify(number, (SECRET,)), "look", NOON) as kept:
        session = kept.session()
    return session is not None and session.opted_out
