"""What the drawing is made of: boxes of four shapes, badges, signs and text, as elements of SVG.

The colours of a light page are attributes: programs without style sheets draw the map too, and any sheet goes first.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from hotline.workbench.map.layout import BADGE, SIGN, Mark, Rail, sign_width
from hotline.workbench.map.survey import Spot

INK, GROUND, SOFT = "#16202b", "#ffffff", "#5b6b7b"
_BADGE = "#24405c"
_FILLS = {"menu": "#e6edf5", "topic": "#ffffff", "handoff": "#e7f3e8", "danger": "#fdeeea"}
_STROKES = {"menu": "#24405c", "topic": "#5b6b7b", "handoff": "#20603a", "danger": "#a3231a"}
_THICK = {"menu": "2.5", "topic": "1.25", "handoff": "2", "danger": "2.5"}
_CUT = 10.0  # how much of its corners a box of danger lacks
_SIGN_HEIGHT = 18


def add(parent: Element, tag: str, words: str = "", **attributes: object) -> Element:
    """A new element; ``_`` in an attribute's name is ``-``, and numbers are rounded."""
    named = {name.rstrip("_").replace("_", "-"): shown(value) for name, value in attributes.items()}
    element = SubElement(parent, tag, named)
    element.text = words or None
    return element


def shown(value: object) -> str:
    """An attribute's value; a number with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def text(
    parent: Element, at: tuple[float, float], words: str, size: int, *, bold: bool = False, **attributes: object
) -> None:
    """Words that begin, or whatever ``text_anchor`` says, at a point of their baseline."""
    x, y = map(float, at)
    paint = {"fill": INK, "font_weight": "bold" if bold else "normal", **attributes}
    add(parent, "text", words, x=x, y=y, font_size=size, **paint)


def look(spot: Spot) -> str:
    """What a place looks like: its kind, or a place of danger."""
    return "danger" if spot.dangers else spot.kind


def shape(parent: Element, look: str, at: tuple[float, float, float, float], *, dashed: bool) -> None:
    """A box: x, y, width and height; its shape tells what it is."""
    x, y, wide, high = at
    dash = {"stroke_dasharray": "6 4"} if dashed else {}
    paint = {"fill": _FILLS[look], "stroke": _STROKES[look], "stroke_width": _THICK[look], **dash}
    if look == "danger":
        add(parent, "polygon", class_="box", points=_road_sign(at), **paint)
        return
    corner = {"menu": 0.0, "topic": 6.0, "handoff": min(high, 36.0) / 2}[look]
    add(parent, "rect", class_="box", x=x, y=y, width=wide, height=high, rx=corner, **paint)


def _road_sign(at: tuple[float, float, float, float]) -> str:
    """The points of a box whose corners are cut, as a road sign has them."""
    x, y, wide, high = at
    cut = min(_CUT, high / 3)
    across, down = (0, cut, wide - cut, wide), (0, cut, high - cut, high)
    corners = ((1, 0), (2, 0), (3, 1), (3, 2), (2, 3), (1, 3), (0, 2), (0, 1))
    return " ".join(f"{shown(float(x + across[i]))},{shown(float(y + down[j]))}" for i, j in corners)


def badge(parent: Element, x: float, y: float, key: str) -> None:
    """The square with the key that leads to a place."""
    add(parent, "rect", class_="badge", x=x, y=y, width=BADGE, height=BADGE, rx=4, fill=_BADGE)
    text(parent, (x + BADGE / 2, y + 16), key, 14, bold=True, class_="key", text_anchor="middle", fill="#ffffff")


def triangle(parent: Element, x: float, y: float) -> None:
    """The sign of danger, with its middle here."""
    path = f"M{shown(float(x))} {shown(float(y - 6))}l7 12h-14z"
    add(parent, "path", class_="sign", d=path, fill=_STROKES["danger"])


def chip(parent: Element, right: float, baseline: float, mark: Mark) -> None:
    """What a place is coloured by, said in a sign; it ends here."""
    wide = sign_width(mark)
    x, y, high = right - wide, float(baseline - 14), _SIGN_HEIGHT
    add(parent, "rect", class_="chip", x=x, y=y, width=wide, height=high, rx=high / 2, fill=_BADGE)
    middle = (right - wide / 2, baseline - 1)
    text(parent, middle, mark.sign, SIGN, bold=True, class_="chip-text", text_anchor="middle", fill="#ffffff")


def rail_path(rail: Rail) -> str:
    """A rail as the path of a pen."""
    x, to_x = shown(float(rail.x)), shown(float(rail.to_x))
    stops = "".join(f"M{x} {shown(float(stop))}H{to_x}" for stop in rail.stops)
    return f"M{x} {shown(float(rail.top))}V{shown(float(rail.stops[-1]))}{stops}"
