"""``hotline store``: where sessions, opt-outs and counts are kept, and how to move them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from hotline.errors import HotlineError, SettingsError
from hotline.settings import read_settings_anyhow

NAMES = {
    "session": "people's places",
    "reply": "answers, in case a message comes again",
    "opt_out": "opt-outs",
    "count": "counts",
    "unmet": "texts not understood",
    "outbox": "texts that wait to be sent",
}


@click.group()
def store() -> None:
    """Move what the line keeps."""


@store.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="[TO]", required=False)
@click.option("--outbox", is_flag=True, help="Nobody answers from FROM any more: move the texts that wait there.")
def copy(source: str, target: str | None, outbox: bool) -> None:
    """Copy a SQLite store into PostgreSQL, while the line answers.

    FROM is sqlite:///path, TO is postgresql://...; left out, TO is HOTLINE_STORE, so that no password stands in the
    list of processes. Done again, it brings over what has changed.
    """
    url = target or read_settings_anyhow(os.environ).store_url
    path = source.removeprefix("sqlite:///")
    if path == source or not path or not url.startswith("postgresql:"):
        raise SettingsError(("it copies from sqlite:///path to postgresql://user:password@host:5432/database only",))
    try:
        from hotline.store import copying
    except ImportError:
        raise HotlineError('PostgreSQL is not installed; install "hotline[postgres]"') from None
    for done in copying.copy(Path(path), url, int(time.time()), outbox=outbox):
        click.echo(f"{NAMES[done.table]}: {done.found} in the file, {done.written} new or newer in PostgreSQL")
