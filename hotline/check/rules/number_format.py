"""A number that is easily misread: a decimal that is no dose, test or temperature; a hyphen for "to"; two numbers side
by side.

PASS::

    sms: It takes 4 to 6 weeks. Call for a fever of 100.4 F or higher. Take 2 pills of 200 mg.

FAIL::

    sms: It takes 4-6 weeks. About 2.5 out of 10 people feel it. Take 2 200 mg pills.

``"4-6" is easily misread; write "4 to 6"``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity

ID = "number-format"
LEVEL: Severity = "warning"
_RANGE = re.compile(r"(?<![\w./-])(\d+(?:\.\d+)?) ?[-\u2010-\u2015] ?(\d+(?:\.\d+)?)(?![\w./-])")
_DECIMAL = re.compile(r"(?<![\w.$/])\d+[.,]\d{1,2}(?![\d.,/]*\d)")
_MEASURED = re.compile(
    r"\s?(?:°|º|%|F\b|C\b|degrees|grados|mg|mcg|g\b|ml|mL|kg|cm|mm|lb|oz)"
    r"|\s(?:million|millones|dollars|dólares|liters?|litros?)"
)
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez"
_BESIDE = re.compile(rf"(?<![\w.,/-])(?:\d+|{_SMALL}) \d+(?![\w/]*:)", re.IGNORECASE)
_FILLED = re.compile(r"\{[^{}]*\}")


def check(subject: Subject) -> Iterator[Problem]:
    """Every number that is easily misread."""
    for passage in subject.passages:
        yield from _misread(passage, "to" if passage.lang.startswith("en") else "a")


def _misread(passage: Passage, to: str) -> Iterator[Problem]:
    for mark, match in passage.find(_RANGE):
        first, last = match.groups()
        yield Problem(mark, ID, f'"{match.group()}" is easily misread; write "{first} {to} {last}"', LEVEL)
    for mark, match in passage.find(_DECIMAL):
        if not _MEASURED.match(passage.text, match.end()):
            message = f'"{match.group()}" is easily misread; write a whole number, as in "out of 100"'
            yield Problem(mark, ID, message, LEVEL)
    for mark, match in passage.find(_BESIDE):
        if not _FILLED.search(match.group()):
            yield Problem(mark, ID, f'"{match.group()}" is easily misread; put a word between the numbers', LEVEL)
