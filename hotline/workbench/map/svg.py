"""The map as SVG, for a screen, for paper and for a screen reader.

The drawing is a nested list (``role="list"``), not one picture: a screen reader walks it place by place, and each
place is one picture whose name tells all that is in its box. Nothing takes the keyboard's focus unless it is a link.
What a place is shows in its shape and in words; colours only repeat it. The colours of a light page are attributes,
so that programs without style sheets draw the map too; the style only turns them for a dark page.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple
from xml.etree.ElementTree import Element, tostring

from hotline.workbench.map.layout import EDGE, LANDSCAPE, NOTE, NOTE_LINE, Layout, Marks, Paper, lay_out, wide
from hotline.workbench.map.ruler import clip, width, wrap
from hotline.workbench.map.shapes import GROUND, add, badge, shape, shown, text, triangle
from hotline.workbench.map.survey import Map
from hotline.workbench.map.trees import Link, draw_headings, draw_rails, draw_trees

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
    draw_rails(root, layout)
    _head(root, found.title, summary, layout)
    _legend(root, samples)
    draw_headings(root, layout)
    _page_numbers(root, layout)
    draw_trees(root, found, layout, link)
    return tostring(root, encoding="unicode") + "\n"


def draw_inside(found: Map, link: Link, marks: Marks) -> str:
    """The map for a page that has a title, a legend and a style sheet of its own, and the same as a list.

    It is one sheet that a script can move. A screen reader and the Tab key pass it by, for the list is easier to walk.
    """
    paper = wide(sum(1 for _ in found.spots()))
    layout = lay_out(found, paper, 0, marks)
    root = _sheet(layout)
    root.attrib |= {"aria-hidden": "true"}
    draw_rails(root, layout)
    draw_headings(root, layout)
    draw_trees(root, found, layout, link)
    for place in root.iter("a"):
        place.set("tabindex", "-1")
    return tostring(root, encoding="unicode")


def _sheet(layout: Layout) -> Element:
    high, across = shown(layout.height), shown(layout.width)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "hotline-map"})
    root.attrib |= {"width": across, "height": high, "viewBox": f"0 0 {across} {high}", "font-family": _FONT}
    return root


def _root(found: Map, layout: Layout) -> Element:
    root = _sheet(layout)
    root.attrib |= {"role": "group", "lang": "en", "aria-labelledby": "map-title", "aria-describedby": "map-desc"}
    add(root, "title", f"{found.title}, {found.language}", id="map-title")
    add(root, "desc", f"{found.summary}. A nested list of places, each with the key that leads to it.", id="map-desc")
    page = f"@page {{ size: {shown(layout.width)}px {shown(layout.page)}px; margin: 0 }}"
    add(root, "style", STYLE + page + "\n")
    add(root, "rect", class_="ground", width="100%", height="100%", fill=GROUND)
    return root


def _head(root: Element, title: str, summary: tuple[str, ...], layout: Layout) -> None:
    title = clip(title, layout.width - 2 * EDGE, _TITLE, bold=True)
    y = EDGE + _TITLE - 4
    text(root, (EDGE, y), title, _TITLE, bold=True, role="heading", aria_level=1)
    for line in summary:
        y += NOTE_LINE
        text(root, (EDGE, y + 3), line, NOTE)


def _page_numbers(root: Element, layout: Layout) -> None:
    pages = ceil(layout.height / layout.page)
    for page in range(1, pages + 1 if pages > 1 else 1):
        bottom = min(page * layout.page, layout.height)
        text(root, (EDGE, bottom - 6), f"page {page} of {pages}", 12, aria_hidden="true")


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
        room = (38 if kind else 0) + width(words, NOTE) + 12
        if x > EDGE and x + room > paper.width - EDGE:
            x, y = float(EDGE), y + _LEGEND_LINE
        yield _Sample(x, y, kind, words)
        x += room


def _legend(root: Element, samples: tuple[_Sample, ...]) -> None:
    legend = add(root, "g", role="img", aria_label="Legend: " + "; ".join(sample.words for sample in samples))
    for x, y, kind, words in samples:
        if kind == "badge":
            badge(legend, x + 3, y - 3, "1")
        elif kind:
            look = "topic" if kind == "next" else kind
            group = add(legend, "g", class_=look)
            shape(group, look, (x, y, 30.0, 16.0), dashed=kind == "next")
            if kind == "danger":
                triangle(group, x + 15, y + 8)
        text(legend, (x + 38 if kind else x, y + 13), words, NOTE)
