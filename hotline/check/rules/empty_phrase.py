"""A word, phrase or safety pattern without a single letter or digit.

Capitals, accents, signs and pictures make no difference to what a person texts, so such a phrase is nothing at all. As
a keyword it leads nowhere. As a word for STOP it would opt out everybody who texts a thumbs-up; as a safety pattern it
would answer every text with the crisis reply.

PASS::

    consent: {stop: [stop please]}
    safety: {en: {crisis: [want to die]}}

FAIL::

    consent: {stop: ["!!!"]}
    safety: {en: {crisis: ["..."]}}

``"!!!" has no letter and no digit in it, so nobody can text it; write a word``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, WrittenLanguage, WrittenWords, shown
from hotline.understand import fold_written

ID = "empty-phrase"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every phrase that nobody can text."""
    for language in subject.written.languages.values():
        yield from _halves(language)
        for text in _phrases(language):
            if not fold_written(text):
                message = f'"{shown(text)}" has no letter and no digit in it, so nobody can text it; write a word'
                yield Problem(text.mark, ID, message, LEVEL)


def _halves(language: WrittenLanguage) -> Iterator[Problem]:
    """Every pattern in which a word beside a slash is missing: "kill/" would be "kill" alone."""
    for text in (text for texts in language.safety.values() for text in texts):
        if (
            "/" in text
            and fold_written(text)
            and any(not fold_written(either) for words in text.split() if "/" in words for either in words.split("/"))
        ):
            message = f'"{shown(text)}" has nothing on one side of a slash; write the other word, without a space'
            yield Problem(text.mark, ID, message, LEVEL)


def _phrases(language: WrittenLanguage) -> Iterator[Text]:
    yield from (*language.names, *language.digits)
    for table in (language.answers, language.commands, language.consent, language.safety):
        for texts in table.values():
            yield from texts
    for words in language.words.values():
        yield from _of(words)


def _of(words: WrittenWords) -> Iterator[Text]:
    if words.label is not None:
        yield words.label
    yield from (*(words.keywords or []), *words.asks)
