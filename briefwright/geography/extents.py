"""What a map shows: places and countries → a projection and the px of every point on the sheet."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefwright.geography.projections import Point, Projection, around, locate, world
from briefwright.geography.shapes import Detail, Shape, read_shapes
from briefwright.geography.topojson import Ring

# From north to south: a map of one place shows about 660 km, one of several at least 28 km.
_ALONE, _LEAST = math.radians(6), math.radians(0.25)
_NOWHERE = 1e-6  # radians: places that are nearer are one
_MARGIN = 0.13  # of what is shown, on each side
_FLATTEST, _TALLEST = 0.40, 0.56  # height by width
# Degrees from the centre beyond which the whole world is shown; how far north and south.
_WORLD, _NORTH, _SOUTH = 70.0, 84.0, -57.0
_MIDDLE = 11.0  # degrees east: a map of the world ends in the Bering Strait, at 169° west
# Wider than this many radians on the ground, the coarse shapes are fine enough.
_COARSE_BEYOND = 1.9
# Parts of a country that are smaller than this share of its largest don't widen the map.
_OUTLYING = 0.2


@dataclass(frozen=True)
class Extent:
    """A window on a projection: px for a unit of it, and what stands in its upper left corner.

    `centre` is in degrees; `reach` says how many degrees from there the window ends.
    """

    project: Projection
    centre: Point
    reach: float
    scale: float
    left: float
    top: float
    width: float
    height: float
    is_world: bool

    def px(self, longitude: float, latitude: float) -> Point:
        """A place → its px."""
        x, y = self.project(near(longitude, self.centre[0]), latitude)
        return ((x - self.left) * self.scale, (y - self.top) * self.scale)


def find_middle_of(window: Extent) -> Point:
    """A window of a part of the world → the point in its middle, in degrees."""
    assert not window.is_world
    x, y = window.width / 2 / window.scale, window.height / 2 / window.scale
    return locate(*window.centre, (window.left + x, window.top + y))


def trace_frame(window: Extent, steps: int) -> tuple[Point, ...]:
    """A window of a part of the world, points of each side → those along its edges, in degrees.

    They begin in the upper left corner and go around to the right.
    """
    assert not window.is_world
    wide, high = window.width / steps, window.height / steps
    along = range(steps)
    edge = [
        *((wide * n, 0.0) for n in along),
        *((window.width, high * n) for n in along),
        *((window.width - wide * n, window.height) for n in along),
        *((0.0, window.height - high * n) for n in along),
    ]
    flat = ((window.left + x / window.scale, window.top + y / window.scale) for x, y in edge)
    return tuple(locate(*window.centre, point) for point in flat)


def near(longitude: float, middle: float) -> float:
    """A longitude → the same, at most half a turn from the middle of the map."""
    return (longitude - middle + 180) % 360 - 180 + middle


@lru_cache(maxsize=64)
def find_window(
    places: Sequence[Point],
    countries: frozenset[str],
    width: float,
    regions: tuple[Shape, ...] = (),
) -> tuple[Extent, Detail]:
    """Places, codes of countries, regions → what a map shows, how fine its outlines are."""
    shaded = [shape for shape in read_shapes("50m") if shape.code in countries]
    window = _surround(places, (*shaded, *regions), width)
    coarse = {shape.code for shape in read_shapes("110m")}
    is_wide = window.is_world or window.width / window.scale > _COARSE_BEYOND
    return window, "110m" if is_wide and countries <= coarse else "50m"


def _surround(places: Sequence[Point], shaded: Sequence[Shape], width: float) -> Extent:
    """What must be seen → the window around it, with margins, of a pleasing height."""
    points = [*places, *(point for shape in shaded for ring in _main(shape) for point in ring)]
    middle = _middle(points)
    turned = [(near(east, middle), north) for east, north in points]
    wide = max(east for east, _ in turned) - min(east for east, _ in turned)
    north = [north for _, north in turned]
    centre = (min(east for east, _ in turned) + wide / 2, (min(north) + max(north)) / 2)
    if max(_apart(centre, point) for point in points) > _WORLD:
        return _whole(width)
    project = around(*centre)
    flat = [project(near(east, centre[0]), north) for east, north in points]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    top, bottom = min(y for _, y in flat), max(y for _, y in flat)
    least = _ALONE if max(right - left, bottom - top) < _NOWHERE else _LEAST
    across = (right - left) * (1 + 2 * _MARGIN)
    down = max((bottom - top) * (1 + 2 * _MARGIN), least)
    across = max(across, down / _TALLEST)
    down = max(down, across * _FLATTEST)
    scale = width / across
    corner = math.hypot(across, down) / 2 + math.hypot(left + right, top + bottom) / 2
    return Extent(
        project,
        centre,
        math.degrees(2 * math.asin(min(1.0, corner / 2))),
        scale,
        (left + right - across) / 2,
        (top + bottom - down) / 2,
        width,
        round(down * scale),
        False,
    )


def _apart(one: Point, other: Point) -> float:
    """Two places → the degrees between them on the globe."""
    (x1, y1), (x2, y2) = one, other
    rise, other_rise = math.radians(y1), math.radians(y2)
    cos = math.sin(rise) * math.sin(other_rise)
    cos += math.cos(rise) * math.cos(other_rise) * math.cos(math.radians(x2 - x1))
    return math.degrees(math.acos(max(-1.0, min(1.0, cos))))


def is_seen(ring: Ring, window: Extent) -> bool:
    """A ring and a window → whether they may meet: certainly not, if the answer is no."""
    if window.is_world:
        return True
    easts, norths = [east for east, _ in ring], [north for _, north in ring]
    low, high = min(norths), max(norths)
    centre = ((min(easts) + max(easts)) / 2, (low + high) / 2)
    reach = math.hypot(max(easts) - min(easts), high - low) / 2
    return _apart(centre, window.centre) <= reach + window.reach


def is_shown(code: str, window: Extent, detail: Detail) -> bool:
    """The code of a country, a window → whether a point of its outlines lies in it."""
    return any(
        0 < x < window.width and 0 < y < window.height
        for shape in read_shapes(detail)
        if shape.code == code
        for polygon in shape.polygons
        for x, y in (window.px(*point) for point in polygon[0])
    )


def _whole(width: float) -> Extent:
    project = world(_MIDDLE)
    right = project(_MIDDLE + 180, 0)[0]
    top, bottom = project(0, _NORTH)[1], project(0, _SOUTH)[1]
    scale = width / (2 * right)
    return Extent(
        project,
        (_MIDDLE, 0.0),
        180.0,
        scale,
        -right,
        top,
        width,
        round((bottom - top) * scale),
        True,
    )


def _middle(points: Sequence[Point]) -> float:
    """Points → the longitude opposite the widest gap between them."""
    easts = sorted({round(east % 360, 3) for east, _ in points})
    gaps = [
        (other - one, one) for one, other in zip(easts, [*easts[1:], easts[0] + 360], strict=True)
    ]
    wide, start = max(gaps)
    middle = start + wide + (360 - wide) / 2
    return (middle + 180) % 360 - 180


def _main(shape: Shape) -> Iterator[Ring]:
    """A country → the outlines of its main parts."""
    outlines = [polygon[0] for polygon in shape.polygons]
    areas = [measure_area(ring) for ring in outlines]
    largest = max(areas, default=0.0)
    return (ring for ring, area in zip(outlines, areas, strict=True) if area >= _OUTLYING * largest)


def measure_area(ring: Ring) -> float:
    """A ring in degrees → its area on the globe, by the cylinder of equal areas."""
    flat = [(east, math.sin(math.radians(north))) for east, north in ring]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(flat)))
