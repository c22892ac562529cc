"""A menu with a single choice, or one whose menus hold so few topics that they would fit into it.

People find a thing faster in one menu of five than in two menus below each other. Offer the topics themselves and take
the menus between out. The limit is ``flat_menu`` of ``limits:``.

PASS::

    food: {number: 200, choices: [pantry, truck, soup-kitchen, food-stamps]}

FAIL::

    food: {number: 200, choices: [free-food, programs]}
    free-food: {number: 300, choices: [pantry, truck, soup-kitchen]}
    programs: {number: 400, choices: [food-stamps]}

``the 4 places behind the menus of "food" would fit into "food" itself; offer them there``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Written, WrittenPlace

ID = "thin-menu"
LEVEL: Severity = "warning"


def check(subject: Subject) -> Iterator[Problem]:
    """Every menu that could be left out, and every menu whose menus could be."""
    written, most = subject.written, subject.limit("flat_menu")
    start = written.settings.get("start")
    for id, place in written.places.items():
        choices = place.choices or []
        if len(choices) == 1 and (id != start or _choices(str(choices[0]), written)):
            message = f'menu "{id}" has a single choice; offer "{choices[0]}" itself in its place'
            yield Problem(choices[0].mark, ID, message, LEVEL)
        flat = _flat(place, written, str(start))
        if flat and len(flat) <= most:
            message = (
                f'the {len(flat)} places behind the menus of "{id}" would fit into "{id}" itself; offer them there'
            )
            yield Problem(choices[0].mark, ID, message, LEVEL)


def _flat(place: WrittenPlace, written: Written, start: str) -> set[str]:
    """What a menu would offer with its menus unfolded; nothing where it has none, or where one of them has some."""
    found: set[str] = set()
    menus = 0
    for choice in map(str, place.choices or []):
        inner = _choices(choice, written) if choice != start else []
        if any(_choices(each, written) for each in inner):
            return set()
        menus += bool(inner)
        found |= set(inner) or {choice}
    return found if menus else set()


def _choices(id: str, written: Written) -> list[str]:
    place = written.places.get(id)
    return [str(choice) for choice in place.choices or []] if place is not None else []
