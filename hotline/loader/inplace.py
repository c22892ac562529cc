"""Exchanges a few characters of a file of words, whole or not at all, and not one other byte of it.

What was made is read back before it takes the file's place. If anything but what was meant would read differently,
nothing is written.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline.errors import HotlineError
from hotline.loader.nodes import Node, Row, Table, read
from hotline.loader.source import Refused, read_bytes, text_of

Edit = tuple[int, int, str]  # from, to, and what stands there instead
Entry = dict[str, Any]


class NotWritten(HotlineError):
    """A file was left as it was; the text says which and why."""


class Changed(NotWritten):
    """The file is another one than when it was looked at."""


class Unfit(Exception):
    """The file cannot be changed; the text is the reason without the file's name."""


def rewrite(
    path: Path,
    name: str,
    place: str,
    edits: Callable[[str], Iterable[Edit]],
    expected: Callable[[Entry], Entry],
    *,
    seen: str = "",
) -> None:
    """Make these edits of a place's words, or raise ``NotWritten``.

    ``name`` is what the file is called in messages; ``expected`` makes of the words as they read what they read then.
    ``seen`` is the stamp of the file when somebody looked at it; with another one now nothing is written. A link stays
    a link: the file that it leads to is changed.
    """
    if seen and file_stamp(path) != seen:
        raise Changed(f"{name}: was changed since you looked at it")
    before = _plain(_tree(path, name))
    try:
        text = text_of(path, name)
        fresh = _edited(text, edits(text))
        after = {**before, place: expected(before[place])}
        _File(Path(os.path.realpath(path)), name).write(text, fresh, after)
    except Refused as refused:
        raise NotWritten(str(refused.problem)) from None
    except Unfit as reason:
        raise NotWritten(f"{name}: {reason}") from None
    except OSError as error:
        raise NotWritten(f"{name}: cannot be written: {error.strerror or 'output error'}") from None


def file_stamp(path: Path) -> str:
    """Stands for every byte of a file; "" for one that cannot be read."""
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except OSError:
        return ""


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; of two at one spot, the one that was thought of first comes first."""
    fresh, at = "", 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        fresh += text[at:start] + new
        at = end
    return fresh + text[at:]


def _tree(path: Path, name: str) -> Table:
    table, problems = read(path, name)
    if problems:
        raise NotWritten(str(problems[0]))
    return table


def _plain(node: Node | None) -> Any:
    """The node without its marks. Line ends at the end of a text say nothing: all readers strip them."""
    if isinstance(node, Table):
        return {str(key): _plain(value) for key, value in node.rows.items()}
    return [_plain(item) for item in node.items] if isinstance(node, Row) else str(node or "").rstrip("\n")


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str

    def write(self, text: str, fresh: str, expected: Any) -> None:
        """Put the fresh text in the file's place, whole or not at all."""
        old = read_bytes(self.path)
        mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
        # A file marked as read-only could still be replaced, and for root nothing is forbidden.
        if not (self.path.stat().st_mode & 0o222 and os.access(self.path, os.W_OK)):
            raise Unfit("may not be changed; look at the permissions of the file")
        with tempfile.TemporaryDirectory(prefix=f".{self.path.name}-", dir=self.path.parent) as folder:
            copy = Path(folder) / self.path.name
            self._copy(copy, mark + fresh.encode())
            if _plain(_tree(copy, self.name)) != expected:
                raise Unfit("what is to be changed stands in a layout that cannot be changed safely; write it by hand")
            if read_bytes(self.path) != mark + text.encode():
                raise Unfit("was saved by somebody else just now; try again")
            os.replace(copy, self.path)

    def _copy(self, copy: Path, data: bytes) -> None:
        with copy.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(self.path, copy)
        if hasattr(os, "chown"):  # root's hand must not take a file from the service that reads it
            owner = self.path.stat()
            with suppress(OSError):
                os.chown(copy, owner.st_uid, owner.st_gid)
