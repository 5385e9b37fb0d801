"""Figures of an edition → assets: charts, maps and timelines drawn, pictures read."""

from briefwright.figures.assets import prepare, read_letters, weigh
from briefwright.figures.drawing import Drawings, Sizes, draw, find_misjudged, read_file
from briefwright.figures.numbering import number_areas
from briefwright.figures.turning import turn_columns

__all__ = [
    "Drawings", "Sizes", "draw", "find_misjudged", "number_areas", "prepare", "read_file",
    "read_letters", "turn_columns", "weigh",
]  # fmt: skip
