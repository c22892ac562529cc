"""``hotline doctor``: what would keep this deployment from answering, each with what to do about it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import click

from hotline.check import Report, drafts, examine
from hotline.cli.line import folder_of, line_argument
from hotline.cli.machine import Finding, machine
from hotline.cli.outbox import ends
from hotline.cli.outside import carrier, public
from hotline.current import TOLD
from hotline.errors import HotlineError, SettingsError
from hotline.fitness import last_good, unfit
from hotline.loader import recall
from hotline.outbox import CHANNEL, GAVE_UP, shown_number
from hotline.served import Served
from hotline.settings import Settings, no_key, read_settings, read_settings_anyhow
from hotline.store import open_store, secret_id, unusual

DAYS = 7  # for which texts that were given up are told
LATE = 5 * 60  # seconds after which a text that waits is told


@click.command()
@line_argument
@click.option("--offline", is_flag=True, help="Ask neither Twilio nor the public address.")
def doctor(folder: Path | None, *, offline: bool) -> None:
    """Look at the settings, the line and the store of this deployment, at its public address and at Twilio."""
    fine = True
    for good, finding in _findings(folder, offline=offline):
        click.echo(f"{'ok   ' if good else 'WRONG'} {finding}")
        fine = fine and good
    sys.exit(0 if fine else 1)


def _findings(folder: Path | None, *, offline: bool) -> Iterator[Finding]:
    try:
        settings = read_settings(os.environ)
        yield True, "every needed setting is there"
    except SettingsError as error:
        yield from ((False, problem) for problem in error.problems)
        settings = read_settings_anyhow(os.environ)
    if settings.dev and os.environ.get("HOTLINE_DEV"):
        yield False, "HOTLINE_DEV is set: signatures are off and drafts are served; unset it for real people"
    root = folder_of(folder or settings.line)
    report = examine(root)
    yield from _line(report, settings)
    yield from machine(settings)
    yield _store(settings)
    yield _account(settings)
    yield from _outbox(settings)
    yield from _secrets(settings)
    yield from _console(root, settings)
    if not offline:
        yield from public(settings)
        yield from carrier(settings, report.line)


def _line(report: Report, settings: Settings) -> Iterator[Finding]:
    """What the files are like, what is kept, and which of them ``hotline serve`` answers from."""
    wrong = unfit(report, allow_drafts=settings.allow_drafts)
    if report.line is None:
        yield False, f"the line has {len(wrong)} errors; run `hotline check`"
        yield from ((False, problem) for problem in wrong[:TOLD])
    else:
        yield True, f"the line is whole: {len(report.line.places)} places, version {report.version}"
        unsigned_platform = no_key(settings, report.line.platform)
        if unsigned_platform:
            yield False, f"{unsigned_platform}; every webhook would be refused"
        unsigned = len(drafts(report.line))
        if wrong:
            yield False, f"{unsigned} places have words that no reviewer has signed; `hotline serve` refuses them"
        elif unsigned:
            yield False, f"{unsigned} places are drafts and drafts are allowed: for trials only"
    kept = last_good(settings.state, allow_drafts=settings.allow_drafts)
    yield _kept(settings, kept)
    if not wrong:
        yield True, f"served: the files, version {report.version}"
    elif kept is not None:
        yield False, f"served: the last good line, version {kept.version}, until the files are mended"
    else:
        yield False, "served: nothing; `hotline serve` does not start until the files are mended"


def _kept(settings: Settings, kept: Served | None) -> Finding:
    if kept is not None:
        return True, f"last good line: line-{kept.version}"
    if recall(settings.state) is not None:
        return False, "the last good line is not fit to serve any more; `hotline serve` keeps the next good one"
    return True, "no last good line is kept yet; `hotline serve` keeps one"


def _store(settings: Settings) -> Finding:
    kind = settings.store_url.partition(":")[0]
    try:
        store = open_store(settings.store_url)
        store.waiting()  # which may take the time to connect; a turn that begins may not
        store.ping()
        store.close()
    except HotlineError as error:
        return False, f"the {kind} store does not answer: {error}"
    return True, f"the {kind} store answers"


def _account(settings: Settings) -> Finding:
    """Without an account the line answers all the same; it only sends nothing after a call."""
    if settings.sends:
        return True, "callers can get a topic as a text"
    missing = [] if settings.account else ["TWILIO_ACCOUNT_SID"]
    missing += [] if settings.tokens else ["TWILIO_AUTH_TOKEN"]
    lacking = " and ".join(missing) or "HOTLINE_TWILIO_API (a trial sends to a stand-in only)"
    return True, f"callers are not offered a topic as a text; for that set {lacking}"


def _outbox(settings: Settings) -> Iterator[Finding]:
    """Texts that wait too long or were given up, and countries that far too many came from."""
    if settings.store_url.startswith("memory:"):
        return
    now = time.time()
    try:
        with closing(open_store(settings.store_url)) as store:
            (waiting, oldest), ended = store.waiting(), ends(store, DAYS, now)[CHANNEL]
            countries = unusual(store, int(now))
    except HotlineError:
        return  # told already
    if waiting and now - oldest > LATE:
        minutes = int(now - oldest) // 60
        yield False, f"{waiting} texts that callers asked for wait, the oldest for {minutes} minutes; is Twilio down?"
    if ended[GAVE_UP]:
        number = shown_number(ended[GAVE_UP])
        yield False, f"{number} texts that callers asked for were given up in {DAYS} days; see `hotline outbox`"
    for one in countries:
        usual = shown_number(round(one.usual))
        yield False, f"{one.texts} texts came from {one.code} today, usual are {usual}: see docs/guide/abuse.md"


def _secrets(settings: Settings) -> Iterator[Finding]:
    """Opt-outs that nobody can find any more, for the secret that made them is gone."""
    if settings.store_url.startswith("memory:") or not settings.secrets:
        return
    try:
        with closing(open_store(settings.store_url)) as store:
            stopped = store.stopped_under()
    except HotlineError:
        return  # told already
    lost = sum(number for made_by, number in stopped.items() if made_by not in map(secret_id, settings.secrets))
    if lost:
        yield False, f"{shown_number(lost)} opt-outs are by a secret that HOTLINE_SECRET has no more; put it at its end"


def _console(root: Path, settings: Settings) -> Iterator[Finding]:
    """Who can sign in to the console, and what they could not do there."""
    if not settings.users and not settings.header:
        yield True, "there is no console: nobody can sign in; see HOTLINE_CONSOLE_USERS"
        return
    if find_spec("flask_wtf") is None or find_spec("segno") is None:
        yield False, 'the console is off: install "hotline[console]"'
        return
    ways = [f"{len(settings.users)} people by password"] if settings.users else []
    ways += [f"whom a proxy names in {settings.header}"] if settings.header else []
    yield True, f"the console lets in {' and '.join(ways)}"
    if settings.users and not settings.proxies:
        yield True, "wrong passwords from anywhere slow everybody behind the same proxy: set HOTLINE_CONSOLE_PROXIES"
    folders = [folder for folder in (root / "menus", root / "content") if not os.access(folder, os.W_OK)]
    if settings.editing and folders:
        yield False, f"HOTLINE_EDIT is set, and {folders[0]} cannot be written to by this user"
