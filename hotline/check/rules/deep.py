"""A menu or a topic that takes too many steps to reach.

Each step costs a caller a prompt to hear out and a choice to make, and some give up on the way. Counted is the
shortest way from the main menu. The limits are ``menu_depth`` (menus below each other, the main menu is the first) and
``presses`` (key presses to a topic) of ``limits:``. Offer the place in a menu further up.

PASS::

    main: {number: 100, choices: [food, pantry]}

FAIL::

    main: {number: 100, choices: [food]}
    food: {number: 200, choices: [free-food]}
    free-food: {number: 300, choices: [places]}
    places: {number: 400, choices: [pantry]}

``"pantry" is 4 key presses from the main menu; more than 3 is far, so offer it further up``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Written

ID = "deep"
LEVEL: Severity = "warning"


def check(subject: Subject) -> Iterator[Problem]:
    """Every menu and topic over its limit."""
    most_menus, most_presses = subject.limit("menu_depth"), subject.limit("presses")
    for id, steps in _steps(subject.written).items():
        place = subject.written.places[id]
        if place.choices is not None and steps + 1 > most_menus:
            message = f'menu "{id}" is menu {steps + 1} on the way from the main menu; more than {most_menus} is far'
        elif place.next is not None and steps > most_presses:
            message = f'"{id}" is {steps} key presses from the main menu; more than {most_presses} is far'
        else:
            continue
        yield Problem(place.id.mark, ID, f"{message}, so offer it further up", LEVEL)


def _steps(written: Written) -> dict[str, int]:
    """How many key presses each place is from where people begin, by the shortest way."""
    start = str(written.settings.get("start", ""))
    steps = {start: 0} if start in written.places else {}
    ahead = list(steps)
    for id in ahead:  # grows while it is walked
        for target in written.onward(written.places[id]):
            if target in written.places and target not in steps:
                steps[target] = steps[id] + 1
                ahead.append(target)
    return steps
