"""The land of a map → whether its countries and regions have the shades that they should."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from briefwright import geography
from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Colour, Path, Point
from briefwright.edition.map_plots import MapPlot
from briefwright.geography import Shape
from briefwright.verify.drawings.labels import Labels
from briefwright.verify.drawings.map_legends import (
    QUIET,
    check_legend,
    is_hatched,
    number_countries,
)
from briefwright.verify.drawings.shapes import Area, Line
from briefwright.verify.drawings.windows import Place, as_box, measure

_HEIGHTS = (0.5, 0.4, 0.6, 0.3, 0.7)  # of a country: where it may be widest
_ROOM = 12.0  # points: a country that is narrower where it is widest is too small to tell


def check_land(
    plot: MapPlot,
    land: Sequence[Path],
    areas: Sequence[Area],
    labels: Labels,
    place: Place,
    hidden: Box | None,
) -> Iterator[str]:
    """Whether the countries of each class have one shade, that of its key, and no other one has.

    What is `hidden` isn't seen; `areas` are the sea and the keys of classes with these `labels`.
    """
    sea, *keys = areas
    if any(outline.fill is None or outline.fill == sea.colour for outline in land):
        yield "its land can't be told from its sea"
    groups = number_countries(plot)
    fills: dict[int, set[Colour | None]] = {}
    for shape, spot in _list_seen(plot, place, sea.box, hidden):
        number = groups.get(shape.code, QUIET)
        here = fills.setdefault(number, set())
        here.add(_find_fill(land, spot))
        others = (fills[one] for one in fills if one != number)
        if len(here) > 1 or any(here & other for other in others):
            yield f"the land of {shape.name} has another colour than it should"
            return
    ranked = [_strength(colour) for number in sorted(fills) for colour in fills[number]]
    if any(one >= other for one, other in pairwise(ranked)):
        yield "the countries that it names stand out less than the others, or than a lower class"
    yield from check_legend(plot, fills, keys, labels)


def check_hatching(
    plot: MapPlot, hatching: Sequence[Line], frame: Box, place: Place, hidden: Box | None
) -> Iterator[str]:
    """Whether lines run over the countries without a number, and over no other one."""
    codes = {plot.find_code(name) for name in plot.missing.countries} if plot.missing else set()
    for shape, spot in _list_seen(plot, place, frame, hidden):
        if (shape.code in codes) != is_hatched(spot, hatching):
            yield f"{shape.name} is hatched, or isn't, against what is known of it"


def _list_seen(
    plot: MapPlot, place: Place, frame: Box, hidden: Box | None
) -> Iterator[tuple[Shape, Point]]:
    """A map → each of its areas of which enough is seen, and a point well inside it.

    A country is not seen where a region lies over it, or an inset.
    """
    for shape in plot.regions:
        if spot := _find_spot(shape, place, frame):
            yield shape, spot
    above = [
        [place(*point) for point in polygon[0]]
        for shape in plot.regions
        for polygon in shape.polygons
    ]
    for shape in geography.read_shapes("50m"):
        spot = _find_spot(shape, place, frame)
        is_hidden = spot and hidden and not hidden.distance(spot)
        if spot and not is_hidden and not any(is_inside(ring, spot) for ring in above):
            yield shape, spot


def _strength(colour: Colour | None) -> int:
    """How far a colour is from paper, in its most different part."""
    return 255 - min(colour) if colour else 0


@lru_cache(maxsize=512)
def _find_middles(shape: Shape) -> tuple[Box, tuple[Box, ...]]:
    """A country → the degrees around its largest part, and where that is widest inside."""
    ring = max((polygon[0] for polygon in shape.polygons), key=measure)
    around = surround(map(as_box, ring))
    rows = [around.bottom + part * (around.top - around.bottom) for part in _HEIGHTS]
    found = [Box(left, y, right, y) for y in rows for left, right in cross(ring, y)]
    return around, tuple(sorted(found, key=lambda one: one.left - one.right)[:3])


def _find_spot(shape: Shape, place: Place, frame: Box) -> Point | None:
    """A country → a point well inside its largest part, if that is to be seen on the map."""
    around, middles = _find_middles(shape)
    (_, low), (_, high) = (
        place((around.left + around.right) / 2, north) for north in (around.bottom, around.top)
    )
    if high - low < _ROOM:
        return None
    for one in middles:
        x, y = place((one.left + one.right) / 2, one.bottom)
        (left, _), (right, _) = place(one.left, one.bottom), place(one.right, one.bottom)
        if right - left > _ROOM and frame.left + 2 < x < frame.right - 2 and (
            frame.bottom + 2 < y < frame.top - 2
        ):  # fmt: skip
            return (x, y)
    return None


def _find_fill(land: Sequence[Path], point: Point) -> Colour | None:
    """Areas and a point → the colour that is seen there, without holes (ISO 32000-2, 8.5.3.3)."""
    for outline in reversed(land):
        if sum(_may_hold(piece, point) and is_inside(piece, point) for piece in outline.pieces) % 2:
            return outline.fill
    return None


def _may_hold(piece: tuple[Point, ...], point: Point) -> bool:
    """Whether a point lies in the rectangle around a piece of land."""
    around = _surround(piece)
    return around.left <= point[0] <= around.right and around.bottom <= point[1] <= around.top


@lru_cache(maxsize=4_000)
def _surround(piece: tuple[Point, ...]) -> Box:
    return surround(map(as_box, piece))


def is_inside(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in a ring."""
    return any(left <= point[0] <= right for left, right in cross(ring, point[1]))


def cross(ring: Sequence[Point], y: float) -> list[tuple[float, float]]:
    """A ring and a height → from where to where it is inside at that height."""
    xs = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y1 <= y) != (y2 <= y)
    )
    return list(zip(xs[::2], xs[1::2], strict=False))
