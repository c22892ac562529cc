"""Which topics stand on a card: those that people ask for most, and else one of each choice of the main menu in turn.

Rule 1: a topic counts as wanted once it was asked for LEAST times; fewer could tell of a single person.
Rule 2: what answers only those who name it, and the answers to a cry for help, are never chosen by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from hotline.loader import did_you_mean, shown
from hotline.model import Line, Menu, Topic
from hotline.store import Count
from hotline.workbench.card.faults import CardError

MOST = 12  # topics on a card
LEAST = 11  # times that a topic was asked for, before it counts
DAYS = 90  # days of counts that are looked at


def wanted(line: Line, counts: Iterable[tuple[Count, int]] = ()) -> tuple[int, ...]:
    """The numbers of the topics for a card, at most MOST; with no counts in the line's own order."""
    asked: Counter[int] = Counter()
    for count, times in counts:
        asked[count.place] += times
    open_to_all = [number for number in _in_turn(line) if _may_be_chosen(line, number)]
    often = [number for number in open_to_all if asked[number] >= LEAST]
    often.sort(key=lambda number: -asked[number])
    return tuple(dict.fromkeys([*often, *open_to_all]))[:MOST]


def named(line: Line, names: Sequence[str]) -> tuple[int, ...]:
    """The numbers of topics that somebody named, by name or number; a ``CardError`` for those that there are not."""
    known = {place.id: number for number, place in line.places.items() if isinstance(place, Topic)}
    known |= {str(number): number for number in known.values()}
    wrong = [
        f'"{shown(name)}" is no topic of this line{did_you_mean(name, known)}' for name in names if name not in known
    ]
    found = tuple(dict.fromkeys(known[name] for name in names if name in known))
    if len(found) > MOST:
        wrong.append(f"{len(found)} topics are too many for a card; at most {MOST} fit")
    if wrong:
        raise CardError(wrong)
    return found


def _may_be_chosen(line: Line, number: int) -> bool:
    alarms = [place for level, place in line.safety_places.items() if level != "call-team"]
    return isinstance(line.at(number), Topic) and number not in (*line.never_guessed, *alarms)


def _in_turn(line: Line) -> list[int]:
    """Every place: the first below each choice of the main menu, then the second below each, and so on."""
    below = [_below(line, choice) for choice in line.offers(line.start)]
    in_turn = chain.from_iterable(zip_longest(*below))
    return list(dict.fromkeys(number for number in (*in_turn, *line.places) if number is not None))


def _below(line: Line, number: int) -> list[int]:
    """A place and what its menus offer, nearest first."""
    found, fringe = {number: None}, [number]
    while fringe:
        behind = [on for menu in fringe if isinstance(line.at(menu), Menu) for on in line.offers(menu)]
        fringe = [on for on in dict.fromkeys(behind) if on not in found]
        found.update(dict.fromkeys(fringe))
    return [place for place in found if isinstance(line.at(place), Topic)]
