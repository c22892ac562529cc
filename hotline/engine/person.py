"""Back from a person, and what comes after a topic. A call to a person is a detour: the caller's place is not lost."""

from __future__ import annotations

from hotline.engine.door import came_from
from hotline.engine.moment import Moment
from hotline.engine.moves import give, home, what_next
from hotline.model import Handoff, Said, Session, Tell, Topic, Turn, replace


def back_from(m: Moment) -> Turn:
    """Where the caller was before: its menu, or what comes after its topic. The door stays off the trail."""
    number, trail = came_from(m, m.session), m.session.trail
    behind = trail[: len(trail) - trail[::-1].index(number) - 1] if number in trail else ()
    session = replace(m.session, at=number, trail=behind, unanswered=False, lead="", misses=0)
    return _there_again(m, session, before=(Tell("after-person", place=m.line.at(m.session.at).number),))


def unanswered(m: Moment) -> Turn:
    """The other way to a person. Where the door was taken out of the line meanwhile, the menu that led there."""
    if not isinstance(m.line.at(m.session.at), Handoff):
        return _there_again(m, m.session)
    return give(m, replace(m.session, unanswered=True, misses=0))


def _there_again(m: Moment, session: Session, *, before: tuple[Said, ...] = ()) -> Turn:
    """What is offered after a topic, for its words were heard; a menu is given again."""
    place = m.line.at(session.at)
    if isinstance(place, Topic):
        return what_next(m, session, before=before)
    there = replace(m, session=session)
    return home(there, before=before) if place.number == m.line.start else give(there, session, before=before)
