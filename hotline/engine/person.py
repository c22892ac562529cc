"""Back from a person, and what comes after a topic. A call to a person is a detour: the caller's place is not lost."""

from __future__ import annotations

from dataclasses import replace

from hotline.engine.door import came_from
from hotline.engine.moment import Moment
from hotline.engine.moves import give, home
from hotline.model import Ask, Handoff, Offer, Said, Tell, Topic, Turn


def back_from(m: Moment) -> Turn:
    """Where the caller was before: its menu, or what comes after its topic. The door stays off the trail."""
    number, trail = came_from(m, m.session), m.session.trail
    behind = trail[: len(trail) - trail[::-1].index(number) - 1] if number in trail else ()
    there = replace(m, session=replace(m.session, at=number, trail=behind, unanswered=False, lead="", misses=0))
    before = (Tell("after-person", place=m.line.at(m.session.at).number),)
    return what_next(there, before=before)


def unanswered(m: Moment) -> Turn:
    """The other way to a person. Where the door was taken out of the line meanwhile, the menu that led there."""
    if not isinstance(m.line.at(m.session.at), Handoff):
        return what_next(m)
    return give(m, replace(m.session, unanswered=True, misses=0))


def what_next(m: Moment, *, before: tuple[Said, ...] = ()) -> Turn:
    """What is offered once a topic was heard, a person first who can be reached now; a menu is given again."""
    place = m.line.at(m.session.at)
    if not isinstance(place, Topic):
        return home(m, before=before) if place.number == m.line.start else give(m, m.session, before=before)
    other = m.session.other
    known = m.line.offers_with(place.number, other)
    offers = (*(number for number in known if number != other), other) if other else known
    there = (place.connect,) if place.connect in offers and m.doors(place.connect).open else ()
    said = (*before, Tell("what-next"), Offer(offers, connect=there))
    return Turn(replace(m.session, offered=offers), said, Ask(), outcome="menu", place=place.number)
