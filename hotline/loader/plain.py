"""Says in an operator's words what PyYAML says in its own ("mapping values are not allowed here").

PyYAML has two parsers, one in C and one in Python, with two wordings; both are looked for. What cannot be told from the
wording is told from the line itself: an apostrophe in a quoted text and a wrong indent are one error to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from hotline.loader.problem import LINE_END, shown

ENDS = "\n\r\x85\u2028\u2029"


class Found(NamedTuple):
    """Where the parser stopped: what it says, the line's text before and after, and the character in between."""

    before: str
    character: str
    opened: bool  # what is unfinished was opened in this same line


class Place(NamedTuple):
    """A place in a text; line and column count from 0, as the parsers' marks do."""

    line: int
    column: int


class Case(NamedTuple):
    """What the parser may say, what we say, and whether the place is where the unfinished thing began."""

    wording: re.Pattern[str]
    say: str | Callable[[Found], str]
    at_start: bool | Callable[[Found], bool] = False


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[Place | None, str]:
    """The place that fits best, if the parser gave one, and what is wrong there and what would fit."""
    lines = LINE_END.split(text)
    start = _inside(error.context_mark or error.problem_mark, lines)
    end = _inside(error.problem_mark or error.context_mark, lines)
    found = _found(lines, start, end)
    wording = f"{error.context or ''}: {error.problem or ''}"
    for case in _CASES:
        if case.wording.search(wording):
            at_start = case.at_start(found) if callable(case.at_start) else case.at_start
            return start if at_start else end, case.say(found) if callable(case.say) else case.say
    return end, f"is not YAML here ({shown(wording, 120)}); look at the quotes, colons and indents"


def _inside(mark: Any, lines: list[str]) -> Place | None:
    """Where a mark points. The C parser ends a text without a last line end in a line that is not there."""
    if mark is None:
        return None
    if mark.line >= len(lines):
        return Place(len(lines) - 1, len(lines[-1]))
    return Place(mark.line, mark.column)


def _found(lines: list[str], start: Place | None, end: Place | None) -> Found:
    if start is None or end is None:
        return Found("", "", opened=False)
    line = lines[end.line]
    return Found(line[: end.column], line[end.column : end.column + 1], opened=start.line == end.line)


def _begins(found: Found) -> str:
    if found.character == "\t":
        return "a tab is used here; indent with spaces"
    return f"a text cannot begin with {found.character or 'this'}; put quotes around the text"


def _colon(found: Found) -> str:
    if len(found.before) > 1000:
        return "the name before this colon is too long; write a short name, a colon and a space"
    if re.search(r":\s", found.before):
        return 'a text has a colon and a space in it here; put quotes around the whole text, like "Call: now"'
    return (
        "this entry does not fit under the line above; entries side by side begin in the same column, "
        "and the line above needs its own colon"
    )


def _side_by_side(found: Found) -> str:
    before = found.before.rstrip()
    if not before:
        if found.character == "-":
            return 'a list item ("- ") stands among entries like "name: value"; indent it under its name'
        if found.character == ":":
            return "a colon without a name before it; write a name, a colon and a space"
        return "this line begins in another column than the lines it belongs to; line it up with them"
    if before[-1] in "\"'":
        return f"the text in quotes ended before this; put the other kind of quotes than {before[-1]} around all of it"
    if before[-1] in "]}":
        opening = "{" if before[-1] == "}" else "["
        return f"the text goes on behind a bracket; a text that begins with {opening} needs quotes around all of it"
    return "this does not belong to the entry before it; put quotes around a text, or line the entries up"


def _unclosed(found: Found) -> str:
    if found.opened and found.character == ":":
        return "a text inside brackets has a colon and a space in it; put quotes around the text"
    return "the bracket that opens here is not closed, or a comma is missing in it"


def _in_brackets(found: Found) -> bool:
    return not (found.opened and found.character == ":")


def _nothing(found: Found) -> str:
    if found.character in ("", *ENDS):
        return "something is missing at the end: a bracket that was opened is not closed"
    return f"a text was expected before {found.character} here; put quotes around a text that has it inside"


def _case(wording: str, say: str | Callable[[Found], str], at_start: bool | Callable[[Found], bool] = False) -> Case:
    return Case(re.compile(wording), say, at_start)


_CASES = (  # the first that fits
    _case(r"tab character|'\\t'", "a tab is used here; indent with spaces"),
    _case("scanning an? (alias|anchor)", "a text that begins with * or & needs quotes around it", True),
    _case(r"(scanning|parsing) a tag|tag handle|%TAG", "a text that begins with ! needs quotes around it", True),
    _case("document start|directive|YAML document|version", 'a line cannot begin with "%", nor follow a line "..."'),
    _case("cannot start any token", _begins),
    _case("mapping values are not allowed", _colon),
    _case("entries are not allowed", "a list item cannot stand here; begin it on its own line, or put it in quotes"),
    _case("mapping keys are not allowed", "a text that begins with a question mark and a space needs quotes around it"),
    _case("quoted scalar.*(end of stream|document)", "the quote that opens here is never closed", True),
    _case(
        "quoted scalar|double-quoted",
        r"a backslash in double quotes has a meaning of its own; use single quotes, or write \\ for one",
    ),
    _case(
        "simple key",
        'this line has no colon and space; write "name: value", or indent it as a part of the text above',
        True,
    ),
    _case("comment or|indentation indicator", "nothing may stand behind > or | here; begin the text on the next line"),
    _case("flow (sequence|mapping): .*expected ','", _unclosed, _in_brackets),
    _case("node content", _nothing),
    _case("expected key|<block end>|block collection", _side_by_side),
)
