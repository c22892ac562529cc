"""Takes values of the right kind out of nodes and notes what does not fit. It always gives something to go on with."""

from __future__ import annotations

from collections.abc import Collection

from hotline.loader.nodes import Node, Row, Table
from hotline.loader.problem import Mark, Problem, Text, did_you_mean, shown


class Fields:
    """Reads tables; ``problems`` grows."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def wrong(self, mark: Mark, rule: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(mark, rule, message))

    def known(self, table: Table, names: Collection[str], what: str) -> None:
        """Every name in the table is one of these."""
        for name in table.rows:
            if name not in names:
                fits = did_you_mean(name, names)
                self.wrong(name.mark, "unknown-key", f'"{shown(name)}" is nothing that {what} has{fits}')

    def table(self, node: Node | None, what: str, mark: Mark) -> Table:
        """The node as a table; an empty one where it is none."""
        if isinstance(node, Table):
            return node
        if node is not None:
            self.wrong(node.mark, "wrong-kind", f'{what} should be entries like "name: value"')
        return Table(mark)

    def text(self, table: Table, name: str, *, needed: str = "") -> Text | None:
        """The text under a name. ``needed`` says of what it is a part, where it may not be left out."""
        node = table.get(name)
        if isinstance(node, Text) and node.strip():
            return node
        if node is None or isinstance(node, Text):
            if needed:
                what = "is empty" if node is not None else "is missing"
                self.wrong(node.mark if node is not None else table.mark, "missing-key", f'"{name}" of {needed} {what}')
            return None
        self.wrong(node.mark, "wrong-kind", f'"{name}" should be a text')
        return None

    def texts(self, table: Table, name: str) -> list[Text] | None:
        """The list of texts under a name, or nothing where it is not there."""
        node = table.get(name)
        if node is None:
            return None
        if not isinstance(node, Row):
            self.wrong(node.mark, "wrong-kind", f'"{name}" should be a list, like [one, two]')
            return []
        found = []
        for item in node.items:
            if isinstance(item, Text) and item.strip():
                found.append(item)
            else:
                self.wrong(item.mark, "wrong-kind", f'"{name}" should hold texts, none of them empty')
        return found

    def flat(self, table: Table, name: str) -> dict[str, Text]:
        """The table of texts under a name; an empty one where it is not there."""
        inner = self.table(table.get(name), f'"{name}"', table.mark)
        found = {}
        for key in inner.rows:
            value = self.text(inner, key, needed=f'"{name}"')
            if value is not None:
                found[str(key)] = value
        return found

    def lists(self, table: Table, name: str) -> dict[str, list[Text]]:
        """The table of lists under a name."""
        inner = self.table(table.get(name), f'"{name}"', table.mark)
        return {key: self.texts(inner, key) or [] for key in inner.rows}

    def one_of(self, value: Text | None, allowed: Collection[str], what: str) -> None:
        """The value is one of these."""
        if value is not None and value not in allowed:
            self.wrong(value.mark, "wrong-value", f'{what} "{shown(value)}" is unknown{did_you_mean(value, allowed)}')

