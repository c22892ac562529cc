"""Takes values of the right kind out of nodes and notes what does not fit. It always gives something to go on with."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from hotline.loader.nodes import Node, Row, Table, kind_of
from hotline.loader.problem import Mark, Problem, Text, did_you_mean, shown
from hotline.loader.written import Waiver

LONGEST = 5000  # characters of one text, four times what can be sent or said of a place; rules are quick up to that
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_day(text: str) -> bool:
    try:
        return _DAY.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


class Fields:
    """Reads tables; ``problems`` and ``waivers`` grow."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.waivers: list[Waiver] = []

    def wrong(self, mark: Mark, rule: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(mark, rule, message))

    def known(self, table: Table, names: Collection[str], what: str) -> None:
        """Every name in the table is one of these."""
        for name, node in table.rows.items():
            if name in names:
                continue
            fits = did_you_mean(name, names)
            if node == "":  # {sms: Hello, there, voice: Hello}
                fits += "; where it is part of a text with a comma, put quotes around all of that text"
            self.wrong(name.mark, "unknown-key", f'"{shown(name)}" is nothing that {what} has{fits}')

    def table(self, node: Node | None, what: str, mark: Mark) -> Table:
        """The node as a table; an empty one where it is none."""
        if isinstance(node, Table):
            return node
        if node is not None:
            message = f'{what} should be entries like "name: value", and here is {kind_of(node)}'
            self.wrong(node.mark, "wrong-kind", message)
        return Table(mark)

    def text(self, table: Table, name: str, *, needed: str = "") -> Text | None:
        """The text under a name. ``needed`` says of what it is a part, where it may not be left out."""
        node = table.get(name)
        if isinstance(node, Text) and node.strip():
            return self._short(node)
        if node is None or isinstance(node, Text):
            if needed:
                mark, what = (table.mark, "is missing") if node is None else (node.mark, "is empty")
                self.wrong(mark, "missing-key", f'"{shown(name)}" of {needed} {what}')
            return None
        self._no_text(node, f'"{shown(name)}" should be a text')
        return None

    def texts(self, table: Table, name: str) -> list[Text] | None:
        """The list of texts under a name, or nothing where it is not there."""
        node = table.get(name)
        if node is None:
            return None
        if not isinstance(node, Row):
            message = f'"{shown(name)}" should be a list, like [one, two], and here is {kind_of(node)}'
            self.wrong(node.mark, "wrong-kind", message)
            return []
        found = []
        for item in node.items:
            if isinstance(item, Text) and item.strip():
                found.append(self._short(item))
            else:
                self._no_text(item, f'"{shown(name)}" should hold texts, none of them empty')
        return found

    def lines(self, table: Table, name: str) -> list[Text] | None:
        """A list of texts, or one a line below ``|``: many texts are easier to write so, and quicker to read."""
        node = table.get(name)
        if not isinstance(node, Text):
            return self.texts(table, name)
        if not node.strip():
            self._no_text(node, f'"{shown(name)}" should be a list, or texts below "|", one a line')
        return [self._short(text) for text in node.lines()]

    def _short(self, text: Text) -> Text:
        """The text, or as much of it as is looked over."""
        if len(text) <= LONGEST:
            return text
        message = f"is a text of {len(text):,} characters; {LONGEST:,} are the most, so make several of it"
        self.wrong(text.mark, "too-big", message)
        return Text(text[:LONGEST], text.mark, text.raw[: 2 * LONGEST])

    def _no_text(self, node: Node, should: str) -> None:
        quotes = "; put quotes around a text with a colon, a curly or a square bracket in it"
        hint = "" if isinstance(node, Text) else quotes
        self.wrong(node.mark, "wrong-kind", f"{should}, and here is {kind_of(node)}{hint}")

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

    def rows(self, table: Table, name: str) -> list[Text]:
        """The names in the table under a name, each with its own mark; none where it is no table."""
        inner = table.get(name)
        return list(inner.rows) if isinstance(inner, Table) else []

    def waive(self, table: Table, since: Mark) -> None:
        """Note which rules do not hold for the thing that this table is, and why. It begins at ``since``."""
        inner = self.table(table.get("waive"), '"waive"', table.mark)
        for rule in inner.rows:
            reason = self.text(inner, rule, needed='"waive" (the reason)')
            if reason is not None:
                self.waivers.append(Waiver(rule, reason, since.line, max(table.last, since.line)))

    def date(self, value: Text | None, name: str) -> None:
        """The value is a day that there is, as 2026-11-23."""
        if value is not None and not _is_day(value):
            self.wrong(value.mark, "wrong-value", f'{name} "{shown(value)}" should be a day like 2026-11-23')

    def one_of(self, value: Text | None, allowed: Collection[str], what: str) -> None:
        """The value is one of these."""
        if value is not None and value not in allowed:
            self.wrong(value.mark, "wrong-value", f'{what} "{shown(value)}" is unknown{did_you_mean(value, allowed)}')
