"""The DIR argument that most commands share, and the line found there."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hotline.check import load_served
from hotline.folders import find_line
from hotline.served import Served

line_argument = click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False)
)


def folder_of(asked: Path | None) -> Path:
    """The line's folder: what was asked for, else HOTLINE_LINE, else what ``find_line`` finds."""
    named = os.environ.get("HOTLINE_LINE", "")
    return find_line(asked or (Path(named) if named else None))


def served_line(asked: Path | None) -> Served:
    """The line there, ready to be asked; a ``LineError`` tells what is wrong with it."""
    return load_served(folder_of(asked))
