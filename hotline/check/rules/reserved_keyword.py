"""A keyword that means something else everywhere on the line: a carrier's word, a command, a number.

STOP, END, QUIT and CANCEL opt a person out; YES and START opt them in; MENU, MORE and BACK walk the line; "2" chooses.
A topic that used such a word could never be reached by it.

PASS::

    after-treatment: {label: after treatment, keywords: [finished treatment], ...}

FAIL::

    after-treatment: {label: after treatment, keywords: [end], ...}

``"end" is a reserved word (stop); choose another``
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hotline.check.rules.keyword_clash import phrases
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Written, shown
from hotline.understand import CARRIER, FCC_STOP, fold_written, squeeze

ID = "reserved-keyword"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every keyword, label or question that is a reserved word."""
    written = subject.written
    reserved = reserved_in(written)
    for language in written.languages.values():
        for place in language.words.values():
            for text in phrases(place):
                means = reserved(text)
                if means:
                    message = f'"{shown(text)}" is a reserved word ({means}); choose another'
                    yield Problem(text.mark, ID, message, LEVEL)


def reserved_in(written: Written) -> Callable[[str], str]:
    """What tells what a text does everywhere on a line, or "" where it does nothing."""
    consent, words = _reserved(written)

    def means(text: str) -> str:
        folded = fold_written(text)
        if folded.isdigit() and len(folded) <= 3:
            return "a number"
        return consent.get(squeeze(text)) or words.get(folded, "")

    return means


def _reserved(written: Written) -> tuple[dict[str, str], dict[str, str]]:
    consent = {squeeze(word): str(kind) for kind, words in CARRIER.items() for word in words}
    consent |= {squeeze(phrase): "stop" for phrase in FCC_STOP}
    words: dict[str, str] = {}
    for language in written.languages.values():
        for kind in ("stop", "start", "help"):
            consent |= {squeeze(phrase): kind for phrase in language.consent.get(kind, [])}
        for command, texts in language.commands.items():
            words |= {fold_written(text): command for text in texts}
        words |= {fold_written(text): "a number" for text in language.digits}
        for key, texts in language.answers.items():
            words |= {fold_written(text): "a number" for text in texts if key.isdigit()}
        words |= {fold_written(text): "a language" for text in language.names}
    return consent, words
