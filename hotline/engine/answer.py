"""The one door: what was heard goes in, a turn comes out.

Rule 1: no input, no output, no clock, no channel. ``now`` is an argument.
Rule 2: PRECEDENCE is the whole policy of what comes before what. It lives here and nowhere else.
Rule 3: nothing a person does is an exception. Whatever cannot be placed is a miss, and a miss has an answer.
"""

from __future__ import annotations

from collections.abc import Callable

from hotline.engine.choose import (
    did_you_mean,
    in_context,
    keyword,
    keyword_inside,
    needs,
    offered_number,
    topic_number,
    understood,
)
from hotline.engine.commands import commands, language_word, stop_like
from hotline.engine.consent import consent, silent_after_stop
from hotline.engine.guard import begin, capped, counted, in_bounds, nobody
from hotline.engine.misses import noinput, nomatch, nothing_said
from hotline.engine.moment import Extents, Moment, Texter
from hotline.engine.moves import carry_on, give, home, what_next
from hotline.engine.person import back_from, unanswered
from hotline.engine.safety import crisis, emergency, note_key
from hotline.engine.send import text_by_key
from hotline.engine.spoken import asked_about, confirmed, offered_words
from hotline.model import (
    ANSWERS,
    Arrived,
    Ask,
    Doors,
    Give,
    Heard,
    HungUp,
    Line,
    Listened,
    Meaning,
    Pressed,
    Said,
    Session,
    Silence,
    Spoke,
    Tell,
    Topic,
    Turn,
    Typed,
    always_open,
    replace,
)

Row = Callable[[Moment], Turn | None]

PRECEDENCE: tuple[tuple[str, Row], ...] = (
    ("consent", consent),
    ("crisis", crisis),
    ("emergency", emergency),
    ("silent after stop", silent_after_stop),
    ("nobody", nobody),
    ("capped", capped),
    ("confirmed", confirmed),
    ("commands", commands),
    ("stop-like", stop_like),
    ("text by key", text_by_key),
    ("offered number", offered_number),
    ("offered words", offered_words),
    ("topic number", topic_number),
    ("language", language_word),
    ("keyword", keyword),
    ("in context", in_context),
    ("needs", needs),
    ("understood", understood),
    ("did you mean", did_you_mean),
    ("keyword inside", keyword_inside),
    ("nothing said", nothing_said),
    ("miss", nomatch),
)


def answer(
    line: Line,
    session: Session,
    heard: Heard,
    meaning: Meaning,
    *,
    extents: Extents,
    now: int,
    doors: Doors = always_open,
    sends: bool = False,
    texter: Texter = "",
) -> Turn:
    """The turn that answers what was heard.

    ``meaning`` is what the understanding made of it (``NOTHING`` for keys and silence), ``extents`` how long each place
    is on this channel, ``now`` seconds since 1970, ``doors`` whether somebody answers behind each handoff at that time,
    ``sends`` whether this caller can be sent a text, ``texter`` who it is that texts: in a trial no limits hold.
    """
    session = session.aged(now, line.default_language)
    if session.lang not in line.languages:
        session = replace(session, lang=line.default_language)
    session = carry_on(line, session)
    begins = isinstance(heard, Arrived) or (isinstance(heard, Typed) and session.turn in (0, session.since))
    if begins:  # to be called is nothing that the caller does to get an answer
        session = replace(session, since=session.turn + isinstance(heard, Arrived))
    if isinstance(heard, Typed) and texter == "person":
        session = begin(session, now)
    if isinstance(heard, Pressed):
        session = note_key(session, heard.keys, now)
    if not isinstance(heard, Silence | Listened):
        session = replace(session, quiet=0, silences=0)
    m = Moment(line, session, heard, meaning, extents, doors, sends, texter)
    turn = _answer(m)
    steps = session.turn + 1 - session.since if session.since >= 0 and turn.outcome in ANSWERS else 0
    since = -1 if steps else session.since
    after = replace(counted(m, turn), listening=_listens(m, turn), since=since, turn=session.turn + 1, seen=now)
    return replace(turn, session=after, begins=begins, steps=steps)


def _listens(m: Moment, turn: Turn) -> bool:
    """Whether something is spoken to a caller now that goes on after an interruption. A topic number may be one."""
    return not m.typed and (turn.then == Ask("listen") or (turn.session.entering and m.session.listening))


def _answer(m: Moment) -> Turn:
    match m.heard:
        case Typed():
            return in_bounds(m, _welcomed(m, _walk(m)))
        case Pressed():
            return _walk(m)
        case Spoke():
            return asked_about(m, _walk(m))
        case Arrived():
            return _greeting(m)
        case Silence():
            return noinput(m)
        case Listened():
            return _listened(m)
        case HungUp(answered=answered):
            return back_from(m) if answered else unanswered(m)


def _walk(m: Moment) -> Turn:
    for _, row in PRECEDENCE:
        turn = row(m)
        if turn is not None:
            return turn
    raise AssertionError("the last row of PRECEDENCE answers everything")


def _greeting(m: Moment) -> Turn:
    """Who has been here lately hears less of who this is and what the keys do. Nothing else betrays it."""
    known = m.session.welcomed
    before = (Tell("emergency-notice", langs="every"), Tell("welcome-short" if known else "welcome"))
    turn = home(replace(m, session=replace(m.session, at=0, trail=(), misses=0)), before=before)
    return turn if known else replace(turn, say=(*turn.say, Tell("keys-slow")))


def _listened(m: Moment) -> Turn:
    """The topic's next stretch, or what is offered after the last one."""
    place = m.line.at(m.session.at)
    session = replace(m.session, at=place.number, misses=0, silences=0)
    if not isinstance(place, Topic):
        return give(m, session)
    pages = m.extents(place.number, session).pages
    if 0 <= session.page < pages - 1:
        return give(m, replace(session, page=session.page + 1))
    return what_next(m, session)


def _welcomed(m: Moment, turn: Turn) -> Turn:
    """The first reply says who this is and how to stop, unless it is a cry for help or a word of consent."""
    if m.session.welcomed or not turn.say or turn.safety in ("crisis", "emergency", "call-team"):
        return turn
    if turn.outcome == "consent" and turn.name != "start":
        return turn
    session = replace(turn.session, welcomed=True)
    given = next((said for said in turn.say if isinstance(said, Give)), None)
    if given is not None:  # a page further on says no welcome; then the next answer does
        return replace(turn, session=session) if given.lead.startswith("welcome") else turn
    return replace(turn, session=session, say=(Tell("welcome"), *turn.say, *_ways(m)))


def _ways(m: Moment) -> tuple[Said, ...]:
    other = (Tell("offer-language", langs="next"),) if len(m.line.languages) > 1 else ()
    return (*other, Tell("stop-help"))
