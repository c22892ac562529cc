"""``hotline backup``: a copy of what the line keeps, while it goes on answering."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import click

from hotline.errors import HotlineError
from hotline.settings import read_settings_anyhow
from hotline.store import open_store
from hotline.store.backup import back_up, dump_command


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
def backup(dest: Path) -> None:
    """Write a copy of the store to the new file DEST.

    SQLite is copied as it is at one moment. PostgreSQL is copied by its own pg_dump, where that is installed.
    """
    url = read_settings_anyhow(os.environ).store_url
    open_store(url).close()  # what is wrong with the address is said now
    if dest.exists():
        raise HotlineError(f"{dest} is there already; give another name")
    if url.startswith("sqlite:///"):
        size = back_up(Path(url.removeprefix("sqlite:///")), dest)
        click.echo(f"{dest}: {size} bytes, sound")
    elif url.startswith("postgresql:"):
        _dump(url, dest)
    else:
        raise HotlineError("HOTLINE_STORE is memory:, and what is only in memory cannot be copied")


def _dump(url: str, dest: Path) -> None:
    command, secret = dump_command(url, dest)
    shown = shlex.join(command)
    if shutil.which(command[0]) is None:
        raise HotlineError(f"pg_dump is missing; on Debian: apt-get install postgresql-client. Then run\n{shown}")
    os.umask(0o077)
    done = subprocess.run(command, env={**os.environ, **secret}, stderr=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        dest.unlink(missing_ok=True)
        raise HotlineError(f"pg_dump failed; to see why, run\n{shown}")  # what it says may hold the password
    click.echo(f"{dest}: {dest.stat().st_size} bytes; pg_restore reads it")
