"""The channels, each with the same doors: ``hear`` a web form, ``answer`` a turn with TwiML, ``apologise`` for a fault.

A new channel is a folder of its own and one row in ``CHANNELS``; the engine stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from hotline.channels import builtin, sms, voice
from hotline.channels.incoming import Incoming
from hotline.channels.platforms import PLATFORMS, as_asked
from hotline.channels.sms import Book
from hotline.model import Extent, Line, Session, Tell, Turn

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach the line.

    hear       (form, query, now) -> what was heard
    extent     (book, place, session) -> how long a place is here for somebody with this session
    settle     (turn, book) -> the turn, bound to what is really shown or spoken
    size       (turn, book) -> the segments that the carrier bills for the answer; a call is billed by its minutes
    answer     (turn, book, path, ours) -> TwiML; ``path`` is where the carrier posts the next turn to, with host or
               without, ``ours`` the number of the line that the person reached
    apologise  (line or nothing, onward address or "") -> TwiML for a fault of ours
    """

    name: str
    hear: Callable[[Form, Form, int], Incoming]
    extent: Callable[[Book, int, Session], Extent]
    settle: Callable[[Turn, Book], Turn]
    size: Callable[[Turn, Book], int]
    answer: Callable[[Turn, Book, str, str], str]
    apologise: Callable[[Line | None, str], str]


def _sms_answer(turn: Turn, book: Book, path: str, ours: str) -> str:
    """A carrier that blocks a text after STOP says so at ``status``: those few are asked for and counted."""
    platform = book.line.platform
    refusable = turn.session.opted_out and turn.safety in ("crisis", "emergency")
    told = refusable and PLATFORMS[platform].tells_of_texts
    return book.twiml(sms.render(turn, book), as_asked(f"{path}/status", platform) if told else "")


def _sms_apology(line: Line | None, onward: str) -> str:
    if line is None:
        return sms.to_twiml(builtin.SMS)
    turn = Turn(Session(line.default_language), (Tell("trouble"),))
    return sms.to_twiml(sms.render(turn, Book(line)))


_SPEECHES: WeakKeyDictionary[Book, voice.Speech] = WeakKeyDictionary()  # a line's speech goes when its book does


def _speech(book: Book) -> voice.Speech:
    return _SPEECHES.get(book) or _SPEECHES.setdefault(book, voice.Speech(book.line))


def _voice_answer(turn: Turn, book: Book, path: str, ours: str) -> str:
    return voice.to_twiml(voice.write(turn, _speech(book)), book.line, path, ours)


CHANNELS: Mapping[str, Channel] = {
    "sms": Channel(
        "sms",
        lambda form, query, now: sms.hear(form),
        lambda book, place, session: book.extent(place, session.lang, session.lead),
        sms.settle,
        sms.size,
        _sms_answer,
        _sms_apology,
    ),
    "voice": Channel(
        "voice",
        voice.hear,
        lambda book, place, session: voice.extent(book.line, place, session),
        lambda turn, book: voice.settle(turn, _speech(book)),
        lambda turn, book: 0,
        _voice_answer,
        voice.apology,
    ),
}
