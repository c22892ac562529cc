"""A phone made of nothing but the line itself: texts and calls are answered by the real engine and channels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import fromstring

from hotline.channels.registry import CHANNELS
from hotline.channels.sms import render
from hotline.channels.voice.address import to_query
from hotline.model import Session, Turn
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.spoken import Spoken, spoken_in
from hotline.served import Served


@dataclass(frozen=True, slots=True)
class Received:
    """The text that comes back, empty where none does, and the turn behind it."""

    text: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a call as the caller hears it, where the carrier goes on from here, and the turn behind it.

    sounds    what is said, in its order, with its rate and pauses; of a recording the words that it says
    press     the address of keys and speech; "" where nothing is waited for
    silence   the address after silence, or after the call was passed on
    dialled   the number that the call is passed on to
    speech    words are listened for too; keys always are where ``press`` is there
    digits    how many keys are waited for
    quiet     seconds of silence after which the call goes on by itself
    uncut     how many of the sounds, from the first, no key interrupts
    """

    turn: Turn
    sounds: tuple[Spoken, ...]
    press: str = ""
    silence: str = ""
    dialled: str = ""
    speech: bool = False
    digits: int = 1
    quiet: int = 0
    uncut: int = 0

    @property
    def spoken(self) -> tuple[str, ...]:
        """The words that are said."""
        return tuple(sound.text for sound in self.sounds)


class Phone:
    """One person's phone. ``now`` is in seconds since 1970; whoever holds the phone moves it on."""

    def __init__(self, served: Served, *, lang: str = "", now: int = 0) -> None:
        self.served = served
        self.now = now
        self.session = Session(lang or served.line.default_language)

    def text(self, body: str) -> Received:
        """What comes back to a text."""
        turn = self._exchange.text(self.session, body)
        gone = Session(self.served.line.default_language, opted_out=turn.session.opted_out)
        self.session = gone if turn.forget else turn.session
        return Received(render(turn, self.served.book), turn)

    def call(self, *, slow: bool = False) -> Stretch:
        """What is heard when the line answers somebody, who may have asked for slow speech before."""
        return self._hear(self._exchange.greet(self.session.lang, slow=slow))

    def come_to(self, place: int, *, slow: bool = False) -> Stretch:
        """What is heard of a place by a caller who is there and asks for it again."""
        session = Session(self.session.lang, at=place, slow=slow)
        return self._hear(self._exchange.call(f"?{to_query(session)}", {"Digits": "9"}))

    def press(self, heard: Stretch, keys: str) -> Stretch:
        """What is heard after keys pressed at once: as many at a time as are waited for."""
        while keys and heard.press:
            now, keys = keys[: heard.digits], keys[heard.digits :]
            heard = self._hear(self._exchange.call(heard.press, {"Digits": now}))
        return heard

    def say(self, heard: Stretch, words: str) -> Stretch:
        """What is heard after saying something."""
        return self._hear(self._exchange.call(heard.press, {"SpeechResult": words, "Confidence": "0.9"}))

    def wait(self, heard: Stretch, *, answered: bool = False) -> Stretch:
        """What is heard after silence, or after a call that was passed on, where somebody answered or nobody did."""
        form = {"DialCallStatus": "completed" if answered else "no-answer"} if heard.dialled else {}
        return self._hear(self._exchange.call(heard.silence, form))

    @property
    def _exchange(self) -> Exchange:
        return Exchange(self.served, self.now)

    def _hear(self, turn: Turn) -> Stretch:
        root = fromstring(CHANNELS["voice"].answer(turn, self.served.book, "/voice", ""))
        gather, redirect, dial = root.find("Gather"), root.find("Redirect"), root.find("Dial")
        sounds = spoken_in(root, self.served.line)
        inside = spoken_in(gather, self.served.line) if gather is not None else ()
        heard = Stretch(turn, sounds, uncut=len(sounds) - len(inside))
        if dial is not None:
            return replace(heard, silence=dial.get("action", ""), dialled=dial.text or "")
        if gather is None:
            return heard
        return replace(
            heard,
            press=gather.get("action", ""),
            silence=redirect.text or "" if redirect is not None else "",
            speech="speech" in gather.get("input", ""),
            digits=int(gather.get("numDigits", "1")),
            quiet=int(gather.get("timeout", "0")),
        )
