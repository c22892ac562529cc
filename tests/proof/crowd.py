"""A crowd that texts a real server: many people at once, each request timed, each answer read."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode
from xml.etree.ElementTree import fromstring

from twilio.request_validator import RequestValidator

from tests.driver import OURS, PUBLIC, TOKEN

PATIENCE = 30  # seconds
_sids = count(1)


@dataclass(frozen=True, slots=True)
class Asked:
    """One text, when it was sent, how long its answer took (seconds) and what that was."""

    number: str
    body: str
    sid: str
    at: float
    took: float
    text: str


def ask(web: http.client.HTTPConnection, number: str, body: str, sid: str = "") -> Asked:
    """Text the line as the carrier does; anything but a valid answer is a failure."""
    sid = sid or f"SM{next(_sids):032d}"
    form = {"MessageSid": sid, "From": number, "To": OURS, "Body": body}
    signed = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", form)
    headers = {"X-Twilio-Signature": signed, "Content-Type": "application/x-www-form-urlencoded"}
    at = time.monotonic()
    web.request("POST", "/sms", urlencode(form), headers)
    response = web.getresponse()
    data = response.read()
    took = time.monotonic() - at
    assert response.status == 200, response.status
    message = fromstring(data).find("Message")
    return Asked(number, body, sid, at, took, "" if message is None else message.text or "")


def connected(address: str) -> http.client.HTTPConnection:
    """A connection to a server."""
    return http.client.HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE)


def all_at_once(deeds: Iterable[Callable[[], Asked]]) -> list[Asked]:
    """Do all of it at the same moment."""
    todo = list(deeds)
    start = threading.Barrier(len(todo))

    def run(deed: Callable[[], Asked]) -> Asked:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(todo)) as pool:
        return list(pool.map(run, todo))


class Crowd:
    """So many people who text again and again, at a pace, from ``start`` to ``stop``."""

    def __init__(self, address: str, bodies: tuple[str, ...], *, people: int = 8, pace: float = 0.05) -> None:
        self.asked: list[Asked] = []
        self._address = address
        self._bodies = bodies
        self._pace = pace
        self._done = threading.Event()
        self._faults: list[BaseException] = []
        self._threads = [threading.Thread(target=self._text, args=(n,)) for n in range(people)]

    def start(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> list[Asked]:
        """All that was asked; what went wrong for one of them goes wrong here."""
        self._done.set()
        for thread in self._threads:
            thread.join()
        assert not self._faults, self._faults
        return self.asked

    def between(self, begin: float, end: float) -> list[Asked]:
        return [one for one in self.asked if begin <= one.at < end]

    def _text(self, who: int) -> None:
        try:
            with closing(connected(self._address)) as web:
                for turn in count():
                    number = f"+1503{who:03d}{turn % 10_000:04d}"
                    self.asked.append(ask(web, number, self._bodies[turn % len(self._bodies)]))
                    if self._done.wait(self._pace):
                        return
        except BaseException as fault:
            self._faults.append(fault)


def p99(asked: Iterable[Asked]) -> float:
    """The seconds that 99 of 100 did not exceed."""
    took = sorted(one.took for one in asked)
    return took[int(len(took) * 0.99)]
