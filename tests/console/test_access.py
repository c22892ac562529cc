"""Who gets into the console, for how long, and what a stranger can do to it."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask

from hotline.console import passwords as passwords_module
from hotline.console.access import IDLE, LONGEST
from hotline.console.passwords import WAITING, Passwords, hashed_password
from hotline.console.tries import FREE, ORIGINS, Tries
from tests.console.visitor import HASHES, PASSWORDS, Visitor, deployed
from tests.driver import LINES, PUBLIC, SECRET, SHIPPED, TOKEN, Carrier, Clock

PROXY = "192.0.2.10"


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Flask:
    return deployed(tmp_path_factory.mktemp("state"), clock)


@pytest.fixture
def ana(app: Flask) -> Visitor:
    """Ana, signed in."""
    visitor = Visitor(app)
    assert visitor.signs_in().status_code == 302
    assert visitor.is_in()
    return visitor


# Getting in


def test_nobody_sees_a_page_before_the_sign_in(app: Flask) -> None:
    visitor = Visitor(app)
    for path in ("/console", "/console/desk", "/console/phone", "/console/nowhere"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.location) == (302, "/console/signin")


def test_the_right_password_lets_in(app: Flask) -> None:
    visitor = Visitor(app)
    assert not visitor.is_in()
    answer = visitor.signs_in()
    assert (answer.status_code, answer.location) == (302, "/console")
    assert "Signed in as ana" in visitor.get().text


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ana", "correct horse batterie"),
        ("ana", ""),
        ("ana", PASSWORDS["ben"]),
        ("nobody", PASSWORDS["ana"]),
        ("nobody", "nobody has this password"),
        ("", "nobody has this password"),
        ("ana\x00", PASSWORDS["ana"]),
    ],
)
def test_a_wrong_name_and_a_wrong_password_look_the_same(app: Flask, name: str, password: str) -> None:
    visitor = Visitor(app)
    form = {"name": name, "password": password}
    answer = visitor.post("/console/signin", form)
    assert answer.status_code == 403
    assert "The name or the password is not right" in answer.text
    assert not visitor.is_in()


def test_a_password_is_the_same_however_its_accents_are_typed(app: Flask) -> None:
    apart = PASSWORDS["ben"].replace("ñ", "n\u0303").replace("ú", "u\u0301")
    assert Visitor(app).signs_in("ben", apart).status_code == 302
    assert Visitor(app).signs_in("ben ", PASSWORDS["ben"]).status_code == 302, "a phone's keyboard adds a space"


def test_the_printed_hash_is_salted_and_slow() -> None:
    once, again = hashed_password("correct horse battery"), hashed_password("correct horse battery")
    assert once != again
    assert once.startswith("scrypt:32768:8:1$")


def test_nothing_of_the_session_before_the_sign_in_is_left_but_the_language(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/console/signin?lang=es")
    before = visitor.token()
    with visitor.web.session_transaction(base_url="http://line.example/console") as session:
        session["planted"] = "by somebody else"
    visitor.signs_in()
    with visitor.web.session_transaction(base_url="http://line.example/console") as session:
        assert set(session) <= {"who", "began", "seen", "proof", "lang", "csrf_token"}
    assert "Sesión de ana" in visitor.get().text
    assert visitor.post(token=before).status_code == 400, "a token from before the sign-in is worth nothing"


def test_a_session_that_somebody_made_up_is_none(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.signs_in()
    cookie = visitor.web.get_cookie("hotline", path="/console", domain="line.example")
    assert cookie is not None
    for forged in (cookie.value[:-2] + "xx", "x", "", "." * 4000, cookie.value.partition(".")[0]):
        visitor.web.set_cookie("hotline", forged, path="/console", domain="line.example")
        assert not visitor.is_in()


# Staying in


def test_half_an_hour_without_a_request_ends_it(ana: Visitor, clock: Clock) -> None:
    for _ in range(4):
        clock.now += IDLE
        assert ana.is_in()
    clock.now += IDLE + 1
    assert not ana.is_in()
    assert not ana.is_in(), "asking in vain does not bring it back"


def test_a_working_day_ends_it(ana: Visitor, clock: Clock) -> None:
    for _ in range(LONGEST // IDLE):
        clock.now += IDLE
        assert ana.is_in()
    clock.now += 1
    assert not ana.is_in()


def test_signing_out_ends_it_everywhere_with_copied_cookies_too(app: Flask, ana: Visitor, clock: Clock) -> None:
    thief, ben = Visitor(app), Visitor(app)
    ben.signs_in("ben")
    cookie = ana.web.get_cookie("hotline", path="/console", domain="line.example")
    assert cookie is not None
    thief.web.set_cookie("hotline", cookie.value, path="/console", domain="line.example")
    assert thief.is_in()
    clock.now += 1
    answer = ana.post("/console/signout")
    assert (answer.status_code, answer.location) == (302, "/console/signin")
    assert not ana.is_in()
    assert not thief.is_in()
    assert ben.is_in()
    assert ana.signs_in().status_code == 302
    assert ana.is_in()
    assert not thief.is_in()


def test_a_sign_out_holds_in_the_browser_though_it_cannot_be_kept(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    app = deployed(tmp_path, clock)
    visitor = Visitor(app)
    visitor.signs_in()
    (tmp_path / "signed-out").write_text("", encoding="utf-8")
    visitor.post("/console/signout")
    assert not visitor.is_in()
    assert "a sign-out holds in that browser alone" in caplog.text


def test_signing_out_twice_is_no_fault(ana: Visitor) -> None:
    ana.post("/console/signout")
    assert ana.post("/console/signout").location == "/console/signin"


@pytest.mark.parametrize("users", [(("ana", hashed_password("another one now")),), HASHES[1:]], ids=["changed", "gone"])
def test_a_changed_password_and_a_name_taken_out_end_it(
    tmp_path: Path, clock: Clock, users: tuple[tuple[str, str], ...]
) -> None:
    visitor = Visitor(deployed(tmp_path, clock))
    visitor.signs_in()
    visitor.web.application = deployed(tmp_path, clock, users=users)
    assert not visitor.is_in()


def test_a_new_secret_keeps_who_is_in_until_the_old_one_is_taken_out(tmp_path: Path, clock: Clock) -> None:
    visitor = Visitor(deployed(tmp_path, clock))
    visitor.signs_in()
    old_page = visitor.token()
    visitor.web.application = deployed(tmp_path, clock, secrets=("n" * 64, SECRET))
    assert visitor.is_in()
    assert visitor.post(token=old_page).status_code == 400, "a page from before is opened again"
    assert visitor.post().status_code == 404
    left = Visitor(visitor.web.application)
    left.web.set_cookie("hotline", "x", path="/console", domain="line.example")
    visitor.web.application = deployed(tmp_path, clock, secrets=("n" * 64,))
    visitor.get()
    assert not Visitor(visitor.web.application).is_in()


def test_a_secret_that_is_gone_ends_it(tmp_path: Path, clock: Clock) -> None:
    visitor = Visitor(deployed(tmp_path, clock))
    visitor.signs_in()
    visitor.web.application = deployed(tmp_path, clock, secrets=("n" * 64,))
    assert not visitor.is_in()


def test_what_was_sent_after_the_end_is_told_and_not_lost_in_a_redirect(ana: Visitor, clock: Clock) -> None:
    token = ana.token()
    clock.now += IDLE + 1
    answer = ana.post("/console/desk/approve", token=token)
    assert answer.status_code == 403
    assert "You are not signed in any more" in answer.text
    assert ana.get("/console/nowhere", Sec_Fetch_Dest="empty").status_code == 403, "a script is told as well"
    assert ana.get("/console/nowhere", Sec_Fetch_Dest="document").status_code == 302


# The cookie


def test_the_cookie_is_for_the_console_over_https_and_for_no_script(app: Flask) -> None:
    cookie = Visitor(app).get("/console/signin").headers["Set-Cookie"]
    assert cookie.startswith("hotline=")
    attributes = {part.strip() for part in cookie.split(";")[1:]}
    assert attributes == {"Secure", "HttpOnly", "Path=/console", "SameSite=Lax"}


def test_a_cookie_of_a_trial_works_without_https(tmp_path: Path, clock: Clock) -> None:
    trial = deployed(tmp_path, clock, dev=True, public_url="https://line.example/with/a/path")
    cookie = Visitor(trial, host="127.0.0.1:8080").get("/console/signin?lang=es").headers["Set-Cookie"]
    assert "Secure" not in cookie
    assert "Path=/console;" in cookie


def test_what_stays_as_it_is_sets_no_cookie(app: Flask, ana: Visitor) -> None:
    assert "Set-Cookie" not in ana.get().headers
    assert "Set-Cookie" not in ana.get("/console/static/frame.css").headers
    assert "Set-Cookie" not in Visitor(app).get("/console/static/frame.css").headers
    assert "Set-Cookie" not in ana.get("/healthz").headers


@pytest.mark.parametrize("kept", ["/our/line", ""], ids=["the proxy keeps the path", "the proxy takes it off"])
def test_a_public_address_with_a_path_of_its_own(tmp_path: Path, clock: Clock, kept: str) -> None:
    visitor = Visitor(deployed(tmp_path, clock, public_url="https://line.example/our/line"))
    page = visitor.get(f"{kept}/console/signin")
    assert 'href="/our/line/console/static/frame.css"' in page.text
    assert "Path=/our/line/console;" in page.headers["Set-Cookie"]
    assert visitor.get(f"{kept}/console").location == "/our/line/console/signin"
    assert visitor.get(f"{kept}/console/static/frame.css").status_code == 200


# Proxies


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Flask:
    state = tmp_path_factory.mktemp("state")
    return deployed(state, clock, users=(), header="X-Forwarded-User", proxies=(PROXY, "10.0.0.0/8", "2001:db8::/32"))


def test_the_proxy_s_header_lets_in(proxied: Flask) -> None:
    for address in (PROXY, "10.1.2.3", "::ffff:192.0.2.10", "2001:db8::7"):
        page = Visitor(proxied, address).get(X_Forwarded_User="ana@clinic.example")
        assert page.status_code == 404
        assert "Signed in as ana@clinic.example" in page.text
        assert "Sign out" not in page.text, "that is the proxy's to do"


def test_the_header_counts_only_from_the_proxy_and_each_time(proxied: Flask) -> None:
    assert Visitor(proxied, "192.0.2.11").get(X_Forwarded_User="ana").status_code == 302
    assert Visitor(proxied, "").get(X_Forwarded_User="ana", X_Forwarded_For=PROXY).status_code == 302
    visitor = Visitor(proxied, PROXY)
    assert visitor.get(X_Forwarded_User="ana").status_code == 404
    assert not visitor.is_in()


@pytest.mark.parametrize("name", ["", " ", "ana,root", "ana\x7f", "ana\u202eroot".encode().decode("latin-1"), "\xff"])
def test_a_header_that_names_nobody_or_two_lets_nobody_in(proxied: Flask, name: str) -> None:
    answer = Visitor(proxied, PROXY).get(X_Forwarded_User=name)
    assert answer.status_code == (404 if name == "\xff" else 302)


def test_a_name_in_the_header_is_shown_as_it_is_written(proxied: Flask) -> None:
    page = Visitor(proxied, PROXY).get(X_Forwarded_User="Peña <b>".encode().decode("latin-1"))
    assert "Signed in as Peña &lt;b&gt;" in page.text


def test_without_the_setting_the_header_is_nothing(app: Flask) -> None:
    assert Visitor(app, PROXY).get(X_Forwarded_User="ana", Remote_User="ana").status_code == 302


# Guessing passwords


def test_a_thousand_wrong_passwords_are_slowed_down_and_nobody_else_is(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    real = passwords_module.check_password_hash
    monkeypatch.setattr(
        passwords_module, "check_password_hash", lambda known, guess: (looked.append(guess), real(known, guess))[1]
    )
    guesser = Visitor(app)
    token = guesser.token()
    answers = [
        guesser.post("/console/signin", {"name": "ana", "password": f"guess {n}"}, token=token) for n in range(1000)
    ]
    assert [answer.status_code for answer in answers] == [403] * FREE + [429] * (1000 - FREE)
    assert len(looked) == FREE
    assert answers[-1].headers["Retry-After"] == "1"
    assert guesser.signs_in().status_code == 429, "nor may they try the right one yet"
    assert Visitor(app).signs_in().status_code == 302
    clock.now += 1
    assert guesser.signs_in("ana", "guess again").status_code == 403
    assert guesser.signs_in().headers["Retry-After"] == "2"
    clock.now += 2
    assert guesser.signs_in().status_code == 302
    assert "Wait" not in Visitor(app, guesser.address).signs_in("ana", "wrong again").text


def test_waits_double_up_to_a_quarter_of_an_hour_and_are_forgotten_after_an_hour() -> None:
    clock = Clock()
    tries, waits = Tries(clock), []
    for _ in range(40):
        tries.failed("a")
        waits.append(tries.wait("a"))
        clock.now += waits[-1]
    assert waits[:9] == [0, 0, 0, 0, 1, 2, 4, 8, 16]
    assert waits[14:] == [900] * 26
    clock.now += 3600
    tries.failed("a")
    assert tries.wait("a") == 0


def test_tries_from_everywhere_fill_no_memory_and_lock_nobody_out() -> None:
    tries = Tries(Clock())
    for number in range(3 * ORIGINS):
        tries.failed(f"botnet {number}")
    assert len(tries) == ORIGINS
    assert tries.wait("somebody else") == 0


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ("203.0.113.9", True),
        ("1.2.3.4, 203.0.113.9", True),  # the visitor made the first one up
        ("203.0.113.9, 10.9.9.9", True),  # through two proxies
        ("203.0.113.10", False),
        ("", False),
    ],
)
def test_behind_a_proxy_each_visitor_waits_alone(tmp_path: Path, clock: Clock, told: str, waits: bool) -> None:
    app = deployed(tmp_path, clock, proxies=(PROXY, "10.0.0.0/8"))
    for _ in range(FREE):
        form = {"name": "ana", "password": "wrong"}
        Visitor(app, PROXY).post("/console/signin", form, X_Forwarded_For="203.0.113.9")
    form = {"name": "ana", "password": PASSWORDS["ana"]}
    answer = Visitor(app, PROXY).post("/console/signin", form, X_Forwarded_For=told)
    assert answer.status_code == (429 if waits else 302)


def test_a_network_of_new_addresses_is_one_visitor(app: Flask) -> None:
    for number in range(FREE):
        Visitor(app, f"2001:db8:1:2::{number}").signs_in("ana", "wrong")
    assert Visitor(app, "2001:db8:1:2:ffff::1").signs_in().status_code == 429
    assert Visitor(app, "2001:db8:1:3::1").signs_in().status_code == 302


def test_many_sign_ins_at_once_wait_their_turn_and_the_rest_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts and calls have the processor meanwhile: one password is hashed at a time."""
    hashing, go_on, at_once, most = Event(), Event(), 0, 0

    def slow(known: str, guess: str) -> bool:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        hashing.set()
        assert go_on.wait(30)
        at_once -= 1
        return False

    monkeypatch.setattr(passwords_module, "check_password_hash", slow)
    tried = Passwords(dict(HASHES), Clock())
    found = []
    crowd = [Thread(target=lambda n=n: found.append(tried.attempt(f"{n}", "ana", "x"))) for n in range(50)]
    crowd[0].start()
    assert hashing.wait(30)
    for thread in crowd[1:]:
        thread.start()
    while len(found) < len(crowd) - WAITING - 1:
        crowd[-1].join(0.01)
    assert all(outcome.busy for outcome in found)
    go_on.set()
    for thread in crowd:
        thread.join(30)
    assert most == 1
    assert sum(not outcome.busy for outcome in found) == WAITING + 1


