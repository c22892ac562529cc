"""Puts the console into the application: its pages, who may see them, its cookies."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Forbidden, HTTPException, NotFound
from werkzeug.wrappers import Response as AnyResponse

from hotline.console import desk, phone, signin, stats
from hotline.console.access import LONGEST, Door, Ways
from hotline.console.examiner import Examiner
from hotline.console.frame import Console, frame, pages_there, said
from hotline.console.headers import guard
from hotline.console.map import add as add_map
from hotline.console.passwords import Passwords
from hotline.console.print import add as add_print
from hotline.rescue import log_fault

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
OPEN = frozenset({"console.static", "console.signin", "console.signout"})  # what needs no sign-in
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # methods that change nothing
USUAL_PORT = {"https": ":443", "http": ":80"}
Answer = Response | AnyResponse | str | tuple[str, int]


class Ended(Forbidden):
    """Something was sent, and nobody is signed in any more."""


class Elsewhere(Forbidden):
    """Something was sent from a page at another address than the console's, which its description is."""


KINDS: dict[type[HTTPException], str] = {CSRFError: "expired", Ended: "ended", Elsewhere: "elsewhere"}


def install(app: Flask, console: Console, ways: Ways, secrets: Sequence[str]) -> None:
    """Mount ``/console``. ``secrets`` sign its cookies, newest first."""
    keys = [hmac.digest(secret.encode(), b"hotline console", hashlib.sha256) for secret in secrets]
    app.config.update(
        SECRET_KEY=keys[0],
        SECRET_KEY_FALLBACKS=keys[1:],
        SESSION_COOKIE_NAME="hotline",
        SESSION_COOKIE_PATH=f"{urlsplit(console.public).path}/console",
        SESSION_COOKIE_SECURE=not console.dev,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LONGEST,
        WTF_CSRF_CHECK_DEFAULT=False,  # the carrier's webhooks are signed instead
        WTF_CSRF_TIME_LIMIT=None,  # a token is good as long as its session
    )
    csrf = CSRFProtect(app)
    pages = Blueprint("console", __name__, url_prefix="/console", template_folder="templates", static_folder="static")
    guard(app, "/console")
    frame(pages, console)
    door = Door(ways, console.state, console.clock)
    _admit(pages, console, door, csrf)
    signin.add(pages, door, Passwords(ways.users, console.clock))
    phone.add(pages, console)
    examiner = Examiner(console.current.root, console.today)
    add_map(pages, console, examiner)
    stats.add(pages, console)
    desk.add(pages, console, examiner)
    add_print(pages, console)
    _go_wrong(pages)
    app.register_blueprint(pages)
    if console.dev:
        app.add_url_rule("/", "start", lambda: redirect(url_for("console.start")))


def _admit(pages: Blueprint, console: Console, door: Door, csrf: CSRFProtect) -> None:
    @pages.before_request
    def admit() -> Answer | None:
        """Let in who is signed in; whatever changes something must come from a page of ours."""
        if console.dev and request.host not in LOCAL and request.host.rpartition(":")[0] not in LOCAL:
            return Response(status=403)  # a name of somebody else's that leads to this machine
        if request.endpoint == "console.static":
            return None
        g.named = said()("frame.trial") if console.dev else door.named(request)
        g.who = g.named or door.remembered(session)
        if request.method not in SAFE and request.headers.get("Origin", own := own_origin(console)) != own:
            raise Elsewhere(f"{own}{url_for('console.start')}")
        if not g.who and request.endpoint not in OPEN:
            return _to_sign_in()
        csrf.protect()
        return None

    @pages.get("")
    def start() -> Answer:
        """A trial begins with the phone; an operator with the desk."""
        return redirect(url_for("console.phone" if console.dev else "console.desk"))


def _to_sign_in() -> Answer:
    """Send a person to the sign-in; tell a script, and who sent something, that nobody is signed in any more."""
    if request.method not in SAFE or request.headers.get("Sec-Fetch-Dest", "document") != "document":
        raise Ended
    page = (request.endpoint or "").rpartition(".")[2]
    if page in pages_there():
        session["asked"] = page
    return redirect(url_for("console.signin"))


def own_origin(console: Console) -> str:
    """The origin of the console's own pages, as a browser writes it."""
    parts = urlsplit(f"http://{request.host}" if console.dev else console.public)
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(USUAL_PORT.get(parts.scheme, ''))}"


def _go_wrong(pages: Blueprint) -> None:
    @pages.route("/<path:elsewhere>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def nowhere(elsewhere: str) -> Answer:
        raise NotFound

    @pages.errorhandler(HTTPException)
    def told(error: HTTPException) -> Answer:
        """What went wrong as a page with a way back."""
        code = error.code or 500
        kind = KINDS.get(type(error)) or (str(code) if code in (404, 413) else "other")
        return render_template("wrong.html", kind=kind, address=error.description), code

    @pages.errorhandler(Exception)
    def fault(error: Exception) -> Answer:
        """A fault of ours; its message may hold what somebody typed, so only its kind is logged."""
        log_fault(error)
        return render_template("wrong.html", kind="other", address=""), 500
