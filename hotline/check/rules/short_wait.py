"""The line waits too short a time for an answer.

Older people, and people who are tired or in pain, need longer to find a key. ``wait`` is the seconds of silence before
the line asks again; the limit is ``wait_seconds`` of ``limits:``. ``slow_wait``, for callers who pressed 7, is to be
longer still.

PASS::

    wait: 8
    slow_wait: 10

FAIL::

    wait: 6
    slow_wait: 6

``wait is 6 seconds; give people at least 8``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text

ID = "short-wait"
LEVEL: Severity = "warning"
_WAIT, _SLOW_WAIT = 8, 10  # what the line does where nothing is written


def check(subject: Subject) -> Iterator[Problem]:
    """Either setting, where it is too short."""
    settings = subject.written.settings
    wait, slow = settings.get("wait"), settings.get("slow_wait")
    seconds, slow_seconds = _seconds(wait, _WAIT), _seconds(slow, _SLOW_WAIT)
    least = subject.limit("wait_seconds")
    if wait is not None and seconds is not None and seconds < least:
        yield Problem(wait.mark, ID, f"wait is {seconds} seconds; give people at least {least}", LEVEL)
    there = slow if slow is not None else wait
    if there is not None and seconds is not None and slow_seconds is not None and slow_seconds <= seconds:
        message = f"slow_wait is {slow_seconds} seconds and wait {seconds}; make slow_wait longer"
        yield Problem(there.mark, ID, message, LEVEL)


def _seconds(value: Text | None, default: int) -> int | None:
    """The seconds written, nothing where they are no number."""
    if value is None:
        return default
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else None
