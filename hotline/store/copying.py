"""Copies a line's SQLite store into PostgreSQL, while it answers from either.

Rule 1: it can be done again. What has not changed since the last copy is left as PostgreSQL has it, so that what
people did there meanwhile stands; what has is brought up to date.
Rule 2: every opt-out is there afterwards, or nothing is copied. One is lifted only where the person themselves did
that: in PostgreSQL, or in the file at a later turn than the last copy.
Rule 3: copied counts stand beside those that PostgreSQL has itself, and are replaced by the next copy.
Rule 4: texts that wait are moved, not copied, and only when told to: nobody may send one twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from hotline.errors import StoreError
from hotline.store.postgres_link import FAULTS, Link, Pool, why
from hotline.store.sqlite import SqliteStore

SLACK = 60  # seconds: a turn may be written later than its time
PATIENCE = 3600.0  # seconds for all of it
CONNECT = 10.0  # seconds
TABLES = {  # the columns that are copied
    "session": "key, kept, body",
    "reply": "key, kept, digest, turn",
    "opt_out": "key, answered, changed",
    "count": "day, channel, lang, place, outcome, n, units",
    "unmet": "mark, day, channel, lang, words",
}
OUTBOX = "key, call, place, lang, made, due, tries, holder"
_FAULTS = (sqlite3.Error, OSError)

MERGES: tuple[tuple[str, str], ...] = (  # table, and what is done; %(since)s is when the last copy began, or 0
    ("", "DELETE FROM session s WHERE copied AND NOT EXISTS (SELECT FROM file_session f WHERE f.key = s.key)"),
    (
        "session",
        "INSERT INTO session (key, kept, day, body, copied)"
        " SELECT key, kept, kept / 86400, body, true FROM file_session WHERE kept >= %(since)s"
        " ON CONFLICT (key) DO UPDATE SET kept = excluded.kept, day = excluded.day, body = excluded.body, copied = true"
        " WHERE session.kept < excluded.kept",
    ),
    (
        "reply",
        "INSERT INTO reply (key, kept, digest, turn) SELECT key, kept, digest, turn FROM file_reply"
        " WHERE kept >= %(since)s ON CONFLICT (key) DO NOTHING",
    ),
    (
        "",  # who opted in, in the file, since the last copy
        "DELETE FROM opt_out o WHERE copied AND NOT EXISTS (SELECT FROM file_opt_out f WHERE f.key = o.key)"
        " AND EXISTS (SELECT FROM file_session f WHERE f.key = o.key AND f.kept >= %(since)s)",
    ),
    (
        "opt_out",
        "INSERT INTO opt_out (key, answered, changed, copied) SELECT key, answered <> 0, changed, true"
        " FROM file_opt_out ON CONFLICT (key) DO NOTHING",
    ),
    ("", "DELETE FROM count WHERE slot = -1"),
    (
        "count",
        "INSERT INTO count (day, channel, lang, place, outcome, slot, n, units)"
        " SELECT day, channel, lang, place, outcome, -1, n, units FROM file_count",
    ),
    ("", "DELETE FROM unmet u WHERE copied AND NOT EXISTS (SELECT FROM file_unmet f WHERE f.mark = u.mark)"),
    (
        "unmet",
        "INSERT INTO unmet (mark, day, channel, lang, words, copied) SELECT mark, day, channel, lang, words, true"
        " FROM file_unmet WHERE day >= to_char(to_timestamp(%(since)s) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
        " ON CONFLICT (mark) DO NOTHING",
    ),
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What was done with a table: the rows of the file, and those that are new or newer in PostgreSQL."""

    table: str
    found: int
    written: int


def copy(path: Path, url: str, now: int, *, outbox: bool = False) -> list[Copied]:
    """Bring PostgreSQL up to what the file holds. ``outbox``: nobody answers from the file any more; move its texts.

    Raises ``StoreError`` where one of the two is not there; then nothing was copied.
    """
    if not path.is_file():
        raise StoreError(f"there is no store at {path}")
    with closing(SqliteStore(path)) as store:
        store.ping()  # the tables of the present version
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as file, _linked(url) as link:
            file.execute("BEGIN")  # one moment of it, whoever writes meanwhile
            done = _copied(file, link, now)
            file.execute("COMMIT")
            return [*done, _moved(file, link)] if outbox else done
    except _FAULTS as fault:
        raise StoreError(f"the store {path} cannot be read ({type(fault).__name__})") from None


@contextmanager
def _linked(url: str) -> Iterator[Link]:
    pool = Pool(url)
    try:
        link = pool.take(CONNECT)
        try:
            link.patience = PATIENCE
            yield link
        except FAULTS as fault:
            raise StoreError(why(fault)) from None
        finally:
            pool.give_back(link, spoiled=True)
    finally:
        pool.close()


def _copied(file: sqlite3.Connection, link: Link, now: int) -> list[Copied]:
    with link.transaction():
        # one copy at a time; turns go on
        link.execute("LOCK TABLE copy IN EXCLUSIVE MODE")
        found = {table: _take_in(file, link, table) for table in TABLES}
        since = _number(link, "SELECT coalesce(max(until), 0) FROM copy")
        if not any(found.values()) and _number(link, f"SELECT count(*) FROM ({_COPIED}) AS copied"):
            raise StoreError("the file holds nothing, and something was copied before: it is not the same file")
        written = dict.fromkeys(TABLES, 0)
        for table, merge in MERGES:
            number = link.execute(merge, {"since": since}).rowcount
            if table:
                written[table] = number
        if _number(link, "SELECT count(*) FROM file_opt_out f WHERE NOT EXISTS (" + _THERE + ")"):
            raise StoreError("an opt-out of the file did not arrive, so nothing was copied")
        link.execute("DELETE FROM copy")
        link.execute("INSERT INTO copy (until) VALUES (%s)", (now - SLACK,))
    return [Copied(table, found[table], written[table]) for table in TABLES]


def _take_in(file: sqlite3.Connection, link: Link, table: str) -> int:
    """Lay a table of the file beside ours; the number of its rows."""
    columns, rows = TABLES[table], 0
    like = f"SELECT {columns} FROM {table} WITH NO DATA"
    if table == "opt_out":
        like = like.replace("answered", "0 AS answered")  # SQLite has numbers for truth
    link.execute(f"CREATE TEMP TABLE file_{table} ON COMMIT DROP AS {like}")
    with link.cursor().copy(f"COPY file_{table} ({columns}) FROM STDIN") as taken:
        for row in file.execute(f"SELECT {columns} FROM {table}"):
            taken.write_row(row)
            rows += 1
    link.execute(f"ANALYZE file_{table}")
    return rows


def _moved(file: sqlite3.Connection, link: Link) -> Copied:
    """Move the texts that wait: they are in PostgreSQL before they leave the file."""
    rows = file.execute(f"SELECT {OUTBOX} FROM outbox").fetchall()
    written = 0
    with link.transaction():
        for row in rows:
            into = f"INSERT INTO outbox ({OUTBOX}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
            written += link.execute(into, row).rowcount
    file.executemany("DELETE FROM outbox WHERE key = ?", [row[:1] for row in rows])
    return Copied("outbox", len(rows), written)


def _number(link: psycopg.Connection[Any], statement: str) -> int:
    found = link.execute(statement).fetchone()
    return int(found[0]) if found else 0


_COPIED = (
    "SELECT FROM session WHERE copied UNION ALL SELECT FROM opt_out WHERE copied"
    " UNION ALL SELECT FROM count WHERE slot = -1"
)
_THERE = "SELECT FROM opt_out o WHERE o.key = f.key"
