"""`hotline connect` against Twilio's stand-in: it shows first, changes only what differs, and says what is left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline
from tests.driver import OURS, PUBLIC
from tests.standin import ACCOUNT, StandIn, standing_in
from tests.test_serve import REAL

VOICE_BIN, SMS_BIN = "https://handler.example/voice", "https://handler.example/sms"
POINTED = {
    "voice_url": f"{PUBLIC}/voice#rc=2&rp=all",
    "voice_method": "POST",
    "status_callback": f"{PUBLIC}/voice/status#rc=2&rp=all",
    "status_callback_method": "POST",
    "sms_url": f"{PUBLIC}/sms#rc=2&rp=all",
    "sms_method": "POST",
}
FALLBACKS = {
    "voice_fallback_url": VOICE_BIN,
    "voice_fallback_method": "GET",
    "sms_fallback_url": SMS_BIN,
    "sms_fallback_method": "GET",
}
WITH_FALLBACKS = ("--voice-fallback", VOICE_BIN, "--sms-fallback", SMS_BIN)


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with standing_in() as carrier:
        yield carrier


def connect(standin: StandIn, *arguments: str, **env: str) -> Result:
    account = {"TWILIO_ACCOUNT_SID": ACCOUNT, "HOTLINE_TWILIO_API": standin.address}
    return CliRunner().invoke(hotline, ["connect", *arguments], env={**REAL, "HOTLINE_DEV": "", **account, **env})


def changed(standin: StandIn) -> list[str]:
    """The requests that would change something."""
    return [asked for asked in standin.asked if not asked.startswith("GET ")]


def number(standin: StandIn) -> dict[str, object]:
    (only,) = standin.numbers.values()
    return only


def test_first_it_shows_what_it_would_change_and_changes_nothing(standin: StandIn) -> None:
    standin.owns(voice_url="https://ana:secret@old.example/v?token=t", voice_method="GET")
    shown = connect(standin, OURS)
    assert shown.exit_code == 1
    assert f"A call comes in: https://old.example/v?... -> {PUBLIC}/voice#rc=2&rp=all" in shown.output
    assert "A call comes in, method: GET -> POST" in shown.output
    assert f"A message comes in: nothing -> {PUBLIC}/sms#rc=2&rp=all" in shown.output
    assert "Nothing was changed. With --yes it is." in shown.output
    assert "secret" not in shown.output
    assert changed(standin) == []


def test_then_it_changes_only_what_differs_and_a_second_time_nothing(standin: StandIn) -> None:
    standin.owns(**{**POINTED, "voice_url": "https://old.example/v"})
    done = connect(standin, "+1 (500) 555-0000", *WITH_FALLBACKS, "--yes")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Done.")
    assert {name: number(standin)[name] for name in (POINTED | FALLBACKS)} == POINTED | FALLBACKS
    assert len(changed(standin)) == 1
    again = connect(standin, OURS, *WITH_FALLBACKS, "--yes")
    assert (again.exit_code, again.output) == (0, f"{OURS} is as it should be.\n")
    assert len(changed(standin)) == 1


def test_what_would_win_over_the_addresses_is_taken_out(standin: StandIn) -> None:
    sids = {"voice_application_sid": "AP1", "sms_application_sid": "AP2", "trunk_sid": "TK1"}
    standin.owns(**POINTED, **FALLBACKS, **sids)
    shown = connect(standin, OURS)
    assert "TwiML app (calls): AP1 -> nothing" in shown.output
    assert "SIP trunk: TK1 -> nothing" in shown.output
    assert connect(standin, OURS, "--yes").exit_code == 0
    assert {name: number(standin)[name] for name in sids} == dict.fromkeys(sids)


def test_a_fallback_that_is_there_stays_and_a_missing_one_is_told(standin: StandIn) -> None:
    standin.owns(**POINTED, voice_fallback_url=VOICE_BIN)
    shown = connect(standin, OURS)
    assert shown.exit_code == 0
    assert "no fallback for texts" in shown.output
    assert "no fallback for calls" not in shown.output
    assert number(standin)["voice_fallback_url"] == VOICE_BIN


def test_a_number_without_texts_gets_nothing_of_texts(standin: StandIn) -> None:
    standin.owns(capabilities={"voice": True, "sms": False})
    assert connect(standin, OURS, "--yes").exit_code == 0
    assert number(standin)["voice_url"] == POINTED["voice_url"]
    assert number(standin)["sms_url"] == ""


@pytest.mark.parametrize(
    ("url", "defers", "exit_code"),
    [("https://other.example", False, 1), (None, False, 1), (None, True, 0), (POINTED["sms_url"], False, 0)],
)
def test_a_messaging_service_that_keeps_texts_to_itself_is_told(
    standin: StandIn, url: str | None, defers: bool, exit_code: int
) -> None:
    standin.owns(**POINTED, **FALLBACKS).serves("Clinic", url=url, defers=defers)
    shown = connect(standin, OURS)
    assert shown.exit_code == exit_code
    assert ('messaging service "Clinic", whose own address wins' in shown.output) == bool(exit_code)


def test_another_number_that_only_looks_alike_is_left_alone(standin: StandIn) -> None:
    standin.owns(OURS + "1")
    refused = connect(standin, OURS, "--yes")
    assert "is no number of this account" in str(refused.exception)
    assert changed(standin) == []


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("401", "Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN"),
        ("500", "HTTP 500"),
        ("reset", "Twilio cannot be asked"),
    ],
)
def test_what_twilio_will_not_do_is_one_plain_message(standin: StandIn, fault: str, told: str) -> None:
    standin.owns().down = fault
    assert told in str(connect(standin, OURS, "--yes").exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ("911",),
        ("ana",),
        (OURS, "--voice-fallback", "http://handler.example"),
        (OURS, "--sms-fallback", f"{PUBLIC}/fallback"),
    ],
)
def test_misuse_asks_nobody(standin: StandIn, arguments: tuple[str, ...]) -> None:
    assert connect(standin, *arguments, "--yes").exit_code == 2
    assert standin.asked == []


def test_without_an_account_it_says_what_is_missing(standin: StandIn) -> None:
    assert "TWILIO_ACCOUNT_SID is missing" in str(connect(standin, OURS, TWILIO_ACCOUNT_SID="").exception)
