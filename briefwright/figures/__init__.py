"""Figures of an edition → assets: charts, maps and timelines drawn, pictures checked."""

from briefwright.figures.drawing import draw
from briefwright.figures.themed import check, weigh

__all__ = ["check", "draw", "weigh"]
