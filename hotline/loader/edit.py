"""Changes the review of one entry in a file of words, or what is known of a phone number, and not one other byte.

Rule 1: a file is never written anew from what was read of it. The parse events say where the values of the review
stand, and only those characters are exchanged; comments, layout, line ends and quotes stay because nobody touches them.
Rule 2: if anything but that review would read differently, nothing is written (``hotline.loader.inplace``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from hotline.loader.inplace import Edit, Entry, NotWritten, Unfit, rewrite
from hotline.loader.parts import Part, break_in, line_end, parts, scalar, spaced
from hotline.loader.problem import LINE_END, shown


def set_review(path: Path, name: str, place: str, review: Mapping[str, str], *, seen: str = "") -> None:
    """Make the review of a place's words say exactly this, or raise ``NotWritten``.

    ``name`` is what the file is called in messages, ``seen`` its stamp when it was looked at. A text that stands there
    already keeps its bytes; what is not in ``review`` is taken out. A link stays a link: the file that it leads to is
    changed.
    """
    if not all(text.strip() and text.isprintable() for text in review.values()):
        raise NotWritten(f"{name}: a review holds texts of one line, none of them empty")
    after = dict(review)
    rewrite(
        path, name, place, lambda text: _edits(text, place, review), lambda was: {**was, "review": after}, seen=seen
    )


def set_number(path: Path, name: str, number: str, facts: Mapping[str, str], *, seen: str = "") -> None:
    """Make these facts of a phone number in the line's settings say exactly this, or raise ``NotWritten``.

    What else is written of the number stays. ``name`` and ``seen`` are as for ``set_review``.
    """
    if not all(text.strip() and text.isprintable() for text in facts.values()):
        raise NotWritten(f"{name}: what is known of a number are texts of one line, none of them empty")

    def after(was: Entry) -> Entry:
        return {**was, number: {**was[number], **facts}}

    rewrite(path, name, "numbers", lambda text: _facts(text, number, facts), after, seen=seen)


def _facts(text: str, number: str, facts: Mapping[str, str]) -> list[Edit]:
    numbers = parts(text).value("numbers")
    entry = numbers.value(number) if numbers is not None else None
    if entry is None or not entry.pairs():
        raise Unfit(f'has no phone number "{shown(number)}"')
    there = {key.text for key, _ in entry.pairs()}
    missing = {name: scalar(fact) for name, fact in facts.items() if name not in there}
    edits = _changed(text, entry, {name: fact for name, fact in facts.items() if name in there})
    return [*edits, _added(text, entry, entry.inside[-1], missing)] if missing else edits


def _edits(text: str, place: str, review: Mapping[str, str]) -> list[Edit]:
    entry = parts(text).value(place)
    if entry is None or not entry.pairs():
        raise Unfit(f'has no words of "{shown(place)}"')
    old = entry.value("review")
    if old is None:
        rows = {"review": _flow(review)}
        return [_added(text, entry, entry.inside[-1], rows)]
    if old.text is not None:
        return [(old.start, old.end, spaced(text, old, _flow(review)))]
    kept = [key.text in review for key, _ in old.pairs()]
    if True not in kept:
        raise Unfit(f'the review of "{shown(place)}" has no status; write review: {{status: draft}} first')
    return [*_changed(text, old, review), *_dropped(text, old, kept)]


def _changed(text: str, old: Part, review: Mapping[str, str]) -> list[Edit]:
    """The values that differ, and what is not there yet, below or behind what is."""
    edits, missing, last = [], dict(review), old
    for key, value in old.pairs():
        new = missing.pop(key.text or "", None)
        if new is None:
            continue
        last = value
        if value.text != new:
            edits.append((value.start, value.end, spaced(text, value, scalar(new, text[value.start : value.end]))))
    if missing:
        edits.append(_added(text, old, last, {name: scalar(new) for name, new in missing.items()}))
    return edits


def _added(text: str, into: Part, after: Part, rows: Mapping[str, str]) -> Edit:
    if into.flow:
        return after.end, after.end, "".join(f", {name}: {value}" for name, value in rows.items())
    at = line_end(text, after.end)
    end = break_in(text, into.start)
    return at, at, "".join(f"{end}{' ' * into.column}{name}: {value}" for name, value in rows.items())


def _dropped(text: str, old: Part, kept: list[bool]) -> list[Edit]:
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


def _dropped_line(text: str, key: Part, value: Part) -> Edit:
    """With the line end before it, unless a comment stands in the line: that stays."""
    before = list(LINE_END.finditer(text, 0, key.start))[-1:]
    end = line_end(text, value.end)
    if before and not (text[before[0].end() : key.start] + text[value.end : end]).strip(" "):
        return before[0].start(), end, ""
    return key.start, value.end, ""


def _comments(gap: str) -> str:
    """What stays of the space between two entries in brackets when one of them goes."""
    return re.sub(r"(#[^\r\n]*)|,", lambda found: found[1] or "", gap) if "#" in gap else ""


def _flow(review: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {scalar(text)}" for name, text in review.items()) + "}"
