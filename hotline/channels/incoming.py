"""What a channel makes of a webhook's form: what was heard, from whom, and the key under which a repeat is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from hotline.model import Heard, Session

_PLAIN = re.compile(r"[A-Za-z0-9_:.-]{1,64}")


def plain_id(id: str) -> str:
    """A name that the carrier gave, or for one that no carrier gives (long, with odd characters) another as good."""
    if not id or _PLAIN.fullmatch(id):
        return id
    return sha256(id.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Incoming:
    """One webhook, read.

    key      names the turn, so that a repeat gets the same answer; "" where the carrier gave nothing to go by
    sender   the person's number as the carrier gives it
    to       the line's own number
    body     all that the person said, for telling a repeat from another message under the same key
    session  what the request itself says of the session (calls carry theirs in the address)
    call     the CallSid, by which the carrier knows the caller's number; "" in a text
    """

    heard: Heard
    key: str
    sender: str
    to: str
    body: str
    session: Session | None = None
    call: str = ""
