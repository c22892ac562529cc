"""Walks a line one way, from the main menu to every place that is offered, by the fewest steps.

What answers at a place is the same whatever way led there, so a place is walked on from once: from where it was reached
first. (What was offered before it may still be chosen, and was chosen already by somebody who took fewer steps.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from hotline.model import Turn
from hotline.rehearsal.ways import Choice, Way


@dataclass(frozen=True, slots=True)
class Visit:
    """A place, reached: in how many steps, with which answer, and from which place (0: from none)."""

    steps: int
    turn: Turn
    before: int = 0


@dataclass(frozen=True, slots=True)
class Astray:
    """A choice that led elsewhere: at which answer it stood, which it was, and what answered."""

    turn: Turn
    choice: Choice
    answer: Turn


@dataclass(slots=True)
class Walk:
    """Where one way leads in one language. ``begun`` is False where the language cannot be switched to."""

    way: Way
    visits: dict[int, Visit] = field(default_factory=dict)
    astray: list[Astray] = field(default_factory=list)
    begun: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Ahead:
    """A choice not yet made, at the answer that offers it. Those with the fewest steps come first, then in order."""

    steps: int
    order: int
    turn: Turn = field(compare=False)
    choice: Choice = field(compare=False)


def walk(way: Way, lang: str) -> Walk:
    """Every place that this way leads to in a language."""
    found = Walk(way)
    begin = way.begin(lang)
    if begin is None:
        return found
    found.begun = True
    steps, turn = begin
    ahead: list[_Ahead] = []
    order = count()
    found.visits[turn.place] = Visit(steps, turn)
    _look_ahead(way, found.visits[turn.place], ahead, order)
    while ahead:
        first = heappop(ahead)
        target = first.choice.target
        if target in found.visits:
            continue
        answer = way.choose(first.turn, first.choice)
        if answer.place == target and answer.session.lang == lang:
            found.visits[target] = Visit(first.steps, answer, first.turn.session.at)
            _look_ahead(way, found.visits[target], ahead, order)
        else:
            found.astray.append(Astray(first.turn, first.choice, answer))
    return found


def _look_ahead(way: Way, visit: Visit, ahead: list[_Ahead], order: count[int]) -> None:
    """Note every choice that can be made from here on."""
    steps, turn = visit.steps, visit.turn
    while True:
        for choice in way.choices(turn):
            heappush(ahead, _Ahead(steps + 1, next(order), turn, choice))
        on = way.go_on(turn)
        if on is None:
            return
        steps, turn = steps + on[0], on[1]
