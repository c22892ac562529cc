"""Calls, through the real web application. Tests are named after the service's rules where one applies."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.voice.speech import WORDS_A_MINUTE
from hotline.model import Handoff, Menu, Topic
from tests.driver import LINES, Call, Carrier
from tests.test_runtime_web import WITHHELD, assert_portable

KEYS = "123456"


def seconds(call: Call) -> float:
    """How long a document is spoken, pauses included, and how long it then waits. Slow speech takes a quarter more."""
    words = sum(len("".join(say.itertext()).split()) for say in call.root.iter("Say"))
    rate = 1.25 if call.root.find(".//prosody") is not None else 1
    pauses = sum(int(pause.get("time", "0ms")[:-2]) for pause in call.root.iter("break")) / 1000
    waits = int(call.gather.get("timeout", "0")) if call.gather is not None else 0
    return words * 60 / WORDS_A_MINUTE * rate + pauses + waits


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
    """The notice takes at most 6 seconds, the first choice comes by 12, the menu ends by 30."""
    for carrier in (shipped, sink):
        call = carrier.caller()
        notice = call.root.findall("Say")
        assert sum(len("".join(say.itertext()).split()) for say in notice) * 60 / WORDS_A_MINUTE <= 6
        assert len(notice) == len(carrier.served.line.languages)
        first_choice = call.said.index("press 1")
        assert len(call.said[:first_choice].split()) * 60 / WORDS_A_MINUTE <= 12
        assert call.gather is not None
        assert seconds(call) - int(call.gather.get("timeout", "0")) <= 30


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


def document_of(carrier: Carrier, session: str) -> Call:
    return Call(carrier, "+15005552004", "CA-any").listen(f"/voice?{session}", {})


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
        for say in (text for call in [response.data.decode()] for text in call.split("<Say")[1:]):
            assert len(say) < 800


def gathers(call: Call) -> None:
    """Standard D18: silence after a Gather falls to what follows it."""
    for before, after in pairwise(call.root):
        if before.tag == "Gather":
            assert after.tag == "Redirect"
    if call.gather is not None:
        assert call.root[-1].tag == "Redirect"


def test_R09_silence_walks_from_a_longer_prompt_to_a_person_to_a_goodbye(sink: Carrier) -> None:
    call = sink.caller()
    gathers(call)
    spent = seconds(call)
    lengths = []
    for level in (1, 2, 3):
        call.waits().hears_sentence(f"noinput-{level}")
        gathers(call)
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
    call = shipped.caller("+15005552005")
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
        gathers(call)
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


def test_R10_a_menu_takes_keys_and_speech_and_a_topic_keys_alone(sink: Carrier) -> None:
    menu = sink.caller().gather
    assert menu is not None
    wanted = {"input": "dtmf speech", "numDigits": "1", "finishOnKey": "", "timeout": "8", "method": "POST"}
    assert {name: menu.get(name) for name in wanted} == wanted
    assert menu.get("speechTimeout") in ("2", "3")
    hints = (menu.get("hints") or "").split(",")
    assert len(hints) <= 500
    assert max(map(len, hints)) <= 100
    assert {"water", "heat", "español"} <= set(hints)
    topic = sink.caller().says("drip").gather
    assert topic is not None
    assert (topic.get("input"), topic.get("numDigits"), topic.get("finishOnKey")) == ("dtmf", "1", "")
    assert topic.get("hints") is None


def test_R10_pound_opens_a_topic_number_and_names_the_topic(sink: Carrier) -> None:
    call = sink.caller().presses("#").hears_sentence("number-ask")
    assert call.gather is not None
    assert call.gather.get("numDigits") == "3"
    call.presses("310").is_at("oven")
    assert call.said.startswith("The oven.")
    call.presses("#").presses("999").hears_sentence("number-unknown")
    call.presses("#").presses("31").hears_sentence("number-unknown")
    call.presses("#").presses("*").is_at("oven")
    call.presses("#").waits().hears_sentence("noinput-1")


def test_R11_keys_that_work_everywhere(sink: Carrier) -> None:
    for number, place in sink.served.line.places.items():
        if isinstance(place, Handoff):
            continue
        start = sink.caller().presses("#").presses(str(number)).is_at(place.id)
        action = start.gather.get("action", "") if start.gather is not None else ""

        def key(digits: str, action: str = action, number: int = number) -> Call:
            return Call(sink, "+15005552006", f"CA-{number}-{digits}").listen(action, {"Digits": digits})

        assert key("0").dialled == "+18005550199"
        assert key("9").is_at(place.id).said == start.said
        assert key("*").is_at("main" if place.id == "main" else start.carrier.id_of(100))
        assert key("8").is_at(place.id).state["lang"] == "es"
        assert key("7").is_at(place.id).state["slow"] == "1"


def test_R11_a_person_is_said_before_dialling_and_no_answer_leads_on(sink: Carrier) -> None:
    call = sink.caller().presses("0").hears("plumber", "1, 8 0 0")
    assert call.dialled == "+18005550199"
    dial = call.root.find("Dial")
    assert dial is not None
    after = dial.get("action", "")
    call.listen(after, {"DialCallStatus": "no-answer"}).hears_sentence("not-answered").is_at("main")
    other = sink.caller().presses("0")
    other.listen(after, {"DialCallStatus": "completed"}).hears_sentence("after-person").is_at("main")


def test_R11_slow_speech_holds_and_goes_off_again(sink: Carrier) -> None:
    call = sink.caller().presses("7").hears_sentence("slow-on")
    call.presses("1")
    assert call.gather is not None
    assert call.gather.get("timeout") == "10"
    assert call.root.find(".//prosody") is not None
    call.presses("7").hears_sentence("slow-off")
    assert call.root.find(".//prosody") is None


def test_a_language_chosen_in_a_call_is_kept_for_the_next_call_and_text(sink: Carrier) -> None:
    number = "+15005552007"
    sink.caller(number).presses("8").hears_sentence("offer-language", "en")
    sink.caller(number).hears_sentence("welcome", "es")
    sink.texter(number).sends("hola").gets_place("main", "es")


def test_a_late_or_repeated_press_is_judged_by_what_that_caller_heard(sink: Carrier) -> None:
    call = sink.caller()
    first = call.gather.get("action", "") if call.gather is not None else ""
    call.presses("1").is_at("water")
    call.listen(first, {"Digits": "1"}).is_at("water")
    call.listen(first, {"Digits": "2"}).is_at("heat")
    topic = sink.caller().presses("1").presses("1").is_at("leak")
    topic.presses("2").is_at("drip")  # while a topic is spoken its own choices were not heard yet


def test_a_topic_is_spoken_then_what_comes_next_is_offered(sink: Carrier) -> None:
    call = sink.caller().says("leak").hears("A leak.", "Turn the water off first")
    assert call.gather is not None
    assert call.gather.get("input") == "dtmf"
    call.waits().hears_sentence("what-next").hears("For a dripping faw-sit, press 1.")
    assert call.offered == ["drip", "plumber"]


@pytest.mark.parametrize(("key", "said"), [("1", "main"), ("2", "heat")])
def test_R12_label_digit_and_synonyms_lead_to_the_same_place(sink: Carrier, key: str, said: str) -> None:
    del said
    start = sink.caller()
    by_key = Call(sink, "+15005552008", "CA-12").listen(start.gather.get("action", ""), {"Digits": key})  # type: ignore[union-attr]
    words = sink.served.line.language("en").words[int(by_key.state["at"])]
    for synonym in (words.label, words.label.upper() + "!", *words.keywords):
        spoken = Call(sink, "+15005552008", f"CA-{synonym}").listen(
            start.gather.get("action", ""),  # type: ignore[union-attr]
            {"SpeechResult": synonym},
        )
        assert spoken.place == by_key.place


def test_a_spoken_cry_for_help_comes_first(sink: Carrier) -> None:
    sink.caller().says("i want to die").hears_sentence("crisis").hears("9 8 8").is_at("alone")
    call = sink.caller().says("my wife is not breathing").hears_sentence("emergency").is_at("flood")
    call.waits().hears_sentence("what-next")
    sink.caller().says("she has a fever").hears_sentence("call-team").is_at("leak")


def test_nine_one_one_keyed_fast_is_an_emergency_and_slowly_is_a_choice(sink: Carrier) -> None:
    sink.caller().presses("9").presses("1").presses("1").hears_sentence("emergency")
    slow = sink.caller().presses("9")
    sink.clock.now += 20
    slow.presses("1").is_at("water")
    sink.clock.now += 20
    slow.presses("1").is_at("leak")
    sink.caller().presses("#").presses("911").hears_sentence("emergency")
    sink.caller().presses("#").presses("988").hears_sentence("crisis")


@pytest.mark.parametrize("sender", WITHHELD)
def test_R27_withheld_callers_are_served_like_everybody(sink: Carrier, sender: str) -> None:
    sink.caller(sender).presses("1").is_at("water").presses("1").is_at("leak").presses("0")


def test_addresses_name_no_place_and_nobody(sink: Carrier) -> None:
    call = sink.caller("+15005552009").says("leak").hears_out()
    for element in call.root.iter():
        for text in (element.get("action", ""), element.text or "" if element.tag == "Redirect" else ""):
            assert "leak" not in text
            assert "5005552009" not in text


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
        gathers(call)
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
