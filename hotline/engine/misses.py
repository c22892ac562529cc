"""Silence and words we do not know. Each reprompt says more than the one before; the third offers a person.

Rule 1: no blame, and no error ends a call.
Rule 2: only a phone that nobody seems to hold is let go, with a number to call: four to five minutes after the caller
last did something, whatever was spoken meanwhile; or after ROUNDS nomatches in a row (fewer with slow speech).
Rule 3: silence (noinput) and something not understood (nomatch) are told apart. The first silence is not filled with
choices: there is time to find a key, and for a relay operator or a text phone to write. Every wait after it is longer.
Rule 4: what is not understood while a topic is spoken is no reason to lose it: the keys are named and it goes on.
Rule 5: from the second nomatch in a row on, a call asks for keys only: who was not understood twice is not asked to
speak a third time. It goes on listening to words, for somebody may cry for help and some cannot press keys.
"""

from __future__ import annotations

from typing import Literal

from hotline.engine.moment import Moment
from hotline.engine.moves import current_offers, home, offer_again, resume
from hotline.model import Ask, End, Offer, Said, Session, Tell, Turn, Typed, replace

LET_GO = 240  # seconds without anything from the caller; one more wait and the goodbye are spoken within 300
ROUNDS, SLOW_ROUNDS = 10, 8
LEVELS = 3  # reprompts, each saying more
SUGGESTIONS = 5  # an unknown text gets a few ways on, never the whole list


def nothing_said(m: Moment) -> Turn | None:
    """A text without words (empty, a picture, emoji) gets the menu."""
    if not isinstance(m.heard, Typed) or m.meaning.folded:
        return None
    return home(m, before=(Tell("photo"),) if m.heard.media else ())


def nomatch(m: Moment) -> Turn:
    """Something was said or pressed that we do not understand."""
    return _texted(m) if m.typed else _not_understood(m)


def noinput(m: Moment) -> Turn:
    """Nothing was said or pressed."""
    return replace(_silent(m), name="noinput")


def by_keys(m: Moment, places: tuple[int, ...]) -> Turn:
    """The second nomatch, however many there were: a key is asked for, with these places to choose from."""
    there = replace(m, session=replace(m.session, offered=places, sendable=0, asked=bool(places)))
    return _not_understood(there, level=2)


def _silent(m: Moment) -> Turn:
    if m.session.quiet >= LET_GO:
        return _goodbye(m)
    if m.session.listening:  # they began to key a topic number, and thought better of it
        return resume(m, replace(m.session, entering=False))
    level = min(m.session.silences + 1, LEVELS)
    return replace(_reprompt(m, "noinput", replace(m.session, silences=level), level), then=Ask(patience=level))


def _not_understood(m: Moment, *, level: int = 0) -> Turn:
    misses = m.session.misses + 1
    if misses >= (SLOW_ROUNDS if m.session.slow else ROUNDS):
        return _goodbye(m)
    session = replace(m.session, misses=misses)
    if session.listening:
        turn = resume(m, replace(session, entering=False), before=(Tell("keys"),))
        return replace(turn, outcome="miss")
    return _reprompt(m, "nomatch", session, level or min(misses, LEVELS))


def _reprompt(m: Moment, kind: Literal["noinput", "nomatch"], session: Session, level: int) -> Turn:
    session, offer = offer_again(m, replace(session, entering=False))
    said: tuple[Said, ...] = (*m.notice, Tell(f"{kind}-{level}"))
    if level == 2 or (level == 1 and kind == "nomatch"):
        said = (*said, offer, Tell("keys"), Tell("keys-slow"))
    return Turn(session, said, outcome="miss")


def _goodbye(m: Moment) -> Turn:
    return Turn(m.session, (Tell("goodbye"),), End(), outcome="goodbye")


def _texted(m: Moment) -> Turn:
    misses = m.session.misses + 1
    offers = current_offers(m)[:SUGGESTIONS]
    session = replace(m.session, misses=misses, offered=offers)
    said: tuple[Said, ...] = (*m.notice, Tell(f"nomatch-{min(misses, 3)}"), Offer(offers))
    return Turn(session, said, outcome="miss")
