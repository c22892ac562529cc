"""What a door says at a moment: open, or closed and when it opens next.

Rule 1: the clock on the wall decides. Open is what stands on the door, read by the clock of its time zone; so an hour
that a change of clocks brings twice is open twice, and one that it skips is never open.
Rule 2: a span belongs to the day on which it begins. A holiday takes that day's spans and no others: who is open over
midnight into Christmas Day stays to the end.
Rule 3: time is counted in whole minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

from hotline.hours.calendar import is_holiday
from hotline.hours.zone import find_zone
from hotline.model import Door, Handoff, Hours, Line, Opens, Span, always_open

DAY_MINUTES = 24 * 60
LOOKED_AHEAD = 400  # days; whoever is closed for longer has moved out


class Clock:
    """The clock and the calendar at one door."""

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._zone = find_zone(hours.zone) or UTC

    def is_open(self, now: int) -> bool:
        """Somebody answers at this moment, in seconds since 1970."""
        wall = self._wall(now)
        minute = wall.hour * 60 + wall.minute
        yesterday = wall.date() - timedelta(days=1)
        return any(start <= minute < end for start, end in self._spans(wall.date())) or any(
            minute < end - DAY_MINUTES for _, end in self._spans(yesterday)
        )

    def opens_next(self, now: int) -> int | None:
        """The first minute after this moment at which it is open, in seconds since 1970; nothing within 400 days.

        It opens where a span begins, or where the clocks jump into one. Nowhere else does closed become open.
        """
        today = self._wall(now).date()
        for ahead in range(-1, LOOKED_AHEAD):
            day = today + timedelta(days=ahead)
            for moment in sorted(self._moments(day)):
                if moment > now and self.is_open(moment):
                    return moment
        return None

    def door(self, place: int, now: int) -> Door:
        """What the door of this place says."""
        if self.is_open(now):
            return Door()
        moment = self.opens_next(now)
        if moment is None:
            return Door(open=False)
        wall = self._wall(moment)
        ahead = (wall.date() - self._wall(now).date()).days
        minute = wall.hour * 60 + wall.minute
        return Door(open=False, opens=Opens(place, ahead, wall.weekday(), wall.month, wall.day, minute))

    def _wall(self, moment: int) -> datetime:
        return datetime.fromtimestamp(moment, self._zone)

    def _spans(self, day: date) -> tuple[Span, ...]:
        return () if is_holiday(day, self._hours.holidays) else self._hours.week[day.weekday()]

    def _moments(self, day: date) -> Iterator[int]:
        """When closed may become open on a day: each beginning by its clock, twice where that is; and a jump."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=self._zone)
        for start, _ in self._spans(day):
            for fold in (0, 1):
                wall = midnight.replace(hour=start // 60, minute=start % 60, fold=fold)
                moment = int(wall.timestamp())
                if self._wall(moment).replace(fold=fold) == wall:  # a time that is skipped comes back as another
                    yield moment
        begin, end = int(midnight.timestamp()), int((midnight + timedelta(days=1)).timestamp())
        if self._offset(begin) != self._offset(end):
            yield self._jump(begin, end)

    def _offset(self, moment: int) -> timedelta | None:
        return self._wall(moment).utcoffset()

    def _jump(self, before: int, after: int) -> int:
        """The first moment of the new offset, found by halving."""
        old = self._offset(before)
        while after - before > 1:
            middle = (before + after) // 2
            before, after = (middle, after) if self._offset(middle) == old else (before, middle)
        return after


def doors_of(line: Line) -> Callable[[int, int], Door]:
    """(place, now) -> what its door says. A place without hours is always open."""
    hours = {place.number: place.hours for place in line.places.values() if isinstance(place, Handoff)}
    return partial(_door, {number: Clock(found) for number, found in hours.items() if found is not None})


def _door(clocks: dict[int, Clock], place: int, now: int) -> Door:
    clock = clocks.get(place)
    return clock.door(place, now) if clock is not None else always_open(place)
