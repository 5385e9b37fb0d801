"""Figures of an edition → assets: charts, maps and timelines drawn, pictures checked."""

from briefwright.figures.assets import check, weigh
from briefwright.figures.drawing import draw

__all__ = ["check", "draw", "weigh"]
