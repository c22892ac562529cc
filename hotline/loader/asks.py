"""Adds a question to what people ask of one place, and changes not one other byte of the file of words.

It goes below the questions that are there, in the way in which they are written: a list line by line, a list in
brackets, or one a line below ``|``. A place without questions gets them below its keywords.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hotline.loader.inplace import Edit, Entry, NotWritten, Unfit, rewrite
from hotline.loader.parts import Part, break_in, line_end, parts, scalar, spaced
from hotline.loader.problem import LINE_END, shown

INDENT = 2


def add_ask(path: Path, name: str, place: str, question: str, *, seen: str = "") -> None:
    """Put a question of one line behind the others of a place, or raise ``NotWritten``.

    ``name`` is what the file is called in messages, ``seen`` its stamp when it was looked at.
    """
    if not question.strip() or not question.isprintable():
        raise NotWritten(f"{name}: a question is a text of one line, and not empty")
    question = question.strip()
    rewrite(path, name, place, lambda text: [_edit(text, place, question)], lambda was: _with(was, question), seen=seen)


def _with(was: Entry, question: str) -> Entry:
    """How the words read afterwards."""
    asks: Any = was.get("asks") or []
    return {**was, "asks": [*asks, question] if isinstance(asks, list) else f"{asks}\n{question}"}


def _edit(text: str, place: str, question: str) -> Edit:
    entry = parts(text).value(place)
    if entry is None or not entry.pairs():
        raise Unfit(f'has no words of "{shown(place)}"')
    asks = entry.value("asks")
    if asks is None:
        return _first(text, entry, question)
    if asks.text is not None:
        return _in_a_text(text, place, asks, question)
    if not asks.inside:
        return asks.start + 1, asks.start + 1, scalar(question)
    last = asks.inside[-1]
    written = scalar(question, text[last.start : last.end])
    if asks.flow:
        return last.end, last.end, f", {written}"
    return _below(text, asks.start, last.end, f"{' ' * asks.column}- {written}")


def _first(text: str, entry: Part, question: str) -> Edit:
    after = entry.value("keywords") or entry.value("label") or entry.inside[-1]
    if entry.flow:
        return after.end, after.end, f", asks: [{scalar(question)}]"
    indent = " " * entry.column
    row = f"{indent}asks:{break_in(text, entry.start)}{indent}{' ' * INDENT}- {scalar(question)}"
    return _below(text, entry.start, after.end, row)


def _in_a_text(text: str, place: str, asks: Part, question: str) -> Edit:
    written = text[asks.start : asks.end]
    if not (asks.text or "").strip() and not written.startswith("|"):
        return asks.start, asks.end, spaced(text, asks, f"[{scalar(question)}]")
    rows = [row for row in LINE_END.split(written)[1:] if row.strip()]
    if not written.startswith("|") or not rows:
        raise Unfit(f'the asks of "{shown(place)}" are no list and not below "|"; write them one a line below "|"')
    indent = min(len(row) - len(row.lstrip(" ")) for row in rows)
    return _below(text, asks.start, asks.end, f"{' ' * indent}{question}")


def _below(text: str, start: int, after: int, row: str) -> Edit:
    """A row below the one in which something ends, with the line end that is usual from ``start`` on."""
    at = line_end(text, after)
    return at, at, f"{break_in(text, start)}{row}"
