"""The first keyword of a topic, which is printed on the card, is too long; or a keyword is a number.

The card shows one word for each topic, and people with small keys and tired hands type it. Put a short one first.
The limit is ``keyword_letters`` of ``limits:``, spaces not counted. A keyword of figures alone looks like a number to
call or to choose.

PASS::

    immunotherapy: {label: immunotherapy, keywords: [immuno, immunotherapy], ...}

FAIL::

    immunotherapy: {label: immunotherapy, keywords: [immunotherapy, immuno], ...}

``"immunotherapy" is printed on the card and has 13 letters; put a keyword of at most 12 letters first``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, WrittenWords, shown
from hotline.understand import squeeze

ID = "card-keyword"
LEVEL: Severity = "warning"
_TOPIC_NUMBER = 3  # figures; reserved-keyword tells of a keyword of so many or fewer


def check(subject: Subject) -> Iterator[Problem]:
    """Every first keyword of a topic over the limit, and every keyword of figures."""
    most = subject.limit("keyword_letters")
    for language in subject.written.languages.values():
        for id, words in language.words.items():
            place = subject.written.places.get(id)
            if place is not None and place.next is not None:
                yield from _too_long(words, most)
            yield from _figures(words)


def _too_long(words: WrittenWords, most: int) -> Iterator[Problem]:
    for first in (words.keywords or [])[:1]:
        letters = len(squeeze(first))
        if letters > most:
            cure = f"put a keyword of at most {most} letters first"
            message = f'"{shown(first)}" is printed on the card and has {letters} letters; {cure}'
            yield Problem(first.mark, ID, message, LEVEL)


def _figures(words: WrittenWords) -> Iterator[Problem]:
    for keyword in words.keywords or []:
        squeezed = squeeze(keyword)
        if squeezed.isdigit() and len(squeezed) > _TOPIC_NUMBER:
            message = f'keyword "{shown(keyword)}" has no letter, so it looks like a number to call; add a word'
            yield Problem(keyword.mark, ID, message, LEVEL)
