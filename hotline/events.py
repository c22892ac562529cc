"""What happens in a process, told to whoever counts it. A closed set, and nothing in it is a person's.

Rule 1: to tell costs next to nothing where nobody listens.
Rule 2: what goes wrong in a listener is no fault of the turn that told.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

log = logging.getLogger("hotline")


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """A turn was answered, in so many seconds."""

    channel: str
    lang: str
    outcome: str
    segments: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StoreFailed:
    """The store did not answer: in a turn, for a report of the carrier's, or to the outbox."""

    during: Literal["turn", "report", "outbox"]


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody was refused: a webhook by its signature or its MessageSid, or a sign-in to the console."""

    what: Literal["signature", "message-id", "sign-in"]


@dataclass(frozen=True, slots=True)
class Faulted:
    """A fault of ours; the person got an action or an apology."""


@dataclass(frozen=True, slots=True)
class LineRead:
    """The files were read: what is on the air now ("" and "built-in" where nothing is), and how much is wrong."""

    version: str
    origin: str
    problems: int


Event = TurnTaken | StoreFailed | Refused | Faulted | LineRead
Listener = Callable[[Event], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Have a listener told of all that happens from now on. Returns what ends that."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def tell(event: Event) -> None:
    """Tell every listener."""
    for listener in tuple(_listeners):
        try:
            listener(event)
        except Exception as error:
            log.error("what happened was not counted: kind=%s", type(error).__name__)
