"""When somebody answers: opening hours as they hang on a door, and what the door says at one moment.

A day is the day of the door's own clock. Nothing here knows a time zone's rules; ``hotline.hours`` does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Span = tuple[int, int]
"""From and to, in minutes after midnight of the day that it belongs to; beyond 1,440 it runs into the next day."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which nobody answers: once (with a ``year``) or every year.

    ``day`` of the month; or with ``nth`` the first, second ... ``weekday`` of it (Monday is 0), -1 the last. With
    ``observed`` the Friday before a Saturday and the Monday after a Sunday count too, as United States federal
    holidays do.
    """

    month: int
    day: int = 0
    year: int = 0
    nth: int = 0
    weekday: int = 0
    observed: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours: the zone's name (IANA), the spans of each weekday from Monday on, the holidays."""

    zone: str
    week: tuple[tuple[Span, ...], ...]
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True)
class Opens:
    """When the door of a place opens again, by its own clock and calendar.

    ``ahead`` counts the days from today, ``weekday`` from Monday (0), ``minute`` from midnight.
    """

    place: int
    ahead: int
    weekday: int
    month: int
    day: int
    minute: int


@dataclass(frozen=True, slots=True)
class Door:
    """What the door of a place says: open, or closed and when it opens; nothing where that is over a year away."""

    open: bool = True
    opens: Opens | None = None


Doors = Callable[[int], Door]
"""What the door of the place with this number says now."""


def always_open(place: int) -> Door:
    """A door that nobody closes."""
    return Door()
