"""A hard term without its plain words in the same topic, or letters that stand for something nobody was told.

The glossary (``menus/glossary.yaml``, or ``glossary:`` of ``line.yaml``) gives each hard term the plain words that
explain it; one of them must stand in every topic that uses the term. A term with no plain words, such as the name of a
drug, needs none. Letters such as MBC need an entry, or brackets that say what they stand for.

PASS::

    glossary: {en: {metastatic: [spread]}}
    sms: The cancer is metastatic. It has spread to other parts of the body.

FAIL::

    sms: The cancer is metastatic. Ask about MBC.

``"metastatic" is not explained here; say also "spread"``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase

from hotline.check.prose import says, terms_pattern
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity, WrittenLanguage, shown
from hotline.understand import CARRIER, fold_written

ID = "unexplained-term"
LEVEL: Severity = "warning"
_LETTERS = re.compile(r"(?<![\w{])(?:[A-Z]{2,}+|[A-Z](?=[0-9]))[A-Z0-9]*+(?:[-/][A-Z0-9]++)*+\+?+(?![\w}])")
_TO_SEND = re.compile(r"\b(?:text|send|reply|mande|envíe|escriba|responda)$", re.IGNORECASE)  # "Text FOOD TODAY."
_KNOWN = frozenset({"ID", "OK", "PM", "AM", "TV", "US", "USA", "DVD", "SMS"})


def check(subject: Subject) -> Iterator[Problem]:
    """Every term of the glossary that stands alone, and every abbreviation that the glossary does not have."""
    for language in subject.written.languages.values():
        plain = {fold_written(term): [str(word) for word in words] for term, words in language.glossary.items()}
        pattern = terms_pattern(language.glossary)
        known = {*plain, *map(fold_written, language.pronunciations), *_commands(language)}
        for passage in subject.passages:
            if passage.language is language and passage.is_topic:
                yield from _terms(passage, plain, pattern)
                yield from _letters(passage, known)


def _terms(passage: Passage, plain: dict[str, list[str]], pattern: re.Pattern[str] | None) -> Iterator[Problem]:
    told: set[str] = set()
    for mark, match in passage.find(pattern) if pattern else ():
        term = fold_written(match.group())
        words = plain.get(term, [])
        if term not in told and words and not any(says(passage.text, word) for word in words):
            told.add(term)
            message = f'"{match.group()}" is not explained here; say also "{words[0]}"'
            yield Problem(mark, ID, message, LEVEL)


def _letters(passage: Passage, known: set[str]) -> Iterator[Problem]:
    told: set[str] = set()

    def heard_of(letters: str) -> bool:
        return letters in _KNOWN or fold_written(letters) in known

    for mark, match in passage.find(_LETTERS):
        letters = match.group()
        parts = re.split(r"[-/]", letters)  # CDK4/6 is one term, ER/PR are two
        if letters in told or any(all(map(heard_of, names)) for names in ([letters], parts)):
            continue
        if _is_clear(passage.text, match):
            continue
        told.add(letters)
        message = f'"{shown(letters)}" stands for something; write it out, or give its plain words in the glossary'
        yield Problem(mark, ID, message, LEVEL)


def _is_clear(text: str, match: re.Match[str]) -> bool:
    """A word to send, ``metastatic breast cancer (MBC)`` or ``MBC (metastatic breast cancer)``."""
    letters = match.group()
    before = text[: match.start()].rstrip(f"{ascii_uppercase} ")
    brackets = f"({letters})" in text or re.search(rf"{re.escape(letters)} \(\w", text) is not None
    return brackets or _TO_SEND.search(before) is not None


def _commands(language: WrittenLanguage) -> set[str]:
    """Words that are written in capitals because people text them."""
    own = (text for texts in (*language.commands.values(), *language.consent.values()) for text in texts)
    carriers = (word for words in CARRIER.values() for word in words)
    return {fold_written(word) for text in (*own, *carriers, *language.names) for word in text.split()}
