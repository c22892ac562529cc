"""The keys that work everywhere, at every place of the small line; every key and the shipped line take `make proof`."""

from __future__ import annotations

import pytest

from tests.driver import Carrier
from tests.everywhere import every_place, nine_one_one


@pytest.mark.proof
def test_R11_every_key_and_its_words_at_every_place_and_moment(sink: Carrier) -> None:
    for place in every_place(sink):
        place.holds()


def test_R25_nine_one_one_at_every_place_and_moment(sink: Carrier) -> None:
    for place in every_place(sink):
        nine_one_one(place)
