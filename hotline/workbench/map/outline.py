"""The map in words: a sentence for each place, and the whole as a nested list that a screen reader reads well."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.workbench.map.survey import Map, Spot, Way
from hotline.workbench.map.terms import ENGLISH, Terms


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


def tell(spot: Spot, terms: Terms = ENGLISH) -> str:
    """One place in words: ``Tamoxifen, topic 222. Then key 1: 310 Side effects, key 2: 264 Missed pills.``"""
    parts = (f"{spot.label}, {terms.kind(spot.kind)} {spot.number}", *notes(spot, terms), *_then(spot, terms))
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def notes(spot: Spot, terms: Terms = ENGLISH) -> Iterator[str]:
    """What is special about a place, each in a few words. None for most places."""
    if spot.reached == "start":
        yield terms.start
    for level in spot.dangers:
        yield terms.danger.format(level=terms.levels[level])
    if spot.calls:
        yield terms.calls.format(number=spot.calls)
    if spot.person and spot.keys != ("0",):
        yield terms.person
    if spot.reached == "next":
        yield terms.unoffered


def further(spot: Spot, terms: Terms = ENGLISH) -> Iterator[str]:
    """The ways on to what stands elsewhere, short: a topic's by their numbers, a menu's one a line."""
    if spot.kind == "menu":
        yield from (_key_and_place(way, terms) for way in spot.then)
    elif spot.then:
        yield terms.then.format(places=", ".join(str(way.number) for way in spot.then))


def _key_and_place(way: Way, terms: Terms) -> str:
    return terms.key.format(key=way.key, place=f"{way.number} {way.label}")


def _then(spot: Spot, terms: Terms) -> Iterator[str]:
    if spot.then:
        ways = terms.also if spot.kind == "menu" else terms.then
        yield ways.format(places=", ".join(_key_and_place(way, terms) for way in spot.then))


def _rows(spot: Spot, depth: int) -> Iterator[str]:
    keys = ".".join(spot.keys)
    yield f"{'  ' * depth}- {keys + ' ' if keys else ''}{tell(spot)}"
    for child in spot.inside:
        yield from _rows(child, depth + 1)
