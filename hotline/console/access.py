"""Who may see the console: by a password whose hash is in the settings, or by a header that a trusted proxy sets.

Rule 1: a wrong name costs the same time as a wrong password.
Rule 2: a sign-in ends after half an hour without a request, after a working day, when it is signed out, and when its
password is another one than when it began.
Rule 3: the header counts only from an address that the settings name.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Request
from werkzeug.security import check_password_hash, generate_password_hash

log = logging.getLogger("hotline")

IDLE, LONGEST = 30 * 60, 8 * 3600  # seconds
_NOBODY = generate_password_hash("nobody has this password")
_CONTROL = frozenset(map(chr, range(32)))


@dataclass(frozen=True, slots=True)
class Ways:
    """How people sign in.

    users    names with the hashes of their passwords
    header   the header in which a proxy names who it let in; "" where none does
    proxies  the addresses of such proxies
    """

    users: Mapping[str, str]
    header: str = ""
    proxies: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.users) or bool(self.header and self.proxies)


def hashed_password(password: str) -> str:
    """The hash that stands for a password in the settings (scrypt, as werkzeug writes it)."""
    return generate_password_hash(password)


def proves(ways: Ways, name: str, password: str) -> bool:
    """The password is that person's."""
    return check_password_hash(ways.users.get(name, _NOBODY), password) and name in ways.users


def begin(session: Any, ways: Ways, name: str, now: float) -> None:
    """Begin a sign-in; nothing of an earlier session is left but the language."""
    lang = session.get("lang")
    session.clear()
    session.update(who=name, began=now, seen=now, proof=_proof(ways, name), **({"lang": lang} if lang else {}))


def end(session: Any) -> None:
    """End a sign-in."""
    lang = session.get("lang")
    session.clear()
    if lang:
        session["lang"] = lang


def admitted(request: Request, session: Any, ways: Ways, now: float) -> str:
    """The name of who is signed in; "" where nobody is."""
    named = request.headers.get(ways.header, "").strip() if ways.header and request.remote_addr in ways.proxies else ""
    if named and not _CONTROL & set(named):
        return named[:80]
    name = session.get("who", "")
    if not name or name not in ways.users or session.get("proof") != _proof(ways, name):
        return ""
    if not now - IDLE <= session.get("seen", 0) or not now - LONGEST <= session.get("began", 0):
        return ""
    session["seen"] = now
    return str(name)


def address_of(request: Request, ways: Ways) -> str:
    """Where a request comes from, as far as trusted proxies tell."""
    peer = request.remote_addr or ""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return told[:60] if told and peer in ways.proxies else peer


def _proof(ways: Ways, name: str) -> str:
    """Tells one password's hash from the next, and gives neither away."""
    return hashlib.sha256(ways.users.get(name, "").encode()).hexdigest()[:16]
