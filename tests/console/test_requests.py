"""What a stranger or another site can send to the console, and what every answer says to the browser."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask

from hotline.console import passwords as passwords_module
from hotline.console.tries import FREE
from tests.console.visitor import PASSWORDS, Visitor, deployed
from tests.driver import PUBLIC, Clock

# Sending something


def test_nothing_is_taken_without_the_token(app: Flask, ana: Visitor) -> None:
    assert ana.post(token="").status_code == 400
    assert ana.post(token="made up").status_code == 400
    assert ana.post(token="ñ").status_code == 400
    assert ana.post(token=Visitor(app).token()).status_code == 400, "another visitor's token"
    assert ana.post().status_code == 404, "and with it the page is asked for"
    assert "This page was open too long" in ana.post(token="").text


@pytest.mark.parametrize("path", ["/console/signin", "/console/signout", "/console/nowhere"])
def test_no_form_of_another_site_is_taken(ana: Visitor, path: str) -> None:
    token = ana.token()
    for origin in ("https://evil.example", "null", "http://line.example", "https://line.example.evil.example"):
        answer = ana.post(path, token=token, Origin=origin)
        assert answer.status_code == 403
        assert f"works only at {PUBLIC}/console." in answer.text
    assert ana.is_in()


def test_json_is_taken_with_the_token_in_a_header_only(ana: Visitor) -> None:
    def send(**headers: str) -> int:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        with ana.web as web:
            return web.post("/console/nowhere", json={}, base_url="http://line.example", headers=headers).status_code

    token = ana.token()
    assert send(Origin=PUBLIC) == 400
    assert send(Origin=PUBLIC, X_CSRFToken=token) == 404
    assert send(Origin="https://evil.example", X_CSRFToken=token) == 403


def test_the_origin_of_a_public_address_is_as_a_browser_writes_it(tmp_path: Path, clock: Clock) -> None:
    visitor = Visitor(deployed(tmp_path, clock, public_url="https://Line.Example:443/our/line"))
    token = visitor.token()
    form = {"name": "ana", "password": PASSWORDS["ana"], "csrf_token": token}
    answer = visitor.post("/our/line/console/signin", form, token=token, Origin="https://line.example")
    assert answer.status_code in (302, 400), "not refused for its origin"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_method_is_a_way_around_the_token(ana: Visitor, method: str) -> None:
    for path in ("/console/signout", "/console/signin", "/console/nowhere"):
        assert ana.get(path, method=method).status_code == 400
    assert ana.is_in()


def test_too_much_at_once_is_refused(ana: Visitor) -> None:
    answer = ana.post("/console/signin", {"name": "a" * 70_000})
    assert answer.status_code == 413
    assert "That was too much at once" in answer.text


# What every answer says


def answers(app: Flask, ana: Visitor) -> dict[str, object]:
    stranger = Visitor(app)
    return {
        "sign-in": stranger.get("/console/signin"),
        "redirect": stranger.get("/console"),
        "head": stranger.get("/console/signin", method="HEAD"),
        "options": ana.get("/console/signin", method="OPTIONS"),
        "options of a stranger": stranger.get("/console/desk", method="OPTIONS"),
        "trace": ana.get("/console/signin", method="TRACE"),
        "posted to the top": ana.post("/console"),
        "unknown": ana.get("/console/nowhere"),
        "no token": ana.post(token=""),
        "another origin": ana.post(Origin="https://evil.example"),
        "too large": ana.post(form={"a": "b" * 70_000}),
        "style": stranger.get("/console/static/frame.css"),
        "no such style": stranger.get("/console/static/none.css"),
        "out of the folder": stranger.get("/console/static/../access.py"),
        "doubled slashes": stranger.get("//console//signin/"),
    }


def test_every_answer_has_the_headers(app: Flask, ana: Visitor) -> None:
    for name, answer in answers(app, ana).items():
        policy = answer.headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy, name
        assert "unsafe" not in policy, name
        assert answer.headers["X-Frame-Options"] == "DENY", name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] == "same-origin", name
        assert ("no-store" in answer.headers.get("Cache-Control", "")) == (name != "style"), name
        assert "Access-Control-Allow-Origin" not in answer.headers, name
        assert answer.status_code < 500, name


def test_the_webhooks_have_none_of_it(app: Flask) -> None:
    answer = Visitor(app).get("/healthz")
    assert "Content-Security-Policy" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_a_fault_of_ours_is_a_page_and_its_words_are_not_logged(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = deployed(tmp_path, clock)

    def fail(*_: object) -> None:
        raise ValueError("what somebody typed")

    monkeypatch.setattr(passwords_module, "check_password_hash", fail)
    caplog.set_level(logging.DEBUG)
    answer = Visitor(app).signs_in()
    assert answer.status_code == 500
    assert "That did not work" in answer.text
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "fault kind=ValueError" in caplog.text
    assert "what somebody typed" not in caplog.text + answer.text
    assert Visitor(app).get("/console/signin").status_code == 200


def test_the_log_has_no_name_no_password_and_no_address(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(app)
    for _ in range(FREE + 2):
        visitor.signs_in("ana", "a wrong password")
    assert "a sign-in was refused" in caplog.text
    for private in ("ana", "wrong password", visitor.address, PASSWORDS["ana"]):
        assert private not in caplog.text


def test_nobody_is_sent_to_another_site(app: Flask) -> None:
    visitor = Visitor(app)
    for path in (
        "//evil.example/console",
        "/console//evil.example",
        "/console?next=https://evil.example",
        "/console/\r\nX-Evil:1",
    ):
        answer = visitor.get(path)
        assert answer.headers.get("Location", "/console/signin") == "/console/signin"
        assert "X-Evil" not in answer.headers
    visitor.get("/console?next=https://evil.example")
    form = {"name": "ana", "password": PASSWORDS["ana"], "next": "https://evil.example"}
    assert visitor.post("/console/signin", form).location == "/console"
    forged = Visitor(app, host="evil.example").get("/console/signin")
    assert "evil.example" not in forged.text


@pytest.mark.parametrize(
    ("query", "accepted", "lang"),
    [
        ("", "es-MX,es;q=0.9", "es"),
        ("", "es-419", "es"),
        ("", "fr", "en"),
        ("", ";;;q=,,\x00", "en"),
        ("?lang=es", "en", "es"),
        ("?lang=xx", "en", "en"),
        ("?lang=", "es", "es"),
        ("?lang=es&lang=en", "en", "es"),
        ("?lang=../../etc", "en", "en"),
        ("?lang=%00%ff", "en", "en"),
        ("?lang[]=es", "en", "en"),
    ],
)
def test_the_language_is_one_of_ours_whatever_is_asked_for(app: Flask, query: str, accepted: str, lang: str) -> None:
    page = Visitor(app).get(f"/console/signin{query}", Accept_Language=accepted)
    assert page.status_code == 200
    assert f'<html lang="{lang}">' in page.text


def test_a_change_of_language_keeps_the_rest_of_the_address(app: Flask) -> None:
    page = Visitor(app).get('/console/signin?place=oven&x="><b>&lang=es').text
    assert 'href="?place=oven&amp;x=%22%3E%3Cb%3E&amp;lang=en"' in page


# Trials


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Flask:
    return deployed(tmp_path_factory.mktemp("state"), clock, dev=True, public_url="", tokens=())


def test_a_trial_needs_no_sign_in(trial: Flask) -> None:
    visitor = Visitor(trial, host="127.0.0.1:8080")
    assert visitor.is_in()
    assert visitor.get("/").location == "/console"
    assert "Sign out" not in visitor.get().text


@pytest.mark.parametrize("host", ["localhost:8080", "localhost", "127.0.0.1", "[::1]:8080", "[::1]"])
def test_a_trial_answers_this_machine_by_its_names(trial: Flask, host: str) -> None:
    assert Visitor(trial, host=host).is_in()


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example:8080", "127.0.0.1:8080:x"],
)
def test_a_trial_answers_no_other_name_that_leads_here(trial: Flask, host: str) -> None:
    answer = Visitor(trial, host=host).get()
    assert answer.status_code in (400, 403)
    assert "csrf" not in answer.text


def test_a_trial_takes_no_form_of_another_site(trial: Flask) -> None:
    visitor = Visitor(trial, host="127.0.0.1:8080")
    assert visitor.post(Origin="http://127.0.0.1:8080").status_code == 404
    for origin in ("https://evil.example", "null", "http://127.0.0.1:9999"):
        assert visitor.post(Origin=origin).status_code == 403
