"""What a trial phone remembers, sealed into tokens that the page carries: the server keeps nothing of a trial.

Rule 1: a token that was changed, is of another key or is older than a day says nothing, and is no error.
Rule 2: a call's state is the addresses of its TwiML, as on the air.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from hotline.model import DAY, Session, Turn
from hotline.rehearsal import Stretch
from hotline.store.codec import session_from_text, session_to_text

KEPT = 12  # exchanges that a page without scripts goes on showing


@dataclass(frozen=True, slots=True)
class Texts:
    """A thread of texts: the language in which it began, its session, and the bodies of what was sent and came back."""

    begun: str
    session: Session
    said: tuple[tuple[str, str, str], ...] = ()

    def then(self, session: Session, body: str, reply: str) -> Texts:
        """The thread after one more exchange."""
        return Texts(self.begun, session, (*self.said, (body, reply, session.lang))[-KEPT:])


@dataclass(frozen=True, slots=True)
class OnCall:
    """Where a call goes on: see ``Stretch``. ``seconds`` are all that was spoken in it so far."""

    press: str
    silence: str
    dialled: str
    digits: int
    lang: str
    seconds: float

    @classmethod
    def at(cls, heard: Stretch, before: float) -> OnCall:
        """The call after a stretch, which came after so many seconds."""
        seconds = before + sum(sound.seconds for sound in heard.sounds)
        return cls(heard.press, heard.silence, heard.dialled, heard.digits, heard.turn.session.lang, seconds)

    @property
    def stretch(self) -> Stretch:
        """What was heard last, as far as it decides what comes."""
        turn = Turn(Session(self.lang), ())
        return Stretch(turn, (), self.press, self.silence, self.dialled, digits=self.digits)


def seal_texts(texts: Texts, now: float, *, whole: bool = False) -> str:
    """The token of a thread; ``whole``: with what was said."""
    said = texts.said if whole else ()
    return _seal("texts", {"begun": texts.begun, "session": session_to_text(texts.session), "said": said}, now)


def open_texts(token: str, now: float) -> Texts | None:
    """The thread of a token."""
    found = _open("texts", token, now)
    session = session_from_text(found.get("session", "")) if found else None
    if session is None:
        return None
    return Texts(found.get("begun", ""), session, tuple((one, two, three) for one, two, three in found["said"]))


def seal_call(call: OnCall, now: float) -> str:
    """The token of a call."""
    return _seal("call", asdict(call), now)


def open_call(token: str, now: float) -> OnCall | None:
    """The call of a token."""
    found = _open("call", token, now)
    try:
        return OnCall(**found) if found else None
    except TypeError:  # of a release before this one
        return None


def _seal(kind: str, held: dict[str, Any], now: float) -> str:
    return str(_serializer(kind).dumps({"at": int(now), **held}))


def _open(kind: str, token: str, now: float) -> dict[str, Any]:
    try:
        held = _serializer(kind).loads(token)
    except BadData:
        return {}
    return held if now - held.pop("at", 0) <= DAY else {}


def _serializer(kind: str) -> URLSafeSerializer:
    keys: Sequence[Any] = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt=f"hotline trial {kind}")  # signs with the last key, takes each of them
