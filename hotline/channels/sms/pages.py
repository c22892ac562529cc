"""A place's words as the texts it is sent in: pages cut at sentence ends, marked "1/3", within what a page may cost.

Rule 1: a page is at most 2 segments (306 characters of GSM-7). In a language declared UCS-2 a page with other letters
   is at most 3 segments and 201 characters.
Rule 2: the choices stay together on one page where one page holds them.
Rule 3: what stands before a place ("lead") makes its first page shorter, so pages belong to a place AND its lead.
Source: docs/yaml.md; standard B6 (320 characters or fewer are delivered best).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from hotline.channels.fill import choice_fills, fill, who_fills
from hotline.channels.normalise import normalise
from hotline.channels.sentences import paragraphs, sentences
from hotline.channels.sms.segments import count
from hotline.model import Extent, Handoff, Language, Lead, Line, PhoneNumber

LEADS: Mapping[Lead, tuple[str, ...]] = {  # a lead, and the sentences that it is
    "": (),
    "welcome": ("welcome",),
    "welcome-notice": ("welcome", "notice"),
    "welcome-also": ("welcome",),
    "welcome-open": ("welcome", "open"),
    "welcome-closed": ("welcome", "closed", "otherwise"),
    "also": (),
    "call-team": ("call-team",),
    "call-team-also": ("call-team",),
    "notice": ("notice",),
    "open": ("open",),
    "closed": ("closed", "otherwise"),
    "asked": ("asked",),
}
SEGMENTS, UCS_2_SEGMENTS, UCS_2_CHARACTERS = 2, 3, 201
LARGEST = 320  # characters; no page holds more, whatever they are
CERTAIN = 152  # so many plain characters always fit, be they brackets, which count twice and are never cut in two
_PLAIN = re.compile(r"[\n\x20-\x5f\x61-\x7e]*")  # letters, digits and signs of ASCII that GSM-7 has


class Pages(NamedTuple):
    """The texts of one place, ready to send, and on each page how many of its choices were shown by then."""

    texts: tuple[str, ...]
    shown: tuple[int, ...]

    @property
    def choices_on(self) -> int:
        """The page on which the choices begin; the last one where there are none."""
        return next((page for page, shown in enumerate(self.shown) if shown), len(self.texts) - 1)

    @property
    def extent(self) -> Extent:
        """How long the place is."""
        return Extent(len(self.texts), self.choices_on)


class _Unit(NamedTuple):
    joint: str  # what stands between this and the unit before it on a page
    text: str
    choice: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around a page's own words."""

    sender: str
    before: str
    action_first: bool
    after: str
    more: str

    def page(self, text: str, number: int, of: int, *, last: bool) -> str:
        """The whole text of one page; ``number`` counts from 1."""
        mark = f"{self.sender} {number}/{of}: " if of > 1 else f"{self.sender}: "
        first, second = (mark, text) if number > 1 or not self.before else self._led(mark, text)
        ends = [self.more if not last else "", self.after if number == 1 else ""]
        return "\n".join(((first + second).rstrip("\n"), *(end for end in ends if end)))

    def _led(self, mark: str, text: str) -> tuple[str, str]:
        """The first page behind its lead; an action comes before everything, even before who sends it."""
        return (f"{self.before}\n{mark}", text) if self.action_first else (f"{mark}{self.before}\n", text)


def fits(text: str, language: Language) -> bool:
    """The text is no longer than a page may be in this language."""
    return fits_in(text, language.text)


def fits_in(text: str, declared: str) -> bool:
    """The text is no longer than a page may be in a language declared "gsm-7" or "ucs-2"."""
    if len(text) > LARGEST:
        return False
    if len(text) <= CERTAIN and _PLAIN.fullmatch(text):
        return True
    counted = count(text)
    if declared == "ucs-2" == counted.encoding:
        return counted.units <= UCS_2_CHARACTERS and counted.segments <= UCS_2_SEGMENTS
    return counted.segments <= SEGMENTS


def show_number(number: PhoneNumber) -> str:
    """A phone number as it is read."""
    return number.shown


def sentence(line: Line, language: Language, name: str, place: int = 0) -> str:
    """One of the line's own sentences, to read; empty where it has no such form. It may name who answers at a place."""
    found = language.sentences.get(name)
    fills = who_fills(line, language, place, show_number) if place else None
    return normalise(fill(found.sms, line, language, show_number, fills)) if found else ""


def choice_line(line: Line, language: Language, number: int, key: int) -> str:
    """One numbered choice, to read."""
    found = language.sentences.get("choice")
    template = found.sms if found else "{key} {Label}"
    return normalise(fill(template, line, language, show_number, choice_fills(line, language, number, key)))


def ways_line(line: Line, language: Language) -> str:
    """The end of the first reply: the other language, said in it, and how to stop and get help."""
    other = line.language(line.next_language(language.code)) if len(line.languages) > 1 else None
    offered = sentence(line, other, "offer-language") if other else ""
    return " ".join(part for part in (offered, sentence(line, language, "stop-help")) if part)


