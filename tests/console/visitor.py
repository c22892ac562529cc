"""Somebody at a browser who goes to the console of a deployment, without a browser: what they send, what comes back."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from hotline.app import create_app
from hotline.settings import Settings
from tests.driver import LINES, PUBLIC, SECRET, TOKEN, Clock

PASSWORDS = {"ana": "correct horse battery", "ben": "staple for the ñandú"}
CHEAP = "scrypt:1024:8:1"  # a hash that takes no time; what a real one takes is not what is tested
HASHES = tuple((name, generate_password_hash(password, CHEAP)) for name, password in PASSWORDS.items())

_strangers = count(1)


def deployed(state: Path, clock: Clock, **more: Any) -> Flask:
    """The kitchen-sink line as a deployment for real people, which ana and ben may sign in to."""
    given = {
        "public_url": PUBLIC,
        "tokens": (TOKEN,),
        "secrets": (SECRET,),
        "store": "memory:",
        "users": HASHES,
        **more,
    }
    return create_app(Settings(state=state, line=LINES / "kitchen-sink", allow_drafts=True, **given), clock=clock)


class Visitor:
    """One browser; each is at an address of its own where none is given."""

    def __init__(self, app: Flask, address: str = "", *, host: str = "line.example") -> None:
        number = next(_strangers)
        self.address = address or f"198.51.{number // 256}.{number % 256}"
        self.web = app.test_client()
        self._host = host

    def get(self, path: str = "/console/nowhere", *, method: str = "GET", **headers: str) -> TestResponse:
        """Ask for a page. Nobody's guess is right about ``/console/nowhere``: 404 to who is in, 302 to who is not."""
        return self._ask(path, method, headers)

    def post(
        self,
        path: str = "/console/nowhere",
        form: dict[str, str] | None = None,
        *,
        token: str | None = None,
        **more: str,
    ) -> TestResponse:
        """Send a form with the token of a page seen before, or another one; ``more`` are headers."""
        fields = {"csrf_token": self.token() if token is None else token, **(form or {})}
        return self._ask(path, "POST", {"Origin": PUBLIC, **more}, data=fields)

    def token(self) -> str:
        """The token in a page."""
        page = self.get("/console/signin")
        if page.status_code == 302:
            page = self.get()
        found = re.search(r'name="csrf-token" content="([^"]+)"', page.text)
        assert found is not None, page.text
        return found.group(1)

    def signs_in(self, name: str = "ana", password: str = "") -> TestResponse:
        """Send the form of the sign-in; with the right password where none is given."""
        return self.post("/console/signin", {"name": name, "password": password or PASSWORDS[name]})

    def is_in(self) -> bool:
        """Whether the console lets them in."""
        status = self.get().status_code
        assert status in (302, 404), status
        return status == 404

    def _ask(self, path: str, method: str, headers: dict[str, str], **more: Any) -> TestResponse:
        plain, _, query = path.partition("?")  # a test client takes "//console" for a host, so it is told the parts
        return self.web.open(
            "/",
            method=method,
            base_url="http://line.example",
            query_string=query,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            environ_overrides={"REMOTE_ADDR": self.address, "HTTP_HOST": self._host, "PATH_INFO": plain},
            buffered=True,
            **more,
        )
