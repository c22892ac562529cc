"""From a turn to the script of a stretch of a call: what is spoken, what is waited for, where it goes on.

Rule 1: while a topic is spoken only keys interrupt it; a cough or a television would otherwise cut it short.
Rule 2: nothing interrupts the emergency notice.
Rule 3: after a wait the call always goes on: no script ends in nothing.
Rule 4: a topic is spoken in stretches, each a script of its own, so that an interruption never loses the place.
Rule 5: a recording cannot be cut or slowed down. It is one stretch, from the topic's start to its end; in slow mode,
and from a later stretch on, the platform's voice speaks the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from math import ceil
from typing import Literal

from hotline.channels.voice.speech import Utterance, utterances
from hotline.channels.voice.stretches import stretches
from hotline.model import (
    Ask,
    End,
    Extent,
    Give,
    Handoff,
    Line,
    PhoneNumber,
    Said,
    Session,
    Tell,
    Topic,
    Transfer,
    Turn,
    replace,
)

AFTER_TOPIC = 1  # seconds of quiet between two stretches of a topic, and between a topic and what comes next
# Seconds of silence that are waited for after the first, second and third in a row; the first wait is the line's own.
# With 8 seconds before them they are 60 until a person is offered: a relay operator types every word to and fro.
PATIENCE = (20, 32, 20)
SLOWER = 1.25  # times as long as at the usual speed
NUMBER_DIGITS = 3
HINTS, HINT_LENGTH = 500, 100  # Twilio's limits for the hints of one Gather
REMEMBERED = 4096  # things said, of some 500 bytes; the shipped line has some 1,200


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
    caller_id: Literal["line", "caller"] = "line"  # whose number is shown to who is dialled

    @property
    def seconds(self) -> float:
        """How long the words take."""
        return sum(u.seconds for u in (*self.first, *self.then))


class Speech:
    """What is spoken of a line, made when it is first wanted and remembered: the same is said in call after call."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._remembered = lru_cache(REMEMBERED)(self._spoken)
        self._hinted = lru_cache(256)(partial(_hints, line))

    def of(self, said: Said, session: Session) -> tuple[Utterance, ...]:
        """What is spoken for one thing to say: of a topic its stretch, or its last one where it has grown shorter."""
        return self._remembered(said, session.lang, session.slow)

    def hints(self, session: Session) -> tuple[str, ...]:
        """What is likely to be said to this session's offer, as the carrier takes it."""
        return self._hinted(session.lang, session.offered, unsure=session.unsure)

    def _spoken(self, said: Said, lang: str, slow: bool) -> tuple[Utterance, ...]:
        if isinstance(said, Give) and isinstance(self.line.at(said.place), Topic):
            all_of_it = _stretches(said, self.line, lang, slow=slow)
            return all_of_it[min(said.page, len(all_of_it) - 1)]
        return tuple(utterances(said, self.line, lang, recorded=not slow))


def write(turn: Turn, speech: Speech) -> Script:
    """The script of a turn."""
    line = speech.line
    first = [u for said in turn.say if _uncut(said) for u in speech.of(said, turn.session)]
    then = [u for said in turn.say if not _uncut(said) for u in speech.of(said, turn.session)]
    match turn.then:
        case Ask() as asked:
            return Script(turn.session, tuple(first), tuple(then), _wait(asked, turn.session, speech))
        case Transfer(handoff=number):
            place = line.at(number)
            if not isinstance(place, Handoff):
                return Script(turn.session, (*first, *then), ())
            dial = line.numbers.get(place.transfer)
            return Script(turn.session, (*first, *then), (), dial=dial, caller_id=place.caller_id)
        case End():
            return Script(turn.session, (*first, *then), ())


def extent(line: Line, place: int, session: Session) -> Extent:
    """A menu is spoken with its choices; what comes after a topic is offered once its last stretch was heard."""
    if not isinstance(line.at(place), Topic):
        return Extent()
    pages = len(_stretches(Give(place, session.page, session.lead), line, session.lang, slow=session.slow))
    return Extent(pages, pages)


def settle(turn: Turn, speech: Speech) -> Turn:
    """The turn with the quiet that there is when all of it was spoken and waited for, should the caller do nothing."""
    script = write(turn, speech)
    seconds = script.seconds * (SLOWER if turn.session.slow else 1) + (script.wait.seconds if script.wait else 0)
    return replace(turn, session=replace(turn.session, quiet=min(turn.session.quiet + ceil(seconds), 999)))


def _uncut(said: object) -> bool:
    return isinstance(said, Tell) and said.sentence == "emergency-notice"


def _stretches(given: Give, line: Line, lang: str, *, slow: bool) -> tuple[tuple[Utterance, ...], ...]:
    """All stretches of a topic. Who turned slow speech off in the middle goes on with words, not with a recording."""
    recorded = given.page <= 0 and not slow
    return stretches(line, lang, given.place, given.lead, recorded=recorded)


def _wait(asked: Ask, session: Session, speech: Speech) -> Wait:
    line = speech.line
    patience = 3 if session.slow else 2
    seconds = line.slow_wait if session.slow else line.wait
    if asked.expect == "listen":
        return Wait(1, False, AFTER_TOPIC, patience, "listened")
    if asked.patience:
        seconds = max(seconds, PATIENCE[min(asked.patience, len(PATIENCE)) - 1])
    if asked.expect == "digits":
        return Wait(NUMBER_DIGITS, False, seconds, patience, "silence")
    return Wait(1, True, seconds, patience, "silence", speech.hints(session))


def _hints(line: Line, lang: str, offers: tuple[int, ...], *, unsure: bool) -> tuple[str, ...]:
    """What is likely to be said: what is offered, the way to another language, what works everywhere, every place.

    In this order, so that a line with more words than the carrier takes loses the least likely ones.
    """
    language = line.language(lang)
    offered = [language.words[n] for n in offers if n in language.words]
    hints = [word for key in ("yes", "no") for word in language.answers.get(key, ())] if unsure else []
    hints += [words.label for words in offered]
    hints += [name for other in line.languages.values() if other is not language for name in other.names]
    hints += [word for words in language.commands.values() for word in words]
    hints += [keyword for words in offered for keyword in words.keywords]
    hints += language.names
    hints += [words.label for words in language.words.values()]
    clean = (" ".join(hint.replace(",", " ").split()) for hint in hints)
    return tuple(dict.fromkeys(hint for hint in clean if 0 < len(hint) <= HINT_LENGTH))[:HINTS]
