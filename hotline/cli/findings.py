"""What ``hotline check`` tells beside the problems when asked: measures, the parity proof, the carrier's queue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import click

from hotline.rehearsal import Reach, as_rows, as_table, reach
from hotline.served import Served
from hotline.workbench.figures import rows, table
from hotline.workbench.load import Sender, compare
from hotline.workbench.measure import Measure, measure


class Asked(NamedTuple):
    """What was asked for. ``load`` is texts a minute; ``lang`` narrows the measures and the proof to one language."""

    measured: bool
    reached: bool
    lang: str | None
    load: float | None
    sender: Sender

    @property
    def anything(self) -> bool:
        """Something was asked for."""
        return self.measured or self.reached or self.load is not None


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found; nothing where it was not asked for."""

    measures: list[Measure] | None = None
    walked: Reach | None = None
    waits: list[str] | None = None

    @property
    def missing(self) -> bool:
        """The proof was asked for, and something is not reached."""
        return self.walked is not None and bool(self.walked.missing)

    def texts(self) -> Iterator[str]:
        """Each as text to read."""
        if self.measures is not None:
            yield table(self.measures)
        if self.walked is not None:
            yield as_table(self.walked)
        if self.waits is not None:
            yield "\n".join(self.waits)

    def named(self) -> dict[str, Any]:
        """Each by its name, for JSON."""
        found: dict[str, Any] = {}
        if self.measures is not None:
            found["measures"] = rows(self.measures)
        if self.walked is not None:
            found |= {"reach": as_rows(self.walked), "missing": list(self.walked.missing)}
        if self.waits is not None:
            found["load"] = self.waits
        return found


def find(served: Served, asked: Asked) -> Findings:
    """All that was asked for."""
    line, book, lang = served.line, served.book, asked.lang
    if lang is not None and lang not in line.languages:
        raise click.UsageError(f'"{lang}" is no language of this line; it has {", ".join(line.languages)}')
    measures = [one for one in measure(line, book, line.prices) if lang in (None, one.lang)] if asked.measured else None
    waits = compare(line, book, asked.load, asked.sender) if asked.load is not None else None
    return Findings(measures, _walked(served, lang) if asked.reached else None, waits)


def _walked(served: Served, lang: str | None) -> Reach:
    found = reach(served)
    if lang is None:
        return found
    missing = (sentence for sentence in found.missing if sentence.startswith(f"{lang}: "))
    return Reach(tuple(row for row in found.rows if row.lang == lang), tuple(missing))
