"""Who may see the console: by a password whose hash is in the settings, or by a header that a trusted proxy sets.

Rule 1: a sign-in ends after half an hour without a request, after a working day, when its person signs out, and when
their password is another one than when it began. Signing out ends it in every browser, copied cookies with it.
Rule 2: the header counts only from an address that the settings name, and only where it names one person.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from flask import Request

log = logging.getLogger("hotline")

IDLE, LONGEST = 30 * 60, 8 * 3600  # seconds
STEP = 60  # seconds between two notes in the cookie that somebody is still there
ADDRESS_BITS = {4: 32, 6: 64}  # of an address: what one household or office has


@dataclass(frozen=True)
class Ways:
    """How people sign in.

    users    names with the hashes of their passwords
    header   the header in which a proxy names who it let in; "" where none does
    proxies  the addresses of the proxies in front of this service, or networks like 10.0.0.0/8
    """

    users: Mapping[str, str]
    header: str = ""
    proxies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.users) or bool(self.header and self.proxies)

    @cached_property
    def _networks(self) -> tuple[Any, ...]:
        return tuple(ip_network(proxy, strict=False) for proxy in self.proxies)

    def trust(self, address: str) -> bool:
        """Whether what comes from this address comes from one of the proxies."""
        found = _address(address)
        return found is not None and any(found in network for network in self._networks)


class Door:
    """Knows who comes in. ``clock`` gives seconds since 1970; ``state`` is where it is kept who signed out."""

    def __init__(self, ways: Ways, state: Path, clock: Callable[[], float]) -> None:
        self._ways = ways
        self._left = state / "signed-out"
        self._clock = clock

    def begin(self, session: Any, name: str) -> None:
        """Begin a sign-in; nothing of an earlier session is left but the language."""
        now = self._clock()
        _clear(session)
        session.update(who=name, began=now, seen=now, proof=self._proof(name))

    def end(self, session: Any) -> None:
        """End every sign-in of this session's person."""
        if self.remembered(session):
            self._leave(session["who"])
        _clear(session)

    def remembered(self, session: Any) -> str:
        """The name of who signed in here by password; "" where nobody did or it is over."""
        name, now = session.get("who", ""), self._clock()
        if not name or name not in self._ways.users or session.get("proof") != self._proof(name):
            return ""
        seen, began = session.get("seen", 0), session.get("began", 0)
        if now - seen > IDLE or now - began > LONGEST or began < self._left_at(name):
            return ""
        if now - seen >= STEP:
            session["seen"] = now
        return str(name)

    def named(self, request: Request) -> str:
        """The name that a trusted proxy gives; "" where none does, or more than one name came."""
        if not self._ways.header or not self._ways.trust(request.remote_addr or ""):
            return ""
        told = request.headers.get(self._ways.header, "").strip()
        name = told.encode("latin-1", "replace").decode("utf-8", "replace")  # a header's bytes come as Latin-1
        # A header that came twice is joined with a comma: one of the two may be the visitor's own.
        return name[:80] if name.isprintable() and "," not in name else ""

    def origin(self, request: Request) -> str:
        """Where a request comes from, as far as trusted proxies tell: an address, or the network of a newer one."""
        hops = [request.remote_addr or "", *reversed(request.headers.get("X-Forwarded-For", "").split(","))]
        while len(hops) > 1 and self._ways.trust(hops[0]):
            hops.pop(0)
        found = _address(hops[0].strip())
        return str(ip_network((found, ADDRESS_BITS[found.version]), strict=False)) if found else hops[0][:60]

    def _proof(self, name: str) -> str:
        """Tells one password's hash from the next, and gives neither away."""
        return hashlib.sha256(self._ways.users.get(name, "").encode()).hexdigest()[:16]

    def _leave(self, name: str) -> None:
        now = self._clock()
        try:
            self._left.mkdir(parents=True, exist_ok=True)
            self._sign(name).touch()
            os.utime(self._sign(name), (now, now))
        except OSError as error:
            log.warning("console: a sign-out holds in that browser alone: %s", error.strerror)

    def _left_at(self, name: str) -> float:
        """When somebody last signed out; the time of an empty file, which every worker process sees."""
        try:
            return self._sign(name).stat().st_mtime
        except OSError:
            return 0

    def _sign(self, name: str) -> Path:
        return self._left / hashlib.sha256(name.encode()).hexdigest()[:32]


def _address(text: str) -> Any:
    """The address that a text is, an old one that is written as a new one as the old one; None for none."""
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _clear(session: Any) -> None:
    lang = session.get("lang")
    session.clear()
    if lang:
        session["lang"] = lang
