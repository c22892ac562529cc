"""A connection to a SQLite file: made, opened and asked so that whatever goes wrong is a StoreError."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from hotline.errors import StoreError
from hotline.store.schema import bring_up_to_date

RETRY = 0.01  # seconds
BUSY = 20  # milliseconds that SQLite itself waits for a lock: it looks ever more rarely, so we ask again

_REASONS = {  # the beginning of SQLite's name for it, and what somebody can do about it
    "SQLITE_BUSY": "is locked by another process for too long",
    "SQLITE_CANTOPEN": "cannot be opened; it should be a file in a directory that this user may write",
    "SQLITE_CORRUPT": "is damaged; move it away or put a backup in its place",
    "SQLITE_FULL": "has no room left; free some of the disk",
    "SQLITE_IOERR": "cannot be read or written; look at the disk",
    "SQLITE_NOTADB": "is no database of ours; move it away or put a backup in its place",
    "SQLITE_READONLY": "cannot be written by this user",
}
_FAULTS = (sqlite3.Error, OSError, ValueError, OverflowError)


class Connection:
    """An open store file, for one thread at a time. After a fault it is good for nothing but to be closed."""

    def __init__(self, path: Path, wait: float) -> None:
        self._path = path
        self._name = str(path)
        self._wait = wait
        self._spent = False
        self._durable: bool | None = None  # as it was said last
        try:
            _make_file(path)
            self._db = _opened(path, wait)
            self._file = _which(self._name)
        except _FAULTS as fault:
            raise _store_error(path, fault) from None

    def ask(self, sql: str, values: tuple[str | int, ...] = ()) -> list[Any]:
        """The rows that a statement gives."""
        # after a fault SQLite may have ended the transaction: what came now would be kept without the rest
        if self._spent:
            raise StoreError(f"the store {self._path} failed earlier in this turn")
        try:
            return self._db.execute(sql, values).fetchall()
        except _FAULTS as fault:
            self._spent = True
            raise _store_error(self._path, fault) from None

    def ask_many(self, sql: str, rows: Sequence[tuple[str | int, ...]]) -> None:
        """Give a statement these rows of values, one after the other."""
        if self._spent:
            raise StoreError(f"the store {self._path} failed earlier in this turn")
        try:
            self._db.executemany(sql, rows)
        except _FAULTS as fault:
            self._spent = True
            raise _store_error(self._path, fault) from None

    def begin(self, *, durable: bool = False) -> None:
        """Become the one writer, as soon as no other process is it. What is durable waits for the disk."""
        if durable != self._durable:
            self.ask(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable
        until = time.monotonic() + self._wait
        while True:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                return
            except _FAULTS as fault:
                if isinstance(fault, sqlite3.Error) and _is_busy(fault) and time.monotonic() < until:
                    continue
                self._spent = True
                raise _store_error(self._path, fault) from None

    def change(self, sql: str, values: tuple[str | int, ...] = ()) -> int:
        """How many rows a statement changed."""
        self.ask(sql, values)
        changed: int = self.ask("SELECT changes()")[0][0]
        return changed

    def roll_back(self) -> None:
        """Take back what was written since BEGIN; where even that fails, closing the connection does it."""
        try:
            self._db.execute("ROLLBACK")
        except sqlite3.Error:
            self._spent = True

    @property
    def failed(self) -> bool:
        """Whether anything failed."""
        return self._spent

    def is_there(self) -> bool:
        """Whether the file that was opened is still the one at its path."""
        try:
            return self._file == _which(self._name)
        except OSError:
            return False

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._db.close()


def _store_error(path: Path, fault: Exception) -> StoreError:
    """What to tell of a fault. It replaces the fault, which may quote what was being written."""
    if isinstance(fault, OSError):
        return StoreError(f"the store {path} cannot be made: {fault.strerror}")
    name = getattr(fault, "sqlite_errorname", type(fault).__name__)
    reason = next((text for start, text in _REASONS.items() if name.startswith(start)), "failed")
    return StoreError(f"the store {path} {reason} ({name})")


def _which(path: str) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_dev, found.st_ino


def _make_file(path: Path) -> None:
    """Make the file where there is none, for this user alone. Its -wal and -shm take on the same mode."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Made beside it and linked: to close a file that another thread has open as a database would drop that
    # thread's locks (sqlite.org/howtocorrupt.html, 2.2), and a name that exists by now is left as it is.
    handle, draft = tempfile.mkstemp(prefix=path.name, dir=path.parent)  # mode 0600
    os.close(handle)
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)


def _opened(path: Path, wait: float) -> sqlite3.Connection:
    # not always the same thread uses it
    db = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA secure_delete = ON")
        _write_ahead(db, wait)
        bring_up_to_date(db)
        db.execute(f"PRAGMA busy_timeout = {BUSY}")
    except BaseException:
        db.close()
        raise
    return db


def _write_ahead(db: sqlite3.Connection, wait: float) -> None:
    """Turn write-ahead logging on. SQLite does not wait for others who are doing the same, so we do."""
    for left in range(int(wait / RETRY), -1, -1):
        try:
            if db.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as fault:
            if not left or not _is_busy(fault):
                raise
        time.sleep(RETRY)


def _is_busy(fault: sqlite3.Error) -> bool:
    return getattr(fault, "sqlite_errorname", "").startswith("SQLITE_BUSY")
