"""Connections to PostgreSQL: pooled, with an end to every wait, and so that whatever goes wrong is a StoreError.

Rule 1: what the server or its library says is never passed on. It may quote what was being written, or the address
with its password.
Rule 2: the limit is kept on our side. A server that hangs keeps none of its own, and a connection that is being made
waits for 2 seconds at least: so all are made by the pool's own threads, and whoever waits for one waits for as long as
they want to.
Rule 3: after a fault a connection is closed. The pool makes another one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import DataError, LockNotAvailable
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from hotline.errors import StoreError, StoreRefusal
from hotline.store.postgres_schema import bring_up_to_date

for _name in ("psycopg", "psycopg.pool"):  # rule 1: what they log quotes the server
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False

RV = TypeVar("RV")

FAULTS = (psycopg.Error, ValueError)  # ValueError: what cannot be written in UTF-8
CONNECTIONS = 8  # a process: two dozen processes fit into what a server allows as it is shipped, 100 less 3
KEPT = 2  # of them while nobody asks
CONNECT = 2  # seconds that the pool waits for a server
AGAIN = 0.5  # seconds after which the pool tries once more, before it waits until somebody asks
SETTING_UP = 30.0  # seconds for the steps of a new version, in the pool's own thread
_MASKED = "this connection could not be made"

_REASONS = {  # the beginning of SQLSTATE, and what somebody can do about it
    "08": "cannot be reached; is it running, and is the address right?",
    "25006": "is read-only: a standby, or an administrator made it so",
    "28": "does not let this user in; look at user and password in HOTLINE_STORE",
    "3D": "has no such database; make it with createdb",
    "42501": "does not allow this user to do that; it should own the tables",
    "53100": "has no room left; free some of the disk",
    "53300": "has too many connections; raise max_connections or run fewer workers",
    "57P": "is starting or shutting down",
}
_OUT_OF_REACH = "08"
_UNTOLD = {  # who is not let in at all is given no SQLSTATE, only a sentence
    "authentication failed": "28P01",
    "no pg_hba.conf entry": "28000",
    "no password supplied": "28P01",
    "does not exist": "3D000",
    "too many clients": "53300",
    "the database system is": "57P03",
}


class Link(psycopg.Connection[TupleRow]):
    """A connection for one thread at a time. ``patience`` is how many seconds may still be spent waiting for it."""

    patience = SETTING_UP

    @classmethod
    def connect(cls, conninfo: str = "", *, told: Callable[[str], None], **more: Any) -> Link:  # type: ignore[override]
        """A new connection; ``told`` hears what is wrong where none can be made."""
        try:
            link = super().connect(conninfo, **more)
        except psycopg.Error as fault:
            told(why(fault))
            raise psycopg.OperationalError(_MASKED) from None
        return link

    def send_all(self, statements: str, values: Sequence[Any]) -> psycopg.ClientCursor[TupleRow]:
        """Send statements with a ; between them as one message; what the last one gives.

        The library writes the values into them, as it must where there are several.
        """
        cursor = psycopg.ClientCursor(self)
        cursor.execute(statements, values)
        while cursor.nextset():
            pass
        return cursor

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """What is waited for, or an error when patience is at its end."""
        began = monotonic()
        try:
            return super().wait(gen, interval, timeout=max(self.patience, 0.0) if timeout is None else timeout)
        finally:
            self.patience -= monotonic() - began


def why(fault: BaseException) -> str:
    """What is wrong, in words of ours."""
    state = getattr(fault, "sqlstate", None) or ""
    if not state and isinstance(fault, psycopg.OperationalError):
        state = next((known for words, known in _UNTOLD.items() if words in str(fault)), _OUT_OF_REACH)
    reason = next((text for start, text in _REASONS.items() if state.startswith(start)), "failed")
    return f"the PostgreSQL store {reason} ({state or type(fault).__name__})"


def store_error(fault: Exception, *, late: bool) -> StoreError:
    """What to tell of a fault; ``late`` where patience was at its end."""
    if isinstance(fault, LockNotAvailable):
        return StoreRefusal("another turn of the same person holds the PostgreSQL store's lock for too long")
    if isinstance(fault, DataError | ValueError):
        return StoreRefusal(f"the PostgreSQL store cannot keep that ({type(fault).__name__})")
    return StoreError("the PostgreSQL store does not answer in time" if late else why(fault))


class Pool:
    """The connections of one process."""

    def __init__(self, url: str) -> None:
        self._wrong = ""  # why the last connection could not be made
        self._pool = ConnectionPool(
            url,
            connection_class=Link,
            kwargs={"autocommit": True, "connect_timeout": CONNECT, "told": self._note},
            configure=self._set_up,
            min_size=KEPT,
            max_size=CONNECTIONS,
            reconnect_timeout=AGAIN,
            num_workers=2,
            open=True,
        )

    def take(self, seconds: float) -> Link:
        """A connection within so many seconds; its patience is what is left of them."""
        until = monotonic() + seconds
        try:
            link: Link = self._pool.getconn(timeout=seconds)
        except PoolTimeout:
            raise StoreError(self._wrong or "the PostgreSQL store does not answer in time") from None
        except PoolClosed:
            raise StoreError("the PostgreSQL store was closed") from None
        link.patience = until - monotonic()
        return link

    def give_back(self, link: Link, *, spoiled: bool) -> None:
        """Let others have the connection, or close it."""
        if spoiled:
            link.close()
        self._pool.putconn(link)

    def close(self) -> None:
        """Close the connections that nobody is using, the others when they are given back."""
        self._pool.close(timeout=CONNECT)

    def _note(self, wrong: str) -> None:
        self._wrong = wrong

    def _set_up(self, link: Link) -> None:
        try:
            bring_up_to_date(link)
        except psycopg.Error as fault:
            self._wrong = why(fault)
            link.close()
            raise psycopg.OperationalError(_MASKED) from None
        self._wrong = ""
