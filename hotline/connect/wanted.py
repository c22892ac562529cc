"""What a number should do with calls and texts, and how that differs from what it does.

``KEEPS_TRYING`` behind an address asks Twilio for two more tries after any failure; it is no part of what is signed
(https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides). An application or a trunk that is set wins
over the number's own addresses, so none may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from hotline.connect.account import Number

KEEPS_TRYING = "#rc=2&rp=all"

# Twilio's name of a field, and what its console calls it
FIELDS: Mapping[str, str] = {
    "voice_url": "A call comes in",
    "voice_method": "A call comes in, method",
    "voice_fallback_url": "Primary handler fails (calls)",
    "voice_fallback_method": "Primary handler fails (calls), method",
    "status_callback": "Call status changes",
    "status_callback_method": "Call status changes, method",
    "voice_application_sid": "TwiML app (calls)",
    "trunk_sid": "SIP trunk",
    "sms_url": "A message comes in",
    "sms_method": "A message comes in, method",
    "sms_fallback_url": "Primary handler fails (messages)",
    "sms_fallback_method": "Primary handler fails (messages), method",
    "sms_application_sid": "TwiML app (messages)",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a number that should be something else."""

    field: str
    now: str
    then: str

    @property
    def label(self) -> str:
        """What Twilio's console calls the field."""
        return FIELDS[self.field]


def wanted(number: Number, public_url: str) -> dict[str, str]:
    """What a number that serves the line does, by Twilio's names; of calls or texts only where it can have them."""
    found: dict[str, str] = {}
    if number.voice:
        found |= {"voice_url": f"{public_url}/voice{KEEPS_TRYING}", "voice_method": "POST"}
        found |= {"status_callback": f"{public_url}/voice/status{KEEPS_TRYING}", "status_callback_method": "POST"}
        found |= {"voice_application_sid": "", "trunk_sid": ""}
    if number.sms:
        found |= {"sms_url": f"{public_url}/sms{KEEPS_TRYING}", "sms_method": "POST", "sms_application_sid": ""}
    return found


def fallbacks(voice: str, sms: str) -> dict[str, str]:
    """What is set so that Twilio says something by itself; of "" nothing. A file on a plain web host takes only GET."""
    given = {"voice": voice, "sms": sms}
    return {
        name: value
        for channel, url in given.items()
        if url
        for name, value in ((f"{channel}_fallback_url", url), (f"{channel}_fallback_method", "GET"))
    }


def changes(number: Number, should: Mapping[str, str]) -> list[Change]:
    """What is to be changed, in the order of FIELDS."""
    return [
        Change(name, number.set.get(name, ""), should[name])
        for name in FIELDS
        if name in should and number.set.get(name, "") != should[name]
    ]


def shown(address: str) -> str:
    """An address to show to people, without what may be a password in it."""
    parts = urlsplit(address)
    if not parts.netloc:
        return address or "nothing"
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}{'?...' if parts.query else ''}{fragment}"
