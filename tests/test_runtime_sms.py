"""Conversations by text, through the real web application. A test of one of the service's rules carries its name."""

from __future__ import annotations

import pytest

from hotline.channels.sms import count
from tests.driver import Carrier

DAY = 24 * 60 * 60


def test_hi_one_hormone_more_back_menu(shipped: Carrier) -> None:
    ana = shipped.texter("+15005551001")
    ana.sends("hi").gets_place("main").gets("911", "STOP", "HELP")
    ana.sends("1").gets_place("treatments")
    ana.sends("hormone").gets_place("hormone-therapy", page=0)
    ana.sends("more").gets_place("hormone-therapy", page=1)
    ana.sends("back").gets_place("hormone-therapy", page=0)
    ana.sends("back").gets_place("treatments")
    ana.sends("back").gets_place("main")
    ana.sends("back").gets_place("main")
    ana.sends("menu").gets_place("main")


def test_the_rest_of_the_first_conversation(shipped: Carrier) -> None:
    ana = shipped.texter("+15005551002")
    ana.sends("hi")
    ana.sends("STOP").gets_nothing()  # the carrier answers
    ana.sends("hi").gets_nothing()
    ana.sends("START").gets_place("main").gets_sentence("started")
    ana.sends("asdfgh").gets_sentence("nomatch-1")
    ana.sends("911").gets("911")
    assert ana.text.startswith("Call 911 now")
    ana.sends("").gets_place("main")
    ana.sends("😀" * 1600).gets_place("main")
    ana.sends("make it stop I want to die").gets_sentence("crisis").gets("988")
    ana.sends("can i stop tamoxifen").gets_place("stop-skip-dose")


@pytest.mark.parametrize("first", ["hi", "leak", "asdf", "drip", "", "2", "thanks", "person", "START", "source"])
def test_a_new_texter_is_told_who_this_is_once(sink: Carrier, first: str) -> None:
    ana = sink.texter().sends(first).gets_sentence("welcome").gets("911", "STOP", "HELP", "ESPAÑOL")
    assert count(ana.text).segments <= 2
    assert ana.text.startswith("Sink")
    again = ana.sends("hi").text
    assert "STOP" not in again


def test_a_first_text_in_spanish_is_welcomed_in_spanish(sink: Carrier) -> None:
    ana = sink.texter().sends("fuga").gets_sentence("welcome", "es").gets_place("leak", "es").gets("ENGLISH")
    assert count(ana.text).segments <= 3
    ana.sends("mas").gets_place("leak", "es", page=1)


def test_a_first_cry_for_help_gets_the_action_alone(sink: Carrier) -> None:
    ana = sink.texter().sends("i want to die").gets_sentence("crisis")
    assert ana.text.startswith("Call or text 988")
    ana.sends("hi").gets_sentence("welcome")


