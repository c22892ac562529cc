"""A place after which nothing is offered.

A tired caller should always hear a way on. Give a menu at least one choice and a topic at least one place that
comes next.

PASS::

    hair-loss: {number: 310, next: [side-effects]}

FAIL::

    hair-loss: {number: 310, next: []}

``place "hair-loss" offers nothing after it; name at least one place under "next"``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "dead-end"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every menu without choices and every topic without a way on."""
    for id, place in subject.written.places.items():
        for name, targets in (("choices", place.choices), ("next", place.next)):
            if targets is not None and not targets:
                message = f'place "{id}" offers nothing after it; name at least one place under "{name}"'
                yield Problem(place.id.mark, ID, message, LEVEL)
