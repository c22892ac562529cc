"""One spelling for many: capitals, accents, punctuation, keycaps and wide digits make no difference."""

from __future__ import annotations

import unicodedata

LONGEST = 1600  # characters looked at; the carriers' own limit for a text
_APOSTROPHES = frozenset("'\u2019\u2018\u02bc`\u00b4")
_DROPPED = frozenset({"Mn", "Me", "Cf"})


def fold(text: str) -> str:
    """The words of a text in small plain letters, one space between them: "Can't  BREATHE!" is "cant breathe"."""
    kept = []
    for character in unicodedata.normalize("NFKD", text[:LONGEST]).casefold():
        category = unicodedata.category(character)
        if category == "Nd":
            kept.append(str(unicodedata.digit(character)))
        elif category[0] in "LN":
            kept.append(character)
        elif character not in _APOSTROPHES and category not in _DROPPED:
            kept.append(" ")
    return " ".join("".join(kept).split())


def squeeze(text: str) -> str:
    """The folded text without spaces: "s t o p" and "opt-out" are "stop" and "optout"."""
    return fold(text).replace(" ", "")