def test_number_replies_mean_what_was_offered_last(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("2").gets_place("heat")
    ana.sends("leak").gets_place("leak", page=0)  # its own choices stand on the last page, not here
    ana.sends("3").gets_place("kettle")  # so 3 is still the third kind of heat
    ana.sends("leak")
    ana.sends("more")
    ana.sends("more").gets_place("leak", page=2)
    ana.sends("1").gets_place("drip")


@pytest.mark.parametrize("two", ["2", "2.", " 2 ", "#2", "two", "TWO", "dos", "2️⃣", "２", "(2)", "2!"])
def test_every_way_to_text_two(sink: Carrier, two: str) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends(two).gets_place("heat")


def test_a_number_that_was_not_offered_is_a_miss_and_never_a_wrong_topic(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("6").gets_sentence("nomatch-1")


def test_offers_die_after_a_day_and_the_language_after_thirty(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("español").gets_place("main", "es")
    sink.clock.now += DAY + 60
    ana.sends("2").gets_place("main", "es")
    sink.clock.now += 31 * DAY
    ana.sends("2").gets_place("main", "en").gets_sentence("welcome")


def test_topic_numbers_from_the_card(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("320").gets_place("toaster")
    ana.sends("#310").gets_place("oven")
    ana.sends("999").gets_sentence("number-unknown")


def test_one_keyword_in_a_sentence_answers_and_two_ask(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("Help!! my FAUCET is loud").gets_place("drip")
    ana.sends("kettle or toaster?").gets_sentence("did-you-mean").gets("1 The kettle", "2 The toaster")
    ana.sends("2").gets_place("toaster")


def test_commands_count_only_as_the_whole_message(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("oven")
    ana.sends("more leak please").gets_place("leak")
    ana.sends("MORE").gets_place("leak", page=1)
    ana.sends("back to the toaster").gets_place("toaster")


def test_the_keys_work_as_texts_too(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("oven")
    ana.sends("9").gets_place("oven")
    ana.sends("8").gets_place("oven", "es")
    ana.sends("8").gets_place("oven", "en")
    ana.sends("0").gets_place("plumber")
    ana.sends("*").gets_place("oven")
    ana.sends("#").gets_sentence("number-ask")
    ana.sends("320").gets_place("toaster")
    ana.sends("1").gets_place("oven")
    ana.sends("7").gets_sentence("slow-on")


def test_source_says_where_facts_come_from_and_whether_they_were_checked(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("source").gets_sentence("no-source")
    ana.sends("leak")
    ana.sends("source").gets("Board of Plumbing", "Not checked yet.")
    ana.sends("drip")
    ana.sends("SOURCE").gets("Oven Makers' Guild", "Checked.")


def test_delete_forgets_all_but_an_opt_out(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("español")
    ana.sends("borrar").gets_sentence("deleted", "es")
    ana.sends("hi").gets_sentence("welcome", "en")
    ana.sends("stop")
    ana.sends("delete").gets_nothing()
    ana.sends("hi").gets_nothing()


def test_R20_pages_cost_what_we_say(shipped: Carrier) -> None:
    """The counter itself is held against its oracle in tests/channels/test_segments.py."""
    for number in shipped.served.line.places:
        for lead in ("", "welcome", "call-team", "notice"):
            for text in shipped.served.book.pages(number, "en", lead).texts:
                assert count(text).encoding == "gsm-7", text
                assert count(text).segments <= 2, text


def test_R21_one_message_a_turn_numbered_parts_and_an_end(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("leak").gets("1/3")
    ana.sends("more").gets("2/3")
    ana.sends("more").gets("3/3")
    ana.sends("more").gets_sentence("no-more").gets("1 A dripping faucet")
    ana.sends("1").gets_place("drip")
    ana.sends("more").gets_sentence("no-more")


def test_R22_an_unknown_text_gets_a_few_ways_on_and_no_echo(shipped: Carrier) -> None:
    ana = shipped.texter("+15005551022")
    ana.sends("hi")
    for level in (1, 2, 3, 3):
        ana.sends("zyxxyq").gets_sentence(f"nomatch-{level}")
        assert "zyxxyq" not in ana.text
        assert sum(line[:2] in {f"{n} " for n in range(1, 10)} for line in ana.text.split("\n")) <= 5
    ana.sends("hi")
    ana.sends("zyxxyq").gets_sentence("nomatch-1")


def test_call_team_is_the_action_then_the_topic(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("gas smell near the oven").gets_sentence("call-team").gets_place("oven")
    assert ana.text.startswith("Call the plumber now")
    ana.sends("i have a fever").gets_sentence("call-team").gets_place("leak")
    ana.sends("more").gets_place("leak", page=1)


def test_a_doubtful_sign_gets_the_normal_answer_with_the_emergency_line(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("no fever but the oven is cold").gets_place("oven").gets("911", "988")
    ana.sends("what are the signs of chest pain").gets("911", "988")
    ana.sends("no fever but i cant breathe").gets_sentence("emergency")


def test_spanish_goes_on_in_spanish(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("ESPANOL").gets_place("main", "es")
    ana.sends("1").gets_place("water", "es")
    ana.sends("quiero morir").gets_sentence("crisis", "es")
    ana.sends("atras").gets_place("water", "es")
    ana.sends("chest pain").gets_sentence("emergency", "en")
    ana.sends("english").gets_place("flood", "en")


def test_a_place_that_is_gone_means_the_menu_that_led_there(sink: Carrier) -> None:
    from dataclasses import replace

    from hotline.served import prepare

    ana = sink.texter()
    ana.sends("heat")
    current = sink.app.extensions["hotline"]["current"]
    line = current.served.line
    without = {number: place for number, place in line.places.items() if place.id != "kettle"}
    current.served = prepare(replace(line, places=without), "later")
    ana.sends("3").gets_place("heat")
