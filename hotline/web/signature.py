"""Whether a webhook comes from the carrier: its signature over the public address and every field as it was sent.

The address is the configured one, never one rebuilt from headers, which anybody can send. Source: Twilio, webhook
security; error 57012 lists the ways this goes wrong behind a proxy.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Request
from twilio.request_validator import RequestValidator

AS_ASKED = "hotline.path"  # the request's path before slashes were tidied


class Signatures:
    """Checks signatures against one or, while a token is replaced, several auth tokens."""

    def __init__(self, public_url: str, tokens: Sequence[str]) -> None:
        parts = urlsplit(public_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self.prefix = parts.path.rstrip("/")
        self._validators = [RequestValidator(token) for token in tokens]

    def good(self, request: Request) -> bool:
        """The request is signed by the carrier."""
        signature = request.headers.get("X-Twilio-Signature", "")
        if not signature:
            return False
        url = self._url(request)
        checked = [bool(v.validate(url, request.form, signature)) for v in self._validators]
        return any(checked)

    def _url(self, request: Request) -> str:
        path = request.environ.get(AS_ASKED, request.path)
        if not path.startswith(f"{self.prefix}/"):
            path = self.prefix + path
        query = request.environ.get("QUERY_STRING", "")
        return f"{self._origin}{path}{'?' if query else ''}{query}"
