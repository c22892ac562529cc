"""A packed table: what a dict of lists would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hotline.understand.table import Table

WORDS = st.text("abc", max_size=3)


@given(st.lists(st.tuples(WORDS, st.integers(0, 1 << 20))), WORDS)
def test_as_a_dict_of_lists(rows: list[tuple[str, int]], word: str) -> None:
    assert list(Table(rows).of(word)) == [number for other, number in rows if other == word]
