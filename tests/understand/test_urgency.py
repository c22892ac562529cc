"""What was learned from examples, beside the patterns: it finds more, doubts the weak ones and never the sure ones."""

from __future__ import annotations

import gzip
from array import array
from dataclasses import replace

import pytest

from hotline.model import SafetyPatterns
from hotline.understand import Index
from hotline.understand.danger import ALARM, CLEAR, DOUBT, SIGN, Danger
from hotline.understand.urgency import Urgency, clues_of, urgency_of
from hotline.understand.weights import packed, unpacked, weights_of
from tests.driver import Carrier

# Hundredths: how rare a word is, then how much it speaks for crisis, emergency, call-team and harmless.
ROWS = {
    "the": (50, 0, 0, 0, 0),
    "water": (100, 0, 900, 0, -900),
    "tap": (80, 0, 0, 0, 0),
    "drips": (100, -900, -900, -900, 900),
    "rising": (100, 0, 0, 600, -600),
}
PATTERNS = SafetyPatterns(
    {"emergency": ("burst pipe",), "crisis": ()}, unless=("no leak",), signs={"emergency": ("leak",)}
)
SETTLED = "the water tap rising"


def danger(*, learned: bool = True) -> Danger:
    found = Danger(
        {"xx": PATTERNS},
    )
    found.learned = {"xx": Urgency("xx", weights_of(ROWS.items()))} if learned else {}
    return found


@pytest.mark.parametrize(
    ("text", "alone", "with_examples"),
    [
        ("burst pipe drips drips drips the tap", "emergency", "emergency"),  # a sure one, whatever else is said
        ("the tap drips a leak", "emergency", "notice"),  # a sign that the examples speak against
        ("the tap leak", "emergency", "emergency"),  # a sign that nothing speaks against
        ("leak", "emergency", "emergency"),
        ("the water of the tap", "none", "emergency"),  # no pattern, but the examples are sure
        (SETTLED, "none", "none"),  # an author's own words
        ("the tap rising the tap", "none", "notice"),  # a level for which this line has no pattern
        ("the tap the tap drips", "none", "none"),
        ("no leak the tap drips", "notice", "notice"),
        ("water", "none", "none"),  # one word says too little
        ("12 34", "none", "none"),
        ("", "none", "none"),
    ],
)
def test_patterns_signs_and_examples(text: str, alone: str, with_examples: str) -> None:
    settled = text == SETTLED
    assert danger(learned=False).look(text, settled=settled)[0] == alone
    assert danger().look(text, settled=settled)[0] == with_examples


def test_the_limits_keep_their_order() -> None:
    assert DOUBT < 0 < CLEAR <= ALARM < CLEAR + SIGN


def test_clues_are_words_pairs_and_pairs_with_one_word_between() -> None:
    assert list(clues_of(["i", "feel", "hot"])) == ["i", "feel", "hot", "^ i", "i feel", "feel hot", "hot $", "i~hot"]


def test_weights_come_back_as_they_were_kept() -> None:
    weights = weights_of(ROWS.items())
    kept = unpacked(packed(weights))
    assert kept == weights
    assert {clue: tuple(kept.get(clue)) for clue in ROWS} == ROWS
    assert tuple(kept.get("a clue that nobody wrote")) == ()
    assert kept.rarest == 100


def test_weights_written_on_a_machine_of_the_other_byte_order_are_read() -> None:
    whole = gzip.decompress(packed(weights_of(ROWS.items())))
    longs, shorts = array("Q", whole[: 16 + 8 * len(ROWS)]), array("h", whole[16 + 8 * len(ROWS) :])
    longs.byteswap()
    shorts.byteswap()
    assert unpacked(gzip.compress(longs.tobytes() + shorts.tobytes())) == weights_of(ROWS.items())


def test_no_clue_at_all_is_fine() -> None:
    nothing = unpacked(packed(weights_of(())))
    assert (len(nothing), nothing.rarest, tuple(nothing.get("a"))) == (0, 0, ())


def test_nothing_was_learned_of_a_language_without_examples() -> None:
    assert urgency_of("xx") is None
    assert urgency_of("es-MX") is not None


def test_a_line_that_does_not_want_it_has_its_patterns_alone(shipped: Carrier) -> None:
    line = shipped.served.line
    said = "whats the point i should just take the whole lot and be done with everybody"
    assert Index(line).meaning(said).safety == "crisis"
    assert Index(replace(line, learned_safety=False)).danger.learned == {}


@pytest.mark.parametrize(
    "said",
    [
        "i have a plan for tonight and nobody needs to find me",
        "wrote the letters and gave my cat to my sister, its time to go now",
        "ya deje todo arreglado, despidanme de mis hijos que yo hoy me voy de este mundo",
    ],
)
def test_R24_a_cry_for_help_in_words_that_no_pattern_has(shipped: Carrier, said: str) -> None:
    lang = "es" if "despidanme" in said else "en"
    shipped.stranger().sends(said).gets_sentence("crisis", lang)
