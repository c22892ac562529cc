"""The exact TwiML of the kitchen-sink line: the twilio classes take any attribute, so nothing else catches a wrong one.

For Twilio in ``golden/``, for SignalWire in ``golden/signalwire/``. `python -m tests.test_golden` writes the files
anew; read the difference before committing it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from hotline.model import Platform
from tests.driver import OURS, Call, Carrier
from tests.loader.sink import copy_sink, replace
from tests.twilio_takes import assert_taken

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
        return _voice(f"?{dial.get('action', '').partition('?')[2]}", **form)(carrier)

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
    "voice-closed": _voice("?at=360&turn=3&lang=en&offered=191.350&trail=100", Digits="1"),
    "voice-closed-spanish-slow": _voice("?at=360&turn=3&lang=es&slow=1&offered=191.350&trail=100", Digits="1"),
    "voice-connect": _voice("?at=360&turn=3&lang=en&offered=191.350&trail=100&after=listened"),
    "sms-closed": _sms("hi", "electrician"),
    "voice-emergency": _voice("?at=100&turn=1&lang=en&offered=200.300.400", SpeechResult="he is not breathing"),
    "voice-not-sure": _voice("?at=100&turn=1&lang=en&offered=200.300.400", SpeechResult="leak", Confidence="0.1"),
    "voice-recorded": _voice("?at=300&turn=2&lang=en&offered=310.320.330.340.350&trail=100", Digits="4"),
    "voice-recorded-slow": _voice("?at=300&turn=2&lang=en&slow=1&offered=310.320.330.340.350&trail=100", Digits="4"),
    "voice-text-offered": _voice("?at=210&page=1&turn=3&lang=en&offered=210.220&trail=100.200&after=listened"),
    "voice-text-sent": _voice("?at=210&page=1&turn=4&lang=es&offered=220.190&send=210&trail=100.200", Digits="3"),
    "voice-goodbye": _voice("?at=100&turn=9&lang=en&offered=200.300.400&silences=3&quiet=250&after=silence"),
}


PLATFORMS: tuple[Platform, ...] = get_args(Platform)


def folder_of(platform: Platform) -> Path:
    return GOLDEN if platform == "twilio" else GOLDEN / platform


def rendered(name: str, platform: Platform, folder: Path) -> str:
    """The document, an element a line, so that a difference can be read."""
    line = copy_sink(folder / "line")
    if platform != "twilio":
        replace(line, "menus/line.yaml", "\nplatform: twilio", f"\nplatform: {platform}")
    sends = name.startswith("voice-text-")
    data = CASES[name](Carrier(line, folder / "state", platform=platform, sends=sends)).decode()
    return data.replace("><", ">\n<") + "\n"


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("name", CASES)
def test_exact_twiml(name: str, platform: Platform, tmp_path: Path) -> None:
    assert rendered(name, platform, tmp_path) == (folder_of(platform) / f"{name}.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("voice")])
def test_the_platform_takes_all_of_it(name: str, platform: Platform) -> None:
    assert_taken((folder_of(platform) / f"{name}.xml").read_bytes(), platform)


def test_what_the_other_platform_wants_otherwise_would_be_noticed() -> None:
    with pytest.raises(AssertionError):
        assert_taken((folder_of("twilio") / "voice-answer.xml").read_bytes(), "signalwire")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_golden_file_has_a_case(platform: Platform) -> None:
    assert {path.stem for path in folder_of(platform).glob("*.xml")} == set(CASES)


if __name__ == "__main__":
    for each in PLATFORMS:
        folder_of(each).mkdir(parents=True, exist_ok=True)
        for case in CASES:
            with tempfile.TemporaryDirectory() as made:
                (folder_of(each) / f"{case}.xml").write_text(rendered(case, each, Path(made)), encoding="utf-8")
