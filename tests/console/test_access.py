"""Who gets into the console and for how long, what their cookie is, and where there is no console."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from hotline.console.access import IDLE, LONGEST
from hotline.console.passwords import hashed_password
from tests.console.visitor import HASHES, PASSWORDS, Visitor, deployed
from tests.driver import LINES, SECRET, SHIPPED, Clock

PROXY = "192.0.2.10"


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


def test_a_new_secret_beside_the_old_one_keeps_who_is_in(tmp_path: Path, clock: Clock) -> None:
    visitor = Visitor(deployed(tmp_path, clock))
    visitor.signs_in()
    old_page = visitor.token()
    visitor.web.application = deployed(tmp_path, clock, secrets=("n" * 64, SECRET))
    assert visitor.is_in()
    assert visitor.post(token=old_page).status_code == 400, "a page from before is opened again"
    assert visitor.post().status_code == 404


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
