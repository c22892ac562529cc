"""First texts for somebody new come out of the line's own words, and lead where they should."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.model import Session
from hotline.rehearsal import Exchange
from hotline.workbench.suggestions import slip, suggestions
from tests.driver import Carrier
from tests.rehearsal.sink import LINE, served


def test_a_word_a_question_a_slip_and_another_language(shipped: Carrier) -> None:
    found = suggestions(shipped.served)
    assert [(one.kind, one.lang) for one in found] == [
        ("keyword", "en"),
        ("question", "en"),
        ("misspelt", "en"),
        ("keyword", "es"),
    ]
    turns = [Exchange(shipped.served).text(Session("en"), one.text) for one in found]
    assert {turn.outcome for turn in turns} == {"topic"}
    assert len({turn.place for turn in turns}) == 4
    assert [turn.session.lang for turn in turns] == ["en", "en", "en", "es"]
    assert {turn.safety for turn in turns} == {"none"}


def test_a_line_with_one_language_and_few_questions() -> None:
    english = replace(LINE, languages={"en": LINE.languages["en"]})
    assert [one.lang for one in suggestions(served(english))] == ["en"]


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("what is my outlook", "what is my outlok"),
        ("can i take vitamins", "can i take vitmains"),
        ("is it bad", ""),
        ("", ""),
    ],
)
def test_a_slip_is_one_letter(question: str, wrong: str) -> None:
    assert slip(question) == wrong
