"""An account at Twilio: whether it lets us in, its phone numbers, and the messaging services that these are in.

Rule 1: what goes wrong is a ``CarrierError``, which holds no message of Twilio's: theirs may quote what was sent.
Sources: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
https://www.twilio.com/docs/messaging/api/service-resource and .../phonenumber-resource
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

from hotline.errors import HotlineError
from hotline.outbox import Later
from hotline.outbox.rest import MESSAGING, Rest, is_fine, read_object

MOST_PAGES = 20


class CarrierError(HotlineError):
    """Twilio cannot be asked, or refuses."""


class _NotThere(CarrierError):
    """There is nothing at that address."""


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number. ``set`` is what it does, by Twilio's names: "voice_url", "sms_method"."""

    sid: str
    phone: str
    voice: bool
    sms: bool
    set: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Service:
    """A messaging service that a number is in. Its own address wins, unless it leaves that to its numbers."""

    name: str
    url: str
    defers: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands: "active", "suspended", "closed"; ``ahead`` is how many seconds our clock is ahead."""

    status: str
    trial: bool
    ahead: float


class Account:
    """An account, asked through ``rest``."""

    def __init__(self, rest: Rest, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._rest = rest
        self._now = now

    def standing(self) -> Standing:
        """How the account stands. Raises where no token is let in."""
        found, headers = self._ask("GET", ".json")
        try:
            ahead = (self._now() - parsedate_to_datetime(str(headers.get("Date", "")))).total_seconds()
        except (ValueError, TypeError):
            ahead = 0.0
        return Standing(str(found.get("status", "")), found.get("type") == "Trial", ahead)

    def number(self, phone: str) -> Number | None:
        """The account's number that is written so (E.164), or None."""
        found, _ = self._ask("GET", f"/IncomingPhoneNumbers.json?PhoneNumber={quote(phone, safe='')}")
        # what Twilio looks for is a pattern, so others may be found too
        same = [one for one in _objects(found, "incoming_phone_numbers") if one.get("phone_number") == phone]
        return _number(same[0]) if same else None

    def change(self, number: Number, changed: Mapping[str, str]) -> Number:
        """Have the number do what ``changed`` says, by Twilio's names. Returns it as it is then."""
        form = {_form_name(name): value for name, value in changed.items()}
        found, _ = self._ask("POST", f"/IncomingPhoneNumbers/{quote(number.sid, safe='')}.json", form)
        return _number(found)

    def service(self, number: Number) -> Service | None:
        """The messaging service that the number is in, or None."""
        for one in self._services():
            sid = quote(str(one.get("sid", "")), safe="")
            try:
                self._ask("GET", f"{MESSAGING}/v1/Services/{sid}/PhoneNumbers/{quote(number.sid, safe='')}")
            except _NotThere:
                continue
            url, defers = str(one.get("inbound_request_url") or ""), one.get("use_inbound_webhook_on_number")
            return Service(str(one.get("friendly_name", "")), url, bool(defers))
        return None

    def _services(self) -> Iterator[dict[str, Any]]:
        page = f"{MESSAGING}/v1/Services?PageSize=100"
        for _ in range(MOST_PAGES):
            found, _ = self._ask("GET", page)
            yield from _objects(found, "services")
            meta = found.get("meta")
            further = urlsplit(str(meta.get("next_page_url") or "")) if isinstance(meta, dict) else urlsplit("")
            if not further.path:
                return
            page = f"{MESSAGING}{further.path}?{further.query}"  # the token goes to no other address

    def _ask(self, method: str, path: str, form: dict[str, Any] | None = None) -> tuple[dict[str, Any], Any]:
        """The object that is answered, and the headers. Raises ``_NotThere`` where there is none at that address."""
        answer = self._rest.ask(method, path, form)
        if isinstance(answer, Later):
            raise CarrierError(f"Twilio cannot be asked: {answer.why}")
        if answer.status_code in (401, 403):
            raise CarrierError(f"Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN (HTTP {answer.status_code})")
        if answer.status_code == 404:
            raise _NotThere("Twilio answers with HTTP 404: there is no such thing in this account")
        if not is_fine(answer):
            code = read_object(answer).get("code")
            told = f", its error {code}" if isinstance(code, int) else ""
            raise CarrierError(f"Twilio answers with HTTP {answer.status_code}{told}")
        return read_object(answer), answer.headers or {}


def _number(found: Mapping[str, Any]) -> Number:
    able = found.get("capabilities")
    able = able if isinstance(able, dict) else {}
    told = {name: str(value) for name, value in found.items() if isinstance(value, str)}
    sid, phone = told.get("sid", ""), told.get("phone_number", "")
    return Number(sid, phone, bool(able.get("voice")), bool(able.get("sms") or able.get("SMS")), told)


def _form_name(name: str) -> str:
    """Twilio's name of a field where it is sent: "voice_url" is "VoiceUrl"."""
    return "".join(part.title() for part in name.split("_"))


def _objects(found: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    listed = found.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
