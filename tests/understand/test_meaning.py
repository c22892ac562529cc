"""What a text means: folding, patterns, keywords, consent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.check import load_line
from hotline.model import SafetyPatterns
from hotline.understand import Index, Patterns, as_written, fold, squeeze
from hotline.understand.danger import Danger
from tests.driver import LINES

LINE = load_line(LINES / "kitchen-sink")
INDEX = Index(LINE)


def id_of(number: int) -> str:
    return LINE.places[number].id


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Can't  BREATHE!", "cant breathe"),
        ("can\u2019t", "cant"),
        ("¿Quimio?", "quimio"),
        ("señales", "senales"),
        ("2\ufe0f\u20e3", "2"),
        ("２", "2"),
        ("٢", "2"),
        ("opt-out", "opt out"),
        ("100.4°F", "100 4 f"),
        ("😀", ""),
        ("\u202e abc", "abc"),
        ("مرحبا", "مرحبا"),
        ("ß", "ss"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=300))
def test_folding_is_stable_and_plain(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()
    assert "  " not in once


@given(st.text(max_size=2000))
def test_no_text_is_an_error(text: str) -> None:
    INDEX.meaning(text)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("chest pain", "i have chest pain now", True),
        ("chest pain", "chestpain", False),
        ("want/wanna to die", "i wanna to die", True),
        ("want ... die", "i want to just die", True),
        ("want ... die", "i want a very long list of things to die for", False),
        ("cannot/cant breathe", "she can't breathe", True),
        ("fever", "feverfew tea", False),
        ("temp of ...", "a temp of 101", True),
        ("do (not) call*", "do not call", True),
        ("señales de", "senales de alarma", True),
    ],
)
def test_patterns(pattern: str, text: str, found: bool) -> None:
    assert bool(Patterns({"": [pattern]}).find(as_written(fold(text)))) is found


@pytest.mark.parametrize("pattern", ["", "...", "/", "???", "🙂"])
def test_a_pattern_without_words_finds_nothing(pattern: str) -> None:
    assert not Patterns({"": [pattern, "fire"]}).find(as_written("water everywhere"))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("chest pain", "emergency"),
        ("no chest pain", "notice"),
        ("no chest pain but i cant breathe", "emergency"),
        ("what are the signs of chest pain", "notice"),
        ("signs of chest pain because now i really have chest pain", "emergency"),
        ("i had a fever five years ago", "notice"),
        ("no fever, kill myself", "crisis"),
        ("quiero morir, chest pain", "crisis"),
        ("the sink", "none"),
    ],
)
def test_danger(text: str, level: str) -> None:
    assert INDEX.meaning(text).safety == level


def test_one_pattern_never_hides_another() -> None:
    danger = Danger({"en": SafetyPatterns({"emergency": ("no air now please", "air now")}, ("no air now please",))})
    assert danger.look("no air now please")[0] == "notice"
    assert danger.look("no air now please i need air now")[0] == "emergency"


def test_the_languages_of_a_cry_are_told() -> None:
    assert INDEX.meaning("chest pain").level_langs == ("en",)
    assert INDEX.meaning("dolor de pecho").level_langs == ("es",)


@pytest.mark.parametrize(
    ("text", "kind", "carrier"),
    [
        ("STOP", "stop", True),
        (" stop ", "stop", True),
        ("Stop.", "stop", False),
        ("opt out", "stop", False),
        ("no más", "stop", False),
        ("YES", "start", True),
        ("info", "help", True),
        ("ayuda", "help", False),
        ("stop it now", "", False),
        ("cancer", "", False),
    ],
)
def test_consent_is_a_whole_message(text: str, kind: str, carrier: bool) -> None:
    meaning = INDEX.meaning(text)
    assert (meaning.consent, meaning.carrier) == (kind, carrier)


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_consent_is_never_found_inside(before: str, after: str) -> None:
    text = f"{before} stop {after}"
    if squeeze(before) and squeeze(after) and not INDEX.meaning(f"{before}{after}").consent:
        assert INDEX.meaning(text).consent == "" or squeeze(text) in {squeeze(p) for p in ("stop please",)}


def test_keywords_and_questions_exact_and_inside() -> None:
    assert [id_of(f.place) for f in INDEX.meaning("My oven is COLD?").exact] == ["oven"]
    assert [id_of(f.place) for f in INDEX.meaning("what about the kettle").inside] == ["kettle"]
    assert [id_of(f.place) for f in INDEX.meaning("boiling water").exact] == ["kettle"]
    assert {id_of(f.place) for f in INDEX.meaning("oven, toaster").inside} == {"oven", "toaster"}
    assert INDEX.meaning("ovenly").inside == ()


def test_a_whole_question_is_not_looked_for_inside_sentences() -> None:
    assert INDEX.meaning("my oven is cold and my tea is too").exact == ()
    assert {id_of(f.place) for f in INDEX.meaning("why is there water on my floor today").inside} == {"water"}


def test_a_longer_keyword_hides_the_shorter_one_inside_it() -> None:
    assert {id_of(f.place) for f in INDEX.meaning("there is water everywhere here").inside} == {"flood"}


@pytest.mark.parametrize(
    ("text", "number"), [("2", 2), ("dos", 2), ("two", 2), ("210", 210), ("2100", None), ("2 3", None)]
)
def test_numbers_are_whole_messages(text: str, number: int | None) -> None:
    assert INDEX.meaning(text).number == number


@pytest.mark.parametrize(
    "text", ["hair", "HAIR ", "1", "911", "988", "menu", "stop", "Stop.", "chest pain", "*", "#", ""]
)
def test_what_is_remembered_is_what_was_found(text: str) -> None:
    index = Index(LINE)
    first = index.meaning(text)
    assert index.meaning(text) == first == INDEX._found(text)
