"""The running service's rules that any webhook shows: signatures, addresses, repeats, faults, odd input.

Each test is named after its rule in docs/rules-of-the-service.md.
"""

from __future__ import annotations

import logging
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from twilio.request_validator import RequestValidator

from hotline.store import Count
from tests.driver import HI, LINES, OURS, TOKEN, Carrier
from tests.twiml import assert_portable


def counted(carrier: Carrier) -> int:
    return sum(number for _, number in carrier.app.extensions["hotline"]["store"].counts("2000-01-01"))


def test_R01_unsigned_or_wrongly_signed_is_403_and_leaves_nothing(sink: Carrier) -> None:
    for signature in ("", "wrong", "é" * 28):
        for address in ("/sms", "/voice", "/sms/status", "/voice/status"):
            response = sink.post(address, HI, signature=signature)
            assert (response.status_code, response.data) == (403, b"")
    assert sink.web.post("/sms", data=HI).status_code == 403
    assert counted(sink) == 0
    good = sink.post("/sms", HI)
    assert (good.status_code, good.mimetype) == (200, "text/xml")


def test_R01_one_changed_byte_is_refused(sink: Carrier) -> None:
    signed = RequestValidator(TOKEN).compute_signature(f"{sink.public}/sms", HI)
    response = sink.web.post("/sms", data={**HI, "Body": "ho"}, headers={"X-Twilio-Signature": signed})
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("public", "address", "why"),
    [
        ("https://line.example", "/sms", "https outside, plain http inside"),
        ("https://line.example:443", "/sms", "the standard port written out"),
        ("https://line.example:8443", "/sms", "a port of its own"),
        ("https://line.example", "/sms?a=b%20c&a=d&%C3%A1=%2B", "a query, which stays as it was sent"),
        ("https://line.example/hotline", "/sms", "a path of its own that the proxy takes off"),
    ],
)
def test_R02_signature_is_checked_against_the_public_address(
    tmp_path: Path, public: str, address: str, why: str
) -> None:
    carrier = Carrier(LINES / "kitchen-sink", tmp_path, public=public)
    form = {**HI, "SomethingNew": "the carrier adds fields", "MediaUrl0": ""}
    for host in ("line.example", "10.0.0.7:8080", "evil.example"):
        response = carrier.post(address, form, base_url=f"http://{host}")
        assert response.status_code == 200, why


def test_R02_with_or_without_the_standard_port(sink: Carrier) -> None:
    signed = RequestValidator(TOKEN).compute_signature("https://line.example:443/sms", HI)
    assert sink.web.post("/sms", data=HI, headers={"X-Twilio-Signature": signed}).status_code == 200


def test_R02_a_path_of_its_own_that_the_proxy_leaves_on(tmp_path: Path) -> None:
    carrier = Carrier(LINES / "kitchen-sink", tmp_path, public="https://line.example/hotline")
    signed = RequestValidator(TOKEN).compute_signature("https://line.example/hotline/voice", {"CallSid": "CA1"})
    response = carrier.web.post("/hotline/voice", data={"CallSid": "CA1"}, headers={"X-Twilio-Signature": signed})
    gather = fromstring(response.data).find("Gather")
    assert gather is not None
    assert gather.get("action", "").startswith("/hotline/voice?")


def test_R03_fields_with_spaces_around_them_still_validate(sink: Carrier) -> None:
    response = sink.post("/sms", {**HI, "Body": "  hi \n", "City": " ", "State": "\tNY "})
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/sms", "/sms/", "//sms", "/sms//", "/voice", "/voice/", "//voice//"])
def test_R04_no_redirects_whatever_the_slashes(sink: Carrier, path: str) -> None:
    assert sink.post(path, {**HI, "CallSid": "CA1"}).status_code == 200
    wrong = sink.web.get("", environ_overrides={"PATH_INFO": path})
    assert (wrong.status_code, wrong.data) == (405, b"")


def test_R04_what_is_not_there_is_404_without_a_page(sink: Carrier) -> None:
    response = sink.web.get("/nothing")
    assert (response.status_code, response.data) == (404, b"")


def test_R05_same_sid_same_answer_and_one_count(sink: Carrier) -> None:
    sid = "SM00000000000000000000000000000005"
    ana = sink.texter()
    ana.sends("hi")
    before = counted(sink)
    first = ana.sends("1", MessageSid=sid).text
    again = ana.sends("1", MessageSid=sid).text
    assert first == again
    assert counted(sink) == before + 2, "a turn, and a text from its country"
    ana.sends("1").gets_place("leak")  # one step was taken, not two


def test_R05_same_sid_with_another_body_is_refused(sink: Carrier) -> None:
    assert sink.post("/sms", HI).status_code == 200
    assert sink.post("/sms", {**HI, "Body": "1"}).status_code == 403


