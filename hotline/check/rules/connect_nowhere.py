"""A topic connects to a phone number, or a handoff names one for when it is closed, and no handoff leads there.

A caller must hear who answers and whose number they will see before a phone rings, in their own language. Those words
are a handoff's, so a number that is dialled has one: a place with ``transfer`` and the number's name.

PASS::

    helplines: {number: 520, connect: clinic, next: [money]}
    person: {number: 190, transfer: clinic}

FAIL::

    helplines: {number: 520, connect: night-nurse, next: [money]}
    person: {number: 190, transfer: clinic}

``no handoff leads to "night-nurse"; add a place with "transfer: night-nurse", and its words``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown

ID = "connect-nowhere"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every number that a topic connects to, or a closed handoff offers, without a handoff of its own."""
    written = subject.written
    if not written.all_places:
        return  # the handoff may stand in the file that cannot be read
    for place in written.places.values():
        for name in (place.connect, place.otherwise):
            if name is not None and name in written.numbers and written.handoff_to(name) is None:
                cure = f'add a place with "transfer: {shown(name)}", and its words'
                yield Problem(name.mark, ID, f'no handoff leads to "{shown(name)}"; {cure}', LEVEL)
