"""A phone made of nothing but the line itself: the same webhooks' forms through the same switchboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from time import time
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element, fromstring

from hotline.served import Served
from hotline.store import open_store
from hotline.switchboard import Switchboard

_OURS, _THEIRS = "+15005550000", "+15005550001"  # numbers that Twilio keeps for trials


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of a call as the caller hears it, and where the carrier goes on from here."""

    spoken: tuple[str, ...]
    press: str = ""  # the address of keys and speech; "" where nothing is waited for
    silence: str = ""  # the address after silence
    dialled: str = ""  # the number that is dialled
    speech: bool = False
    digits: int = 1


class Phone:
    """Texts and calls a line, without a carrier."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self._board = Switchboard(open_store("memory:"), ("a phone that is not there",))
        self._sids = count(1)
        self._call = ""

    def text(self, body: str) -> str:
        """The text that comes back; empty where none does."""
        sid = f"SM{next(self._sids)}"
        message = self._post("sms", {"Body": body, "MessageSid": sid}, {}).find("Message")
        return "" if message is None else message.text or ""

    def call(self) -> Heard:
        """What is heard when the line answers."""
        self._call = f"CA{next(self._sids)}"
        return self._listen("/voice", {})

    def press(self, heard: Heard, keys: str) -> Heard:
        """What is heard after pressing keys."""
        return self._listen(heard.press, {"Digits": keys})

    def say(self, heard: Heard, words: str) -> Heard:
        """What is heard after saying something."""
        return self._listen(heard.press, {"SpeechResult": words, "Confidence": "0.9"})

    def wait(self, heard: Heard) -> Heard:
        """What is heard after silence, or after nobody answered."""
        return self._listen(heard.silence, {"DialCallStatus": "no-answer"} if heard.dialled else {})

    def _listen(self, address: str, form: Mapping[str, str]) -> Heard:
        query = dict(parse_qsl(urlsplit(address).query))
        root = self._post("voice", {"CallSid": self._call, **form}, query)
        gather, redirect, dial = root.find("Gather"), root.find("Redirect"), root.find("Dial")
        spoken = tuple("".join(say.itertext()) for say in root.iter("Say"))
        if dial is not None:
            return Heard(spoken, silence=dial.get("action", ""), dialled=dial.text or "")
        if gather is None:
            return Heard(spoken)
        speech, digits = "speech" in gather.get("input", ""), int(gather.get("numDigits", "1"))
        onward = redirect.text or "" if redirect is not None else ""
        return Heard(spoken, gather.get("action", ""), onward, speech=speech, digits=digits)

    def _post(self, channel: str, form: Mapping[str, str], query: Mapping[str, str]) -> Element:
        sent = {"From": _THEIRS, "To": _OURS, **form}
        twiml = self._board.take_turn(self.served, channel, sent, query, now=int(time()), path=f"/{channel}")
        return fromstring(twiml)
