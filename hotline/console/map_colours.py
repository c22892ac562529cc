"""What the places of the map are coloured by, and the legend: each colour has a sign and words that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hotline.channels.registry import CHANNELS
from hotline.console.words import Said
from hotline.model import Line
from hotline.outbox import shown_number
from hotline.store import Count
from hotline.workbench.map import Mark
from hotline.workbench.review import STATES, State
from hotline.workbench.standing import Area

WAYS = ("area", "traffic", "review")
DAYS = 30
HUES = 12  # areas that have a colour of their own; then the colours begin again, and the letters go on
STEPS = (0, 1, 11, 100, 1000)  # turns from which a place has the next darker colour
SIGNS: Mapping[State, str] = {"draft": "✎", "changed": "↻", "approved": "✓", "overdue": "!"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One colour of the legend: its mark, what it means, and how many places have it."""

    mark: Mark
    words: str
    places: int


@dataclass(frozen=True, slots=True)
class Colours:
    """The mark of each place, the same in words, and the legend."""

    marks: Mapping[int, Mark]
    told: Mapping[int, str]
    legend: tuple[Sample, ...]


def by_area(line: Line, areas: Iterable[Area], lang: str, t: Said) -> Colours:
    """The area of each place, which is called after its first place."""
    numbers = {place.id: number for number, place in line.places.items()}
    kinds: dict[int, tuple[Mark, str]] = {}
    for index, area in enumerate(areas):
        mark = Mark(f"hue-{index % HUES + 1}", _letters(index))
        words = line.languages[lang].words.get(numbers.get(area.places[0], 0))
        kinds |= {numbers[id]: (mark, words.label if words else area.name) for id in area.places if id in numbers}
    found = _colours(line, kinds, (Mark("hue-0", "-"), t("map.area-none")))
    told = {number: t("map.area", area=words) if number in kinds else words for number, words in found.told.items()}
    return Colours(found.marks, told, found.legend)


def by_traffic(line: Line, turns: Mapping[int, int], t: Said) -> Colours:
    """How many turns each place answered. Small numbers are hidden, for they might point at somebody."""
    kinds = {}
    for number in line.places:
        count = turns.get(number, 0)
        step = max(at for at, least in enumerate(STEPS) if count >= least)
        kinds[number] = (Mark(f"step-{step}", shown(count)), t("map.turns", count=shown(count)))
    held = Counter(mark.look for mark, _ in kinds.values())
    legend = (Sample(Mark(f"step-{at}", _from(at)), _from(at), held[f"step-{at}"]) for at in range(len(STEPS)))
    marks, told = _apart(kinds)
    return Colours(marks, told, tuple(legend))


def by_review(line: Line, states: Mapping[str, State], t: Said) -> Colours:
    """Whether the words of each place, by its id, are signed."""
    names = {state: (Mark(f"state-{state}", SIGNS[state]), t(f"map.state-{state}")) for state in STATES}
    kinds = {number: names[states[place.id]] for number, place in line.places.items() if place.id in states}
    found = _colours(line, kinds, (Mark("hue-0", "-"), t("map.state-none")))
    held = Counter(found.marks.values())
    every = tuple(Sample(mark, words, held[mark]) for mark, words in names.values())
    others = tuple(sample for sample in found.legend if sample.mark.look == "hue-0")
    return Colours(found.marks, found.told, every + others)


def turns_of(counts: Iterable[tuple[Count, int]]) -> Mapping[int, int]:
    """Turns by the place that answered them. What the outbox counts is no turn."""
    found: Counter[int] = Counter()
    for count, times in counts:
        if count.channel in CHANNELS:
            found[count.place] += times
    return found


def since(today: date) -> str:
    """The first of the days that are counted."""
    return (today - timedelta(days=DAYS - 1)).isoformat()


def shown(count: int) -> str:
    """A number of turns as it may be shown."""
    told = shown_number(count)
    return f"{count:,}" if told == str(count) else told


def _from(step: int) -> str:
    least = STEPS[step]
    if step + 1 == len(STEPS):
        return f"{least:,}+"
    return shown(least) if step < 2 else f"{least}-{STEPS[step + 1] - 1}"


def _colours(line: Line, kinds: Mapping[int, tuple[Mark, str]], other: tuple[Mark, str]) -> Colours:
    """A colour for each place, and a legend of the colours that there are, in the order of ``kinds``."""
    all_kinds = {number: kinds.get(number, other) for number in line.places}
    held = Counter(all_kinds.values())
    order = dict.fromkeys((*kinds.values(), other))
    marks, told = _apart(all_kinds)
    return Colours(
        marks, told, tuple(Sample(mark, words, held[mark, words]) for mark, words in order if held[mark, words])
    )


def _apart(kinds: Mapping[int, tuple[Mark, str]]) -> tuple[dict[int, Mark], dict[int, str]]:
    return {number: mark for number, (mark, _) in kinds.items()}, {
        number: words for number, (_, words) in kinds.items()
    }


def _letters(index: int) -> str:
    """A, B ... Z, AA, AB ..."""
    more, last = divmod(index, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)
