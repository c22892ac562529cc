"""What is left of a text that was not understood: words of a list, and never who sent it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.check import load_line
from hotline.model import Language, Line
from hotline.understand import GAP, Scrubber, fold, matter
from hotline.understand.common import NAMES, common_in, numbers_in
from hotline.understand.scrub import MOST, allowed
from tests.driver import SHIPPED

LINE: Line = load_line(SHIPPED)
SCRUBBER = Scrubber(LINE)
ALLOWED = {code: allowed(language) for code, language in LINE.languages.items()}
WORDS = sorted(ALLOWED["en"])[::7] + sorted(ALLOWED["es"])[::7] + sorted(NAMES)[::7]
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(max_size=12), st.integers().map(str), st.emails()), max_size=45
).map(" ".join)


def scrubbed(text: str, lang: str = "en") -> str | None:
    found = SCRUBBER.scrub(text, lang)
    return found.words if found else None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("can I get a ride to Chemo?", "can i get a ride to chemo"),
        ("i am Maria Gonzalez, can i get a ride", "i am ... can i get a ride"),
        ("my chemo is at 12 Elmwood Avenue Springfield", "my chemo is at ..."),
        ("email zoe.q@example.org about my chemo", "... about my chemo"),
        ("chemo.hope\uff20mail.example and chemo www.hair.example/chemo", "... and chemo ..."),
        ("chemo 4-hope-street-chemo hurts", "chemo ... hurts"),
        ("call my nurse at 555-0100", "call my nurse at ..."),
        ("call my nurse at five five five oh one hundred", "call my nurse at ..."),
        ("mi nurse me dijo que la llame al five five five oh one hundred", "mi nurse me dijo que la llame al ..."),
        ("is Ibrance ok with grapefruit", "is ibrance ok with grapefruit"),
        ("susan komen grapefruit chemo", "... grapefruit chemo"),
    ],
)
def test_only_words_of_the_list_are_left(text: str, left: str) -> None:
    assert scrubbed(text) == left


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no words"),
        ("chemo", "one word"),
        ("maria 5550100 chemo", "one word is left"),
        ("can i have it", "words that everybody uses"),
        ("zzyzx qwert", "nothing is left"),
        ("chemo " * (MOST + 1), "too long"),
    ],
)
def test_what_says_too_little_or_too_much_is_not_kept(text: str, why: str) -> None:
    assert scrubbed(text) is None, why


def test_a_text_of_the_most_words_is_kept() -> None:
    assert scrubbed("chemo " * MOST) is not None


def test_a_text_is_read_in_the_language_that_it_is_in() -> None:
    text = "¿me pueden llevar a la quimio?"
    assert SCRUBBER.scrub(text, "en") == SCRUBBER.scrub(text, "es") == ("es", "me pueden llevar a la quimio")
    assert SCRUBBER.scrub(text, "xx") is None, "a language that was taken out"


@given(TEXTS, st.sampled_from(["en", "es"]))
def test_whatever_is_sent_only_words_of_the_list_are_left(text: str, lang: str) -> None:
    found = SCRUBBER.scrub(text, lang)
    if found is None:
        return
    words = found.words.split()
    assert {word for word in words if word != GAP} <= ALLOWED[found.lang]
    assert not NAMES & set(words)
    assert not any(character.isdigit() for character in found.words)
    assert (GAP, GAP) not in set(pairwise(words))
    assert sum(word != GAP for word in words) >= 2
    assert len(words) <= MOST


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_list_has_no_digit_no_name_and_no_word_for_a_number(code: str) -> None:
    words = ALLOWED[code]
    assert all(word.isalpha() for word in words)
    assert not words & (NAMES | numbers_in(code))
    assert len(words) > 1000


def saying(sms: str) -> Language:
    """English, with these words to read at one of its places."""
    language = LINE.languages["en"]
    number, words = next(iter(language.words.items()))
    return replace(language, words={**language.words, number: replace(words, sms=sms)})


def test_what_the_authors_never_write_small_is_a_name() -> None:
    assert "xanadu" not in allowed(saying("Ask for Xanadu. Xanadu knows."))
    assert "xanadu" in allowed(saying("Xanadu? Ask for xanadu."))


def test_what_words_are_about_are_the_stems_of_the_rarer_ones() -> None:
    assert matter("can i get ... rides to chemo", "en") == matter("a ride after chemo", "en")
    assert matter("can i have it", "en") == frozenset()


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_lists_are_folded(code: str) -> None:
    for words in (common_in(code), numbers_in(code), NAMES):
        assert words
        assert all(fold(word) == word for word in words)
    assert common_in(f"{code}-US") == common_in(code)
    assert common_in("xx") == frozenset()
