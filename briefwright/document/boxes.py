"""Rectangles on a page."""

from collections.abc import Iterable
from math import hypot
from typing import NamedTuple

EDGE = 0.5  # points by which a letter may pass an edge, as its hinting does
OVERHANG = 1.0  # points by which an italic letter may reach over the next


class Box(NamedTuple):
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share some room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other doesn't pass an edge of this one, but for `EDGE`."""
        return (
            other.left >= self.left - EDGE
            and other.bottom >= self.bottom - EDGE
            and other.right <= self.right + EDGE
            and other.top <= self.top + EDGE
        )

    def cut(self, other: "Box") -> "Box":
        """What of it lies in the other; where they don't meet, a right is left of its left."""
        return Box(
            max(self.left, other.left), max(self.bottom, other.bottom),
            min(self.right, other.right), min(self.top, other.top),
        )  # fmt: skip

    def share(self, other: "Box") -> float:
        """How much of the smaller of the two lies in the other, an overhang apart: 0 to 1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        if width <= OVERHANG or height <= OVERHANG:
            return 0.0
        return width * height / min(self.area, other.area)

    def distance(self, point: tuple[float, float]) -> float:
        """How far a point is from the nearest edge; 0 inside."""
        x, y = point
        across, up = (
            max(self.left - x, 0.0, x - self.right),
            max(self.bottom - y, 0.0, y - self.top),
        )
        return hypot(across, up)

    @property
    def area(self) -> float:
        """In square points."""
        return (self.right - self.left) * (self.top - self.bottom)


def surround(boxes: Iterable[Box]) -> Box:
    """Rectangles, at least one → the one around them."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))
