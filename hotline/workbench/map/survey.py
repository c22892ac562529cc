"""A line as a map: each place once, under the place that leads to it first; every other way on is a note.

Rule 1: menus come first. A place that a menu offers stands under that menu, the nearest one to the start.
Rule 2: what no menu offers stands under the topic that offers it first.
Rule 3: what is behind key 0 or the words of danger, and under no menu, stands apart: it is open from everywhere.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hotline.model import Handoff, Language, Level, Line, Menu, Place, Topic
from hotline.workbench.map.terms import ENGLISH, Terms

Kind = Literal["menu", "topic", "handoff"]
Reached = Literal["start", "choice", "next", "always", "nowhere"]

DEEPEST = 5  # places below each other in one tree; what is deeper begins a section of its own
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSHOWN = frozenset(("Cc", "Cs", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Way:
    """A way on to a place that stands elsewhere on the map: the key, and the place's number and label."""

    key: int
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map.

    keys      what a caller presses from the start menu; ``("#450",)`` where no menu leads there
    under     the number of the place that it stands under, or 0
    reached   how: from a menu's ``choice``, a topic's ``next``, ``always`` open from every place, or ``nowhere``
    dangers   the levels of danger whose words lead here
    person    key 0 leads here from every place
    calls     the phone number that a handoff dials, as people read it
    then      a topic's ways on in the order of their keys; of a menu only those to places that stand elsewhere
    inside    the places that stand under this one, in the order of their keys
    """

    number: int
    label: str
    kind: Kind
    keys: tuple[str, ...]
    under: int
    reached: Reached
    dangers: tuple[Level, ...]
    person: bool
    calls: str
    then: tuple[Way, ...]
    inside: tuple[Spot, ...]

    def walk(self) -> Iterator[Spot]:
        """This place and all that stand under it, as they are read."""
        yield self
        for spot in self.inside:
            yield from spot.walk()


@dataclass(frozen=True, slots=True)
class Section:
    """A tree of the map, or several beside each other, with a heading. The first section has none."""

    heading: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """A line's places in one language, each exactly once."""

    title: str
    language: str
    lang: str
    sections: tuple[Section, ...]
    terms: Terms = ENGLISH

    def spots(self) -> Iterator[Spot]:
        """Every place, as it is read."""
        for section in self.sections:
            for spot in section.spots:
                yield from spot.walk()

    @property
    def summary(self) -> str:
        """How much there is: ``English, 14 places: 3 menus, 10 topics, 1 handoff``."""
        kinds = [spot.kind for spot in self.spots()]
        counts = ((kinds.count(kind), kind) for kind in ("menu", "topic", "handoff"))
        parts = ", ".join(f"{count} {self.terms.kind(kind, count)}" for count, kind in counts if count)
        return f"{self.language}, {len(kinds)} {self.terms.kind('place', len(kinds))}: {parts}"


@dataclass(frozen=True, slots=True)
class _Reach:
    """How a place is reached: from which place (0: from none), by which keys."""

    parent: int
    keys: tuple[str, ...]
    reached: Reached


_Reaches = dict[int, _Reach]


def survey(line: Line, lang: str, terms: Terms = ENGLISH) -> Map:
    """The map of a line, with the labels of one of its languages."""
    reaches = _reaches(line)
    language = line.languages[lang]
    surveyor = _Surveyor(line, language, reaches, terms)
    roots: dict[Reached, list[int]] = {"start": [], "always": [], "nowhere": []}
    for number, reach in reaches.items():
        if not reach.parent:
            roots[reach.reached].append(number)
    headings = {"start": "", "always": terms.always, "nowhere": terms.nowhere}
    found = (surveyor.sections(headings[reached], numbers) for reached, numbers in roots.items() if numbers)
    sections = tuple(section for group in found for section in group)
    title = terms.title.format(sender=clean(language.sender))
    return Map(title, clean(language.name), lang, sections, terms)


def clean(text: str) -> str:
    """The text on one line, without letters that cannot be shown or that turn the direction of what follows."""
    return " ".join("".join(" " if _unshown(letter) else letter for letter in text if letter not in _BIDI).split())


