"""Looks at prose: its words, and whether a term or its plain words stand in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TypeVar

from hotline.understand import either

_Listed = TypeVar("_Listed")
_WORD = re.compile(r"\{[^{}]*\}|[^\s{}]+")
_LETTER = re.compile(r"\w")


def words_in(text: str) -> list[str]:
    """The words of a text as people count them; what is filled in is one word."""
    return [word for word in _WORD.findall(text) if word[0] == "{" or _LETTER.search(word)]


def by_language(listed: Mapping[str, _Listed], code: str) -> _Listed | None:
    """What is listed for a language: ``es-MX`` finds ``es``. Nothing where nothing is listed for it."""
    return listed.get(code) or listed.get(code.partition("-")[0])


def terms_pattern(terms: Collection[str]) -> re.Pattern[str] | None:
    """Finds any of these terms as whole words, the longest first; nothing where there are none."""
    if not terms:
        return None
    return re.compile(rf"(?<!\w)(?:{either(map(str, terms))})(?!\w)", re.IGNORECASE)


def says(text: str, word: str) -> bool:
    """A word, or a longer one that begins with it, stands in the text: "spread" is said by "spreads"."""
    return _beginning(word).search(text) is not None


@lru_cache(maxsize=4096)
def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)
