"""Twilio's REST API: what the outbox needs of it, and a way to ask for more. The only module that imports the client.

Rule 1: nothing raises; what cannot be told apart from a fault on the way is ``Later``.
Rule 2: the client's own log and messages hold numbers, so it has no log and no message of it is passed on.
Rule 3: a text that was answered with 2xx is sent, whether the rest of the answer can be read or not.
Source: https://www.twilio.com/docs/messaging/api/message-resource and /docs/voice/api/call-resource
"""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from hotline.outbox.carrier import Accepted, Later, Parties, Refused, reason_of

API = "https://api.twilio.com"
MESSAGING = "https://messaging.twilio.com"
TIMEOUT = 8.0  # seconds to connect, and between two pieces of an answer; a worker that ends is given 10
LONGEST_ANSWER = 1_000_000

_SILENT = logging.Logger("silent", logging.CRITICAL + 1)


class Rest:
    """An account at Twilio. ``api`` is another address of the same API: a stand-in, or a carrier that speaks it too."""

    def __init__(
        self,
        account: str,
        tokens: Sequence[str],
        api: str = "",
        *,
        timeout: float = TIMEOUT,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        http = _Http(api.rstrip("/") or API, timeout)
        self._account = f"{API}/2010-04-01/Accounts/{account}"
        self._clients = [Client(account, token, http_client=http) for token in tokens]
        self._now = now

    def parties(self, call: str) -> Parties | Refused | Later:
        """Who spoke in a call."""
        answer = self.ask("GET", f"/Calls/{quote(call, safe='')}.json")
        if isinstance(answer, Later):
            return answer
        if answer.status_code == 404:
            return Refused("unknown-call")
        if not is_fine(answer):
            return self._not_fine(answer)
        read = read_object(answer)
        caller, line = read.get("from"), read.get("to")
        if isinstance(caller, str) and isinstance(line, str):
            return Parties(caller, line)
        return Later("the answer about a call cannot be read")

    def send(self, parties: Parties, body: str, status_url: str) -> Accepted | Refused | Later:
        """Text the caller."""
        form = {"To": parties.caller, "From": parties.line, "Body": body, "StatusCallback": status_url or None}
        answer = self.ask("POST", "/Messages.json", form)
        if isinstance(answer, Later):
            return answer
        return Accepted() if is_fine(answer) else self._not_fine(answer)

    def ask(self, method: str, path: str, form: dict[str, Any] | None = None) -> Response | Later:
        """The answer, by the first token that is let in: while tokens are replaced only one of them may be.

        ``path`` follows the account's own address, or is a whole address below API or MESSAGING.
        """
        answer: Response | None = None
        for client in self._clients:
            try:
                answer = client.request(method, path if "://" in path else self._account + path, data=form)
            except Exception as error:  # requests' own kinds, and whatever a broken answer brings
                return Later(type(error).__name__, doubtful=method == "POST" and not _never_left(error))
            if answer.status_code not in (401, 403):
                return answer
        return answer or Later("there is no auth token")

    def _not_fine(self, answer: Response) -> Refused | Later:
        status = answer.status_code
        if status in (401, 403):
            return Later(f"HTTP {status}: the account's SID or token is refused, or the account is closed")
        if 400 <= status < 500 and status not in (408, 429):
            code = read_object(answer).get("code")
            return Refused(reason_of(code) if isinstance(code, int) else f"refused-http-{status}")
        return Later(f"HTTP {status}", self._seconds(str((answer.headers or {}).get("Retry-After", ""))))

    def _seconds(self, retry_after: str) -> int:
        """What Retry-After asks for: seconds or a date."""
        if retry_after.isascii() and retry_after.isdigit():
            return int(retry_after[:6])
        try:
            return max(0, round((parsedate_to_datetime(retry_after) - self._now()).total_seconds()))
        except (ValueError, TypeError):
            return 0


class _Http(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's HTTP client at another address, and without a log."""

    def __init__(self, api: str, timeout: float) -> None:
        super().__init__(timeout=timeout, logger=_SILENT)
        self._api = api

    def request(self, method: str, url: str, *args: Any, **named: Any) -> Response:
        if self._api != API:
            url = self._api + url.removeprefix(API).removeprefix(MESSAGING)
        return super().request(method, url, *args, **named)


def is_fine(answer: Response) -> bool:
    """It was done."""
    return 200 <= int(answer.status_code) < 300


def read_object(answer: Response) -> dict[str, Any]:
    """The object in an answer; empty where there is none."""
    try:
        read = json.loads(answer.text[:LONGEST_ANSWER])
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _never_left(error: BaseException | None) -> bool:
    """No connection was made, so the carrier cannot have the request."""
    while error is not None:
        if isinstance(error, ConnectionRefusedError | socket.gaierror):
            return True
        error = error.__cause__ or error.__context__
    return False
