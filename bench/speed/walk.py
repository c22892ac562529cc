"""Has a conversation once with a server that runs, and notes what each step of it must be sent to.

A call's next address stands in the answer before, and a cookie does as well; both are the same for everybody, so what
one person was told serves for all.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Sequence
from http.cookies import SimpleCookie
from itertools import count
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, fromstring

from bench.speed.texts import ANSWERED, PUBLIC, SESSION, Pattern, Step

_walkers = count(9_100_000_000)  # numbers of people who are in no crowd


class Strayed(Exception):
    """A server gave no answer that a person could go on from."""


def walk_texts(port: int, bodies: Sequence[str]) -> tuple[Step, ...]:
    """The steps of somebody who texts these bodies."""
    return tuple(step for step, _ in _walk(port, bodies, call=False))


def walk_call(port: int, keys: Sequence[str]) -> tuple[Step, ...]:
    """The steps of somebody who calls, hears the first prompt and presses these keys."""
    return tuple(step for step, _ in _walk(port, (ANSWERED, *keys), call=True))


def said(port: int, bodies: Sequence[str]) -> list[str]:
    """What a person is texted back, text by text."""
    return ["".join(answer.itertext()) for _, answer in _walk(port, bodies, call=False)]


def notice(port: int) -> bytes:
    """How the answer begins that says that one had too many answers in a minute, on a line that says so."""
    *_, last = said(port, (*SESSION, *SESSION, SESSION[0]))  # ten in a minute, and one more
    return last[:40].encode()


def _walk(port: int, what: Sequence[str], *, call: bool) -> list[tuple[Step, Element]]:
    sender, address, cookie = f"+1{next(_walkers)}", "/voice" if call else "/sms", ""
    walked = []
    for turn, word in enumerate(what):
        step = Step(address, word, call, cookie)
        sid = f"{0 if call else turn + 1:016x}{int(sender[1:]):016x}"
        answer, cookies = ask(port, Pattern(step).request(sender, sid))
        walked.append((step, answer))
        cookie = cookies or cookie
        if call:
            gather = answer.find("Gather")
            if gather is None:
                raise Strayed(f"nothing is waited for at {address}")
            address = _path(urljoin(PUBLIC + address, gather.get("action", "")))
    return walked


def ask(port: int, request: bytes) -> tuple[Element, str]:
    """The TwiML that answers a request, and the cookies to send with the next one."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *headers = head.decode().split("\r\n")
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    wire.request("POST", first.split()[1], body, dict(header.split(": ", 1) for header in headers))
    response = wire.getresponse()
    text = response.read()
    cookies = SimpleCookie("; ".join(response.headers.get_all("Set-Cookie", [])))
    wire.close()
    if response.status != 200 or not re.search(rb"<(Message|Gather)", text):
        raise Strayed(f"{response.status} {text[:200]!r}")
    return fromstring(text), "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
