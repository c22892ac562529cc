"""STOPs and STARTs on this machine's own disk, for the time when the store is away.

Rule 1: a row that the store lacks is on the disk before the person gets an answer.
Rule 2: rows are only added. Of a person the last one counts; it says whether the store has it.
Rule 3: all processes of a machine share the file. Each row is one write under a lock, with a new line before it too:
what a crash cut off is passed over, and spoils no row after it.
Rule 4: a person is their keyed hashes. No number and no word is in it.
Rule 5: beside it stand the opt-outs that a process knows, for one that begins while the store is away.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from hotline.errors import StoreRefusal


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person wants, and since when (seconds since 1970). ``kept``: the store has it."""

    keys: tuple[str, ...]
    out: bool
    at: int
    kept: bool


class Journal:
    """The file at a path. It is made at its first row."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        self._name = str(self._path)
        self._stamp: tuple[int, int, int] | None = None
        self._entries: Mapping[str, Entry] = {}
        self.missed: frozenset[str] = frozenset()  # a key of each row that the store lacks, as they were read last

    def entries(self) -> Mapping[str, Entry]:
        """The last row of every person by each of their keys, whichever process wrote it."""
        try:
            found = os.stat(self._name)
        except OSError:
            self._stamp, self._entries, self.missed = None, {}, frozenset()
            return self._entries
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
        if stamp != self._stamp:
            with suppress(OSError):
                self._entries, self._stamp = _read(self._path.read_bytes()), stamp
                self.missed = frozenset(entry.keys[0] for entry in self._entries.values() if not entry.kept)
        return self._entries

    def add(self, entry: Entry) -> None:
        """Write a row; where the store lacks it, down to the disk. Raises ``OSError``."""
        row = {"keys": entry.keys, "out": entry.out, "at": entry.at, "kept": entry.kept}
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._locked() as file:
            os.write(file, f"\n{json.dumps(row)}\n".encode())
            if not entry.kept:
                os.fsync(file)
                _sync_folder(self._path.parent)

    def empty(self, before: int) -> None:
        """Empty the file where the store has every row and all are from before this time."""
        if not self.entries():
            return
        with self._locked() as file:
            if all(entry.kept and entry.at < before for entry in _read(self._path.read_bytes()).values()):
                os.ftruncate(file, 0)

    def known(self) -> set[str]:
        """The keys of who wants no texts, as some process knew them last."""
        try:
            return {*self._path.with_suffix(".known").read_text("ascii").split()}
        except (OSError, ValueError):
            return set()

    def keep_known(self, keys: set[str]) -> None:
        """Write the keys of who wants no texts in place of those that are there. Raises ``OSError``."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file, draft = mkstemp(prefix=f"{self._path.name}-", dir=self._path.parent)
        try:
            with os.fdopen(file, "w", encoding="ascii") as kept:
                kept.write("\n".join(sorted(keys)))
            os.replace(draft, self._path.with_suffix(".known"))
        except BaseException:
            os.unlink(draft)
            raise

    @contextmanager
    def replaying(self) -> Iterator[None]:
        """The time in which nobody else writes rows to the store; a ``StoreRefusal`` where somebody does."""
        try:
            file = os.open(self._path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, 0o600)
        except OSError:  # no disk: what there is to write is in the memory of this process alone
            yield
            return
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreRefusal("another process is writing down what the store has missed") from None
            yield
        finally:
            os.close(file)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)


def _read(text: bytes) -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for line in text.splitlines():
        try:
            row = json.loads(line)
            entry = Entry(tuple(map(str, row["keys"])), bool(row["out"]), int(row["at"]), bool(row["kept"]))
        except (ValueError, TypeError, KeyError):  # an empty line, or half of one
            continue
        entries |= dict.fromkeys(entry.keys, entry)
    return entries


def _sync_folder(folder: Path) -> None:
    """A new file is on the disk once its folder is."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
