"""Puts the console into the application: its pages, who may see them, its cookies."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as AnyResponse

from hotline.console import print
from hotline.console.access import LONGEST, Ways, address_of, admitted, begin, end, proves
from hotline.console.frame import Console, frame, said
from hotline.console.headers import guard
from hotline.console.tries import Tries

log = logging.getLogger("hotline")

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
OPEN = frozenset({"console.static", "console.signin"})  # what is seen before a sign-in
Answer = Response | AnyResponse | str | tuple[str, int]


def install(app: Flask, console: Console, ways: Ways, secrets: Sequence[str]) -> None:
    """Mount ``/console``. ``secrets`` sign its cookies, newest first."""
    keys = [hmac.digest(secret.encode(), b"hotline console", hashlib.sha256) for secret in secrets]
    parts = urlsplit(console.public)
    app.config.update(
        SECRET_KEY=keys[0],
        SECRET_KEY_FALLBACKS=keys[1:],
        SESSION_COOKIE_NAME="hotline",
        SESSION_COOKIE_PATH=f"{parts.path}/console",
        SESSION_COOKIE_SECURE=not console.dev,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=LONGEST,
        WTF_CSRF_CHECK_DEFAULT=False,  # the carrier's webhooks are signed instead
        WTF_CSRF_TIME_LIMIT=None,  # a token is good as long as its session
    )
    csrf = CSRFProtect(app)
    pages = Blueprint("console", __name__, url_prefix="/console", template_folder="templates", static_folder="static")
    guard(pages)
    frame(pages, console)
    _admit(pages, console, ways, csrf)
    _sign_in(pages, console, ways)
    print.add(pages, console)
    _go_wrong(pages)
    app.register_blueprint(pages)
    if console.dev:
        app.add_url_rule("/", "start", lambda: redirect(url_for("console.start")))


def _admit(pages: Blueprint, console: Console, ways: Ways, csrf: CSRFProtect) -> None:
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(console.public))

    @pages.before_request
    def admit() -> Answer | None:
        """Let in who is signed in; whatever changes something must come from a page of ours."""
        if console.dev and request.host not in LOCAL and request.host.rpartition(":")[0] not in LOCAL:
            return Response(status=403)
        g.who = said()("frame.trial") if console.dev else admitted(request, session, ways, console.clock())
        if not g.who and request.endpoint not in OPEN:
            return redirect(url_for("console.signin"))
        if request.method == "POST":
            if not console.dev and request.headers.get("Origin", origin) != origin:
                return Response(status=403)
            csrf.protect()
        return None

    @pages.get("")
    def start() -> Answer:
        """A trial begins with the phone; an operator with the desk."""
        return redirect(url_for("console.phone" if console.dev else "console.desk"))


def _sign_in(pages: Blueprint, console: Console, ways: Ways) -> None:
    tries = Tries(console.clock)

    @pages.route("/signin", methods=["GET", "POST"])
    def signin() -> Answer:
        """Ask for a name and a password, and for neither twice in a moment after several wrong ones."""
        if g.who:
            return redirect(url_for("console.start"))
        address, wrong, wait = address_of(request, ways), False, 0
        if request.method == "POST":
            wait = tries.wait(address)
            name = request.form.get("name", "")
            if not wait and proves(ways, name, request.form.get("password", "")):
                tries.passed(address)
                begin(session, ways, name, console.clock())
                return redirect(url_for("console.start"))
            if not wait:
                tries.failed(address)
                log.warning("console: a sign-in was refused")
            wrong = not wait
        status = 429 if wait else 403 if wrong else 200
        return render_template("signin.html", wrong=wrong, wait=wait), status

    @pages.post("/signout")
    def signout() -> Answer:
        end(session)
        return redirect(url_for("console.signin"))


def _go_wrong(pages: Blueprint) -> None:
    @pages.route("/<path:elsewhere>")
    def nowhere(elsewhere: str) -> Answer:
        raise NotFound

    @pages.errorhandler(HTTPException)
    def told(error: HTTPException) -> Answer:
        """What went wrong as a page with a way back."""
        code = error.code or 500
        kind = "expired" if isinstance(error, CSRFError) else str(code) if code in (404, 413) else "other"
        return render_template("wrong.html", kind=kind), code
