"""The inset of a map → the corner in which it stands, and the mark of what one shows of the other.

Where no corner is free of what the map is about, it stands below the map.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from briefwright.edition.map_plots import MapPlot
from briefwright.figures import map_circles, svg
from briefwright.figures.area_names import Rings, covers, measure
from briefwright.figures.map_outlines import open_window, outline_areas
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Box, surround, widen
from briefwright.geography import Extent
from briefwright.geography.projections import Point, clip

# Of the width of a map: how wide an inset may be, the best first.
_WIDTHS: Mapping[str, tuple[float, ...]] = {
    "overview": (0.27, 0.22, 0.18),
    "detail": (0.56, 0.5, 0.46, 0.42, 0.38, 0.34, 0.3),
}
_EDGE = 6.0  # px from an inset to the edges of the map
_BELOW = 8.0  # px from a map to an inset below it
_ROOM = 3.0  # px around an inset in which nothing stands that the map is about
_SMALL = 8.0  # px: a mark that is smaller is a dot
_DOT = 3.4  # px: its radius
_LINE = 0.9  # px: the line of a mark and around an inset


@lru_cache(maxsize=64)
def place_inset(plot: MapPlot, width: float) -> Box | None:
    """A map as wide as that → where its inset stands, in px; nothing for a map without any."""
    if plot.inset is None:
        return None
    window, _ = open_window(plot, width)
    for part in _WIDTHS[plot.inset.kind]:
        corners = list(_list_corners(plot, window, part * width))
        free = [box for box in corners if not _is_taken(plot, widen(box, _ROOM), window)]
        if free:
            return min(free, key=lambda box: _measure_land(plot, box, window))
    wide = max(_WIDTHS[plot.inset.kind]) * width
    top = window.height + _BELOW
    left = width - wide if plot.direction == "rtl" else 0.0
    return (left, top, left + wide, top + open_window(plot.inset.plot, wide)[0].height)


def is_below(box: Box, plot: MapPlot, width: float) -> bool:
    """Where an inset stands, its map → whether that is below the map, which has no room for it."""
    return box[1] > open_window(plot, width)[0].height


def _list_corners(plot: MapPlot, window: Extent, wide: float) -> Iterator[Box]:
    """A map, its window, the width of its inset → the places of that, the best first."""
    assert plot.inset is not None
    high = open_window(plot.inset.plot, wide)[0].height
    sides = [_EDGE, window.width - _EDGE - wide]
    for left in sides[::-1] if plot.direction == "rtl" else sides:
        for top in (window.height - _EDGE - high, _EDGE):
            if top >= _EDGE:
                yield (left, top, left + wide, top + high)


def _is_taken(plot: MapPlot, box: Box, window: Extent) -> bool:
    """Whether something that a map is about stands in a box."""
    land, regions = _outline(plot, window.width)
    shapes = land | regions
    codes = {*map(plot.find_code, plot.countries), *(one.code for one in plot.regions)}
    radii = map_circles.list_radii(plot, window.width)
    spots = [window.px(place.longitude, place.latitude) for place in plot.places]
    points = list_mark(plot, window)
    points += [point for ring in land.get(plot.home_code, []) for point in ring]
    return (
        any(_holds(widen(box, radius), spot) for spot, radius in zip(spots, radii, strict=True))
        or any(_holds(box, point) for point in points)
        or covers([shapes.get(code, []) for code in codes], box)
    )


def _holds(box: Box, point: Point) -> bool:
    left, top, right, bottom = box
    return left < point[0] < right and top < point[1] < bottom


@lru_cache(maxsize=16)
def _outline(plot: MapPlot, width: float) -> tuple[dict[str, Rings], dict[str, Rings]]:
    return outline_areas(plot, *open_window(plot, width))


def _measure_land(plot: MapPlot, box: Box, window: Extent) -> float:
    """How much land an inset would hide, in square px; less than a tenth of it counts as none."""
    land, _ = _outline(plot, window.width)
    hidden = sum(
        measure(part) for rings in land.values() for ring in rings if (part := clip(ring, box))
    )
    return hidden if hidden > (box[2] - box[0]) * (box[3] - box[1]) / 10 else 0.0


def list_mark(plot: MapPlot, window: Extent) -> list[Point]:
    """A map and its window → the points of its mark, in px."""
    return [window.px(*point) for point in plot.mark]


def draw_mark(plot: MapPlot, window: Extent, palette: Palette) -> Iterator[str]:
    """A map and its window → the line around what its inset shows, or the map that it is of.

    It is a dot where that is small.
    """
    points = list_mark(plot, window)
    if not points:
        return
    left, top, right, bottom = surround(points)
    if max(right - left, bottom - top) < _SMALL:
        yield svg.dot((left + right) / 2, (top + bottom) / 2, _DOT, palette.ink)
    else:
        yield _draw_line([*points, points[0]], palette)


def draw_frame(box: Box, palette: Palette) -> str:
    """A box → the line around it."""
    left, top, right, bottom = box
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return _draw_line(corners, palette)


def _draw_line(points: Sequence[Point], palette: Palette) -> str:
    """Corners → the line through them."""
    through = "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<path d="M{through}" fill="none" stroke="{palette.ink}" stroke-width="{_LINE}"/>'
