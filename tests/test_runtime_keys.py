"""What callers can press and say, at every place. Tests of one of the service's rules carry its name."""

from __future__ import annotations

import pytest

from hotline.model import Handoff, Menu
from tests.driver import Call, Carrier
from tests.twiml import WITHHELD


def test_R10_a_menu_takes_keys_and_speech_and_a_topic_keys_alone(sink: Carrier) -> None:
    menu = sink.caller().gather
    assert menu is not None
    wanted = {"input": "dtmf speech", "numDigits": "1", "finishOnKey": "", "timeout": "8", "method": "POST"}
    assert {name: menu.get(name) for name in wanted} == wanted
    assert menu.get("speechTimeout") in ("2", "3")
    hints = (menu.get("hints") or "").split(",")
    assert len(hints) <= 500
    assert max(map(len, hints)) <= 100
    assert {"water", "heat", "español"} <= set(hints)
    topic = sink.caller().says("drip").gather
    assert topic is not None
    assert (topic.get("input"), topic.get("numDigits"), topic.get("finishOnKey")) == ("dtmf", "1", "")
    assert topic.get("hints") is None


def test_R10_pound_opens_a_topic_number_and_names_the_topic(sink: Carrier) -> None:
    call = sink.caller().presses("#").hears_sentence("number-ask")
    assert call.gather is not None
    assert call.gather.get("numDigits") == "3"
    call.presses("310").is_at("oven")
    assert call.said.startswith("The oven.")
    call.presses("#").presses("999").hears_sentence("number-unknown")
    call.presses("#").presses("31").hears_sentence("number-unknown")
    call.presses("#").presses("*").is_at("oven")
    call.presses("#").waits().is_at("oven").hears("The oven.")
    sink.caller().presses("#").waits().hears_sentence("noinput-1")


def test_R11_keys_that_work_everywhere(sink: Carrier) -> None:
    for number, place in sink.served.line.places.items():
        if isinstance(place, Handoff):
            continue
        start = sink.caller().presses("#").presses(str(number)).is_at(place.id)
        action = start.gather.get("action", "") if start.gather is not None else ""

        def key(digits: str, action: str = action, number: int = number) -> Call:
            return Call(sink, "+15005552006", f"CA-{number}-{digits}").listen(action, {"Digits": digits})

        assert key("0").dialled == "+18005550199"
        assert key("9").is_at(place.id).said == start.said
        assert key("*").is_at("main" if place.id == "main" else start.carrier.id_of(100))
        assert key("8").is_at(place.id).state["lang"] == "es"
        assert key("7").is_at(place.id).state["slow"] == "1"


def test_R11_a_person_is_said_before_dialling_and_no_answer_leads_on(sink: Carrier) -> None:
    call = sink.caller().presses("0").hears("plumber", "1, 8 0 0")
    assert call.dialled == "+18005550199"
    dial = call.root.find("Dial")
    assert dial is not None
    after = dial.get("action", "")
    call.listen(after, {"DialCallStatus": "no-answer"}).hears_sentence("not-answered").is_at("main")
    other = sink.caller().presses("0")
    other.listen(after, {"DialCallStatus": "completed"}).hears_sentence("after-person").is_at("main")


def test_R11_slow_speech_holds_and_goes_off_again(sink: Carrier) -> None:
    call = sink.caller().presses("7").hears_sentence("slow-on")
    call.presses("1")
    assert call.gather is not None
    assert call.gather.get("timeout") == "10"
    assert call.root.find(".//prosody") is not None
    call.presses("7").hears_sentence("slow-off")
    assert call.root.find(".//prosody") is None


def test_a_language_chosen_in_a_call_is_kept_for_the_next_call_and_text(sink: Carrier) -> None:
    number = "+15005552007"
    sink.caller(number).presses("8").hears_sentence("offer-language", "en")
    sink.caller(number).hears_sentence("welcome-short", "es")
    sink.texter(number).sends("hola").gets_place("main", "es")


def test_a_late_or_repeated_press_is_judged_by_what_that_caller_heard(sink: Carrier) -> None:
    call = sink.caller()
    first = call.gather.get("action", "") if call.gather is not None else ""
    call.presses("1").is_at("water")
    call.listen(first, {"Digits": "1"}).is_at("water")
    call.listen(first, {"Digits": "2"}).is_at("heat")
    topic = sink.caller().presses("1").presses("1").is_at("leak")
    topic.presses("2").is_at("drip")  # while a topic is spoken its own choices were not heard yet


