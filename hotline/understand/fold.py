"""One spelling for many: capitals, accents, punctuation, keycaps and wide digits make no difference."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST = 1600  # characters looked at; the carriers' own limit for a text
APART = 3 * LONGEST  # characters that they may come apart into: a Korean syllable is three letters, a wide ligature 18
_APOSTROPHES = frozenset("'\u2019\u2018\u02bc`\u00b4")
_DROPPED = frozenset({"Mn", "Me", "Cf"})
_REMEMBERED = 0x2100  # code points below it are what people write; what a stranger sends may not fill the memory


class _Folded(dict[int, str]):
    """What becomes of a character, by its code point: looked up once, and remembered if it is a usual one."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if code < _REMEMBERED:
            self[code] = folded
        return folded


_TABLE = _Folded()


def fold(text: str) -> str:
    """The words of a text in small plain letters, one space between them: "Can't  BREATHE!" is "cant breathe"."""
    if text.isascii() and text.islower() and text.isalnum() and len(text) <= LONGEST:
        return text  # most of what is folded at load is a word that is folded already
    return " ".join(unicodedata.normalize("NFKD", text[:LONGEST])[:APART].casefold().translate(_TABLE).split())


@lru_cache(maxsize=1 << 16)
def fold_written(phrase: str) -> str:
    """An author's phrase, folded, and remembered, for many rules look at each. Never what a person sends."""
    return fold(phrase)


def _folded(character: str) -> str:
    """A digit as 0 to 9, a letter as it is, nothing for an accent or an apostrophe, a space for anything else."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category[0] in "LN":
        return character
    return "" if character in _APOSTROPHES or category in _DROPPED else " "


def squeeze(text: str) -> str:
    """The folded text without spaces: "s t o p" and "opt-out" are "stop" and "optout"."""
    return fold(text).replace(" ", "")
