"""Looks for places by what an operator remembers of them: a number, a name, a label, a keyword, a few words.

Rule 1: capitals, accents and punctuation make no difference, and what is typed may be the beginning of a word.
Rule 2: every language of the line is looked through. A place is found once, by what says most about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from hotline.model import Line, Words
from hotline.understand import fold
from hotline.understand.fold import fold_written

How = Literal["number", "label", "keyword", "id", "question", "sms", "voice"]
HOWS: tuple[How, ...] = get_args(How)  # what says most about a place first
AROUND = 6  # words shown on both sides of what was found in a text


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was found: by what, in which language ("" for none), and the text with what was typed in it."""

    number: int
    how: How
    lang: str = ""
    before: str = ""
    hit: str = ""
    after: str = ""
    whole: bool = False  # all of a label, a keyword, a name or a question is what was typed


def search(line: Line, typed: str, lang: str) -> tuple[Found, ...]:
    """The places that have to do with what was typed, the nearest first; those by ``lang`` before other languages."""
    asked = fold(typed)
    if not asked:
        return ()
    first = [lang, *(code for code in line.languages if code != lang)]
    found = (min(_finds(line, number, asked, first), key=_nearness, default=None) for number in line.places)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (_nearness(one), one.number)))


def _nearness(found: Found) -> tuple[bool, int]:
    return not found.whole, HOWS.index(found.how)


def _finds(line: Line, number: int, asked: str, languages: list[str]) -> Iterator[Found]:
    if str(number).startswith(asked):
        yield Found(number, "number", hit=asked, after=str(number)[len(asked) :], whole=str(number) == asked)
    yield from _in(line.places[number].id.replace("-", " "), number, asked, "id", "")
    for code in languages:
        words = line.languages[code].words.get(number)
        for how, text in _texts(words) if words else ():
            yield from _in(text, number, asked, how, code)


def _texts(words: Words) -> Iterator[tuple[How, str]]:
    yield "label", words.label
    yield from (("keyword", keyword) for keyword in words.keywords)
    yield from (("question", ask) for ask in words.asks)
    yield "sms", words.sms
    yield "voice", words.voice


def _in(text: str, number: int, asked: str, how: How, lang: str) -> Iterator[Found]:
    """Where it stands in a text for the first time, cut to the words around it."""
    words = text.split()
    folded = [(index, found) for index, word in enumerate(words) if (found := fold_written(word))]
    joined = " ".join(found for _, found in folded)
    at = f" {joined}".find(f" {asked}")
    if at < 0:
        return
    first, last = _word_at(folded, at), _word_at(folded, at + len(asked) - 1)
    short = how not in ("sms", "voice")
    before, after = words[:first], words[last + 1 :]
    yield Found(
        number,
        how,
        lang,
        " ".join(before if short else before[-AROUND:]),
        " ".join(words[first : last + 1]),
        " ".join(after if short else after[:AROUND]),
        whole=short and joined == asked,
    )


def _word_at(folded: list[tuple[int, str]], offset: int) -> int:
    """The index of the word that the letter at this offset of the joined words is in."""
    end = 0
    for index, word in folded:
        end += len(word) + 1
        if offset < end:
            return index
    return folded[-1][0]
