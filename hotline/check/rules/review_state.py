"""Words that no reviewer has signed, that changed after they were signed, or whose review is overdue.

Unsigned words are told of once a file, as a notice, and only where the line does not say ``allow_drafts: true``. Words
that changed after they were signed count as unsigned again by themselves. ``hotline review`` lists them all, ``hotline
review approve`` signs them.

PASS::

    hair-loss:
      review: {status: approved, role: oncology nurse, on: 2026-11-20, next: 2027-06-01, hash: 93fe336edf557d22}

FAIL::

    hair-loss:
      review: {status: approved, role: oncology nurse, on: 2024-11-20, next: 2025-06-01, hash: 93fe336edf557d22}

``the review of "hair-loss" was due on 2025-06-01; have somebody look at it again``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Mark, Problem, Severity, WrittenWords, words_hash

ID = "review-state"
LEVEL: Severity = "notice"


def check(subject: Subject) -> Iterator[Problem]:
    """Every file with unsigned words, and all words whose signature does not hold."""
    for language in subject.written.languages.values():
        unsigned: dict[str, list[Mark]] = {}
        for words in language.words.values():
            review = words.review or {}
            if review.get("status") == "approved":
                yield from _signed(words, subject)
            elif "status" in review:
                mark = review["status"].mark
                unsigned.setdefault(mark.file, []).append(mark)
        if subject.written.settings.get("allow_drafts") != "true":
            yield from map(_unsigned, unsigned.values())


def _signed(words: WrittenWords, subject: Subject) -> Iterator[Problem]:
    review = words.review or {}
    hash, due = review.get("hash"), review.get("next")
    if hash is not None and hash != words_hash(words):
        message = (
            f'the words of "{words.id}" changed after they were signed, so they count as a draft; have them signed anew'
        )
        yield Problem(hash.mark, ID, message, "warning")
    if due is not None and subject.today is not None and str(due) < subject.today.isoformat():
        message = f'the review of "{words.id}" was due on {due}; have somebody look at it again'
        yield Problem(due.mark, ID, message, "warning")


def _unsigned(marks: list[Mark]) -> Problem:
    count = f"{len(marks)} places have" if len(marks) > 1 else "1 place has"
    return Problem(marks[0], ID, f"{count} words here that no reviewer has signed; this is the first", LEVEL)
