"""Longitude and latitude → a flat map: equal areas around a centre, or the whole world."""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

Point = tuple[float, float]
Projection = Callable[[float, float], Point]

_STEP = 2.0  # degrees: longer sides are bent in between
# Beyond this many degrees from the centre a map of a part shows nothing, and grows without end.
_FARTHEST = math.radians(120)


def around(longitude: float, latitude: float) -> Projection:
    """The centre of a map → Lambert's azimuthal equal-area projection, in radians, y downwards."""
    at, sin0, cos0 = (
        math.radians(longitude),
        math.sin(math.radians(latitude)),
        math.cos(math.radians(latitude)),
    )

    def project(east: float, north: float) -> Point:
        turn, rise = math.radians(east) - at, math.radians(north)
        sin, cos = math.sin(rise), math.cos(rise)
        away = sin0 * sin + cos0 * cos * math.cos(turn)
        x, y = cos * math.sin(turn), cos0 * sin - sin0 * cos * math.cos(turn)
        angle = min(math.acos(max(-1.0, min(1.0, away))), _FARTHEST)
        length = math.hypot(x, y)
        if length < 1e-12:
            return (0.0, 0.0)
        far = 2 * math.sin(angle / 2) / length
        return (x * far, -y * far)

    return project


def locate(longitude: float, latitude: float, point: Point) -> Point:
    """The centre of a map, a point of the projection `around` it → degrees east and north.

    Source: Snyder, Map projections: a working manual, 1987, 20-14 to 20-16.
    """
    x, y = point[0], -point[1]
    length = math.hypot(x, y)
    if length < 1e-12:
        return (longitude, latitude)
    angle, rise = 2 * math.asin(min(1.0, length / 2)), math.radians(latitude)
    sin, cos = math.sin(angle), math.cos(angle)
    north = math.asin(cos * math.sin(rise) + y * sin * math.cos(rise) / length)
    across = length * math.cos(rise) * cos - y * math.sin(rise) * sin
    return (longitude + math.degrees(math.atan2(x * sin, across)), math.degrees(north))


def world(middle: float) -> Projection:
    """The longitude in the middle → the Natural Earth projection, in radians, y downwards.

    Source: Šavrič, Patterson, Jenny: The Natural Earth projection, 2011.
    """

    def project(east: float, north: float) -> Point:
        p = math.radians(north)
        p2 = p * p
        p4 = p2 * p2
        x = 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))
        y = p * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
        return (math.radians(east - middle) * x, -y)

    return project


def bend(ring: Sequence[Point]) -> Iterator[Point]:
    """A ring in degrees → the same with points along its long sides, which a map bends."""
    last: Point | None = None
    for point in ring:
        if last is not None:
            steps = int(max(abs(point[0] - last[0]), abs(point[1] - last[1])) // _STEP)
            for step in range(1, steps + 1):
                part = step / (steps + 1)
                yield (
                    last[0] + (point[0] - last[0]) * part,
                    last[1] + (point[1] - last[1]) * part,
                )
        yield point
        last = point


def clip(ring: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """A flat ring → what of it lies in a box (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = box
    points = list(ring)
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        kept: list[Point] = []
        for one, other in zip(points[-1:] + points[:-1], points, strict=True):
            before, now = sign * (one[axis] - limit) >= 0, sign * (other[axis] - limit) >= 0
            if before != now:
                part = (limit - one[axis]) / (other[axis] - one[axis])
                kept.append(
                    (one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part)
                )
            if now:
                kept.append(other)
        points = kept
    return points


def clip_line(line: Sequence[Point], box: tuple[float, float, float, float]) -> list[list[Point]]:
    """A flat line → its pieces in a box (Liang and Barsky, 1984)."""
    pieces = list[list[Point]]()
    for one, other in itertools.pairwise(line):
        kept = _clip_side(one, other, box)
        if kept is None:
            continue
        if pieces and pieces[-1][-1] == kept[0]:
            pieces[-1].append(kept[1])
        else:
            pieces.append(list(kept))
    return pieces


def _clip_side(
    one: Point, other: Point, box: tuple[float, float, float, float]
) -> tuple[Point, Point] | None:
    """Two ends of a straight line → those of what lies in a box, if any does."""
    (x, y), (x2, y2) = one, other
    left, top, right, bottom = box
    start, end = 0.0, 1.0
    for step, room in (
        (x - x2, x - left),
        (x2 - x, right - x),
        (y - y2, y - top),
        (y2 - y, bottom - y),
    ):
        if step == 0 and room < 0:
            return None
        if step < 0:
            start = max(start, room / step)
        elif step > 0:
            end = min(end, room / step)
    if start >= end:
        return None
    first = (x + (x2 - x) * start, y + (y2 - y) * start) if start else one
    return first, ((x + (x2 - x) * end, y + (y2 - y) * end) if end < 1 else other)


def thin(ring: Sequence[Point], least: float) -> list[Point]:
    """A flat ring → without the points that are nearer than `least` to the one before."""
    kept: list[Point] = []
    for point in ring:
        if not kept or math.dist(point, kept[-1]) >= least:
            kept.append(point)
    return kept


def straighten(ring: Sequence[Point], most: float) -> list[Point]:
    """A flat ring → without the points that lie nearer than `most` to the line of their neighbours.

    Source: Douglas and Peucker, Algorithms for the reduction of the number of points required to
    represent a digitized line or its caricature, 1973.
    """
    if len(ring) < 3:
        return list(ring)
    kept = {0, len(ring) - 1}
    open_spans = [(0, len(ring) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        (x, y), (x2, y2) = ring[first], ring[last]
        across, down = x2 - x, y2 - y
        length = math.hypot(across, down)
        farthest, at = most, 0
        for number in range(first + 1, last):
            px, py = ring[number]
            if length:
                away = abs(across * (py - y) - down * (px - x)) / length
            else:
                away = math.hypot(px - x, py - y)
            if away > farthest:
                farthest, at = away, number
        if at:
            kept.add(at)
            open_spans += ((first, at), (at, last))
    return [ring[number] for number in sorted(kept)]
