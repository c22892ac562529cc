"""Time in calls: what is waited for, how long a phone that nobody holds is kept, and who is greeted shortly."""

from __future__ import annotations

import pytest

from hotline.channels.voice.script import PATIENCE
from tests.driver import Call, Carrier
from tests.twiml import seconds

PERSON_AFTER = 60  # seconds of quiet, what is spoken not counted, before a person is offered
BETWEEN = (239, 300)  # seconds from the last key or word to the end, with all that is spoken: docs/accessibility.md


def waited(call: Call) -> int:
    assert call.gather is not None
    return int(call.gather.get("timeout", "0"))


@pytest.mark.parametrize(("slow", "waits"), [(False, [8, 20, 32]), (True, [10, 20, 32])])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_minute_of_quiet_passes_before_a_person_is_offered(
    shipped: Carrier, lang: str, slow: bool, waits: list[int]
) -> None:
    call = shipped.caller("")
    if lang == "es":
        call.presses("8")
    if slow:
        call.presses("7")
    found = [waited(call)]
    found.append(waited(call.waits().hears_sentence("noinput-1", lang)))
    assert "9" in call.said  # how to hear it again, and nothing else: there is time
    assert len(call.said.split()) <= 12
    found.append(waited(call.waits().hears_sentence("noinput-2", lang).hears("1.", "2.")))
    assert found == waits
    assert sum(found) >= PERSON_AFTER
    call.waits().hears_sentence("noinput-3", lang).hears("0")
    assert waited(call) == PATIENCE[-1]


@pytest.mark.parametrize("line", ["sink", "food", "shipped"])
@pytest.mark.parametrize("keys", ["", "7", "1", "11", "71", "711"])
def test_a_phone_that_nobody_holds_is_let_go_between_4_and_5_minutes_after_the_last_key(
    line: str, keys: str, request: pytest.FixtureRequest
) -> None:
    carrier: Carrier = request.getfixturevalue(line)
    call = carrier.caller("")
    for key in keys:
        call.presses(key)
        carrier.clock.now += 10
    spent = seconds(call)
    while not call.over:
        call.waits()
        spent += seconds(call)
    assert BETWEEN[0] <= spent <= BETWEEN[1]
    call.hears_sentence("goodbye")


def test_any_key_and_any_word_begins_the_time_anew(sink: Carrier) -> None:
    call = sink.caller()
    for act in (lambda: call.presses("9"), lambda: call.says("zzyzx"), lambda: call.presses("6")):
        for _ in range(6):
            call.waits()
        before = int(call.state["quiet"])
        act()
        assert int(call.state["quiet"]) < before
        assert not call.over


def test_a_relay_user_who_is_not_understood_after_long_silence_is_not_let_go(sink: Carrier) -> None:
    call = sink.caller()
    for _ in range(8):
        call.waits()
    call.says("zzyzx").hears_sentence("nomatch-1")
    call.says("zzyzx").says("leak").is_at("leak")


def test_a_television_that_speaks_now_and_then_keeps_no_line_busy(sink: Carrier) -> None:
    call, turns = sink.caller(), 0
    while not call.over:
        call.waits() if turns % 2 else call.says("zzyzx")
        turns += 1
    assert turns < 30


@pytest.mark.parametrize("line", ["sink", "food", "shipped"])
def test_R14_who_called_lately_hears_a_shorter_greeting(line: str, request: pytest.FixtureRequest) -> None:
    carrier: Carrier = request.getfixturevalue(line)
    number = carrier.stranger().number
    first = carrier.caller(number).hears_sentence("welcome")
    again = carrier.caller(number).hears_sentence("welcome-short")
    assert len(again.said.split()) < len(first.said.split())
    assert again.said.startswith(first.said.split(".")[0])  # the emergency notice stays, and comes first
    assert again.offered == first.offered
    assert [child.tag for child in again.root] == [child.tag for child in first.root]
    carrier.clock.now += 31 * 24 * 60 * 60
    assert carrier.caller(number).said == first.said


def test_R14_a_language_holds_for_the_call_the_next_calls_and_texts(sink: Carrier) -> None:
    number = sink.stranger().number
    call = sink.caller(number).hears("Para español, oprima 8").presses("8").presses("1").presses("1").hears_out()
    assert call.state["lang"] == "es"
    for _ in range(3):  # every call keeps it for thirty more days
        sink.clock.now += 20 * 24 * 60 * 60
        sink.caller(number).hears_sentence("welcome-short", "es").hears_sentence("offer-language", "en")
    sink.texter(number).sends("hola").gets_place("main", "es").gets_sentence("welcome", "es")


def test_R15_slower_speech_holds_for_the_next_call(sink: Carrier) -> None:
    number = sink.stranger().number
    sink.caller(number).presses("7")
    call = sink.caller(number)
    assert waited(call) == 10
    assert call.root.find(".//prosody") is not None


def test_a_call_takes_nothing_from_a_first_text(sink: Carrier) -> None:
    ann = sink.stranger()
    sink.caller(ann.number).presses("1").presses("1")
    ann.sends("hi").gets_sentence("welcome").gets_sentence("stop-help").gets_place("main")


def test_what_was_deleted_in_a_call_is_not_kept_again_in_it(sink: Carrier) -> None:
    number = sink.stranger().number
    sink.caller(number).presses("8").says("borrar").hears_sentence("deleted", "es").presses("1").presses("*")
    sink.caller(number).hears_sentence("welcome", "en")


def test_withheld_callers_are_never_taken_for_somebody_known(sink: Carrier) -> None:
    for _ in range(2):
        sink.caller("+266696687").hears_sentence("welcome").presses("8")


def test_an_opt_out_alone_is_no_earlier_call(sink: Carrier) -> None:
    ann = sink.stranger()
    ann.sends("STOP").sends("hi").gets_nothing()
    sink.clock.now += 31 * 24 * 60 * 60
    sink.texter().sends("hi")  # whoever comes next; what is too old is dropped then
    sink.caller(ann.number).hears_sentence("welcome")
    ann.sends("hi").gets_nothing()


def test_R10_keys_and_words_interrupt_all_but_the_emergency_notice(sink: Carrier) -> None:
    call = sink.caller()
    outside = [child for child in call.root if child.tag == "Say"]
    assert [say.get("language") for say in outside] == ["en-US", "es-US"]
    for act in (call.waits, lambda: call.presses("1"), lambda: call.presses("1"), lambda: call.says("zzyzx")):
        act()
        assert [child.tag for child in call.root] == ["Gather", "Redirect"]  # whose words can all be interrupted
        call.hears_out()
