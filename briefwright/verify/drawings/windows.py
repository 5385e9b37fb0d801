"""How a map shows the world: places projected once more, at the scale that is read from a drawing.

Around the middle of what is shown it is Lambert's azimuthal equal-area projection; for the whole
world, the Natural Earth one (Šavrič, Patterson, Jenny 2011).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import acos, cos, degrees, dist, radians, sin, sqrt

from briefwright import geography
from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Path, Point
from briefwright.edition.map_plots import MapPlot
from briefwright.geography import Ring, Shape
from briefwright.verify.drawings.shapes import Dot

_MAIN = 0.2  # of the area of a country's largest part: smaller ones don't count for the window
_LEAST = (radians(6), radians(0.25))  # from south to north: of one place, of several
_ROOM = 1.26  # times as wide as what must be seen: a map with its margins
_WORLD = 70.0  # degrees from the middle beyond which the whole world is shown
_NORTH = 84.0  # degrees: where a map of the world ends
_MIDDLE = 11.0  # degrees east: its middle, so that it ends in the Bering Strait

Place = Callable[[float, float], Point]  # degrees east and north → a point on the page


@dataclass(frozen=True)
class Window:
    """Where places lie on the page; points for a unit of the globe's radius, 0 for all of it."""

    place: Place
    unit: float


def _project_world(east: float, north: float) -> Point:
    """Degrees → the Natural Earth projection, y upwards."""
    p = radians(north)
    q = p * p
    across = 0.8707 - 0.131979 * q + q * q * (-0.013791 + q * q * (0.003971 * q - 0.001529 * q * q))
    up = 1.007226 + q * (0.015085 + q * q * (-0.044475 + 0.028874 * q - 0.005916 * q * q))
    return radians(east) * across, p * up


def _project_around(middle: Point) -> Place:
    """The middle of a map in degrees → Lambert's projection around it, y upwards."""
    east0, north0 = map(radians, middle)

    def project(east: float, north: float) -> Point:
        turn, rise = radians(east) - east0, radians(north)
        toward = sin(north0) * sin(rise) + cos(north0) * cos(rise) * cos(turn)
        factor = sqrt(2 / max(1 + toward, 1e-9))
        return (
            factor * cos(rise) * sin(turn),
            factor * (cos(north0) * sin(rise) - sin(north0) * cos(rise) * cos(turn)),
        )

    return project


def find_windows(
    plot: MapPlot, land: Sequence[Path], dots: Sequence[Dot], frame: Box
) -> list[Window]:
    """A map and what is drawn → the ways in which places may lie on the page: all, or a part."""
    countries = (one for one in geography.read_shapes("50m") if one.code in plot.codes)
    named = [*plot.framed_regions, *countries]
    rings = [ring for shape in named for ring in _list_main(shape)]
    points = list(plot.positions)
    points += [point for ring in rings for point in ring]
    middle = _find_middle(points)
    points = [(_turn(east, middle), north) for east, north in points]
    around = surround(map(as_box, points))
    centre = ((around.left + around.right) / 2, (around.bottom + around.top) / 2)
    if max(_apart(centre, point) for point in points) > _WORLD:
        return [Window(_show_world(frame), 0.0)]
    project = _project_around(centre)

    def project_near(east: float, north: float) -> Point:
        return project(_turn(east, centre[0]), north)

    flat = surround(as_box(project_near(*point)) for point in points)
    scales = _list_scales(plot, project_near, flat, rings, land, dots, frame)
    return [Window(_show_part(project_near, flat, one, frame), one) for one in scales]


def _show_part(project: Place, flat: Box, scale: float, frame: Box) -> Place:
    """A projection, what is shown of it, points for its unit → where places lie in a frame."""

    def place(east: float, north: float) -> Point:
        x, y = project(east, north)
        return (
            (frame.left + frame.right) / 2 + scale * (x - (flat.left + flat.right) / 2),
            (frame.bottom + frame.top) / 2 + scale * (y - (flat.bottom + flat.top) / 2),
        )

    return place


