"""Words to hear that a synthesiser misreads: signs, units, short forms, addresses, capitals.

Write for the ear: "milligrams", "for example", "percent", "stage four". What is spelled in capitals may be read letter
by letter; write it small, or say under ``pronunciations`` how it sounds.

PASS::

    voice: Take 20 milligrams a day, for example in the morning.

FAIL::

    voice: Take 20 mg/day, e.g. in the AM.

``"mg" may be misread aloud; write "milligrams"``
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hotline.check.prose import by_language
from hotline.check.spoken import SPOKEN
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity, shown
from hotline.understand import fold_written

ID = "hard-to-say"
LEVEL: Severity = "warning"
_ONLY_DOTTED = ("dra", "dr", "uds", "ud", "ej")  # without the full stop they may be words or names
_SIGN = re.compile(r"[%&+/#@°=]")
_SITE = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:org|com|gov|net|edu)\b(?:/\S*)?", re.IGNORECASE)
_ROMAN = re.compile(r"(?<!\w)(?:II|III|IV|VI|VII|VIII|IX)(?!\w)")
_CAPITALS = re.compile(r"(?<![\w{:])[A-ZÁÉÍÓÚÑ]{2,}[0-9]*(?![\w}])")
_FILLED = re.compile(r"\{[^{}]*\}")


class _Ear(NamedTuple):
    """A language's short forms, and what to write for each."""

    short: re.Pattern[str]
    says: Mapping[str, str]


def _ear(says: Mapping[str, str]) -> _Ear:
    units = "|".join(re.escape(word) for word in says if word[0].isalpha() and word not in _ONLY_DOTTED)
    dotted = "|".join(word for word in _ONLY_DOTTED if word in says)
    return _Ear(re.compile(rf"(?<![^\W\d])(?:{units})(?!\w)\.?|(?<!\w)(?:{dotted})\.(?=\s)", re.IGNORECASE), says)


_EARS = {code: _ear(says) for code, says in SPOKEN.items()}


def check(subject: Subject) -> Iterator[Problem]:
    """Everything in words to hear that may be misread."""
    languages = subject.written.languages
    spoken = {code: set(map(fold_written, language.pronunciations)) for code, language in languages.items()}
    for passage in subject.passages:
        if passage.form == "voice":
            yield from _misread(passage, spoken[passage.lang])


def _misread(passage: Passage, spoken: set[str]) -> Iterator[Problem]:
    bare = _FILLED.sub(lambda match: " " * len(match.group()), passage.text)  # the same offsets, nothing filled in
    sites = [match.span() for match in _SITE.finditer(bare)]
    for match in _SITE.finditer(bare):
        yield _problem(passage, match, "leave web addresses to the text, or say who to look for")
    ear = by_language(_EARS, passage.lang)
    for match in (*ear.short.finditer(bare), *_SIGN.finditer(bare)) if ear else ():
        if ear and not any(start <= match.start() < end for start, end in sites):
            yield _problem(passage, match, f'write "{ear.says[match.group().rstrip(".").lower()]}"')
    for match in _ROMAN.finditer(bare):
        yield _problem(passage, match, "write the number as a word")
    for match in _CAPITALS.finditer(bare):
        if fold_written(match.group()) not in spoken and not _ROMAN.fullmatch(match.group()):
            yield _problem(passage, match, 'write it small, or say how it sounds under "pronunciations" of line.yaml')


def _problem(passage: Passage, match: re.Match[str], cure: str) -> Problem:
    return Problem(passage.text.at(match.start()), ID, f'"{shown(match.group())}" may be misread aloud; {cure}', LEVEL)
