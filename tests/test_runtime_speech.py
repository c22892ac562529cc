"""What is said aloud: heard badly it is asked about once, by name and by key; what was offered comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.registry import CHANNELS
from hotline.channels.voice.script import HINT_LENGTH, HINTS
from hotline.model import Session, Spoke
from tests.driver import Call, Carrier


def stranger_calls(carrier: Carrier) -> Call:
    """A call from a number that never called: the language that somebody chose is remembered by number."""
    return carrier.caller(carrier.stranger().number)


def test_what_was_heard_badly_is_confirmed_by_name_and_key(shipped: Carrier) -> None:
    call = stranger_calls(shipped).says("hair loss", confidence="0.1").hears("hair loss", "not sure")
    assert call.offered[0] == "hair-loss"
    call.presses("1").is_at("hair-loss")


@pytest.mark.parametrize("confidence", ["", "0", "0.0", "-1", "none", "7", "nan"])
def test_a_carrier_that_does_not_know_is_believed(shipped: Carrier, confidence: str) -> None:
    stranger_calls(shipped).says("hair loss", confidence=confidence).is_at("hair-loss")


def test_heard_badly_twice_only_keys_are_asked_for(shipped: Carrier) -> None:
    call = stranger_calls(shipped).says("hair loss", confidence="0.1").says("nausea", confidence="0.1")
    call.hears_sentence("nomatch-2")
    assert call.offered[0] == "nausea"
    assert call.gather is not None
    assert "speech" in str(call.gather.get("input"))  # nobody who cries for help is not listened to
    call.presses("1").is_at("nausea")


def test_words_heard_well_lead_on_after_a_doubt(shipped: Carrier) -> None:
    stranger_calls(shipped).says("hair loss", confidence="0.1").says("nausea", confidence="0.9").is_at("nausea")


@pytest.mark.parametrize(
    ("words", "sentence", "lang"),
    [
        ("I want to kill myself", "crisis", "en"),
        ("my husband is not breathing", "emergency", "en"),
        ("me quiero matar", "crisis", "es"),
        ("mi esposo no respira", "emergency", "es"),
        ("I have a fever of 101", "call-team", "en"),
    ],
)
def test_no_doubt_comes_before_a_cry_for_help(shipped: Carrier, words: str, sentence: str, lang: str) -> None:
    stranger_calls(shipped).says(words, confidence="0.01").hears_sentence(sentence, lang)


@pytest.mark.parametrize("words", ["slower", "go back", "again", "espanol", "person"])
def test_what_one_word_undoes_is_done_at_once(shipped: Carrier, words: str) -> None:
    call = stranger_calls(shipped).says(words, confidence="0.01")
    assert "not sure" not in call.said


def test_what_was_offered_comes_before_the_rest_of_the_line(shipped: Carrier) -> None:
    call = stranger_calls(shipped).says("side effects")
    for id in call.offered:
        label = (
            shipped.served.line.languages["en"]
            .words[next(number for number, place in shipped.served.line.places.items() if place.id == id)]
            .label
        )
        stranger_calls(shipped).says("side effects").says(f"tell me about {label}").is_at(id)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_hints_are_within_the_carriers_limits_and_name_the_other_language(shipped: Carrier, lang: str) -> None:
    call = stranger_calls(shipped)
    if lang == "es":
        call.presses("8")
    assert call.gather is not None
    hints = str(call.gather.get("hints")).split(",")
    other = next(language for code, language in shipped.served.line.languages.items() if code != lang)
    assert len(hints) <= HINTS
    assert all(0 < len(hint) <= HINT_LENGTH for hint in hints)
    assert set(other.names) <= set(hints)


@given(confidence=st.none() | st.floats(0, 1), unsure=st.booleans(), misses=st.integers(0, 9))
def test_no_confidence_keeps_a_cry_for_help_from_its_answer(
    shipped: Carrier, confidence: float | None, unsure: bool, misses: int
) -> None:
    session = Session("en", at=100, unsure=unsure, misses=misses, offered=(210,))
    for words, level in (("i want to die", "crisis"), ("i cannot breathe", "emergency")):
        heard = Spoke(words, confidence)
        served = shipped.served
        turn = served.answer(CHANNELS["voice"], session, heard, served.meaning(heard), 0)
        assert turn.safety == level
