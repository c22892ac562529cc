"""A keyword that is the whole text but for typing errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.understand.misspelt import Misspelt

KEYWORDS = {
    "kettle": ((220, "en"),), "gas stove": ((230, "en"),), "oven": ((240, "en"),), "hervidor": ((220, "es"),),
    "cancel order": ((250, "en"),),
}  # fmt: skip
KNOWN = {"en": {"kettle", "gas", "stove", "oven", "settle", "even"}, "es": {"hervidor", "horno"}}
MISSPELT = Misspelt(KEYWORDS, KNOWN)


@pytest.mark.parametrize(
    ("text", "place"), [("kettel", 220), ("ketle", 220), ("gas stovve", 230), ("ervidor", 220), ("herbidor", 220)]
)
def test_one_slip_leads_to_the_place(text: str, place: int) -> None:
    sure, _ = MISSPELT.find(text)
    assert [found.place for found in sure] == [place]


@pytest.mark.parametrize("text", ["settle", "even", "kettle", "kxxtle", "gas", "ket", "horno", ""])
def test_known_words_and_far_ones_are_no_slips(text: str) -> None:
    assert MISSPELT.find(text) == ((), ())


def test_a_short_word_is_only_asked_about() -> None:
    sure, doubtful = MISSPELT.find("ovem")
    assert sure == ()
    assert [found.place for found in doubtful] == [240]


@given(st.text("abcdeiknorst ", max_size=30))
def test_nothing_is_found_that_is_no_keyword(text: str) -> None:
    sure, doubtful = MISSPELT.find(" ".join(text.split()))
    assert {found.place for found in (*sure, *doubtful)} <= {220, 230, 240, 250}
    assert len({found.place for found in sure}) <= 1
