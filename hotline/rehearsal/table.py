"""The parity proof as a table to read, and as rows for programs."""

from __future__ import annotations

from dataclasses import asdict

from hotline.rehearsal.reach import Reach, Row

_WAYS = ("keyword", "numbers", "keys", "speech")
_HEADS = ("language", "place", *_WAYS, "back", "person")
_NONE = "none"


def as_rows(found: Reach) -> list[dict[str, str | int | bool | None]]:
    """The rows as JSON takes them: a way is a number of steps, or null where it does not lead there."""
    return [asdict(row) for row in found.rows]


def as_table(found: Reach) -> str:
    """The whole proof: how to read it, a row a place, the longest ways of each language, what is missing."""
    lines = [
        "Fewest texts (keyword, numbers), keys, or words said aloud (speech) to each place, and the ways out of it."
    ]
    lines += _aligned([_HEADS, *map(_cells, found.rows)])
    lines += [_longest(lang, found) for lang in dict.fromkeys(row.lang for row in found.rows)]
    lines += [f"missing: {sentence}" for sentence in found.missing]
    return "\n".join(lines if found.missing else [*lines, "nothing is missing"])


def _cells(row: Row) -> tuple[str, ...]:
    steps = (getattr(row, way) for way in _WAYS)
    ways = (_NONE if step is None else str(step) for step in steps)
    return (row.lang, row.place, *ways, "yes" if row.back else "no", "yes" if row.person else "no")


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _longest(lang: str, found: Reach) -> str:
    rows = [row for row in found.rows if row.lang == lang]
    most = (max((getattr(row, way) or 0 for row in rows), default=0) for way in _WAYS)
    ways = ", ".join(f"{way} {steps}" for way, steps in zip(_WAYS, most, strict=True))
    return f"{lang}: {len(rows)} places; the longest ways are {ways}"
