"""Who approved and changed what: a line of JSON for each, in ``console.jsonl`` in the state directory.

A line names who is signed in at the console, a place and a role. It never holds words that somebody typed.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import asdict, dataclass

from hotline.console.frame import Console

FILE = "console.jsonl"
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Noted:
    """One change. ``at`` is in seconds since 1970; ``what`` is a word for it, and behind that a role."""

    at: int
    who: str
    what: str
    lang: str = ""
    place: str = ""


def note(console: Console, who: str, what: str, *, lang: str = "", place: str = "") -> None:
    """Write a change down; an ``OSError`` where that cannot be."""
    line = json.dumps(asdict(Noted(int(console.clock()), who, what, lang, place)), ensure_ascii=False)
    console.state.mkdir(parents=True, exist_ok=True)
    with (console.state / FILE).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")  # one write of under 4 kB at the end: lines of two workers do not mix


def latest(console: Console) -> list[Noted]:
    """The latest changes, the last one first. A line that a crash cut off is left out."""
    try:
        with (console.state / FILE).open(encoding="utf-8", errors="replace") as file:
            lines = deque(file, maxlen=SHOWN)
    except OSError:
        return []
    return [noted for line in reversed(lines) if (noted := _read(line)) is not None]


def _read(line: str) -> Noted | None:
    try:
        return Noted(**json.loads(line))
    except (ValueError, TypeError):
        return None
