"""Who changed what by the console: a line of JSON for each change, in ``console.jsonl`` in the state directory.

Rule 1: a line holds a time, a name, what was done and where; never words, neither the line's nor anybody's.
Rule 2: a change that cannot be noted is told of in the log, and has happened all the same.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from hotline.console.frame import Console

log = logging.getLogger("hotline")

FILE = "console.jsonl"
SHOWN = 200
LONGEST = 80  # characters of a name or a word
ROW = 4096  # bytes that a line has at most


@dataclass(frozen=True, slots=True)
class Noted:
    """One change. ``at`` is in seconds since 1970; ``what`` is a word for it, and behind that a role."""

    at: int
    who: str
    what: str
    lang: str = ""
    place: str = ""


def note(console: Console, who: str, what: str, *, lang: str = "", place: str = "") -> None:
    """Write a change down. A disk that is full or a directory that is read-only is logged; nothing is raised."""
    noted = Noted(int(console.clock()), *(text[:LONGEST] for text in (who, what, lang, place)))
    row = json.dumps(asdict(noted), ensure_ascii=False).encode("utf-8", "replace")
    try:
        console.state.mkdir(parents=True, exist_ok=True)
        _append(console.state / FILE, row + b"\n")
    except OSError as error:
        log.warning("console: a change could not be noted: %s", error.strerror)


def latest(console: Console) -> list[Noted]:
    """The latest changes, the last one first. A line that a crash cut off is left out."""
    try:
        with (console.state / FILE).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - SHOWN * ROW))
            rows = [row for row in file.read().splitlines() if row][-SHOWN:]
    except OSError:
        return []
    return [noted for row in reversed(rows) if (noted := _read(row)) is not None]


def _append(path: Path, row: bytes) -> None:
    """Add a row by one write, so that two processes never mix theirs; below a row that was cut off, not behind it.

    One that is just being written by somebody else may look cut off: then an empty line stands between the two.
    """
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(file).st_size
        cut = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        whole = b"\n" * cut + row
        if os.write(file, whole) < len(whole):
            log.warning("console: a change could not be noted: the disk is full")
    finally:
        os.close(file)


def _read(row: bytes) -> Noted | None:
    try:
        noted = Noted(**json.loads(row))
        return Noted(int(noted.at), *map(str, (noted.who, noted.what, noted.lang, noted.place)))
    except (ValueError, TypeError):
        return None
