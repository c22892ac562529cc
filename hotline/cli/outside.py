"""What ``hotline doctor`` sees from outside: whether the public address leads here, what Twilio does with the number.

Nothing is changed by looking: the request that is signed here reports a call without saying which, and counts nothing.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from hotline.cli.machine import Finding
from hotline.connect import Account, CarrierError, Change, Number, changes, shown, wanted
from hotline.model import Line
from hotline.settings import Settings
from hotline.web import sign

PATIENCE = 8  # seconds
CLOCK = 30  # seconds by which a clock may be off
LONGEST = 4096


def public(settings: Settings) -> Iterator[Finding]:
    """Whether this service answers at the public address, and believes what is signed for it."""
    url = settings.public_url
    if not url:
        return
    status, body, to = _ask(f"{url}/healthz")
    if to:
        yield False, f"HOTLINE_PUBLIC_URL leads on to {shown(to)}; Twilio does not follow: set that address"
    elif status == 200 and body == b"ok\n":
        yield True, f"{url} answers"
        yield _believed(settings)
    elif status:
        yield False, f"at {url}/healthz something else answers (HTTP {status}); does the proxy lead to `hotline serve`?"
    else:
        yield False, f"{url} cannot be reached from here: {body.decode()}; does it run, and does the name lead here?"


def _believed(settings: Settings) -> Finding:
    """Whether a request that is signed with these settings is let in."""
    url, form = f"{settings.public_url}/voice/status", {"CallStatus": "doctor"}
    status, _, _ = _ask(url, form, sign(url, form, settings.tokens, settings.signing_keys))
    if status == 204:
        return True, "what is signed for it is believed"
    if status == 403:
        return False, "what is signed for it is refused: the running service has another address or token than set here"
    return False, f"what is signed for it gets HTTP {status}; does the proxy pass POST on?"


def _ask(url: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> tuple[int, bytes, str]:
    """Status, beginning of the body, and where a redirect leads. Without an answer 0 and why."""
    request = urllib.request.Request(url, urlencode(form).encode() if form else None, headers or {})
    try:
        with urllib.request.build_opener(_Stays).open(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read(LONGEST), ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b"", error.headers.get("Location", "") if 300 <= error.code < 400 else ""
    except (OSError, HTTPException, ValueError) as error:
        return 0, str(getattr(error, "reason", error)).encode(), ""


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Go nowhere else, as the carrier does not either."""


def carrier(settings: Settings, line: Line | None) -> Iterator[Finding]:
    """What Twilio says of the account, its clock and the line's number."""
    if not settings.account or not settings.tokens:
        yield True, "what the number does is not looked up: that needs TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"
        return
    from hotline.outbox.rest import Rest  # 18 MB

    try:
        for token in settings.tokens:
            yield from _standing(Account(Rest(settings.account, [token], settings.api)))
        if line is not None:
            yield from _line(Account(Rest(settings.account, settings.tokens, settings.api)), line, settings.public_url)
    except CarrierError as error:
        yield False, str(error)


def _standing(account: Account) -> Iterator[Finding]:
    standing = account.standing()
    yield standing.status == "active", f"Twilio lets the account in; it is {standing.status or 'of unknown standing'}"
    if standing.trial:
        yield (
            False,
            "it is a trial account: Twilio texts only numbers that were verified, and speaks before the line does",
        )
    if abs(standing.ahead) > CLOCK:
        way = "ahead" if standing.ahead > 0 else "behind"
        yield False, f"this machine's clock is {abs(round(standing.ahead))} seconds {way}; have it set by NTP"


def _line(account: Account, line: Line, public_url: str) -> Iterator[Finding]:
    if not line.phone:
        yield True, "what the number does is not looked up: menus/line.yaml has no phone"
        return
    number = account.number(line.phone)
    if number is None:
        yield False, f"{line.phone}, the line's phone, is no number of this account"
        return
    left = changes(number, wanted(number, public_url))
    yield from ((False, _differs(change)) for change in left)
    if not left:
        yield True, f"{line.phone} is pointed here"
    yield from _fallbacks(number, line, public_url)
    service = account.service(number) if number.sms else None
    if service and not service.defers and urlsplit(service.url)._replace(fragment="").geturl() != f"{public_url}/sms":
        yield (
            False,
            f'the messaging service "{service.name}" keeps texts to itself; have it defer to the sender\'s webhook',
        )


def _differs(change: Change) -> str:
    now = shown(change.now)
    return f'"{change.label}" is {now}, not {shown(change.then)}; see `hotline connect`'


def _fallbacks(number: Number, line: Line, public_url: str) -> Iterator[Finding]:
    """Whether Twilio has something to say where this service does not answer."""
    kinds = {"voice": (number.voice, "calls"), "sms": (number.sms, "texts")}
    for channel, (able, label) in kinds.items():
        url = number.set.get(f"{channel}_fallback_url", "")
        unwanted = channel == "sms" and line.opt_out_handled_by == "app"
        if able and unwanted and url:
            yield False, "there is a fallback for texts, which would answer people who stopped them: take it out"
        elif able and not unwanted and not url:
            yield False, f"there is no fallback for {label}: when this machine is down people hear nothing"
        elif url and urlsplit(url).hostname == urlsplit(public_url).hostname:
            yield False, f"the fallback for {label} is on the host of the service, and down with it"
