"""One slip of a finger: against a slow way that makes every slip there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.understand.slips import neighbourhood, one_slip
from hotline.understand.slips import slips as counted

LETTERS = "abc"
WORDS = st.text(LETTERS, max_size=6)


def slips(word: str) -> set[str]:
    """Every other word that one slip makes of a word."""
    parts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    less = {left + right[1:] for left, right in parts if right}
    more = {left + letter + right for left, right in parts for letter in LETTERS}
    other = {left + letter + right[1:] for left, right in parts if right for letter in LETTERS}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    return (less | more | other | swapped) - {word}


@given(WORDS, WORDS)
def test_it_is_one_slip_where_some_slip_makes_it(one: str, other: str) -> None:
    assert one_slip(one, other) == (other in slips(one))


@given(WORDS)
def test_words_one_slip_apart_have_something_in_common(word: str) -> None:
    assert all(neighbourhood(word) & neighbourhood(other) for other in slips(word))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("cancer", "cancel", True),
        ("eyes", "yes", True),
        ("and", "end", True),
        ("ifno", "info", True),
        ("stool", "stop", False),
        ("stop", "post", False),
        ("", "a", True),
    ],
)
def test_words_that_people_text(one: str, other: str, near: bool) -> None:
    assert one_slip(one, other) is near
    assert one_slip(other, one) is near


def table(one: str, other: str) -> int:
    """The fewest slips between two words, from the table that everybody draws for it."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and letter == other[j - 2] and wanted == one[i - 2]:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 9))
def test_slips_are_counted_as_in_the_table(one: str, other: str, most: int) -> None:
    assert counted(one, other, most) == min(table(one, other), most + 1)
