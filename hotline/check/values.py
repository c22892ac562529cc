"""Every value that an operator wrote, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from hotline.loader import Text, Written


def values(written: Written) -> Iterator[Text]:
    """The texts of the whole line, each with its mark: words, settings, patterns, sources, reasons of waivers."""
    ahead: list[object] = [written]  # no recursion: each of twenty thousand texts would be handed up five times
    while ahead:
        thing = ahead.pop()
        if isinstance(thing, Text):
            yield thing
        elif isinstance(thing, dict):
            ahead.extend(reversed(thing.values()))
        elif isinstance(thing, list):
            ahead.extend(reversed(thing))
        elif is_dataclass(thing):
            ahead.extend(getattr(thing, each.name) for each in reversed(fields(thing)))
