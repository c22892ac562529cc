"""A recording takes much longer or much shorter than its words should: mostly an old one, or a part is missing.

The words' time is counted at 150 words a minute, with the pauses between paragraphs; people read aloud at 120 to 190.
Told is what is under three fifths or over eight fifths of that, and off by 3 seconds or more. It is told beside the
words, so it can be waived there.

PASS::

    voice: (thirty words; its recording takes 14 seconds)

FAIL::

    voice: (thirty words; its recording takes 4 seconds)

``the recording of "oven" takes 4.0 seconds, and these words about 12.0; listen to it, and record what is missing``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.recorded import recorded
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "recording-length"
LEVEL: Severity = "warning"
_SHORTEST, _LONGEST, _APART = 0.6, 1.6, 3.0


def check(subject: Subject) -> Iterator[Problem]:
    """Every recording that is far from the time of its words."""
    for each in recorded(subject):
        takes, counted = each.recording.seconds, each.seconds
        if abs(takes - counted) < _APART or _SHORTEST * counted <= takes <= _LONGEST * counted:
            continue
        what = "what is missing" if takes < counted else "it anew"
        message = (
            f'the recording of "{each.place}" takes {takes:.1f} seconds, and these words about {counted:.1f}; '
            f"listen to it, and record {what}"
        )
        yield Problem(each.mark, ID, message, LEVEL)
