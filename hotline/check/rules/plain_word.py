"""A long or official word where a short one says the same.

The list is in ``hotline/check/plain_words.py``, for English and Spanish. The message shows what to write.

PASS::

    sms: Call before you get a flu shot.

FAIL::

    sms: Call prior to obtaining a flu shot.

``"prior to" is hard to read; write "before"``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.plain_words import plain_words
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "plain-word"
LEVEL: Severity = "warning"


def check(subject: Subject) -> Iterator[Problem]:
    """Every word that has a plainer one."""
    for passage in subject.passages:
        listed = plain_words(passage.lang)
        if listed is None:
            continue
        for mark, match in passage.find(listed.pattern):
            message = f'"{match.group()}" is hard to read; write "{listed.plainer(match.group())}"'
            yield Problem(mark, ID, message, LEVEL)
