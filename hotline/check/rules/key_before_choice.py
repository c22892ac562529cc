"""The key is said before what it does: "press 2 for side effects".

Who hears the key first has forgotten it when the words come that they were waiting for. Say what it is, then the key.
Looked for in English and Spanish.

PASS::

    choice: {voice: "For {label}, press {key}.", ...}

FAIL::

    choice: {voice: "Press {key} for {label}.", ...}

``"Press {key} for" names the key before what it does; say "For ..., press ..."``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown

ID = "key-before-choice"
LEVEL: Severity = "error"
_PATTERNS = {
    "en": (
        re.compile(
            r"\b(?:(?:press|push|hit|dial|touch)(?: (?:the )?(?:number|key))? "
            r"(?:\{key\}|[0-9*#](?!\d)|zero|one|two|three|four|five|six|seven|eight|nine|star|pound),? (?:for|to)"
            r"|say (?:\{key\}|[0-9](?!\d)|one|two|three|four|five|six|seven|eight|nine),? for)\b",
            re.IGNORECASE,
        ),
        'say "For ..., press ..."',
    ),
    "es": (
        re.compile(
            r"\b(?:oprima|presione|marque|pulse|apriete|toque|diga)(?: (?:el|la))?(?: (?:número|tecla))? "
            r"(?:\{key\}|[0-9*#](?!\d)|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|asterisco|estrella|numeral)"
            r",? para\b",
            re.IGNORECASE,
        ),
        'say "Para ..., oprima ..."',
    ),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every key that comes first in what is heard."""
    for passage in subject.passages:
        known = _PATTERNS.get(passage.lang.partition("-")[0])
        if passage.form != "voice" or known is None:
            continue
        pattern, cure = known
        for mark, match in passage.find(pattern):
            message = f'"{shown(match.group())}" names the key before what it does; {cure}'
            yield Problem(mark, ID, message, LEVEL)
