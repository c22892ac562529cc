"""Stores with the sessions of any number of people, written in bulk in the store's own form."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import time

import psycopg

from bench.speed.running import SECRET
from bench.speed.texts import Crowd
from hotline.model import DAY, Session
from hotline.store import identify, open_store, session_to_text


def fill(url: str, crowd: Crowd) -> int:
    """Keep a session of everybody in a crowd, who all wrote in the last twenty hours; how many bytes the store has."""
    store = open_store(url)
    store.ping()  # it makes its tables
    store.close()
    return _fill_sqlite(Path(url.removeprefix("sqlite:///")), crowd) if "sqlite" in url else _fill_postgres(url, crowd)


def _rows(crowd: Crowd) -> Iterator[tuple[str, int, int, str]]:
    now = int(time())
    session = Session("en", at=200, welcomed=True, trail=(100,), offered=(210, 220, 230, 240, 250), turn=2, in_hour=2)
    for place in range(crowd.size):
        person = identify(crowd.number(place), (SECRET,))
        assert person is not None
        kept = now - 3600 - place % (DAY - 4 * 3600)
        yield person.keys[0], kept, kept // DAY, session_to_text(replace(session, seen=kept, minute=kept, hour=kept))


def _fill_sqlite(path: Path, crowd: Crowd) -> int:
    with closing(sqlite3.connect(path)) as db:
        with db:
            db.executemany("INSERT INTO session (key, kept, day, body) VALUES (?, ?, ?, ?)", _rows(crowd))
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def _fill_postgres(url: str, crowd: Crowd) -> int:
    with psycopg.connect(url, autocommit=True) as link:
        with link.cursor().copy("COPY session (key, kept, day, body) FROM STDIN") as copy:
            for row in _rows(crowd):
                copy.write_row(row)
        link.execute("VACUUM ANALYZE session")
        found = link.execute("SELECT pg_total_relation_size('session')").fetchone()
    assert found is not None
    return int(found[0])
