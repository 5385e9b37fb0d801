"""What a map shows of countries and regions → their outlines, in px."""

from collections.abc import Collection, Iterable, Iterator

from briefwright import geography
from briefwright.edition.map_plots import MapPlot
from briefwright.figures.area_names import Rings
from briefwright.figures.sheet import Box
from briefwright.geography import Detail, Shape
from briefwright.geography.extents import Extent, find_window, is_seen, near
from briefwright.geography.projections import Point, bend, clip, straighten, thin

_OUTSIDE = 3.0  # px beyond the edge, where an outline may run unseen
_FINEST = 0.6  # px between points of an outline
_STRAIGHT = 1 / 3  # of that: how far an outline may run beside where it runs


def open_window(plot: MapPlot, width: float) -> tuple[Extent, Detail]:
    """A map → what of the world it shows, and how fine its outlines are."""
    return find_window(plot.positions, plot.codes, width, plot.framed_regions)


def outline_areas(
    plot: MapPlot, window: Extent, detail: Detail
) -> tuple[dict[str, Rings], dict[str, Rings]]:
    """A map → the outlines of the countries on it, and of its regions, by their codes.

    They reach a little beyond the edge, where it isn't seen: not above a legend, nor in an inset.
    """
    beyond = 0.0 if plot.view else _OUTSIDE
    below = 0.0 if plot.has_legend else beyond
    shaded = frozenset(map(plot.find_code, plot.countries))
    frame = (-beyond, -beyond, window.width + beyond, window.height + below)
    land = _outline(geography.read_shapes(detail), shaded, window, frame)
    return land, _outline(plot.regions, shaded, window, frame)


def _outline(
    shapes: Iterable[Shape], shaded: Collection[str], window: Extent, frame: Box
) -> dict[str, Rings]:
    """Countries or regions, a window and its frame in px → the outlines of each, by its code.

    One that is shaded is there however small it is.
    """
    found: dict[str, Rings] = {}
    for shape in shapes:
        rings = _rings(shape, window, frame, _FINEST)
        if not rings and shape.code in shaded:
            rings = _rings(shape, window, frame, 0.0)
        found.setdefault(shape.code, []).extend(rings)
    return found


def _rings(shape: Shape, window: Extent, frame: Box, finest: float) -> Rings:
    """A country, px between points → its outlines in the frame of a window, in px."""
    found: Rings = []
    for ring in (ring for polygon in shape.polygons for ring in polygon):
        if is_seen(ring, window):
            for turn in _turns(ring, window):
                flat = [_flat(east + turn, north, window) for east, north in bend(ring)]
                inside = straighten(thin(clip(flat, frame), finest), finest * _STRAIGHT)
                if len(inside) > 2:
                    found.append(inside)
    return found


def _turns(ring: geography.Ring, window: Extent) -> Iterator[float]:
    """A ring → the turns by which it comes into the window: on a world map both its ends."""
    first, last = min(east for east, _ in ring), max(east for east, _ in ring)
    middle = (first + last) / 2
    turn = near(middle, window.centre[0]) - middle
    yield turn
    if window.is_world and last + turn > window.centre[0] + 180:
        yield turn - 360
    if window.is_world and first + turn < window.centre[0] - 180:
        yield turn + 360


def _flat(east: float, north: float, window: Extent) -> Point:
    x, y = window.project(east, north)
    return ((x - window.left) * window.scale, (y - window.top) * window.scale)
