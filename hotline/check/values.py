"""Every value that an operator wrote, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from hotline.loader import Text, Written


def values(written: Written) -> Iterator[Text]:
    """The texts of the whole line, each with its mark: words, settings, patterns, sources, reasons of waivers."""
    return _within(written)


def _within(thing: object) -> Iterator[Text]:
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, dict):
        for inner in thing.values():
            yield from _within(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from _within(inner)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from _within(getattr(thing, each.name))
