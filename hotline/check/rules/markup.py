"""Tags or character codes in words, which would be read out or shown as they stand.

Every carrier takes plain words. A blank line is a pause; ``pronunciations`` say how a name sounds.

PASS::

    voice: Call your team. Then rest.

FAIL::

    voice: Call your team. <break time="1s"/> Then rest &amp; drink.

``"<break time="1s"/>" would be said as it stands; take it out``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown

ID = "markup"
LEVEL: Severity = "warning"
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")


def check(subject: Subject) -> Iterator[Problem]:
    """Every tag and code in what is read or heard."""
    for passage in subject.passages:
        for mark, match in passage.find(_MARKUP):
            yield Problem(mark, ID, f'"{shown(match.group())}" would be said as it stands; take it out', LEVEL)
