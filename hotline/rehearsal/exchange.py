"""Turns as a carrier's webhooks would get them: channel, understanding and engine, without a store.

The session of a text is given and goes back in the turn. The session of a call travels in its addresses, as it does on
the air. ``now`` is a number: there is no clock here.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from hotline.channels.registry import CHANNELS, Channel, Form
from hotline.channels.voice.address import to_query
from hotline.model import Session, Turn
from hotline.served import Served


@dataclass(frozen=True, slots=True)
class Exchange:
    """A line that answers at a fixed time, in seconds since 1970."""

    served: Served
    now: int = 0

    def text(self, session: Session, body: str) -> Turn:
        """The turn that answers a text from somebody with this session."""
        return self._take(CHANNELS["sms"], {"Body": body}, {}, session)

    def greet(self, lang: str, *, slow: bool = False) -> Turn:
        """The turn that answers a call from somebody whose language and speed are known."""
        return self._take(CHANNELS["voice"], {}, {}, Session(lang, slow=slow))

    def call(self, address: str, form: Form) -> Turn:
        """The turn that answers what a caller did, posted to the address that the turn before gave."""
        query = dict(parse_qsl(urlsplit(address).query))
        return self._take(CHANNELS["voice"], form, query, Session(self.served.line.default_language))

    def _take(self, channel: Channel, form: Form, query: Form, session: Session) -> Turn:
        incoming = channel.hear(form, query, self.now)
        meaning = self.served.meaning(incoming.heard)
        return self.served.answer(channel, incoming.session or session, incoming.heard, meaning, self.now)


def onward(turn: Turn, after: str = "") -> str:
    """The address of what a caller does next; ``after`` is "silence", "listened" or "dialled" where they do nothing."""
    return f"?{to_query(turn.session, after)}"
