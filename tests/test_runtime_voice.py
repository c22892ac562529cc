"""Calls, through the real web application. Tests are named after the service's rules where one applies."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.voice.speech import WORDS_A_MINUTE
from hotline.model import Handoff, Menu, Topic
from tests.driver import LINES, Call, Carrier
from tests.twiml import assert_portable, assert_silence_leads_on, seconds

KEYS = "123456"


def walk(carrier: Carrier, number: str) -> dict[str, int]:
    """Every place that keys alone reach, and after how many presses."""
    found: dict[str, int] = {}
    ahead = [(carrier.caller(number), 0)]
    while ahead:
        call, presses = ahead.pop(0)
        if call.dialled is not None:
            continue
        call.hears_out()
        action = call.gather.get("action", "") if call.gather is not None else ""
        for key, id in zip(KEYS, call.offered, strict=False):
            if id not in found:
                found[id] = presses + 1
                fresh = Call(carrier, number, call.sid)
                ahead.append((fresh.listen(action, {"Digits": key}), presses + 1))
    return found


def places(carrier: Carrier, *kinds: type) -> set[str]:
    return {place.id for place in carrier.served.line.places.values() if isinstance(place, kinds)}


@pytest.mark.parametrize("line", ["kitchen-sink", "food-bank", "shipped"])
def test_keys_alone_reach_every_place(line: str, request: pytest.FixtureRequest) -> None:
    carrier = request.getfixturevalue({"kitchen-sink": "sink", "food-bank": "food"}.get(line, line))
    reached = walk(carrier, "+15005552001")
    assert places(carrier, Topic) <= set(reached)
    if line != "kitchen-sink":
        assert max(reached[id] for id in places(carrier, Topic)) <= 3


@pytest.mark.parametrize("line", ["kitchen-sink", "food-bank", "shipped"])
def test_one_spoken_keyword_from_the_main_menu_reaches_every_place(line: str, request: pytest.FixtureRequest) -> None:
    carrier = request.getfixturevalue({"kitchen-sink": "sink", "food-bank": "food"}.get(line, line))
    main = carrier.caller("+15005552002")
    action = main.gather.get("action", "") if main.gather is not None else ""
    for language in carrier.served.line.languages.values():
        for number, words in language.words.items():
            for said in (words.label, *words.keywords):
                call = Call(carrier, "+15005552002", "CA-keyword").listen(action, {"SpeechResult": said})
                place = carrier.served.line.places[number]
                if carrier.served.index.meaning(said).safety in ("crisis", "emergency", "call-team"):
                    continue  # the cry for help comes first, whatever the keyword
                if isinstance(place, Handoff):
                    assert call.dialled is not None, said
                else:
                    call.is_at(place.id)


def test_the_first_half_minute(shipped: Carrier, sink: Carrier) -> None:
    """The notice takes at most 6 seconds, the first choice comes by 12, the last by 30, the keys come after them."""
    for carrier in (shipped, sink):
        call = carrier.caller()
        notice = call.root.findall("Say")
        assert sum(len("".join(say.itertext()).split()) for say in notice) * 60 / WORDS_A_MINUTE <= 6
        assert len(notice) == len(carrier.served.line.languages)
        first_choice = call.said.index("press 1")
        assert len(call.said[:first_choice].split()) * 60 / WORDS_A_MINUTE <= 12
        assert call.gather is not None
        after_choices = call.said[call.said.index(f"press {len(call.offered)}.") :]
        keys = (len(after_choices.split()) - 2) * 60 / WORDS_A_MINUTE
        assert keys <= 10
        assert seconds(call) - int(call.gather.get("timeout", "0")) - keys <= 30


def test_the_notice_cannot_be_interrupted_and_comes_first(sink: Carrier) -> None:
    call = sink.caller()
    assert [child.tag for child in call.root] == ["Say", "Say", "Gather", "Redirect"]
    assert call.root[0].get("language") == "en-US"
    assert call.root[1].get("language") == "es-US"
    assert call.gather is not None
    assert [say.get("language") for say in call.gather.iter("Say")].count(
        "es-US"
    ) == 1  # the way to Spanish, in Spanish


def test_option_before_key(shipped: Carrier) -> None:
    call = shipped.caller("+15005552003")
    assert call.gather is not None
    choices = [text for say in call.gather.iter("Say") if "press 1" in (text := "".join(say.itertext()))]
    assert choices == ["For treatments, press 1."]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("slow", ["0", "1"])
def test_R08_every_place_says_itself_in_a_portable_document(sink: Carrier, lang: str, slow: str) -> None:
    for number in sink.served.line.places:
        response = sink.post(f"/voice?at=100&turn=1&lang={lang}&slow={slow}&offered={number}", {"Digits": "1"})
        assert_portable(response.data)


def test_R08_every_place_of_the_shipped_line_too(shipped: Carrier) -> None:
    for number in shipped.served.line.places:
        response = shipped.post(f"/voice?at=100&turn=1&offered={number}", {"Digits": "1"})
        assert_portable(response.data)
        for say in fromstring(response.data).iter("Say"):
            assert len("".join(say.itertext())) <= 600


def test_R09_silence_walks_from_a_longer_prompt_to_a_person_to_a_goodbye(sink: Carrier) -> None:
    call = sink.caller()
    assert_silence_leads_on(call)
    spent = seconds(call)
    lengths = []
    for level in (1, 2, 3):
        call.waits().hears_sentence(f"noinput-{level}")
        assert_silence_leads_on(call)
        lengths.append(len(sentence_words(sink, f"noinput-{level}")))
        spent += seconds(call)
    assert lengths[0] < lengths[1]
    call.hears("person", "0")
    while not call.over:
        call.waits()
        spent += seconds(call)
        assert spent <= 300
    call.hears("1, 8 0 0, 5 5 5, 0 1 9 9", "Goodbye")
    assert spent >= 100


def sentence_words(carrier: Carrier, name: str) -> list[str]:
    return carrier.served.line.language("en").sentences[name].voice.split()


@pytest.mark.parametrize("slow", [False, True])
def test_R09_a_silent_phone_on_the_shipped_line_is_let_go_within_five_minutes(shipped: Carrier, slow: bool) -> None:
    call = shipped.caller("+15005552012" if slow else "+15005552005")
    if slow:
        call.presses("7")
    spent = seconds(call)
    while not call.over:
        call.waits()
        spent += seconds(call)
    assert 180 <= spent <= 300
    call.hears("1, 8 0 0, 2 2 7, 2 3 4 5")


def test_R09_wrong_keys_hear_more_then_a_person_and_are_never_cut_off_early(sink: Carrier) -> None:
    call = sink.caller()
    spent = seconds(call)
    for level in (1, 2, 3, 3, 3):
        call.presses("6").hears_sentence(f"nomatch-{level}")
        assert_silence_leads_on(call)
        spent += seconds(call)
    assert not call.over
    while not call.over:
        call.presses("5")
        spent += seconds(call)
    assert spent <= 300
    call.hears("1, 8 0 0, 5 5 5, 0 1 9 9")


def test_R09_one_right_key_and_the_patience_begins_anew(sink: Carrier) -> None:
    call = sink.caller()
    for _ in range(3):
        call.waits()
    call.presses("1").is_at("water")
    call.waits().hears_sentence("noinput-1")


STEPS = st.lists(
    st.sampled_from([*"0123456789*#", "210", "", "say:leak", "say:asdf", "say:i want to die", "say:español", "listen"]),
    max_size=25,
)
_random: dict[str, Carrier] = {}


@given(steps=STEPS)
def test_random_callers_never_reach_a_dead_end(steps: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    if "sink" not in _random:
        _random["sink"] = Carrier(LINES / "kitchen-sink", tmp_path_factory.mktemp("state"))
    call = _random["sink"].caller("")
    for step in steps:
        assert_silence_leads_on(call)
        if call.over:
            call.hears("1, 8 0 0, 5 5 5, 0 1 9 9")
            return
        if call.dialled is not None:
            dial = call.root.find("Dial")
            assert dial is not None
            call.listen(dial.get("action", ""), {"DialCallStatus": "busy"})
        elif step.startswith("say:") and call.gather is not None and "speech" in call.gather.get("input", ""):
            call.says(step[4:])
        elif step in ("", "listen") or step.startswith("say:"):
            call.waits()
        else:
            assert call.gather is not None
            call.presses(step[: int(call.gather.get("numDigits", "1"))])
    assert call.root.find("Gather") is not None or call.over or call.dialled is not None


def test_menus_are_spoken_in_the_order_of_their_keys(shipped: Carrier) -> None:
    for number, place in shipped.served.line.places.items():
        if isinstance(place, Menu):
            call = Call(shipped, "+15005552010", f"CA-{number}").listen(
                f"/voice?at=100&turn=1&offered={number}", {"Digits": "1"}
            )
            labels = [shipped.served.line.language("en").words[n].label for n in place.choices]
            positions = [call.said.index(f"press {key}.") for key, _ in enumerate(labels, 1)]
            assert positions == sorted(positions)
