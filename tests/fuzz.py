"""Requests that no carrier sends: what is in them, how they are written, and what must be true of the answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote_plus

from flask import Flask
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from hotline.app import create_app
from hotline.settings import Settings
from tests.driver import LINES, OURS, PUBLIC, SECRET, TOKEN, Clock
from tests.twiml import assert_portable

CANARY = "qzcanaryzq"
NAUGHTY = [
    "",
    " ",
    "\x00",
    "\x00\x00a",
    "\ud800",
    "\udfff\ud83d",
    "\ufffe\uffff",
    "\u202e",
    "\u200b" * 50,
    "\ufeff",
    "ﷺ" * 300,
    "undefined",
    "null",
    "NaN",
    "-1",
    "1e999",
    "99999999999999999999",
    "0x10",
    "١٢٣",
    "½",
    "１",
    "0" * 5000,
    "1" * 1600,
    "<Dial>+19005550100</Dial>",
    "]]>",
    "&lt;",
    "&#0;",
    "&#x1F;",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "<?xml?>",
    "--><x>",
    "<script>alert(1)</script>",
    '"><img src=x>',
    "' OR 1=1 --",
    "'; DROP TABLE session; --",
    "%s%n%x",
    "{number:911}",
    "{label} {key}",
    "{{7*7}}",
    "${7*7}",
    "$(reboot)",
    "`id`",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "a\r\n\r\n<x/>",
    "%00",
    "%ff%fe",
    "%",
    "+",
    "&",
    "=",
    ";",
    "\\",
    "😀" * 800,
    "👨‍👩‍👧‍👦" * 99,
    "a\u0300" * 800,
    "Z̸̢̛" * 99,
    "x" * 70_000,
    "i want to die",
    "chest pain",
    "STOP",
    "START",
    "HELP",
    "delete",
    "hi",
    "1",
    "#",
    "*",
    "911",
    "310",
    "español",
    "more",
]
NAMES = [
    "Body",
    "From",
    "To",
    "MessageSid",
    "SmsSid",
    "CallSid",
    "Digits",
    "SpeechResult",
    "Confidence",
    "CallStatus",
    "DialCallStatus",
    "CallDuration",
    "MessageStatus",
    "ErrorCode",
    "NumMedia",
    "OptOutType",
    "AddOns",
    "",
    "\x00",
    "Body[]",
    "at",
    "turn",
    "lang",
    "offered",
    "trail",
    "after",
    "fault",
    "keys",
    "keyed",
    "lead",
    "entering",
    "row",
    "page",
    "slow",
]
TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=b",
    "multipart/form-data; boundary=" + "b" * 300,
    "application/json",
    "text/xml",
    "text/plain",
    "application/octet-stream",
    "",
    "/",
    "x" * 3000,
    "multipart/mixed; boundary=b",
]
PATHS = ["/sms", "/voice", "/sms/status", "/voice/status", "/sms/", "//voice", "/sms/status/"]
HEADERS = st.dictionaries(
    st.sampled_from(
        ["I-Twilio-Idempotency-Token", "X-Forwarded-Host", "Content-Encoding", "Accept", "Cookie", "Range"]
    ),
    st.one_of(
        st.sampled_from(["", "gzip", "x" * 9000, "bytes=0-", CANARY]),
        st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=20),
    ),
    max_size=2,
)
VALUES = st.one_of(
    st.sampled_from(NAUGHTY),
    st.sampled_from(NAUGHTY).map(lambda text: f"{CANARY}<{text}\"'"),
    st.text(max_size=40),
    st.sampled_from(["+15005550001", OURS, "+266696687", "sip:a@b.example", "client:ana", "22395", "PharmaCo"]),
)
FIELDS = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=9)), VALUES), max_size=14)
MANY = st.sampled_from([257, 2_000, 30_000])


@dataclass(frozen=True)
class Sent:
    """One request, as bytes."""

    path: str
    query: str
    kind: str
    body: bytes


def encoded(fields: list[tuple[str, str]]) -> bytes:
    """Fields as a browser writes them; half of a character pair goes as the three bytes it would have."""
    return "&".join(
        "=".join(quote_plus(part.encode("utf-8", "surrogatepass")) for part in field) for field in fields
    ).encode()


def parted(fields: list[tuple[str, str]], cut: int) -> bytes:
    """Fields as parts, the whole cut off somewhere."""
    parts = (
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode("utf-8", "surrogatepass")
        for name, value in fields
    )
    whole = b"".join(parts) + b"--b--\r\n"
    return whole[: len(whole) - cut % (len(whole) + 1)]


BODIES: st.SearchStrategy[bytes] = st.one_of(
    FIELDS.map(encoded),
    FIELDS.map(encoded),
    st.builds(parted, FIELDS, st.integers(0, 400)),
    st.binary(max_size=300),
    MANY.map(lambda many: b"a=b&" * many),
    MANY.map(lambda many: b'--b\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\n\r\n' * many),
    st.sampled_from(
        [b"{", b'{"Body": "hi"}', b"<Body>hi</Body>", b"Body=" + b"\xff\xfe" * 99, b"Body=%", b"Body=%zz&&&=&"]
    ),
)
REQUESTS = st.builds(
    Sent,
    st.sampled_from(PATHS),
    st.one_of(st.just(""), FIELDS.map(lambda fields: encoded(fields).decode()), st.just("a&" * 5000)),
    st.sampled_from(TYPES),
    BODIES,
)


_SETTINGS = Settings(secrets=(SECRET,), allow_drafts=True, line=LINES / "kitchen-sink")


@cache
def trial() -> Flask:
    """The line without signatures: whatever comes is looked into."""
    state = Path(mkdtemp())
    settings = Settings(
        dev=True, secrets=(SECRET,), allow_drafts=True, store="memory:", state=state, line=LINES / "kitchen-sink"
    )
    app = create_app(settings, clock=Clock())
    app.before_request_funcs[None] = []  # looking for changed files costs more than an answer
    return app


@cache
def real() -> Flask:
    """The line with signatures, on SQLite."""
    state = Path(mkdtemp())
    return create_app(replace(_SETTINGS, public_url=PUBLIC, tokens=(TOKEN,), state=state), clock=Clock())


def send(app: Flask, sent: Sent, headers: dict[str, str]) -> TestResponse:
    """The answer to a request."""
    return app.test_client().post(
        "/",
        data=sent.body,
        content_type=sent.kind,
        query_string=sent.query,
        headers={"Host": "localhost", **headers},
        environ_overrides={"PATH_INFO": sent.path},
    )


def send_signed(app: Flask, path: str, fields: list[tuple[str, str]], query: str) -> TestResponse:
    """The answer to what the carrier really signed."""
    shown = {name: value.encode("utf-8", "replace").decode() for name, value in fields}
    signed = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}{path}{'?' if query else ''}{query}", shown)
    body = encoded(list(shown.items()))
    sent = Sent(path, query, "application/x-www-form-urlencoded", body)
    return send(app, sent, {"X-Twilio-Signature": signed})


def check_answer(response: TestResponse) -> None:
    """A document that carriers take, or 403, 413 or 204 without a word; nothing that was sent is in it."""
    assert response.status_code in (200, 204, 403, 413), response.status_code
    if response.status_code == 200:
        assert response.mimetype == "text/xml"
        assert_portable(response.data)
    else:
        assert response.data == b""
    assert CANARY.encode() not in response.data
    assert all(CANARY not in value for _, value in response.headers)
