"""A map's disputed boundaries and its lines → which lines are theirs, and what is missing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from math import dist

from briefwright.document.boxes import Box
from briefwright.document.drawings import Colour, Point
from briefwright.edition.map_plots import MapPlot
from briefwright.geography import Boundary, Detail, trace_boundary
from briefwright.verify.drawings.shapes import Line, measure_distance
from briefwright.verify.drawings.windows import Place

_BESIDE = 0.5  # points: no dash lies farther from its boundary
_WIDEST = 2.5  # points: a dash, across
_APART = 5.4  # times the width of a dash: a boundary has one no farther from any of its points
_LONGEST = 8.0  # times its width: a dash, from end to end
_EDGE = 3.0  # points from the edge of a map, where a boundary may end
_DETAILS: tuple[Detail, Detail] = ("50m", "110m")  # a map is drawn in one of them


def split_boundaries(
    plot: MapPlot, lines: Sequence[Line], place: Place
) -> tuple[list[Line], list[Line]]:
    """Lines of a map → those that run along one of its disputed boundaries; others."""
    sides = [
        side
        for boundary in plot.disputed
        for detail in _DETAILS
        for side in _list_sides(boundary, detail, place)
    ]
    along = [line for line in lines if all(is_beside(point, sides) for point in line.points)]
    return along, [line for line in lines if line not in along]


def check_boundaries(
    plot: MapPlot,
    along: Sequence[Line],
    land: Collection[Colour | None],
    place: Place,
    frame: Box,
    hidden: Box | None,
) -> Iterator[str]:
    """Lines along boundaries, the colours of land → whether each boundary is dashed.

    None is where it is `hidden` by an inset.
    """
    dashes = [line for line in along if line.colour not in land]
    if any(not _is_dash(line) for line in dashes):
        yield "it has a disputed boundary that isn't dashed"
    ends = [point for line in dashes for point in (line.points[0], line.points[-1])]
    apart = _APART * max((line.width for line in dashes), default=0.0)
    for boundary in plot.disputed:
        seen = [
            (
                point
                for side in _list_sides(boundary, detail, place)
                for point in side
                if _holds(frame, point) and not (hidden and hidden.distance(point) < _EDGE)
            )
            for detail in _DETAILS
        ]
        if not any(all(_is_near(point, ends, apart) for point in points) for points in seen):
            yield f"the boundary of {' and '.join(boundary.countries)} isn't dashed"


def _list_sides(boundary: Boundary, detail: Detail, place: Place) -> Iterator[tuple[Point, Point]]:
    """A boundary → its straight sides on the page."""
    for line in trace_boundary(boundary, detail):
        points = [place(*point) for point in line]
        yield from pairwise(points)


def _is_dash(line: Line) -> bool:
    """Whether a line is short for its width: a drawing in large print is drawn larger."""
    long = dist(line.points[0], line.points[-1])
    return line.width < _WIDEST and long < _LONGEST * line.width


def _is_near(point: Point, ends: Iterable[Point], apart: float) -> bool:
    return any(dist(point, end) < apart for end in ends)


def _holds(frame: Box, point: Point) -> bool:
    x, y = point
    return (
        frame.left + _EDGE < x < frame.right - _EDGE
        and frame.bottom + _EDGE < y < frame.top - _EDGE
    )


def is_beside(point: Point, sides: Iterable[tuple[Point, Point]]) -> bool:
    """Whether a point lies on one of some straight sides, or nearly."""
    left, right = point[0] - _BESIDE, point[0] + _BESIDE
    return any(
        measure_distance(point, (start, end)) < _BESIDE
        for start, end in sides
        # Most sides lie quite elsewhere, which is seen at once.
        if (start[0] <= right or end[0] <= right) and (start[0] >= left or end[0] >= left)
    )
