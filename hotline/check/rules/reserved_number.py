"""A place's number that everybody knows as something else.

911 and 988 always get the emergency and crisis answers. 211, 311, 411, 511, 611, 711 and 811 are services of their own.

PASS::

    emergency: {number: 420, ...}

FAIL::

    emergency: {number: 911, ...}

``number 911 is an emergency or service number; choose another``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "reserved-number"
LEVEL: Severity = "error"
RESERVED = frozenset({"988", *(f"{first}11" for first in range(2, 10))})


def check(subject: Subject) -> Iterator[Problem]:
    """Every place that has a reserved number."""
    for place in subject.written.places.values():
        if place.number in RESERVED and place.number is not None:
            message = f"number {place.number} is an emergency or service number; choose another"
            yield Problem(place.number.mark, ID, message, LEVEL)
