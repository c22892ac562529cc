"""What a phone shows of a language, text by text: the words of places, the sentences, the labels and the sender."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Text, WrittenLanguage

_FILLS = re.compile(r"\{[^{}]*\}")


def plain_languages(subject: Subject) -> list[WrittenLanguage]:
    """The languages declared gsm-7, where a character can cost more than another."""
    return [each for each in subject.written.languages.values() if each.settings.get("text") == "gsm-7"]


def texts(subject: Subject, language: WrittenLanguage) -> Iterator[tuple[Text, bool]]:
    """Every text that a phone shows, and whether it stands alone; a label and the sender are parts of others."""
    if language.sender is not None:
        yield language.sender, False
    for words in language.words.values():
        if words.label is not None:
            yield words.label, False
    for passage in subject.passages:
        if passage.form == "sms" and passage.language is language:
            yield passage.text, True


def without_fills(text: str) -> str:
    """The text of the same length with blanks for what is filled in."""
    return _FILLS.sub(lambda match: " " * len(match.group()), text)
