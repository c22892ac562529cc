"""A phrase that only takes time, or that blames the person.

"Please listen carefully, our options have changed" and "your call is important to us" tell nothing. "Invalid" and "you
pressed a wrong key" blame; say what to do next. Topics are not looked at, where such words can be facts. Looked for in
English and Spanish.

PASS::

    nomatch-1: {voice: I did not get that. Here are your choices., ...}

FAIL::

    nomatch-1: {voice: Invalid entry. You pressed a wrong key., ...}

``"Invalid" blames the person; say what to do next``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown

ID = "stock-phrase"
LEVEL: Severity = "error"
# GetHuman standard 1.0 (options have changed, your call is important), and standards A11 (blame).
_FILLERS = {
    "en": r"please listen carefully|(?:options|choices|menus?)(?: options)? (?:has|have) (?:recently )?changed|"
    r"your (?:call|message|text|time) is (?:very )?important",
    "es": r"escuche (?:atentamente|con (?:mucha )?atención)|(?:opciones|menús?)(?: del menú)? (?:han|ha) cambiado|"
    r"su (?:llamada|mensaje|tiempo) es (?:muy )?importante",
}
_BLAME = {
    "en": r"invalid|(?:wrong|incorrect|illegal) (?:key|number|choice|option|button|entry)|you (?:have )?made a mistake",
    "es": r"inv[áa]lid[oa]s?|no (?:es |son )?válid[oa]s?|(?:tecla|opción|número) (?:equivocad|incorrect|erróne)[oa]|"
    r"se equivocó",
}
_KINDS = (
    (_FILLERS, "tells nothing; take it out"),
    (_BLAME, "blames the person; say what to do next"),
)
_PATTERNS = {
    code: [(re.compile(rf"\b(?:{words[code]})\b", re.IGNORECASE), cure) for words, cure in _KINDS]
    for code in ("en", "es")
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every such phrase outside topics."""
    for passage in subject.passages:
        if passage.is_topic:
            continue
        for pattern, cure in _PATTERNS.get(passage.lang.partition("-")[0], ()):
            for mark, match in passage.find(pattern):
                yield Problem(mark, ID, f'"{shown(match.group())}" {cure}', LEVEL)