def test_a_text_is_answered_while_a_password_is_looked_at(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = Carrier(LINES / "kitchen-sink", tmp_path)
    carrier.app = deployed(tmp_path, clock)
    carrier.web = carrier.app.test_client()
    hashing, go_on = Event(), Event()
    monkeypatch.setattr(passwords_module, "check_password_hash", lambda *_: (hashing.set(), go_on.wait(30), False)[-1])
    thread = Thread(target=Visitor(carrier.app).signs_in)
    thread.start()
    assert hashing.wait(30)
    carrier.texter().sends("oven").gets_place("oven")
    go_on.set()
    thread.join(30)


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


# No console at all


def test_where_nobody_can_sign_in_there_is_no_console(tmp_path: Path, clock: Clock) -> None:
    visitor = Visitor(deployed(tmp_path, clock, users=()))
    for path in ("/console", "/console/signin", "/console/static/frame.css", "/"):
        assert visitor.get(path).status_code == 404


def test_without_the_extra_there_is_no_console_and_the_line_answers(tmp_path: Path) -> None:
    asked = f"""
import sys, logging
sys.modules["flask_wtf"] = None
logging.basicConfig(level="WARNING", stream=sys.stdout)
from pathlib import Path
from hotline.app import create_app
from hotline.settings import Settings
settings = Settings(dev=True, state=Path({str(tmp_path)!r}), line=Path({str(LINES / "kitchen-sink")!r}),
    secrets=({SECRET!r},), store="memory:", allow_drafts=True)
web = create_app(settings).test_client()
print(web.get("/console").status_code, web.get("/").status_code, web.get("/healthz").status_code)
"""
    done = subprocess.run([sys.executable, "-c", asked], cwd=SHIPPED, capture_output=True, text=True, timeout=60)
    assert "404 404 200" in done.stdout, done.stderr
    assert 'install "hotline[console]"' in done.stdout


def test_every_setting_of_the_console_is_given_to_it(tmp_path: Path, clock: Clock) -> None:
    assert TOKEN  # the deployment of these tests takes signed webhooks
    assert Visitor(deployed(tmp_path, clock, editing=False)).get("/console/signin").status_code == 200
