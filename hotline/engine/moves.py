"""The few ways a turn can go on: visit a place, give it again, stay and say something, offer a choice of places.

Rule 1: what was offered changes only when choices are really shown or spoken, so that a number always means what the
person saw or heard last.
Rule 2: where a caller is, is never lost: what interrupts a topic and leads nowhere ends with the topic going on at the
same stretch; after the topic it ends with the choices that come after it.
Rule 3: a place that was taken out of the line (its number is in it no more) means the menu that led there: the last
one on the trail that is still there, or the main menu. It never means another place.
"""

from __future__ import annotations

from hotline.engine.door import door_lead, reach
from hotline.engine.moment import Moment
from hotline.model import (
    KEYS,
    Ask,
    Give,
    Handoff,
    Lead,
    Level,
    Line,
    Menu,
    Offer,
    Outcome,
    Place,
    Said,
    Session,
    Tell,
    Topic,
    Transfer,
    Turn,
    replace,
)


def visit(m: Moment, number: int, *, lead: Lead | None = None, other: int = 0, before: tuple[Said, ...] = ()) -> Turn:
    """Go to a place and give its words; where it was taken out, to the menu that led there.

    ``other`` is a second place to offer behind what the first one offers.
    """
    there = number if number in m.line.places else menu_of(m.line, m.session)
    return give(m, m.session.to(there, lead=m.lead if lead is None else lead, other=other), before=before)


def give(m: Moment, session: Session, *, before: tuple[Said, ...] = ()) -> Turn:
    """The words of the place where this session is, on the page where it is."""
    place = m.line.at(session.at)
    if isinstance(place, Handoff):
        if not m.typed:
            return reach(m, session, place, before)
        session = replace(session, lead=door_lead(m, session, place))
    extent = m.extents(place.number, session)
    page = min(max(session.page, 0), extent.pages - 1)
    session = replace(session, at=place.number, page=page, asked=False, unanswered=False, unsure=False)
    if page >= extent.choices_on or session.other:
        session = replace(session, offered=m.line.offers_with(place.number, session.other))
    session = replace(session, sendable=0)
    said: tuple[Said, ...] = (*before, Give(place.number, page, session.lead))
    match place:
        case Menu(number=m.line.start):
            return _turn(session, main_menu(m, said), "menu", place.number)
        case Menu():
            return _turn(session, said, "menu", place.number)
        case Topic():
            return replace(_turn(session, said, "topic", place.number), then=Ask("listen"))
        case Handoff():
            return replace(_turn(session, said, "person", place.number), then=Transfer(place.number))


def resume(m: Moment, session: Session, *, before: tuple[Said, ...] = ()) -> Turn:
    """Where a caller was when something came between: the stretch of the topic, or what is offered after it."""
    level = _acted_on(m.line, session)
    if session.listening and level:
        return act_again(session, level, before=before)
    if session.listening or not isinstance(m.line.at(session.at), Topic):
        return give(m, session, before=before)
    return what_next(m, session, before=before)


def again(m: Moment, session: Session, *, before: tuple[Said, ...] = ()) -> Turn:
    """What was given last, said again to a caller: the action of a cry for help, the stretch, the topic heard out."""
    level = _acted_on(m.line, session)
    if level:
        return act_again(session, level, before=before)
    return give(m, session if session.listening else replace(session, page=0), before=before)


def what_next(m: Moment, session: Session, *, before: tuple[Said, ...] = ()) -> Turn:
    """What is offered to a caller who heard a topic out, a person first who can be reached now."""
    place = m.line.at(session.at)
    known = m.line.offers_with(place.number, session.other)
    offers = (*(n for n in known if n != session.other), session.other) if session.other else known
    there = replace(session, offered=offers, sendable=_sendable(m.line, place), asked=False, unsure=False)
    after, offer = offer_again(m, there)
    connect = place.connect if isinstance(place, Topic) else 0
    if connect in offers and m.doors(connect).open:
        offer = replace(offer, connect=(connect,))
    return Turn(after, (*before, Tell("what-next"), offer), outcome="menu", place=place.number)


