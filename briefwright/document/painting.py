"""What a page paints beside its letters: areas, lines and pictures, each by its rectangle."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from briefwright.document.boxes import Box

Kind = Literal["area", "picture", "shading"]
Paint = tuple[int, int, int, int]  # red, green, blue and opacity, 0 to 255


class Painted(NamedTuple):
    """One thing that is painted: on which page, from 1; what it is; where; its colour.

    A line is the area that it covers, each side of a border an area of its own. The colour is
    nothing where it isn't known: that of a picture, or one whose space can't be converted.
    `is_round` says that it has curves or slanting edges; `in_figure` that it belongs to a figure.
    """

    page: int
    kind: Kind
    box: Box
    colour: Paint | None = None
    is_round: bool = False
    in_figure: bool = False


class Region(NamedTuple):
    """A rectangle on a page where a drawing stands, whose own shapes are checked elsewhere.

    `name` is that of its file; `colours` are those that it may have, each red, green and blue,
    0 to 255; none where all may be.
    """

    page: int
    box: Box
    in_figure: bool = False
    name: str = ""
    colours: frozenset[tuple[int, int, int]] = frozenset()


@dataclass(frozen=True)
class Painting:
    """All that the pages of a document must paint, and the places of its drawings."""

    painted: tuple[Painted, ...] = ()
    regions: tuple[Region, ...] = ()
