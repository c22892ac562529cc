"""The offer of a language does not name key 8, or is the same in two languages.

Who does not understand the first language listens for their own. So ``offer-language`` is said in the language that it
offers, with the key that leads there: 8, everywhere.

PASS::

    offer-language: {sms: "Español: ESPAÑOL.", voice: "Para español, oprima 8."}

FAIL::

    offer-language: {sms: "Español: ESPAÑOL.", voice: "Para español, diga español."}

``"offer-language" does not name key 8, which leads to Español; add it``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, WrittenLanguage, shown
from hotline.understand import fold_written

ID = "open-language"
LEVEL: Severity = "error"
_KEY = 8


def check(subject: Subject) -> Iterator[Problem]:
    """Every offer that does not lead to its language, where there are several."""
    languages = subject.written.languages.values()
    said: dict[str, WrittenLanguage] = {}
    for language in languages if len(languages) > 1 else ():
        sentence = language.sentences.get("offer-language")
        if sentence is None or sentence.voice is None:
            continue
        name = shown(language.name or language.code)
        if not _names_key(sentence.voice, language):
            message = f'"offer-language" does not name key {_KEY}, which leads to {name}; add it'
            yield Problem(sentence.voice.mark, ID, message, LEVEL)
        first = said.setdefault(fold_written(sentence.voice), language)
        if first is not language:
            message = f'"offer-language" is the same as in {first.code}; say it in {name}'
            yield Problem(sentence.voice.mark, ID, message, LEVEL)


def _names_key(text: Text, language: WrittenLanguage) -> bool:
    """The key stands in the text as a figure or as the language's word for it."""
    word = "".join(fold_written(digit) for digit in language.digits[_KEY - 1 : _KEY])
    either = rf"{_KEY}|{re.escape(word)}" if word else str(_KEY)
    return re.search(rf"\b(?:{either})\b", fold_written(text)) is not None
