"""Whatever a carrier signs is believed, wherever the request passed; whatever was changed on the way is not."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import assume, given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from hotline.web import Signatures
from hotline.web.post import Post
from hotline.web.webhooks import read
from tests.driver import TOKEN

APP = Flask(__name__)
Fields = Sequence[tuple[str, str]]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FIELDS = st.lists(
    st.tuples(st.one_of(st.sampled_from(["Body", "From", "MessageSid", "AddOns"]), WORDS), WORDS), max_size=8
)
QUERIES = st.lists(st.tuples(WORDS, WORDS), max_size=4).map(urlencode)
PUBLIC = ["https://line.example", "https://line.example:8443", "https://line.example/hotline", "https://LINE.example"]
HOSTS = st.fixed_dictionaries(
    {},
    optional={
        "Host": st.sampled_from(["line.example", "10.0.0.7:8080", "evil.example", "[::1]", "x" * 300]),
        "X-Forwarded-Host": st.sampled_from(["evil.example", "line.example, evil.example"]),
        "X-Forwarded-Proto": st.sampled_from(["http", "https", "gopher"]),
        "X-Forwarded-Port": st.sampled_from(["80", "443", "x"]),
        "X-Forwarded-Prefix": st.sampled_from(["/evil", "/"]),
        "X-Original-Url": st.just("/evil"),
        "Forwarded": st.just("host=evil.example;proto=http"),
    },
)


def sign(url: str, fields: Fields, token: str = TOKEN) -> str:
    """Twilio's algorithm as its documentation tells it, written apart from its library."""
    values: dict[str, set[str]] = {}
    for name, value in fields:
        values.setdefault(name, set()).add(value)
    said = url + "".join(name + value for name in sorted(values) for value in sorted(values[name]))
    return base64.b64encode(hmac.digest(token.encode(), said.encode(), "sha1")).decode()


def judge(
    public: str, query: str, fields: Fields, signature: str, *, tokens: Sequence[str] = (TOKEN,), **headers: str
) -> bool:
    """Whether a request is believed that came with this signature."""
    signatures = Signatures(public, tokens)
    sent = {**{name.replace("_", "-"): value for name, value in headers.items()}, "X-Twilio-Signature": signature}
    with APP.test_request_context("/sms", method="POST", data=MultiDict(fields), query_string=query, headers=sent):
        return signatures.good(read())


def url_of(public: str, query: str) -> str:
    return f"{public}/sms{'?' if query else ''}{query}"


@given(st.sampled_from(PUBLIC), QUERIES, FIELDS, HOSTS)
def test_R02_what_is_signed_is_believed_whatever_stands_between(
    public: str, query: str, fields: Fields, hosts: dict[str, str]
) -> None:
    assert judge(public, query, fields, sign(url_of(public, query), fields), **hosts)


@given(QUERIES, FIELDS, st.data())
def test_R01_what_was_changed_on_the_way_is_not(query: str, fields: Fields, data: st.DataObject) -> None:
    public = PUBLIC[0]
    signature = sign(url_of(public, query), fields)
    changes = {
        "a field more": (query, [*fields, ("Zz", data.draw(WORDS))], signature),
        "a field less": (query, fields[1:], signature),
        "a longer value": (query, [(name, value + "0") for name, value in fields], signature),
        "a query": (query + "&x=1", fields, signature),
        "no query": ("", fields, signature),
        "another signature": (query, fields, signature[:5] + ("A" if signature[5] != "A" else "B") + signature[6:]),
        "a shorter one": (query, fields, signature[:-1]),
        "none": (query, fields, ""),
        "words": (query, fields, data.draw(st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"])))),
    }
    why = data.draw(st.sampled_from(sorted(changes)))
    changed, sent, shown = changes[why]
    assume((changed, said_of(sent), shown) != (query, said_of(fields), signature))
    assert not judge(public, changed, sent, shown), why


def said_of(fields: Fields) -> str:
    """What the algorithm makes of fields: it cannot tell all of them apart."""
    return sign("", fields)


def test_R02_a_signature_of_another_address_of_ours_is_refused() -> None:
    for other in ("/voice", "/sms/", "//sms", "/SMS", "/sms%20", "/sms/status"):
        assert not judge(PUBLIC[0], "", [("Body", "hi")], sign(f"{PUBLIC[0]}{other}", [("Body", "hi")]))


def test_R02_the_standard_port_may_be_signed_or_not() -> None:
    for public in ("https://line.example", "https://line.example:443"):
        for signed in ("https://line.example/sms", "https://line.example:443/sms"):
            assert judge(public, "", [], sign(signed, []))
    assert not judge("https://line.example", "", [], sign("https://line.example:8443/sms", []))
    assert not judge("https://line.example", "", [], sign("http://line.example/sms", []))


@pytest.mark.parametrize("tokens", [(TOKEN,), (TOKEN, "new"), ("new", TOKEN), ("new", "newer", TOKEN)])
def test_F32_every_token_of_a_rotation_passes_and_no_other(tokens: tuple[str, ...]) -> None:
    for token in (*tokens, "retired", "", " "):
        signature = sign(url_of(PUBLIC[0], ""), [("Body", "hi")], token)
        assert judge(PUBLIC[0], "", [("Body", "hi")], signature, tokens=tokens) is (token in tokens)


def test_every_token_is_tried_to_its_end_whichever_is_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the order of tokens nor how much of a signature is right can be told from the time it takes."""
    compared: list[tuple[bytes, bytes]] = []

    def counting(ours: bytes, shown: bytes) -> bool:
        compared.append((ours, shown))
        return hmac.compare_digest(ours, shown)

    monkeypatch.setattr("hotline.web.signature.compare_digest", counting)
    for token in ("first", "second", "third", "none of them"):
        compared.clear()
        judge(PUBLIC[0], "", [], sign(url_of(PUBLIC[0], ""), [], token), tokens=("first", "second", "third"))
        assert [ours.decode() for ours, _ in compared] == [
            sign(f"{origin}/sms", [], token)
            for token in ("first", "second", "third")
            for origin in (PUBLIC[0], f"{PUBLIC[0]}:443")
        ]


OFTEN = st.lists(st.tuples(st.sampled_from(["A", "B", "AB", ""]), st.sampled_from(["", "1", "B", "é"])), max_size=8)
PORTS = ["", ":443", ":80", ":8443"]


@given(
    st.sampled_from(["https", "http"]), st.sampled_from(PORTS), st.sampled_from(PORTS), QUERIES, OFTEN, st.booleans()
)
def test_R01_ours_believes_what_twilio_s_own_does(
    scheme: str, port: str, signed_port: str, query: str, fields: Fields, right: bool
) -> None:
    """The reference is the library's, for Twilio and, with the fields joined in their order, for SignalWire."""
    public, rest = f"{scheme}://line.example{port}", f"/sms{'?' if query else ''}{query}"
    form = MultiDict(fields)
    for said in (form, {name: name.join(form.getlist(name)) for name in form}):
        reference = RequestValidator(TOKEN)
        url = f"{scheme}://line.example{signed_port}{rest}"
        shown = reference.compute_signature(url, said) if right else "A" * 28
        believed = reference.validate(public + rest, said, shown)
        of_twilio = said is form
        signatures = Signatures(public, (TOKEN,) if of_twilio else (), () if of_twilio else (TOKEN,))
        headers = (shown, "") if of_twilio else ("", shown)
        assert signatures.good(Post("/sms", query, list(fields), "", *headers, "")) is believed
