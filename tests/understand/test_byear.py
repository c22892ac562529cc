"""A keyword that is written as it sounds, or cut where none ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.understand.byear import ByEar
from tests.driver import Carrier

KEYWORDS = {
    "osteoporosis": ((220, "en"),), "fatigue": ((230, "en"),), "bone scan": ((240, "en"),), "nausea": ((250, "en"),),
    "hueso": ((240, "es"),), "pus": ((260, "en"),),
}  # fmt: skip
BY_EAR = ByEar(KEYWORDS, ("en", "es", "xx"))


@pytest.mark.parametrize(
    ("text", "place"),
    [("ostio porosis", 220), ("fateegue", 230), ("bown skan", 240), ("nawsha", 250)],
)
def test_what_sounds_like_a_keyword_leads_to_it(text: str, place: int) -> None:
    assert [found.place for found in BY_EAR.find(text)][:1] == [place]


@pytest.mark.parametrize(
    "text", ["", "pizza", "hello", "gatigue", "fatigue was never the question here", "fatigue 2", "nau"]
)
def test_what_sounds_like_none_leads_nowhere(text: str) -> None:
    assert BY_EAR.find(text) == ()


@given(st.text("abcdefnostu é", max_size=40))
def test_only_places_with_such_keywords_are_found(text: str) -> None:
    assert {found.place for found in BY_EAR.find(text)} <= {220, 230, 240, 250}


@pytest.mark.parametrize(
    ("said", "place"), [("nawsha", "nausea"), ("prog nosis", "outlook"), ("ver senio", "cdk46-inhibitors")]
)
def test_it_is_asked_about_and_never_answered_with(shipped: Carrier, said: str, place: str) -> None:
    assert shipped.served.index.meaning(said).understood == ()
    shipped.stranger().sends(said).sends("1").gets_place(place)
