"""Faults that a reviewer found by walking the line, each as the conversation that showed it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.channels.sms import count
from hotline.model import Line
from hotline.served import prepare
from tests.driver import Carrier


@pytest.mark.parametrize("said", ["9-1-1", "9 1 1", "9.1.1", "dial 9-1-1", "nine one one", "call nine one one please"])
def test_911_is_understood_however_it_is_written_or_said(shipped: Carrier, said: str) -> None:
    shipped.texter("+15005553001").sends(said).gets_sentence("emergency")
    shipped.caller("+15005553001").says(said).hears_sentence("emergency")


@pytest.mark.parametrize("said", ["9-8-8", "nine eight eight"])
def test_988_too(shipped: Carrier, said: str) -> None:
    shipped.texter("+15005553002").sends(said).gets_sentence("crisis")


def test_a_doubtful_sign_gets_the_safety_line_in_calls_and_first_texts_too(sink: Carrier) -> None:
    sink.caller().says("no fever but a cold oven").is_at("oven").hears_sentence("notice")
    sink.caller().says("no chest pain").hears_sentence("notice").hears_sentence("nomatch-1")
    for words in ("no chest pain", "no fever but a cold oven", "no fever, kettle or pan"):
        ana = sink.texter(f"+1500555{len(words) + 3100}").sends(words)
        ana.gets_sentence("welcome").gets_sentence("notice").gets("988", "STOP")
        assert count(ana.text).segments <= 2


def test_more_after_a_cry_for_help_begins_at_the_first_page(shipped: Carrier) -> None:
    ana = shipped.texter("+15005553003")
    ana.sends("hi")
    ana.sends("911").gets_sentence("emergency")
    ana.sends("more").gets_place("emergency", page=0)
    ana.sends("more").gets_place("emergency", page=1)


@pytest.mark.parametrize("second", ["more", "repeat", "back", "hi"])
@pytest.mark.parametrize("first", ["kill myself", "fever 101", "911"])
def test_who_cried_for_help_first_is_told_who_this_is_soon_after(shipped: Carrier, first: str, second: str) -> None:
    ana = shipped.stranger()
    replies = [ana.sends(text).text for text in (first, second, "hi")]
    assert any("No person reads this" in reply and "STOP to end" in reply for reply in replies)


def test_a_command_of_another_language_does_not_change_the_language_in_mid_topic(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hola")
    ana.sends("fuga").gets_place("leak", "es")
    ana.sends("more").gets_place("leak", "es", page=1)
    ana.sends("menu").gets_place("main", "es")


def test_star_after_a_person_does_not_dial_again(sink: Carrier) -> None:
    call = sink.caller().presses("1").is_at("water").presses("0")
    dial = call.root.find("Dial")
    assert dial is not None
    call.listen(dial.get("action", ""), {"DialCallStatus": "no-answer"})
    assert call.presses("*").is_at("water").dialled is None


def with_words(carrier: Carrier, lang: str, **sms: str) -> None:
    """The line on the air with other words to read for some places, by number."""
    current = carrier.app.extensions["hotline"]["current"]
    line: Line = current.served.line
    language = line.languages[lang]
    new = {
        int(n.removeprefix("p")): replace(language.words[int(n.removeprefix("p"))], sms=text) for n, text in sms.items()
    }
    languages = {**line.languages, lang: replace(language, words={**language.words, **new})}
    current.served = prepare(replace(line, languages=languages), "later")


def test_a_first_sentence_that_does_not_fit_behind_the_welcome_waits_whole(sink: Carrier) -> None:
    sentence = "No todos los grifos gotean por la misma razón, así que primero pregunte a su plomero."
    with_words(sink, "es", p220=sentence)
    ana = sink.texter().sends("grifo").gets_sentence("welcome", "es")
    assert "No todos" not in ana.text
    ana.sends("mas").gets(sentence)


@pytest.mark.parametrize(
    "first", ["privacy", "thanks", "source", "#", "7", "999", "delete", "no fever zog", "hair pain"]
)
def test_every_first_reply_ends_with_the_way_to_stop(shipped: Carrier, first: str) -> None:
    ana = shipped.stranger().sends(first)
    ana.gets_sentence("welcome").gets("STOP to end, HELP for help.")
    assert count(ana.text).segments <= 2


def test_a_number_is_never_bound_to_a_choice_that_was_not_shown(sink: Carrier) -> None:
    current = sink.app.extensions["hotline"]["current"]
    line: Line = current.served.line
    english = line.languages["en"]
    wordy = {n: replace(words, label=f"{words.label} {'and so on ' * 6}".strip()) for n, words in english.words.items()}
    languages = {**line.languages, "en": replace(english, words=wordy)}
    current.served = prepare(replace(line, languages=languages), "later")
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("2")
    assert "5 Smoke" not in ana.text
    ana.sends("5").gets_sentence("nomatch-1")
    ana.sends("hot things")
    ana.sends("more").gets("5 Smoke")
    ana.sends("5").gets("Open a window")
    ana.sends("qwerty")
    assert ana.text.count("and so on and so on and so on and so on and so on and so on") >= 1


@pytest.mark.parametrize(("word", "name"), [("AYUDA", "help"), ("ALTO", "stopped"), ("no más", "stopped")])
def test_a_spanish_word_of_consent_is_answered_in_spanish(sink: Carrier, word: str, name: str) -> None:
    sink.texter().sends(word).gets_sentence(name, "es")
    other = sink.texter("+15005553009")
    other.sends("hi")
    other.sends("HELP").gets_sentence("help", "en")


def test_nine_repeats_a_question_and_star_leaves_it(sink: Carrier) -> None:
    call = sink.caller().presses("2").is_at("heat").says("kettle or pan").hears_sentence("did-you-mean")
    call.presses("9").hears_sentence("did-you-mean").hears("the kettle", "the pan")
    call.presses("*").is_at("heat")
    ana = sink.texter()
    ana.sends("heat")
    ana.sends("kettle or pan").gets_sentence("did-you-mean")
    ana.sends("again").gets_sentence("did-you-mean")
    ana.sends("2").gets_place("pan")


@pytest.mark.parametrize("said", ["911 please", "help 911", "911!! help", "send 911", "988 please", "call 988"])
def test_911_with_one_more_word(shipped: Carrier, said: str) -> None:
    name = "crisis" if "988" in said else "emergency"
    shipped.stranger().sends(said).gets_sentence(name)


def test_911_that_no_pattern_takes_gets_the_safety_line_at_least(shipped: Carrier) -> None:
    assert shipped.served.index.meaning("the zebra 911 zog").safety == "notice"
    for number in ("call 9 1 1 2 5 5 5 1 2 3", "555 9 1 1 2", "1 9 1 1"):
        assert shipped.served.index.meaning(number).safety == "none", number


@pytest.mark.parametrize(
    "said", ["me duele el pecho", "me falta el aire", "me quiero matar", "38.5", "i think im dying"]
)
def test_cries_for_help_that_were_missed(shipped: Carrier, said: str) -> None:
    assert shipped.served.index.meaning(said).level is not None


@pytest.mark.parametrize("said", ["hola", "no hablo inglés", "¿Hablan español?", "español por favor", "ESPANOL"])
def test_a_spanish_speaker_is_answered_in_spanish(shipped: Carrier, said: str) -> None:
    shipped.stranger().sends(said).gets("Efectos secundarios", "911")
    shipped.caller("+15005553020").says(said).hears("Para tratamientos, oprima 1.")


def test_no_page_mark_stands_alone_behind_an_action(sink: Carrier) -> None:
    long = (
        "If there is water on the floor and it comes nearer to the sockets and the switches than you would like, call."
    )
    with_words(
        sink, "en", p210=f"{long[:-7]} and it does not stop when you turn the tap under the sink, call. Then wait."
    )
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("i smell a gas smell from the leak").gets_sentence("call-team")
    assert not any(line.rstrip().endswith(":") for line in ana.text.split("\n"))


def test_a_question_lives_through_slow_and_language_and_ends_with_more(sink: Carrier) -> None:
    call = sink.caller().presses("2").says("kettle or pan").hears_sentence("did-you-mean")
    call.presses("7").hears_sentence("slow-on").hears_sentence("did-you-mean").hears("the kettle", "the pan")
    call.presses("8").hears_sentence("did-you-mean", "es").hears("la tetera")
    ana = sink.texter()
    ana.sends("heat")
    ana.sends("kettle or pan").gets_sentence("did-you-mean")
    ana.sends("more").gets("5 Smoke")
    ana.sends("again").gets_place("heat").gets("5 Smoke")
