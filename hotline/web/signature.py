"""Whether a webhook comes from the carrier: its signature over the public address and every field as it was sent.

The address is the configured one, never one rebuilt from headers, which anybody can send. Source: Twilio, webhook
security; error 57012 lists the ways this goes wrong behind a proxy. SignalWire signs in the same way with a key and a
header of its own, and takes Twilio's header for another name of it; a field that comes twice is signed in the order in
which it was sent, where Twilio sorts (https://github.com/signalwire/docs, webhook security).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Request
from twilio.request_validator import RequestValidator

AS_ASKED = "hotline.path"  # the request's path before slashes were tidied


def sign(url: str, form: dict[str, str], tokens: Sequence[str], signing_keys: Sequence[str]) -> dict[str, str]:
    """The headers with which a carrier would post this form to this address."""
    header, key = ("X-Twilio-Signature", tokens[0]) if tokens else ("X-SignalWire-Signature", signing_keys[0])
    return {header: RequestValidator(key).compute_signature(url, form)}


class Signatures:
    """Checks signatures against one or, while a token is replaced, several auth tokens of Twilio's and SignalWire's."""

    def __init__(self, public_url: str, tokens: Sequence[str], signing_keys: Sequence[str] = ()) -> None:
        parts = urlsplit(public_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self.prefix = parts.path.rstrip("/")
        self._twilio = [RequestValidator(token) for token in tokens]
        self._signalwire = [RequestValidator(key) for key in signing_keys]

    @property
    def base(self) -> str:
        """The public address, without a slash at its end."""
        return self._origin + self.prefix

    def good(self, request: Request) -> bool:
        """The request is signed by a carrier whose token or key there is."""
        url, form, headers = self._url(request), request.form, request.headers
        twilio = headers.get("X-Twilio-Signature", "")
        signalwire = headers.get("X-SignalWire-Signature", "") or twilio
        in_order = {name: name.join(form.getlist(name)) for name in form}
        checked = [bool(v.validate(url, form, twilio)) for v in self._twilio if twilio]
        checked += [bool(v.validate(url, in_order, signalwire)) for v in self._signalwire if signalwire]
        return any(checked)

    def _url(self, request: Request) -> str:
        path = request.environ.get(AS_ASKED, request.path)
        if not path.startswith(f"{self.prefix}/"):
            path = self.prefix + path
        query = request.environ.get("QUERY_STRING", "")
        return f"{self._origin}{path}{'?' if query else ''}{query}"
