"""A map and what is drawn → what belongs to its inset, and whether its mark is right."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import dist

from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Drawing, Point
from briefwright.edition.map_plots import MapPlot
from briefwright.verify.drawings.map_boundaries import is_beside
from briefwright.verify.drawings.shapes import Dot, Line, Shapes, is_visible
from briefwright.verify.drawings.windows import Place, as_box

_WITHIN = 0.8  # points: what belongs to an inset reaches no farther beyond its edges
_BESIDE = 1.2  # points: no corner of a mark lies farther from where it should
_SMALL = 9.0  # points: a mark that is smaller may be a dot, in large print too


def split_inset(plot: MapPlot, drawing: Drawing, shapes: Shapes) -> tuple[Drawing, Drawing, Box]:
    """A map with an inset → what is drawn of the map, what of the inset, and where that stands.

    An inset is the second area that is drawn, whatever its colour.
    """
    box = shapes.areas[1].box
    room = Box(*(side + _WITHIN * sign for side, sign in zip(box, (-1, -1, 1, 1), strict=True)))
    paths = [path for path in drawing.paths if _contains(room, path.box)]
    letters = [letter for letter in drawing.letters if _contains(room, letter.box)]
    inner = Drawing(tuple(letters), tuple(paths))
    outer = replace(
        drawing,
        letters=tuple(one for one in drawing.letters if one not in letters),
        paths=tuple(one for one in drawing.paths if one not in paths),
    )
    return outer, inner, box


def _contains(box: Box, other: Box) -> bool:
    return (
        box.left <= other.left
        and box.bottom <= other.bottom
        and other.right <= box.right
        and other.top <= box.top
    )


def split_frame(lines: Sequence[Line], box: Box) -> tuple[list[str], list[Line]]:
    """Lines of an inset, where it stands → what is wrong with the line around it; the others."""
    corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    around = [
        line
        for line in lines
        if is_visible(line.colour)
        and all(any(dist(corner, point) < _BESIDE for point in line.points) for corner in corners)
        and all(any(dist(corner, point) < _BESIDE for corner in corners) for point in line.points)
    ]
    wrong = [] if around else ["its inset has no line around it"]
    return wrong, [line for line in lines if line not in around]


def split_mark(
    plot: MapPlot, lines: Sequence[Line], dots: Sequence[Dot], place: Place
) -> tuple[list[str], list[Line], list[Dot]]:
    """A map's lines and dots → what is wrong with its mark; the lines and dots that are none."""
    if not plot.mark:
        return [], list(lines), list(dots)
    points = [place(*point) for point in plot.mark]
    around = surround(map(as_box, points))
    sides = list(zip(points, [*points[1:], points[0]], strict=True))
    marks = [
        line for line in lines if is_visible(line.colour) and _goes_around(line, points, sides)
    ]
    middle = ((around.left + around.right) / 2, (around.bottom + around.top) / 2)
    is_small = max(around.right - around.left, around.top - around.bottom) < _SMALL
    spots = [dot for dot in dots if is_small and dist((dot.x, dot.y), middle) < _BESIDE]
    wrong = [] if marks or spots else ["what its inset shows isn't marked, or elsewhere"]
    return (
        wrong,
        [line for line in lines if line not in marks],
        [dot for dot in dots if dot not in spots[:1]],
    )


def _goes_around(line: Line, points: Sequence[Point], sides: list[tuple[Point, Point]]) -> bool:
    """Whether a line runs through all points of a mark, and nowhere else."""
    along = all(is_beside(point, sides) for point in line.points)
    return along and all(any(dist(one, point) < _BESIDE for one in line.points) for point in points)


def check_mark(mark: Sequence[Point], place: Place, frame: Box) -> Iterator[str]:
    """A mark in degrees, where places lie in what it is of, the edges of that → what differs."""
    points = [place(*point) for point in mark]
    around = surround(map(as_box, points))
    is_apart = any(abs(a - b) > _BESIDE for a, b in zip(around, frame, strict=True))
    if is_apart or any(_is_inside(point, frame) for point in points):
        yield "the mark of its inset is of something else than that shows"


def _is_inside(point: Point, frame: Box) -> bool:
    """Whether a point lies away from the edges."""
    x, y = point
    return (
        frame.left + _BESIDE < x < frame.right - _BESIDE
        and frame.bottom + _BESIDE < y < frame.top - _BESIDE
    )
