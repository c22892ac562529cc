"""A choice, or what comes next, leads to a place that is not there, to its own place, or stands twice.

A caller who chose it would hear nothing. Write the id of a place that stands in one of the files in ``menus/``.

PASS::

    food: {number: 200, choices: [food-bank, soup-kitchen]}
    food-bank: ...
    soup-kitchen: ...

FAIL::

    food: {number: 200, choices: [food-bnk]}

``choice "food-bnk" is no place; did you mean "food-bank"?``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, Written, did_you_mean, shown

ID = "unknown-place"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every reference to a place that is not there, or that is a place of another kind."""
    written = subject.written
    if not written.all_places:
        return  # the place may stand in the file that cannot be read
    for place in written.places.values():
        yield from _targets(written, "choice", place.choices or [], place.id)
        yield from _targets(written, "next", place.next or [], place.id)
    for name, target in _named(written):
        if target not in written.places:
            yield _unknown(written, name, target)
    start, person = written.settings.get("start"), written.settings.get("person")
    if start is not None:
        yield from _kind(written, "start", start, "a menu", menu=True)
    if person is not None:
        yield from _kind(written, "person", person, "a handoff (with transfer)", menu=False)


def _named(written: Written) -> Iterator[tuple[str, Text]]:
    """Every place that is named elsewhere than among what is offered, and where."""
    for place in written.places.values():
        for asked, meant in place.context.items():
            yield from (("context", asked), ("context", meant))
    for level, target in written.safety_places.items():
        yield f"safety place of {level}", target
    for target in written.never_guessed:
        yield "never_guessed", target
    for target in written.urgent:
        yield "urgent", target


def _targets(written: Written, kind: str, targets: list[Text], here: Text) -> Iterator[Problem]:
    for position, target in enumerate(targets):
        if target not in written.places:
            yield _unknown(written, kind, target)
        elif target == here:
            yield Problem(target.mark, ID, f'{kind} "{target}" leads to where it stands; take it out', LEVEL)
        elif target in targets[:position]:
            yield Problem(target.mark, ID, f'{kind} "{target}" stands here twice; take one out', LEVEL)


def _kind(written: Written, name: str, target: Text, what: str, *, menu: bool) -> Iterator[Problem]:
    place = written.places.get(target)
    if place is None:
        yield _unknown(written, name, target)
    elif (place.choices is None) if menu else (place.transfer is None):
        yield Problem(target.mark, ID, f'{name} "{target}" should be {what}', LEVEL)


def _unknown(written: Written, what: str, target: Text) -> Problem:
    fits = did_you_mean(target, written.places)
    return Problem(target.mark, ID, f'{what} "{shown(target)}" is no place{fits}', LEVEL)
