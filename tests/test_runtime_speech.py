"""What is said in calls: how well it was heard, and what was offered. Through the real web application."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.voice import hear
from hotline.channels.voice.script import HINT_LENGTH, HINTS
from hotline.engine.spoken import LOW, SHARE
from hotline.model import Give, Menu, Spoke
from hotline.rehearsal import Exchange
from hotline.rehearsal.exchange import onward
from tests.driver import LINES, Call, Carrier
from tests.twiml import assert_portable, assert_silence_leads_on

WEAK = "0.12"
UNKNOWN = ["", "0", "0.0", "-0.5", "1.01", "45", "nan", "inf", "high", "0,9", "½", "1e999", " "]


def in_spanish(carrier: Carrier) -> Call:
    return carrier.caller("+15005553001").says("español")


def label(carrier: Carrier, id: str, lang: str = "en") -> str:
    number = next(n for n, place in carrier.served.line.places.items() if place.id == id)
    return carrier.served.line.language(lang).words[number].label


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_confidence_that_says_nothing_is_unknown(text: str) -> None:
    assert hear({"SpeechResult": "leak", "Confidence": text}, {"turn": "1"}).heard == Spoke("leak", None)


def test_a_confidence_above_zero_to_one_is_read() -> None:
    assert hear({"SpeechResult": "leak", "Confidence": "0.25"}, {"turn": "1"}).heard == Spoke("leak", 0.25)
    assert hear({"SpeechResult": "leak", "Confidence": "1"}, {"turn": "1"}).heard == Spoke("leak", 1.0)
    assert hear({"SpeechResult": "leak"}, {"turn": "1"}).heard == Spoke("leak")


@pytest.mark.parametrize("confidence", [*UNKNOWN, str(LOW), "0.31", "1.0"])
def test_R13_what_is_not_low_is_never_asked_about(sink: Carrier, confidence: str) -> None:
    sink.caller().says("leak", confidence).is_at("leak")


@pytest.mark.parametrize("said", ["water", "pipes", "there is something with the pipes", "one"])
@pytest.mark.parametrize("confidence", ["0.01", "0.29"])
def test_R13_low_confidence_names_the_place_and_its_key(sink: Carrier, said: str, confidence: str) -> None:
    call = sink.caller().says(said, confidence).is_at("main")
    call.hears("I think you said water", "For water, press 1").hears_sentence("keys")
    assert call.offered == ["water"]
    assert_silence_leads_on(call)
    call.presses("1").is_at("water")


def test_R13_the_same_in_spanish(sink: Carrier) -> None:
    call = in_spanish(sink).says("fuga", WEAK).hears("Creo que dijo una fuga")
    assert call.offered == ["leak"]
    call.says("una fuga", "0.8").is_at("leak")
    assert call.state["lang"] == "es"


@pytest.mark.parametrize(("lang", "said"), [("en", "hair loss and nausea"), ("es", "náusea y caída del pelo")])
def test_R13_the_next_best_are_offered_too_three_at_most(shipped: Carrier, lang: str, said: str) -> None:
    call = in_spanish(shipped) if lang == "es" else shipped.caller("+15005553002")
    call.says(said, WEAK).hears(label(shipped, call.offered[0], lang))
    assert call.offered[0] in {"nausea", "hair-loss"} <= set(call.offered)
    assert len(call.offered) <= 3


def test_R13_an_answer_heard_well_is_taken(sink: Carrier) -> None:
    asked = sink.caller().says("leak", WEAK)
    asked.says("stove", "0.9").is_at("oven")
    assert "unsure" not in asked.state


def test_R13_the_second_time_only_keys_are_asked_for(sink: Carrier) -> None:
    call = sink.caller().says("leak", WEAK)
    call.says("stove", WEAK).hears_sentence("nomatch-2").hears("Press a key", "For the oven, press 1")
    assert call.offered == ["oven", "leak"]
    assert "I think" not in call.said
    call.says("stove", WEAK).hears_sentence("nomatch-2")  # and the third time
    assert call.offered == ["oven", "leak"]
    call.presses("2").is_at("leak")


def test_R13_the_second_time_in_spanish(sink: Carrier) -> None:
    call = in_spanish(sink).says("fuga", WEAK).says("fuga", WEAK)
    call.hears("Oprima una tecla", "una fuga").presses("1").is_at("leak")


def test_R13_asking_for_keys_still_listens(sink: Carrier) -> None:
    call = sink.caller().says("leak", WEAK).says("stove", WEAK)
    assert call.gather is not None
    assert call.gather.get("input") == "dtmf speech"
    call.says("i want to die", WEAK).hears_sentence("crisis")


def test_R13_a_place_that_was_given_ends_it(sink: Carrier) -> None:
    call = sink.caller().says("leak", WEAK).presses("1").is_at("leak").hears_out()
    call.says("stove", WEAK).hears("I think you said the oven")


def test_R13_not_heard_well_and_not_understood_goes_on_to_keys(sink: Carrier) -> None:
    call = sink.caller().says("leak", WEAK).says("mumble", WEAK).hears_sentence("nomatch-2")
    assert call.offered == ["leak"]


def test_R13_a_confirmation_can_be_heard_again_and_in_the_other_language(sink: Carrier) -> None:
    call = sink.caller().says("leak", WEAK)
    call.presses("9").hears("I think you said a leak")
    call.presses("8").hears("Creo que dijo una fuga")
    call.presses("*").is_at("main")
    assert call.offered == ["water", "heat", "help"]


def test_R13_a_language_is_not_changed_by_what_was_not_heard_well(sink: Carrier) -> None:
    call = sink.caller().says("fuga", WEAK).hears("I think you said a leak")
    assert call.state["lang"] == "en"


def test_R13_a_call_is_not_passed_on_by_what_was_not_heard_well(sink: Carrier) -> None:
    call = sink.caller().says("plumber", WEAK)
    assert call.dialled is None
    assert call.presses("1").dialled is not None


def test_R13_a_phone_that_nobody_holds_is_let_go_though_a_television_speaks(sink: Carrier) -> None:
    call = sink.caller()
    for _ in range(12):
        if not call.over:
            call.says("leak", WEAK)
    assert call.over


@pytest.mark.parametrize(
    ("said", "at", "lang"),
    [("back", "main", "en"), ("slow", "water", "en"), ("repeat", "water", "en"), ("español", "water", "es")],
)
def test_commands_that_harm_nothing_are_obeyed_at_once(sink: Carrier, said: str, at: str, lang: str) -> None:
    call = sink.caller().presses("1").says(said, "0.01").is_at(at)
    assert call.state["lang"] == lang


def test_a_person_is_never_delayed(sink: Carrier) -> None:
    assert sink.caller().says("person", "0.01").dialled is not None


@pytest.mark.parametrize("confidence", ["0.01", "", "1"])
def test_a_cry_for_help_counts_however_badly_it_was_heard(sink: Carrier, confidence: str) -> None:
    sink.caller().says("i want to die", confidence).hears_sentence("crisis")
    sink.caller().says("she cannot breathe", confidence).hears_sentence("emergency")
    sink.caller().says("i have a fever", confidence).hears_sentence("call-team")
    in_spanish(sink).says("quiero morir", confidence).hears_sentence("crisis", "es")
    in_spanish(sink).says("no puedo respirar", confidence).hears_sentence("emergency", "es")
    in_spanish(sink).says("tengo fiebre", confidence).hears_sentence("call-team", "es")


def test_a_doubtful_sign_still_gets_the_safety_line(sink: Carrier) -> None:
    sink.caller().says("signs of chest pain near the oven", WEAK).hears_sentence("notice").hears("the oven")


CRIES = {
    "crisis": ["i want to die", "she is suicidal", "quiero morirme", "kill myself leak"],
    "emergency": ["chest pain", "he cannot breathe", "dolor de pecho", "911"],
    "call-team": ["fever", "i have a fever and the oven", "olor a gas"],
}
_known: dict[str, Exchange] = {}


@given(
    cry=st.sampled_from([(level, said) for level, cries in CRIES.items() for said in cries]),
    confidence=st.one_of(st.floats(), st.floats(0, 1), st.text(max_size=8)).map(str),
    before=st.lists(st.tuples(st.sampled_from(["leak", "mumble", "stove", "help"]), st.floats(0, 1)), max_size=4),
)
def test_no_confidence_keeps_a_cry_for_help_from_being_answered(
    cry: tuple[str, str],
    confidence: str,
    before: list[tuple[str, float]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    if "sink" not in _known:
        _known["sink"] = Exchange(Carrier(LINES / "kitchen-sink", tmp_path_factory.mktemp("state")).served)
    exchange = _known["sink"]
    turn = exchange.greet("en")
    for said, sure in before:
        turn = exchange.call(onward(turn), {"SpeechResult": said, "Confidence": str(sure)})
    level, said = cry
    answer = exchange.call(onward(turn), {"SpeechResult": said, "Confidence": confidence})
    assert answer.safety == level
    if level == "call-team":
        assert any(isinstance(said, Give) and said.lead == "call-team" for said in answer.say)
    else:
        assert [getattr(said, "sentence", "") for said in answer.say] == [level]


# What was just offered


def at_menu(carrier: Carrier, id: str, lang: str = "en") -> Call:
    number, menu = next((n, p) for n, p in carrier.served.line.places.items() if p.id == id)
    assert isinstance(menu, Menu)
    return Call(carrier, "", "CA-offered").listen(f"/voice?at=100&turn=1&lang={lang}&offered={number}", {"Digits": "1"})


@pytest.mark.parametrize("confidence", ["0.9", ""])
def test_an_offered_label_is_taken_though_another_place_is_named_too(shipped: Carrier, confidence: str) -> None:
    at_menu(shipped, "stomach-menu").says("nausea and hair loss", confidence).is_at("nausea")
    at_menu(shipped, "pain-skin-menu").says("nausea and hair loss", confidence).is_at("hair-loss")
    at_menu(shipped, "stomach-menu", "es").says("náusea y caída del pelo", confidence).is_at("nausea")
    at_menu(shipped, "pain-skin-menu", "es").says("náusea y caída del pelo", confidence).is_at("hair-loss")


def test_pain_is_the_pain_that_was_offered(shipped: Carrier) -> None:
    for said in ("pain", "the pain", "um pain please"):
        at_menu(shipped, "pain-skin-menu").says(said).is_at("pain")
    at_menu(shipped, "pain-skin-menu").says("aching joints").is_at("joint-pain")
    at_menu(shipped, "pain-skin-menu").says("the joint pain").is_at("joint-pain")


def test_another_places_name_as_the_whole_utterance_leads_there(shipped: Carrier) -> None:
    at_menu(shipped, "pain-skin-menu").says("nausea").is_at("nausea")


def test_what_was_offered_is_found_in_a_whole_sentence(shipped: Carrier) -> None:
    for id in at_menu(shipped, "side-effects-menu").offered:
        at_menu(shipped, "side-effects-menu").says(f"tell me about {label(shipped, id)}").is_at(id)


def test_two_offered_names_are_asked_about(shipped: Carrier) -> None:
    call = at_menu(shipped, "stomach-menu").says("nausea or constipation").hears_sentence("did-you-mean")
    assert call.offered == ["nausea", "constipation"]


def test_a_long_question_is_not_an_answer_to_the_menu(shipped: Carrier) -> None:
    assert SHARE > 1 / 9
    call = at_menu(shipped, "treatments").says("is it ok to shave with a razor on chemotherapy")
    assert call.offered != ["chemotherapy"]
    assert call.place != "chemotherapy"


def test_what_is_offered_comes_first_among_what_was_not_heard_well(shipped: Carrier) -> None:
    call = at_menu(shipped, "pain-skin-menu").says("nausea and hair loss", WEAK)
    assert call.offered[:2] == ["hair-loss", "nausea"]


# Hints


@pytest.mark.parametrize("lang", ["en", "es"])
def test_hints_begin_with_what_is_offered_and_the_other_language(shipped: Carrier, lang: str) -> None:
    line = shipped.served.line
    others = [name for other in line.languages.values() if other.code != lang for name in other.names]
    for number, place in line.places.items():
        if not isinstance(place, Menu):
            continue
        call = Call(shipped, "", "CA-hints").listen(
            f"/voice?at=100&turn=1&lang={lang}&offered={number}", {"Digits": "1"}
        )
        assert call.gather is not None
        hints = call.gather.get("hints", "").split(",")
        labels = [line.language(lang).words[n].label.replace(",", " ") for n in line.offers(number)]
        first = list(dict.fromkeys(" ".join(hint.split()) for hint in (*labels, *others)))
        assert hints[: len(first)] == first
        assert len(hints) <= HINTS == 500
        assert all(0 < len(hint) <= HINT_LENGTH == 100 for hint in hints)
        assert len(set(hints)) == len(hints)


# Not understood


@pytest.mark.parametrize("line", ["sink", "food", "shipped"])
def test_R13_the_second_time_not_understood_asks_for_a_key_and_listens(
    line: str, request: pytest.FixtureRequest
) -> None:
    carrier: Carrier = request.getfixturevalue(line)
    for lang in carrier.served.line.languages:
        call = in_spanish(carrier) if lang == "es" else carrier.caller("+15005553003")
        call.says("zzyzx").hears_sentence("nomatch-1", lang)
        call.says("zzyzx").hears_sentence("nomatch-2", lang).hears({"en": "key", "es": "tecla"}[lang], "1")
        assert call.gather is not None
        assert call.gather.get("input") == "dtmf speech"
        call.says("zzyzx").hears_sentence("nomatch-3", lang).hears("0")
        call.says("suicidal" if lang == "en" else "quiero morir", "0.01").hears_sentence("crisis", lang)


def test_a_question_back_is_a_portable_document(sink: Carrier) -> None:
    query = "/voice?at=100&turn=1&lang=en&offered=200.300.400"
    for unsure in ("", "&unsure=1&asked=1"):
        assert_portable(sink.post(query + unsure, {"SpeechResult": "leak", "Confidence": WEAK}).data)
