"""How much one person gets, and who gets nothing: limits, machines that answer by themselves, two that talk for ever.

A test of one of the service's rules carries its name.
"""

from __future__ import annotations

import pytest

from hotline.engine.guard import A_MINUTE, AN_HOUR, MINUTE, PAUSE, ROUNDS
from tests.driver import OURS, Carrier, Texter, action

WALK = ("hi", "1", "leak", "oven", "kettle", "drip", "310", "210", "menu", "2", "menu", "1")
DRIVING = [
    "I'm driving with Focus turned on. I'll see your message when I get where I'm going.",
    "Hi! I am currently out of the office until Monday.",
    "Estoy conduciendo con el Enfoque activado.",
]


def walks(ana: Texter, texts: int, seconds: int = 0) -> int:
    """Send so many texts that each ask for something else; how many were answered."""
    answered = 0
    for n in range(texts):
        answered += ana.sends(WALK[n % len(WALK)]).messages
        ana.carrier.clock.now += seconds
    return answered


def test_R28_the_eleventh_text_of_a_minute_gets_the_notice_then_there_is_silence(sink: Carrier) -> None:
    ana = sink.stranger()
    assert walks(ana, A_MINUTE) == A_MINUTE
    ana.sends("kettle").gets("911", "988", "1-500-555-0000")
    ana.sends("kettle").gets_nothing()
    sink.clock.now += MINUTE
    ana.sends("kettle").gets_place("kettle")


def test_R28_the_sixty_first_text_of_an_hour_too(sink: Carrier) -> None:
    ana = sink.stranger()
    assert walks(ana, AN_HOUR, seconds=20) == AN_HOUR
    ana.sends("leak").gets_sentence("capped")
    ana.sends("leak").gets_nothing()
    sink.clock.now += 60 * 60
    ana.sends("leak").gets_place("leak")


def test_R28_a_flood_gets_sixty_answers_an_hour_and_few_notices(sink: Carrier) -> None:
    answered = walks(sink.stranger(), 3600, seconds=1)
    assert answered <= AN_HOUR + 2


@pytest.mark.parametrize("before", [A_MINUTE, A_MINUTE + 1, A_MINUTE + 5])
def test_R28_stop_help_delete_and_cries_for_help_are_never_held_back(sink: Carrier, before: int) -> None:
    ana = sink.stranger()
    walks(ana, before)
    for _ in range(A_MINUTE + 2):
        assert ana.sends("i want to die").text == action(sink.served, "crisis")
        assert ana.sends("chest pain").text == action(sink.served, "emergency")
        ana.sends("i have a fever").gets_sentence("call-team")
        ana.sends("HELP").gets_sentence("help")
    ana.sends("STOP").gets_sentence("stopped")
    ana.sends("START").gets_place("main")
    ana.sends("delete").gets_sentence("deleted")
    ana.sends("leak").gets_place("leak")


def test_R28_a_doubtful_sign_of_danger_never_meets_silence(sink: Carrier) -> None:
    ana = sink.stranger()
    walks(ana, A_MINUTE + 3)
    for _ in range(3):
        assert sink.served.index.meaning("what are the signs of chest pain").safety == "notice"
        ana.sends("what are the signs of chest pain").gets("911", "988")


def test_R28_cries_for_help_count_for_nothing(sink: Carrier) -> None:
    ana = sink.stranger()
    for _ in range(30):
        ana.sends("chest pain")
    ana.sends("leak").gets_place("leak")


def test_R28_who_is_held_back_loses_no_place_and_no_choice(sink: Carrier) -> None:
    ana = sink.stranger()
    walks(ana, A_MINUTE - 1)
    ana.sends("1")
    offered = ana.text
    for _ in range(3):
        ana.sends("2")
    sink.clock.now += MINUTE
    ana.sends("repeat").gets(offered.partition(": ")[2])


def test_R28_one_person_is_held_back_and_nobody_else_is(sink: Carrier) -> None:
    walks(sink.stranger(), A_MINUTE + 5)
    sink.stranger().sends("leak").gets_place("leak")


def test_R28_a_clock_that_is_put_back_locks_nobody_out(sink: Carrier) -> None:
    ana = sink.stranger()
    walks(ana, A_MINUTE + 5)
    sink.clock.now -= 24 * 60 * 60
    ana.sends("leak").gets_place("leak")


def test_R28_a_text_that_the_carrier_sends_again_counts_once(sink: Carrier) -> None:
    ana = sink.stranger()
    for _ in range(A_MINUTE * 3):
        ana.sends("leak", MessageSid="SM-again").gets_place("leak")
    assert walks(ana, A_MINUTE - 1) == A_MINUTE - 1


def test_R28_calls_are_not_held_back(sink: Carrier) -> None:
    call = sink.caller()
    for _ in range(AN_HOUR + 10):
        call.presses("1").presses("*").is_at("main")


@pytest.mark.parametrize("words", DRIVING)
def test_R29_a_machine_that_answers_by_itself_gets_nothing(sink: Carrier, words: str) -> None:
    ana = sink.stranger()
    ana.sends(words).gets_nothing()
    ana.sends("leak").gets_place("leak")


def test_R29_danger_is_heard_behind_what_a_machine_says(sink: Carrier) -> None:
    said = sink.stranger().sends(f"{DRIVING[0]} chest pain").text
    assert said == action(sink.served, "emergency")
    sink.stranger().sends(f"{DRIVING[1]} What are the signs of chest pain?").gets("911", "988")


@pytest.mark.parametrize(
    "theirs", [("We got your text.",), ("Yes?", "Who is this?"), ("1",), ("more",), ("thanks",), ("START",)]
)
def test_R29_two_machines_stop_talking(sink: Carrier, theirs: tuple[str, ...]) -> None:
    machine, answered = sink.stranger(), 0
    for n in range(100):
        answered += machine.sends(theirs[n % len(theirs)]).messages
        if not machine.messages:
            break  # it has nothing to answer
        sink.clock.now += 30
    assert answered <= ROUNDS + 6


def test_R29_what_is_new_is_answered_all_the_same(sink: Carrier) -> None:
    ana = sink.stranger()
    for _ in range(ROUNDS + 3):
        ana.sends("qwerty zxcvb")
        sink.clock.now += 20
    ana.gets_nothing()
    ana.sends("leak").gets_place("leak")
    sink.clock.now += PAUSE
    ana.sends("qwerty zxcvb")
    assert ana.messages == 1


def test_R29_our_own_numbers_get_nothing(sink: Carrier) -> None:
    sink.texter(OURS).sends("i want to die").gets_nothing()
    sink.texter(OURS).sends("hi", To="+15005550009").gets_nothing()


@pytest.mark.parametrize("sender", ["", "22395", "PharmaCo", "anonymous", "whatsapp:+15005550001", "sip:ana@x.example"])
def test_who_cannot_be_texted_gets_nothing_but_help_in_danger(sink: Carrier, sender: str) -> None:
    sink.texter(sender).sends("leak").gets_nothing()
    assert sink.texter(sender).sends("i want to die").text == action(sink.served, "crisis")
    sink.texter(sender).sends("what are the signs of chest pain").gets("911", "988")


def test_where_a_line_has_no_number_the_notice_names_the_persons(food: Carrier) -> None:
    assert food.served.line.phone == ""
    ana = food.stranger()
    while "lot of texts" not in ana.text:
        ana.sends("hi")
    ana.gets("911", "988", "1-402-555-0110")
