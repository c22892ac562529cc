"""The exact TwiML of the kitchen-sink line: the twilio classes take any attribute, so nothing else catches a wrong one.

`python -m tests.test_golden` writes the files anew; read the difference before committing it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.driver import LINES, OURS, Call, Carrier

GOLDEN = Path(__file__).parent / "golden"


def _sms(*bodies: str) -> Callable[[Carrier], bytes]:
    def talk(carrier: Carrier) -> bytes:
        data = b""
        for position, body in enumerate(bodies):
            form = {"MessageSid": f"SM{position}", "From": "+15005550001", "To": OURS, "Body": body, "NumMedia": "0"}
            data = carrier.post("/sms", form).data
        return data

    return talk


def _voice(query: str, **form: str) -> Callable[[Carrier], bytes]:
    def call(carrier: Carrier) -> bytes:
        return carrier.post(f"/voice{query}", {"CallSid": "CA1", "From": "+15005550002", "To": OURS, **form}).data

    return call


def _again(**form: str) -> Callable[[Carrier], bytes]:
    def call(carrier: Carrier) -> bytes:
        dial = Call(carrier, "+15005550002", "CA1").listen("/voice?at=100&turn=1", {"Digits": "0"}).root.find("Dial")
        assert dial is not None
        return _voice(dial.get("action", "").removeprefix("/voice"), **form)(carrier)

    return call


CASES: dict[str, Callable[[Carrier], bytes]] = {
    "sms-first": _sms("hi"),
    "sms-first-spanish": _sms("fuga"),
    "sms-topic-page-3": _sms("hi", "leak", "more", "more"),
    "sms-crisis": _sms("i want to die"),
    "sms-call-team": _sms("hi", "there is a gas smell"),
    "sms-nothing-after-stop": _sms("hi", "STOP", "hi"),
    "sms-cry-after-stop": _sms("hi", "STOP", "i want to die"),
    "voice-answer": _voice(""),
    "voice-menu-with-pauses": _voice("?at=100&turn=1&lang=en&offered=200.300.400", Digits="2"),
    "voice-topic": _voice("?at=200&turn=2&lang=en&offered=210.220&trail=100", Digits="1"),
    "voice-topic-goes-on": _voice("?at=210&turn=3&lang=en&offered=210.220&trail=100.200&listening=1&after=listened"),
    "voice-topic-slower": _voice("?at=210&page=1&turn=3&lang=en&offered=210.220&trail=100.200&listening=1", Digits="7"),
    "voice-after-topic": _voice("?at=210&page=1&turn=3&lang=en&offered=210.220&trail=100.200&after=listened"),
    "voice-silence-1": _voice("?at=100&turn=3&lang=en&offered=200.300.400&after=silence"),
    "voice-slow-spanish": _voice("?at=100&turn=1&lang=es&slow=1&offered=200.300.400", Digits="1"),
    "voice-silence-3": _voice("?at=100&turn=3&lang=en&offered=200.300.400&silences=2&after=silence"),
    "voice-wrong-key": _voice("?at=100&turn=1&lang=en&offered=200.300.400", Digits="5"),
    "voice-topic-number": _voice("?at=100&turn=1&lang=en&offered=200.300.400", Digits="#"),
    "voice-person": _voice("?at=100&turn=1&lang=en&offered=200.300.400", Digits="0"),
    "voice-nobody-answered": _again(DialCallStatus="busy"),
    "voice-emergency": _voice("?at=100&turn=1&lang=en&offered=200.300.400", SpeechResult="he is not breathing"),
    "voice-not-sure": _voice("?at=100&turn=1&lang=en&offered=200.300.400", SpeechResult="leak", Confidence="0.1"),
    "voice-text-offered": _voice("?at=210&page=1&turn=3&lang=en&offered=210.220&trail=100.200&after=listened"),
    "voice-text-sent": _voice("?at=210&page=1&turn=4&lang=es&offered=220.190&send=210&trail=100.200", Digits="3"),
    "voice-goodbye": _voice("?at=100&turn=9&lang=en&offered=200.300.400&silences=3&quiet=250&after=silence"),
}


def rendered(name: str, state: Path) -> str:
    """The document, an element a line, so that a difference can be read."""
    sends = name.startswith("voice-text-")
    data = CASES[name](Carrier(LINES / "kitchen-sink", state, sends=sends)).decode()
    return data.replace("><", ">\n<") + "\n"


@pytest.mark.parametrize("name", CASES)
def test_exact_twiml(name: str, tmp_path: Path) -> None:
    assert rendered(name, tmp_path) == (GOLDEN / f"{name}.xml").read_text(encoding="utf-8")


def test_every_golden_file_has_a_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.xml")} == set(CASES)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            (GOLDEN / f"{case}.xml").write_text(rendered(case, Path(folder)), encoding="utf-8")
