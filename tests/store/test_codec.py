"""What is written is read back; what cannot be read is None."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.model import Ask, Give, Offer, Said, Session, Tell, Then, Transfer, Turn
from hotline.store import session_from_text, session_to_text, turn_from_text, turn_to_text

READERS: list[Callable[[str], object]] = [session_from_text, turn_from_text]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["lang", "session", "say", "is"]), inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.from_type(Session))
def test_a_session_comes_back(session: Session) -> None:
    assert session_from_text(session_to_text(session)) == session


@settings(deadline=None)
@given(st.from_type(Turn))
def test_a_turn_comes_back(turn: Turn) -> None:
    assert turn_from_text(turn_to_text(turn)) == turn


@pytest.mark.parametrize("kind", get_args(Said), ids=lambda kind: kind.__name__)
@settings(deadline=None)
@given(data=st.data())
def test_everything_that_can_be_said_comes_back(kind: type[Said], data: st.DataObject) -> None:
    turn = Turn(Session("en"), tuple(data.draw(st.lists(st.from_type(kind), min_size=1))))
    assert turn_from_text(turn_to_text(turn)) == turn


@pytest.mark.parametrize("kind", get_args(Then), ids=lambda kind: kind.__name__)
@settings(deadline=None)
@given(data=st.data())
def test_everything_that_can_follow_comes_back(kind: type[Then], data: st.DataObject) -> None:
    turn = Turn(Session("en"), (), data.draw(st.from_type(kind)))
    assert turn_from_text(turn_to_text(turn)) == turn


def test_the_text_is_short() -> None:
    turn = Turn(Session("en", at=210, offered=(211, 212)), (Give(210), Offer((211, 212))), place=210)
    assert turn_to_text(turn) == (
        '{"session":{"lang":"en","at":210,"offered":[211,212]},'
        '"say":[{"is":"Give","place":210},{"is":"Offer","places":[211,212]}],"place":210}'
    )


FULL = Session(
    lang="es",
    at=210,
    page=1,
    welcomed=True,
    listening=True,
    quiet=9,
    since=3,
    lead="welcome",
    trail=(1,),
    offered=(2, 3),
    misses=1,
    silences=2,
    slow=True,
    keys="9",
    keyed_at=5,
    other=4,
    sendable=5,
    texts=6,
    asked=True,
    unanswered=True,
    unsure=True,
    entering=True,
    opted_out=True,
    answered_after_stop=True,
    minute=10,
    in_minute=11,
    hour=12,
    in_hour=13,
    given=(14, 15),
    rounds=2,
    told=True,
    turn=7,
    seen=8,
)
FIELDS = [field.name for field in fields(Session)]


def differences(one: Session, other: Session) -> set[str]:
    return {field for field in FIELDS if getattr(one, field) != getattr(other, field)}


def test_the_full_session_is_full() -> None:
    assert differences(FULL, Session("")) == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_takes_its_default(field: str) -> None:
    held = json.loads(session_to_text(FULL))
    del held[field]
    read = session_from_text(json.dumps(held))
    assert read
    assert getattr(read, field) == getattr(Session(""), field)
    assert differences(read, FULL) == {field}


@pytest.mark.parametrize("value", [None, 1.5, {}, [None], [True], ["x"], "\0"], ids=repr)
@pytest.mark.parametrize("field", [field for field in FIELDS if field not in ("lang", "keys")])
def test_of_a_session_only_what_does_not_fit_is_lost(field: str, value: object) -> None:
    held = json.loads(session_to_text(FULL)) | {field: value}
    read = session_from_text(json.dumps(held))
    assert read
    assert getattr(read, field) == getattr(Session(""), field)
    assert differences(read, FULL) == {field}


@pytest.mark.parametrize(("field", "value"), [("at", True), ("slow", 1), ("lang", 7), ("lead", "from-the-future")])
def test_truth_is_no_number_and_a_number_no_word(field: str, value: object) -> None:
    read = session_from_text(json.dumps({"lang": "es", field: value}))
    assert read
    assert differences(read, Session("es")) == ({"lang"} if field == "lang" else set())


def test_an_unknown_field_is_passed_over_wherever_it_stands() -> None:
    turn = Turn(Session("en", at=210), (Give(210), Tell("welcome")), Transfer(900))
    held = json.loads(turn_to_text(turn))
    for part in (held, held["session"], held["then"], *held["say"]):
        part["from_the_future"] = {"is": ["what", None]}
    assert turn_from_text(json.dumps(held)) == turn


UNREADABLE_TURNS = {
    "something to say that is not known here": '{"session":{"lang":"en"},"say":[{"is":"Sing","song":1}]}',
    "something to say of no kind": '{"session":{"lang":"en"},"say":[{"place":210}]}',
    "a kind that is no word": '{"session":{"lang":"en"},"say":[{"is":["Give"],"place":210}]}',
    "a kind of the other union": '{"session":{"lang":"en"},"say":[{"is":"End"}]}',
    "something to follow that is not known here": '{"session":{"lang":"en"},"say":[],"then":{"is":"Dance"}}',
    "a page given of no place": '{"session":{"lang":"en"},"say":[{"is":"Give","page":1}]}',
    "an outcome that is not known here": '{"session":{"lang":"en"},"say":[],"outcome":"fax"}',
    "a sentence's lead that is not known here": (
        '{"session":{"lang":"en"},"say":[{"is":"Give","place":210,"lead":"sirens"}]}'
    ),
    "truth for a place": '{"session":{"lang":"en"},"say":[],"place":true}',
    "a number for truth": '{"session":{"lang":"en"},"say":[],"forget":1}',
    "a list of words for numbers": '{"session":{"lang":"en"},"say":[],"suggested":["1"]}',
    "a session that is none": '{"session":7,"say":[]}',
    "no session": '{"say":[]}',
    "nothing said of what to say": '{"session":{"lang":"en"}}',
}


@pytest.mark.parametrize("text", UNREADABLE_TURNS.values(), ids=UNREADABLE_TURNS.keys())
def test_half_a_turn_is_none_at_all(text: str) -> None:
    assert turn_from_text(text) is None


UNREADABLE = {
    "empty": "",
    "no JSON": "hello",
    "cut off": '{"lang":"en"',
    "null": "null",
    "a number": "7",
    "a list": "[]",
    "a string": '"en"',
    "brackets without end": "[" * 200_000,
    "a number of 5000 digits": '{"lang":"en","at":' + "9" * 5000 + "}",
    "NUL": "\0",
    "half of a character pair": "\ud800",
}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_unreadable_is_none(read: Callable[[str], object], text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("read", READERS)
@settings(deadline=None)
@given(text=st.text() | JSON.map(json.dumps))
def test_garbage_never_raises(read: Callable[[str], object], text: str) -> None:
    read(text)


@settings(deadline=None)
@given(st.from_type(Turn), st.data())
def test_a_damaged_turn_never_raises(turn: Turn, data: st.DataObject) -> None:
    text = turn_to_text(turn)
    cut = data.draw(st.integers(0, len(text)))
    turn_from_text(text[:cut] + data.draw(st.text(max_size=3)) + text[cut + 1 :])


def test_what_waits_by_default_is_left_out() -> None:
    assert "then" not in turn_to_text(Turn(Session("en"), (), Ask()))
