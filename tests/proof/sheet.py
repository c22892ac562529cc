"""A line's files as text, every value and name in them with where it stands, and the breaking of one of them.

PyYAML's own composer finds the places here, not the line's loader: what is proved must not be what proves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

import yaml

Key = str | int
Kind = Literal["text", "list", "table", "name"]
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÁÉÍÓÚÑ¿¡])")


@dataclass(frozen=True)
class Spot:
    """A value, or the name before a colon: where it stands in its file and the keys that lead to it.

    ``flow`` is in brackets, ``indent`` the column where its name or itself begins.
    """

    file: str
    path: tuple[Key, ...]
    kind: Kind
    start: int
    end: int
    line: int
    indent: int
    flow: bool
    raw: str = field(repr=False)
    value: str = field(default="", repr=False)
    items: tuple[str, ...] = ()

    @property
    def lang(self) -> str:
        """The language of words, as two letters; nothing in menus."""
        return self.file.split("/")[1] if self.file.startswith("content/") else ""

    @property
    def at(self) -> tuple[str, int]:
        """Its file and line."""
        return self.file, self.line


@dataclass(frozen=True)
class Mutant:
    """A broken line: what changes in which files, and where it must be told of.

    ``edits`` are stretches of a file with other text in their place; ``files`` whole files, nothing for one that is
    gone. A name that ends in a slash is a folder.
    """

    at: tuple[str, int]
    edits: tuple[tuple[str, int, int, str | bytes], ...] = ()
    files: dict[str, str | None] = field(default_factory=dict)

    def contents(self, texts: dict[str, str]) -> dict[str, bytes | None]:
        """What must be written: whole files, made from the good ones."""
        found = {name: None if text is None else text.encode() for name, text in self.files.items()}
        for name, start, end, by in self.edits:
            text = texts[name]
            middle = by if isinstance(by, bytes) else by.encode()
            found[name] = text[:start].encode() + middle + text[end:].encode()
        return found


@dataclass(frozen=True)
class Sheet:
    """The files of a line, by their names."""

    texts: dict[str, str]

    @cached_property
    def spots(self) -> list[Spot]:
        """All values and names, in the order in which the line's files are read."""
        return [spot for name in self.texts for spot in _spots(name, self.texts[name])]

    @cached_property
    def places(self) -> dict[str, dict[str, Spot]]:
        """What stands in ``menus/`` of each place: its number, choices, next, transfer and sources, and its id."""
        found: dict[str, dict[str, Spot]] = {}
        apart = ("line", "safety", "glossary", "sources")
        for spot in self.spots:
            if re.fullmatch(r"menus/[^/]+\.yaml", spot.file) and Path(spot.file).stem not in apart:
                if len(spot.path) == 1 and spot.kind == "name":
                    found.setdefault(str(spot.path[0]), {})["id"] = spot
                elif len(spot.path) == 2 and spot.kind != "name":
                    found.setdefault(str(spot.path[0]), {})[str(spot.path[1])] = spot
        return found

    def is_topic(self, id: Key) -> bool:
        """The place of this id gives an answer."""
        return "next" in self.places.get(str(id), {})

    def under(self, file: str, *path: Key) -> list[Spot]:
        """The values in files whose name fits, under these keys; ``*`` fits every key."""
        return [
            spot
            for name in self._files(file)
            for spot in self._by_depth.get((name, len(path)), ())
            if all(one in ("*", other) for one, other in zip(path, spot.path, strict=True))
        ]

    def names(self, file: str, *path: Key) -> list[Spot]:
        """The same, the names instead of the values."""
        found = (self._names.get((spot.file, spot.path)) for spot in self.under(file, *path))
        return [name for name in found if name is not None]

    def words(self, form: str, *, topics: bool = True, others: bool = True) -> list[Spot]:
        """What is read (sms) or heard (voice): of topics, of other places and of the line's own sentences."""
        places = [
            spot
            for spot in self.under(AREAS, "*", form)
            if spot.kind == "text" and (topics if self.is_topic(spot.path[0]) else others)
        ]
        return [*places, *(self.under(LANGUAGE, "sentences", "*", form) if others else [])]

    def languages(self) -> list[str]:
        """The codes, in the order of ``menus/line.yaml``."""
        return [str(spot.path[-1]) for spot in self.names(LINE, "languages", "*")]

    def setting(self, *path: Key) -> str:
        """A value of ``menus/line.yaml``; empty where it is not there."""
        return next((spot.value for spot in self.under(LINE, *path)), "")

    def put(self, spot: Spot, text: str, *, at: tuple[str, int] | None = None, below: int = 0) -> Mutant:
        """Another text in the place of a value or a name; told of there, or so many lines ``below``, or ``at``."""
        kept = spot.raw[len(spot.raw.rstrip()) :]  # a text in ">-" and a list of dashes take their line end with them
        return Mutant(at or (spot.file, spot.line + below), ((spot.file, spot.start, spot.end, text + kept),))

    def drop(self, spot: Spot, *, at: tuple[str, int]) -> Mutant:
        """Without the lines that a name and its value take."""
        text = self.texts[spot.file]
        begin = text.rfind("\n", 0, spot.start) + 1
        value = self.value_of(spot)
        end = text.find("\n", value.start + len(value.raw.rstrip())) + 1
        return Mutant(at, ((spot.file, begin, end, ""),))

    def value_of(self, name: Spot) -> Spot:
        """The value behind a name."""
        return self._values[name.file, name.path]

    @cached_property
    def _values(self) -> dict[tuple[str, tuple[Key, ...]], Spot]:
        return {(spot.file, spot.path): spot for spot in self.spots if spot.kind != "name"}

    @cached_property
    def _names(self) -> dict[tuple[str, tuple[Key, ...]], Spot]:
        return {(spot.file, spot.path): spot for spot in self.spots if spot.kind == "name"}

    @cached_property
    def _by_depth(self) -> dict[tuple[str, int], list[Spot]]:
        found: dict[tuple[str, int], list[Spot]] = {}
        for spot in self._values.values():
            found.setdefault((spot.file, len(spot.path)), []).append(spot)
        return found

    def _files(self, pattern: str) -> list[str]:
        return [name for name in self.texts if re.fullmatch(pattern, name)]

    def insert(self, spot: Spot, sentence: str) -> Iterator[Mutant]:
        """A sentence more, before each sentence of a text and behind the last; told of where it stands."""
        begin = len(spot.raw) - len(_inside(spot.raw))
        if spot.flow and not begin and set(sentence) & set("[]{},"):
            return  # in brackets and without quotes these would be YAML's own signs
        ends = [match.end() for match in _SENTENCE.finditer(spot.raw, begin)]
        for position in (begin, *ends):
            yield self._insert(spot, position, f"{sentence} ")
        last = len(spot.raw.rstrip().rstrip("\"'"))
        if spot.raw[last - 1 : last] in (".", "!", "?"):
            yield self._insert(spot, last, f" {sentence}")

    def _insert(self, spot: Spot, position: int, text: str) -> Mutant:
        where = spot.start + position
        line = spot.line + spot.raw.count("\n", 0, position)
        return Mutant((spot.file, line), ((spot.file, where, where, text),))


