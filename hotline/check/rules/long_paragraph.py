"""A paragraph to read that is over 50 words, or a topic to read that makes more than 3 points.

A small screen shows some thirty words at a time. A paragraph is one point of a topic; a reader keeps three in mind.
Take out what the next topic says anyway. The limits are ``paragraph_words`` and ``points`` of ``limits:``.

PASS::

    sms: (three paragraphs of 30 words)

FAIL::

    sms: (one paragraph of 60 words)

``a paragraph of 60 words; 50 are the most, so cut it or put a blank line between its points``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.prose import words_in
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity

ID = "long-paragraph"
LEVEL: Severity = "warning"
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def check(subject: Subject) -> Iterator[Problem]:
    """Every paragraph to read, and every topic to read, over its limit."""
    most_words, most_points = subject.limit("paragraph_words"), subject.limit("points")
    for passage in subject.passages:
        if passage.form == "sms":
            yield from _paragraphs(passage, most_words, most_points)


def _paragraphs(passage: Passage, most_words: int, most_points: int) -> Iterator[Problem]:
    found = list(passage.find(_PARAGRAPH))
    for mark, paragraph in found:
        count = len(words_in(paragraph.group()))
        if count > most_words:
            cure = "cut it or put a blank line between its points"
            yield Problem(mark, ID, f"a paragraph of {count} words; {most_words} are the most, so {cure}", LEVEL)
    if passage.is_topic and len(found) > most_points:
        message = f'topic "{passage.id}" makes {len(found)} points; {most_points} are as many as people keep in mind'
        yield Problem(found[most_points][0], ID, message, LEVEL)
