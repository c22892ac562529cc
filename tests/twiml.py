"""What a TwiML document may hold, how long it takes to hear, and who cannot be told apart."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import fromstring

from hotline.channels.voice.speech import WORDS_A_MINUTE
from tests.driver import OURS, Call

WITHHELD = ["", "anonymous", "+266696687", "+86282452253", "+8656696", "+2562533", "+7378742833", "22395", OURS]

VERBS = {
    "Response": set(),
    "Message": {"statusCallback"},
    "Say": {"voice", "language"},
    "break": {"time"},
    "prosody": {"rate"},
    "Gather": {
        "input", "numDigits", "finishOnKey", "timeout", "action", "method", "language", "speechTimeout", "hints",
    },
    "Play": set(),
    "Redirect": {"method"},
    "Dial": {"timeout", "action", "method", "callerId"},
    "Hangup": set(),
}  # fmt: skip
INSIDE = {
    "Gather": {"Say", "Play"},
    "Say": {"break", "prosody"},
    "Response": {"Message", "Say", "Play", "Gather", "Redirect", "Dial", "Hangup"},
}


def assert_portable(data: bytes) -> None:
    """The document parses, is small, and uses only what Twilio and its clones share."""
    assert len(data) < 64_000
    for element in fromstring(data).iter():
        assert element.tag in VERBS
        assert set(element.attrib) <= VERBS[element.tag]
        assert {child.tag for child in element} <= INSIDE.get(element.tag, set())


def seconds(call: Call) -> float:
    """How long a document is spoken, pauses included, and how long it then waits. Slow speech takes a quarter more."""
    words = sum(len("".join(say.itertext()).split()) for say in call.root.iter("Say"))
    rate = 1.25 if call.root.find(".//prosody") is not None else 1
    pauses = sum(int(pause.get("time", "0ms")[:-2]) for pause in call.root.iter("break")) / 1000
    waits = int(call.gather.get("timeout", "0")) if call.gather is not None else 0
    return words * 60 / WORDS_A_MINUTE * rate + pauses + waits


def assert_silence_leads_on(call: Call) -> None:
    """Standard D18: silence after a Gather falls to what follows it."""
    for before, after in pairwise(call.root):
        if before.tag == "Gather":
            assert after.tag == "Redirect"
    if call.gather is not None:
        assert call.root[-1].tag == "Redirect"
