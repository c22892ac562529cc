"""JSON Schemas (draft-07) of the files of a line, of their shape only, so that an editor completes and checks.

They are kept by hand beside the loader, which stays the judge; tests hold both to the same verdicts.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import PurePath

KINDS: dict[str, str] = {
    "line": "menus/line.yaml",
    "safety": "menus/safety.yaml",
    "sources": "menus/sources.yaml",
    "glossary": "menus/glossary.yaml",
    "conversations": "menus/tests/*.yaml",
    "recorded": "menus/audio/recorded.yaml",
    "places": "menus/*.yaml",
    "language": "content/*/line.yaml",
    "words": "content/*/*.yaml",
}
"""Each kind of file with the files that are of it. Of the patterns that fit a file the first one counts."""


def file_name(kind: str) -> str:
    """What the file of a schema is called."""
    return f"{kind}.schema.json"


def schema_text(kind: str) -> str:
    """The schema as it stands in its file. KeyError where there is no such kind."""
    if kind not in KINDS:
        raise KeyError(kind)
    return files(__name__).joinpath(file_name(kind)).read_text(encoding="utf-8")


def kind_of(path: PurePath) -> str | None:
    """The kind of a line's file, told by the last parts of its path; nothing where it is none."""
    if path.name.startswith("."):
        return None
    return next((kind for kind, pattern in KINDS.items() if path.match(pattern)), None)


def first_lines(kind: str, folder: str) -> str:
    """The two lines at the top of a file that name its schema, for VS Code and for JetBrains.

    ``folder`` is where the schemas are, seen from the folder of the file, with slashes.
    """
    address = f"{folder}/{file_name(kind)}"
    return f"# yaml-language-server: $schema={address}\n# $schema: {address}\n"
