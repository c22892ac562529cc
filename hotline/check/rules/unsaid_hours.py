"""A handoff has opening hours that cannot be said in a language, or that its text does not tell.

A caller hears when somebody answers again: for that each language names the days, the times and the time zone, under
``calendar`` in ``content/<language>/line.yaml``. A texter reads the hours: the words to read have ``{hours:name}`` in
them.

PASS::

    front-desk: {sms: "Call the front desk at {number:front-desk}, {hours:front-desk}.", ...}

FAIL::

    front-desk: {sms: "Call the front desk at {number:front-desk}.", ...}

``the words to read of "front-desk" do not tell when it is open; add {hours:front-desk}``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Mark, Problem, Severity, WrittenLanguage, WrittenPlace

ID = "unsaid-hours"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Everything that is missing for saying opening hours, language by language."""
    closing = [place for place in subject.written.places.values() if place.hours is not None]
    for language in subject.written.languages.values():
        if closing and subject.written.read(language.file):
            yield from _calendar(language, closing)
        for place in closing:
            words = language.words.get(place.id)
            fill = f"{{hours:{place.transfer}}}"
            if words is not None and words.sms is not None and fill not in words.sms:
                message = f'the words to read of "{place.id}" do not tell when it is open; add {fill}'
                yield Problem(words.sms.mark, ID, message, LEVEL)


def _calendar(language: WrittenLanguage, closing: list[WrittenPlace]) -> Iterator[Problem]:
    calendar = language.calendar
    if calendar is None:
        message = f'"calendar" is missing: how days and times are said, for the hours of "{closing[0].id}"'
        yield Problem(Mark(language.file), ID, message, LEVEL)
        return
    for zone in sorted({str(place.hours.zone) for place in closing if place.hours is not None}):
        if zone not in calendar.zones:
            yield Problem(calendar.mark, ID, f'the time zone {zone} has no name under "zones" of the calendar', LEVEL)
