"""Whether a webhook comes from the carrier: its signature over the public address and every field as it was sent.

The address is the configured one, never one rebuilt from headers, which anybody can send. Source: Twilio, webhook
security; error 57012 lists the ways this goes wrong behind a proxy. SignalWire signs in the same way with a key and a
header of its own, and takes Twilio's header for another name of it; a field that comes twice is signed in the order in
which it was sent, where Twilio sorts (https://github.com/signalwire/docs, webhook security).

The check is ours, because it is made in every turn: twilio's own does the same in ten times the time. The tests hold
the one to the other.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hmac import compare_digest, digest
from operator import itemgetter
from urllib.parse import urlparse

from twilio.request_validator import RequestValidator, add_port, remove_port

from hotline.web.post import Post


def sign(url: str, form: dict[str, str], tokens: Sequence[str], signing_keys: Sequence[str]) -> dict[str, str]:
    """The headers with which a carrier would post this form to this address."""
    header, key = ("X-Twilio-Signature", tokens[0]) if tokens else ("X-SignalWire-Signature", signing_keys[0])
    return {header: RequestValidator(key).compute_signature(url, form)}


class Signatures:
    """Checks signatures against one or, while a token is replaced, several auth tokens of Twilio's and SignalWire's."""

    def __init__(self, public_url: str, tokens: Sequence[str], signing_keys: Sequence[str] = ()) -> None:
        parts = urlparse(public_url)
        origin = parts._replace(path="", params="", query="", fragment="")
        self._origin = origin.geturl()
        self._origins = (remove_port(origin), add_port(origin))  # carriers sign either
        self.prefix = parts.path.rstrip("/")
        self._twilio = tuple(token.encode() for token in tokens)
        self._signalwire = tuple(key.encode() for key in signing_keys)

    @property
    def base(self) -> str:
        """The public address, without a slash at its end."""
        return self._origin + self.prefix

    def good(self, post: Post) -> bool:
        """The webhook is signed by a carrier whose token or key there is."""
        signalwire = post.signalwire or post.twilio
        good = False
        if post.twilio and self._twilio:
            said = "".join([name + value for name, value in sorted(set(post.fields))])
            good |= self._signed(self._twilio, post, said, post.twilio)
        if signalwire and self._signalwire:
            said = "".join([name + value for name, value in sorted(post.fields, key=itemgetter(0))])
            good |= self._signed(self._signalwire, post, said, signalwire)
        return good

    def _signed(self, keys: Sequence[bytes], post: Post, said: str, signature: str) -> bool:
        """One of the keys signed it. Every key is tried to its end: nothing is told by the time it takes."""
        rest, shown = self._rest(post) + said, signature.encode()
        signed = [f"{origin}{rest}".encode() for origin in self._origins]
        tried = [compare_digest(b64encode(digest(key, text, "sha1")), shown) for key in keys for text in signed]
        return any(tried)

    def _rest(self, post: Post) -> str:
        """What follows the host in the address."""
        path = post.path if post.path.startswith(f"{self.prefix}/") else self.prefix + post.path
        return f"{path}?{post.query}" if post.query else path
