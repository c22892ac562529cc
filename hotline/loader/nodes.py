"""From text to marked nodes. No file, however broken, gives a traceback: it gives a problem that says where.

Rule 1: the parse events are walked, never PyYAML's composer. Its C form crashes the interpreter on 200,000 nested
brackets, and both forms let the last of two equal keys win in silence.
Rule 2: every scalar is read as text. YAML 1.1 would read ``no`` as False, ``9:00`` as 540 and ``+1555`` as 1555.
Rule 3: aliases, anchors and tags are refused: 300 bytes of aliases can unfold to gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from hotline.loader.plain import explain
from hotline.loader.problem import Mark, Problem, Text, shown
from hotline.loader.source import CONTROL, Refused, no_control, text_of

DEPTH, NODES = 50, 100_000
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Table:
    """A YAML mapping: texts to nodes, in the order written; ``last`` is the last line that it may reach to."""

    mark: Mark
    rows: dict[Text, Node] = field(default_factory=dict)
    last: int = 0

    def get(self, name: str) -> Node | None:
        """The node under a name; a marked text and a plain one find the same."""
        return self.rows.get(name)  # type: ignore[call-overload,no-any-return]


@dataclass(slots=True)
class Row:
    """A YAML sequence."""

    mark: Mark
    items: list[Node] = field(default_factory=list)


Node = Text | Table | Row


def read(path: Path, name: str) -> tuple[Table, list[Problem]]:
    """The table in a file and the problems with it; the table is empty where the file cannot be read at all."""
    try:
        table, problems = _grown(text_of(path, name), name, _PARSER)
    except Refused as refused:
        return Table(Mark(name)), [refused.problem]
    return table, list(problems)


@lru_cache(maxsize=128)
def _grown(text: str, name: str, parser: Any) -> tuple[Table, tuple[Problem, ...]]:
    """What a text holds; remembered, for when a line is read again most of its files are as they were."""
    problems: list[Problem] = []
    try:
        return _Tree(name, problems, parser).grow(text), tuple(problems)
    except Refused as refused:
        return Table(Mark(name)), (*problems, refused.problem)


def forget() -> None:
    """Forget what the files held: 15 MB of a large line, that spare a third of a second when it is read again."""
    _grown.cache_clear()


@dataclass(slots=True)
class _Open:
    """What is being filled, the key that waits for its value, and where each key stood first."""

    node: Table | Row
    key: Text | None = None
    lines: dict[str, int] = field(default_factory=dict)


class _Tree:
    """Builds nodes out of parse events with a stack of its own, so depth costs no recursion."""

    def __init__(self, name: str, problems: list[Problem], parser: Any) -> None:
        self.name = name
        self.parser = parser
        self.problems = problems
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.nodes = 0
        self.last = Mark(name)
        self.text = ""

    def grow(self, text: str) -> Table:
        self.text = text
        try:
            for event in yaml.parse(text, Loader=self.parser):
                self.last = self._mark(event.start_mark)
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark, message = explain(error, text)
            raise Refused(self._mark(mark), "not-yaml", message) from None
        except (yaml.YAMLError, ValueError, OverflowError):  # the Python parser on "\U00110000"
            raise Refused(self.last, "not-yaml", "cannot be read from here on; look for a backslash") from None
        if self.root is None or self.root == "" or (isinstance(self.root, Table) and not self.root.rows):
            raise Refused(Mark(self.name), "empty-file", "is empty; a file holds at least one entry")
        if not isinstance(self.root, Table):
            found = kind_of(self.root)
            raise Refused(self.root.mark, "wrong-kind", f'should be entries like "name: value", and here is {found}')
        return self.root

    def _mark(self, mark: Any) -> Mark:
        return Mark(self.name, mark.line + 1, mark.column + 1) if mark else self.last

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            name = f"*{shown(event.anchor or '')}"
            raise Refused(self.last, "alias", f'"{name}" stands for another text; write that text here, or use quotes')
        if isinstance(event, yaml.NodeEvent):
            self._guard(event)
        if isinstance(event, yaml.ScalarEvent):
            self._put(self._text(event))
        elif isinstance(event, yaml.MappingStartEvent):
            self.open.append(_Open(Table(self.last)))
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open.append(_Open(Row(self.last)))
        elif isinstance(event, yaml.CollectionEndEvent):
            node = self.open.pop().node
            if isinstance(node, Table):  # the end of a block is marked where the next thing begins
                end = self._mark(event.end_mark)
                node.last = end.line - (end.column == 1)
            self._put(node)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise Refused(self.last, "not-yaml", '"---" starts a second document; a file holds one, so take it out')

    def _guard(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > NODES:
            raise Refused(self.last, "too-big", f"has over {NODES:,} entries; split it into several files")
        if len(self.open) >= DEPTH:
            raise Refused(self.last, "too-deep", f"is nested over {DEPTH} deep; take brackets or indents out")
        if event.anchor:
            name = f"&{shown(event.anchor)}"
            raise Refused(self.last, "alias", f'"{name}" names a text; take it out, or put quotes around the text')
        if event.tag is not None:
            name = shown(str(event.tag)) or "!"
            raise Refused(self.last, "tag", f'"{name}" is a tag; take it out, or put quotes around the text')

    def _text(self, event: Any) -> Text:
        """The scalar as text. Double quotes can hide what may not stand in a file: ``"\\0"``."""
        control = CONTROL.search(event.value) if event.style == '"' else None
        if control:
            self.problems.append(Problem(self.last, "encoding", no_control(control.group())))
        if control:
            return Text(CONTROL.sub("", event.value), self.last)
        return Text(event.value, self.last, self.text[event.start_mark.index : event.end_mark.index])

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        into = self.open[-1]
        if isinstance(into.node, Row):
            into.node.items.append(node)
        elif into.key is None:
            into.key = self._key(into, node)
        else:
            into.node.rows.setdefault(into.key, node)
            into.key = None

    def _key(self, into: _Open, node: Node) -> Text:
        if not isinstance(node, Text):
            message = f"{kind_of(node)} cannot be the name before a colon; write a word, or put quotes around all of it"
            raise Refused(node.mark, "wrong-kind", message)
        first = into.lines.get(node)
        if first is None:
            into.lines[node] = node.mark.line
        else:
            message = f'"{shown(node)}" stands here twice; the first is in line {first}'
            self.problems.append(Problem(node.mark, "duplicate-key", message))
        return node


def kind_of(node: Node) -> str:
    """What a node is, in an operator's words."""
    if isinstance(node, Text):
        return f'the text "{shown(node)}"' if node.strip() else "nothing"
    return "a list" if isinstance(node, Row) else 'entries like "name: value"'
