"""A problem in a line's files, as a value: where, how bad, which rule, what was found and what would fit."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "notice"]

# Looking for what was meant takes time with the square of the lengths, and a broken file can ask for it often.
_LONGEST, _ALIKE, _LOOKED_AT = 60, 20, 1000

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what an editor calls a line end, and YAML too


class Mark(NamedTuple):
    """A place in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


class Text(str):
    """A text that an operator wrote, which knows where it stands; ``raw`` is how it stands there."""

    mark: Mark
    raw: str

    def __new__(cls, value: str, mark: Mark, raw: str = "") -> Text:
        """The text with its mark."""
        text = super().__new__(cls, value)
        text.mark = mark
        text.raw = raw
        return text

    def at(self, offset: int) -> Mark:
        """Where the character at this offset stands in the file.

        A folded text has other line ends and indents than the file, but the same letters in the same order, so the
        letters are counted. Where escapes stand for letters the text's own mark is all that is known.
        """
        if not self.raw or ("\\" in self.raw if self.raw[0] == '"' else self.raw[0] == "'" and "''" in self.raw):
            return self.mark
        letters = len("".join(self[:offset].split()))
        where = self._places
        return self._mark_at(where[letters]) if letters < len(where) else self.mark

    def lines(self) -> Iterator[Text]:
        """Each line that has something in it, as a text of its own."""
        if not self.raw.startswith("|"):
            offset = 0
            for line in self.split("\n"):
                if line.strip():
                    yield Text(line.strip(), self.at(offset + len(line) - len(line.lstrip())))
                offset += len(line) + 1
            return
        for below, line in enumerate(LINE_END.split(self.raw)[1:], 1):
            text = line.strip()
            if text:
                mark = Mark(self.mark.file, self.mark.line + below, len(line) - len(line.lstrip()) + 1)
                yield Text(text, mark, text)

    @cached_property
    def _places(self) -> list[int]:
        """Where in ``raw`` each letter stands."""
        return [at for at in range(self._begin(), len(self.raw)) if not self.raw[at].isspace()]

    @cached_property
    def _lines(self) -> list[int]:
        """Where in ``raw`` each line begins."""
        return [0, *(end.end() for end in LINE_END.finditer(self.raw))]

    def _begin(self) -> int:
        """Where in ``raw`` the letters begin: after a quote, or after the line of ``>-`` or ``|``."""
        if self.raw[0] in ">|":
            end = LINE_END.search(self.raw)
            return end.end() if end else len(self.raw)
        return 1 if self.raw[0] in "\"'" else 0

    def _mark_at(self, position: int) -> Mark:
        line = bisect_right(self._lines, position) - 1
        column = position - self._lines[line] + (1 if line else self.mark.column)
        return Mark(self.mark.file, self.mark.line + line, column)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing for the operator to look at. Sorts by file, line and column; ``more`` lines show it at length."""

    mark: Mark
    rule: str
    message: str
    severity: Severity = "error"
    more: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``menus/food.yaml:12:9: choice "fod" is no place; did you mean "food"? (unknown-place)``."""
        level = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.mark.file}:{self.mark.line}:{self.mark.column}: {level}{self.message} ({self.rule})"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What would fit in place of a wrong word: ``; did you mean "food"?``, or the whole list where it is short."""
    names = sorted(known)
    alike = (name for name in names if abs(len(name) - len(word)) <= _ALIKE) if len(word) <= _LONGEST else ()
    close = difflib.get_close_matches(word, list(islice(alike, _LOOKED_AT)), n=1)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; it can be: {', '.join(names)}" if 0 < len(names) <= 12 else ""


def shown(text: str, limit: int = 40) -> str:
    """A text short enough and plain enough to stand in a message."""
    plain = "".join(c if c.isprintable() else "?" for c in text[: limit + 1])
    return plain if len(plain) <= limit else plain[: limit - 3] + "..."