def _unshown(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSHOWN or ord(letter) & 0xFFFE == 0xFFFE  # XML forbids U+FFFE and U+FFFF


def _reaches(line: Line) -> _Reaches:
    reaches = {line.start: _Reach(0, (), "start")}
    _follow(line, reaches, (line.start,), menus_only=True)
    for number in (line.person, *line.safety_places.values()):
        if number not in reaches:
            keys = "0" if number == line.person else f"#{number}"
            reaches[number] = _Reach(0, (keys,), "always")
            _follow(line, reaches, (number,), menus_only=True)
    _follow(line, reaches, tuple(reaches))
    left = [number for number in sorted(line.places) if number not in reaches]
    offered = {to for number in left for to in onward(line.places[number]) if to != number}
    for number in sorted(left, key=lambda number: number in offered):
        if number not in reaches:
            reaches[number] = _Reach(0, (f"#{number}",), "nowhere")
            _follow(line, reaches, (number,))
    return reaches


def _follow(line: Line, reaches: _Reaches, begin: Iterable[int], *, menus_only: bool = False) -> None:
    """Reach what is offered from some places on, the nearest first."""
    ahead = deque(begin)
    while ahead:
        number = ahead.popleft()
        place = line.places[number]
        if menus_only and not isinstance(place, Menu):
            continue
        for key, to in enumerate(onward(place), start=1):
            if to not in reaches:
                reached: Reached = "choice" if isinstance(place, Menu) else "next"
                reaches[to] = _Reach(number, (*reaches[number].keys, str(key)), reached)
                ahead.append(to)


def onward(place: Place) -> tuple[int, ...]:
    """The places that lie behind the keys 1, 2, 3 ... of a place; behind a handoff the one for when it is closed."""
    match place:
        case Menu(choices=choices):
            return choices
        case Topic(next=further, connect=person):
            return (person, *further) if person else further
        case Handoff(otherwise=other):
            return (other,) if other else ()


class _Surveyor:
    """Builds the trees once it is known how each place is reached."""

    def __init__(self, line: Line, language: Language, reaches: Mapping[int, _Reach], terms: Terms) -> None:
        self._line = line
        self._terms = terms
        self._language = language
        self._reaches = reaches
        self._under: dict[int, list[int]] = {}
        for number, reach in reaches.items():
            self._under.setdefault(reach.parent, []).append(number)

    def sections(self, heading: str, roots: Iterable[int]) -> Iterator[Section]:
        """A section, and one more for every place that stood too deep to have its own places under it."""
        ahead = deque([(heading, list(roots))])
        while ahead:
            heading, numbers = ahead.popleft()
            deep: list[int] = []
            yield Section(heading, tuple(self._spot(number, 0, deep) for number in numbers))
            for number in deep:
                heading = self._terms.after.format(place=f"{number} {self._label(number)}")
                ahead.append((heading, self._under[number]))

    def _spot(self, number: int, depth: int, deep: list[int]) -> Spot:
        place, reach = self._line.places[number], self._reaches[number]
        under = self._under.get(number, [])
        if under and depth == DEEPEST:
            deep.append(number)
            under = []
        levels = tuple(level for level, at in self._line.safety_places.items() if at == number)
        inside = tuple(self._spot(child, depth + 1, deep) for child in under)
        return Spot(
            number,
            self._label(number),
            _kind(place),
            reach.keys,
            reach.parent,
            reach.reached,
            levels,
            number == self._line.person,
            self._line.numbers[place.transfer].shown if isinstance(place, Handoff) else "",
            tuple(self._then(place, under)),
            inside,
        )

    def _then(self, place: Place, under: list[int]) -> Iterator[Way]:
        for key, to in enumerate(onward(place), start=1):
            if not (isinstance(place, Menu) and to in under):
                yield Way(key, to, self._label(to))

    def _label(self, number: int) -> str:
        words = self._language.words.get(number)
        label = clean(words.label) if words else ""
        return label[:1].upper() + label[1:] if label else self._line.places[number].id


def _kind(place: Place) -> Kind:
    match place:
        case Menu():
            return "menu"
        case Topic():
            return "topic"
        case Handoff():
            return "handoff"
