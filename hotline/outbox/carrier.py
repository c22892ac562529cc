"""What the outbox asks of a carrier, and what a carrier can answer. A closed set: nothing of it is an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

OPTED_OUT = "opted-out"  # the person stopped texts: told to us, or to the carrier

# Twilio's error codes for a number that can never be texted from here. https://www.twilio.com/docs/api/errors
_REASONS = {
    21610: OPTED_OUT,
    21211: "invalid",
    21614: "landline",  # "not a mobile number"
    30006: "landline",
}


@dataclass(frozen=True, slots=True)
class Parties:
    """The two ends of a call: the caller's number and the line's own, E.164. They are never written down."""

    caller: str
    line: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The carrier has the text."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The carrier does not do it and never will. ``reason`` is counted; it names nobody."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """It did not go this time; ``why`` is for the log.

    seconds   how long the carrier wants to be left alone (Retry-After), or 0
    doubtful  the request may have got through though no answer came back
    """

    why: str
    seconds: int = 0
    doubtful: bool = False


class Carrier(Protocol):
    """A carrier's own web service. Neither method raises."""

    def parties(self, call: str) -> Parties | Refused | Later:
        """Who spoke in the call with this CallSid."""

    def send(self, parties: Parties, body: str, status_url: str) -> Accepted | Refused | Later:
        """Text the caller from the line's number. ``status_url`` is told what becomes of it; "" for nowhere."""


def reason_of(code: int) -> str:
    """Why a text ends with this error code, as it is counted: "landline", or "refused-21408"."""
    return _REASONS.get(code, f"refused-{code}")
