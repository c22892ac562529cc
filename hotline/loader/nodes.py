"""From bytes to marked nodes. No file, however broken, gives a traceback: it gives a problem that says where.

Rule 1: the parse events are walked, never PyYAML's composer. Its C form crashes the interpreter on 200,000 nested
brackets, and both forms let the last of two equal keys win in silence.
Rule 2: every scalar is read as text. YAML 1.1 would read ``no`` as False, ``9:00`` as 540 and ``+1555`` as 1555.
Rule 3: aliases, anchors and tags are refused: 300 bytes of aliases can unfold to gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hotline.loader.problem import Mark, Problem, Text, shown

DEPTH, BYTES, NODES = 50, 1_000_000, 100_000
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Table:
    """A YAML mapping: texts to nodes, in the order written."""

    mark: Mark
    rows: dict[Text, Node] = field(default_factory=dict)

    def get(self, name: str) -> Node | None:
        """The node under a name; a marked text and a plain one find the same."""
        return self.rows.get(name)  # type: ignore[call-overload,no-any-return]


@dataclass(slots=True)
class Row:
    """A YAML sequence."""

    mark: Mark
    items: list[Node] = field(default_factory=list)


Node = Text | Table | Row


class _Refused(Exception):
    """Reading stops here; the problem says why."""

    def __init__(self, mark: Mark, rule: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(mark, rule, message)


def read(path: Path, name: str) -> tuple[Table, list[Problem]]:
    """The table in a file and the problems with it; the table is empty where the file cannot be read at all."""
    problems: list[Problem] = []
    try:
        return _Tree(name, problems).grow(_text(path, name)), problems
    except _Refused as refused:
        return Table(Mark(name)), [*problems, refused.problem]


def _text(path: Path, name: str) -> str:
    start = Mark(name)
    try:
        if path.is_dir():
            raise _Refused(start, "unreadable", "this is a folder; a YAML file was expected")
        with path.open("rb") as file:
            data = file.read(BYTES + 1)
    except OSError as error:
        raise _Refused(start, "unreadable", f"cannot be read: {error.strerror or 'input error'}") from None
    if len(data) > BYTES:
        raise _Refused(start, "too-big", f"is over {BYTES:,} bytes; split it into several files")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64]:
        raise _Refused(start, "encoding", "is saved as UTF-16 or is no text; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mark = _mark_at(name, data[: error.start].decode("utf-8", "replace"))
        raise _Refused(mark, "encoding", "has a character that is not UTF-8; save the file as UTF-8") from None
    control = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if control:
        mark = _mark_at(name, text[: control.start()])
        raise _Refused(mark, "encoding", f"has a control character (U+{ord(control.group()):04X})")
    return text


def _mark_at(name: str, before: str) -> Mark:
    lines = before.split("\n")
    return Mark(name, len(lines), len(lines[-1]) + 1)


class _Tree:
    """Builds nodes out of parse events with a stack of its own, so depth costs no recursion."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        self.open: list[tuple[Table | Row, Text | None]] = []  # what is being filled, and the key waiting for its value
        self.root: Node | None = None
        self.nodes = 0

    def grow(self, text: str) -> Table:
        try:
            for event in yaml.parse(text, Loader=_PARSER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            raise _Refused(self._mark(error.problem_mark or error.context_mark), "not-yaml", _plain(error)) from None
        except yaml.YAMLError:
            raise _Refused(Mark(self.name), "not-yaml", "is not YAML") from None
        if self.root is None or self.root == "":
            raise _Refused(Mark(self.name), "empty-file", "is empty; a file holds at least one entry")
        if not isinstance(self.root, Table):
            raise _Refused(self.root.mark, "wrong-kind", 'should be entries like "name: value"')
        return self.root

    def _mark(self, mark: Any) -> Mark:
        return Mark(self.name, mark.line + 1, mark.column + 1) if mark else Mark(self.name)

    def _take(self, event: Any) -> None:
        mark = self._mark(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(mark, "alias", f"*{shown(event.anchor or '')} is an alias; write the text again instead")
        if isinstance(event, yaml.NodeEvent):
            self._guard(event, mark)
        if isinstance(event, yaml.ScalarEvent):
            self._put(Text(event.value, mark))
        elif isinstance(event, yaml.MappingStartEvent):
            self.open.append((Table(mark), None))
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open.append((Row(mark), None))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._put(self.open.pop()[0])
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise _Refused(mark, "not-yaml", '"---" starts a second document; a file holds one')

    def _guard(self, event: Any, mark: Mark) -> None:
        self.nodes += 1
        if self.nodes > NODES:
            raise _Refused(mark, "too-big", f"has over {NODES:,} entries; split it into several files")
        if len(self.open) >= DEPTH:
            raise _Refused(mark, "too-deep", f"is nested over {DEPTH} deep")
        if event.anchor:
            raise _Refused(mark, "alias", f"&{shown(event.anchor)} is an anchor; write the text again instead")
        if getattr(event, "tag", None) not in (None, "!"):
            raise _Refused(mark, "tag", f"{shown(event.tag or '')} is a tag; write plain text, in quotes if need be")

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        into, key = self.open[-1]
        if isinstance(into, Row):
            into.items.append(node)
        elif key is None:
            self._key(into, node)
        else:
            if key not in into.rows:
                into.rows[key] = node
            self.open[-1] = (into, None)

    def _key(self, into: Table, node: Node) -> None:
        if not isinstance(node, Text):
            raise _Refused(node.mark, "wrong-kind", "a name before the colon is a plain word, not a list")
        if node in into.rows:
            first = next(key for key in into.rows if key == node)
            message = f'"{shown(node)}" stands here twice; the first is in line {first.mark.line}'
            self.problems.append(Problem(node.mark, "duplicate-key", message))
        self.open[-1] = (into, node)


def _plain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "cannot be read"
    if "\\t" in problem or "tab" in problem:
        return "a tab is used here; indent with spaces"
    context = f", {error.context}" if error.context else ""
    hint = "; look at the quotes, colons and indents of this line and the one before"
    return f"is not YAML here: {shown(problem, 120)}{shown(context, 120)}{hint}"
