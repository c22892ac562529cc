"""Where the places of a line stand in its files: their areas, and which problems stand at which place.

Rule 1: an area is a file of ``menus/``; it is called after the first place in it.
Rule 2: a problem is a place's where it stands in that place's entry of ``menus/`` or ``content/``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from hotline.loader import Mark, Problem, Written


@dataclass(frozen=True, slots=True)
class Area:
    """The places of one file, by their ids, in the order in which they are written."""

    name: str
    file: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """The files of a line as written."""

    written: Written

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Every area, in the order in which the files are read."""
        files: dict[str, list[str]] = {}
        for place in self.written.places.values():
            files.setdefault(place.id.mark.file, []).append(str(place.id))
        return tuple(Area(PurePosixPath(file).stem, file, tuple(ids)) for file, ids in files.items())

    def at(self, id: str) -> Mark | None:
        """Where a place's entry begins in ``menus/``."""
        place = self.written.places.get(id)
        return place.id.mark if place is not None else None

    def by_place(self, problems: Iterable[Problem]) -> Mapping[str, tuple[Problem, ...]]:
        """The problems by the id of the place that they stand at; "" has those of the line as a whole."""
        found: dict[str, list[Problem]] = {}
        for problem in problems:
            found.setdefault(self._place_of(problem.mark), []).append(problem)
        return {id: tuple(some) for id, some in found.items()}

    def _place_of(self, mark: Mark) -> str:
        entries = self._entries.get(mark.file, [])
        at = bisect_right(entries, mark.line, key=lambda entry: entry[0])
        return entries[at - 1][1] if at else ""

    @cached_property
    def _entries(self) -> Mapping[str, list[tuple[int, str]]]:
        """For each file the lines where entries begin, and whose they are."""
        found: dict[str, list[tuple[int, str]]] = {}
        words = (words.id for language in self.written.languages.values() for words in language.words.values())
        for id in (*(place.id for place in self.written.places.values()), *words):
            found.setdefault(id.mark.file, []).append((id.mark.line, str(id)))
        return {file: sorted(entries) for file, entries in found.items()}
