"""``hotline new``: a small line in two languages to begin with, in a folder of its own."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePath

import click

from hotline.errors import HotlineError
from hotline.schemas import KINDS, file_name, first_lines, kind_of, schema_text

_SCHEMAS = "schemas"
_NEXT = """\
wrote a line for an imaginary clinic into {folder}: {count} files, in English and Spanish
look it over:    hotline check {folder}
try it:          hotline talk {folder}            (as a call: hotline talk {folder} --voice)
make it yours:   begin with {start}; the notes in each file say what to change
before patients: a clinician reads every word, above all {safety}"""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a small line into DIR, to begin with and make your own.

    DIR is new or empty: nothing that is there is written over.
    """
    try:
        _refuse(folder)
        written = _line(folder)
        _schemas(folder / _SCHEMAS)
    except OSError as error:
        raise HotlineError(f"cannot write a line into {folder}: {error.strerror}") from None
    menus = folder / "menus"
    click.echo(
        _NEXT.format(folder=_typed(folder), count=written, start=menus / "line.yaml", safety=menus / "safety.yaml")
    )


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{folder} is a file; name a folder that is new or empty")
    held = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    held = [name for name in held if not name.startswith(".")]  # .git, and what a desktop hides in an empty folder
    if held:
        raise click.UsageError(f'{folder} is not empty, it has "{held[0]}"; name a folder that is new or empty')


def _line(folder: Path) -> int:
    """Copies the starter, each file with the lines on top that name its schema; returns how many files."""
    starter = dict(_files(files("hotline") / "starter", PurePath()))
    for name, text in starter.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_top(name) + text, encoding="utf-8", newline="\n")
    return len(starter)


def _files(folder: Traversable, name: PurePath) -> list[tuple[PurePath, str]]:
    """Every YAML file of the starter, by its place in it, with its text."""
    found: list[tuple[PurePath, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _files(entry, name / entry.name)
        elif entry.name.endswith(".yaml"):
            found.append((name / entry.name, entry.read_text(encoding="utf-8")))
    return found


def _top(name: PurePath) -> str:
    kind = kind_of(name)
    if kind is None:
        return ""
    up = "/".join([".."] * len(name.parent.parts))
    return first_lines(kind, f"{up}/{_SCHEMAS}")


def _schemas(folder: Path) -> None:
    folder.mkdir()
    for kind in KINDS:
        (folder / file_name(kind)).write_text(schema_text(kind), encoding="utf-8", newline="\n")


def _typed(folder: Path) -> str:
    """The folder as it is typed in a shell."""
    text = str(folder)
    return f'"{text}"' if " " in text else text
