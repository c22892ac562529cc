"""The map in words: a sentence for each place, and the whole as a nested list that a screen reader reads well."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.workbench.map.survey import Map, Spot, Way


def outline(found: Map) -> str:
    """The map as plain text: a place a line, after the keys that lead there, indented under what leads there."""
    rows = [f"{found.title}: {found.summary}."]
    rows.append("The numbers before a place are the keys to press from the start, one after the other.")
    for section in found.sections:
        rows.append("")
        if section.heading:
            rows.append(f"{section.heading}:")
        for spot in section.spots:
            rows.extend(_rows(spot, 0))
    return "\n".join(rows) + "\n"


def tell(spot: Spot) -> str:
    """One place in words: ``Tamoxifen, topic 222. Then 1 side effects 310, 2 missed pills 264.``"""
    parts = (f"{spot.label}, {spot.kind} {spot.number}", *notes(spot), *_then(spot))
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def notes(spot: Spot) -> Iterator[str]:
    """What is special about a place, each in a few words. None for most places."""
    if spot.reached == "start":
        yield "calls and texts begin here"
    for level in spot.dangers:
        yield f"safety place: {level}"
    if spot.calls:
        yield f"calls {spot.calls}"
    if spot.person and spot.keys != ("0",):
        yield "key 0 leads here from every place"
    if spot.reached == "next":
        yield "no menu offers this"


def further(spot: Spot) -> Iterator[str]:
    """The ways on to what stands elsewhere, short: a topic's by their numbers, a menu's one a line."""
    if spot.kind == "menu":
        yield from map(_key_and_place, spot.then)
    elif spot.then:
        yield "then " + ", ".join(str(way.number) for way in spot.then)


def _key_and_place(way: Way) -> str:
    return f"key {way.key}: {way.number} {way.label}"


def _then(spot: Spot) -> Iterator[str]:
    if spot.then:
        word = "also offers" if spot.kind == "menu" else "then"
        yield f"{word} " + ", ".join(_key_and_place(way) for way in spot.then)


def _rows(spot: Spot, depth: int) -> Iterator[str]:
    keys = ".".join(spot.keys)
    yield f"{'  ' * depth}- {keys + ' ' if keys else ''}{tell(spot)}"
    for child in spot.inside:
        yield from _rows(child, depth + 1)
