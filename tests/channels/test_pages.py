"""Pages: every word is there, in order, within what a page may cost, and the choices stay together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.normalise import normalise
from hotline.channels.sentences import paragraphs, pieces, sentences
from hotline.channels.sms.pages import make_pages
from hotline.channels.sms.segments import count
from hotline.check import load_line
from hotline.model import Lead, Line
from tests.driver import LINES

LINE = load_line(LINES / "kitchen-sink")
OVEN = 310
LEADS: tuple[Lead, ...] = ("", "welcome", "welcome-notice", "call-team", "notice")


def with_words(lang: str, sms: str) -> Line:
    language = LINE.languages[lang]
    words = {**language.words, OVEN: replace(language.words[OVEN], sms=sms)}
    return replace(LINE, languages={**LINE.languages, lang: replace(language, words=words)})


def pages_of(lang: str, sms: str, lead: Lead = "") -> tuple[str, ...]:
    line = with_words(lang, sms)
    return make_pages(line, line.languages[lang], OVEN, lead).texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("A fever of 100.4 F is high. Call.", ["A fever of 100.4 F is high.", "Call."]),
        ('He said "go." Then left.', ['He said "go."', "Then left."]),
        ("no full stop", ["no full stop"]),
        ("", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_a_long_topic_is_cut_at_sentence_ends_and_marked() -> None:
    text = " ".join(f"This is sentence number {n} of a long topic." for n in range(1, 21))
    pages = pages_of("en", text)
    assert [page[:10] for page in pages] == [f"Sink {n}/{len(pages)}: " for n in range(1, len(pages) + 1)]
    for page in pages[:-1]:
        assert page.endswith("MORE for the rest.")
        assert page.split("\n")[0].endswith(".")
    assert pages[-1].endswith("1 The toaster\n2 Smoke")


@pytest.mark.parametrize("size", [1, 2, 3, 20, 60, 150, 290, 300, 306, 307, 320, 700])
def test_choices_stay_on_one_page(size: int) -> None:
    text = ("Words here. " * 60)[:size].strip() or "x"
    line = with_words("en", text)
    pages = make_pages(line, line.languages["en"], OVEN, "")
    assert "1 The toaster\n2 Smoke" in pages.texts[pages.choices_on]
    assert pages.choices_on == len(pages.texts) - 1


def test_where_the_word_for_more_leaves_no_room_there_is_still_an_end() -> None:
    text = "Turn it off and call. " * 30
    line = with_words("en", text)
    language = line.languages["en"]
    more = replace(language.sentences["more"], sms="? " * 400)
    sentences_said = {**language.sentences, "more": more}
    pages = make_pages(line, replace(language, sentences=sentences_said), OVEN, "").texts
    own = "".join(page.split("\n")[0].partition(": ")[2] for page in pages)
    assert squeezed(own).startswith(squeezed(text))
    assert len(pages) <= len(text)
    assert pages[-1].endswith("2 Smoke")


def squeezed(text: str) -> str:
    return "".join(text.split())


LETTERS = st.one_of(
    st.sampled_from("abc .!?\n"), st.sampled_from("áéíóúñ¿{}[]€^|~\\"), st.characters(exclude_categories=["Cs"])
)
AUTHORED = st.text(LETTERS, max_size=900)


@given(AUTHORED, st.sampled_from(LEADS), st.sampled_from(["en", "es"]))
def test_any_words_become_pages_that_fit_and_lose_nothing(text: str, lead: Lead, lang: str) -> None:
    text = text.replace("{", "(").replace("}", ")")
    pages = pages_of(lang, text, lead)
    for page in pages:
        size = count(page)
        if lang == "en" or size.encoding == "gsm-7":
            assert size.segments <= 2
        else:
            assert size.segments <= 3
            assert len(page.encode("utf-16-le")) // 2 <= 201
    joined = squeezed("".join(pages))
    position = 0
    for paragraph in paragraphs(normalise(text)):
        for sentence in sentences(paragraph):
            for character in squeezed(sentence):
                position = joined.index(character, position) + 1


@given(st.text(max_size=2000), st.integers(1, 700))
def test_pieces_are_short_and_lose_nothing(text: str, limit: int) -> None:
    found = pieces(text, limit)
    assert all(0 < len(piece) <= limit for piece in found)
    assert squeezed("".join(found)) == squeezed(text)
