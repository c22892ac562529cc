"""Where everything stands on the drawing: an indented tree, poured into the columns of landscape pages.

A wide graph of 80 topics with three ways on each cannot be read; a list with rails can, on a screen and on paper. Only
what leads to a place first is a rail. The other ways on are numbers inside a topic's box, in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from hotline.workbench.map.outline import further, notes
from hotline.workbench.map.ruler import clip, width, wrap
from hotline.workbench.map.survey import Map, Spot
from hotline.workbench.map.terms import Terms

LABEL, NOTE = 15, 13  # font sizes, units are CSS pixels
LABEL_LINE, NOTE_LINE = 19, 17
BADGE, PAD, ABOVE = 22, 8, 5  # the square with the key; the room beside and above what is in a box
SIGN = 12  # what stands in a box's right corner beside its number
TEXT = PAD + BADGE + PAD  # from a box's left side to its words
EDGE = 24  # the empty border of a page
_GAP, _HEADING, _GUTTER = 5, 28, 24
_COLUMN = 372  # as wide as a column of a sheet is; three words of a label fit, and its number
_SHORTEST = 420  # a column is not made shorter than this only to use them all
_SPARED, _SPLIT = 0.25, 0.14  # the part of a column that is left empty rather than begin a menu that does not fit


@dataclass(frozen=True, slots=True)
class Paper:
    """The drawing's width, its columns, how far a place stands in, and the height of a page (0: it has no pages)."""

    width: int
    columns: int
    indent: int
    page: int = 0

    @property
    def column(self) -> float:
        """The width of one column."""
        return (self.width - 2 * EDGE - _GUTTER * (self.columns - 1)) / self.columns


def wide(places: int) -> Paper:
    """A sheet without pages for so many places, about as wide as a screen for its height."""
    columns = max(1, min(places, round((places / 4) ** 0.5)))
    return Paper(2 * EDGE + columns * (_COLUMN + _GUTTER) - _GUTTER, columns, indent=22, page=1_000_000)


LANDSCAPE = Paper(width=1296, columns=3, indent=22, page=1000)  # the shape of a Letter page; A4 is wider
NARROW = Paper(width=380, columns=1, indent=14)  # a phone


class Mark(NamedTuple):
    """What a place is coloured by: the class that a style sheet knows, and the sign that says the same without."""

    look: str
    sign: str


Marks = Mapping[int, Mark]  # by the place's number; a place may have none


