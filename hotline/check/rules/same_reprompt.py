"""The line asks again in the same words.

Who did not understand once will not understand the same words twice. Each time say more, or say it in another way:
``noinput-2`` and ``nomatch-2`` explain, ``noinput-3`` and ``nomatch-3`` offer a person.

PASS::

    noinput-1: {voice: Take your time.}
    noinput-2: {voice: I did not hear you. Press a key or say a word.}

FAIL::

    noinput-1: {voice: I did not hear you.}
    noinput-2: {voice: I did not hear you.}

``"noinput-2" says the same as "noinput-1"; say more, or say it in another way``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, WrittenLanguage
from hotline.understand import fold_written

ID = "same-reprompt"
LEVEL: Severity = "warning"


def check(subject: Subject) -> Iterator[Problem]:
    """Every second and third try that says what an earlier one said."""
    for language in subject.written.languages.values():
        for kind in ("noinput", "nomatch"):
            for form in ("sms", "voice"):
                yield from _same(language, kind, form)


def _same(language: WrittenLanguage, kind: str, form: str) -> Iterator[Problem]:
    said: dict[str, str] = {}
    for name in (f"{kind}-{n}" for n in (1, 2, 3)):
        text: Text | None = getattr(language.sentences.get(name), form, None)
        if text is None:
            continue
        first = said.setdefault(fold_written(text), name)
        if first != name:
            message = f'"{name}" says the same as "{first}"; say more, or say it in another way'
            yield Problem(text.mark, ID, message, LEVEL)