def _show_world(frame: Box) -> Place:
    """A frame → where the places of the world lie in it."""
    unit = (frame.right - frame.left) / (2 * _project_world(180, 0)[0])
    north = _project_world(0, _NORTH)[1]

    def place(east: float, latitude: float) -> Point:
        x, y = _project_world(_turn(east, _MIDDLE) - _MIDDLE, latitude)
        return (frame.left + frame.right) / 2 + unit * x, frame.top - unit * (north - y)

    return place


def _apart(one: Point, other: Point) -> float:
    """Two places in degrees → the degrees between them on the globe."""
    (east, north), (east2, north2) = (map(radians, place) for place in (one, other))
    cosine = sin(north) * sin(north2) + cos(north) * cos(north2) * cos(east2 - east)
    return degrees(acos(max(-1.0, min(1.0, cosine))))


def _find_middle(points: Sequence[Point]) -> float:
    """Points → the longitude opposite the widest gap between them."""
    easts = sorted({round(east % 360, 3) for east, _ in points})
    gaps = zip([*easts[1:], easts[0] + 360], easts, strict=True)
    wide, start = max((after - before, before) for after, before in gaps)
    return _turn(start + wide + (360 - wide) / 2, 0.0)


def _turn(east: float, middle: float) -> float:
    """A longitude → the same, at most half a turn from another."""
    return (east - middle + 180) % 360 - 180 + middle


def _list_main(shape: Shape) -> Iterator[Ring]:
    """A country → the outlines of its main parts."""
    rings = [polygon[0] for polygon in shape.polygons]
    largest = max(map(measure, rings))
    return (ring for ring in rings if measure(ring) >= _MAIN * largest)


def _list_scales(
    plot: MapPlot,
    project: Place,
    flat: Box,
    rings: Sequence[Ring],
    land: Sequence[Path],
    dots: Sequence[Dot],
    frame: Box,
) -> Iterator[float]:
    """What is shown and drawn → points for a unit of the projection, as each of them says."""
    yield from ((frame.top - frame.bottom) / least for least in _LEAST)
    if plot.view:
        yield min(
            (frame.right - frame.left) / max(flat.right - flat.left, 1e-9) / _ROOM,
            (frame.top - frame.bottom) / max(flat.top - flat.bottom, 1e-9) / _ROOM,
        )
    middle = ((flat.left + flat.right) / 2, (flat.bottom + flat.top) / 2)
    spots = [dist(middle, project(one.longitude, one.latitude)) for one in plot.places]
    centre = ((frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2)
    if max(spots, default=0.0) > 0:
        yield from (dist(centre, (dot.x, dot.y)) / max(spots) for dot in dots)
    if rings:
        largest = max(([project(*point) for point in ring] for ring in rings), key=_fill)
        for outline in land:
            yield from _compare(largest, max(outline.pieces, key=_fill))


def _fill(ring: Sequence[Point]) -> float:
    return surround(map(as_box, ring)).area


def _compare(projected: Sequence[Point], drawn: Sequence[Point]) -> Iterator[float]:
    """The same points on the projection and on the page → how much larger they are here."""
    one, other = surround(map(as_box, projected)), surround(map(as_box, drawn))
    wide, high = one.right - one.left, one.top - one.bottom
    if wide > high:
        yield (other.right - other.left) / wide
    elif high > 0:
        yield (other.top - other.bottom) / high


def as_box(point: Point) -> Box:
    """A point → the rectangle that is no larger."""
    return Box(*point, *point)


def measure(ring: Ring) -> float:
    """A ring in degrees → its area on the globe, by the cylinder of equal areas."""
    heights = [sin(radians(north)) for _, north in ring]
    sides = zip(ring, heights, [*ring[1:], ring[0]], [*heights[1:], heights[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, _), y1, (x2, _), y2 in sides))
