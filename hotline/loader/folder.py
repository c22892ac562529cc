"""Walks a line's folder and gives all that is written in it, with all problems at once."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from hotline.loader import routes, wording
from hotline.loader.audio import KINDS, content, entries, read_recordings, read_stamps, recordings
from hotline.loader.fields import Fields
from hotline.loader.nodes import Table, read
from hotline.loader.problem import Mark, Problem, did_you_mean, shown
from hotline.loader.references import look
from hotline.loader.rehearsals import read_conversations
from hotline.loader.source import read_bytes
from hotline.loader.written import GLOSSARY, LINE, RECORDED, SAFETY, SOURCES, TESTS, Written


@dataclass(frozen=True, slots=True)
class Folder:
    """What a line's folder holds, and a version that changes when any byte of it does."""

    written: Written
    problems: tuple[Problem, ...]
    version: str


def files(root: Path) -> list[Path]:
    """The line's YAML files and its recordings in a fixed order."""
    folders = [root / "menus", root / TESTS, *entries(root / "content")]
    found = [path for folder in folders for path in entries(folder) if path.suffix == ".yaml"]
    stamps = root / RECORDED
    return sorted([*found, *recordings(root), *([stamps] if os.path.lexists(stamps) else [])])


def version(root: Path) -> str:
    """Twelve hex digits that stand for every byte of the line's files; unreadable files count as empty."""
    digest = hashlib.sha256()
    for path in files(root):
        try:
            data = content(path).digest.encode() if path.suffix.lower() in KINDS else read_bytes(path)
        except OSError:
            data = b""
        name = path.relative_to(root).as_posix().encode("utf-8", "surrogateescape")
        digest.update(b"%s\x00%d\x00" % (name, len(data)))
        digest.update(data)
    return digest.hexdigest()[:12]


def read_folder(root: Path) -> Folder:
    """Everything written in the folder."""
    before = version(root)  # first: a file that is saved meanwhile then has another version than the line that is read
    reader = _Reader(root)
    reader.menus()
    reader.content()
    reader.audio()
    reader.conversations()
    look(reader.fields, reader.written)
    reader.written.waivers = reader.fields.waivers
    return Folder(reader.written, tuple(sorted(set(reader.fields.problems))), before)


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.fields = Fields([])
        self.written = Written()

    def table(self, name: str) -> Table:
        table, problems = read(self.root / name, _said(name))
        self.fields.problems.extend(problems)
        if not table.rows:
            self.written.unread.add(name)
        return table

    def names(self, folder: str) -> list[str]:
        """The YAML files of a folder; a file that looks like one but is not named so is told of."""
        where = self.root / folder
        if not os.path.isdir(where) or not os.access(where, os.R_OK | os.X_OK):
            self.fields.wrong(Mark(folder), "unreadable", "this folder is missing or cannot be read")
        found = [f"{folder}/{path.name}" for path in entries(where)]
        for name in found:
            if name.lower().endswith((".yml", ".yaml", ".yml.txt", ".yaml.txt")) and not name.endswith(".yaml"):
                self.fields.wrong(Mark(_said(name)), "file-name", 'is not read; end its name in ".yaml"')
        return [name for name in found if name.endswith(".yaml")]

    def menus(self) -> None:
        names = self.names("menus")
        if os.path.isdir(self.root / "menus"):
            settings = self.table(LINE)
            if self.written.read(LINE):
                routes.read_settings(self.fields, settings, self.written)
        if SAFETY in names:
            routes.read_safety(self.fields, self.table(SAFETY), self.written)
        if GLOSSARY in names:
            routes.read_glossary(self.fields, self.table(GLOSSARY), self.written)
        if SOURCES in names:
            routes.read_sources(self.fields, self.table(SOURCES), self.written)
        for name in names:
            if name not in (LINE, SAFETY, GLOSSARY, SOURCES):
                routes.read_places(self.fields, self.table(name), self.written)

    def content(self) -> None:
        for code, language in self.written.languages.items():
            for name in self.names(f"content/{code}"):
                table = self.table(name)
                if not table.rows:
                    continue
                if name == language.file:
                    wording.read_language(self.fields, table, language)
                else:
                    wording.read_words(self.fields, table, language, self.written)
        self._strays()

    def audio(self) -> None:
        read_recordings(self.fields, self.root, self.written)
        if os.path.lexists(self.root / RECORDED):
            read_stamps(self.fields, self.table(RECORDED), self.written)

    def conversations(self) -> None:
        if not os.path.isdir(self.root / TESTS):
            return
        for name in self.names(TESTS):
            self.written.conversations += read_conversations(self.fields, self.table(name), self.written)

    def _strays(self) -> None:
        """What lies in ``content/`` and is no language's folder."""
        for path in entries(self.root / "content"):
            if path.suffix.lower() in (".yaml", ".yml"):
                message = "is not read here; move it into the folder of its language, like content/en/"
                self.fields.wrong(Mark(_said(f"content/{path.name}")), "file-name", message)
            elif os.path.isdir(path) and path.name not in self.written.languages and self.written.read(LINE):
                fits = did_you_mean(path.name, self.written.languages)
                message = f'"{shown(path.name)}" is no language of {LINE}{fits}'
                self.fields.wrong(Mark(_said(f"content/{path.name}")), "unknown-language", message)


def _said(name: str) -> str:
    """A file's name as a problem says it: one that is no text to the system still goes into a line of its own."""
    return shown(name, 200)
