"""Numbers as they may be shown. A small one might point at somebody, so it is hidden, and not left to be worked out.

Rule 1: 1 to 10 is shown as "<11".
Rule 2: the numbers of a table add up to one that stands elsewhere. Where what is hidden would follow from that (one
hidden number, or several that are under 11 together), the smallest of the others is rounded to tens.
Rule 3: what is rounded so is marked "about".
Rule 4: days add up to weeks and weeks to the period, so days are looked at week by week, and a week's rounding is its
days' too. Both channels add up to all, so where one channel's number is hidden the other's is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

FEWEST = 11
TENS = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it may be shown; ``number`` is None where it is hidden, ``about`` where it is rounded."""

    number: int | None
    about: bool = False

    @property
    def hidden(self) -> bool:
        """It is 1 to 10, and nobody is told which."""
        return self.number is None

    def __str__(self) -> str:
        return f"<{FEWEST}" if self.number is None else f"{'~' if self.about else ''}{self.number}"


NOTHING = Shown(0)


def shown_number(number: int) -> str:
    """A count by itself as it may be shown."""
    return str(_hide(number))


def shown(numbers: Sequence[int], others: Sequence[int] = (), *, rounded: bool = False) -> list[Shown]:
    """The numbers of one table, whose sum stands elsewhere.

    ``others`` are the same numbers of the other channel, ``rounded`` says that their sum is a rounded one.
    """
    found = [_hide(number) for number in numbers]
    for position, other in enumerate(others):
        if _hide(other).hidden and not found[position].hidden:
            found[position] = _about(found[position])
    hidden = [number for number, seen in zip(numbers, found, strict=True) if seen.hidden]
    follows = bool(hidden) and (len(hidden) == 1 or sum(hidden) < FEWEST)
    if (follows or rounded) and not any(seen.about for seen in found):
        _blur_smallest(found)
    return found


def shown_one(number: int, other: int = 0) -> Shown:
    """A number by itself, beside that of the other channel."""
    return shown([number], [other])[0]


def shown_days(
    days: Mapping[str, int], others: Mapping[str, int], weeks: Mapping[str, str]
) -> tuple[dict[str, Shown], dict[str, Shown]]:
    """The numbers of days and those of their weeks. ``weeks`` is the week of each day, in order."""
    grouped = {week: list(found) for week, found in groupby(weeks, key=weeks.__getitem__)}
    sums = shown(_sums(grouped, days), _sums(grouped, others))
    by_week = dict(zip(grouped, sums, strict=True))
    by_day: dict[str, Shown] = {}
    for week, its in grouped.items():
        numbers, beside = [days.get(day, 0) for day in its], [others.get(day, 0) for day in its]
        by_day |= zip(its, shown(numbers, beside, rounded=by_week[week].about), strict=True)
    return by_day, by_week


def _sums(grouped: Mapping[str, Iterable[str]], days: Mapping[str, int]) -> list[int]:
    return [sum(days.get(day, 0) for day in its) for its in grouped.values()]


def _hide(number: int) -> Shown:
    return Shown(None if 0 < number < FEWEST else number)


def _about(seen: Shown) -> Shown:
    """Rounded to tens, half of them up; nothing stays nothing."""
    return Shown(TENS * ((seen.number + TENS // 2) // TENS), about=True) if seen.number else seen


def _blur_smallest(found: list[Shown]) -> None:
    told = [(seen.number, position) for position, seen in enumerate(found) if seen.number]
    if told:
        _, smallest = min(told)
        found[smallest] = _about(found[smallest])
