"""A word with two duties that work everywhere, so that one of them can never be reached.

Words of consent are looked up first (the carriers' own, then the line's), then commands, then the words for digits and
what people say for them ("the second one", in ``answers``), in all languages at once: a word is one thing, whoever
texts it. Each language has words for at most nine digits.

PASS::

    commands: {more: [more], back: [back]}

FAIL::

    commands: {more: [more, next], back: [back, next]}

``"next" is a word for "more" already (content/en/line.yaml:9); give it one duty``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, WrittenLanguage, shown
from hotline.understand import CARRIER, FCC_STOP, squeeze

ID = "command-clash"
LEVEL: Severity = "error"
_DIGITS = 9
_CONSENT = ("stop", "start", "help")
_CARRIERS = {squeeze(word): str(kind) for kind, words in CARRIER.items() for word in words}
_CARRIERS |= {squeeze(phrase): "stop" for phrase in FCC_STOP}


def check(subject: Subject) -> Iterator[Problem]:
    """Every word that is something else already, and the first digit too many."""
    languages = subject.written.languages.values()
    taken = {word: (duty, "the carriers' own word") for word, duty in _CARRIERS.items()}
    for text, duty in _duties(languages):
        first, where = taken.setdefault(squeeze(text), (duty, f"{text.mark.file}:{text.mark.line}"))
        names_a_language = first == "language" and duty.startswith("language ")  # SPANISH may be both
        if squeeze(text) and first != duty and not names_a_language:
            message = f'"{shown(text)}" is a word for "{first}" already ({where}); give it one duty'
            yield Problem(text.mark, ID, message, LEVEL)
    for language in languages:
        for digit in language.digits[_DIGITS : _DIGITS + 1]:
            message = f'"{shown(digit)}" is one digit too many; there are words for at most {_DIGITS}, from one to nine'
            yield Problem(digit.mark, ID, message, LEVEL)


def _duties(languages: Iterable[WrittenLanguage]) -> Iterator[tuple[Text, str]]:
    """Every word that works everywhere and what it does, in the order in which the line looks them up."""
    for language in languages:
        yield from ((text, kind) for kind in _CONSENT for text in language.consent.get(kind, []))
    for language in languages:
        yield from ((text, command) for command, texts in language.commands.items() for text in texts)
    for language in languages:
        yield from ((text, f"digit {n}") for n, text in enumerate(language.digits[:_DIGITS], 1))
        for key, texts in language.answers.items():
            yield from ((text, f"digit {key}") for text in texts if key.isdigit())
        yield from ((text, f"language {language.code}") for text in language.names)
