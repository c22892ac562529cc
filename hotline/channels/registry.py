"""The channels, each with the same doors: ``hear`` a web form, ``answer`` a turn with TwiML, ``apologise`` for a fault.

A new channel is a folder of its own and one row in ``CHANNELS``; the engine stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hotline.channels import builtin, sms, voice
from hotline.channels.incoming import Incoming
from hotline.channels.sms import Book
from hotline.model import Extent, Lead, Line, Session, Tell, Turn

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach the line.

    hear       (form, query, now) -> what was heard
    extent     (book, place, lang, lead) -> how long a place is here
    settle     (turn, book) -> the turn, bound to what is really shown or spoken
    answer     (turn, book, path) -> TwiML; ``path`` is where the carrier posts the next turn to
    apologise  (line or nothing, onward address or "") -> TwiML for a fault of ours
    """

    name: str
    hear: Callable[[Form, Form, int], Incoming]
    extent: Callable[[Book, int, str, Lead], Extent]
    settle: Callable[[Turn, Book], Turn]
    answer: Callable[[Turn, Book, str], str]
    apologise: Callable[[Line | None, str], str]


def _sms_answer(turn: Turn, book: Book, path: str) -> str:
    """A carrier that blocks a text after STOP says so at ``status``: those few are asked for and counted."""
    refusable = turn.session.opted_out and turn.safety in ("crisis", "emergency")
    return sms.to_twiml(sms.render(turn, book), f"{path}/status" if refusable else "")


def _sms_apology(line: Line | None, onward: str) -> str:
    if line is None:
        return sms.to_twiml(builtin.SMS)
    turn = Turn(Session(line.default_language), (Tell("trouble"),))
    return sms.to_twiml(sms.render(turn, Book(line)))


def _voice_answer(turn: Turn, book: Book, path: str) -> str:
    return voice.to_twiml(voice.write(turn, book.line), book.line, path)


CHANNELS: Mapping[str, Channel] = {
    "sms": Channel("sms", lambda form, query, now: sms.hear(form), Book.extent, sms.settle, _sms_answer, _sms_apology),
    "voice": Channel(
        "voice",
        voice.hear,
        lambda book, place, lang, lead: voice.extent(book.line, place, lang, lead),
        lambda turn, book: voice.settle(turn, book.line),
        _voice_answer,
        voice.apology,
    ),
}
