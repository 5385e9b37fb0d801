"""TopoJSON: lines that neighbours share → the outlines of areas, in degrees.

Source: The TopoJSON Format Specification, 2.1 (arcs) and 2.2 (geometry objects).
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Ring = tuple[tuple[float, float], ...]
_AT_THE_POLE = -85.0


def read_arcs(topology: Mapping[str, Any]) -> tuple[Ring, ...]:
    """A topology → its lines, by their numbers."""
    transform = topology.get("transform")
    if transform is None:
        return tuple(tuple((one[0], one[1]) for one in steps) for steps in topology["arcs"])
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    arcs = list[Ring]()
    for steps in topology["arcs"]:
        points = itertools.accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        arcs.append(tuple((round(x * sx + tx, 4), round(y * sy + ty, 4)) for x, y, *_ in points))
    return tuple(arcs)


def list_polygons(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[int]]]:
    """A geometry → for each polygon, the numbers of the lines around it and around its holes."""
    kinds = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}
    yield from kinds[geometry["type"]]


def join_arcs(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Numbers of lines → one ring; a negative number (~n) is line n from its end."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return unroll(points)


def unroll(points: Sequence[tuple[float, float]]) -> Ring:
    """A ring → the same without a leap at the 180th meridian: beyond 180 degrees, if need be.

    Antarctica lies around its pole and keeps its edge along the 180th meridian.
    """
    if min(north for _, north in points) < _AT_THE_POLE:
        return tuple(points)
    found, turn = [points[0]], 0.0
    for (last, _), (east, north) in itertools.pairwise(points):
        turn += 360.0 if last - east > 180 else -360.0 if east - last > 180 else 0.0
        found.append((east + turn, north))
    return tuple(found)
