"""How much one person is answered by text, and who is not answered at all.

Rule 1: none of this comes before the look for danger. A sign of danger, however doubtful, never meets silence.
Rule 2: STOP, HELP, DELETE, and START after a STOP, are carried out and answered, however many came before.
Rule 3: over a limit there is one notice with 911, 988 and a number to call, then silence for as long as it holds.
Rule 4: two machines must not talk for ever. Who sends by itself ("I am driving") gets nothing; who is answered with
what they just had, again and again, gets the notice, then nothing but what is new to them.
Rule 5: who cannot be told apart cannot be texted: a short code, a name, a number that is withheld.
Rule 6: calls are held back by nothing, and neither is a trial. What is remembered is numbers and times.
"""

from __future__ import annotations

from zlib import crc32

from hotline.engine.moment import Moment
from hotline.model import End, Session, Tell, Turn, replace

MINUTE, HOUR = 60, 60 * 60  # seconds; each begins with the first text in it
A_MINUTE, AN_HOUR = 10, 60  # texts that are answered
ROUNDS = 8  # answers in a row that were all given just before
KNOWN = 4  # answers given last, by which that is told
PAUSE = 10 * 60  # seconds without a text, after which nothing is an answer given just before


def nobody(m: Moment) -> Turn | None:
    """Silence for whoever cannot be texted, and for a machine that answers by itself."""
    if not m.typed or not (m.texter == "nobody" or m.meaning.auto_reply):
        return None
    return Turn(m.session, m.notice, End(), name="nobody" if m.texter == "nobody" else "auto-reply")


def capped(m: Moment) -> Turn | None:
    """The notice or silence, where this person had as many answers as one may have in the time."""
    return _hold(m) if m.limited and _is_full(m.session) and m.meaning.command != "delete" else None


def in_bounds(m: Moment, turn: Turn) -> Turn:
    """The turn, unless it is one more that brings nothing new, or a START of somebody who never stopped."""
    if not m.limited or not turn.say or _is_free(m, turn) or turn.name == "capped":
        return turn
    if turn.name == "start" and _is_full(m.session):
        return _hold(m)
    answer, given = _number(turn), m.session.given
    if answer not in given:
        return replace(turn, session=replace(turn.session, given=(answer, *given)[:KNOWN], rounds=0))
    rounds = m.session.rounds + 1
    turn = turn if rounds < ROUNDS else _hold(m)
    return replace(turn, session=replace(turn.session, given=given, rounds=rounds))


def begin(session: Session, now: int) -> Session:
    """The session with the minutes, hours and rounds that are over taken from it. A clock put back ends them too."""
    if not 0 <= now - session.minute < MINUTE:
        session = replace(session, minute=now, in_minute=0)
    if not 0 <= now - session.hour < HOUR:
        session = replace(session, hour=now, in_hour=0)
    if not 0 <= now - session.seen < PAUSE:
        session = replace(session, given=(), rounds=0)
    holds = _is_full(session) or session.rounds >= ROUNDS
    return replace(session, told=session.told and holds)


def counted(m: Moment, turn: Turn) -> Session:
    """The session after a turn, with one more text in its minute and its hour."""
    if not m.limited or _is_free(m, turn):
        return turn.session
    return replace(turn.session, in_minute=m.session.in_minute + 1, in_hour=m.session.in_hour + 1)


def _hold(m: Moment) -> Turn:
    if m.session.told and not m.doubtful:
        return Turn(m.session, (), name="capped")
    return Turn(replace(m.session, told=True), (Tell("capped"),), name="capped")


def _is_full(session: Session) -> bool:
    return session.in_minute >= A_MINUTE or session.in_hour >= AN_HOUR


def _is_free(m: Moment, turn: Turn) -> bool:
    """A turn that counts for nothing: a cry for help, a word of consent, a wish to be forgotten.

    "Yes?" is a word of consent too (START), and what a machine may say: it is free for those who stopped texts.
    """
    consent = turn.outcome == "consent" and (turn.name != "start" or m.session.opted_out)
    return consent or turn.safety in ("crisis", "emergency", "call-team") or turn.forget


def _number(turn: Turn) -> int:
    """A number that stands for what is answered."""
    return crc32(repr((turn.outcome, turn.name, turn.place, turn.session.page, turn.suggested)).encode())
