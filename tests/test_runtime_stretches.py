"""Long topics in calls: stretches that are short enough to follow, and a place in them that is never lost."""

from __future__ import annotations

import pytest

from hotline.channels.voice.speech import utterances
from hotline.channels.voice.stretches import STRETCH, stretches
from hotline.model import Give, Handoff, Menu, Topic
from tests.driver import Call, Carrier
from tests.twilio_takes import assert_taken
from tests.twiml import seconds

FOLLOWED = 25  # seconds that somebody can follow without a pause


def second_stretch(carrier: Carrier) -> Call:
    """A caller in the middle of a topic."""
    return carrier.caller().says("leak").waits().hears("A pipe joint")


def speaking(call: Call) -> float:
    """Seconds that a document is spoken."""
    waited = call.gather.get("timeout", "0") if call.gather is not None else "0"
    return seconds(call) - int(waited)


@pytest.mark.proof
def test_every_document_of_every_topic_is_spoken_within_25_seconds_at_either_speed(
    shipped: Carrier, sink: Carrier
) -> None:
    for carrier in (shipped, sink):
        line = carrier.served.line
        for number in (n for n, place in line.places.items() if isinstance(place, Topic)):
            for lang in line.languages:
                for slow in ("", "&slow=1"):
                    call = Call(carrier, "", f"CA{lang}{slow}{number}")
                    call.listen(f"/voice?at=100&turn=1&lang={lang}{slow}&offered={number}", {"Digits": "1"})
                    while call.gather is not None and call.gather.get("input") == "dtmf":
                        assert speaking(call) <= FOLLOWED, (number, lang, slow)
                        assert_taken(call.data)
                        call.waits()
                    call.hears_sentence("what-next", lang)


def test_the_stretches_together_are_the_whole_topic_in_order(shipped: Carrier) -> None:
    line = shipped.served.line
    for lang in line.languages:
        for number, place in line.places.items():
            if isinstance(place, Topic):
                whole = " ".join(u.text for u in utterances(Give(number), line, lang))
                cut = [" ".join(u.text for u in stretch) for stretch in stretches(line, lang, number)]
                assert " ".join(cut) == whole
                assert len(cut) <= 8
    assert STRETCH * 1.25 == FOLLOWED


def test_a_topic_runs_on_by_itself(sink: Carrier) -> None:
    call = sink.caller().says("leak").hears("A leak.", "Turn the water off")
    call.waits().hears("A pipe joint").is_at("leak")
    assert "Turn the water off" not in call.said
    call.waits().hears_sentence("what-next")


def test_again_is_the_stretch_within_and_the_topic_after(sink: Carrier) -> None:
    within = second_stretch(sink).presses("9").hears("A pipe joint")
    assert "A leak." not in within.said
    after = within.waits().hears_sentence("what-next").presses("9")
    after.hears("A leak.", "Turn the water off").waits().hears("A pipe joint").waits().hears_sentence("what-next")
    after.says("again").hears("A leak.")


def test_R15_slower_goes_on_at_the_same_stretch_with_longer_waits(sink: Carrier) -> None:
    call = second_stretch(sink).presses("7").hears_sentence("slow-on").hears("A pipe joint")
    assert "A leak." not in call.said
    call.waits().hears_sentence("what-next")
    assert call.gather is not None
    assert (call.gather.get("timeout"), call.gather.get("speechTimeout")) == ("10", "3")
    call.presses("1").is_at("drip")
    assert all(say.find("prosody") is not None for say in call.root.iter("Say"))
    call.presses("7").hears_sentence("slow-off").is_at("drip")
    assert call.root.find(".//prosody") is None


def test_slower_after_a_topic_says_the_choices_slower(sink: Carrier) -> None:
    call = second_stretch(sink).waits().presses("7").hears_sentence("slow-on").hears_sentence("what-next")
    assert call.offered == ["drip", "plumber"]


def test_the_other_language_begins_the_topic_anew(sink: Carrier) -> None:
    call = second_stretch(sink).presses("8").is_at("leak").hears("Una fuga.")
    call.hears_out().hears_sentence("what-next", "es")
    second_stretch(sink).waits().presses("8").hears("Una fuga.")


def test_a_key_that_means_nothing_names_the_keys_and_goes_on(sink: Carrier) -> None:
    call = second_stretch(sink)
    call.presses("5").hears_sentence("keys").hears("A pipe joint").is_at("leak")
    call.waits().hears_sentence("what-next")
    for _ in range(12):
        if not call.over:
            call.presses("6")
    assert call.over  # a phone in a pocket


def test_a_topic_number_thought_better_of_goes_on_with_the_topic(sink: Carrier) -> None:
    for after in (
        second_stretch(sink).presses("#").waits(),
        second_stretch(sink).presses("#").presses("*"),
        second_stretch(sink).presses("#").presses("999").hears_sentence("number-unknown"),
    ):
        after.hears("A pipe joint").waits().hears_sentence("what-next")
    second_stretch(sink).presses("#").presses("310").hears("The oven.")


def test_back_leaves_a_topic_at_every_stretch(sink: Carrier) -> None:
    for stretch in (0, 1, 2):
        call = sink.caller().presses("1").presses("1").is_at("leak")
        for _ in range(stretch):
            call.waits()
        call.presses("*").is_at("water").presses("*").is_at("main").presses("*").is_at("main")


def test_more_after_a_topic_says_that_it_was_all(sink: Carrier) -> None:
    call = second_stretch(sink).waits().says("more").hears_sentence("no-more")
    assert call.offered == ["drip", "plumber"]


def test_the_action_of_a_cry_for_help_is_said_again_and_slower_and_in_the_other_language(sink: Carrier) -> None:
    for level, said in (("crisis", "i want to die"), ("emergency", "she is not breathing")):
        call = sink.caller("").says(said).hears_sentence(level)
        call.presses("9").hears_sentence(level).presses("5").hears_sentence(level)
        call.presses("7").hears_sentence(level).hears_sentence("slow-on")
        call.presses("8").hears_sentence(level, "es").waits().hears_sentence("what-next", "es")
        call.presses("9").hears_sentence(level, "es")
        call.waits().says("más").is_at({"crisis": "alone", "emergency": "flood"}[level])


def test_the_care_teams_action_comes_again_with_the_topic(sink: Carrier) -> None:
    call = sink.caller().says("she has a fever").hears_sentence("call-team").is_at("leak")
    said = [call.said]
    while call.gather is not None and call.gather.get("input") == "dtmf":
        call.waits()
        said.append(call.said)
    assert "A pipe joint" in " ".join(said)
    call.presses("9").hears_sentence("call-team")


def test_a_reload_that_makes_a_topic_shorter_loses_nobody(sink: Carrier) -> None:
    call = Call(sink, "", "CA-shorter")
    call.listen("/voice?at=210&page=7&listening=1&turn=3&lang=en&offered=210", {"Digits": "9"}).hears("A pipe joint")
    call.listen("/voice?at=210&page=7&listening=1&turn=3&lang=en&after=listened", {}).hears_sentence("what-next")
    call.listen("/voice?at=998&page=7&listening=1&turn=3&lang=en&after=listened", {}).is_at("main")


def test_places_without_a_topic_have_no_stretches(sink: Carrier) -> None:
    line = sink.served.line
    for number, place in line.places.items():
        if isinstance(place, Menu | Handoff):
            call = Call(sink, "", f"CA-whole-{number}").listen(
                f"/voice?at=100&turn=1&offered={number}", {"Digits": "1"}
            )
            assert call.dialled is not None or "speech" in (call.gather or {}).get("input", "")
