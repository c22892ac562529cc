"""A console that runs on this machine and is looked at in a browser, for tests and for the pictures in docs/."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_FILE_PATH
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from werkzeug.serving import WSGIRequestHandler, make_server

from hotline.app import create_app
from hotline.console.frame import PAGES
from hotline.settings import Settings
from tests.browser import HOST
from tests.driver import SECRET, Clock

THERE = tuple(page for page in PAGES if find_spec(f"hotline.console.{page}") is not None)
AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
ALL = {"rules": {"target-size": {"enabled": True}}}  # that one is off by itself
SHAPE = {"rules": {**ALL["rules"], "color-contrast": {"enabled": False}}}
COLOUR = {"runOnly": ["color-contrast"]}
LIKE_ABOVE = "li:nth-child(n + 6), tr:nth-child(n + 6)"  # of a long list the rest looks like its beginning
PATIENCE = 10_000  # milliseconds


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@dataclass(frozen=True)
class Running:
    """A console that answers at ``address``.

    app     what answers; its line and store are in ``app.extensions["hotline"]``
    folder  the copy of the line that it reads, and under editing changes
    state   its state directory
    clock   its clock, which a test turns by hand
    """

    address: str
    app: Flask
    folder: Path
    state: Path
    clock: Clock


@contextmanager
def running(line: Path, place: Path, **more: Any) -> Iterator[Running]:
    """The console of a copy of a line, as a trial that may edit; ``more`` are other settings than those.

    ``place`` is an empty directory for the copy and the state.
    """
    folder, state, clock = place / "line", place / "state", Clock()
    for part in ("menus", "content"):
        shutil.copytree(line / part, folder / part)
    state.mkdir()
    given = {"dev": True, "allow_drafts": True, "editing": True, "secrets": (SECRET,), "store": "memory:", **more}
    with ExitStack() as ends:
        server = make_server(HOST, 0, _not_yet, threaded=True, request_handler=Quiet)
        ends.callback(server.server_close)
        address = f"http://{HOST}:{server.server_port}"
        if not given["dev"]:
            given.setdefault("public_url", address)
        app = create_app(Settings(state=state, line=folder, **given), clock=clock)
        server.app = _whole(app)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        ends.callback(thread.join, 10)
        ends.callback(server.shutdown)
        yield Running(address, app, folder, state, clock)


def _whole(app: Flask) -> Callable[..., list[bytes]]:
    """Answers at once: a browser that goes away meanwhile would leave the server with an open file."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        with closing(app(environ, start_response)) as parts:  # type: ignore[type-var]
            return [b"".join(parts)]

    return answer


def _not_yet(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answers until the application is made, which wants to know the port first."""
    start_response("503 Service Unavailable", [])
    return []


class Looks:
    """Opens pages of a console, and listens to what goes wrong in them.

    problems  errors in the browser's console, errors of scripts, requests to another host; a test that is after one
              of them takes it out
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.problems: list[str] = []
        self._browser = browser
        self._ends = ExitStack()

    def __call__(
        self, path: str, *, width: int = 1280, lang: str = "en", dark: bool = False, status: int = 200, **more: Any
    ) -> Page:
        """The page at a path like ``/console/map``, loaded. ``more`` goes to Playwright's ``new_context``."""
        context = self._browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 800},
            locale=f"{lang}-US",
            timezone_id="UTC",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **more,
        )
        self._ends.callback(context.close)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if status < 400:
            self._listen(page)
        response = page.goto(path)
        assert response is not None
        assert response.status == status, (path, response.status)
        if status >= 400:
            self._listen(page)  # only now: the browser complains of the status itself
        return page

    def close(self) -> None:
        """Close every page, and complain of what went wrong in them."""
        self._ends.close()
        assert self.problems == []

    def _listen(self, page: Page) -> None:
        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.problems.append(f"console: {message.text}")

        def asked(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.address:
                self.problems.append(f"asked for {request.url}")

        page.context.on("console", said)
        page.context.on("weberror", lambda error: self.problems.append(f"script: {error.error}"))
        page.context.on("request", asked)


def looked_over(page: Page, rules: dict[str, Any] = ALL, without: str = "") -> list[str]:
    """What axe-core finds wrong with a page, but for what is ``without``: the rule, then where and why.

    Contrast is by far its slowest rule: seconds on a page of 2,000 elements. It is put in over the debugger's way in,
    so the page's own policy on scripts stands as it is.
    """
    looked_at = {"include": [["html"]], "exclude": [[without]] if without else []}
    options = {"resultTypes": ["violations"], "preload": False, **rules}
    asked = f"{AXE};axe.run({json.dumps(looked_at)}, {json.dumps(options)}).then(found => found.violations)"
    debugger = page.context.new_cdp_session(page)
    told = debugger.send("Runtime.evaluate", {"expression": asked, "awaitPromise": True, "returnByValue": True})
    debugger.detach()
    assert "exceptionDetails" not in told, told["exceptionDetails"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in told["result"]["value"]
        for node in rule["nodes"]
    ]
