"""The seconds that the checker counts are those that a synthesiser takes at the same rate. It needs espeak-ng."""

from __future__ import annotations

from statistics import median

import pytest

from hotline.channels.voice.speech import WORDS_A_MINUTE, utterances
from hotline.cli.espeak import speak
from hotline.model import Give, Menu, Topic
from hotline.workbench.listening import hear_place
from tests.driver import Carrier
from tests.needs import program
from tests.sound import read_wav

NEAR = 0.15  # how far the checker may be from what is heard, at the median over all topics
FAR = 0.25  # and anywhere
LANGUAGES = ["en", "es"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_counted_is_what_is_heard(lang: str, shipped: Carrier, capsys: pytest.CaptureFixture[str]) -> None:
    program("espeak-ng", "espeak-ng")
    line = shipped.served.line
    off = {}
    for number, place in line.places.items():
        if isinstance(place, Topic):
            heard = speak(hear_place(shipped.served, number, lang).own).seconds
            off[place.id] = sum(spoken.seconds for spoken in utterances(Give(number), line, lang)) / heard - 1
    middle = median(off.values())
    with capsys.disabled():
        print(f"\n{lang}: {len(off)} topics, {min(off.values()):+.1%} {middle:+.1%} {max(off.values()):+.1%}")  # noqa: T201
    assert len(off) >= 80
    assert abs(middle) <= NEAR
    assert median(abs(each) for each in off.values()) <= NEAR
    assert {id: each for id, each in off.items() if abs(each) > FAR} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_espeak_speaks_about_as_many_words_a_minute_as_it_is_told(lang: str, shipped: Carrier) -> None:
    program("espeak-ng", "espeak-ng")
    line = shipped.served.line
    topics = [number for number, place in line.places.items() if isinstance(place, Topic)][::8]
    spoken = [each for number in topics for each in hear_place(shipped.served, number, lang).own]
    words = sum(len(each.text.split()) for each in spoken)
    seconds = speak(spoken).seconds - sum(each.pause for each in spoken) / 1000
    assert words / seconds * 60 == pytest.approx(WORDS_A_MINUTE, rel=0.1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_main_menu_is_a_sound_with_a_pause_between_its_choices(lang: str, shipped: Carrier) -> None:
    program("espeak-ng", "espeak-ng")
    line = shipped.served.line
    menu = line.at(line.start)
    assert isinstance(menu, Menu)
    wav = read_wav(speak(hear_place(shipped.served, line.start, lang).own).as_wav())
    assert (wav.channels, wav.bits, wav.rate) == (1, 16, 22_050)
    assert wav.pauses(0.5) == len(menu.choices) - 1
