"""The map of a line: its places as a tree, drawn as SVG, as Mermaid, or written as a nested list."""

from hotline.workbench.map.layout import LANDSCAPE, NARROW, Mark, Marks, Paper, wide
from hotline.workbench.map.mermaid import MOST_EDGES, edges, mermaid
from hotline.workbench.map.outline import notes, outline
from hotline.workbench.map.survey import Map, Section, Spot, Way, onward, survey
from hotline.workbench.map.svg import draw, draw_inside
from hotline.workbench.map.terms import ENGLISH, Terms

__all__ = [
    "ENGLISH",
    "LANDSCAPE",
    "MOST_EDGES",
    "NARROW",
    "Map",
    "Mark",
    "Marks",
    "Paper",
    "Section",
    "Spot",
    "Terms",
    "Way",
    "draw",
    "draw_inside",
    "edges",
    "mermaid",
    "notes",
    "onward",
    "outline",
    "survey",
    "wide",
]
