"""Words that were typed wrong, or as they sound, are found again; words that people mean are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.understand.fold import fold
from hotline.understand.slips import slips
from hotline.understand.sound import sound_for
from hotline.understand.spelling import HEARD, SHORTEST, Spelling

ENGLISH = Spelling(
    "en",
    [
        "breathe",
        "breath",
        "bleeding",
        "seizure",
        "throat",
        "ambulance",
        "swollen",
        "want",
        "pain",
        "suicidal",
        "morphine",
    ],
    {"paint"},
)
SPANISH = Spelling("es", ["respirar", "sangre", "quiero", "convulsion", "desmayo", "corazon"], ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("breeth", "breathe"), ("braethe", "breathe"), ("bleading", "bleeding"), ("seezure", "seizure"),
        ("seixure", "seizure"), ("throte", "throat"), ("ambalance", "ambulance"), ("ambulsnce", "ambulance"),
        ("swolen", "swollen"), ("wanr", "want"), ("oain", "pain"), ("suicifal", "suicidal"), ("morfeen", "morphine"),
    ],
)  # fmt: skip
def test_english_is_found_again(typed: str, meant: str) -> None:
    assert meant in ENGLISH.meant(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kiero", "quiero"), ("sangrre", "sangre"), ("combulsion", "convulsion"), ("desmallo", "desmayo"),
        ("corason", "corazon"),
    ],
)  # fmt: skip
def test_spanish_is_found_again(typed: str, meant: str) -> None:
    assert meant in SPANISH.meant(typed)


@pytest.mark.parametrize("word", ["pain", "paint", "pan", "in", "911", "10mg", "zebra", ""])
def test_a_known_a_short_and_a_far_word_are_left_alone(word: str) -> None:
    assert ENGLISH.meant(word) == frozenset()


@given(st.text(max_size=20))
def test_what_was_meant_is_near(text: str) -> None:
    for word in fold(text).split():
        for meant in ENGLISH.meant(word):
            assert len(word) >= SHORTEST
            assert 1 <= slips(word, meant, HEARD) <= HEARD


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_slips_are_the_same_both_ways(one: str, other: str) -> None:
    assert slips(one, other, 3) == slips(other, one, 3)
    assert (slips(one, other, 3) == 0) is (one == other)


@pytest.mark.parametrize(
    ("one", "other", "count"), [("ab", "ba", 1), ("abc", "abd", 1), ("abc", "ab", 1), ("abcd", "badc", 2)]
)
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other, 3) == count


def test_only_known_languages_have_a_sound() -> None:
    assert sound_for("es-MX") is not None
    assert sound_for("vi") is None
