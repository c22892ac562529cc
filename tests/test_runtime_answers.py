"""Yes, no and "the second one": in a call to a question of the line, and about what was offered in calls and texts."""

from __future__ import annotations

import pytest

from hotline.model import Handoff
from tests.driver import Carrier

WEAK = "0.12"


@pytest.mark.parametrize("said", ["yes", "Yes.", "yeah", "yes, please"])
def test_R13_yes_takes_what_was_asked_about(sink: Carrier, said: str) -> None:
    sink.caller().says("leak", WEAK).hears("I think you said a leak").says(said).is_at("leak")


@pytest.mark.parametrize("said", ["sí", "si", "Sí, por favor", "claro"])
def test_R13_yes_in_spanish(sink: Carrier, said: str) -> None:
    call = sink.caller().presses("8").says("fuga", WEAK).says(said).is_at("leak")
    assert call.state["lang"] == "es"


@pytest.mark.parametrize("line", ["sink", "food", "shipped"])
def test_R13_every_word_for_yes_and_no_is_taken(line: str, request: pytest.FixtureRequest) -> None:
    carrier: Carrier = request.getfixturevalue(line)
    for lang, language in carrier.served.line.languages.items():
        number, words = next(
            (n, words)
            for n, words in language.words.items()
            if not isinstance(carrier.served.line.places[n], Handoff) and n != carrier.served.line.start
        )
        for answer, said in ((a, word) for a in ("yes", "no") for word in language.answers[a]):
            call = carrier.caller("")
            while call.state["lang"] != lang:
                call.presses("8")
            call.says(words.label, WEAK).hears_sentence("not-sure", lang).says(said)
            if answer == "yes":
                assert call.state["at"] == str(number), said
            else:
                call.hears_sentence("nomatch-2", lang)
                assert str(number) not in call.state["offered"].split(".")[:1] or len(call.offered) > 1


def test_R13_no_offers_the_next_best_by_key_and_never_the_same_again(sink: Carrier) -> None:
    call = sink.caller().says("leak or stove", WEAK)
    first, second = call.offered[:2]
    call.says("no").hears_sentence("nomatch-2")
    assert first not in call.offered
    assert call.offered[0] == second
    call.says("yes").is_at(second)


def test_R13_no_where_there_is_no_next_best_offers_what_is_here(sink: Carrier) -> None:
    call = sink.caller().says("leak", WEAK).says("no").hears_sentence("nomatch-2").hears("press 1")
    assert call.offered == ["water", "heat", "help"]
    call.presses("2").is_at("heat")


def test_R13_a_yes_that_was_not_heard_well_asks_for_a_key(sink: Carrier) -> None:
    call = sink.caller().says("leak", WEAK).says("yes", WEAK).hears_sentence("nomatch-2")
    call.presses("1").is_at("leak")


def test_R13_the_way_back_and_the_person_are_there_while_it_is_asked(sink: Carrier) -> None:
    asked = sink.caller().says("leak", WEAK)
    assert asked.presses("0").dialled is not None
    sink.caller().presses("1").says("oven", WEAK).presses("*").is_at("water")
    sink.caller().says("leak", WEAK).waits().hears_sentence("noinput-1").says("yes").is_at("leak")


def test_yes_and_no_mean_nothing_without_a_question(sink: Carrier) -> None:
    for said in ("yes", "no"):
        call = sink.caller().says(said)
        assert call.place == "main"


def test_yes_in_a_text_is_the_carriers_word_and_no_is_no_answer(sink: Carrier) -> None:
    ann = sink.stranger()
    ann.sends("hi").sends("STOP").sends("YES").gets_sentence("started")
    bo = sink.stranger()
    bo.sends("hi").sends("yes").gets_place("main")
    bo.sends("no").gets_sentence("nomatch-1")


@pytest.mark.parametrize(
    ("said", "key"),
    [("the second one", 2), ("Second.", 2), ("first", 1), ("the first one please", 1), ("the third", 3)],
)
def test_R12_which_one_said_and_texted(sink: Carrier, said: str, key: int) -> None:
    wanted = ["water", "heat", "help"][key - 1]
    sink.caller().says(said).is_at(wanted)
    sink.stranger().sends("hi").sends(said).gets_place(wanted)


@pytest.mark.parametrize(("said", "key"), [("la segunda", 2), ("el primero", 1), ("la tercera por favor", 3)])
def test_R12_which_one_in_spanish(sink: Carrier, said: str, key: int) -> None:
    wanted = ["water", "heat", "help"][key - 1]
    sink.caller().presses("8").says(said).is_at(wanted)
    sink.stranger().sends("hola").sends(said).gets_place(wanted, "es")


@pytest.mark.parametrize("line", ["food", "shipped"])
def test_R12_every_word_for_which_one_chooses_it(line: str, request: pytest.FixtureRequest) -> None:
    carrier: Carrier = request.getfixturevalue(line)
    for lang, language in carrier.served.line.languages.items():
        for key in "123456":
            for said in (
                form for word in language.answers[key] for form in (word, f"{language.answers['around'][0]} {word}")
            ):
                call = carrier.caller("")
                while call.state["lang"] != lang:
                    call.presses("8")
                offered = call.offered
                if int(key) <= len(offered):
                    call.says(said).is_at(offered[int(key) - 1])


def test_one_more_than_was_offered_is_not_understood(sink: Carrier) -> None:
    sink.caller().presses("3").is_at("help").says("the third one").hears_sentence("nomatch-1").is_at("help")
    sink.stranger().sends("help is on the third floor").gets()


def test_a_word_of_a_longer_sentence_chooses_nothing(sink: Carrier) -> None:
    call = sink.caller().says("this is my second leak").is_at("leak")
    assert call.offered != ["heat"]


def test_after_two_failures_a_key_is_asked_for_and_words_still_count(sink: Carrier) -> None:
    call = sink.caller().says("zzyzx").says("zzyzx").hears_sentence("nomatch-2").hears("Press a key")
    call.says("the second one").is_at("heat")
