"""At the door of a person: in a call who answers is named and called, or another way to a person is offered.

Rule 1: before anybody is called, the caller hears who answers and whose number they will see.
Rule 2: a door that is closed and one that nobody opens lead to the same: why, a number that is answered day and night,
said twice, the key that connects, the way back to where the caller was, and that number as a text.
Rule 3: nobody is called again unasked. Repeat, slower and another language say the closed side again; key 0 calls anew.
Rule 4: a text is answered with the number, and with whether somebody answers now.
"""

from __future__ import annotations

from collections.abc import Mapping

from hotline.engine.moment import Moment
from hotline.model import Ask, Give, Handoff, Lead, Offer, Said, Session, Tell, Transfer, Turn, replace

_SHOWN = {"line": "shows-line", "caller": "shows-caller"}
_LED: Mapping[Lead, tuple[Lead, Lead]] = {  # what a text begins with: where the door is open, where it is closed
    **dict.fromkeys(("", "open", "closed"), ("open", "closed")),
    **dict.fromkeys(("welcome", "welcome-open", "welcome-closed"), ("welcome-open", "welcome-closed")),
}


def reach(m: Moment, session: Session, place: Handoff, before: tuple[Said, ...]) -> Turn:
    """Call the person behind this door, or tell what to do while nobody answers there."""
    session = replace(session, at=place.number, page=0, asked=False, unsure=False)
    if session.unanswered:
        return _another(m, session, place, (*before, *_led(session), Tell("not-answered", place=place.number)))
    door = m.doors(place.number)
    if not door.open:
        opens = (door.opens,) if door.opens else ()
        return _another(m, session, place, (*before, *_led(session), Tell("closed", place=place.number), *opens))
    said = (*before, Give(place.number, 0, session.lead), Tell(_SHOWN[place.caller_id], place=place.number))
    return Turn(session, said, Transfer(place.number), outcome="person", place=place.number)


def _another(m: Moment, session: Session, place: Handoff, why: tuple[Said, ...]) -> Turn:
    """The way on from a door that is closed: another person, or where the caller was."""
    other = place.otherwise or place.number
    offers = (other, came_from(m, session))
    after = replace(session, offered=offers, sendable=other if m.can_send(session) else 0)
    said = (*why, Tell("otherwise", place=other), Offer(offers, connect=(other,), send=after.sendable))
    return Turn(after, said, Ask(), outcome="person", place=place.number)


def _led(session: Session) -> tuple[Said, ...]:
    """What stands before the place where a danger was heard with the wish for a person."""
    lead = session.lead.removesuffix("-also")
    return (Tell(lead),) if lead in ("notice", "call-team") else ()


def came_from(m: Moment, session: Session) -> int:
    """The place where a caller was before the doors: the last one on the trail that is none, or the main menu."""
    been = (number for number in reversed(session.trail) if number in m.line.places)
    return next((number for number in been if not isinstance(m.line.at(number), Handoff)), m.line.start)


def door_lead(m: Moment, session: Session, place: Handoff) -> Lead:
    """What a text about a person begins with. A page further on keeps what its first page began with."""
    if place.hours is None or session.page > 0 or session.lead not in _LED:
        return session.lead
    when_open, when_closed = _LED[session.lead]
    return when_open if m.doors(place.number).open else when_closed
