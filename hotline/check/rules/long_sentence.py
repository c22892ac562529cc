"""A sentence that is too long to follow, for a tired reader or by ear.

Over 20 words is a warning, over 25 an error (``sentence_words`` and ``sentence_words_most`` of ``limits:``). A phone
number that is filled in counts as one word. Cut the sentence in two: one point in each.

PASS::

    voice: Call your team for a fever. Call day or night. If nobody answers, go to the emergency room.

FAIL::

    voice: (one sentence of 26 words)

``a sentence of 26 words; 25 are the most, so make two of it``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.prose import words_in
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "long-sentence"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every sentence over a limit."""
    fair, most = subject.limit("sentence_words"), subject.limit("sentence_words_most")
    for passage in subject.passages:
        for offset, sentence in passage.sentences():
            count = len(words_in(sentence))
            if count > min(fair, most):
                level: Severity = "error" if count > most else "warning"
                limit = most if count > most else fair
                message = f"a sentence of {count} words; {limit} are the most, so make two of it"
                yield Problem(passage.text.at(offset), ID, message, level)