def test_a_topic_is_spoken_then_what_comes_next_is_offered(sink: Carrier) -> None:
    call = sink.caller().says("leak").hears("A leak.", "Turn the water off first")
    for _ in range(2):
        assert call.gather is not None
        assert call.gather.get("input") == "dtmf"
        call.waits()
    call.hears_sentence("what-next").hears("For a dripping faw-sit, press 1.")
    assert call.offered == ["drip", "plumber"]


def test_R12_label_digit_and_synonyms_lead_to_the_same_place(sink: Carrier) -> None:
    for place in sink.served.line.places.values():
        if not isinstance(place, Menu):
            continue
        offered = ".".join(map(str, place.choices))
        address = f"/voice?at={place.number}&turn=5&lang=en&offered={offered}"
        for digit, choice in enumerate(place.choices, 1):
            words = sink.served.line.language("en").words[choice]
            for heard in ({"Digits": str(digit)}, *({"SpeechResult": w} for w in (words.label, *words.keywords))):
                call = Call(sink, "", f"CA-{place.number}-{sorted(heard.items())}").listen(address, heard)
                call.is_at(sink.id_of(choice))


def test_a_spoken_cry_for_help_comes_first(sink: Carrier) -> None:
    sink.caller().says("i want to die").hears_sentence("crisis").hears("9 8 8").is_at("alone")
    call = sink.caller().says("my wife is not breathing").hears_sentence("emergency").is_at("flood")
    call.waits().hears_sentence("what-next")
    sink.caller().says("she has a fever").hears_sentence("call-team").is_at("leak")


def test_the_carriers_words_spoken(sink: Carrier) -> None:
    sink.caller().says("help").hears_sentence("help").is_at("main").presses("1").is_at("water")
    for word in ("stop", "cancel", "stop texting me please"):
        sink.caller("+15005552011").says(word).hears_sentence("stop-like")
    sink.texter("+15005552011").sends("hi").gets_place("main")


def test_the_words_of_the_keys_spoken(sink: Carrier) -> None:
    call = sink.caller().says("heat").is_at("heat")
    assert call.says("slower").state["slow"] == "1"
    call.says("español").is_at("heat").says("idioma").is_at("heat")
    call.says("again").is_at("heat").says("go back").is_at("main")
    assert call.says("agent").dialled is not None


def test_nine_one_one_keyed_fast_is_an_emergency_and_slowly_is_a_choice(sink: Carrier) -> None:
    sink.caller().presses("9").presses("1").presses("1").hears_sentence("emergency")
    slow = sink.caller().presses("9")
    sink.clock.now += 20
    slow.presses("1").is_at("water")
    sink.clock.now += 20
    slow.presses("1").is_at("leak")
    sink.caller().presses("#").presses("911").hears_sentence("emergency")
    sink.caller().presses("#").presses("988").hears_sentence("crisis")


@pytest.mark.parametrize("sender", WITHHELD)
def test_R27_withheld_callers_are_served_like_everybody(sink: Carrier, sender: str) -> None:
    sink.caller(sender).presses("1").is_at("water").presses("1").is_at("leak").presses("0")


def test_addresses_name_no_place_and_nobody(sink: Carrier) -> None:
    call = sink.caller("+15005552009").says("leak").hears_out()
    for element in call.root.iter():
        for text in (element.get("action", ""), element.text or "" if element.tag == "Redirect" else ""):
            assert "leak" not in text
            assert "5005552009" not in text


def test_R34_nobody_answers_and_the_caller_hears_the_number_and_the_main_menu(sink: Carrier, shipped: Carrier) -> None:
    for carrier in (sink, shipped):
        for status in ("busy", "no-answer", "failed", "canceled", ""):
            call = carrier.caller("").presses("0")
            dial = call.root.find("Dial")
            assert dial is not None
            call.listen(dial.get("action", ""), {"DialCallStatus": status}).hears_sentence("not-answered").is_at("main")
            assert call.gather is not None
        call = carrier.caller("").presses("0")
        dial = call.root.find("Dial")
        assert dial is not None
        call.listen(dial.get("action", ""), {"DialCallStatus": "completed"}).hears_sentence("after-person")
        call.presses("1").hears_out().presses("*").is_at("main")


def test_the_last_key_of_nine_one_one_is_heard_though_the_second_would_call_a_person(sink: Carrier) -> None:
    first = f"/voice?at=420&turn=3&lang=en&offered=190.210&keys=9&keyed={sink.clock.now}"
    call = Call(sink, "", "CA-911").listen(first, {"Digits": "1"})
    assert call.dialled is None
    assert call.offered == ["plumber"]
    Call(sink, "", "CA-911-fast").listen(first, {"Digits": "1"}).presses("1").hears_sentence("emergency")
    sink.clock.now += 10
    assert call.presses("1").dialled is not None