@dataclass(frozen=True, slots=True)
class Box:
    """A place's box, its words cut into lines that fit."""

    spot: Spot
    depth: int
    x: float
    y: float
    width: float
    height: float
    caption: str
    label: tuple[str, ...]
    notes: tuple[str, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of text above boxes: a section's name, or what a column goes on with."""

    text: str
    x: float
    y: float
    continued: bool


@dataclass(frozen=True, slots=True)
class Rail:
    """The line down from a place, or from the top of a column, to the boxes under it at these heights."""

    x: float
    top: float
    to_x: float
    stops: tuple[float, ...]
    dashed: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything at its place, on pages below each other; the last page may be shorter than ``page``."""

    width: float
    height: float
    page: float
    boxes: tuple[Box, ...]
    headings: tuple[Heading, ...]
    rails: tuple[Rail, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands in a column below each other: a heading, or a box at x and y 0."""

    height: float
    heading: str = ""
    box: Box | None = None
    parent: Spot | None = None


_Block = list[_Row]  # rows that stay in one column where they can


class _Column(NamedTuple):
    """Rows, and where the first of them begins."""

    rows: list[_Row]
    x: float
    y: float


class _Filling(NamedTuple):
    """How columns are filled: how many a page has, what the first page's begin with, and what may be spared."""

    columns: int
    top: float
    spared: float


def lay_out(found: Map, paper: Paper, top: float, marks: Marks | None = None) -> Layout:
    """The map on this paper; the first page begins with ``top`` for a title and a legend."""
    blocks = list(_blocks(list(_rows(found, paper, marks or {}))))
    columns, page = _pour(blocks, paper, top)
    headings: list[Heading] = []
    boxes: list[Box] = []
    rails: list[Rail] = []
    for number, rows in enumerate(columns):
        sheet, across = divmod(number, paper.columns)
        x, y = EDGE + across * (paper.column + _GUTTER), EDGE + sheet * page + (0 if sheet else top)
        column = _Column(rows, x, y)
        placed = list(_place(column, headings, paper, found.terms))
        boxes.extend(placed)
        rails.extend(_rails(column, placed, paper))
    height = max(box.y + box.height for box in boxes) + EDGE
    if len(columns) <= paper.columns:
        page = height
    return Layout(paper.width, height, page, tuple(boxes), tuple(headings), tuple(rails))


def _rows(found: Map, paper: Paper, marks: Marks) -> Iterator[_Row]:
    for section in found.sections:
        if section.heading:
            yield _Row(_HEADING, heading=section.heading)
        for spot in section.spots:
            for depth, parent, place in _tree(spot, None, 0):
                wide = paper.column - depth * paper.indent
                box = _box(place, wide, found.terms, marks.get(place.number))
                yield _Row(box.height, box=replace(box, depth=depth), parent=parent)


def _tree(spot: Spot, parent: Spot | None, depth: int) -> Iterator[tuple[int, Spot | None, Spot]]:
    """A place and all under it, each with its depth and what it stands under."""
    yield depth, parent, spot
    for child in spot.inside:
        yield from _tree(child, spot, depth + 1)


def _box(spot: Spot, wide: float, terms: Terms, mark: Mark | None) -> Box:
    room = wide - TEXT - PAD
    caption = str(spot.number) if spot.kind == "topic" else f"{terms.kind(spot.kind)} {spot.number}"
    corner = width(caption, NOTE) + (sign_width(mark) + PAD if mark else 0)
    label = wrap(spot.label, room - PAD - corner, LABEL, bold=spot.kind != "topic")
    small = [*notes(spot, terms), *further(spot, terms)]
    lines = tuple(line for note in small for line in wrap(note, room, NOTE))
    height = 2 * ABOVE + max(BADGE, LABEL_LINE * len(label) + NOTE_LINE * len(lines))
    return Box(spot, 0, 0, 0, wide, height, caption, label, lines, mark)


def sign_width(mark: Mark) -> float:
    """How wide the little box of a sign is."""
    return width(mark.sign, SIGN, bold=True) + PAD


def _blocks(rows: list[_Row]) -> Iterator[_Block]:
    """A menu with its topics is one block; a heading and a menu's first choice stay with what is above them."""
    block = rows[:1]
    for above, row in pairwise(rows):
        box, over = row.box, above.box
        stays = over is None or (over.spot.kind == "menu" and box is not None and box.depth > over.depth)
        ends = box is None or over is None or box.spot.kind == "menu" or box.depth < over.depth or box.depth < 2
        if ends and not stays:
            yield block
            block = []
        block.append(row)
    yield block


def _pour(blocks: Sequence[_Block], paper: Paper, top: float) -> tuple[list[list[_Row]], float]:
    """The columns, and the height of a page. What fits on one page is spread evenly over its columns.

    Menus are kept whole, unless that takes a page more.
    """
    tallest = max(row.height for block in blocks for row in block) + 2 * _HEADING + top
    if not paper.page:
        return [[row for block in blocks for row in block]], 0
    most = max(paper.page - 2 * EDGE, tallest)
    fillings = [_Filling(paper.columns, top, spared) for spared in (_SPARED, _SPLIT)]
    filling = min(fillings, key=lambda filling: -(-len(_fill(blocks, most, filling)) // paper.columns))
    height = min(most, max(_SHORTEST + top, tallest))
    while height < most and len(_fill(blocks, height, filling)) > paper.columns:
        height += 10
    return _fill(blocks, min(height, most), filling), most + 2 * EDGE


def _fill(blocks: Sequence[_Block], height: float, filling: _Filling) -> list[list[_Row]]:
    filled: list[list[_Row]] = [[]]
    left = height - filling.top

    def fresh() -> float:
        filled.append([])
        return height - _HEADING - (filling.top if len(filled) <= filling.columns else 0)

    for block in blocks:
        need = sum(row.height + _GAP for row in block)
        if filled[-1] and left < min(need, height * filling.spared):
            left = fresh()
        for row in block:
            if filled[-1] and row.height + _GAP > left:
                left = fresh()
            filled[-1].append(row)
            left -= row.height + _GAP
    return filled


def _place(column: _Column, headings: list[Heading], paper: Paper, terms: Terms) -> Iterator[Box]:
    rows, x, y = column
    first = rows[0]
    if first.box is not None and first.parent is not None:
        inset = (first.box.depth - 1) * paper.indent
        text = terms.continued.format(place=f"{first.parent.number} {first.parent.label}")
        text = clip(text, paper.column - inset, NOTE)
        headings.append(Heading(text, x + inset, y + 18, continued=True))
        y += _HEADING
    for row in rows:
        if row.box is None:
            text = clip(row.heading, paper.column, LABEL, bold=True)
            headings.append(Heading(text, x, y + 20, continued=False))
        else:
            yield replace(row.box, x=x + row.box.depth * paper.indent, y=y)
        y += row.height + _GAP


def _rails(column: _Column, boxes: list[Box], paper: Paper) -> Iterator[Rail]:
    placed = {box.spot.number: box for box in boxes}
    under: dict[int, list[Box]] = {}
    for row in column.rows:
        if row.box is not None and row.parent is not None:
            under.setdefault(row.parent.number, []).append(placed[row.box.spot.number])
    for number, children in under.items():
        over, to_x = placed.get(number), children[0].x
        top = over.y + over.height if over is not None else column.y + _HEADING - 6
        stops = tuple(child.y + ABOVE + BADGE / 2 for child in children)
        yield Rail(to_x - paper.indent / 2, top, to_x, stops, children[0].spot.reached == "next")
