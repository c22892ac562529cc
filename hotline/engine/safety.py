"""A cry for help comes before everything but a whole-message STOP.

Rule 1: crisis gets the crisis reply alone, emergency the action alone, call-team the action and then the topic.
Rule 2: no state of the session keeps these replies from being given. After an opt-out the line answers a crisis or an
emergency once where it sends the texts itself; where the carrier blocks them it tries every time.
Rule 3: a turn that failed on its way still gets the action, by ``act``, which needs nothing that can have failed.
Rule 4: the keys 9-1-1 and the texts "911" and "988" mean what everybody means by them.
"""

from __future__ import annotations

from hotline.engine.moment import Moment
from hotline.engine.moves import act_again, visit
from hotline.model import (
    Extent,
    Heard,
    Level,
    Line,
    Meaning,
    Pressed,
    Session,
    Topic,
    Turn,
    replace,
)

EMERGENCY_KEYS = "911"
CRISIS_KEYS = "988"
KEYED_WITHIN = 4  # seconds between two keys of 9-1-1; more is somebody choosing from menus


def crisis(m: Moment) -> Turn | None:
    """The crisis reply, alone."""
    return _action(m, "crisis") if _level(m) == "crisis" else None


def emergency(m: Moment) -> Turn | None:
    """The emergency action, alone; or the care team's, followed by the topic."""
    match _level(m):
        case "emergency":
            return _action(m, "emergency")
        case "call-team" if not (m.typed and m.session.opted_out):
            return _call_team(m)
    return None


def act(line: Line, session: Session, heard: Heard, meaning: Meaning, *, now: int) -> Turn | None:
    """The action of a cry for help and nothing else, or nothing where none was heard.

    For a turn that failed: it looks at no place, and of the session it keeps only what a call is told apart by.
    """
    if isinstance(heard, Pressed):
        session = note_key(session, heard.keys, now)
    lang = session.lang if session.lang in line.languages else line.default_language
    fresh = Session(lang, slow=session.slow, turn=session.turn + 1, seen=now)
    level = _level(Moment(line, session, heard, meaning, _no_extents))
    return _alone(_spoken(fresh, meaning), level, line.safety_places.get(level, 0)) if level else None


def _no_extents(place: int, session: Session) -> Extent:
    return Extent()


def _level(m: Moment) -> Level | None:
    if m.meaning.safety == "crisis" or _number(m, CRISIS_KEYS):
        return "crisis"
    return "emergency" if _number(m, EMERGENCY_KEYS) else m.meaning.level


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
    session = _spoken(m.session, m.meaning)
    if m.typed and session.opted_out:
        if m.line.opt_out_handled_by == "app" and session.answered_after_stop:
            return None
        session = replace(session, answered_after_stop=True)
    return _alone(session, level, m.line.safety_places.get(level, 0))


def _alone(session: Session, level: Level, place: int) -> Turn:
    if place:
        session = replace(session.to(place), page=-1)  # the action is not its first page: MORE begins there
    return replace(act_again(replace(session, misses=0, keys=""), level, before=()), place=place)


def _call_team(m: Moment) -> Turn:
    spoken_to = replace(m, session=_spoken(m.session, m.meaning))
    if m.needs:
        first, second, *_ = m.needs
        turn = visit(spoken_to, first, lead="call-team-also", other=second)
    else:
        turn = visit(spoken_to, _topic_asked_for(m), lead="call-team")
    return replace(turn, safety="call-team")


def _topic_asked_for(m: Moment) -> int:
    """The topic that the text asks for: by a name that it is, its sense, the name most of it is, or its likely sense.

    Where none is told apart it is the level's own. What to do now is said before it in any case.
    """
    likely = tuple(f for f in m.meaning.suggested if f.place not in m.line.never_guessed)[:1]
    for found in (m.meaning.exact, m.meaning.understood, m.meaning.inside, likely):
        topics = [f for f in found if isinstance(m.line.places.get(f.place), Topic)]
        best = [f.place for f in topics if f.score == max(other.score for other in topics)]
        if len(set(best)) == 1:
            return best[0]
    return m.line.safety_places.get("call-team", m.line.start)


def _spoken(session: Session, meaning: Meaning) -> Session:
    """The session in the language of the cry; the session's own where that is one of them."""
    langs = meaning.level_langs
    return session if not langs or session.lang in langs else replace(session, lang=langs[0])
