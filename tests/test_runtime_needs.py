"""Two things asked for in one text, and a question that is understood by what was read before it."""

from __future__ import annotations

import pytest

from hotline.model import DAY
from tests.driver import Carrier


def key_of_other(carrier: Carrier, topic: str) -> str:
    """The number of a second thing asked for, behind a topic's own choices."""
    line = carrier.served.line
    return next(
        str(len(line.offers_with(number, number))) for number, place in line.places.items() if place.id == topic
    )


TWO_NEEDS = [
    ("en", "My hair is falling out. And I have diarrhea", "diarrhea", "hair-loss"),
    ("en", "will my hair fall out and i have diarrhea", "diarrhea", "hair-loss"),
    ("en", "can i drink wine and will my hair fall out", "hair-loss", "supplements-diet"),  # neither is urgent
    ("en", "i look after my wife and i am so tired. how do caregivers get a break", "carers", "fatigue"),
    ("es", "se me cae el pelo y tengo diarrea", "diarrhea", "hair-loss"),
]


@pytest.mark.parametrize(("lang", "text", "urgent", "other"), TWO_NEEDS)
def test_of_two_needs_the_more_urgent_is_answered_and_the_other_has_a_number(
    shipped: Carrier, lang: str, text: str, urgent: str, other: str
) -> None:
    anna = shipped.stranger()
    anna.sends("espanol" if lang == "es" else "hi").sends(text).gets_place(urgent, lang)
    key = key_of_other(shipped, urgent)
    anna.gets(f" {key}.").sends(key).gets_place(other, lang)


def test_a_first_text_with_two_needs_says_who_this_is_and_offers_both(shipped: Carrier) -> None:
    anna = shipped.stranger()
    key = key_of_other(shipped, "diarrhea")
    anna.sends("my hair is falling out and i have diarrhea").gets("STOP", f" {key}.").gets_place("diarrhea")
    anna.sends(key).gets_place("hair-loss")


def test_the_other_thing_is_still_offered_on_the_last_page(shipped: Carrier) -> None:
    anna = shipped.stranger()
    anna.sends("hi").sends("my hair is falling out and i have diarrhea")
    for _ in range(6):
        anna.sends("more")
    anna.sends(key_of_other(shipped, "diarrhea")).gets_place("hair-loss")


def test_a_caller_with_two_needs_hears_the_other_offered_last(shipped: Carrier) -> None:
    call = (
        shipped.caller(shipped.stranger().number)
        .says("my hair is falling out and i have diarrhea")
        .is_at("diarrhea")
        .hears_out()
    )
    assert call.offered[-1] == "hair-loss"
    assert len(call.offered) <= 6
    call.presses(str(len(call.offered))).is_at("hair-loss")


def test_behind_the_call_to_the_team_the_other_thing_has_a_number(shipped: Carrier) -> None:
    anna = shipped.stranger()
    anna.sends("hi").sends("i have a fever of 101. will my hair fall out").gets_place("infection-fever")
    key = key_of_other(shipped, "infection-fever")
    anna.gets_sentence("call-team").gets(f" {key}.").sends(key).gets_place("hair-loss")


def test_an_other_thing_that_is_no_place_any_more_is_not_offered(shipped: Carrier) -> None:
    line = shipped.served.line
    topic = next(number for number, place in line.places.items() if place.id == "diarrhea")
    call = shipped.caller(shipped.stranger().number)
    call.listen(f"/voice?at={topic}&turn=3&lang=en&other=998&after=listened", {}).hears_out()
    assert len(call.offered) == len(line.offers(topic))


CONTEXT = [
    ("en", "chemotherapy", "what about the side effects", "chemo-side-effects"),
    ("en", "tamoxifen", "what about the side effects", "hormone-side-effects"),
    ("en", "immunotherapy", "ok and what about side effects", "immunotherapy-side-effects"),
    ("es", "quimioterapia", "y los efectos secundarios", "chemo-side-effects"),
]


@pytest.mark.parametrize(("lang", "topic", "text", "meant"), CONTEXT)
def test_side_effects_are_those_of_the_treatment_read_about(
    shipped: Carrier, lang: str, topic: str, text: str, meant: str
) -> None:
    anna = shipped.stranger()
    anna.sends("espanol" if lang == "es" else "hi").sends(topic).sends(text).gets_place(meant, lang)


def test_after_a_day_the_topic_read_about_is_forgotten(shipped: Carrier) -> None:
    anna = shipped.stranger()
    anna.sends("hi").sends("chemotherapy")
    shipped.clock.now += DAY + 1
    with pytest.raises(AssertionError):
        anna.sends("what about the side effects").gets_place("chemo-side-effects")


def test_a_name_as_the_whole_text_leads_to_one_place_from_everywhere(shipped: Carrier) -> None:
    anna, ben = shipped.stranger(), shipped.stranger()
    here = anna.sends("hi").sends("chemotherapy").sends("questions to ask")
    there = ben.sends("hi").sends("questions to ask")
    assert here.text == there.text
