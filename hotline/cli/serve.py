"""``hotline serve``: the line on the air, under a production server."""

from __future__ import annotations

import logging
import multiprocessing
import os
import resource
import signal
import socket
import sys
from contextlib import nullcontext, suppress
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click

from hotline.check import examine, unchecked
from hotline.check.halves import both
from hotline.cli.line import folder_of, line_argument
from hotline.current import TOLD, hand_down, stamp_of
from hotline.errors import HotlineError, LineError, SettingsError
from hotline.fitness import last_good, unfit
from hotline.logs import Form, logging_settings
from hotline.memory import collector_paused, share
from hotline.metrics import shared_folder
from hotline.model import Platform
from hotline.served import Served
from hotline.settings import Settings, no_key, read_settings
from hotline.store import open_store

LOCAL = "127.0.0.1"
THREADS = 512  # a worker; one slow body holds one of them, and the server has no time limit for bodies
HEADERS = 10  # seconds in which a request's headers must have come
OPEN_FILES = 65_536
TRIAL = ".\nUnsigned words are served under --dev, or for a trial with HOTLINE_ALLOW_DRAFTS=1."
GRACE = 10  # seconds that a turn under way has when the server is told to stop; a webhook has 15


@click.command()
@line_argument
@click.option("--dev", is_flag=True, help="For trials: this machine only, no signatures, drafts served, files watched.")
@click.option("--host", default=LOCAL, show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Processes: 1 or 2 a core.  [default: 2, under --dev 1]")
def serve(folder: Path | None, dev: bool, host: str, port: int, workers: int | None) -> None:
    """Answer texts and calls."""
    line = folder_of(folder)
    os.environ["HOTLINE_LINE"] = str(line)  # the worker processes read their settings from the environment
    if dev:
        os.environ["HOTLINE_DEV"] = "1"
    settings = read_settings(os.environ)
    if settings.dev and host not in (LOCAL, "localhost", "::1"):
        raise click.UsageError("--dev has no signatures, so it listens on this machine only; leave --host out")
    _look(line, settings)
    _free(host, port)
    if settings.metrics_address:
        _can_tell_figures(*settings.metrics_address)
    open_store(settings.store_url).close()  # what is wrong with it shows once, not in every worker
    if settings.dev:
        _how_to_try(host, port)
    with shared_folder() if settings.metrics_address else nullcontext():
        _run(host, port, workers or (1 if settings.dev else 2), settings.log_form)
    sys.exit(0)


class _Seen(NamedTuple):
    """What a look at the line's files found: their version, the errors in them, and what makes them unfit to serve."""

    version: str
    platform: Platform | None
    errors: tuple[str, ...]
    unfit: tuple[str, ...]


def _look(line: Path, settings: Settings) -> None:
    """Tell what is wrong with the line, and stop where there is nothing good to serve; else keep it for the workers.

    The rules run in a copy of this process: they leave 60 MB of holes in its memory.
    """
    stamp = stamp_of(line)
    with collector_paused():
        served, seen = both(partial(_made, line), partial(_seen, line, allow_drafts=settings.allow_drafts))
    unsigned = no_key(settings, seen.platform) if seen.platform else ""
    if unsigned:
        raise SettingsError((unsigned,))
    for problem in seen.errors[:TOLD]:
        click.echo(problem, err=True)
    if seen.unfit:
        _do_without(seen, settings)
    elif served is not None and served.version == seen.version and stamp_of(line) == stamp:
        hand_down(line, stamp, served, allow_drafts=settings.allow_drafts)


def _seen(line: Path, *, allow_drafts: bool) -> _Seen:
    report = examine(line)
    platform = report.line.platform if report.line else None
    wrong = unfit(report, allow_drafts=allow_drafts)
    return _Seen(report.version, platform, tuple(map(str, report.errors)), wrong)


def _made(line: Path) -> Served | None:
    """The line in its folder, ready to be asked; nothing where it is too broken for that, which the rules tell."""
    try:
        served = unchecked(line, once=True)
        if served is not None:
            served.index.ready()
    except Exception:  # every worker reads the line itself then, and tells
        return None
    return served


def _do_without(seen: _Seen, settings: Settings) -> None:
    """Tell what is served in the place of a line that is unfit, or stop where there is nothing."""
    short = seen.unfit[0] if seen.platform else "the line has errors (`hotline check` tells all of them)"
    good = last_good(settings.state, allow_drafts=settings.allow_drafts)
    if good is not None:
        click.echo(f"{short}\nThe last good line, version {good.version}, is served until this is mended.", err=True)
    elif settings.dev:
        click.echo(f"{short}\nTexts and calls get the built-in answer until this is mended.", err=True)
    else:
        trial = TRIAL if seen.platform else ""
        raise LineError(f"{short}, and no last good line is kept; mend it and start again{trial}")


def _can_tell_figures(host: str, port: int) -> None:
    """Stop where HOTLINE_METRICS asks for what cannot be."""
    if find_spec("prometheus_client") is None:
        raise HotlineError('HOTLINE_METRICS is set and its library is not installed; install "hotline[metrics]"')
    _free(host, port, "HOTLINE_METRICS")


def _free(host: str, port: int, setting: str = "--port") -> None:
    """Stop with a plain message where the port is taken; the server's own is long."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise HotlineError(f"cannot listen on {host}:{port}: {error.strerror}; try another {setting}") from None


def _how_to_try(host: str, port: int) -> None:
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo(
        f"""
Hotline runs at {address}
FOR TRIALS ON THIS MACHINE ONLY: signatures are off, drafts are served.

Text and call it in a browser:  {address}/console
Text it in a terminal:   .venv/bin/hotline talk
Call it in a terminal:   .venv/bin/hotline talk --voice
Or as Twilio would:
  curl -d From=%2B15005550006 -d To=%2B15005550000 -d Body=hi {address}/sms
  curl -d From=%2B15005550006 -d To=%2B15005550000 -d CallSid=CA1 {address}/voice

Edit a file in menus/ or content/ and the next answer has it. Ctrl-C stops.
"""
    )


def _run(host: str, port: int, workers: int, form: Form) -> None:
    """Run the server until it is told to stop. Its settings are from docs/decisions/0001-wsgi-server.md."""
    try:
        from granian import Granian
        from granian.constants import HTTPModes, Interfaces
        from granian.http import HTTP1Settings
    except ImportError:
        raise HotlineError('the server is not installed; install "hotline[server]"') from None
    _raise_open_files()
    logging.getLogger("_granian").addFilter(_not_about_threads)
    server = Granian(
        "hotline.app:create_worker",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS * 1000),
        websockets=False,
        workers=workers,
        blocking_threads=THREADS,
        backlog=2048,
        backpressure=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,  # a worker that is told to stop while it starts never hears it
        log_dictconfig=logging_settings(form),
        log_access=False,  # addresses of calls hold the session
    )
    server.on_startup(_pass_hangups_on)
    import_module("hotline.app")  # once, and not in every worker
    share()  # a worker's own memory is 12 MB then, where it was 160
    server.serve()


def _pass_hangups_on() -> None:
    """Have a SIGHUP make every worker read the line at once; the server's own answer is docs/decisions/0005."""

    def pass_on(*_: object) -> None:
        for worker in multiprocessing.active_children():
            with suppress(OSError):  # it has just ended
                os.kill(worker.pid or 0, signal.SIGHUP)

    signal.signal(signal.SIGHUP, pass_on)


def _not_about_threads(record: logging.LogRecord) -> bool:
    """Drop the server's warning that THREADS is many: it was measured."""
    return "Python threads" not in record.getMessage()


def _raise_open_files() -> None:
    """Allow as many open connections as the system does; the usual 1,024 are fewer than a bad day's slow clients."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft < wanted:
        with suppress(ValueError, OSError):  # some systems allow fewer than they say
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
