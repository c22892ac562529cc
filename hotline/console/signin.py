"""The pages where people sign in and out."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from hotline.console.access import Door
from hotline.console.frame import pages_there
from hotline.console.passwords import Outcome, Passwords
from hotline.events import Refused, tell

log = logging.getLogger("hotline")

AGAIN = 10  # seconds after which somebody is asked to come again when too many sign in at once


def add(pages: Blueprint, door: Door, passwords: Passwords) -> None:
    """Add both pages."""

    @pages.route("/signin", methods=["GET", "POST"])
    def signin() -> Response | AnyResponse | tuple[str, int, dict[str, str]]:
        """Ask for a name and a password; then on to the page that was asked for."""
        if g.who:
            return redirect(url_for("console.start"))
        if request.method != "POST":
            return _ask(Outcome(), 200)
        name = request.form.get("name", "").strip()
        found = passwords.attempt(door.origin(request), name, request.form.get("password", ""))
        if not found.right:
            tell(Refused("sign-in"))
            log.warning("console: a sign-in was refused")
            return _ask(found, 503 if found.busy else 429 if found.wait else 403)
        asked = session.get("asked", "")
        door.begin(session, name)
        return redirect(url_for(f"console.{asked if asked in pages_there() else 'start'}"))

    @pages.post("/signout")
    def signout() -> AnyResponse:
        door.end(session)
        return redirect(url_for("console.signin"))


def _ask(found: Outcome, status: int) -> tuple[str, int, dict[str, str]]:
    wait = AGAIN if found.busy else found.wait
    kind = {503: "busy", 429: "wait", 403: "wrong"}.get(status, "")
    page = render_template("signin.html", kind=kind, wait=wait)
    return page, status, {"Retry-After": str(wait)} if wait else {}
