"""A handoff whose words hold no number to call.

``person`` is what somebody gets who asks for a human. In a text nothing is dialled, so the words must hold a number:
``{number:...}``, the one that is dialled or another. In a call the number is said before dialling, for whoever hangs
up, has no minutes left, or finds nobody there. 911 and 988 are no such number.

PASS::

    person: {sms: "Call the clinic at {number:clinic}.", voice: "I will connect you. The number is {number:clinic}."}

FAIL::

    person: {sms: "A nurse can help you.", voice: "I will connect you. The number is {number:clinic}."}

``the words to read of "person" hold no number to call; add {number:clinic}``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.phones import SAFETY, dials
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "no-person"
LEVEL: Severity = "error"
_FORMS = {"sms": "words to read", "voice": "words to hear"}


def check(subject: Subject) -> Iterator[Problem]:
    """Every handoff's words without a number, in each language and form."""
    for passage in subject.passages:
        place = passage.place
        if place is None or place.transfer is None or dials(passage.text, subject.written) - SAFETY:
            continue
        cure = f"add {{number:{place.transfer}}}"
        message = f'the {_FORMS[passage.form]} of "{passage.id}" hold no number to call; {cure}'
        yield Problem(passage.text.mark, ID, message, LEVEL)
