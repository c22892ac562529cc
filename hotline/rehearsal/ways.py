"""The ways a person can walk a line: number replies in texts, keys alone in a call, speech alone in a call.

Rule 1: only what was really offered is chosen: the session says what a text showed or a call spoke.
Rule 2: a step is a text, a key or an utterance. Listening to a topic's end is no step.
Rule 3: while a topic is spoken only keys are heard, so who only speaks listens to its end first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from hotline.model import Ask, Session, Transfer, Turn
from hotline.rehearsal.exchange import Exchange, onward

KEYED = {"language": "8", "back": "*", "person": "0"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of those offered: the key or number that it has, and the place that it should lead to."""

    key: str
    target: int


class Way(Protocol):
    """One way to walk a line. ``name`` completes "is not reached ...", ``call`` says that it is no text."""

    name: str
    call: bool

    def begin(self, lang: str) -> tuple[int, Turn] | None:
        """The main menu in a language and the steps to it, or nothing where no switch leads to the language."""

    def go_on(self, turn: Turn) -> tuple[int, Turn] | None:
        """What comes without a choice, and the steps it takes: the next page, what is offered after a topic."""

    def choices(self, turn: Turn) -> Iterator[Choice]:
        """What can be chosen after this answer."""

    def choose(self, turn: Turn, choice: Choice) -> Turn:
        """The answer to a choice."""

    def said(self, turn: Turn, choice: Choice) -> str:
        """How that choice is made, for a report."""

    def leave(self, turn: Turn, command: str) -> Iterator[Turn]:
        """The answers to each form of a command, "back" or "person"."""


class Numbers:
    """Texts with nothing in them but numbers, and MORE where the choices are not all shown yet."""

    name = "by number replies"
    call = False

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.line = exchange.served.line

    def begin(self, lang: str) -> tuple[int, Turn] | None:
        """A greeting, or an empty text where no word is one; then the language's own word."""
        fresh = Session(self.line.default_language)
        greetings = (*self.line.language(fresh.lang).commands.get("hello", ()), "")
        menus = (self.exchange.text(fresh, word) for word in greetings)
        turn = next(turn for turn in menus if turn.place == self.line.start)
        if lang == fresh.lang:
            return 1, turn
        switched = (self.exchange.text(turn.session, name) for name in self.line.language(lang).names)
        return next(((2, turn) for turn in switched if turn.session.lang == lang), None)

    def go_on(self, turn: Turn) -> tuple[int, Turn] | None:
        """The next page, where there are choices still to be seen."""
        if set(self.line.offers(turn.place)) <= set(turn.session.offered):
            return None
        pages = self.leave(turn, "more")
        return next(((1, page) for page in pages if page.session.page > turn.session.page), None)

    def choices(self, turn: Turn) -> Iterator[Choice]:
        """What texts have shown."""
        return offered(turn)

    def choose(self, turn: Turn, choice: Choice) -> Turn:
        """A text with a number."""
        return self.exchange.text(turn.session, choice.key)

    def said(self, turn: Turn, choice: Choice) -> str:
        """How that choice is made."""
        return f"the text {choice.key}"

    def leave(self, turn: Turn, command: str) -> Iterator[Turn]:
        """Texts with each word of the command."""
        words = self.line.language(turn.session.lang).commands.get(command, ())
        return (self.exchange.text(turn.session, word) for word in words)


class Keys:
    """A call in which nothing is said."""

    name = "by keys"
    call = True

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.line = exchange.served.line

    def begin(self, lang: str) -> tuple[int, Turn] | None:
        """The greeting, then key 8 until the language is spoken."""
        turn = self.exchange.greet(self.line.default_language)
        for steps in range(len(self.line.languages)):
            if turn.session.lang == lang:
                return steps, turn
            turn = self._press(turn, KEYED["language"])
        return None

    def go_on(self, turn: Turn) -> tuple[int, Turn] | None:
        """What is offered when the topic was heard out."""
        return heard_out(self.exchange, turn)

    def choices(self, turn: Turn) -> Iterator[Choice]:
        """What was spoken, and the key of a person."""
        if isinstance(turn.then, Ask):
            yield Choice(KEYED["person"], self.line.person)
            yield from offered(turn)

    def choose(self, turn: Turn, choice: Choice) -> Turn:
        """A key."""
        return self._press(turn, choice.key)

    def said(self, turn: Turn, choice: Choice) -> str:
        """How that choice is made."""
        return f"key {choice.key}"

    def leave(self, turn: Turn, command: str) -> Iterator[Turn]:
        """The command's key."""
        yield self._press(turn, KEYED[command])

    def _press(self, turn: Turn, key: str) -> Turn:
        return self.exchange.call(onward(turn), {"Digits": key})


class Speech:
    """A call in which no key is pressed."""

    name = "by speech"
    call = True

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.line = exchange.served.line

    def begin(self, lang: str) -> tuple[int, Turn] | None:
        """The greeting, then the language's own word."""
        turn = self.exchange.greet(self.line.default_language)
        if turn.session.lang == lang:
            return 0, turn
        switched = (self._say(turn, name) for name in self.line.language(lang).names)
        return next(((1, turn) for turn in switched if turn.session.lang == lang), None)

    def go_on(self, turn: Turn) -> tuple[int, Turn] | None:
        """What is offered when the topic was heard out."""
        return heard_out(self.exchange, turn)

    def choices(self, turn: Turn) -> Iterator[Choice]:
        """What was spoken, once words are listened for."""
        return offered(turn) if turn.then == Ask("choice") else iter(())

    def choose(self, turn: Turn, choice: Choice) -> Turn:
        """The label of a choice, said aloud."""
        return self._say(turn, self._label(turn, choice))

    def said(self, turn: Turn, choice: Choice) -> str:
        """How that choice is made."""
        return f'"{self._label(turn, choice)}" said aloud'

    def leave(self, turn: Turn, command: str) -> Iterator[Turn]:
        """Each word of the command, said when words are listened for."""
        heard = heard_out(self.exchange, turn)
        at = heard[1] if heard is not None else turn
        words = self.line.language(at.session.lang).commands.get(command, ())
        return (self._say(at, word) for word in words)

    def _label(self, turn: Turn, choice: Choice) -> str:
        words = self.line.language(turn.session.lang).words.get(choice.target)
        return words.label if words else ""

    def _say(self, turn: Turn, words: str) -> Turn:
        return self.exchange.call(onward(turn), {"SpeechResult": words, "Confidence": "0.9"})


def offered(turn: Turn) -> Iterator[Choice]:
    """The choices that were shown or spoken last."""
    return (Choice(str(key), target) for key, target in enumerate(turn.session.offered, 1))


def heard_out(exchange: Exchange, turn: Turn) -> tuple[int, Turn] | None:
    """What is offered after a topic was spoken to its end."""
    if turn.then != Ask("listen"):
        return None
    while turn.then == Ask("listen"):  # a topic has a last stretch, and what comes after it is asked for
        turn = exchange.call(onward(turn, "listened"), {})
    return 0, turn


def hung_up(exchange: Exchange, turn: Turn) -> Turn | None:
    """What a caller comes back to after a call was passed on; nothing where it was not."""
    if not isinstance(turn.then, Transfer):
        return None
    return exchange.call(onward(turn, "dialled"), {"DialCallStatus": "completed"})


def every_way(exchange: Exchange) -> tuple[Way, ...]:
    """The ways, in the order of the table."""
    return (Numbers(exchange), Keys(exchange), Speech(exchange))
