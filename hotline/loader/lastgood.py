"""Keeps the files of the last line that passed, so that a bad edit and a restart together still leave a line.

Rule 1: a copy is named after its own bytes, and only a copy whose bytes fit its name is ever given back. One that a
crash or a full disk left half written is no copy.
Rule 2: one worker keeps at a time (a lock on the state directory), so none drops what another is about to point to.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from contextlib import suppress
from pathlib import Path

from hotline.loader.alone import alone
from hotline.loader.folder import files, version

_POINTER = "last-good"
_PASSING = (".fresh-", f".{_POINTER}-")
_NAME = re.compile(r"line-[0-9a-f]{12}")


def keep(root: Path, state: Path, passed: str = "") -> None:
    """Copy the line's files into the state directory, whole or not at all. The copy before it is dropped.

    ``passed`` is the version that was looked over: files that were saved since then are not kept.
    """
    state.mkdir(parents=True, exist_ok=True)
    with alone(state / ".keeping"):
        if passed and _whole(state / f"line-{passed}"):  # another worker was first, and recordings are big
            _point(state, f"line-{passed}")
            _tidy(state, f"line-{passed}")
            return
        fresh = state / f".fresh-{uuid.uuid4().hex}"
        try:
            name = f"line-{_copy(root, fresh)}"
            if passed and name != f"line-{passed}":
                return
            if not _whole(state / name):
                _drop(state / name)
                fresh.rename(state / name)
            _point(state, name)
        finally:
            _drop(fresh)
        _tidy(state, name)


def recall(state: Path) -> Path | None:
    """The folder with the last good line, if there is one."""
    name = _pointed(state)
    while name and not _whole(state / name):
        before, name = name, _pointed(state)
        if name == before:  # else another worker kept a newer one just now and dropped this
            return None
    return state / name if name else None


def _pointed(state: Path) -> str:
    try:
        with (state / _POINTER).open("rb") as file:
            name = file.read(100).decode("utf-8", "replace").strip()
    except OSError:
        return ""
    return name if _NAME.fullmatch(name) else ""


def _copy(root: Path, target: Path) -> str:
    """Copy the files; the version of what was copied, which may be newer than what was looked over."""
    target.mkdir()
    for path in files(root):
        copy = target / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return version(target)


def _whole(folder: Path) -> bool:
    """The folder holds what its name says."""
    return not folder.is_symlink() and folder.name == f"line-{version(folder)}"


def _point(state: Path, name: str) -> None:
    pointer = state / f".{_POINTER}-{uuid.uuid4().hex}"
    try:
        pointer.write_text(name, encoding="utf-8")
        os.replace(pointer, state / _POINTER)
    finally:
        _drop(pointer)


def _tidy(state: Path, name: str) -> None:
    """Drop the copies before this one, and what a worker left that died while it kept."""
    for old in state.iterdir():
        if old.name != name and (_NAME.fullmatch(old.name) or old.name.startswith(_PASSING)):
            _drop(old)


def _drop(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
