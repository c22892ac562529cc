"""A difference told to a reviewer in plain lines, and as data for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from difflib import SequenceMatcher
from typing import Any

from hotline.channels.sentences import paragraphs, sentences
from hotline.workbench.diff import Change, Difference, Part, Resized
from hotline.workbench.entries import KINDS, Kind, Value
from hotline.workbench.size import Size

PLURAL: dict[Kind, str] = {
    "place": "places",
    "sentence": "sentences of the line",
    "number": "phone numbers",
    "source": "sources",
    "safety": "safety patterns",
    "language": "languages",
    "settings": "settings",
}
_IN_ORDER = frozenset({"choices", "next", "languages", "digits"})  # the order is what people meet
_WORDS = {"sms": "words to read", "voice": "words to hear"}
PARAGRAPH = "(new paragraph)"


def tell(found: Difference) -> str:
    """The difference, a paragraph for each part, behind a line that counts them; "" where nothing changed."""
    if not found:
        return ""
    counts = Counter(part.key.kind for part in found.parts)
    head = ", ".join(f"{PLURAL[kind]}: {counts[kind]}" for kind in KINDS if counts[kind])
    return "\n\n".join([f"Changed {head}", *map(_part, found.parts), *_others(found.resized)])


def compared(old: str, new: str) -> list[str]:
    """Two texts sentence by sentence: "- " was there, "+ " is there now, two spaces stayed."""
    return list(_sentence_rows(_split(old), _split(new)))


def as_data(found: Difference) -> dict[str, Any]:
    """The difference as plain data: a row for each part, with its changes and the sizes of its words."""
    return {
        "parts": [
            {
                **part.key._asdict(),
                "number": part.number,
                "state": part.state,
                "changes": [
                    {**change.aspect._asdict(), "old": _listed(change.old), "new": _listed(change.new)}
                    for change in part.changes
                ],
                "sizes": [_size_row(size) for size in part.sizes],
            }
            for part in found.parts
        ],
        "resized": [{"name": size.wording.key.name, **_size_row(size)} for size in found.resized],
    }


def _listed(value: Value | None) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value


def _size_row(size: Resized) -> dict[str, Any]:
    sides = {"old": size.old, "new": size.new}
    rows = {side: None if found is None else asdict(found) for side, found in sides.items()}
    return {"lang": size.wording.lang, "channel": size.wording.channel, **rows}


def _part(part: Part) -> str:
    sizes = {(size.wording.lang, size.wording.channel): size for size in part.sizes}
    state = "" if part.state == "changed" else f"({part.state})"
    lines = [" ".join(filter(None, (part.key.kind, part.number, part.key.name, state)))]
    for change in part.changes:
        size = sizes.pop((change.aspect.lang, change.aspect.channel), None) if change.aspect.channel else None
        lines += [f"  {_title(change)}{f' ({_sized(size)})' if size else ''}", *(f"    {row}" for row in _rows(change))]
    lines += [f"  {_of(size)}: {_sized(size)}" for size in sizes.values()]
    return "\n".join(lines)


def _title(change: Change) -> str:
    what = _WORDS.get(change.aspect.channel) or change.aspect.what.replace("_", " ")
    return f"{change.aspect.lang} {what}".strip()


def _of(size: Resized) -> str:
    return f"{size.wording.lang} {_WORDS[size.wording.channel]}"


def _others(resized: tuple[Resized, ...]) -> Iterator[str]:
    if resized:
        rows = (f"  {size.wording.key.name}, {_of(size)}: {_sized(size)}" for size in resized)
        yield "\n".join(["Words that did not change, but have another size now", *rows])


def _sized(size: Resized) -> str:
    """``segments 1 2 -> 1 1, grade 5.1 -> 4.2``; a figure that stayed is said once."""
    sms = size.wording.channel == "sms"
    figures = [("segments", _segments) if sms else ("seconds", _seconds), ("grade", _grade)]
    told = []
    for name, figure in figures:
        old, new = (figure(side) if side else "" for side in (size.old, size.new))
        if old or new:
            told.append(f"{name} {old or 'none'} -> {new or 'none'}" if old != new else f"{name} {new}")
    return ", ".join(told)


def _segments(size: Size) -> str:
    return " ".join(map(str, size.segments))


def _seconds(size: Size) -> str:
    return f"{size.seconds:.1f}"


def _grade(size: Size) -> str:
    return "" if size.grade is None else f"{size.grade:.1f}"


def _rows(change: Change) -> Iterable[str]:
    """Old and new, a thing a line: "- " was there, "+ " is there now, two spaces stayed."""
    old, new = change.old, change.new
    if change.aspect.channel:
        return _sentence_rows(_split(old), _split(new))
    if isinstance(old, tuple | None) and isinstance(new, tuple | None) and change.aspect.what not in _IN_ORDER:
        gone = [f"- {item}" for item in old or () if item not in (new or ())]
        come = [f"+ {item}" for item in new or () if item not in (old or ())]
        return [*gone, *come] or ["the same, in another order or number"]
    return [f"{sign} {_joined(side)}" for sign, side in (("-", old), ("+", new)) if side is not None]


def _joined(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _split(words: Value | None) -> list[str]:
    """The sentences of words, with a mark between paragraphs."""
    found: list[str] = []
    for paragraph in paragraphs(words) if isinstance(words, str) else ():
        found += [*([PARAGRAPH] if found else []), *sentences(paragraph)]
    return found


def _sentence_rows(old: list[str], new: list[str]) -> Iterator[str]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (f"  {sentence}" for sentence in new[c:d])
        else:
            yield from (f"- {sentence}" for sentence in old[a:b])
            yield from (f"+ {sentence}" for sentence in new[c:d])
