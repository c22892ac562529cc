"""A copy of a store at one moment, while the line goes on answering."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from hotline.errors import StoreError


def back_up(path: Path, to: Path) -> int:
    """Write the SQLite store at ``path`` to a new file, for this user alone; its size in bytes.

    The copy is looked over before it takes its name. Raises ``StoreError``.
    """
    if not path.is_file():
        raise StoreError(f"there is no store at {path}")
    draft = to.with_name(f"{to.name}.part")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as fault:
        raise StoreError(f"{draft} cannot be made: {fault.strerror}") from None
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)  # in one step: in WAL mode nobody waits for it
            copy.execute("PRAGMA journal_mode = DELETE")
            (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            raise StoreError(f"the store {path} is damaged; put an older backup in its place")
        os.link(draft, to)
    except FileExistsError:
        raise StoreError(f"{to} is there already; give another name") from None
    except (sqlite3.Error, OSError) as fault:
        raise StoreError(f"the store {path} cannot be copied to {to} ({type(fault).__name__})") from None
    finally:
        with suppress(OSError):
            draft.unlink()
    return to.stat().st_size


def dump_command(url: str, to: Path) -> tuple[list[str], dict[str, str]]:
    """The ``pg_dump`` that backs a PostgreSQL store up, and what is added to its environment: the password."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    known = conninfo_to_dict(url)
    password = known.pop("password", None)
    command = ["pg_dump", "--format=custom", "--no-owner", f"--file={to}", f"--dbname={make_conninfo('', **known)}"]
    return command, {"PGPASSWORD": str(password)} if password else {}
