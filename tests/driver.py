"""A carrier for tests: signs, posts and reads back, so that a test reads like a conversation.

texter.sends("hi").gets_menu("main")
caller.answers().presses("1").is_at("water")
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element, fromstring

from flask import Flask
from twilio.request_validator import RequestValidator

from hotline.app import create_app
from hotline.channels.normalise import normalise
from hotline.channels.sms import count as segments_of
from hotline.channels.sms.pages import sentence as sms_sentence
from hotline.channels.voice.speech import utterances
from hotline.model import Lead, Platform, Tell
from hotline.served import Served
from hotline.settings import Settings
from tests.looked_over import looked_over_once, remember

LINES = Path(__file__).parent / "lines"
SHIPPED = Path(__file__).parent.parent
PUBLIC, TOKEN, SECRET = "https://line.example", "token-of-a-test", "s" * 64
OURS = "+15005550000"
HI = {"MessageSid": "SM1", "From": "+15005550001", "To": OURS, "Body": "hi"}
NOON = 1_795_435_200  # 2026-11-23 12:00 UTC

_sids = count(1)
_strangers = count(1)


class Clock:
    """A clock that a test turns by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


class Carrier:
    """The line's web side, reached as Twilio reaches it, or SignalWire."""

    def __init__(
        self,
        line: Path,
        state: Path,
        *,
        store: str = "memory:",
        public: str = PUBLIC,
        allow_drafts: bool = True,
        platform: Platform = "twilio",
        sends: bool = False,
        secrets: tuple[str, ...] = (SECRET,),
    ) -> None:
        self.clock = Clock()
        self.public = public
        self.signs = "X-Twilio-Signature" if platform == "twilio" else "X-SignalWire-Signature"
        settings = Settings(
            public_url=public,
            tokens=(TOKEN,) if platform == "twilio" else (),
            signing_keys=(TOKEN,) if platform == "signalwire" else (),
            secrets=secrets,
            store=store,
            state=state,
            line=line,
            allow_drafts=allow_drafts,
        )
        with looked_over_once(line, allow_drafts=allow_drafts):
            self.app: Flask = create_app(settings, clock=self.clock, sends=sends)
        remember(self.app.extensions["hotline"]["current"])
        self.web = self.app.test_client()

    @property
    def served(self) -> Served:
        """What is on the air."""
        served = self.app.extensions["hotline"]["current"].served
        assert served is not None
        return served

    def post(self, address: str, form: dict[str, str], *, signature: str | None = None, **more: object):
        """One signed webhook."""
        signed = RequestValidator(TOKEN).compute_signature(self.public + address, form)
        headers = {self.signs: signed if signature is None else signature}
        path = address.partition("?")[0]  # as it is: a test client takes "//sms" for a host
        return self.web.post(
            address.lstrip("/"), data=form, headers=headers, environ_overrides={"PATH_INFO": path}, **more
        )

    def texter(self, number: str = "+15005550001") -> Texter:
        """Somebody with a phone that texts."""
        return Texter(self, number)

    def stranger(self) -> Texter:
        """Somebody who never texted before, in whatever order the tests run."""
        return Texter(self, f"+1501{next(_strangers):07d}")

    def caller(self, number: str = "+15005550002") -> Call:
        """Somebody who calls, and what they hear first."""
        return Call(self, number, f"CA{next(_sids):032d}").listen("/voice", {})

    def id_of(self, number: int) -> str:
        """The name of the place with a number."""
        return self.served.line.places[number].id


class Texter:
    """One person's thread of texts."""

    def __init__(self, carrier: Carrier, number: str) -> None:
        self.carrier = carrier
        self.number = number
        self.text = ""
        self.messages = 0

    def sends(self, body: str = "", **fields: str) -> Texter:
        """Text something; what came back is in ``text``."""
        sid = fields.pop("MessageSid", f"SM{next(_sids):032d}")
        form = {"MessageSid": sid, "From": self.number, "To": OURS, "Body": body, "NumMedia": "0", **fields}
        response = self.carrier.post("/sms", form)
        assert response.status_code == 200, response.status_code
        assert response.mimetype == "text/xml"
        root = fromstring(response.data)
        found = root.findall("Message")
        assert root.tag == "Response"
        assert [child.tag for child in root] == ["Message"] * len(found)
        self.messages = len(found)
        self.text = found[0].text or "" if found else ""
        assert self.messages <= 1
        assert segments_of(self.text).segments <= 3
        return self

    def gets_nothing(self) -> Texter:
        """No text comes back."""
        assert self.messages == 0, self.text
        return self

    def gets(self, *pieces: str) -> Texter:
        """All of these stand in the text that came back."""
        assert self.messages == 1
        for piece in pieces:
            assert piece in self.text, (piece, self.text)
        return self

    def gets_place(self, id: str, lang: str = "en", page: int = 0) -> Texter:
        """The text is this page of a place's words."""
        served = self.carrier.served
        number = next(n for n, place in served.line.places.items() if place.id == id)
        leads = get_args(Lead)
        pages = [served.book.pages(number, lang, lead).texts for lead in leads]
        wanted = [texts[page] for texts in pages if page < len(texts)]
        plain = [text.partition(": ")[2] for text in wanted]
        assert any(words and words in self.text for words in plain), (id, page, self.text)
        return self

    def gets_sentence(self, name: str, lang: str = "en") -> Texter:
        """One of the line's own sentences stands in the text."""
        return self.gets(sentence(self.carrier.served, name, lang))


