"""The map of a line: its places as a tree, drawn as SVG, as Mermaid, or written as a nested list."""

from hotline.workbench.map.layout import LANDSCAPE, NARROW, Paper
from hotline.workbench.map.mermaid import MOST_EDGES, edges, mermaid
from hotline.workbench.map.outline import outline
from hotline.workbench.map.survey import Map, Section, Spot, Way, survey
from hotline.workbench.map.svg import draw

__all__ = [
    "LANDSCAPE",
    "MOST_EDGES",
    "NARROW",
    "Map",
    "Paper",
    "Section",
    "Spot",
    "Way",
    "draw",
    "edges",
    "mermaid",
    "outline",
    "survey",
]
