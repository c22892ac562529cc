"""What changed between two lines, each changed place once.

Rule 1: a place is the same place by its name; one with another name but the same number is the same, renamed.
Rule 2: a place is told once, with everything that changed in it: where it leads, its words, who signed them.
Rule 3: words are compared as they are written. What others' changes do to a place (a longer "text MORE" makes another
page) is told apart, in one list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from hotline.model import Line
from hotline.workbench.entries import KINDS, Aspect, Entries, Key, Kind, Value, entries
from hotline.workbench.size import Size, Sizes, Wording, sizes

State = Literal["added", "removed", "changed"]
_ORDER = ("name", "kind", "number", "choices", "next", "transfer", "sources", "label", "keywords", "asks", "words")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another now; nothing where there was, or is, none."""

    aspect: Aspect
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True)
class Resized:
    """The size of some words before and now; nothing where there were, or are, no words."""

    wording: Wording
    old: Size | None
    new: Size | None


@dataclass(frozen=True, slots=True)
class Part:
    """A place, a sentence, a number, a source, a language or the settings, with all that changed in it.

    ``number`` is a place's. ``sizes`` are those of the words that changed, and of others in it that have another size
    now.
    """

    key: Key
    number: str
    state: State
    changes: tuple[Change, ...]
    sizes: tuple[Resized, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed. ``resized`` are the words that have another size now, though nothing in their place changed."""

    parts: tuple[Part, ...] = ()
    resized: tuple[Resized, ...] = ()

    def __bool__(self) -> bool:
        """Something changed."""
        return bool(self.parts)

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """The parts of one kind."""
        return tuple(part for part in self.parts if part.key.kind == kind)

    def only(self, lang: str) -> Difference:
        """What changed in this language, and what belongs to none."""
        parts = (
            replace(
                part,
                changes=tuple(change for change in part.changes if change.aspect.lang in ("", lang)),
                sizes=tuple(size for size in part.sizes if size.wording.lang == lang),
            )
            for part in self.parts
        )
        resized = tuple(size for size in self.resized if size.wording.lang == lang)
        return Difference(tuple(part for part in parts if part.changes), resized)


def diff(old: Line, new: Line) -> Difference:
    """What changed from one line to the other."""
    renamed = _renamed(old, new)
    before, after = entries(old, renamed), entries(new)
    resized = _resized(sizes(old, renamed), sizes(new))
    keys = sorted(dict.fromkeys([*after, *before]), key=lambda key: KINDS.index(key.kind))  # what is gone comes last
    parts = tuple(part for key in keys if (part := _part(key, before, after, resized)))
    changed = {part.key for part in parts}
    return Difference(parts, tuple(r for r in resized if r.wording.key not in changed and r.old != r.new))


def _renamed(old: Line, new: Line) -> dict[str, str]:
    """The old names of places that have another one now."""
    names, former = {place.id for place in new.places.values()}, {place.id for place in old.places.values()}
    pairs = ((place.id, new.places[number].id) for number, place in old.places.items() if number in new.places)
    return {before: after for before, after in pairs if before not in names and after not in former}


def _part(key: Key, before: Entries, after: Entries, resized: list[Resized]) -> Part | None:
    old, new = before.get(key, {}), after.get(key, {})
    changes = [Change(a, old.get(a), new.get(a)) for a in {**new, **old} if old.get(a) != new.get(a)]
    if not changes:
        return None
    state: State = "added" if key not in before else "removed" if key not in after else "changed"
    langs = list(dict.fromkeys(aspect.lang for aspect in ({**new, **old})))
    changes.sort(key=lambda change: (langs.index(change.aspect.lang), _rank(change.aspect)))
    words = {(change.aspect.lang, change.aspect.channel) for change in changes if change.aspect.channel}
    own = [r for r in resized if r.wording.key == key]
    told = tuple(r for r in own if r.old != r.new or (r.wording.lang, r.wording.channel) in words)
    return Part(key, _number(key, new or old), state, tuple(changes), told)


def _number(key: Key, entry: Mapping[Aspect, Value]) -> str:
    return str(entry.get(Aspect("", "number"), "")) if key.kind == "place" else ""


def _rank(aspect: Aspect) -> int:
    return _ORDER.index(aspect.what) if aspect.what in _ORDER else len(_ORDER)


def _resized(before: Sizes, after: Sizes) -> list[Resized]:
    return [Resized(wording, before.get(wording), after.get(wording)) for wording in {**after, **before}]
