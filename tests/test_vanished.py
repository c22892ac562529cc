"""People in the middle of a session when a place is taken out of the line's files: they are carried on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.driver import Carrier
from tests.loader.sink import copy_sink

ES, EN = "content/es/kitchen.yaml", "content/en/kitchen.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sink(tmp_path / "line")


@pytest.fixture
def line(root: Path, tmp_path: Path) -> Carrier:
    return Carrier(root, tmp_path / "state")


def take_out(carrier: Carrier, id: str) -> None:
    """Save the line's files without a place, and load them."""
    current = carrier.app.extensions["hotline"]["current"]
    for path in current.root.glob("*/**/kitchen.yaml"):
        text = re.sub(rf"^{id}:\n(?:(?: .*)?\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE)
        text = re.sub(rf"(\[|, ){id}(?=[,\]])", r"\1", text)
        path.write_text(re.sub(r", (?=[,\]])|(?<=\[), ", "", text), encoding="utf-8")
    current.load()
    assert current.problems == ()
    assert id not in {place.id for place in carrier.served.line.places.values()}


def test_a_texter_who_chose_what_was_taken_out_gets_the_menu_it_stood_in(line: Carrier) -> None:
    ana, bo = line.texter("+15005550001"), line.texter("+15005550002")
    for texter in (ana, bo):
        texter.sends("heat").gets("3 The kettle", "4 The pan")
    take_out(line, "kettle")
    ana.sends("3").gets_place("heat").gets("3 The pan")
    ana.sends("3").gets_place("pan")
    bo.sends("4").gets_place("pan")  # what a number meant when bo saw it


@pytest.mark.parametrize("words", ["more", "repeat", "source", "back"])
def test_a_texter_at_a_topic_that_was_taken_out_gets_its_menu(words: str, line: Carrier) -> None:
    ana = line.texter()
    for body in ("hi", "1", "2"):
        ana.sends(body)
    ana.gets_place("drip")
    take_out(line, "drip")
    ana.sends(words).gets_place("water").gets("1 A leak")
    ana.sends("back").gets_place("main")


def test_what_was_offered_after_a_topic_that_was_taken_out_can_still_be_had(line: Carrier) -> None:
    ana = line.texter()
    ana.sends("drip").gets("1 A leak")
    take_out(line, "drip")
    ana.sends("thanks").gets_sentence("thanks")
    ana.sends("1").gets_place("leak")
    ana.sends("back").gets_place("main")


def test_back_goes_along_the_trail_past_what_was_taken_out(line: Carrier) -> None:
    ana = line.texter()
    for body in ("water", "leak", "drip"):
        ana.sends(body)
    take_out(line, "drip")
    ana.sends("back").gets_place("leak")
    ana.sends("back").gets_place("water")


def test_a_menu_that_was_taken_out_gives_the_one_before_it(line: Carrier) -> None:
    ana, bo = line.texter("+15005550001"), line.texter("+15005550002")
    for texter in (ana, bo):
        texter.sends("hi")
        texter.sends("1").gets_place("water")
    take_out(line, "water")
    ana.sends("1").gets_place("leak")
    bo.sends("repeat").gets_place("main")
    bo.sends("1").gets_place("heat")


def test_nothing_known_of_the_way_means_the_main_menu(line: Carrier) -> None:
    ana = line.texter()
    ana.sends("kettle").gets_place("kettle")
    take_out(line, "kettle")
    ana.sends("more").gets_place("main")
    ana.sends("kettle").gets_sentence("nomatch-1")


def test_a_way_on_from_a_topic_that_was_taken_out_means_the_menu_one_came_from(line: Carrier) -> None:
    ana = line.texter()
    for body in ("water", "1", "more", "more"):
        ana.sends(body)
    ana.gets("1 A dripping faucet", "2 A plumber")
    take_out(line, "drip")
    ana.sends("1").gets_place("water")
    ana.sends("back").gets_place("leak")


def test_a_question_back_is_asked_again_without_what_was_taken_out(line: Carrier) -> None:
    ana, bo = line.texter("+15005550001"), line.texter("+15005550002")
    for texter in (ana, bo):
        texter.sends("the oven or the kettle").gets_sentence("did-you-mean")
    number = re.findall(r"^(\d) The kettle", ana.text, re.MULTILINE)[0]
    take_out(line, "kettle")
    ana.sends("repeat").gets_sentence("did-you-mean").gets("1 The oven")
    assert "ettle" not in ana.text
    ana.sends("1").gets_place("oven")
    bo.sends(number).gets_place("main")


def test_a_topic_that_became_shorter(line: Carrier, root: Path) -> None:
    ana = line.texter()
    for body in ("leak", "more", "more"):
        ana.sends(body)
    ana.gets_place("leak", page=2)
    words = (root / EN).read_text("utf-8")
    start, end = words.index("  sms: >-\n    Turn the water"), words.index("  voice: >-\n    Turn the water")
    (root / EN).write_text(f"{words[:start]}  sms: Call a plumber.\n{words[end:]}", encoding="utf-8")
    line.app.extensions["hotline"]["current"].load()
    ana.sends("more").gets_sentence("no-more").gets("1 A dripping faucet")
    ana.sends("back").gets("Call a plumber.")
    ana.sends("1").gets_place("drip")


def test_a_caller_presses_a_key_for_what_was_taken_out(line: Carrier) -> None:
    first, second = line.caller("+15005550001").says("heat"), line.caller("+15005550002").says("heat")
    assert first.offered == ["oven", "toaster", "kettle", "pan", "smoke"]
    take_out(line, "kettle")
    first.presses("3").is_at("heat")
    assert first.offered == ["oven", "toaster", "pan", "smoke"]
    second.presses("4").is_at("pan")


@pytest.mark.parametrize("key", ["9", "*", "7", "8", "listens"])
def test_a_caller_in_a_topic_that_was_taken_out_goes_on_at_its_menu(key: str, line: Carrier) -> None:
    call = line.caller().presses("1").presses("2").is_at("drip")
    take_out(line, "drip")
    (call.waits() if key == "listens" else call.presses(key)).is_at("water")
    assert call.offered == ["leak"]
    call.presses("*").is_at("main")


def test_a_silent_caller_hears_what_can_still_be_chosen(line: Carrier) -> None:
    call = line.caller().presses("1").presses("2").hears_out().is_at("drip")
    take_out(line, "drip")
    call.waits().hears_sentence("noinput-1").is_at("water")
    assert call.offered == ["leak"]


def test_a_caller_asks_for_a_number_that_was_taken_out(line: Carrier) -> None:
    call = line.caller().presses("#")
    take_out(line, "drip")
    call.presses("220").hears_sentence("number-unknown")
