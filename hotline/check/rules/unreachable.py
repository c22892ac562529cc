"""A place that no menu and no topic offers, so that nobody who presses keys ever gets there.

Add it to a menu's ``choices`` or to a topic's ``next``, or take it out.

PASS::

    main: {number: 100, choices: [food]}
    food: {number: 200, next: [main]}

FAIL::

    main: {number: 100, choices: [food]}
    food: {number: 200, next: [main]}
    rent: {number: 300, next: [main]}

``place "rent" is offered nowhere; add it to the choices of a menu``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "unreachable"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every place that cannot be reached from where people begin."""
    written = subject.written
    start = written.settings.get("start")
    if start not in written.places or not written.all_places:
        return  # unknown-place or the loader tells of it; everything would be unreachable
    found = set()
    ahead = [str(start), str(written.settings.get("person", "")), *map(str, written.safety_places.values())]
    while ahead:
        id = ahead.pop()
        place = written.places.get(id)
        if place is not None and id not in found:
            found.add(id)
            ahead.extend(written.onward(place))
    for id, place in written.places.items():
        if id not in found:
            message = f'place "{id}" is offered nowhere; add it to the choices of a menu'
            yield Problem(place.id.mark, ID, message, LEVEL)