def test_R05_a_call_whose_press_is_repeated_goes_one_step(sink: Carrier) -> None:
    call = sink.caller()
    action = call.gather.get("action", "") if call.gather is not None else ""
    first = call.listen(action, {"Digits": "1"}).said
    assert call.listen(action, {"Digits": "1"}).said == first
    call.listen(action, {"Digits": "2"}).is_at("heat")  # another press of the same question is judged afresh


def test_R07_a_fault_inside_is_answered_and_tells_no_secret(
    sink: Carrier, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("canary-words +15005550001")

    monkeypatch.setattr("hotline.served.answer", broken)
    with caplog.at_level(logging.DEBUG):
        ana = sink.texter().sends("canary-words").gets("911", "988", "1-800-555-0199")
    assert "canary" not in ana.text
    call = sink.caller().hears("9 1 1")
    assert call.root.find("Redirect") is not None, "a first fault leads on"
    call.waits()
    assert call.over, "a second one lets go"
    assert "canary" not in caplog.text
    assert "5005550001" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_R07_without_any_line_the_built_in_answer_is_given(tmp_path: Path) -> None:
    (tmp_path / "line").mkdir()
    carrier = Carrier(tmp_path / "line", tmp_path / "state")
    carrier.texter().sends("hi").gets("911", "988")
    call = carrier.caller().hears("9 1 1", "9 8 8")
    assert call.over
    ready = carrier.web.get("/readyz")
    assert ready.status_code == 200
    assert ready.json is not None
    assert ready.json["line"] == {"version": None, "from": "built-in"}
    assert ready.json["problems"]


@pytest.mark.parametrize("form", [{}, {"Digits": "1"}, {"SpeechResult": "x" * 1600}, {"Digits": "#*0" * 99}])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?at=0&turn=1",
        "?at=999&turn=1&offered=998.997&lang=xx&trail=1.2.3",
        "?at=a&turn=b&offered=..&lang=&misses=-1&slow=9&after=what",
        "?turn=1&at=210&offered=" + "220." * 500,
        "?turn=" + "9" * 300,
        "?turn=1&after=silence&after=listened",
        "?turn=1&after=dialled&at=190",
        "?turn=1&entering=1&keys=91&keyed=zzz&lang=es&slow=1",
    ],
)
def test_R08_every_document_parses_and_is_portable(sink: Carrier, query: str, form: dict[str, str]) -> None:
    response = sink.post(f"/voice{query}", {"CallSid": "CA8", "From": "+15005550008", "To": OURS, **form})
    assert response.status_code == 200
    assert_portable(response.data)


def test_R08_what_xml_forbids_never_gets_out(sink: Carrier) -> None:
    for body in ("\x00\x0b\x1f", "\ufffe\uffff", "<Dial>+1</Dial>", "]]>&amp;", "\u202e abc"):
        response = sink.post("/sms", {**HI, "MessageSid": f"SM{body.encode().hex()}", "Body": body})
        assert_portable(response.data)
        assert b"Dial" not in response.data


def test_status_callbacks_are_204(sink: Carrier) -> None:
    for address in ("/sms/status", "/voice/status"):
        for code in ("", "21610", "nonsense"):
            response = sink.post(address, {"MessageSid": "SM1", "MessageStatus": "failed", "ErrorCode": code})
            assert (response.status_code, response.data) == (204, b"")


def test_health_says_what_is_served(sink: Carrier) -> None:
    assert sink.web.get("/healthz").data == b"ok\n"
    ready = sink.web.get("/readyz/").json
    assert ready is not None
    assert ready["status"] == "ok"
    assert ready["line"] == {"version": sink.served.version, "from": "files"}
    assert (ready["store"], ready["signatures"]) == ("ok", True)


def test_both_tokens_pass_while_one_is_replaced(sink: Carrier) -> None:
    from flask import Flask

    from hotline.web import Signatures
    from hotline.web.webhooks import read

    def judged(tokens: tuple[str, ...]) -> bool:
        with Flask(__name__).test_request_context(
            "/sms",
            method="POST",
            data=HI,
            headers={"X-Twilio-Signature": RequestValidator("old").compute_signature(f"{sink.public}/sms", HI)},
        ):
            return Signatures(sink.public, tokens).good(read())

    assert judged(("new", "old"))
    assert judged(("old",))
    assert not judged(("new", "newer"))


def test_counts_hold_a_day_a_place_and_an_outcome(sink: Carrier) -> None:
    sink.texter().sends("leak")
    store = sink.app.extensions["hotline"]["store"]
    turn = (Count("2026-11-23", "sms", "en", 210, "topic"), 1)
    assert [row for row in store.counts("2026-11-23") if row[0].channel == "sms"] == [turn]
