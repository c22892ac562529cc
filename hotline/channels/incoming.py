"""What a channel makes of a webhook's form: what was heard, from whom, and the key under which a repeat is known."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.model import Heard, Session


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
