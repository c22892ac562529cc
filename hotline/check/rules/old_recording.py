"""A recording that is not played, because nobody knows that it says the words as they are now.

A recording belongs to words by a hash of them, which stands in ``menus/audio/recorded.yaml``; ``hotline audio --stamp``
writes it. When the words change, or a phone number in them, the platform's voice says the new words until they are
recorded again. A new file is not played before it is stamped. An entry without its file is told as well.

PASS::

    en:
      oven: {words: 0f1e2d3c4b5a6978, file: 1a2b3c4d5e6f7081}

FAIL::

    en:
      oven: {words: (of the words before they changed), file: 1a2b3c4d5e6f7081}

``the words of "oven" changed since they were recorded, so the recording is not played; record them again and stamp it``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.recorded import recorded
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "old-recording"
LEVEL: Severity = "warning"
_NOT_PLAYED = {
    "changed": 'the words of "{}" changed since they were recorded, so the recording is not played; '
    "record them again and stamp it",
    "new": 'the recording of "{}" is not played before somebody says that it fits these words: hotline audio --stamp',
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every recording that is not played, beside the words; every entry whose recording is gone."""
    for each in recorded(subject):
        if each.state in _NOT_PLAYED:
            yield Problem(each.mark, ID, _NOT_PLAYED[each.state].format(each.place), LEVEL)
    for language in subject.written.languages.values() if subject.written.all_places else ():
        for place, stamp in language.stamps.items():
            if place not in language.recordings:
                gone = f'there is no recording of "{place}" in menus/audio/{language.code}/'
                message = f"{gone}; hotline audio --stamp tidies up"
                yield Problem(stamp.id.mark, ID, message, LEVEL)
