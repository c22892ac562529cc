"""Where the parts of a YAML text stand, and how a text is written there: what an edit of a few characters needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from hotline.loader.problem import LINE_END

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What needs no quotes for any reader of YAML: a text that begins with a letter, a day, a hash that is no number.
_PLAIN = re.compile(r"[^\W\d_][\w '/().&-]*(?<! )|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?=[0-9]*[a-df])[0-9a-f]{16}")
_OTHER_THAN_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}  # to YAML 1.1


@dataclass(slots=True)
class Part:
    """Where a node stands: characters from start to end. A table has key, value, key, value ... inside."""

    start: int
    end: int
    column: int
    flow: bool = False
    table: bool = False
    text: str | None = None
    inside: list[Part] = field(default_factory=list)

    def pairs(self) -> list[tuple[Part, Part]]:
        """The keys and values of a table."""
        return list(zip(self.inside[::2], self.inside[1::2], strict=True)) if self.table else []

    def value(self, name: str) -> Part | None:
        """What stands under a name."""
        return next((value for key, value in self.pairs() if key.text == name), None)


def parts(text: str) -> Part:
    """The root of a text that was read without a problem, so it is known to be one small document."""
    root = Part(0, 0, 0)
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


def _collection(event: Any) -> Part:
    at = event.start_mark
    return Part(at.index, at.index, at.column, bool(event.flow_style), isinstance(event, yaml.MappingStartEvent))


def _scalar_part(text: str, event: Any) -> Part:
    start, end = event.start_mark.index, _end(event)
    if event.style in ("|", ">"):
        end = start + len(text[start:end].rstrip(" \t\r\n\x85\u2028\u2029"))
    return Part(start, end, event.start_mark.column, text=event.value)


def break_in(text: str, at: int) -> str:
    """The line end that is written from there on, else in the whole text."""
    near = re.search("\r\n|[\n\r]", text[at:]) or re.search("\r\n|[\n\r]", text)
    return near.group() if near else "\n"


def line_end(text: str, at: int) -> int:
    """Where the line ends that this is in."""
    found = LINE_END.search(text, at)
    return found.start() if found else len(text)


def spaced(text: str, old: Part, new: str) -> str:
    """With a space before it where nothing stood behind the colon."""
    return f" {new}" if old.start == old.end and text[old.start - 1 : old.start] == ":" else new


def scalar(text: str, old: str = "") -> str:
    """The text as YAML, in quotes where it needs them or the one before it had them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _OTHER_THAN_TEXT and old[:1] not in ("'", '"'):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
