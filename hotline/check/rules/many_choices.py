"""A menu with more than 5 choices.

A caller has to keep all of them in mind until the last one is said. Put what is asked for least into a menu of its own,
but only where that menu has choices enough. The limit is ``choices`` of ``limits:``; more than 6 is an error, for there
are no more keys.

PASS::

    food: {number: 200, choices: [food-bank, soup-kitchen, meals, snap, wic]}

FAIL::

    food: {number: 200, choices: [food-bank, soup-kitchen, meals, snap, wic, garden]}

``menu "food" has 6 choices; more than 5 are hard to keep in mind``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "many-choices"
LEVEL: Severity = "notice"


def check(subject: Subject) -> Iterator[Problem]:
    """Every menu over the limit."""
    most = subject.limit("choices")
    for id, place in subject.written.places.items():
        choices = place.choices or []
        if len(choices) > most:
            message = f'menu "{id}" has {len(choices)} choices; more than {most} are hard to keep in mind'
            yield Problem(choices[most].mark, ID, message, LEVEL)
