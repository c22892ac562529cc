"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Table:
    """A heading, what stands under it, rows of cells, and notes on what was left out."""

    title: str
    heads: Sequence[str]
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """One more row."""
        self.rows.append(list(cells))

    def text(self) -> str:
        """The table as it is printed."""
        lines = [f"## {self.title}", "", _row(self.heads), _row(["---"] * len(self.heads))]
        lines += [_row(cells) for cells in self.rows]
        for note in self.notes:
            lines += ["", note]
        return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def number(value: float, digits: int = 0) -> str:
    """A number as people read it."""
    return f"{value:,.{digits}f}"


def spread(values: Sequence[float], digits: int = 0) -> str:
    """The median, with the lowest and the highest in brackets."""
    if len(values) == 1:
        return number(values[0], digits)
    low, high = number(min(values), digits), number(max(values), digits)
    return f"{number(median(values), digits)} ({low} to {high})"
