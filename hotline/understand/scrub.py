"""What may be kept of a text that was not understood: words that anybody could have sent, and nothing else.

Rule 1: a word stays because it is on a list, never because it looks harmless. The list is the words that the line's
authors write in that language, with those that everybody uses.
Rule 2: no digit stays, nor a word for one; no piece of an address on the net or of anything with a digit in it; nor a
word that is merely a name: one of ``common.NAMES``, or one that the authors never write small.
Rule 3: of dropped words a mark is left, one however many they were. What is left is kept only where it says something:
FEWEST words or more, of a text of MOST words or fewer, and not all of them words that everybody uses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from hotline.model import Language, Line
from hotline.understand.common import NAMES, common_in, numbers_in
from hotline.understand.fold import LONGEST, fold, fold_written
from hotline.understand.index import vocabulary
from hotline.understand.stems import stem_for

FEWEST, MOST = 2, 40  # words kept, and words that a text has
GAP = "..."
_ADDRESS = re.compile(r"\S*(?:@|://|\d)\S*|\S+\.\w\S*")  # ana.ruiz@mail.example, mail.example/ana, 12-b
_DROPPED = " 0 "  # on no list
_WORD = re.compile(r"[^\W\d_][\w'\u2019]*")


class Scrubbed(NamedTuple):
    """What is left of a text, and in which language it was written."""

    lang: str
    words: str


class Scrubber:
    """Takes out of a text whatever could tell who sent it. Built at load, pure after."""

    def __init__(self, line: Line) -> None:
        self._allowed = {code: allowed(language) for code, language in line.languages.items()}

    def scrub(self, text: str, lang: str) -> Scrubbed | None:
        """What may be kept of a text, or nothing. It is read in the language that knows most of its words."""
        words = fold(_ADDRESS.sub(_DROPPED, unicodedata.normalize("NFKC", text[:LONGEST]))).split()
        if len(words) > MOST or lang not in self._allowed:
            return None
        known = {code: sum(word in allowed for word in words) for code, allowed in self._allowed.items()}
        best = max(known, key=lambda code: (known[code], code == lang))
        left = " ".join(_left(words, self._allowed[best]))
        return Scrubbed(best, left) if known[best] >= FEWEST and matter(left, best) else None


def allowed(language: Language) -> frozenset[str]:
    """The words of a language that may be kept."""
    own = vocabulary(language) & _written_small(language)
    words = common_in(language.code) | {word for word in own if word.isalpha() and len(word) > 1}
    return words - NAMES - numbers_in(language.code) - frozenset(map(fold_written, language.digits))


def matter(words: str, lang: str) -> frozenset[str]:
    """What scrubbed words are about: the stems of those that not everybody uses."""
    stem, common = stem_for(lang), common_in(lang)
    return frozenset(stem(word) for word in words.split() if word != GAP and word not in common)


def _left(words: list[str], allowed: frozenset[str]) -> Iterator[str]:
    for kept, run in groupby(words, allowed.__contains__):
        yield from run if kept else (GAP,)


def _written_small(language: Language) -> frozenset[str]:
    """The words that stand somewhere without a capital. Others are names: of people, firms, towns."""
    texts = [*language.elsewhere]
    for words in language.words.values():
        texts += [words.label, *words.keywords, *words.asks, words.sms, words.voice]
    written = (word for text in texts for word in _WORD.findall(text))
    return frozenset(fold_written(word) for word in written if word[0].islower())
