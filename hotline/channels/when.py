"""A day and a time in the words of a language: "tomorrow, Tuesday, at 8 in the morning"."""

from __future__ import annotations

from hotline.model import Calendar, Opens

SOON = 6  # days ahead; on the seventh the weekday has the name of today


def opening(opens: Opens, calendar: Calendar) -> str:
    """When a door opens, by its own clock: today or tomorrow, a weekday within the week, later a date."""
    kind = ("today", "tomorrow")[opens.ahead] if opens.ahead < 2 else "day" if opens.ahead <= SOON else "date"
    day, month = calendar.days[opens.weekday], calendar.months[opens.month - 1]
    phrase: str = getattr(calendar, kind)
    filled = phrase.replace("{time}", _time(opens.minute, calendar)).replace("{day}", day)
    return filled.replace("{month}", month).replace("{date}", str(opens.day))


def _time(minute: int, calendar: Calendar) -> str:
    """A time of day as it is said, on a clock of twelve hours; "8" for the full hour, "8:30" for the half."""
    since = max(begin for begin in calendar.times if begin <= minute)
    hour, past = (minute // 60 - 1) % 12 + 1, minute % 60
    return calendar.times[since].replace("{clock}", f"{hour}:{past:02}" if past else str(hour))
