"""What Twilio takes of a voice document: which verbs, inside which, with which attributes and values.

Written down from Twilio's pages of Gather, Say, Play, Dial, Redirect and Hangup, kept to what its clones share: Pause
and actionOnEmptyResult are left out on purpose. The twilio classes themselves take any attribute in silence.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

LARGEST = 64_000  # bytes; more is error 11750
LONGEST_SAY = 600  # characters; every synthesiser behind Twilio and its clones takes more
LONGEST_BREAK = 10_000  # milliseconds
LONGEST_ADDRESS = 4_000
HINTS, HINT_LENGTH = 500, 100

_LANGUAGE = r"[a-z]{2,3}-[A-Z]{2}"
_ADDRESS = r"/[!-~]*|https://[!-~]+"
_SECONDS = r"[1-9][0-9]{0,2}"
ATTRIBUTES: dict[str, dict[str, str]] = {
    "Response": {},
    "Say": {"voice": r"(Polly|Google)\.[A-Za-z0-9-]+|alice|man|woman", "language": _LANGUAGE},
    "Play": {"loop": "1"},
    "break": {"time": r"[0-9]+ms|[0-9]+s"},
    "prosody": {"rate": r"[2-9][0-9]%|1[0-9]{2}%|200%"},
    "Gather": {
        "input": "dtmf|speech|dtmf speech",
        "timeout": _SECONDS,
        "numDigits": "[1-9]|[12][0-9]|3[0-2]",
        "finishOnKey": "[0-9*#]?",
        "action": _ADDRESS,
        "method": "POST",
        "language": _LANGUAGE,
        "speechTimeout": "[1-9][0-9]?",
        "hints": r"[\s\S]*",
    },
    "Redirect": {"method": "POST"},
    "Dial": {"timeout": _SECONDS, "action": _ADDRESS, "method": "POST", "callerId": r"\+[1-9][0-9]{7,14}"},
    "Number": {},
    "Hangup": {},
}
INSIDE = {
    "Response": {"Say", "Play", "Gather", "Redirect", "Dial", "Hangup"},
    "Gather": {"Say", "Play"},
    "Say": {"break", "prosody"},
    "Dial": {"Number"},
}
LAST = {"Redirect", "Hangup"}  # the carrier does not come to what follows


def assert_taken(data: bytes) -> Element:
    """The document, if Twilio takes every verb, attribute and value of it, and none of it is out of reach."""
    assert len(data) < LARGEST
    root = fromstring(data)
    assert root.tag == "Response"
    for element in root.iter():
        _assert_element(element)
    assert root[-1].tag in {*LAST, "Dial"}, "the call would end without a word"
    assert not LAST & {verb.tag for verb in root[:-1]}, "verbs that nobody comes to"
    return root


def _assert_element(element: Element) -> None:
    allowed = ATTRIBUTES[element.tag]
    for name, value in element.attrib.items():
        assert re.fullmatch(allowed[name], value), (element.tag, name, value)
    assert {child.tag for child in element} <= INSIDE.get(element.tag, set())
    text = "".join(element.itertext()) if element.tag in ("Say", "Dial") else element.text or ""
    match element.tag:
        case "Say":
            assert 0 < len(text.strip()) <= LONGEST_SAY
        case "break":
            time = element.get("time", "")
            assert int(re.sub(r"\D", "", time)) * (1 if time.endswith("ms") else 1000) <= LONGEST_BREAK
        case "Redirect" | "Play":
            assert re.fullmatch(_ADDRESS, text)
            assert len(text) <= LONGEST_ADDRESS
        case "prosody" | "Number":
            assert text.strip()
        case "Dial":
            assert re.fullmatch(r"\+[1-9][0-9]{7,14}", text.strip()), "never 911, 988 or another short number"
            assert "action" in element.attrib, "nobody answers, and the call ends"
        case "Gather":
            _assert_gather(element)
        case _:
            assert not text.strip()


def _assert_gather(gather: Element) -> None:
    assert {"input", "timeout", "numDigits", "action"} <= set(gather.attrib)
    assert len(gather.get("action", "")) <= LONGEST_ADDRESS
    speech = "speech" in gather.get("input", "")
    assert speech or not {"hints", "speechTimeout", "language"} & set(gather.attrib)
    hints = gather.get("hints", "").split(",") if speech else []
    assert len(hints) <= HINTS
    assert all(0 < len(hint) <= HINT_LENGTH for hint in hints)
