"""Who changed what by the console: one line for each change, in ``console.jsonl`` of the state directory.

Rule 1: a note holds a time, a name, what was done and where; never words, neither the line's nor anybody's.
Rule 2: a note that cannot be written is logged, and what it is about has happened all the same.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from hotline.console.frame import Console

log = logging.getLogger("hotline")

FILE = "console.jsonl"
LONGEST = 80  # characters of each part
ROW = 4096  # bytes that a note has at most
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Note:
    """One change.

    time   UTC, like "2026-11-23T12:00:00Z"
    who    the name of who was signed in
    what   what was done, in one of the console's own words, like "approved"
    place  the id of the place, "" where it is about none
    lang   the language's code, "" where it is about all
    """

    time: str
    who: str
    what: str
    place: str = ""
    lang: str = ""


def note(console: Console, who: str, what: str, *, lang: str = "", place: str = "") -> None:
    """Write down a change that was made; never raises for a disk that is full or a directory that is read-only."""
    time = datetime.fromtimestamp(int(console.clock()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    row = {name: value[:LONGEST] for name, value in asdict(Note(time, who, what, place, lang)).items()}
    try:
        console.state.mkdir(parents=True, exist_ok=True)
        _append(console.state / FILE, json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        log.warning("console: a change could not be noted: %s", error.strerror)


def latest(console: Console, count: int = SHOWN) -> tuple[Note, ...]:
    """The last changes, newest first; rows that are no notes are left out."""
    try:
        with (console.state / FILE).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - count * ROW))
            rows = file.read().splitlines()[-count:]
    except OSError:
        return ()
    return tuple(found for row in reversed(rows) if (found := _read(row)) is not None)


def _append(path: Path, row: bytes) -> None:
    """Add a row with one write, so that two processes never mix theirs; after a torn row on a line of its own."""
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(file).st_size
        torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        whole = b"\n" * torn + row
        if os.write(file, whole) < len(whole):
            log.warning("console: a change could not be noted: the disk is full")
    finally:
        os.close(file)


def _read(row: bytes) -> Note | None:
    try:
        found = json.loads(row)
        return Note(**{name: str(found[name]) for name in Note.__slots__})
    except (ValueError, TypeError, KeyError):
        return None
