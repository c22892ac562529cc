"""The answer to HELP lacks something that carriers ask of it.

They want to read how to stop (the word STOP), a phone number where a person answers, and, in the United States, that
message and data rates may apply. 911 and 988 are no such number. The service's name they want too; ``sender`` says it
before every text.

PASS::

    help: {sms: "Facts on food. MENU for topics. Call {number:clinic}. Msg and data rates may apply. STOP to end.", ...}

FAIL::

    help: {sms: "Facts on food. MENU for topics. Call {number:clinic}. STOP to end.", ...}

``"help" lacks that rates may apply; add words like "Msg and data rates may apply"``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.phones import SAFETY, american, dials
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity

ID = "help-text"
LEVEL: Severity = "error"
_STOP = re.compile(r"\bstop\b", re.IGNORECASE)
_RATES = {
    "en": (re.compile(r"\brates?\b", re.IGNORECASE), "Msg and data rates may apply"),
    "es": (re.compile(r"\btarifas?\b", re.IGNORECASE), "Pueden aplicar tarifas de mensajes y datos"),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Everything that a language's answer to HELP lacks."""
    for passage in subject.passages:
        if passage.id == "help" and passage.form == "sms" and passage.place is None:
            for lacks in _lacking(passage, subject):
                yield Problem(passage.text.mark, ID, f'"help" lacks {lacks}', LEVEL)


def _lacking(passage: Passage, subject: Subject) -> Iterator[str]:
    if not _STOP.search(passage.text):
        yield 'how to stop; add words like "STOP to end"'
    if not dials(passage.text, subject.written) - SAFETY:
        yield "a phone number where a person answers; add {number:...} with a name of line.yaml"
    rates = _RATES.get(passage.lang.partition("-")[0])
    if rates and american(subject.written) and not rates[0].search(passage.text):
        yield f'that rates may apply; add words like "{rates[1]}"'
