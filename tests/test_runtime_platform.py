"""The line on SignalWire: its signature, whole addresses, and nothing that it does not have."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from flask import Flask

from hotline.cli import hotline
from hotline.web import Signatures
from hotline.web.webhooks import read
from tests.driver import HI, PUBLIC, TOKEN, Carrier
from tests.loader.sink import copy_sink, replace
from tests.twiml import assert_portable, assert_silence_leads_on

DEPLOYED = {"HOTLINE_PUBLIC_URL": PUBLIC, "HOTLINE_SECRET": "s" * 64}


def on_signalwire(folder: Path) -> Path:
    """A copy of the kitchen-sink line that says so."""
    root = copy_sink(folder / "line")
    replace(root, "menus/line.yaml", "\nplatform: twilio", "\nplatform: signalwire")
    return root


@pytest.fixture
def carrier(tmp_path: Path) -> Carrier:
    return Carrier(on_signalwire(tmp_path), tmp_path / "state", platform="signalwire")


def good(signatures: Signatures, address: str, body: str, header: str, signature: str) -> bool:
    """Whether a form posted to an address is believed."""
    path, _, query = address.partition("?")
    asked = Flask(__name__).test_request_context(
        path, method="POST", query_string=query, data=body, headers={header: signature},
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    with asked:
        return signatures.good(read())


VECTOR = (  # SignalWire's own, with the key 12345
    "https://mycompany.com",
    "/myapp.php?foo=1&bar=2",
    {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    },
    "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
)


@pytest.mark.parametrize("header", ["X-SignalWire-Signature", "x-signalwire-signature", "X-Twilio-Signature"])
def test_R01_the_published_signature_is_believed_under_each_of_its_names(header: str) -> None:
    public, address, form, signature = VECTOR
    signatures = Signatures(public, (), ("12345",))
    assert good(signatures, address, urlencode(form), header, signature)
    assert not good(signatures, address, urlencode({**form, "Digits": "1235"}), header, signature)
    assert not good(Signatures(public, (), ("12346",)), address, urlencode(form), header, signature)
    assert not good(signatures, address, urlencode(form), header, "")
    assert not good(signatures, address, urlencode(form), header, "é" * 28)


def test_R01_a_key_of_one_platform_opens_nothing_under_the_header_of_the_other() -> None:
    public, address, form, signature = VECTOR
    assert not good(Signatures(public, ("12345",)), address, urlencode(form), "X-SignalWire-Signature", signature)


def test_R01_both_platforms_pass_while_a_number_moves() -> None:
    public, address, form, signature = VECTOR
    moving = Signatures(public, ("of Twilio",), ("old key", "12345"))
    assert good(moving, address, urlencode(form), "X-SignalWire-Signature", signature)


def test_R02_fields_that_come_twice_are_signed_as_they_were_sent() -> None:
    signed = hmac.new(b"12345", f"{PUBLIC}/smsA1Toz1Toa2Zz".encode(), hashlib.sha1).digest()
    body = "Z=z&To=z1&To=a2&A=1"
    signatures = Signatures(PUBLIC, (), ("12345",))
    assert good(signatures, "/sms", body, "X-SignalWire-Signature", base64.b64encode(signed).decode())


def test_R02_with_or_without_the_standard_port() -> None:
    signed = hmac.new(b"12345", b"https://line.example:443/smsA1", hashlib.sha1).digest()
    signatures = Signatures(PUBLIC, (), ("12345",))
    assert good(signatures, "/sms", "A=1", "X-SignalWire-Signature", base64.b64encode(signed).decode())


def test_R01_what_is_not_signed_is_refused(carrier: Carrier) -> None:
    for signature in ("", "wrong"):
        assert carrier.post("/sms", HI, signature=signature).status_code == 403


def test_a_texter_and_a_caller_are_served(carrier: Carrier) -> None:
    carrier.stranger().sends("hi").gets_place("main")
    carrier.stranger().sends("leak").gets_place("leak")
    call = carrier.caller().presses("1").is_at("water").presses("1").is_at("leak").hears_out()
    call.presses("2")
    assert call.dialled == "+18005550199"
    call.listen(call.root.find("Dial").get("action", ""), {"DialCallStatus": "no-answer"}).hears_sentence(
        "not-answered"
    )
    assert carrier.caller().waits().waits().place == "main"


def test_R09_every_address_is_whole_and_silence_leads_on(carrier: Carrier) -> None:
    call = carrier.caller()
    for step in ("1", "1", "*", "#", "0"):
        assert_silence_leads_on(call)
        for element in call.root.iter():
            address = element.get("action") or (element.text if element.tag == "Redirect" else "")
            assert not address or address.startswith(f"{PUBLIC}/voice?"), address
        call.presses(step)


def test_R08_a_path_of_its_own_stays_in_the_addresses(tmp_path: Path) -> None:
    public = f"{PUBLIC}/hotline"
    carrier = Carrier(on_signalwire(tmp_path), tmp_path / "state", public=public, platform="signalwire")
    call = carrier.caller()
    assert call.gather is not None
    assert call.gather.get("action", "").startswith(f"{public}/voice?")
    call.presses("2").is_at("heat")


def test_R10_listening_ends_by_itself_there_and_after_seconds_on_twilio(carrier: Carrier, sink: Carrier) -> None:
    assert [heard.gather.get("speechTimeout") for heard in (carrier.caller(), sink.caller())] == ["auto", "2"]


def test_R18_a_cry_after_stop_asks_for_no_status_that_signalwire_does_not_have(carrier: Carrier) -> None:
    ana = carrier.stranger().sends("hi").sends("STOP").gets_sentence("stopped").sends("i want to die")
    assert ana.messages == 1
    form = {**HI, "From": ana.number, "MessageSid": "SMstatus", "Body": "start"}
    assert_portable(carrier.post("/sms", form).data)


def test_R07_a_fault_leads_on_to_a_whole_address(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr("hotline.served.answer", broken)
    call = carrier.caller()
    redirect = call.root.find("Redirect")
    assert redirect is not None
    assert redirect.text == f"{PUBLIC}/voice?fault=1"
    assert call.waits().over


def test_a_service_without_the_key_of_the_line_s_platform_does_not_start(tmp_path: Path) -> None:
    line = on_signalwire(tmp_path)
    told = CliRunner().invoke(
        hotline,
        ["serve", str(line)],
        env={**DEPLOYED, "TWILIO_AUTH_TOKEN": TOKEN, "HOTLINE_STATE": str(tmp_path / "state")},
    )
    assert "SIGNALWIRE_SIGNING_KEY is missing" in str(told.exception)


@pytest.mark.parametrize(
    ("key", "wrong"), [("TWILIO_AUTH_TOKEN", True), ("SIGNALWIRE_SIGNING_KEY", False), ("NOTHING", True)]
)
def test_doctor_tells_of_the_missing_key(tmp_path: Path, key: str, wrong: bool) -> None:
    env = {**DEPLOYED, key: TOKEN, "HOTLINE_STATE": str(tmp_path / "state"), "HOTLINE_ALLOW_DRAFTS": "1"}
    told = CliRunner().invoke(hotline, ["doctor", "--offline", str(on_signalwire(tmp_path))], env=env)
    assert ("is missing" in told.stdout) == wrong, told.stdout
