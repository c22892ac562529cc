"""STOP, START and HELP by text. A test of one of the rules of the service carries its name."""

from __future__ import annotations

import pytest

from hotline.understand import squeeze
from tests.driver import Carrier

# fmt: off
STOPS = ["STOP", "stop", " Stop ", "Stop.", "STOP!!", "s t o p", "STOPALL", "unsubscribe", "end", "Quit", "cancel",
         "revoke", "optout", "opt out", "Opt-Out", "stop please", "no mas", "No más", "alto", "ALTO.", "baja"]
NOT_STOPS = ["make it stop i want to die", "can i stop tamoxifen", "quiero terminar, ya no puedo mas", "cancer",
             "step", "stopped", "the drip will not stop", "i want to quit tamoxifen", "when does it end"]
# fmt: on


@pytest.mark.parametrize("word", STOPS)
def test_R16_stop_as_the_whole_message_opts_out(sink: Carrier, word: str) -> None:
    ana = sink.texter()
    ana.sends("hi")
    lang = "es" if squeeze(word) in ("nomas", "alto", "baja") else "en"
    ana.sends(word).gets_sentence("stopped", lang).gets("911", "988", "START")
    ana.sends("hi").gets_nothing()


@pytest.mark.parametrize("words", NOT_STOPS)
def test_R16_stop_inside_a_sentence_does_not(sink: Carrier, words: str) -> None:
    ana = sink.texter()
    ana.sends("hi")
    assert ana.sends(words).messages == 1
    assert "START" not in ana.text
    ana.sends("hi").gets_place("main")


@pytest.mark.parametrize(
    ("word", "answers"), [("STOP", 0), ("cancel", 0), (" stop ", 0), ("stop please", 1), ("opt out", 1)]
)
def test_R16_where_the_carrier_answers_we_say_nothing(food: Carrier, word: str, answers: int) -> None:
    ana = food.texter()
    ana.sends("hi")
    assert ana.sends(word).messages == answers
    ana.sends("hi").gets_nothing()


def test_R16_one_confirmation_only(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("STOP").gets_sentence("stopped")
    ana.sends("STOP").gets_nothing()


@pytest.mark.parametrize(("did", "then"), [("STOP", 0), ("START", 1), ("HELP", 1)])
def test_R17_what_the_carrier_says_it_did_wins_over_the_body(sink: Carrier, did: str, then: int) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("oven", OptOutType=did).gets_nothing()
    assert ana.sends("hi").messages == then


def test_R18_after_stop_silence_but_for_start_help_and_one_cry_for_help(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("STOP")
    for words in ("oven", "asdf", "", "thanks", "my temp is fever"):
        ana.sends(words).gets_nothing()
    ana.sends("HELP").gets_sentence("help")
    ana.sends("i want to die").gets_sentence("crisis")
    ana.sends("i want to die").gets_nothing()
    ana.sends("START").gets_sentence("started").gets_place("main")
    ana.sends("UNSTOP").gets_place("main")
    assert "Welcome back" not in ana.text
    ana.sends("STOP")
    ana.sends("chest pain").gets_sentence("emergency")


def test_R18_where_the_carrier_blocks_every_cry_is_tried(food: Carrier) -> None:
    ana = food.texter()
    ana.sends("STOP")
    ana.sends("i want to die").gets_sentence("crisis")
    ana.sends("i want to die").gets_sentence("crisis")
    ana.sends("where is food").gets_nothing()


@pytest.mark.parametrize("word", ["HELP", "info", "Help!", "ayuda"])
def test_R19_help_works_everywhere_and_keeps_the_place(sink: Carrier, word: str) -> None:
    ana = sink.texter()
    ana.sends("hi")
    lang = "es" if word == "ayuda" else "en"
    ana.sends(word).gets_sentence("help", lang)
    ana.sends("2").gets_place("heat", lang)
    ana.sends(word)
    ana.sends("3").gets_place("kettle", lang)


def test_a_wish_for_no_more_texts_is_asked_about(sink: Carrier) -> None:
    ana = sink.texter()
    ana.sends("hi")
    ana.sends("please just quit texting this phone").gets_sentence("stop-like")
    ana.sends("hi").gets_place("main")


def test_R23_cancer_is_not_cancel(shipped: Carrier) -> None:
    ana = shipped.texter("+15005551023")
    ana.sends("hi")
    for word in ("cancer", "cancr"):
        ana.sends(word)
        assert ana.messages == 1
    ana.sends("cancel").gets_nothing()
    ana.sends("hi").gets_nothing()
