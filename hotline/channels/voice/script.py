"""From a turn to the script of a stretch of a call: what is spoken, what is waited for, where it goes on.

Rule 1: while a topic is spoken only keys interrupt it; a cough or a television would otherwise cut it short.
Rule 2: nothing interrupts the emergency notice.
Rule 3: after a wait the call always goes on: no script ends in nothing.
Rule 4: a recording cannot be slowed down, so in slow mode its words are spoken by the platform's voice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotline.channels.voice.speech import Utterance, utterances
from hotline.model import Ask, End, Extent, Line, PhoneNumber, Session, Tell, Topic, Transfer, Turn

AFTER_TOPIC = 1  # seconds of quiet between a topic and what comes next
NUMBER_DIGITS = 3
HINTS, HINT_LENGTH = 500, 100  # Twilio's limits for the hints of one Gather


@dataclass(frozen=True, slots=True)
class Wait:
    """What a caller may do, for how long, and what the silence after it is called."""

    keys: int
    speech: bool
    seconds: int
    patience: int  # seconds of quiet that end an utterance
    after: Literal["silence", "listened"]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """One stretch of a call. ``first`` cannot be interrupted; ``then`` is spoken inside the wait, or just spoken."""

    session: Session
    first: tuple[Utterance, ...]
    then: tuple[Utterance, ...]
    wait: Wait | None = None
    dial: PhoneNumber | None = None

    @property
    def seconds(self) -> float:
        """How long the words take."""
        return sum(u.seconds for u in (*self.first, *self.then))


def write(turn: Turn, line: Line) -> Script:
    """The script of a turn."""
    lang = turn.session.lang
    recorded = not turn.session.slow
    first = [u for said in turn.say if _uncut(said) for u in utterances(said, line, lang)]
    then = [u for said in turn.say if not _uncut(said) for u in utterances(said, line, lang, recorded=recorded)]
    match turn.then:
        case Ask(expect=expect):
            return Script(turn.session, tuple(first), tuple(then), _wait(expect, turn.session, line))
        case Transfer(handoff=number):
            handoff = line.at(number)
            dial = line.numbers.get(getattr(handoff, "transfer", ""))
            return Script(turn.session, (*first, *then), (), dial=dial)
        case End():
            return Script(turn.session, (*first, *then), ())


def extent(line: Line, place: int) -> Extent:
    """A menu is spoken with its choices; what comes after a topic is offered once it was heard."""
    return Extent(1, 1 if isinstance(line.at(place), Topic) else 0)


def _uncut(said: object) -> bool:
    return isinstance(said, Tell) and said.sentence == "emergency-notice"


def _wait(expect: Literal["choice", "listen", "digits"], session: Session, line: Line) -> Wait:
    patience = 3 if session.slow else 2
    seconds = line.slow_wait if session.slow else line.wait
    if expect == "listen":
        return Wait(1, False, AFTER_TOPIC, patience, "listened")
    if expect == "digits":
        return Wait(NUMBER_DIGITS, False, seconds, patience, "silence")
    return Wait(1, True, seconds, patience, "silence", _hints(session, line))


def _hints(session: Session, line: Line) -> tuple[str, ...]:
    """What is likely to be said: what is offered, the way to another language, what works everywhere, every place.

    In this order, so that a line with more words than the carrier takes loses the least likely ones.
    """
    language = line.language(session.lang)
    offered = [language.words[n] for n in session.offered if n in language.words]
    hints = [words.label for words in offered]
    hints += [name for other in line.languages.values() if other is not language for name in other.names]
    hints += [word for words in language.commands.values() for word in words]
    hints += [keyword for words in offered for keyword in words.keywords]
    hints += language.names
    hints += [words.label for words in language.words.values()]
    clean = (" ".join(hint.replace(",", " ").split()) for hint in hints)
    return tuple(dict.fromkeys(hint for hint in clean if 0 < len(hint) <= HINT_LENGTH))[:HINTS]
