"""The shipped line: which topics it must answer, and what holds for all its words."""

from __future__ import annotations

import pytest

from hotline.channels.sms import count
from hotline.channels.sms.pages import sentence
from hotline.channels.voice.speech import utterances
from hotline.model import Give, Topic
from tests.driver import Carrier

FIRST_TEXTS = [  # what people text first, and where it must lead
    ("hair", "hair-loss"),
    ("is there a cure", "treatment-goals"),
    ("hormone", "hormone-therapy"),
    ("what are hormone pills for", "hormone-therapy"),
    ("chemo", "chemotherapy"),
    ("Keytruda", "immunotherapy"),
    ("ibrance", "cdk46-inhibitors"),
    ("can i stop tamoxifen", "stop-skip-dose"),
    ("nausea", "nausea"),
]


@pytest.mark.parametrize(("text", "place"), FIRST_TEXTS)
def test_first_texts_lead_where_they_should(shipped: Carrier, text: str, place: str) -> None:
    shipped.stranger().sends(text).gets_place(place)


def test_topics_are_short_to_read_and_to_hear(shipped: Carrier) -> None:
    line = shipped.served.line
    for code, language in line.languages.items():
        for number, place in line.places.items():
            if isinstance(place, Topic):
                pages = shipped.served.book.pages(number, code).texts
                assert len(pages) <= (4 if language.text == "gsm-7" else 5), (place.id, len(pages))
                spoken = sum(u.seconds for u in utterances(Give(number), line, code))
                assert 20 <= spoken <= 80, (place.id, spoken)
                assert place.sources, place.id
            assert language.words[number].review.status == "draft", "no clinician has signed anything yet"


def test_the_lines_own_sentences_fit(shipped: Carrier) -> None:
    line = shipped.served.line
    for language in line.languages.values():
        for name in language.sentences:
            text = f"{language.sender}: {sentence(line, language, name)}"
            assert count(text).segments <= (2 if language.text == "gsm-7" else 3), (name, len(text))
        for name in ("crisis", "emergency"):
            text = sentence(line, language, name)
            assert count(text).segments == 1
            assert "911" in text
            assert "988" in text
        for name in ("stopped", "notice", "trouble"):
            assert {"911", "988"} <= {word.strip(".,;:?!") for word in sentence(line, language, name).split()}, name
        assert "START" in sentence(line, language, "stopped")
        assert {"en": "rates may apply", "es": "Pueden aplicar tarifas"}[language.code] in sentence(
            line, language, "help"
        )
        assert "STOP" in sentence(line, language, "help")


def test_a_miss_shows_its_choices_whole(shipped: Carrier) -> None:
    ana = shipped.texter("+15005558001")
    for _ in range(4):
        ana.sends("zyxxyq")
        assert "5 Basic facts" in ana.text
    first = shipped.texter("+15005558002").sends("zyxxyq")
    assert "5 Basic facts" in first.text
    assert first.text.endswith("HELP for help.")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("make it stop I want to die", "crisis"),
        ("i dont want to be here anymore", "crisis"),
        ("quiero morir", "crisis"),
        ("please i need an ambulance now", "emergency"),
        ("My husband is not breathing", "emergency"),
        ("is chest pain normal after chemo?", "emergency"),
        ("I had chest pain last night", "emergency"),
        ("no puedo respirar", "emergency"),
        ("can I take tylenol for 101?", "call-team"),
        ("i have a fever", "call-team"),
        ("took my ibuprofen 800mg", "none"),
        ("does chemo kill cancer cells", "none"),
        ("will i die from this", "none"),
        ("dying to know my results", "none"),
        ("what are the signs of a stroke", "notice"),
        ("no chest pain", "notice"),
        ("no fever but i cant breathe", "emergency"),
        ("can i stop tamoxifen", "none"),
        ("quiero terminar, ya no puedo mas", "crisis"),
    ],
)
def test_cries_for_help_and_their_look_alikes(shipped: Carrier, text: str, outcome: str) -> None:
    assert shipped.served.index.meaning(text).safety == outcome
