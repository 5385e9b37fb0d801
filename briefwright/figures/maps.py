"""A MapPlot and a Palette → a map as SVG: quiet land, shaded countries, places with their names.

The notes on boundaries are text of the page; they are drawn as Natural Earth has them.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from briefwright import geography
from briefwright.document.assets import Asset
from briefwright.edition.map_plots import MapPlot
from briefwright.figures import (
    boundaries,
    home_country,
    map_circles,
    map_legends,
    placing,
    scale_bars,
    svg,
)
from briefwright.figures.area_names import Rings, measure, place_names
from briefwright.figures.area_numbers import place_numbers
from briefwright.figures.charts import WIDTH
from briefwright.figures.haloes import draw_halo
from briefwright.figures.map_legends import shade_countries
from briefwright.figures.palette import Palette
from briefwright.figures.placing import Placed
from briefwright.figures.sheet import Box, Word
from briefwright.geography import Detail, Shape
from briefwright.geography.extents import Extent, find_window, is_seen, near
from briefwright.geography.projections import Point, bend, clip, straighten, thin

_OUTSIDE = 3.0  # px beyond the edge, where an outline may run unseen
_SMALL = 12.0  # square px
_CROWDED = 100.0  # how bad the place of a name is that has no room
_FINEST = 0.6  # px between points of an outline
_STRAIGHT = 1 / 3  # of that: how far an outline may run beside where it runs


@lru_cache(maxsize=64)
def draw(plot: MapPlot, palette: Palette, width: float = WIDTH) -> Asset:
    """A map's places and countries → its drawing; its name is still empty.

    Every country must be one that `geography.find_country` knows, or one of the regions.
    """
    window, detail = _window(plot, width)
    land, regions = _outline_areas(plot, window, detail)
    shapes = land | regions
    shades = {plot.find_code(name): one for name, one in shade_countries(plot, palette).items()}
    spots = place_labels(plot, palette, width)
    names = tuple(_name_areas(plot, shapes, spots, window, detail, palette))
    numbers = _number_areas(plot, shapes, spots, names, window, palette)
    circles = map_circles.arrange_circles(plot, palette, width, window.height)
    legend = map_legends.arrange_legend(plot, palette, width, circles.bottom)
    height = legend.height if legend.words else circles.bottom
    parts = [
        f'<rect width="{svg.number(width)}" height="{window.height:.0f}" fill="{palette.sea}"/>',
        *_land(land, shades, palette.border, palette),
        *home_country.draw_home(land.get(plot.home_code, []), window, palette),
        *_land(regions, shades, palette.quiet, palette),
        *_small(shapes, shades),
        *_hatch(plot, shapes, palette),
        *boundaries.draw_boundaries(plot, window, detail, shades, palette),
        *_draw_names(plot, names, palette),
        *_draw_numbers(numbers, palette),
        *_places(plot, spots, window, palette),
        *_scale_bar(plot, window, palette),
        *map_circles.draw_keys(circles, palette.accent),
        *map_legends.draw_legend(legend, plot, palette),
    ]
    data = svg.document(window.width, height, parts, palette)
    return Asset("", data, "image/svg+xml", round(window.width), round(height))


@lru_cache(maxsize=64)
def place_labels(plot: MapPlot, palette: Palette, width: float = WIDTH) -> tuple[Placed, ...]:
    """A map → where the label of each place stands; without words for a circle without a name."""
    window, detail = _window(plot, width)
    labels = _list_labels(plot, window, palette)
    if plot.counted:
        found = _place_circles(plot, palette, width)
        return tuple(
            found[n][1] if n in found else Placed((), None, (one.x, one.y, one.x, one.y))
            for n, one in enumerate(labels)
        )
    taken, dashes = _list_obstacles(plot, window, detail, palette)
    return placing.place(labels, window.width, window.height, palette, taken, dashes)


def list_crowded(plot: MapPlot, palette: Palette, width: float = WIDTH) -> frozenset[int]:
    """A map of circles → the positions of those whose names have no room; those of places have."""
    if not plot.counted:
        return frozenset()
    found = _place_circles(plot, palette, width)
    return frozenset(n for n, (cost, _) in found.items() if cost >= _CROWDED and plot.sizes[n])


def _place_circles(
    plot: MapPlot, palette: Palette, width: float
) -> dict[int, tuple[float, Placed]]:
    """A map of circles → where each name stands and how bad that is, the largest circles first."""
    window, detail = _window(plot, width)
    labels = _list_labels(plot, window, palette)
    size = (window.width, window.height)
    obstacles = _list_obstacles(plot, window, detail, palette)
    return placing.place_in_order(labels, map_circles.sort_places(plot), size, palette, *obstacles)


def _list_labels(plot: MapPlot, window: Extent, palette: Palette) -> list[placing.Label]:
    quiet = palette.ink if plot.countries else palette.quiet  # which has no contrast on a shade
    radii = map_circles.list_radii(plot, window.width)
    return [
        placing.label(*window.px(place.longitude, place.latitude), place, quiet, palette, radius)
        for place, radius in zip(plot.places, radii, strict=True)
    ]


def _list_obstacles(
    plot: MapPlot, window: Extent, detail: Detail, palette: Palette
) -> tuple[tuple[Box, ...], tuple[Point, ...]]:
    """A map → the scale bar, which no label covers, and points of dashes, which none should."""
    bar = scale_bars.place_scale_bar(plot.distances, window, _points(plot, window), palette)
    return (bar.box,) if bar else (), boundaries.list_points(plot, window, detail)


def list_nameless(plot: MapPlot, palette: Palette, width: float = WIDTH) -> tuple[str, ...]:
    """A map → the shaded areas on it whose names have no room, in their order."""
    window, detail = _window(plot, width)
    land, regions = _outline_areas(plot, window, detail)
    shapes, spots = land | regions, place_labels(plot, palette, width)
    found = {word.text for word in _name_areas(plot, shapes, spots, window, detail, palette)}
    labels = dict(plot.labels)
    return tuple(
        name
        for name in plot.countries
        if labels[name] not in found and shapes.get(plot.find_code(name))
    )


def _points(plot: MapPlot, window: Extent) -> list[Point]:
    return [window.px(place.longitude, place.latitude) for place in plot.places]


def _scale_bar(plot: MapPlot, window: Extent, palette: Palette) -> Iterator[str]:
    bar = scale_bars.place_scale_bar(plot.distances, window, _points(plot, window), palette)
    if bar:
        yield svg.line(bar.x, bar.y, bar.x2, bar.y, palette.ink, 1.5)
        yield svg.text(bar.word)


def _window(plot: MapPlot, width: float) -> tuple[Extent, Detail]:
    """A map → what of the world it shows, and how fine its outlines are."""
    codes = frozenset() if plot.regions else frozenset(map(plot.find_code, plot.countries))
    return find_window(plot.positions, codes, width, plot.regions)


# ----------------------------------------------------------------- land


def _outline_areas(
    plot: MapPlot, window: Extent, detail: Detail
) -> tuple[dict[str, Rings], dict[str, Rings]]:
    """A map → the outlines of the countries on it, and of its regions, by their codes."""
    below = 0.0 if plot.has_legend else _OUTSIDE  # where a legend stands
    shaded = frozenset(map(plot.find_code, plot.countries))
    land = _outline(geography.read_shapes(detail), shaded, window, below)
    return land, _outline(plot.regions, shaded, window, below)


def _outline(
    shapes: Iterable[Shape], shaded: Collection[str], window: Extent, below: float
) -> dict[str, Rings]:
    """Countries or regions → the outlines of each in the window and `below` it, by its code.

    One that is shaded is there however small it is.
    """
    found: dict[str, Rings] = {}
    for shape in shapes:
        rings = _rings(shape, window, below, _FINEST)
        if not rings and shape.code in shaded:
            rings = _rings(shape, window, below, 0.0)
        found.setdefault(shape.code, []).extend(rings)
    return found


def _rings(shape: Shape, window: Extent, below: float, finest: float) -> Rings:
    """A country, px between points → its outlines in the window and `below` it, in px."""
    frame = (-_OUTSIDE, -_OUTSIDE, window.width + _OUTSIDE, window.height + below)
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


def _land(
    shapes: dict[str, Rings], shades: Mapping[str, str], border: str, palette: Palette
) -> Iterator[str]:
    """Areas and the shades of some → the quiet land, and over it each shade, as one path."""
    for colour in dict.fromkeys((palette.land, *shades.values())):
        rings = [
            ring
            for key, found in shapes.items()
            if shades.get(key, palette.land) == colour
            for ring in found
        ]
        if rings:
            yield (
                f'<path d="{svg.outline(rings)}" fill="{colour}" fill-rule="evenodd"'
                f' stroke="{border}" stroke-width="0.7" stroke-linejoin="round"/>'
            )


def _small(shapes: dict[str, Rings], shades: Mapping[str, str]) -> Iterator[str]:
    """Shaded countries that nobody would see at this size → a spot of their colour."""
    for key, colour in sorted(shades.items()):
        rings = shapes.get(key, [])
        if rings and sum(map(measure, rings)) < _SMALL:
            x, y = max(rings, key=measure)[0]
            yield svg.dot(x, y, 3.0, colour)


def _hatch(plot: MapPlot, shapes: dict[str, Rings], palette: Palette) -> Iterator[str]:
    """Countries without a number → the lines over them, if they are large enough for any."""
    missing = plot.missing.countries if plot.missing else ()
    rings = [ring for name in missing for ring in shapes.get(plot.find_code(name), [])]
    if rings:
        yield map_legends.draw_hatching(rings, palette)


# ----------------------------------------------------------------- words


def _places(
    plot: MapPlot, spots: Sequence[Placed], window: Extent, palette: Palette
) -> Iterator[str]:
    for spot in spots:
        if spot.leader:
            yield svg.line(*spot.leader, palette.ink, 0.6)
    colour = palette.accent if plot.sizes or not plot.countries else palette.ink
    spread = _points(plot, window)
    radii = map_circles.list_radii(plot, window.width)
    are_near = any(math.dist(*pair) < 2 * placing.RADIUS + 1 for pair in combinations(spread, 2))
    if are_near and not plot.sizes:
        radii = [radius * 0.77 for radius in radii]
    opacity = map_circles.OPACITY if plot.sizes else 1.0
    yield from map_circles.draw_circles(spread, radii, colour, opacity)
    for spot in spots:
        yield from (draw_halo(word, palette) for word in spot.words)
    for spot in spots:
        yield from (svg.text(word) for word in spot.words)


def _name_areas(
    plot: MapPlot,
    shapes: Mapping[str, Rings],
    spots: Sequence[Placed],
    window: Extent,
    detail: Detail,
    palette: Palette,
) -> Iterator[Word]:
    """Areas → their names, in the way of no place, no label of one, and no scale bar."""
    taken = _list_taken(plot, spots, window, palette)
    dashes = boundaries.list_points(plot, window, detail)
    return place_names(plot, shapes, taken, dashes, window, palette)


def _number_areas(
    plot: MapPlot,
    shapes: Mapping[str, Rings],
    spots: Sequence[Placed],
    names: Iterable[Word],
    window: Extent,
    palette: Palette,
) -> tuple[Placed, ...]:
    """Areas without a name → their numbers, in the way of nothing else."""
    taken = _list_taken(plot, spots, window, palette) + [word.box(palette) for word in names]
    return place_numbers(plot, shapes, taken, window, palette)


def _list_taken(
    plot: MapPlot, spots: Sequence[Placed], window: Extent, palette: Palette
) -> list[Box]:
    """What stands on a map beside names of areas: places, their labels, the scale bar."""
    points = _points(plot, window)
    bar = scale_bars.place_scale_bar(plot.distances, window, points, palette)
    taken = [spot.box for spot in spots]
    radii = map_circles.list_radii(plot, window.width)
    taken += (
        (x - off, y - off, x + off, y + off)
        for (x, y), off in zip(points, (radius + 1.1 for radius in radii), strict=True)
    )
    taken += (bar.box,) if bar else ()
    return taken


def _draw_numbers(numbers: Sequence[Placed], palette: Palette) -> Iterator[str]:
    """Numbers of areas → elements: the lines that lead to some below all words."""
    for spot in numbers:
        if spot.leader:
            yield svg.line(*spot.leader, palette.ink, 0.6)
            yield from (draw_halo(word, palette) for word in spot.words)
    yield from (svg.text(word) for spot in numbers for word in spot.words)


def _draw_names(plot: MapPlot, names: Iterable[Word], palette: Palette) -> Iterator[str]:
    """Names of areas → elements; those over other lines stand on pale ones around their letters."""
    labels = dict(plot.labels)
    crossed = {labels.get(name) for name in plot.missing.countries} if plot.missing else set()
    if plot.home_code not in map(plot.find_code, plot.countries):  # where a shade may be as pale
        crossed |= {label for name, label in plot.labels if plot.find_code(name) == plot.home_code}
    for word in names:
        if word.text in crossed:
            yield draw_halo(word, palette)
        yield svg.text(word)
