"""The short way in and Flask's: whatever comes in by either gets the same answer, and is read in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from hotline.web.form import FORM, by_name, read_fields
from tests.driver import HI, PUBLIC, TOKEN, Carrier
from tests.fuzz import BODIES

LONG_WAY = FORM.title()  # no carrier writes it so; to Flask it is the same
_sids = count(1)


class Slow(BytesIO):
    """A body that comes a few bytes at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size, 7) if size and size > 0 else size)


def ask(app: Flask, path: str, body: bytes, **environ: Any) -> tuple[str, list[tuple[str, str]], bytes]:
    """What a server is told to send for a post."""
    told: list[Any] = []
    asked = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "10.0.0.7",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": Slow(body),
        "wsgi.errors": BytesIO(),
        **environ,
    }
    sent = b"".join(app(asked, lambda status, headers: told.extend((status, headers))))
    return told[0].upper(), sorted(told[1]), sent


def signed(form: dict[str, str], address: str = "/sms") -> str:
    return RequestValidator(TOKEN).compute_signature(PUBLIC + address, form)


@pytest.fixture
def long_ways(sink: Carrier, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paths that were answered the long way."""
    taken: list[str] = []
    flasks = Flask.full_dispatch_request

    def noting(app: Flask, *context: Any) -> Any:
        from flask import request

        taken.append(request.path)
        return flasks(app, *context)

    monkeypatch.setattr(Flask, "full_dispatch_request", noting)
    return taken


@pytest.mark.parametrize("path", ["/sms", "/voice", "/sms/status", "/voice/status", "//sms/"])
@pytest.mark.parametrize("right", [True, False])
def test_both_doors_send_the_same(sink: Carrier, long_ways: list[str], path: str, right: bool) -> None:
    form = {**HI, "MessageSid": f"SM{next(_sids)}", "Body": "hi & ¿qué?", "CallSid": f"CA{next(_sids)}"}
    signature = signed(form, path) if right else "x"
    body = urlencode(form).encode()
    short = ask(sink.app, path, body, HTTP_X_TWILIO_SIGNATURE=signature)
    assert long_ways == []
    assert ask(sink.app, path, body, HTTP_X_TWILIO_SIGNATURE=signature, CONTENT_TYPE=LONG_WAY) == short
    assert len(long_ways) == 1
    assert short[0][:3] == ("403" if not right else "204" if path.endswith("status") else "200")


@pytest.mark.parametrize(
    ("body", "environ", "status"),
    [
        (b"a" * 65537, {}, "413"),
        (b"a&" * 256, {}, "413"),
        (b"a&" * 255, {}, "403"),
        (b"a", {"QUERY_STRING": "a" * 8193}, "413"),
        (b"a", {"QUERY_STRING": "a&" * 256}, "413"),
        (b"a" * 99, {"CONTENT_LENGTH": "100"}, "403"),  # the rest never came
        (b"", {"CONTENT_LENGTH": "0"}, "403"),
        (b"\xff=\xff", {}, "403"),
    ],
)
def test_both_doors_refuse_the_same(
    sink: Carrier, long_ways: list[str], body: bytes, environ: dict[str, str], status: str
) -> None:
    short = ask(sink.app, "/sms", body, **environ)
    assert long_ways == []
    assert ask(sink.app, "/sms", body, **environ, CONTENT_TYPE=LONG_WAY) == short
    assert short[0].startswith(status)


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({"REQUEST_METHOD": "GET"}, "no post"),
        ({"CONTENT_TYPE": "multipart/form-data; boundary=b"}, "another kind of form"),
        ({"CONTENT_TYPE": ""}, "no kind"),
        ({"CONTENT_LENGTH": ""}, "no length"),
        ({"CONTENT_LENGTH": "-1"}, "none that can be"),
        ({"CONTENT_LENGTH": "\u0663"}, "none in plain digits"),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, "in chunks"),
        ({"PATH_INFO": "/sms/other"}, "no webhook"),
    ],
)
def test_what_is_not_plain_goes_the_long_way(
    sink: Carrier, long_ways: list[str], environ: dict[str, str], why: str
) -> None:
    ask(sink.app, "/sms", b"", **environ)
    assert len(long_ways) == 1, why


def test_a_body_that_comes_in_bits_is_read_to_its_end(sink: Carrier) -> None:
    form = {**HI, "MessageSid": f"SM{next(_sids)}", "Body": "leak"}
    status, _, sent = ask(sink.app, "/sms", urlencode(form).encode(), HTTP_X_TWILIO_SIGNATURE=signed(form))
    assert status.startswith("200")
    assert b"<Message>" in sent


ODD = st.lists(st.sampled_from([b"&", b"=", b"+", b"%", b"%41", b"%e9", b"%C3%A9", b"a", b"\xc3\xa9", b"\xff", b";"]))


@given(st.one_of(BODIES, ODD.map(b"".join)))
def test_a_form_is_read_as_werkzeug_reads_it(body: bytes) -> None:
    with Flask(__name__).test_request_context("/", method="POST", data=body, content_type=FORM) as context:
        form = context.request.form
        fields = read_fields(body)
        assert by_name(fields) == form.to_dict()
        assert sorted(fields, key=lambda field: list(form).index(field[0])) == list(form.items(multi=True))
