"""Shapes → the point in each that stands for it, such as the middle of a circle."""

import itertools
from collections.abc import Iterable, Iterator

from briefwright.geography.extents import measure_area, near
from briefwright.geography.projections import Point
from briefwright.geography.shapes import Shape
from briefwright.geography.topojson import Ring


def find_middle(shape: Shape) -> Point:
    """A shape → the centre of gravity of its largest part, in degrees east and north.

    Where that lies outside the part, it is moved to the middle of what is inside at its latitude.
    """
    ring = max((polygon[0] for polygon in shape.polygons), key=measure_area)
    east, north = _find_centroid(ring)
    inside = list(_cross(ring, north))
    if not any(left <= east <= right for left, right in inside):
        left, right = max(inside, key=lambda span: span[1] - span[0])
        east = (left + right) / 2
    return round(near(east, 0.0), 2), round(north, 2)


def find_shape_at(point: Point, shapes: Iterable[Shape]) -> Shape | None:
    """Degrees east and north, shapes → the one in which the point lies, if any."""
    return next((shape for shape in shapes if _holds(shape, point)), None)


def _holds(shape: Shape, point: Point) -> bool:
    east, north = point
    return any(
        sum(
            left <= near(east, (left + right) / 2) <= right
            for ring in polygon
            for left, right in _cross(ring, north)
        )
        % 2
        for polygon in shape.polygons
    )


def _find_centroid(ring: Ring) -> Point:
    """A ring in degrees → its centre of gravity, as if degrees were flat."""
    first_east, first_north = ring[0]
    area = across = up = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise([*ring, ring[0]]):
        x1, y1, x2, y2 = x1 - first_east, y1 - first_north, x2 - first_east, y2 - first_north
        part = x1 * y2 - x2 * y1
        area += part
        across += (x1 + x2) * part
        up += (y1 + y2) * part
    return first_east + across / (3 * area), first_north + up / (3 * area)


def _cross(ring: Ring, north: float) -> Iterator[tuple[float, float]]:
    """A ring and a latitude → from which longitude to which it is inside there."""
    easts = sorted(
        x1 + (north - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in itertools.pairwise([*ring, ring[0]])
        if (y1 <= north) != (y2 <= north)
    )
    return zip(easts[::2], easts[1::2], strict=False)
