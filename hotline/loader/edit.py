"""Changes the review of one entry in a file of words, and not one other byte of that file.

Rule 1: a file is never written anew from what was read of it. The parse events say where the values of the review
stand, and only those characters are exchanged; comments, layout, line ends and quotes stay because nobody touches them.
Rule 2: what was made is read back before it takes the file's place. If anything but that review would read differently,
nothing is written.
"""

from __future__ import annotations

import codecs
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hotline.errors import HotlineError
from hotline.loader.nodes import Node, Row, Table, read
from hotline.loader.problem import LINE_END, shown
from hotline.loader.source import Refused, read_bytes, text_of

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What needs no quotes for any reader of YAML: a text that begins with a letter, a day, a hash that is no number.
_PLAIN = re.compile(r"[^\W\d_][\w '/().&-]*(?<! )|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?=[0-9]*[a-df])[0-9a-f]{16}")
_OTHER_THAN_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}  # to YAML 1.1
_Edit = tuple[int, int, str]


class NotWritten(HotlineError):
    """A file was left as it was; the text says which and why."""


class _Unfit(Exception):
    """The file cannot be changed; the text is the reason without the file's name."""


@dataclass(slots=True)
class _Part:
    """Where a node stands: characters from start to end. A table has key, value, key, value ... inside."""

    start: int
    end: int
    column: int
    flow: bool = False
    table: bool = False
    text: str | None = None
    inside: list[_Part] = field(default_factory=list)

    def pairs(self) -> list[tuple[_Part, _Part]]:
        return list(zip(self.inside[::2], self.inside[1::2], strict=True)) if self.table else []

    def value(self, name: str) -> _Part | None:
        return next((value for key, value in self.pairs() if key.text == name), None)


def set_review(path: Path, name: str, place: str, review: Mapping[str, str]) -> None:
    """Make the review of a place's words say exactly this, or raise ``NotWritten``.

    ``name`` is what the file is called in messages. A text that stands there already keeps its bytes; what is not in
    ``review`` is taken out. A link stays a link: the file that it leads to is changed.
    """
    if not all(text.strip() and text.isprintable() for text in review.values()):
        raise NotWritten(f"{name}: a review holds texts of one line, none of them empty")
    before = _plain(_tree(path, name))
    try:
        text = text_of(path, name)
        fresh = _edited(text, place, review)
        expected = {**before, place: {**before[place], "review": dict(review)}}
        _File(Path(os.path.realpath(path)), name).write(text, fresh, expected)
    except Refused as refused:
        raise NotWritten(str(refused.problem)) from None
    except _Unfit as reason:
        raise NotWritten(f"{name}: {reason}") from None
    except OSError as error:
        raise NotWritten(f"{name}: cannot be written: {error.strerror or 'output error'}") from None


def _edited(text: str, place: str, review: Mapping[str, str]) -> str:
    """The text with the edits made; of two at one spot, the one that was thought of first comes first."""
    fresh, at = "", 0
    for start, end, new in sorted(_edits(text, place, review), key=lambda edit: edit[:2]):
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


def _parts(text: str) -> _Part:
    """The root of a text that was read without a problem, so it is known to be one small document."""
    root = _Part(0, 0, 0)
    open_parts = [root]
    for event in yaml.parse(text, Loader=_PARSER):
        if isinstance(event, yaml.ScalarEvent):
            open_parts[-1].inside.append(_scalar_part(text, event))
        elif isinstance(event, yaml.CollectionStartEvent):
            part = _collection(event)
            open_parts[-1].inside.append(part)
            open_parts.append(part)
        elif isinstance(event, yaml.CollectionEndEvent):
            part = open_parts.pop()
            if part.flow:
                part.end = _end(event)
            elif part.inside:  # the end of a block is marked where the next thing begins, beyond comments
                part.end = part.inside[-1].end
    return root.inside[0]


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def _collection(event: Any) -> _Part:
    at = event.start_mark
    return _Part(at.index, at.index, at.column, bool(event.flow_style), isinstance(event, yaml.MappingStartEvent))


def _scalar_part(text: str, event: Any) -> _Part:
    start, end = event.start_mark.index, _end(event)
    if event.style in ("|", ">"):
        end = start + len(text[start:end].rstrip(" \t\r\n\x85\u2028\u2029"))
    return _Part(start, end, event.start_mark.column, text=event.value)


