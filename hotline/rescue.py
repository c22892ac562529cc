"""What is said when a turn failed: the action that a cry for help asks for, else an apology.

Rule 1: nothing here needs what may have failed: no store, no place's words, no guess at what is meant.
Rule 2: each of these has one below it: the action, the line's apology, the built-in one. None of them raises.
"""

from __future__ import annotations

import logging

from hotline.channels.registry import CHANNELS, Form
from hotline.events import Faulted, tell
from hotline.logs import where
from hotline.model import Session
from hotline.served import Served

log = logging.getLogger("hotline")


def act(served: Served, channel: str, form: Form, query: Form, *, now: int, path: str) -> str:
    """The TwiML that answers a cry for help with its action alone; empty where none was heard."""
    try:
        incoming = CHANNELS[channel].hear(form, query, now)
        session = incoming.session or Session(served.line.default_language)
        turn = served.act(session, incoming.heard, now)
        return CHANNELS[channel].answer(turn, served.book, path, incoming.to) if turn else ""
    except Exception as error:
        log_fault(error)
        return ""


def apologise(served: Served, channel: str, onward: str) -> str:
    """The TwiML of the line's apology, or of the built-in one; a call goes on at ``onward``."""
    try:
        return CHANNELS[channel].apologise(served.line, onward)
    except Exception as error:
        log_fault(error)
        return CHANNELS[channel].apologise(None, onward)


def log_fault(error: Exception) -> None:
    """Say where a fault happened. Its message may hold what a person said, so only its kind is told."""
    tell(Faulted())
    log.error("fault kind=%s at=%s", type(error).__name__, where(error))