def make_pages(line: Line, language: Language, place: int, lead: Lead) -> Pages:
    """The pages of a place in a language, behind this lead."""
    ways = ways_line(line, language) if lead.startswith("welcome") else ""
    frame = _Frame(
        sender=normalise(language.sender),
        before=" ".join(_lead(line, language, name, place) for name in LEADS[lead]),
        action_first=lead.startswith("call-team"),
        after=" ".join(filter(None, (_also(line, language, place) if lead.endswith("also") else "", ways))),
        more=sentence(line, language, "more"),
    )
    return _paged(tuple(_units(line, language, place)), frame, language.text)


def _lead(line: Line, language: Language, name: str, number: int) -> str:
    """A sentence before a place. That of the other way to a person names the other one."""
    place = line.at(number)
    other = place.otherwise if name == "otherwise" and isinstance(place, Handoff) else number
    return sentence(line, language, name, other) if other else ""


def _also(line: Line, language: Language, place: int) -> str:
    """How to get the other thing that was asked for: the key behind those of the place's own choices."""
    found = language.sentences.get("also")
    key = {"key": str(len(line.offers_with(place, place)))}
    return normalise(fill(found.sms, line, language, show_number, key)) if found else ""


@lru_cache(maxsize=2048)
def _paged(units: tuple[_Unit, ...], frame: _Frame, declared: str) -> Pages:
    """The pages of an author's words; remembered, for when a line is loaded again most of it is as it was."""
    expected = 1
    while len(pages := _lay_out(units, frame, expected, declared)) > expected:
        expected = len(pages)  # more pages have longer marks, so never fewer fit
    texts = tuple(frame.page(_joined(page), n, len(pages), last=n == len(pages)) for n, page in enumerate(pages, 1))
    shown = accumulate(sum(unit.choice for unit in page) for page in pages)
    return Pages(texts, tuple(shown))


def _units(line: Line, language: Language, place: int) -> Iterable[_Unit]:
    words = language.words.get(place)
    body = normalise(fill(words.sms, line, language, show_number)) if words else ""
    for paragraph in paragraphs(body):
        for position, text in enumerate(sentences(paragraph)):
            yield _Unit("\n" if position == 0 else " ", text)
    for key, number in enumerate(line.offers(place), 1):
        yield _Unit("\n", choice_line(line, language, number, key), choice=True)


def _joined(units: Iterable[_Unit]) -> str:
    text = ""
    for unit in units:
        text = f"{text}{unit.joint}{unit.text}" if text else unit.text
    return text


def _lay_out(units: Iterable[_Unit], frame: _Frame, of: int, declared: str) -> list[list[_Unit]]:
    """Fill page after page, where there are ``of`` of them."""
    pages: list[list[_Unit]] = []
    rest = list(units)
    while rest or not pages:
        taken = _take(rest, frame, len(pages) + 1, of, declared)
        if taken or not rest:
            rest = rest[len(taken) :]
        elif not pages and frame.before and not frame.action_first and _later(rest[0], frame, of, declared):
            taken = []  # behind a long lead the first sentence waits for the next page, whole
        else:
            head, tail = _split(rest[0], frame, len(pages) + 1, of, declared)
            # where what stands around it leaves no room at all, each page has a letter, and the last one is the end
            taken, rest = [head], [tail, *rest[1:]] if tail.text else rest[1:]
        pages.append(taken)
    return pages


def _later(unit: _Unit, frame: _Frame, of: int, declared: str) -> bool:
    """A page without a lead holds this unit, or at least its first word."""
    first_word = unit.text.partition(" ")[0]
    return any(fits_in(frame.page(text, 2, max(of, 2), last=False), declared) for text in (unit.text, first_word))


def _take(rest: list[_Unit], frame: _Frame, number: int, of: int, declared: str) -> list[_Unit]:
    """As many units as this page holds."""

    def room(units: list[_Unit], *, last: bool) -> bool:
        return fits_in(frame.page(_joined(units), number, max(of, number), last=last), declared)

    if room(rest, last=True):
        return rest
    taken: list[_Unit] = []
    for unit in rest:
        if not room([*taken, unit], last=False):
            break
        taken.append(unit)
    choices = [unit for unit in rest if unit.choice]
    broken = taken and taken[-1].choice and not taken[0].choice
    if broken and fits_in(frame.page(_joined(choices), 2, max(of, 2), last=True), declared):
        return [unit for unit in taken if not unit.choice]
    return taken


def _split(unit: _Unit, frame: _Frame, number: int, of: int, declared: str) -> tuple[_Unit, _Unit]:
    """A sentence longer than a page, cut at a word, or inside one where a single word is longer."""

    def too_long(head: str) -> bool:
        return not fits_in(frame.page(head, number, max(of, number), last=False), declared)

    words = unit.text.split(" ")
    most = bisect_left(range(1, len(words)), True, key=lambda size: too_long(" ".join(words[:size])))
    if most:
        return unit._replace(text=" ".join(words[:most])), unit._replace(text=" ".join(words[most:]))
    most = max(1, bisect_left(range(1, len(unit.text)), True, key=lambda size: too_long(unit.text[:size])))
    return unit._replace(text=unit.text[:most]), unit._replace(text=unit.text[most:])