def _edits(text: str, place: str, review: Mapping[str, str]) -> list[_Edit]:
    entry = _parts(text).value(place)
    if entry is None or not entry.pairs():
        raise _Unfit(f'has no words of "{shown(place)}"')
    old = entry.value("review")
    if old is None:
        rows = {"review": _flow(review)}
        return [_added(text, entry, entry.inside[-1], rows)]
    if old.text is not None:
        return [(old.start, old.end, _spaced(text, old, _flow(review)))]
    kept = [key.text in review for key, _ in old.pairs()]
    if True not in kept:
        raise _Unfit(f'the review of "{shown(place)}" has no status; write review: {{status: draft}} first')
    return [*_changed(text, old, review), *_dropped(text, old, kept)]


def _changed(text: str, old: _Part, review: Mapping[str, str]) -> list[_Edit]:
    """The values that differ, and what is not there yet, below or behind what is."""
    edits, missing, last = [], dict(review), old
    for key, value in old.pairs():
        new = missing.pop(key.text or "", None)
        if new is None:
            continue
        last = value
        if value.text != new:
            edits.append((value.start, value.end, _spaced(text, value, _scalar(new, text[value.start : value.end]))))
    if missing:
        edits.append(_added(text, old, last, {name: _scalar(new) for name, new in missing.items()}))
    return edits


def _added(text: str, into: _Part, after: _Part, rows: Mapping[str, str]) -> _Edit:
    if into.flow:
        return after.end, after.end, "".join(f", {name}: {value}" for name, value in rows.items())
    at = _line_end(text, after.end)
    near = re.search("\r\n|[\n\r]", text[into.start :]) or re.search("\r\n|[\n\r]", text)
    line_end = near.group() if near else "\n"
    return at, at, "".join(f"{line_end}{' ' * into.column}{name}: {value}" for name, value in rows.items())


def _dropped(text: str, old: _Part, kept: list[bool]) -> list[_Edit]:
    pairs, first = old.pairs(), kept.index(True)
    edits = []
    for index, (key, value) in enumerate(pairs):
        if kept[index]:
            continue
        if not old.flow:
            edits.append(_dropped_line(text, key, value))
        elif index > first:
            end = pairs[index - 1][1].end
            edits.append((end, value.end, _comments(text[end : key.start])))
        else:
            start = pairs[index + 1][0].start
            edits.append((key.start, start, _comments(text[value.end : start])))
    return edits


def _dropped_line(text: str, key: _Part, value: _Part) -> _Edit:
    """With the line end before it, unless a comment stands in the line: that stays."""
    before = list(LINE_END.finditer(text, 0, key.start))[-1:]
    end = _line_end(text, value.end)
    if before and not (text[before[0].end() : key.start] + text[value.end : end]).strip(" "):
        return before[0].start(), end, ""
    return key.start, value.end, ""


def _comments(gap: str) -> str:
    """What stays of the space between two entries in brackets when one of them goes."""
    return re.sub(r"(#[^\r\n]*)|,", lambda found: found[1] or "", gap) if "#" in gap else ""


def _line_end(text: str, at: int) -> int:
    found = LINE_END.search(text, at)
    return found.start() if found else len(text)


def _spaced(text: str, old: _Part, new: str) -> str:
    """With a space before it where nothing stood behind the colon."""
    return f" {new}" if old.start == old.end and text[old.start - 1 : old.start] == ":" else new


def _flow(review: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(text)}" for name, text in review.items()) + "}"


def _scalar(text: str, old: str = "") -> str:
    """The text as YAML, in quotes where it needs them or the one before it had them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _OTHER_THAN_TEXT and old[:1] not in ("'", '"'):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


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
            raise _Unfit("may not be changed; look at the permissions of the file")
        with tempfile.TemporaryDirectory(prefix=f".{self.path.name}-", dir=self.path.parent) as folder:
            copy = Path(folder) / self.path.name
            self._copy(copy, mark + fresh.encode())
            if _plain(_tree(copy, self.name)) != expected:
                raise _Unfit("the review stands in a layout that cannot be changed safely; write it by hand")
            if read_bytes(self.path) != mark + text.encode():
                raise _Unfit("was saved by somebody else just now; try again")
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
