"""An operator looks for a place by what they remember of it."""

from __future__ import annotations

import pytest

from hotline.check import load_line
from hotline.model import Line
from hotline.workbench.search import search
from tests.driver import LINES


@pytest.fixture(scope="module")
def line() -> Line:
    return load_line(LINES / "kitchen-sink")


@pytest.mark.parametrize(
    ("typed", "how", "lang"),
    [
        ("210", "number", ""),
        ("LEAK!", "keyword", "en"),
        ("A leak", "label", "en"),
        ("una fuga", "label", "es"),
        ("gotera", "keyword", "es"),
        ("water on my floor", "question", "en"),
        ("POR QUE HAY AGUA", "question", "es"),
        ("cracked pipe needs", "sms", "en"),
        ("below the leak, and dry", "voice", "en"),
    ],
)
def test_the_leak_is_found_by(line: Line, typed: str, how: str, lang: str) -> None:
    found = {one.number: one for one in search(line, typed, "en")}
    assert (found[210].how, found[210].lang) == (how, lang)


def test_what_was_found_stands_in_the_words_around_it(line: Line) -> None:
    (found,) = search(line, "cracked pipe", "en")
    assert (found.before, found.hit) == ("often be tightened by hand. A", "cracked pipe")
    assert found.after == "needs a plumber. Call {number:plumber}, {hours:plumber}."


def test_the_nearest_comes_first_and_each_place_once(line: Line) -> None:
    found = search(line, "water", "en")
    assert (found[0].number, found[0].whole) == (200, True)
    assert len({one.number for one in found}) == len(found) > 1


def test_the_chosen_language_is_looked_through_first(line: Line) -> None:
    assert [search(line, "plumber", lang)[0].lang for lang in ("en", "es")] == ["en", "en"]
    assert search(line, "agua", "es")[0].lang == "es"


def test_the_beginning_of_a_number_finds_its_places(line: Line) -> None:
    assert [one.number for one in search(line, "3", "en") if one.how == "number"] == [300, 310, 320, 330, 340, 350, 360]


@pytest.mark.parametrize("typed", ["", "  ", "!?", "qqqq", "<script>alert(1)</script>"])
def test_what_is_no_word_of_the_line_finds_nothing(line: Line, typed: str) -> None:
    assert search(line, typed, "en") == ()