AREAS = r"content/[^/]+/(?!line\.yaml).+\.yaml"
LANGUAGE = r"content/[^/]+/line\.yaml"
LINE = r"menus/line\.yaml"
SOURCES = r"menus/sources\.yaml"
MENUS = r"menus/(?!line\.|safety\.|glossary\.|sources\.)[^/]+\.yaml"


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def folded(spot: Spot, *paragraphs: str) -> str:
    """A text as ``>-`` with a blank line between its paragraphs: the first is one line below, the next three ..."""
    indent = " " * (spot.indent + 2)
    return ">-\n" + "\n\n".join(indent + paragraph for paragraph in paragraphs)


def read_sheet(root: Path) -> Sheet:
    """The YAML files of a line's folder."""
    found = (path for top in ("menus", "content") for path in (root / top).rglob("*.yaml"))
    names = sorted(path.relative_to(root).as_posix() for path in found)
    return Sheet({name: (root / name).read_text(encoding="utf-8") for name in names})


def _inside(raw: str) -> str:
    """What is behind the quote, or behind the line of ``>-``."""
    if raw[:1] in (">", "|"):
        return raw[raw.index("\n") + 1 :].lstrip()
    return raw[1:] if raw[:1] in ("'", '"') else raw


def _spots(name: str, text: str) -> Iterator[Spot]:
    root = yaml.compose(text, Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)
    ahead: list[tuple[tuple[Key, ...], yaml.Node, int, bool]] = [((), root, 0, False)] if root is not None else []
    while ahead:
        path, node, indent, flow = ahead.pop()
        yield _spot(name, text, path, node, indent=indent, flow=flow)
        inner = []
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                below = (*path, str(key.value))
                named = _spot(name, text, below, key, indent=key.start_mark.column, flow=flow or bool(node.flow_style))
                yield Spot(**{**vars(named), "kind": "name"})
                inner.append((below, value, key.start_mark.column, flow or bool(node.flow_style)))
        elif isinstance(node, yaml.SequenceNode):
            for position, value in enumerate(node.value):
                inner.append(((*path, position), value, value.start_mark.column, flow or bool(node.flow_style)))
        ahead += reversed(inner)


def _spot(name: str, text: str, path: tuple[Key, ...], node: yaml.Node, *, indent: int, flow: bool) -> Spot:
    start, end = node.start_mark.index, node.end_mark.index
    kind: Kind = "text"
    value, items = "", ()
    if isinstance(node, yaml.ScalarNode):
        value = node.value
    else:
        kind = "list" if isinstance(node, yaml.SequenceNode) else "table"
        if kind == "list":
            items = tuple(str(item.value) for item in node.value)
    line = node.start_mark.line + 1
    return Spot(name, path, kind, start, end, line, indent, flow, text[start:end], value, items)
