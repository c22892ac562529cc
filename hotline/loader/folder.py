"""Walks a line's folder and gives all that is written in it, with all problems at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from hotline.loader import routes, wording
from hotline.loader.fields import Fields
from hotline.loader.nodes import Table, read
from hotline.loader.problem import Mark, Problem, did_you_mean, shown
from hotline.loader.references import look
from hotline.loader.written import LINE, SOURCES, Written


@dataclass(frozen=True, slots=True)
class Folder:
    """What a line's folder holds, and a version that changes when any byte of it does."""

    written: Written
    problems: tuple[Problem, ...]
    version: str


def files(root: Path) -> list[Path]:
    """The line's YAML files in a fixed order."""
    return sorted([*root.glob("menus/*.yaml"), *root.glob("content/*/*.yaml")])


def version(root: Path) -> str:
    """Twelve hex digits that stand for every byte of the line's files; unreadable files count as empty."""
    digest = hashlib.sha256()
    for path in files(root):
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        digest.update(f"{path.relative_to(root)}\x00{len(data)}\x00".encode())
        digest.update(data)
    return digest.hexdigest()[:12]


def read_folder(root: Path) -> Folder:
    """Everything written in the folder."""
    reader = _Reader(root)
    reader.menus()
    reader.content()
    look(reader.fields, reader.written)
    return Folder(reader.written, tuple(sorted(reader.fields.problems)), version(root))


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.fields = Fields([])
        self.written = Written()

    def table(self, name: str) -> Table:
        table, problems = read(self.root / name, name)
        self.fields.problems.extend(problems)
        return table

    def names(self, folder: str) -> list[str]:
        """The YAML files of a folder; a file that looks like one but is not named so is told of."""
        try:
            found = sorted(path.name for path in (self.root / folder).iterdir())
        except OSError:
            self.fields.wrong(Mark(folder), "unreadable", "this folder is missing or cannot be read")
            return []
        for name in found:
            if name.endswith((".yml", ".YAML", ".YML")):
                self.fields.wrong(Mark(f"{folder}/{name}"), "file-name", 'is not read; end its name in ".yaml"')
        return [f"{folder}/{name}" for name in found if name.endswith(".yaml") and not name.startswith(".")]

    def menus(self) -> None:
        names = self.names("menus")
        if names or (self.root / "menus").is_dir():
            routes.read_settings(self.fields, self.table(LINE), self.written)
        if SOURCES in names:
            routes.read_sources(self.fields, self.table(SOURCES), self.written)
        for name in names:
            if name not in (LINE, SOURCES):
                routes.read_places(self.fields, self.table(name), self.written)

    def content(self) -> None:
        for code, language in self.written.languages.items():
            for name in self.names(f"content/{code}"):
                table = self.table(name)
                if name == language.file:
                    wording.read_language(self.fields, table, language)
                else:
                    wording.read_words(self.fields, table, language, self.written)
        for path in sorted(self.root.glob("content/*/")):
            if path.name not in self.written.languages and not path.name.startswith("."):
                fits = did_you_mean(path.name, self.written.languages)
                message = f'"{shown(path.name)}" is no language of {LINE}{fits}'
                self.fields.wrong(Mark(f"content/{shown(path.name)}"), "unknown-language", message)
