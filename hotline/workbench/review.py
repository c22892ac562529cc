"""Where the words of every place stand with their reviewers: never signed, changed since, approved, or overdue.

This looks at what is written, not at the line that is built: there, words that changed after they were signed are a
draft like any other, and an operator wants to know which ones those are. Menus and handoffs have words too. The line's
own sentences (``content/<lang>/line.yaml``) have no review.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from hotline.loader import Mark, Written, WrittenWords, words_hash

State = Literal["draft", "changed", "approved", "overdue"]
STATES: tuple[State, ...] = get_args(State)
DRAFT = {"status": "draft"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The words of one place in one language; ``on`` and ``next`` are days as 2026-11-23, all empty for a draft."""

    lang: str
    place: str
    mark: Mark
    state: State = "draft"
    role: str = ""
    on: str = ""
    next: str = ""

    def __str__(self) -> str:
        """``hair-loss: approved by oncology nurse on 2026-11-23, next review 2027-06-01``."""
        told = {
            "draft": "draft",
            "changed": f"changed since {self.role} approved it on {self.on}, so it is a draft again",
            "approved": f"approved by {self.role} on {self.on}, next review {self.next}",
            "overdue": f"overdue since {self.next}, approved by {self.role} on {self.on}",
        }
        return f"{self.place}: {told[self.state]}"


def reviews(written: Written, today: date) -> tuple[Reviewed, ...]:
    """Every place's words in every language, in the order in which they are written."""
    return tuple(
        _reviewed(words, today) for language in written.languages.values() for words in language.words.values()
    )


def approval(words: WrittenWords, role: str, on: date, next: date) -> dict[str, str]:
    """What ``review`` says when a role signs these words on a day, until the next review."""
    days = {"on": on.isoformat(), "next": next.isoformat()}
    return {"status": "approved", "role": role, **days, "hash": words_hash(words)}


def _reviewed(words: WrittenWords, today: date) -> Reviewed:
    review = words.review or {}
    id, mark = str(words.id), words.id.mark
    if review.get("status") != "approved" or not review.get("hash"):
        return Reviewed(words.lang, id, mark)
    role, on, next = (str(review.get(name, "")) for name in ("role", "on", "next"))
    state: State = "overdue" if next < today.isoformat() else "approved"
    if review["hash"] != words_hash(words):
        state = "changed"
    return Reviewed(words.lang, id, mark, state, role, on, next)
