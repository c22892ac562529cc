"""A cry for help comes before everything but a whole-message STOP.

Rule 1: crisis gets the crisis reply alone, emergency the action alone, call-team the action and then the topic.
Rule 2: no state of the session keeps these replies from being given. After an opt-out the line answers a crisis or an
emergency once where it sends the texts itself; where the carrier blocks them it tries every time.
Rule 3: the keys 9-1-1 and the texts "911" and "988" mean what everybody means by them.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.engine.moment import Moment
from hotline.engine.moves import visit
from hotline.model import Ask, Level, Pressed, Session, Tell, Topic, Turn

EMERGENCY_KEYS = "911"
CRISIS_KEYS = "988"
KEYED_WITHIN = 4  # seconds between two keys of 9-1-1; more is somebody choosing from menus


def crisis(m: Moment) -> Turn | None:
    """The crisis reply, alone."""
    return _action(m, "crisis") if m.meaning.safety == "crisis" or _number(m, CRISIS_KEYS) else None


def emergency(m: Moment) -> Turn | None:
    """The emergency action, alone; or the care team's, followed by the topic."""
    if m.meaning.safety == "emergency" or _number(m, EMERGENCY_KEYS):
        return _action(m, "emergency")
    if m.meaning.safety == "call-team" and not (m.typed and m.session.opted_out):
        return _call_team(m)
    return None


def _number(m: Moment, digits: str) -> bool:
    if isinstance(m.heard, Pressed):
        return m.heard.keys == digits or m.session.keys == digits
    return m.meaning.number == int(digits)


def note_key(session: Session, keys: str, now: int) -> Session:
    """The session with a pressed key remembered as far as it may be the start of 9-1-1."""
    soon = now - session.keyed_at <= KEYED_WITHIN
    so_far = (session.keys if soon else "") + keys
    kept = so_far if EMERGENCY_KEYS.startswith(so_far) else keys if EMERGENCY_KEYS.startswith(keys) else ""
    return replace(session, keys=kept, keyed_at=now)


def _action(m: Moment, level: Level) -> Turn | None:
    session = _spoken_to(m)
    if m.typed and session.opted_out:
        if m.line.opt_out_handled_by == "app" and session.answered_after_stop:
            return None
        session = replace(session, answered_after_stop=True)
    place = m.line.safety_places.get(level, 0)
    if place:
        session = replace(session.to(place), page=-1)  # the action is not its first page: MORE begins there
    said = (Tell(level),)
    return Turn(replace(session, misses=0, keys=""), said, Ask("listen"), level, place, safety=level)  # type: ignore[arg-type]


def _call_team(m: Moment) -> Turn:
    spoken_to = replace(m, session=_spoken_to(m))
    turn = visit(spoken_to, _topic_asked_for(m), lead="call-team")
    return replace(turn, safety="call-team")


def _topic_asked_for(m: Moment) -> int:
    """The topic that the text asks for: by a name that it is, its sense, the name most of it is, or its likely sense.

    Where none is told apart it is the level's own. What to do now is said before it in any case.
    """
    likely = m.meaning.suggested[:1]
    for found in (m.meaning.exact, m.meaning.understood, m.meaning.inside, likely):
        topics = [f for f in found if isinstance(m.line.places.get(f.place), Topic)]
        best = [f.place for f in topics if f.score == max(other.score for other in topics)]
        if len(set(best)) == 1:
            return best[0]
    return m.line.safety_places.get("call-team", m.line.start)


def _spoken_to(m: Moment) -> Session:
    """The session in the language of the cry; the session's own where that is one of them."""
    langs = m.meaning.level_langs
    return m.session if not langs or m.session.lang in langs else replace(m.session, lang=langs[0])
