"""The map as Mermaid text, which GitHub and many editors draw.

The arrows are the tree of the map. The other ways on are written inside a place's box, as in the SVG: three for each
topic would make a knot of the drawing, and Mermaid draws no more than 500 arrows.
"""

from __future__ import annotations

import re

from hotline.workbench.map.outline import further, notes
from hotline.workbench.map.survey import Map, Spot

MOST_EDGES = 500  # maxEdges, https://mermaid.js.org/config/schema-docs/config.html; a chart may not raise it itself
_SHAPES = {"menu": ('["', '"]'), "topic": ('("', '")'), "handoff": ('(["', '"])')}
_DANGER = ('{{"', '"}}')
_UNSAFE = re.compile(r"[^\w ,.!?()/+-]")  # what is more than a word to Mermaid, or to the HTML it makes
_UNTOLD = re.compile(r"[#;{}<>%&\"`\\]")


def mermaid(found: Map) -> str:
    """The map as a Mermaid flowchart."""
    spots = tuple(found.spots())
    rows = [
        "flowchart LR",
        f"  accTitle: {_told(found.title)}",
        f"  accDescr: {_told(found.summary)}. Boxes are places, arrows are keys."
        " The same as a list: hotline map --format text",
        *(f"  {_box(spot)}" for spot in spots),
        *(f"  {edge}" for edge in edges(found)),
        *(f"  class {_ids(spots, name)} {name}" for name in ("menu", "danger", "unoffered") if _ids(spots, name)),
        "  classDef menu stroke-width:3px",
        "  classDef danger stroke-width:4px",
        "  classDef unoffered stroke-dasharray:6 4",
    ]
    return "\n".join(rows) + "\n"


def edges(found: Map) -> tuple[str, ...]:
    """The arrows, in the order of the places: ``p100 -->|1| p200``, dashed where no menu offers the place."""
    arrows = {"choice": "-->", "next": "-.->"}
    return tuple(
        f"p{spot.under} {arrows[spot.reached]}|{spot.keys[-1]}| p{spot.number}" for spot in found.spots() if spot.under
    )


def _box(spot: Spot) -> str:
    opens, closes = _DANGER if spot.dangers else _SHAPES[spot.kind]
    parts = [f"{_safe(spot.label)}<br/>{spot.kind} {spot.number}", *map(_safe, notes(spot))]
    parts.extend(map(_safe, further(spot)))
    return f"p{spot.number}{opens}{'<br/>'.join(parts)}{closes}"


def _ids(spots: tuple[Spot, ...], name: str) -> str:
    chosen = {
        "menu": [spot for spot in spots if spot.kind == "menu"],
        "danger": [spot for spot in spots if spot.dangers],
        "unoffered": [spot for spot in spots if spot.reached == "next"],
    }
    return ",".join(f"p{spot.number}" for spot in chosen[name])


def _safe(text: str) -> str:
    """The text with everything that could mean something to Mermaid written as its number.

    Mermaid 11 still reads ``\\n`` and ``$$`` in what the numbers stand for, so an unseen joiner parts them.
    """
    parted = re.sub(r"[$\\]", "\\g<0>\u2060", text)
    return _UNSAFE.sub(lambda found: f"#{ord(found.group())};", parted)


def _told(text: str) -> str:
    return " ".join(_UNTOLD.sub(" ", text).split())
