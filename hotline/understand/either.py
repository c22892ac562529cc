"""The source of a regular expression for any of many phrases, that stays quick however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby


def either(phrases: Iterable[str]) -> str:
    """The source of a pattern for any of these, the longer before the shorter; a space is any white space.

    They are grouped by their first letter: ``re`` would else try each of hundreds at every word of every text.
    """
    by_letter = sorted(phrases, key=lambda phrase: (phrase[:1].casefold(), -len(phrase)))
    return "|".join(
        f"{_source(letter)}(?:{'|'.join(_source(phrase[1:]) for phrase in group)})"
        for letter, group in groupby(by_letter, key=lambda phrase: phrase[:1].casefold())
    )


def _source(text: str) -> str:
    return re.escape(text).replace("\\ ", r"\s+")
