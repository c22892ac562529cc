"""The kitchen-sink line, and copies of it to break; beside it the food-bank line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

SINK = Path(__file__).parent.parent / "lines" / "kitchen-sink"
FOOD_BANK = SINK.parent / "food-bank"
AREA, WORDS = "menus/kitchen.yaml", "content/en/kitchen.yaml"
FILES = sorted(str(path.relative_to(SINK)) for path in SINK.rglob("*.yaml"))
SOUNDS = ["menus/audio/en/pan.wav"]


def copy_sink(to: Path) -> Path:
    """A fresh copy of the line in a folder, which is made or replaced."""
    if to.exists():
        shutil.rmtree(to)
    shutil.copytree(SINK, to)
    return to


def replace(root: Path, file: str, find: str, by: str) -> None:
    """Put one thing in the place of another that must stand in the file exactly once."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {file}"
    path.write_text(text.replace(find, by), encoding="utf-8")


def edit(root: Path, *, good: bool, mark: str = "x") -> None:
    """Other words for the kettle, or a way on to a place that is not there."""
    if good:
        words = re.sub("sms: (Fill it halfway|Boil .)", f"sms: Boil {mark}", read(root))
        (root / WORDS).write_text(words, encoding="utf-8")
    else:
        replace(root, AREA, "next: [leak]", "next: [leek]")


def read(root: Path) -> str:
    return (root / WORDS).read_text(encoding="utf-8")
