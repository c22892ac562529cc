"""The longest text that is looked over, made of anything: every rule is done with it within a second."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.loader.fields import LONGEST
from tests.loader.sink import WORDS, copy_sink
from tests.proof.demands import examined

PIECES = [  # what a rule looks for, or a page is cut at
    *("a", "a ", "x. ", "! ", "a\n", "-\n", "word, ", "a b c d? ", "(a) ", "a/b ", "** ", "' ", "[", "_ ", "... "),
    *(
        "HER2 ",
        "ABC",
        "5% ",
        "1 in 2 ",
        "1 ",
        "1",
        "911 ",
        "1-(.) ",
        "http://a.b ",
        "a.b@",
        "é",
        "e\u0301",
        "👍",
        "👍 ",
    ),
    *("{", "}", "{x} ", "{number:plumber} ", "{number:", "call now ", "you must ", "\u200d"),
    *(
        "1 in\n2 ",
        "10\n-\n20 ",
        "5\n% ",
        "twice\nas likely ",
        "committed\nsuicide ",
        "99.5\nF ",
        "every\nday ",
        "(a\n) ",
    ),
]


def written(root: Path, piece: str, length: int) -> None:
    """The kettle's words, both forms of this length."""
    body = (piece * length)[: length - 2].replace("\n", "\n    ") + "x."
    text = f"kettle:\n  label: kettle\n  keywords: [kettle]\n  sms: |-\n    {body}\n  voice: |-\n    {body}\n"
    (root / WORDS).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
@pytest.mark.parametrize("length", [LONGEST, 20 * LONGEST])
def test_a_long_text_is_told_of_in_time(piece: str, length: int, tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    written(root, piece, length)
    assert examined(root).line is None


@pytest.mark.parametrize(("length", "told"), [(LONGEST, 0), (LONGEST + 1, 2)])
def test_the_longest_text(length: int, told: int, tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    written(root, "word ", length)
    too_big = [problem for problem in examined(root).errors if problem.rule == "too-big"]
    assert [(problem.mark.file, problem.mark.column) for problem in too_big] == [(WORDS, 8), (WORDS, 10)][:told]
