"""The organisation's own country on a map → which lines go around it, and whether they do."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import dist

from briefwright import geography
from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Point
from briefwright.edition.map_plots import MapPlot
from briefwright.geography import Detail
from briefwright.verify.drawings.map_boundaries import is_beside
from briefwright.verify.drawings.shapes import Line, is_visible
from briefwright.verify.drawings.windows import Place, as_box

_DETAILS: tuple[Detail, Detail] = ("50m", "110m")  # a map is drawn in one of them
_STEP = 2.0  # points from one to the next of a side
_NEARLY = 6.0  # points: the lines reach so far to the ends of what is seen of the country


def split_home(
    plot: MapPlot, lines: Sequence[Line], place: Place, frame: Box
) -> tuple[list[str], list[Line]]:
    """A map and its lines → what is wrong with those around its own country; the other lines."""
    if not plot.home:
        return [], list(lines)
    sides = list(_list_sides(plot, place, frame))
    around = [line for line in lines if _runs_along(line, sides)]
    others = [line for line in lines if line not in around]
    wrong = "" if _surrounds(around, sides, frame) else "its own country isn't outlined"
    return [wrong] if wrong else [], others


def _list_sides(plot: MapPlot, place: Place, frame: Box) -> Iterator[tuple[Point, Point]]:
    """The straight sides of the country's outlines that lie in a frame, on the page."""
    code = plot.home_code
    for detail in _DETAILS:
        for shape in (one for one in geography.read_shapes(detail) if one.code == code):
            for polygon in shape.polygons:
                for ring in polygon:
                    points = [place(*point) for point in ring]
                    yield from (
                        side
                        for side in pairwise(points)
                        if frame.meets(surround(map(as_box, side)))
                    )


def _runs_along(line: Line, sides: Sequence[tuple[Point, Point]]) -> bool:
    return all(is_beside(point, sides) for point in line.points)


def _walk(side: tuple[Point, Point]) -> Iterator[Point]:
    """A straight side → points along it, since both of its ends may lie outside a map."""
    (x, y), (x2, y2) = side
    steps = int(dist(*side) / _STEP) + 1
    yield from ((x + (x2 - x) * n / steps, y + (y2 - y) * n / steps) for n in range(steps + 1))


def _surrounds(lines: Sequence[Line], sides: Sequence[tuple[Point, Point]], frame: Box) -> bool:
    """Whether lines that are seen reach as far as what is seen of the country."""
    drawn = [point for line in lines if is_visible(line.colour) for point in line.points]
    seen = [point for side in sides for point in _walk(side) if frame.distance(point) == 0]
    if not drawn or not seen:
        return not seen
    one, other = surround(map(as_box, drawn)), surround(map(as_box, seen))
    return all(abs(a - b) < _NEARLY for a, b in zip(one, other, strict=True))
