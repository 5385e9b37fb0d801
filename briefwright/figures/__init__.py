"""Figures of an edition → assets: pictures, checked."""

from briefwright.figures.pictures import draw

__all__ = ["draw"]
