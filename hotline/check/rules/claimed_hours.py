"""A handoff has opening hours, and nobody made sure of them.

The line tells people "closed now", and when somebody answers again, from these hours. So they must be known. Call the
number and ask; then write ``hours: verified`` beside it in ``menus/line.yaml``.

PASS::

    numbers:
      clinic: {dial: "+15005550100", hours: verified}

FAIL::

    numbers:
      clinic: {dial: "+15005550100", hours: unverified}

``the hours of "clinic" are not verified; call and ask, then write "hours: verified" in menus/line.yaml``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown
from hotline.loader.written import LINE

ID = "claimed-hours"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every handoff with hours whose number has none that are verified."""
    for place in subject.written.places.values():
        entry = subject.written.numbers.get(place.transfer or "")
        if place.hours is not None and entry is not None and entry.get("hours") != "verified":
            name = shown(place.transfer or "")
            cure = f'call and ask, then write "hours: verified" in {LINE}'
            yield Problem(place.hours.mark, ID, f'the hours of "{name}" are not verified; {cure}', LEVEL)
