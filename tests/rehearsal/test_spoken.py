"""What is read back out of a document is what the voice channel put into it."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from hotline.rehearsal.spoken import Spoken, spoken_in
from tests.rehearsal.sink import LINE

GOLDEN = sorted((Path(__file__).parent.parent / "golden").glob("voice-*.xml"))
KNOWN = {"Response", "Gather", "Say", "Play", "break", "prosody", "Redirect", "Dial", "Hangup"}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_nothing_that_a_document_says_is_left_out(path: Path) -> None:
    document = fromstring(path.read_text("utf-8"))
    assert {element.tag for element in document.iter()} <= KNOWN, "listening must learn what this sounds like"
    said = ["".join(say.itertext()).strip() for say in document.iter("Say")]
    assert [spoken.text for spoken in spoken_in(document, LINE) if not spoken.recorded] == said


@pytest.mark.parametrize(
    ("say", "spoken"),
    [
        ('<Say language="en-US">Hi.</Say>', [Spoken("Hi.", "en-US")]),
        ('<Say language="es-US">Hola.<break time="500ms"/></Say>', [Spoken("Hola.", "es-US", pause=500)]),
        ('<Say language="en-US">Hi.<break time="1.5s"/></Say>', [Spoken("Hi.", "en-US", pause=1500)]),
        (
            '<Say language="en-US"><prosody rate="80%">Hi.</prosody><break time="700ms"/></Say>',
            [Spoken("Hi.", "en-US", 0.8, 700)],
        ),
        (
            '<Say language="en-US">One.<break time="100ms"/><prosody rate="80%">Two.</prosody></Say>',
            [Spoken("One.", "en-US", pause=100), Spoken("Two.", "en-US", 0.8)],
        ),
    ],
)
def test_words_rate_and_pauses_are_read(say: str, spoken: list[Spoken]) -> None:
    assert list(spoken_in(fromstring(f"<Response><Gather>{say}</Gather></Response>"), LINE)) == spoken


def test_a_recording_is_read_as_the_words_that_it_says() -> None:
    document = fromstring((GOLDEN[0].parent / "voice-recorded.xml").read_text("utf-8"))
    heading, words = spoken_in(document, LINE)
    assert words == Spoken("Turn the handle to the wall.", heading.language, recorded=True)
    assert not heading.recorded


@pytest.mark.parametrize("address", ["", "https://line.example/audio/", "/audio/pan.wav"])
def test_what_is_played_and_is_no_recording_says_nothing(address: str) -> None:
    assert spoken_in(fromstring(f"<Response><Play>{address}</Play></Response>"), LINE) == ()


def test_slow_speech_stretches_words_but_no_pause() -> None:
    words = " ".join(["word"] * 25)
    assert Spoken(words, "en-US", pause=500).seconds == pytest.approx(10.5)
    assert Spoken(words, "en-US", 0.8, 500).seconds == pytest.approx(13)
