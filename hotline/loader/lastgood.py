"""Keeps the files of the last line that passed, so that a bad edit and a restart together still leave a line to serve."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

from hotline.loader.folder import files, version

_POINTER = "last-good"


def keep(root: Path, state: Path) -> None:
    """Copy the line's files into the state directory, whole or not at all. The copy before it is dropped."""
    name = f"line-{version(root)}"
    target = state / name
    if not target.exists():
        state.mkdir(parents=True, exist_ok=True)
        fresh = state / f".{name}.{uuid.uuid4().hex}"
        for path in files(root):
            copy = fresh / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        try:
            fresh.rename(target)
        except OSError:  # another worker was first
            shutil.rmtree(fresh, ignore_errors=True)
    pointer = state / f".{_POINTER}.{uuid.uuid4().hex}"
    pointer.write_text(name, encoding="utf-8")
    os.replace(pointer, state / _POINTER)
    for old in state.glob("line-*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)


def recall(state: Path) -> Path | None:
    """The folder with the last good line, if there is one."""
    try:
        name = (state / _POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = state / name
    return folder if name.startswith("line-") and "/" not in name and folder.is_dir() else None
