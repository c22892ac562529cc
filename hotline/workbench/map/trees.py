"""The trees of the drawing: rails, headings, and each place in a list's item with what stands under it inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from hotline.workbench.map.layout import (
    ABOVE,
    BADGE,
    LABEL,
    LABEL_LINE,
    NOTE,
    NOTE_LINE,
    PAD,
    TEXT,
    Box,
    Layout,
    sign_width,
)
from hotline.workbench.map.outline import tell
from hotline.workbench.map.shapes import SOFT, add, badge, chip, look, rail_path, shape, text, triangle
from hotline.workbench.map.survey import Map, Spot

Link = Callable[[int], str]  # a place's number to the address of its page


def draw_trees(root: Element, found: Map, layout: Layout, link: Link | None) -> None:
    """Every section of a map as a list."""
    places = _Places({box.spot.number: box for box in layout.boxes}, found, link)
    for section in found.sections:
        tree = add(root, "g", role="list", aria_label=section.heading or found.title)
        for spot in section.spots:
            places.draw(tree, spot)


def draw_rails(root: Element, layout: Layout) -> None:
    """The lines from places to those that stand under them."""
    group = add(root, "g", aria_hidden="true")
    for rail in layout.rails:
        dash = {"stroke_dasharray": "5 4"} if rail.dashed else {}
        add(group, "path", class_="rail", d=rail_path(rail), fill="none", stroke=SOFT, stroke_width="1.5", **dash)


def draw_headings(root: Element, layout: Layout) -> None:
    """What stands over sections, and over columns that go on with something."""
    for heading in layout.headings:
        size = NOTE if heading.continued else LABEL
        hidden = {"aria_hidden": "true"} if heading.continued else {"role": "heading", "aria_level": 2}
        text(root, (heading.x, heading.y), heading.text, size, bold=not heading.continued, **hidden)


class _Places:
    def __init__(self, boxes: Mapping[int, Box], found: Map, link: Link | None) -> None:
        self._boxes = boxes
        self._lang = found.lang
        self._terms = found.terms
        self._link = link

    def draw(self, parent: Element, spot: Spot) -> None:
        """One place and all under it."""
        item = add(parent, "g", role="listitem")
        box = self._boxes[spot.number]
        named = {"class_": f"{look(spot)} {box.mark.look}" if box.mark else look(spot), "id": f"p{spot.number}"}
        if self._link is None:
            place = add(item, "g", role="img", **named)
        else:
            place = add(item, "a", href=self._link(spot.number), **named)
        self._box(place, box)
        if spot.inside:
            tree = add(item, "g", role="list")
            for child in spot.inside:
                self.draw(tree, child)

    def _box(self, place: Element, box: Box) -> None:
        spot, told = box.spot, tell(box.spot, self._terms)
        place.set("aria-label", f"Key {spot.keys[-1]}: {told}" if spot.keys else told)
        add(place, "title", told)
        shape(place, look(spot), (box.x, box.y, box.width, box.height), dashed=spot.reached == "next")
        if spot.keys:
            badge(place, box.x + PAD, box.y + ABOVE, spot.keys[-1][:1])
        if spot.dangers:
            triangle(place, box.x + PAD + BADGE / 2, box.y + ABOVE + BADGE + 12)
        self._words(place, box)

    def _words(self, place: Element, box: Box) -> None:
        right, y = box.x + box.width - 2 * PAD, box.y + ABOVE + 16
        if box.mark:
            chip(place, right + PAD, y, box.mark)
            right -= sign_width(box.mark)
        text(place, (right, y), box.caption, NOTE, text_anchor="end")
        for line in box.label:
            text(place, (box.x + TEXT, y), line, LABEL, bold=box.spot.kind != "topic", lang=self._lang)
            y += LABEL_LINE
        for line in box.notes:
            text(place, (box.x + TEXT, y - 1), line, NOTE)
            y += NOTE_LINE
