"""A holiday of a handoff that is over and will not come again.

Whoever wrote the day down wrote it for one year. Write the next one. A day of every year is ``december 24``, ``fourth
thursday of november`` or a name such as ``christmas-day``.

PASS::

    hours: {zone: America/New_York, monday: 8:00-17:00, holidays: [december 24]}

FAIL::

    hours: {zone: America/New_York, monday: 8:00-17:00, holidays: [2024-12-24 staff day]}

``the holiday "2024-12-24 staff day" is over; write the next one, or take it out``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.hours import is_past
from hotline.loader import Problem, Severity, shown

ID = "past-holiday"
LEVEL: Severity = "warning"


def check(subject: Subject) -> Iterator[Problem]:
    """Every holiday that was."""
    if subject.today is None:
        return
    for place in subject.written.places.values():
        for text, holiday in place.hours.holidays if place.hours is not None else ():
            if is_past(holiday, subject.today):
                message = f'the holiday "{shown(text)}" is over; write the next one, or take it out'
                yield Problem(text.mark, ID, message, LEVEL)
