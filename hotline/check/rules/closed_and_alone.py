"""A handoff with opening hours, and nobody for the rest of the day.

Who asks for a person at night must get one. ``or`` names a phone number that is answered day and night; its own handoff
therefore has no ``hours``. A helpline will do, where the clinic has no number of its own for the night.

PASS::

    front-desk: {number: 190, transfer: front-desk, hours: {...}, or: night-nurse}
    night-nurse: {number: 191, transfer: night-nurse}

FAIL::

    front-desk: {number: 190, transfer: front-desk, hours: {...}}

``"front-desk" is closed at times; name a number that is answered day and night, as "or"``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown

ID = "closed-and-alone"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every handoff that closes without another that does not."""
    written = subject.written
    for place in written.places.values():
        name = place.otherwise
        if name is None:
            if place.hours is not None:
                message = f'"{place.id}" is closed at times; name a number that is answered day and night, as "or"'
                yield Problem(place.hours.mark, ID, message, LEVEL)
            continue
        other = written.handoff_to(name)
        if other is place or (other is not None and other.transfer == place.transfer):
            yield Problem(name.mark, ID, f'"{place.id}" is its own other number; name another one', LEVEL)
        elif other is not None and other.hours is not None:
            message = f'"{shown(name)}" has opening hours too; name a number that is answered day and night'
            yield Problem(name.mark, ID, message, LEVEL)
