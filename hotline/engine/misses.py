"""Silence and words we do not know. Each reprompt says more than the one before; the third offers a person.

Rule 1: no blame, and no error ends a call.
Rule 2: only a phone that nobody seems to hold is let go, with a number to call: after ROUNDS misses in a row (fewer
with slow speech), which with the waits and the words spoken in between is a little under five minutes.
Rule 3: silence (noinput) and something not understood (nomatch) are told apart.
Rule 4: from the second nomatch in a row on, a call asks for keys only: who was not understood twice is not asked to
speak a third time. It goes on listening to words, for somebody may cry for help and some cannot press keys.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from hotline.engine.moment import Moment
from hotline.engine.moves import current_offers, home, offer_again
from hotline.model import End, Offer, Said, Tell, Turn, Typed

ROUNDS, SLOW_ROUNDS = 10, 8
SUGGESTIONS = 5  # an unknown text gets a few ways on, never the whole list


def nothing_said(m: Moment) -> Turn | None:
    """A text without words (empty, a picture, emoji) gets the menu."""
    if not isinstance(m.heard, Typed) or m.meaning.folded:
        return None
    return home(m, before=(Tell("photo"),) if m.heard.media else ())


def nomatch(m: Moment) -> Turn:
    """Something was said that we do not understand."""
    return _texted(m) if m.typed else _missed(m, "nomatch")


def noinput(m: Moment) -> Turn:
    """Nothing was said or pressed."""
    return replace(_missed(m, "noinput"), name="noinput")


def by_keys(m: Moment, places: tuple[int, ...]) -> Turn:
    """The second nomatch, however many there were: a key is asked for, with these places to choose from."""
    there = replace(m, session=replace(m.session, offered=places, sendable=0, asked=True))
    return _missed(there, "nomatch", level=2)


def _missed(m: Moment, kind: Literal["noinput", "nomatch"], *, level: int = 0) -> Turn:
    misses = m.session.misses + 1
    if misses >= (SLOW_ROUNDS if m.session.slow else ROUNDS):
        return Turn(m.session, (Tell("goodbye"),), End(), outcome="goodbye")
    session, offer = offer_again(m, replace(m.session, misses=misses, entering=False))
    said: tuple[Said, ...] = (*m.notice, Tell(f"{kind}-{level or min(misses, 3)}"))
    if (level or misses) <= 2:
        said = (*said, offer, Tell("keys"), Tell("keys-slow"))
    return Turn(session, said, outcome="miss")


def _texted(m: Moment) -> Turn:
    misses = m.session.misses + 1
    offers = current_offers(m)[:SUGGESTIONS]
    session = replace(m.session, misses=misses, offered=offers)
    said: tuple[Said, ...] = (*m.notice, Tell(f"nomatch-{min(misses, 3)}"), Offer(offers))
    return Turn(session, said, outcome="miss")
