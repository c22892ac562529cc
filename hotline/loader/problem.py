"""A problem in a line's files, as a value: where, how bad, which rule, what was found and what would fit."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "notice"]

# Looking for what was meant takes time with the square of the lengths, and a broken file can ask for it often.
_LONGEST, _ALIKE, _LOOKED_AT = 60, 20, 1000


class Mark(NamedTuple):
    """A place in a file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


class Text(str):
    """A text that an operator wrote, which knows where it stands."""

    mark: Mark

    def __new__(cls, value: str, mark: Mark) -> Text:
        """The text with its mark."""
        text = super().__new__(cls, value)
        text.mark = mark
        return text


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing for the operator to look at. Sorts by file, line and column."""

    mark: Mark
    rule: str
    message: str
    severity: Severity = "error"

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
