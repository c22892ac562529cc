"""The kitchen-sink line, ready to be rehearsed, and conversations with it as an operator writes them."""

from __future__ import annotations

from pathlib import Path

from hotline.loader import Problem, build, read_folder
from hotline.loader.conversation import WrittenConversation
from hotline.loader.fields import Fields
from hotline.loader.nodes import read
from hotline.loader.rehearsals import read_conversations
from hotline.model import Line
from hotline.served import Served, prepare
from tests.driver import LINES

WRITTEN = read_folder(LINES / "kitchen-sink").written
LINE = build(WRITTEN)
NUMBER = {place.id: number for number, place in LINE.places.items()}
FILE = "menus/tests/a.yaml"


def served(line: Line = LINE) -> Served:
    """The line with all that is made of it."""
    return prepare(line, "test")


def written(text: str, folder: Path) -> tuple[list[WrittenConversation], list[Problem]]:
    """The conversations in a file with this text, and what is wrong with it."""
    path = folder / "a.yaml"
    path.write_text(text, encoding="utf-8")
    table, problems = read(path, FILE)
    fields = Fields(problems)
    return read_conversations(fields, table, WRITTEN), sorted(fields.problems)
