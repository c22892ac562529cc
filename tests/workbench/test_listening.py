"""What is listened to is the call: the same words, from the first to where the line waits, in the checker's seconds."""

from __future__ import annotations

import pytest

from hotline.channels.voice.speech import utterances
from hotline.model import Give, Tell, Topic
from hotline.workbench.listening import Hearing, hear_greeting, hear_place
from tests.driver import Carrier
from tests.rehearsal.sink import NUMBER, served

SERVED = served()


def words(hearing: Hearing) -> str:
    """What the carrier's voice says; a caller's `said` has no recordings either."""
    spoken = (each for each in (*hearing.own, *hearing.after) if each.text and not each.recorded)
    return " ".join(each.text for each in spoken)


@pytest.mark.parametrize("id", NUMBER)
def test_a_place_is_heard_as_a_caller_hears_it(id: str, sink: Carrier) -> None:
    label = SERVED.line.language("en").words[NUMBER[id]].label
    sink.clock.now += 4 * 3600  # noon is seven in the morning where the electrician is, who comes at eight
    call = sink.caller().says(label)
    heard = [call.said]
    while call.gather is not None and "speech" not in call.gather.get("input", ""):
        call.waits()
        heard.append(call.said)
    assert words(hear_place(SERVED, NUMBER[id], "en")) == " ".join(heard)


def test_the_greeting_is_heard_as_a_caller_hears_it(sink: Carrier) -> None:
    assert words(hear_greeting(SERVED, "en")) == sink.caller().said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_topic_is_counted_as_the_checker_counts_it(lang: str) -> None:
    topics = [number for number, place in SERVED.line.places.items() if isinstance(place, Topic)]
    for number in topics:
        counted = sum(spoken.seconds for spoken in utterances(Give(number), SERVED.line, lang))
        assert hear_place(SERVED, number, lang).counted == pytest.approx(counted)


def test_after_a_topic_come_its_quiet_and_what_is_offered() -> None:
    hearing = hear_place(SERVED, NUMBER["oven"], "en")
    quiet, *offered = hearing.after
    assert (quiet.text, quiet.pause) == ("", 1000)
    (first, *_) = utterances(Tell("what-next"), SERVED.line, "en")
    assert offered[0].text == first.text
    assert hear_place(SERVED, NUMBER["heat"], "en").after == ()
    assert hear_place(SERVED, NUMBER["plumber"], "en").after == ()


def test_slow_is_slow_to_the_last_word() -> None:
    for hearing in (hear_place(SERVED, NUMBER["oven"], "es", slow=True), hear_greeting(SERVED, "es", slow=True)):
        spoken = [each for each in (*hearing.own, *hearing.after) if each.text]
        assert {each.rate for each in spoken} == {0.8}
