"""The map as SVG, for a screen, for paper and for a screen reader.

The drawing is a nested list (``role="list"``), not one picture: a screen reader walks it place by place, and each
place is one picture whose name tells all that is in its box. Nothing takes the keyboard's focus unless it is a link.
What a place is shows in its shape and in words; colours only repeat it. The colours of a light page are attributes,
so that programs without style sheets draw the map too; the style only turns them for a dark page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import ceil
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from hotline.workbench.map.layout import (
    ABOVE,
    BADGE,
    EDGE,
    LABEL,
    LABEL_LINE,
    LANDSCAPE,
    NOTE,
    NOTE_LINE,
    PAD,
    TEXT,
    Box,
    Layout,
    Paper,
    Rail,
    caption,
    lay_out,
)
from hotline.workbench.map.outline import tell
from hotline.workbench.map.ruler import clip, width, wrap
from hotline.workbench.map.survey import Map, Spot

Link = Callable[[int], str]  # a place's number to the address of its page

_INK, _GROUND, _BADGE, _SOFT = "#16202b", "#ffffff", "#24405c", "#5b6b7b"
_FILLS = {"menu": "#e6edf5", "topic": "#ffffff", "handoff": "#e7f3e8", "danger": "#fdeeea"}
_STROKES = {"menu": "#24405c", "topic": "#5b6b7b", "handoff": "#20603a", "danger": "#a3231a"}
_THICK = {"menu": "2.5", "topic": "1.25", "handoff": "2", "danger": "2.5"}
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
_TITLE, _LEGEND_LINE = 22, 26

DARK = """
@media screen and (prefers-color-scheme: dark) and (forced-colors: none) {
  .hotline-map text { fill: #eef2f6 }
  .hotline-map .ground { fill: #12171d }
  .hotline-map .box { fill: #1a2129; stroke: #b4c0cc }
  .hotline-map .menu .box { fill: #24313f; stroke: #bcd4ee }
  .hotline-map .handoff .box { fill: #1b2e22; stroke: #a5dab3 }
  .hotline-map .danger .box { fill: #3a1f1c; stroke: #ffb4a6 }
  .hotline-map .sign { fill: #ffb4a6 }
  .hotline-map .rail { stroke: #b4c0cc }
  .hotline-map .badge { fill: #bcd4ee }
  .hotline-map .key { fill: #12171d }
}
"""
STYLE = f"""
.hotline-map a:focus .box, .hotline-map a:hover .box {{ stroke-width: 5 }}
{DARK}
@media (forced-colors: active) {{
  .hotline-map text, .hotline-map .sign {{ fill: CanvasText }}
  .hotline-map .ground, .hotline-map .box, .hotline-map .badge {{ fill: Canvas }}
  .hotline-map .box, .hotline-map .rail, .hotline-map .badge {{ stroke: CanvasText }}
  .hotline-map a .box {{ stroke: LinkText }}
}}
"""


def draw(found: Map, paper: Paper = LANDSCAPE, link: Link | None = None) -> str:
    """The map as one SVG element. With ``link`` every place is a link to its own page."""
    summary = wrap(found.summary, paper.width - 2 * EDGE, NOTE)
    samples = tuple(_samples(paper, _TITLE + NOTE_LINE * len(summary) + EDGE + 14))
    layout = lay_out(found, paper, samples[-1].y + _LEGEND_LINE + 8 - EDGE)
    root = _root(found, layout)
    _rails(root, layout)
    _head(root, found.title, summary, layout)
    _legend(root, samples)
    _headings(root, layout)
    places = _Places({box.spot.number: box for box in layout.boxes}, found.lang, link)
    for section in found.sections:
        tree = _add(root, "g", role="list", aria_label=section.heading or found.title)
        for spot in section.spots:
            places.draw(tree, spot)
    return tostring(root, encoding="unicode") + "\n"


def _add(parent: Element, tag: str, text: str = "", **attributes: object) -> Element:
    """A new element; ``_`` in an attribute's name is ``-``, and numbers are rounded."""
    named = {name.rstrip("_").replace("_", "-"): _shown(value) for name, value in attributes.items()}
    element = SubElement(parent, tag, named)
    element.text = text or None
    return element


def _shown(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def _root(found: Map, layout: Layout) -> Element:
    wide, high = _shown(layout.width), _shown(layout.height)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "hotline-map", "role": "group"})
    root.attrib |= {"lang": "en", "aria-labelledby": "map-title", "aria-describedby": "map-desc"}
    root.attrib |= {"width": wide, "height": high, "viewBox": f"0 0 {wide} {high}", "font-family": _FONT}
    _add(root, "title", f"{found.title}, {found.language}", id="map-title")
    _add(root, "desc", f"{found.summary}. A nested list of places, each with the key that leads to it.", id="map-desc")
    page = f"@page {{ size: {wide}px {_shown(layout.page)}px; margin: 0 }}"
    _add(root, "style", STYLE + page + "\n")
    _add(root, "rect", class_="ground", width="100%", height="100%", fill=_GROUND)
    return root


def _head(root: Element, title: str, summary: tuple[str, ...], layout: Layout) -> None:
    shown = clip(title, layout.width - 2 * EDGE, _TITLE, bold=True)
    y = EDGE + _TITLE - 4
    _text(root, (EDGE, y), shown, _TITLE, bold=True, role="heading", aria_level=1)
    for line in summary:
        y += NOTE_LINE
        _text(root, (EDGE, y + 3), line, NOTE)


def _headings(root: Element, layout: Layout) -> None:
    for heading in layout.headings:
        size = NOTE if heading.continued else LABEL
        hidden = {"aria_hidden": "true"} if heading.continued else {"role": "heading", "aria_level": 2}
        _text(root, (heading.x, heading.y), heading.text, size, bold=not heading.continued, **hidden)
    pages = ceil(layout.height / layout.page)
    for page in range(1, pages + 1 if pages > 1 else 1):
        bottom = min(page * layout.page, layout.height)
        _text(root, (EDGE, bottom - 6), f"page {page} of {pages}", 12, aria_hidden="true")


_SAMPLES = (
    ("badge", "key to press"),
    ("menu", "menu"),
    ("topic", "topic"),
    ("handoff", "handoff to a person"),
    ("danger", "safety place"),
    ("next", "only after a topic"),
    ("", "then 210, 220: keys 1, 2 after this topic"),
)


class _Sample(NamedTuple):
    """A sample of the legend, its place, and what it means."""

    x: float
    y: float
    kind: str
    words: str


def _samples(paper: Paper, y: float) -> Iterator[_Sample]:
    """The legend's samples, on as many lines as the paper's width needs."""
    x = float(EDGE)
    for kind, words in _SAMPLES:
        wide = (38 if kind else 0) + width(words, NOTE) + 12
        if x > EDGE and x + wide > paper.width - EDGE:
            x, y = float(EDGE), y + _LEGEND_LINE
        yield _Sample(x, y, kind, words)
        x += wide


def _legend(root: Element, samples: tuple[_Sample, ...]) -> None:
    legend = _add(root, "g", role="img", aria_label="Legend: " + "; ".join(sample.words for sample in samples))
    for x, y, kind, words in samples:
        if kind == "badge":
            _badge(legend, x + 3, y - 3, "1")
        elif kind:
            look = "topic" if kind == "next" else kind
            group = _add(legend, "g", class_=look)
            _shape(group, look, (x, y, 30.0, 16.0), dashed=kind == "next")
            if kind == "danger":
                _sign(group, x + 15, y + 8)
        _text(legend, (x + 38 if kind else x, y + 13), words, NOTE)


def _rails(root: Element, layout: Layout) -> None:
    group = _add(root, "g", aria_hidden="true")
    for rail in layout.rails:
        dash = {"stroke_dasharray": "5 4"} if rail.dashed else {}
        _add(group, "path", class_="rail", d=_path(rail), fill="none", stroke=_SOFT, stroke_width="1.5", **dash)


def _path(rail: Rail) -> str:
    x, to_x = _shown(float(rail.x)), _shown(float(rail.to_x))
    stops = "".join(f"M{x} {_shown(float(stop))}H{to_x}" for stop in rail.stops)
    return f"M{x} {_shown(float(rail.top))}V{_shown(float(rail.stops[-1]))}{stops}"


class _Places:
    """Draws the trees: each place in a list's item, and what stands under it in a list inside that item."""

    def __init__(self, boxes: Mapping[int, Box], lang: str, link: Link | None) -> None:
        self._boxes = boxes
        self._lang = lang
        self._link = link

    def draw(self, parent: Element, spot: Spot) -> None:
        """One place and all under it."""
        item = _add(parent, "g", role="listitem")
        named = {"class_": _look(spot), "id": f"p{spot.number}"}
        if self._link is None:
            place = _add(item, "g", role="img", **named)
        else:
            place = _add(item, "a", href=self._link(spot.number), **named)
        self._box(place, self._boxes[spot.number])
        if spot.inside:
            tree = _add(item, "g", role="list")
            for child in spot.inside:
                self.draw(tree, child)

    def _box(self, place: Element, box: Box) -> None:
        spot, told = box.spot, tell(box.spot)
        place.set("aria-label", f"Key {spot.keys[-1]}: {told}" if spot.keys else told)
        _add(place, "title", told)
        _shape(place, _look(spot), (box.x, box.y, box.width, box.height), dashed=spot.reached == "next")
        if spot.keys:
            _badge(place, box.x + PAD, box.y + ABOVE, spot.keys[-1][:1])
        if spot.dangers:
            _sign(place, box.x + PAD + BADGE / 2, box.y + ABOVE + BADGE + 12)
        right, y = box.x + box.width - 2 * PAD, box.y + ABOVE + 16
        _text(place, (right, y), caption(spot), NOTE, text_anchor="end")
        for line in box.label:
            _text(place, (box.x + TEXT, y), line, LABEL, bold=spot.kind != "topic", lang=self._lang)
            y += LABEL_LINE
        for line in box.notes:
            _text(place, (box.x + TEXT, y - 1), line, NOTE)
            y += NOTE_LINE


def _look(spot: Spot) -> str:
    return "danger" if spot.dangers else spot.kind


def _shape(parent: Element, look: str, at: tuple[float, float, float, float], *, dashed: bool) -> None:
    x, y, wide, high = at
    round_ = {"menu": 0.0, "topic": 6.0, "handoff": min(high, 36.0) / 2, "danger": 0.0}[look]
    dash = {"stroke_dasharray": "6 4"} if dashed else {}
    paint = {"fill": _FILLS[look], "stroke": _STROKES[look], "stroke_width": _THICK[look]}
    if look == "danger":  # cut corners, as a road sign has
        c = min(10.0, high / 3)
        points = (
            (c, 0),
            (wide - c, 0),
            (wide, c),
            (wide, high - c),
            (wide - c, high),
            (c, high),
            (0, high - c),
            (0, c),
        )
        shown = " ".join(f"{_shown(float(x + dx))},{_shown(float(y + dy))}" for dx, dy in points)
        _add(parent, "polygon", class_="box", points=shown, **paint, **dash)
    else:
        _add(parent, "rect", class_="box", x=x, y=y, width=wide, height=high, rx=round_, **paint, **dash)


def _badge(parent: Element, x: float, y: float, key: str) -> None:
    _add(parent, "rect", class_="badge", x=x, y=y, width=BADGE, height=BADGE, rx=4, fill=_BADGE)
    _text(parent, (x + BADGE / 2, y + 16), key, 14, bold=True, class_="key", text_anchor="middle", fill="#ffffff")


def _sign(parent: Element, x: float, y: float) -> None:
    """A triangle with its middle here."""
    path = f"M{_shown(float(x))} {_shown(float(y - 6))}l7 12h-14z"
    _add(parent, "path", class_="sign", d=path, fill=_STROKES["danger"])


def _text(
    parent: Element, at: tuple[float, float], words: str, size: int, *, bold: bool = False, **attributes: object
) -> None:
    x, y = map(float, at)
    paint = {"fill": _INK, "font_weight": "bold" if bold else "normal", **attributes}
    _add(parent, "text", words, x=x, y=y, font_size=size, **paint)
