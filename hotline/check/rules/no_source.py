"""A topic that names no source.

People may ask SOURCE after every answer, and whoever reviews the words has to know what they rest on.

PASS::

    hair-loss: {number: 324, next: [support], sources: [nci-hair-loss]}

FAIL::

    hair-loss: {number: 324, next: [support]}

``topic "hair-loss" names no source; add "sources" with names from menus/sources.yaml``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "no-source"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every topic without one."""
    for id, place in subject.written.places.items():
        if place.next is not None and not place.sources:
            message = f'topic "{id}" names no source; add "sources" with names from menus/sources.yaml'
            yield Problem(place.id.mark, ID, message, LEVEL)
