"""A place's words as a text to the phone that calls.

Rule 1: offered by key after a topic and at a closed door, and asked for by words anywhere. Not by key after what
answers a crisis or an emergency: there the next thing to do is another call.
Rule 2: a text cannot be taken back, so words that were not heard well send none; the key is offered again.
Rule 3: who cannot be sent one (``Moment.sends``) is not offered one, and is told so if they ask all the same.
Rule 4: a call may ask for MOST_TEXTS; then none is offered, and who asks hears that more can be had by text.
Rule 5: the text is page one of the place, and the person's texts stand there: MORE, a number, SOURCE go on from it.
"""

from __future__ import annotations

from hotline.engine.moment import MOST_TEXTS, Extents, Moment
from hotline.engine.moves import give, offer_again, stay, visit
from hotline.engine.spoken import is_low
from hotline.model import NOTHING, Lead, Line, Pressed, Session, Tell, Turn, Typed, replace


def text_by_key(m: Moment) -> Turn | None:
    """The text that was offered behind the choices, by its key or the number said aloud."""
    if m.typed or m.session.entering or not m.session.sendable or _number(m) != len(m.session.offered) + 1:
        return None
    return replace(_send(m, m.session.sendable), outcome="command", name="text")


def text_me(m: Moment) -> Turn:
    """The place where a caller is, as a text. Who texts has it already, and gets it again."""
    if m.typed:
        return give(m, replace(m.session, misses=0)) if m.session.at else visit(m, m.line.start)
    return _send(m, m.session.sendable or m.line.at(m.session.at).number)


def deliver(line: Line, session: Session, place: int, *, extents: Extents, now: int) -> Turn:
    """The turn of a text that was asked for in a call: page one of the place, and the session that stands there.

    ``session`` is what is known of the person's texts, in the language of the call.
    """
    session = replace(session.aged(now, line.default_language), lang=session.lang)
    lead: Lead = "asked" if session.welcomed else "welcome"
    turn = visit(Moment(line, session, Typed(""), NOTHING, extents), place, lead=lead)
    return replace(turn, session=replace(turn.session, welcomed=True, turn=session.turn + 1, seen=now))


def _number(m: Moment) -> int | None:
    if isinstance(m.heard, Pressed):
        return int(m.heard.keys) if m.heard.keys.isascii() and m.heard.keys.isdigit() else None
    return m.meaning.number


def _send(m: Moment, place: int) -> Turn:
    session = replace(m.session, misses=0, entering=False)
    if not m.sends or place not in m.line.places:
        return stay(m, Tell("text-not-sent"))
    if session.texts >= MOST_TEXTS:
        return stay(m, Tell("text-enough"))
    if is_low(m):
        session, offer = offer_again(m, replace(session, sendable=place))
        return Turn(session, (offer,))
    session, offer = offer_again(m, replace(session, sendable=0, texts=session.texts + 1))
    return Turn(session, (Tell("text-sent"), offer), send=place)
