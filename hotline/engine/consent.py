"""STOP, START and HELP: the carriers' words, which count only as the whole message.

Rule 1: where the carrier says that it has answered (OptOutType), we say nothing and remember.
Rule 2: one confirmation for a STOP that the carrier does not answer, then silence.
Rule 3: START is a way in for everybody, also for those who never stopped.
Sources: 47 CFR 64.1200(a)(10) and (12); Twilio, Advanced Opt-Out.
"""

from __future__ import annotations

from hotline.engine.moment import Moment
from hotline.engine.moves import home
from hotline.model import End, Session, Tell, Turn, Typed, replace


def consent(m: Moment) -> Turn | None:
    """The answer to a word of consent in a text, or nothing. A spoken "stop" stops no texts."""
    if not isinstance(m.heard, Typed):
        return None
    if m.heard.carrier_did:
        return _carrier_did(m, m.heard.carrier_did)
    langs = m.meaning.consent_langs
    if langs and m.session.lang not in langs:
        m = replace(m, session=replace(m.session, lang=langs[0]))
    match m.meaning.consent:
        case "stop":
            return _stop(m)
        case "start":
            return _start(m)
        case "help":
            return Turn(m.session, (Tell("help"),), outcome="consent", name="help")
        case "":
            return None


def silent_after_stop(m: Moment) -> Turn | None:
    """Nobody who opted out gets a text; what may still be said was said by the rows before this one."""
    if m.typed and m.session.opted_out:
        return Turn(m.session, (), End(), outcome="consent", name="opted-out")
    return None


def _carrier_did(m: Moment, did: str) -> Turn:
    session = m.session if did == "HELP" else _opted(m.session, out=did == "STOP")
    return Turn(session, (), End(), outcome="consent", name=did.lower())


def _stop(m: Moment) -> Turn:
    quiet = m.session.opted_out or (m.line.opt_out_handled_by == "carrier" and m.meaning.carrier)
    said = () if quiet else (Tell("stopped"),)
    return Turn(_opted(m.session, out=True), said, End(), outcome="consent", name="stop")


def _start(m: Moment) -> Turn:
    back = (Tell("started"),) if m.session.opted_out else ()
    came_back = replace(m, session=_opted(m.session, out=False))
    return replace(home(came_back, before=back), outcome="consent", name="start")


def _opted(session: Session, *, out: bool) -> Session:
    if out and session.opted_out:
        return session
    return replace(session, opted_out=out, answered_after_stop=False)
