"""Time zones by their names, such as America/New_York."""

from __future__ import annotations

import re
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+){1,2}|UTC")


@lru_cache(maxsize=256)
def find_zone(name: str) -> ZoneInfo | None:
    """The time zone with this name, or nothing where there is none."""
    if not _NAME.fullmatch(name) or len(name) > 60:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone; no zone at all; a folder of zones
        return None


def zone_names() -> list[str]:
    """The names of all time zones, for "did you mean"."""
    return sorted(name for name in available_timezones() if _NAME.fullmatch(name))
