"""What is sent: signed webhooks with all the fields that the carrier sends, each with Sids of its own.

A conversation is walked once by hand (``walk.py``), which gives its steps; from them the requests of any number of
people are made, before anything is timed.
"""

from __future__ import annotations

import hmac
import random
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import urlencode

from bench.understanding.measure import DEVELOPMENT, read

PUBLIC, TOKEN = "https://bench.example", "token-of-a-bench"
OURS = "+15005550000"
STRIDE = 7919  # a prime: people come in no order that a store could profit from
SESSION = ("hi", "1", "2", "hair", "wat helps wit nausia")
KEYWORDS = ("hair", "1", "nausea", "2", "hi")
ANSWERED, PRESSED = "", ("2", "1")  # a call: what is heard first, then keys

_SID, _FROM = "0123456789abcdef" * 2, "+12223334444"  # stand in a pattern where each request has its own
_PLACE = {"City": "OMAHA", "State": "NE", "Zip": "68102", "Country": "US"}
_BOTH = {f"{side}{name}": value for side in ("From", "To") for name, value in _PLACE.items()}
_TEXT = {
    "SmsMessageSid": f"SM{_SID}",
    "NumMedia": "0",
    "SmsSid": f"SM{_SID}",
    "SmsStatus": "received",
    "NumSegments": "1",
    "MessageSid": f"SM{_SID}",
    "AccountSid": f"AC{0:032x}",
    "ApiVersion": "2010-04-01",
    "From": _FROM,
    "To": OURS,
    **_BOTH,
}
_CALL = {
    "CallSid": f"CA{_SID}",
    "CallStatus": "in-progress",
    "Direction": "inbound",
    "AccountSid": f"AC{0:032x}",
    "ApiVersion": "2010-04-01",
    "From": _FROM,
    "To": OURS,
    "Caller": _FROM,
    "Called": OURS,
    "StirVerstat": "TN-Validation-Passed-A",
    **_BOTH,
    **{f"{side}{name}": value for side in ("Caller", "Called") for name, value in _PLACE.items()},
}
_HEAD = (
    "POST {address} HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n"
    "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nI-Twilio-Idempotency-Token: {sid}\r\n{cookie}"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a conversation: the same for everybody but for who sends it and the Sids."""

    address: str  # the path with its query
    said: str
    call: bool = False
    cookie: str = ""

    @property
    def form(self) -> dict[str, str]:
        """The form, with stand-ins for the sender and the Sid."""
        if self.call:
            return {**_CALL, **({"Digits": self.said, "msg": "Gather"} if self.said else {})}
        return {**_TEXT, "Body": self.said}


class Pattern:
    """A step that is ready to be filled with a sender and a Sid."""

    def __init__(self, step: Step) -> None:
        form = step.form
        cookie = f"Cookie: {step.cookie}\r\n" if step.cookie else ""
        self._head = _HEAD.format(address=step.address, sid=_SID, cookie=cookie)
        self._body = urlencode(form)
        self._signed = PUBLIC + step.address + "".join(name + form[name] for name in sorted(form))

    def request(self, sender: str, sid: str) -> bytes:
        """The bytes of one request."""
        body = self._body.replace(_SID, sid).replace("%2B12223334444", f"%2B{sender[1:]}")
        signed = self._signed.replace(_SID, sid).replace(_FROM, sender)
        signature = b64encode(hmac.digest(TOKEN.encode(), signed.encode(), "sha1")).decode()
        head = self._head.replace(_SID, sid)
        return f"{head}X-Twilio-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


@dataclass
class Crowd:
    """People who come in turn, each with a number of their own."""

    size: int
    first: int  # the number of the first of them, behind +1
    came: int = 0

    def take(self, people: int) -> list[str]:
        """The numbers of the next ones."""
        places = range(self.came, self.came + people)
        self.came += people
        return [self.number(place * STRIDE % self.size) for place in places]

    def number(self, place: int) -> str:
        """The number of one of them."""
        return f"+1{self.first + place}"


@dataclass
class Work:
    """A conversation that people of a crowd have, one after the other."""

    name: str
    steps: Sequence[Step]
    crowd: Crowd
    vary: Callable[[int], str] | None = None  # what is said instead at the nth step of all, where it is not the same
    _sent: int = field(default=0, init=False)
    _slices: int = field(default=0, init=False)

    def requests(self, wanted: int, *, side_by_side: int) -> list[bytes]:
        """About so many requests: whole conversations, of so many people side by side, so that every step comes alike.

        A text of each of them, then the next one of each, then other people.
        """
        block = self.apart(side_by_side)
        self._slices += 1
        made: list[bytes] = []
        for _ in range(max(1, round(wanted / len(self.steps) / block))):
            people = self.crowd.take(block)
            for step in self.steps:
                made += self._block(step, people)
        return made

    def apart(self, side_by_side: int) -> int:
        """How many requests after somebody's text their next one comes."""
        return min(side_by_side, self.crowd.size)

    def _block(self, step: Step, people: Sequence[str]) -> Iterator[bytes]:
        pattern = Pattern(step)
        for sender in people:
            self._sent += 1
            if self.vary is not None:
                pattern = Pattern(replace(step, said=self.vary(self._sent)))
            yield pattern.request(sender, self._sid(sender, step))

    def _sid(self, sender: str, step: Step) -> str:
        # a call has one Sid for all its steps; a text of its own is one that nobody answered yet
        return f"{self._slices if step.call else self._sent:016x}{int(sender[1:]):016x}"


def texts(bodies: Sequence[str], address: str = "/sms") -> tuple[Step, ...]:
    """The steps of somebody who texts, where every text goes to the same address."""
    return tuple(Step(address, body) for body in bodies)


@cache
def questions() -> tuple[str, ...]:
    """Questions about topics as people text them."""
    asked = [one.text for one in read(DEVELOPMENT) if one.lang == "en" and one.wanted == one.wanted.lower()]
    return tuple(dict.fromkeys(text for text in asked if text.isascii() and len(text) <= 80))


def misspelt(nth: int) -> str:
    """The nth question, around and around, with slips in two of its words that are others each time."""
    asked = questions()
    return " ".join(_slipped(asked[nth % len(asked)].split(), random.Random(nth)))


def _slipped(words: list[str], chance: random.Random) -> list[str]:
    long = [at for at, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    for at in chance.sample(long, min(2, len(long))):
        word, cut = words[at], chance.randrange(1, len(words[at]) - 1)
        swapped = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
        words[at] = chance.choice((word[:cut] + word[cut + 1 :], swapped, word[:cut] + word[cut] + word[cut:]))
    return words
