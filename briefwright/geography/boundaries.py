"""Boundaries between countries that a table names → the lines of the shapes that they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefwright.geography.countries import find_country
from briefwright.geography.extents import Extent
from briefwright.geography.projections import Point, clip_line
from briefwright.geography.shapes import Detail, read_borders

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Boundary:
    """The boundary between two countries, or all those of one country on land.

    Countries are names that `find_country` knows; `within` keeps to what lies between degrees
    west, south, east, north.
    """

    countries: tuple[str, ...]
    within: tuple[float, float, float, float] | None = None


def trace_boundary(boundary: Boundary, detail: Detail) -> tuple[Line, ...]:
    """A boundary, how finely → its lines, in degrees; none where no countries share any."""
    codes = {found.code for name in boundary.countries if (found := find_country(name))}
    lines = [line for owners, line in read_borders(detail) if codes <= owners]
    if boundary.within is None:
        return tuple(lines)
    west, south, east, north = boundary.within
    return tuple(
        piece
        for line in lines
        for piece in _split(line, [west <= x <= east and south <= y <= north for x, y in line])
    )


def show_boundary(boundary: Boundary, window: Extent, detail: Detail) -> list[list[Point]]:
    """A boundary and a window → the lines of it that are seen there, in px."""
    frame = (0.0, 0.0, window.width, window.height)
    return [
        piece
        for line in trace_boundary(boundary, detail)
        for piece in clip_line([window.px(*point) for point in line], frame)
    ]


def _split(line: Line, inside: Sequence[bool]) -> Iterator[Line]:
    """A line and which of its points count → its pieces of two or more that do."""
    piece: Line = ()
    for point, is_inside in zip((*line, line[-1]), (*inside, False), strict=True):
        if is_inside:
            piece += (point,)
            continue
        if len(piece) > 1:
            yield piece
        piece = ()