def sentence(served: Served, name: str, lang: str = "en", form: str = "sms") -> str:
    """How one of the line's own sentences begins, up to where something is filled in."""
    words = getattr(served.line.language(lang).sentences[name], form)
    return re.split(r"\{", words)[0].strip() or words


def action(served: Served, name: str, lang: str = "en", form: str = "sms") -> str:
    """One of the line's own sentences as a person reads or hears it, whole, with its numbers filled in."""
    if form == "sms":
        return sms_sentence(served.line, served.line.language(lang), name)
    return " ".join(normalise(spoken.text) for spoken in utterances(Tell(name), served.line, lang))


class Call:
    """A call: the document heard last, and the ways on from it."""

    def __init__(self, carrier: Carrier, number: str, sid: str) -> None:
        self.carrier = carrier
        self.number = number
        self.sid = sid
        self.root = Element("Response")
        self.data = b""
        self.address = "/voice"
        self.heard: list[str] = []

    def listen(self, address: str, form: dict[str, str]) -> Call:
        """Ask the line what is heard at an address."""
        if "://" in address:
            assert address.startswith(f"{self.carrier.public}/"), address
            address = address.removeprefix(self.carrier.public)
        sent = {"CallSid": self.sid, "From": self.number, "To": OURS, "CallStatus": "in-progress", **form}
        response = self.carrier.post(address, sent)
        assert response.status_code == 200, (address, response.status_code)
        assert response.mimetype == "text/xml"
        self.data = response.data
        self.root = fromstring(response.data)
        self.address = address
        self.heard.append(self.said)
        return self

    @property
    def said(self) -> str:
        """All that is spoken in this document."""
        return " ".join("".join(say.itertext()) for say in self.root.iter("Say"))

    @property
    def gather(self) -> Element | None:
        """What is waited for."""
        return self.root.find("Gather")

    @property
    def over(self) -> bool:
        """The line hangs up."""
        return self.root.find("Hangup") is not None

    @property
    def dialled(self) -> str | None:
        """The number that the caller is connected to."""
        dial = self.root.find("Dial")
        return None if dial is None else dial.text

    @property
    def state(self) -> dict[str, str]:
        """What the next address says of the session."""
        element = self.gather if self.gather is not None else self.root.find("Dial")
        return dict(parse_qsl(urlsplit(element.get("action", "")).query)) if element is not None else {}

    @property
    def place(self) -> str:
        """Where the caller is."""
        return self.carrier.id_of(int(self.state["at"]))

    @property
    def offered(self) -> list[str]:
        """What the keys 1, 2, 3 lead to."""
        return [self.carrier.id_of(int(n)) for n in self.state.get("offered", "").split(".") if n]

    def _input(self, form: dict[str, str]) -> Call:
        assert self.gather is not None, "nothing is waited for"
        return self.listen(self.gather.get("action", ""), form)

    def presses(self, keys: str) -> Call:
        """Press a key, or the digits that are waited for."""
        return self._input({"Digits": keys})

    def says(self, words: str, confidence: str = "0.9") -> Call:
        """Say something."""
        assert self.gather is not None
        assert "speech" in self.gather.get("input", ""), "nothing listens"
        return self._input({"SpeechResult": words, "Confidence": confidence})

    def waits(self) -> Call:
        """Say and press nothing."""
        redirect = self.root.find("Redirect")
        assert redirect is not None, "silence leads nowhere"
        return self.listen(redirect.text or "", {})

    def hears_out(self) -> Call:
        """Listen to a topic to its end, up to where something can be said or pressed."""
        while self.gather is not None and "speech" not in self.gather.get("input", ""):
            self.waits()
        return self

    def is_at(self, id: str) -> Call:
        """The caller is at this place."""
        assert self.place == id, (self.place, id, self.said)
        return self

    def hears(self, *pieces: str) -> Call:
        """All of these are spoken."""
        for piece in pieces:
            assert piece in self.said, (piece, self.said)
        return self

    def hears_sentence(self, name: str, lang: str = "en") -> Call:
        """One of the line's own sentences is spoken."""
        return self.hears(sentence(self.carrier.served, name, lang, "voice"))
