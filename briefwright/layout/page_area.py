"""A page and rectangles on it, as a layout has them → what is painted there, as a PDF has it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from briefwright.document.boxes import Box
from briefwright.document.painting import Paint, Painted, Region

_POINTS_PER_PX = 0.75
_SPACES = frozenset({"srgb", "hsl", "hwb"})
_THINNEST = 0.01  # px: nothing thinner leaves ink


class Rectangle(NamedTuple):
    """A rectangle in CSS px, from the upper left corner of the page."""

    left: float
    top: float
    width: float
    height: float

    def cut(self, other: "Rectangle") -> "Rectangle":
        """What of it lies in another; its width or height may be negative."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right = min(self.left + self.width, other.left + other.width)
        foot = min(self.top + self.height, other.top + other.height)
        return Rectangle(left, top, right - left, foot - top)

    def grow(self, by: float) -> "Rectangle":
        """The same, that much larger on each side."""
        return Rectangle(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)

    @property
    def is_seen(self) -> bool:
        """Whether it has an area."""
        return self.width > _THINNEST and self.height > _THINNEST


def enclose(areas: Iterable[Rectangle]) -> Rectangle:
    """Rectangles, at least one → the one around them."""
    found = tuple(areas)
    left, top = min(one.left for one in found), min(one.top for one in found)
    right = max(one.left + one.width for one in found)
    return Rectangle(left, top, right - left, max(one.top + one.height for one in found) - top)


@dataclass(frozen=True)
class PageArea:
    """A page's number, its height in CSS px, and what the boxes around leave of it."""

    number: int
    height: float
    clip: Rectangle

    def place(self, area: Rectangle) -> Box:
        """A rectangle → the same in points from the lower left corner of the page."""
        left, top, width, height = (side * _POINTS_PER_PX for side in area)
        high = self.height * _POINTS_PER_PX
        return Box(left, high - top - height, left + width, high - top)

    def paint(self, area: Rectangle, colour: Any) -> Iterator[Painted]:
        """A rectangle and its computed colour → it as it is seen, if it is."""
        seen = area.cut(self.clip)
        if seen.is_seen and colour.alpha > 0:
            yield Painted(self.number, "area", self.place(seen), _convert(colour))

    def leave(self, area: Rectangle) -> Iterator[Region]:
        """A rectangle → the place of a drawing, if it is seen."""
        seen = area.cut(self.clip)
        if seen.is_seen:
            yield Region(self.number, self.place(seen))


def pick_colour(style: Any, name: str) -> Any:
    """A computed style and the name of a colour → the colour."""
    return style["color"] if style[name] == "currentcolor" else style[name]


def _convert(colour: Any) -> Paint | None:
    """A computed colour → it in numbers, or nothing where its space can't be converted exactly."""
    if colour.space not in _SPACES:
        return None
    parts: tuple[float, ...] = (*colour.to("srgb").coordinates, colour.alpha)
    red, green, blue, opacity = (round(255 * min(max(part, 0), 1)) for part in parts)
    return red, green, blue, opacity
