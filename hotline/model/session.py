"""The memory between turns: numbers, a language and times. Never words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotline.model.copied import replace

Lead = Literal[
    "",
    "welcome",
    "welcome-notice",
    "welcome-also",
    "welcome-open",
    "welcome-closed",
    "call-team",
    "call-team-also",
    "notice",
    "also",
    "open",
    "closed",
    "asked",
]

DAY = 24 * 60 * 60
TRAIL = 8  # places remembered for "back"


@dataclass(frozen=True)
class Session:
    """Where a person is. Small, frozen, copied forward; numbers of places, never names or words.

    at        the place spoken of last, 0 before the first
    page      which page of it, in a call which stretch, from 0; -1: nothing of it was given yet
    welcomed  the person has been told who this is; in a call: has been here in the last thirty days
    listening a topic or an action is being spoken to a caller, or was when they began to key a number
    lead      the sentence that stood before the place, which made its first page shorter
    trail     the places before this one, oldest first
    offered   what was offered last, in the order of the keys
    other     a second place that the same words asked for, offered behind what the first one offers
    sendable  the place that the key behind those of what was offered sends as a text, or 0; only in calls
    texts     how many texts this call has asked for
    asked     what was offered last are guesses at what was meant, not what the place offers
    unanswered   at a handoff: they were called and did not answer, so nobody is called again unasked
    unsure    an utterance that was not heard well was asked about, and no place was given since
    misses    how many times in a row we did not understand; silences between them count for nothing
    silences  how many times in a row a caller did nothing
    slow      slower speech and longer waits
    keys      the last keys pressed, and ``keyed_at`` when, to notice 9-1-1
    entering  the caller is keying a topic number
    quiet     seconds of a call since the caller last did something, with what was spoken meanwhile
    since     the first turn of those in which this person looks for an answer; -1 once they have had one
    turn      how many turns there have been
    minute    when the minute began in which texts are counted, ``hour`` the hour; seconds since 1970
    in_minute how many texts came in that minute, and ``in_hour`` in that hour, cries for help and consent apart
    given     numbers that stand for the answers given last, and ``rounds`` how many in a row were among them
    told      the notice was given that too many texts came
    seen      when the person was last heard, seconds since 1970
    """

    lang: str
    at: int = 0
    page: int = 0
    welcomed: bool = False
    listening: bool = False
    lead: Lead = ""
    trail: tuple[int, ...] = ()
    offered: tuple[int, ...] = ()
    other: int = 0
    sendable: int = 0
    texts: int = 0
    asked: bool = False
    unanswered: bool = False
    unsure: bool = False
    misses: int = 0
    silences: int = 0
    slow: bool = False
    keys: str = ""
    keyed_at: int = 0
    entering: bool = False
    opted_out: bool = False
    answered_after_stop: bool = False
    quiet: int = 0
    since: int = -1
    minute: int = 0
    in_minute: int = 0
    hour: int = 0
    in_hour: int = 0
    given: tuple[int, ...] = ()
    rounds: int = 0
    told: bool = False
    turn: int = 0
    seen: int = 0

    def aged(self, now: int, default_lang: str) -> Session:
        """What is left after the time since the last turn: the trail lives a day, the language thirty days."""
        age = now - self.seen
        if not self.seen or age <= DAY:
            return self
        place = replace(self, at=0, page=0, lead="", trail=(), offered=(), other=0, sendable=0, texts=0)
        kept = replace(place, asked=False, unanswered=False, unsure=False, misses=0, silences=0, keys="")
        kept = replace(kept, entering=False, listening=False, since=self.turn)
        return kept if age <= 30 * DAY else replace(kept, lang=default_lang, slow=False, welcomed=False)

    def to(self, place: int, *, lead: Lead = "", other: int = 0) -> Session:
        """This session after going to a place; where it came from is put on the trail."""
        came_from = self.at if self.at and self.at != place else None
        trail = (*self.trail, came_from)[-TRAIL:] if came_from else self.trail
        there = replace(self, at=place, page=0, lead=lead, trail=trail, other=other, sendable=0)
        return replace(there, asked=False, unanswered=False, misses=0, entering=False)
