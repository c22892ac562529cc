"""Changes a file of the line's whole, or leaves it as it was and says why.

Rule 1: only what lies in the line's own folder is changed. A link out of it is not followed, and the line that comes
with the program is not written to.
Rule 2: only the file that the person looked at is changed; its stamp travels in the form.
Rule 3: one change at a time, in whatever process it comes, and a copy of the file as it was is kept first.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from uuid import uuid4

import hotline
from hotline.loader import Changed, NotWritten, file_stamp
from hotline.loader.alone import alone

BACKUPS = "backup"  # the folder in the state directory that has each file as it was before its latest change

Why = Literal["changed", "elsewhere", "shipped", "refused", "disk"]


class NotSaved(Exception):
    """The file is as it was. ``detail`` says more, in English, where there is more to say."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.detail = detail


@contextmanager
def told() -> Iterator[None]:
    """Turn what goes wrong with files inside the block into ``NotSaved``."""
    try:
        yield
    except Changed:
        raise NotSaved("changed") from None
    except NotWritten as error:
        raise NotSaved("refused", str(error)) from None
    except OSError as error:
        raise NotSaved("disk", error.strerror or "") from None


def own_file(root: Path, name: str) -> Path:
    """The file of the line's that is called so, where it may be changed."""
    path = (root / name).resolve()
    if Path(hotline.__file__).parent.resolve() / "shipped" in path.parents:
        raise NotSaved("shipped")
    if root.resolve() not in path.parents:
        raise NotSaved("elsewhere", name)
    return root / name


def save(root: Path, state: Path, name: str, seen: str, edit: Callable[[Path], None]) -> None:
    """Make an edit of the file, if it is still the one with the stamp ``seen``. Raises ``NotSaved``."""
    path = own_file(root, name)
    with told():
        state.mkdir(parents=True, exist_ok=True)
    with told(), alone(state / ".editing"):
        if file_stamp(path) != seen:
            raise Changed(name)
        _back_up(path, state / BACKUPS / name)
        edit(path)


def _back_up(path: Path, backup: Path) -> None:
    backup.parent.mkdir(parents=True, exist_ok=True)
    fresh = backup.with_name(f".{backup.name}-{uuid4().hex}")
    try:
        shutil.copyfile(path, fresh)
        os.replace(fresh, backup)
    finally:
        fresh.unlink(missing_ok=True)
