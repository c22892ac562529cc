"""Makes the web application out of settings."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from hotline.current import Current
from hotline.events import listen
from hotline.folders import find_line
from hotline.metrics import FILES
from hotline.outbox import Outbox, Sender
from hotline.rescue import log_fault
from hotline.settings import Settings, no_key, read_settings
from hotline.store import Consents, Journal, Store, keep_up, open_store
from hotline.switchboard import Switchboard
from hotline.watch import Watch
from hotline.web import FIELDS, LARGEST, Desk, Door, Paths, Signatures, make_audio, make_health, make_webhooks

log = logging.getLogger("hotline")


def create_app(settings: Settings | None = None, *, clock: Callable[[], float] = time, sends: bool = False) -> Flask:
    """The application; its settings come from the environment where none are given.

    ``sends``: something sees to the outbox, so callers are offered texts.
    """
    settings = settings or read_settings(os.environ)
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST, MAX_FORM_PARTS=FIELDS)
    app.url_map.merge_slashes = False
    current = Current(find_line(settings.line), settings.state, allow_drafts=settings.allow_drafts)
    if current.served is not None and (missing := no_key(settings, current.served.line.platform)):
        log.error("%s; every webhook is refused", missing)
    store = open_store(settings.store_url)
    signatures = None if settings.dev else Signatures(settings.public_url, settings.tokens, settings.signing_keys)
    consents = Consents(store, Journal(settings.state / "consent.journal"))
    board = Switchboard(store, settings.secrets, consents, sends=sends)
    desk = Desk(current, board, signatures, clock)
    app.register_blueprint(make_webhooks(desk))
    app.register_blueprint(make_audio(current))
    app.register_blueprint(make_health(current, store, signed=signatures is not None))
    app.register_error_handler(HTTPException, _bare)
    app.register_error_handler(Exception, _broken)
    _open_console(app, settings, current, store, clock)
    if settings.dev:
        app.before_request(current.refresh)
    way: Any = app.wsgi_app if settings.dev else Door(app.wsgi_app, desk)  # a trial looks at the files at every request
    way = Paths(way, signatures.prefix if signatures else "")
    app.wsgi_app = way  # type: ignore[method-assign]
    app.extensions["hotline"] = {"current": current, "store": store, "board": board}
    return app


def create_worker() -> Flask:
    """The application of one worker of ``hotline serve``: it watches the line's files, and reads them at a SIGHUP.

    Where there is an account to send from, it sees to the outbox as well.
    """
    settings = read_settings(os.environ)
    address = settings.metrics_address if FILES in os.environ else None
    if address:
        _count()
    app = create_app(settings, sends=settings.sends)
    served = app.extensions["hotline"]["current"].served
    if served is not None:
        served.index.ready()  # the first misspelt text would wait for it
    if address:
        _tell_figures(address, app.extensions["hotline"]["store"])
    watch = Watch(app.extensions["hotline"]["current"])
    watch.start()
    signal.signal(signal.SIGHUP, lambda *_: watch.wake())
    keep_up(app.extensions["hotline"]["board"].consents, time)
    if settings.sends:
        _send(settings, **app.extensions["hotline"])
    return app


def _send(settings: Settings, current: Current, store: Store, board: Switchboard) -> None:
    """Start the thread that sees to the outbox. Twilio's client takes 18 MB, so it is loaded only where it is used."""
    from hotline.outbox.rest import Rest

    sender = Sender(
        store,
        lambda: current.served,
        Rest(settings.account, settings.tokens, settings.api),
        settings.secrets,
        clock=time,
        status_url=f"{settings.public_url}/sms/status" if settings.public_url else "",
        settle=board.consents.settle,
    )
    outbox = Outbox(sender)
    board.on_send = outbox.wake
    outbox.start()


def _count() -> None:
    """Count what happens in this worker, from the reading of the line on."""
    from hotline.metrics.meters import Meters

    listen(Meters())


def _tell_figures(address: tuple[str, int], store: Store) -> None:
    """Have the figures of all workers told, by this one or by another one."""
    from hotline.metrics.teller import Teller, register_all

    Teller(address, register_all(Path(os.environ[FILES]), store)).start()


def _open_console(app: Flask, settings: Settings, current: Current, store: Store, clock: Callable[[], float]) -> None:
    """The operator's pages: in a trial for everybody on this machine, else where there is a way to sign in."""
    if not (settings.dev or settings.users or settings.header):
        return
    try:
        from hotline.console import Console, Ways, install
    except ImportError as error:
        log.warning('the console is off: %s is not installed; install "hotline[console]"', error.name)
        return
    ways = Ways(dict(settings.users), settings.header, settings.proxies)
    public = "" if settings.dev else settings.public_url
    console = Console(current, store, settings.state, public, settings.editing, settings.dev, clock)
    install(app, console, ways, settings.secrets)


def _broken(error: Exception) -> Response:
    """A fault outside the webhooks, told as theirs are: its message and its traceback may hold what a person said."""
    log_fault(error)
    return Response(status=500)


def _bare(error: HTTPException) -> Response:
    """An error as its status alone: a page would be read out or sent as a text."""
    return Response(status=error.code or 500)
