"""Passwords: their hashes, and how one is tried.

Rule 1: a wrong name costs the same time as a wrong password.
Rule 2: one password is hashed at a time in a process, a few wait their turn, and the rest are told to come again: a
hash takes 32 MB and a tenth of a second, and texts and calls are answered by the same processes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Semaphore

from werkzeug.security import check_password_hash, generate_password_hash

from hotline.console.tries import Tries

WAITING = 8  # who wait for their turn
PATIENCE = 5.0  # seconds that they wait
_NOBODY = generate_password_hash("nobody has this password")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try ended: it was right, or after ``wait`` seconds there may be another one (0: now).

    ``busy``: it was not looked at, for too many others were.
    """

    right: bool = False
    wait: int = 0
    busy: bool = False


class Passwords:
    """Tries passwords against ``users``, names with hashes. ``clock`` gives seconds since 1970."""

    def __init__(self, users: Mapping[str, str], clock: Callable[[], float]) -> None:
        self._users = users
        self._tries = Tries(clock)
        self._turn, self._places = Semaphore(1), Semaphore(1 + WAITING)

    def attempt(self, origin: str, name: str, password: str) -> Outcome:
        """Look whether the password is that person's, unless the origin of the try has to wait first."""
        if wait := self._tries.wait(origin):
            return Outcome(wait=wait)
        if not self._places.acquire(blocking=False):
            return Outcome(busy=True)
        try:
            if not self._turn.acquire(timeout=PATIENCE):
                return Outcome(busy=True)
            try:
                return self._look(origin, name, password)
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def _look(self, origin: str, name: str, password: str) -> Outcome:
        if wait := self._tries.wait(origin):  # another try of theirs was before this one
            return Outcome(wait=wait)
        known = self._users.get(name, _NOBODY)
        if check_password_hash(known, _plain(password)) and name in self._users:
            self._tries.passed(origin)
            return Outcome(right=True)
        self._tries.failed(origin)
        return Outcome()


def hashed_password(password: str) -> str:
    """The hash that stands for a password in the settings (scrypt, as werkzeug writes it)."""
    return generate_password_hash(_plain(password))


def _plain(password: str) -> str:
    """The password in one form, however a keyboard puts its accents together (RFC 8265, 4.2.2)."""
    return unicodedata.normalize("NFC", password)
