"""A PostgreSQL server of the bench's own, with its disk's promises kept, on the core of the load generator.

So the line's own core carries the line alone, as where the database is another machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from bench.processes import cpu
from bench.speed.running import GENERATOR

if TYPE_CHECKING:
    from tests.postgres import Server

SETTINGS = {"fsync": "on", "shared_buffers": "'512MB'", "max_wal_size": "'2GB'"}


class NoDatabase(Exception):
    """PostgreSQL is not installed here."""


class Database:
    """The server; ``cpu`` is what it has spent, with the processes that have ended."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def new(self) -> str:
        """The address of a new empty database."""
        return self._server.database()

    def ask(self, url: str, statement: str) -> list[tuple[object, ...]]:
        """What a statement gives in a database."""
        return self._server.ask(url, statement)

    def cpu(self) -> float:
        """CPU seconds of all its processes."""
        return cpu(self._server.processes()[0])


@contextmanager
def database() -> Iterator[Database]:
    """The server for as long as it is used."""
    if not (any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or which("initdb")):
        raise NoDatabase("PostgreSQL is missing; on Debian: apt-get install postgresql")
    from tests.postgres import serving  # it needs psycopg, which not every machine has

    with serving() as server:
        for name, value in SETTINGS.items():
            server.ask("postgres", f"ALTER SYSTEM SET {name} = {value}")
        server.stop()
        server.start()
        _pin(server)
        yield Database(server)


def _pin(server: Server) -> None:
    for process in server.processes():
        os.sched_setaffinity(process, {GENERATOR})