def _sendable(line: Line, place: Place) -> int:
    """The number of a place that is offered as a text by key, or 0: no topic that answers a crisis or an emergency."""
    urgent = (line.safety_places.get("crisis"), line.safety_places.get("emergency"))
    return place.number if isinstance(place, Topic) and place.number not in urgent else 0


def _acted_on(line: Line, session: Session) -> Level | None:
    """The level of danger whose action was said last, and nothing else of its place."""
    levels = [level for level, number in line.safety_places.items() if number == session.at]
    return levels[0] if session.page < 0 and len(levels) == 1 else None


def act_again(session: Session, level: Level, *, before: tuple[Said, ...]) -> Turn:
    """The action of a cry for help, and nothing else."""
    outcome: Outcome = "topic" if level == "call-team" else level
    return Turn(session, (*before, Tell(level)), Ask("listen"), outcome, session.at, safety=level)


def main_menu(m: Moment, said: tuple[Said, ...]) -> tuple[Said, ...]:
    """The main menu with what stands around it: the other language and the keys that work everywhere."""
    other: tuple[Said, ...] = (Tell("offer-language", langs="next"),) if _bilingual(m) and not m.typed else ()
    return (*said, *other, Tell("keys"))


def _bilingual(m: Moment) -> bool:
    return len(m.line.languages) > 1


def _turn(session: Session, said: tuple[Said, ...], outcome: Outcome, place: int) -> Turn:
    return Turn(session, said, outcome=outcome, place=place)


def home(m: Moment, *, before: tuple[Said, ...] = ()) -> Turn:
    """The main menu."""
    return visit(m, m.line.start, before=before)


def menu_of(line: Line, session: Session) -> int:
    """The menu that a person is at, or came from last."""
    been = (session.at, *reversed(session.trail))
    return next((number for number in been if isinstance(line.places.get(number), Menu)), line.start)


def carry_on(line: Line, session: Session) -> Session:
    """The session at a place that is in the line: at the menu that led there, unread, where its own was taken out."""
    if session.other and session.other not in line.places:
        session = replace(session, other=0)
    if not session.at or session.at in line.places:
        return session
    return replace(session, at=menu_of(line, session), page=-1, lead="", other=0)


def still_offered(m: Moment) -> tuple[int, ...]:
    """What was offered last, without the places that were taken out since."""
    return tuple(number for number in m.session.offered if number in m.line.places)


def current_offers(m: Moment) -> tuple[int, ...]:
    """What can be chosen now: what was offered last, or what the place offers."""
    return still_offered(m) or m.line.offers(m.session.at)


def stay(m: Moment, *tells: Said, name: str = "") -> Turn:
    """Say something and stay where we are: a topic goes on, else a caller hears the choices again.

    A texter still has them on the screen.
    """
    session = replace(m.session, misses=0, entering=False)
    if m.typed:
        return Turn(session, tells, name=name)
    if session.listening:
        return replace(resume(m, session, before=tells), name=name)
    session, offer = offer_again(m, session)
    return Turn(session, (*tells, offer), name=name)


def offer_again(m: Moment, session: Session) -> tuple[Session, Offer]:
    """What this session offers, to be spoken, and the session then.

    A text is offered where a key is free for it and the caller has not asked for MOST_TEXTS yet.
    """
    offers = current_offers(replace(m, session=session))
    sends = m.can_send(session) and len(offers) < KEYS
    session = replace(session, offered=offers, sendable=session.sendable if sends else 0)
    return session, Offer(offers, send=session.sendable)


def suggest(m: Moment, places: tuple[int, ...]) -> Turn:
    """Ask which of these few the person means. Their own words are not said back to them."""
    few = places[:3]
    session = replace(m.session, offered=few, sendable=0, asked=True, unsure=False, misses=0, entering=False)
    said: tuple[Said, ...] = (*m.notice, Tell("did-you-mean"), Offer(few))
    return Turn(session, said, outcome="suggest", suggested=few)
