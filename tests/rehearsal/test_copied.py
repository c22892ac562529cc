"""A trial that is copied as a conversation test: the checker takes it, and it goes as it is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.model import Ask
from hotline.rehearsal import Copied, Done, Phone, copied, rehearse
from hotline.rehearsal.names import names
from tests.rehearsal.sink import LINE, served, written

SERVED = served()
NOON = 1_795_435_200


def texted(*bodies: str, lang: str = "en") -> list[Done]:
    """What a trial notes of these texts."""
    phone, done = Phone(SERVED, lang=lang, now=NOON), []
    for body in bodies:
        before = phone.session.lang
        turn = phone.text(body).turn
        speaks = turn.session.lang if turn.session.lang != before else ""
        done.append(Done("text", body, names(turn, LINE, call=False), speaks))
    return done


def called(*acts: str) -> list[Done]:
    """What a trial notes of a call: keys, words, "" for a silence, each topic heard out."""
    phone, done = Phone(SERVED, now=NOON), []
    at, out = phone.call(), False
    for act in acts:
        keys = act != "" and set(act) <= set("0123456789*#")
        if out and (keys or not act):
            done.append(Done("silence", "1"))
        at = phone.press(at, act) if keys else phone.say(at, act) if act else phone.wait(at)
        done.append(Done("key" if keys else "says" if act else "silence", act or "1", names(at.turn, LINE, call=True)))
        out = bool(act) and at.turn.then == Ask("listen")
        while at.turn.then == Ask("listen"):
            at = phone.wait(at)
    return done


def holds(copy: Copied | None, folder: Path) -> str:
    """The copy, which the checker reads without a problem and which goes as it is written."""
    assert copy is not None
    assert copy.problem == ""
    conversations, problems = written(copy.text, folder)
    assert problems == []
    assert len(conversations) == 1
    assert list(rehearse(SERVED, conversations)) == []
    return copy.text


TEXTS = {
    "a question": ["my oven is cold", "1", "back"],
    "words that YAML reads otherwise": [
        "no",
        "2",
        "yes",
        "~",
        "null",
        "{a: b}",
        "oven # cold",
        "- oven",
        "'",
        '"',
        "\\",
    ],
    "signs that nobody sees": ["oven\ncold", "\toven", "oven\u2028cold\x85", "oven\u00a0😀", "ov\x07en", "\ufeff", " "],
    "the carrier's words": ["stop", "oven", "start"],
    "another language": ["español", "horno", "english"],
    "a cry for help": ["i want to die", "chest pain", "i have a fever", "no fever but a cold oven"],
    "not understood": ["asdf", "kettle or pan"],
}


@pytest.mark.parametrize("bodies", TEXTS.values(), ids=TEXTS)
def test_texts(bodies: list[str], tmp_path: Path) -> None:
    holds(copied(SERVED, "a: trial, of texts", "en", texted(*bodies)), tmp_path)


def test_texts_of_somebody_who_begins_in_spanish(tmp_path: Path) -> None:
    text = holds(copied(SERVED, "prueba", "es", texted("horno", "english", lang="es")), tmp_path)
    assert text == (
        "prueba:\n  lang: es\n  steps:\n    - {text: horno, expect: oven}\n"
        "    - {text: english, expect: [oven, LANGUAGE], speaks: en}\n"
    )


CALLS: dict[str, list[str]] = {
    "keys": ["2", "1", "*"],
    "a topic heard out, then its choices": ["21", "2"],
    "words": ["my oven is cold", "the toaster"],
    "words that a text takes otherwise": ["the plumber please", "", "stop"],
    "a person asked for in words": ["person"],
    "silences": ["", "", "9"],
    "nobody answers": ["0", "", "1"],
    "a topic number": ["#", "310", "2"],
}


@pytest.mark.parametrize("acts", CALLS.values(), ids=CALLS)
def test_calls(acts: list[str], tmp_path: Path) -> None:
    holds(copied(SERVED, "a trial, in a call", "en", called(*acts)), tmp_path)


def test_a_call_of_words_that_texts_take_otherwise_is_made_a_call(tmp_path: Path) -> None:
    text = holds(copied(SERVED, "stop", "en", called("stop")), tmp_path)
    assert text.splitlines()[2:] == [
        '    - {key: "9", expect: [main, REPEAT]}',
        "    - {says: stop, expect: STOP-LIKE}",
    ]


def test_the_keys_of_911_are_one_step(tmp_path: Path) -> None:
    keyed = [*called("9", "1"), Done("key", "1", ("EMERGENCY",))]
    text = holds(copied(SERVED, "911", "en", keyed), tmp_path)
    assert text.splitlines()[2:] == ['    - {key: "911", expect: EMERGENCY}']


def test_what_came_to_nothing_is_left_out(tmp_path: Path) -> None:
    assert copied(SERVED, "nothing", "en", []) is None
    assert copied(SERVED, "nothing", "en", [Done("silence", "1")]) is None
    text = holds(copied(SERVED, "a topic", "en", [*called("21"), Done("silence", "1")]), tmp_path)
    assert "silence" not in text


def test_it_is_told_where_the_checker_would_find_another_way() -> None:
    done = [Done("key", "1", ("heat",))]
    copy = copied(SERVED, "x", "en", done)
    assert copy is not None
    assert copy.problem == '"x" goes another way: key "1" in a call is answered by "water"; expected "heat"'


WORDS = st.sampled_from(
    [*"12", *TEXTS["another language"], *TEXTS["the carrier's words"], "310", "asdf", "more", "delete"]
)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_any_texts(tmp_path_factory: pytest.TempPathFactory, bodies: Iterable[str]) -> None:
    holds(copied(SERVED, "any", "en", texted(*bodies)), tmp_path_factory.mktemp("copied"))
