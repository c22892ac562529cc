"""What is counted of a turn and of a call, beside what ``hotline.outbox`` counts. No row says who or when on a day.

channel                       outcome                                       units
``sms``, ``voice``            a turn's outcome, ``noinput``, ``listened``   segments sent
``sms-contacts``, ``voice-…`` ``begun``, or the turns to the first answer   none
``calls``                     how a call ended; its place is the last one   minutes

Rule 1: a contact is a call, or the texts of one person with no pause of a day between them.
Rule 2: what runs on or is silent by itself is told apart from what a person did: ``listened``, ``noinput``.
Rule 3: how a call ended is counted when the carrier tells of it, once, from the last turn that was kept of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from hotline.model import End, Heard, Listened, Tell, Transfer, Turn
from hotline.store.protocol import Count, Reply

CALLS = "calls"
BEGUN = "begun"
MOST_STEPS = 10  # and more
TURNS = 100_000  # more than any call has

Ended = Literal[
    "unknown", "goodbye", "person", "no-person", "silence", "not-understood", "listening", "heard", "choosing"
]


def contacts(channel: str) -> str:
    """The channel under which the contacts of a channel of turns are counted."""
    return f"{channel}-contacts"


def counts_of(turn: Turn, heard: Heard, channel: str, day: str, *, repeated: bool = False) -> Iterator[Count]:
    """What a turn adds one to, itself first; ``repeated`` where its place in the call was taken before."""
    lang = turn.session.lang
    yield Count(day, channel, lang, turn.place, _outcome(turn, heard))
    if turn.begins and not repeated:
        yield Count(day, contacts(channel), lang, 0, BEGUN)
    if turn.steps:
        yield Count(day, contacts(channel), lang, 0, str(min(turn.steps, MOST_STEPS)))


def count_of_call(last: Turn | None, day: str) -> Count:
    """What a call that is over adds one to. ``last`` is its last turn, where one was kept."""
    if last is None:
        return Count(day, CALLS, "", 0, "unknown")
    return Count(day, CALLS, last.session.lang, last.session.at, ended(last))


def ended(last: Turn) -> Ended:
    """How a call with this last turn ended: what was going on as somebody hung up."""
    match last.then:
        case End():
            return "goodbye"
        case Transfer():
            return "person"
    if last.name == "noinput":
        return "silence"
    if last.outcome in ("miss", "suggest"):
        return "not-understood"
    if last.session.listening:
        return "listening"
    if last.outcome == "person":
        return "no-person"
    return "heard" if any(isinstance(said, Tell) and said.sentence == "what-next" for said in last.say) else "choosing"


def last_turn(reply: Callable[[int], Reply | None]) -> Turn | None:
    """The last of a call's turns, numbered from 0 without a gap, in some twenty look-ups at most."""
    found, beyond = reply(0), 1
    if found is None:
        return None
    known = 0
    while beyond < TURNS and (later := reply(beyond)) is not None:
        found, known, beyond = later, beyond, beyond * 2
    while beyond - known > 1:
        middle = (known + beyond) // 2
        if (between := reply(middle)) is None:
            beyond = middle
        else:
            found, known = between, middle
    return found.turn


def _outcome(turn: Turn, heard: Heard) -> str:
    if isinstance(heard, Listened):
        return "listened"
    return "noinput" if turn.name == "noinput" and turn.outcome != "goodbye" else turn.outcome
