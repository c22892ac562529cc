"""Odds that cannot be compared, or a risk that is told against another one.

Two chances in one topic need the same whole: "1 in 10" and "1 in 25" are hard to compare, "10 out of 100" and "4 out of
100" are not. "Cuts the risk by half" says nothing of how large the risk is; say how many out of 100 with and without.

PASS::

    sms: It comes back in 10 out of 100 people, and in 5 out of 100 who take the pill.

FAIL::

    sms: The pill cuts the risk by half.

``"cuts the risk by half" tells a risk against another; say how many out of 100, with and without``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.prose import by_language
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity

ID = "risk-format"
LEVEL: Severity = "warning"
# The look behind keeps a long run of digits from being tried at each of them.
_PER = r"(?:(?<!\d)\d+ ?(?:%|percent|por ciento))"
_ODDS = {
    "en": re.compile(r"\b(?:1|one) (?:in|out of) (?:every )?(\d+)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:1|una?|uno) (?:de|en) cada (\d+)\b", re.IGNORECASE),
}
_AGAINST = {
    "en": re.compile(
        r"\b(?:cuts?|lowers?|reduces?|halves?|raises?|increases?|doubles?|triples?|drops?)"
        r"(?: \w+){0,2} (?:risk|chance|odds)s?"
        rf"(?: (?:of|that) (?:\w+ ?){{1,4}})?(?: by| in)? ?(?:half|a third|{_PER})"
        r"|\b(?:halves?|doubles?|triples?)(?: \w+)? (?:risk|chance|odds)s?"
        rf"|{_PER} (?:lower|higher|less|more|fewer|greater|smaller)\b"
        r"|\b(?:twice|half|three times|\d+ times) (?:as|more|less) (?:likely|often|common)"
        r"|\bhalf the (?:risk|chance)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        rf"\b(?:reduce|baja|disminuye|sube|aumenta)n?(?: \w+){{0,2}} (?:riesgo|probabilidad|posibilidad)\w*"
        rf"(?: de (?:\w+ ?){{1,4}})? ?(?:a la mitad|(?:en |un |el )*{_PER})"
        rf"|{_PER} (?:menos|más|menor|mayor)\b"
        r"|\b(?:el doble|la mitad|el triple|\d+ veces más) de(?:l)? (?:riesgo|probab\w+|posib\w+)",
        re.IGNORECASE,
    ),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every second whole, and every risk told against another."""
    for passage in subject.passages:
        yield from _odds(passage)
        against = by_language(_AGAINST, passage.lang)
        for mark, match in passage.find(against) if against else ():
            message = f'"{match.group()}" tells a risk against another; say how many out of 100, with and without'
            yield Problem(mark, ID, message, LEVEL)


def _odds(passage: Passage) -> Iterator[Problem]:
    pattern = by_language(_ODDS, passage.lang)
    found = list(passage.find(pattern)) if pattern else []
    for mark, match in found[1:]:
        if match.group(1) != found[0][1].group(1):
            message = f'"{match.group()}" and "{found[0][1].group()}" are hard to compare; give both out of 100'
            yield Problem(mark, ID, message, LEVEL)
