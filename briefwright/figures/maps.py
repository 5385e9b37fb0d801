"""A MapPlot and a Palette → a map as SVG: quiet land, shaded countries, places with their names.

The notes on boundaries are text of the page; they are drawn as Natural Earth has them.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from briefwright.document.assets import Asset
from briefwright.edition.map_plots import MapPlot
from briefwright.figures import (
    boundaries,
    home_country,
    map_circles,
    map_insets,
    map_legends,
    placing,
    svg,
)
from briefwright.figures.area_names import Rings, measure, place_names
from briefwright.figures.area_numbers import place_numbers
from briefwright.figures.charts import WIDTH
from briefwright.figures.haloes import draw_halo
from briefwright.figures.map_legends import shade_countries
from briefwright.figures.map_outlines import open_window, outline_areas
from briefwright.figures.palette import Palette
from briefwright.figures.placing import Placed
from briefwright.figures.scale_bars import ScaleBar, place_scale_bar
from briefwright.figures.sheet import Box, Word, surround, widen
from briefwright.geography import Detail
from briefwright.geography.extents import Extent
from briefwright.geography.projections import Point

_SMALL = 12.0  # square px
_EDGE = 2.0  # px around an inset
_CROWDED = 100.0  # how bad the place of a name is that has no room


@lru_cache(maxsize=64)
def draw(plot: MapPlot, palette: Palette, width: float = WIDTH) -> Asset:
    """A map's places and countries → its drawing; its name is still empty.

    Every country must be one that `geography.find_country` knows, or one of the regions.
    """
    window, _ = open_window(plot, width)
    box = map_insets.place_inset(plot, width)
    end = max(window.height, box[3]) if box else window.height
    circles = map_circles.arrange_circles(plot, palette, width, end)
    legend = map_legends.arrange_legend(plot, palette, width, circles.bottom)
    height = legend.height if legend.words else circles.bottom
    parts = [
        *_draw_map(plot, palette, width),
        *_draw_inset(plot, palette, width),
        *map_circles.draw_keys(circles, palette.accent),
        *map_legends.draw_legend(legend, plot, palette),
    ]
    data = svg.document(window.width, height, parts, palette)
    return Asset("", data, "image/svg+xml", round(window.width), round(height))


def _draw_map(plot: MapPlot, palette: Palette, width: float) -> Iterator[str]:
    """A map → its elements, without its legend and its inset."""
    window, detail = open_window(plot, width)
    land, regions = outline_areas(plot, window, detail)
    shapes = land | regions
    shades = {plot.find_code(name): one for name, one in shade_countries(plot, palette).items()}
    spots = place_labels(plot, palette, width)
    names = tuple(_name_areas(plot, shapes, spots, window, detail, palette))
    yield svg.rectangle(0, 0, width, round(window.height), palette.sea)
    yield from _land(land, shades, palette.border, palette)
    yield from home_country.draw_home(land.get(plot.home_code, []), window, palette)
    yield from _land(regions, shades, palette.quiet, palette)
    yield from _small(shapes, shades)
    yield from _hatch(plot, shapes, palette)
    inset = map_insets.place_inset(plot, width)
    hidden = widen(inset, _EDGE) if inset else None  # a dash at its edge would look like its own
    yield from boundaries.draw_boundaries(plot, window, detail, shades, palette, hidden)
    yield from map_insets.draw_mark(plot, window, palette)
    yield from _draw_names(plot, names, palette)
    yield from _draw_numbers(
        _number_areas(plot, shapes, spots, names, window, detail, palette), palette
    )
    yield from _places(plot, spots, window, palette)
    yield from _scale_bar(plot, window, palette)


def _draw_inset(plot: MapPlot, palette: Palette, width: float) -> Iterator[str]:
    """A map → the elements of its inset, if it has one."""
    box = map_insets.place_inset(plot, width)
    if box is None or plot.inset is None:
        return
    left, top, right, _ = box
    yield f'<g transform="translate({svg.number(left)} {svg.number(top)})">'
    yield from _draw_map(plot.inset.plot, palette, right - left)
    yield "</g>"
    yield map_insets.draw_frame(box, palette)


@lru_cache(maxsize=64)
def place_labels(plot: MapPlot, palette: Palette, width: float = WIDTH) -> tuple[Placed, ...]:
    """A map → where the label of each place stands; without words for a circle without a name."""
    window, detail = open_window(plot, width)
    labels = _list_labels(plot, window, palette)
    if plot.counted:
        rated = _place_circles(plot, palette, width)
        return tuple(
            rated[n][1] if n in rated else Placed((), None, (one.x, one.y, one.x, one.y))
            for n, one in enumerate(labels)
        )
    dots = [placing.surround(one) for one in labels]
    named = [n for n, one in enumerate(plot.places) if one.name]
    taken, dashes = _list_obstacles(plot, window, detail, palette)
    taken += tuple(dot for n, dot in enumerate(dots) if n not in named)
    size = (window.width, window.height)
    found = placing.place([labels[n] for n in named], *size, palette, taken, dashes)
    spots = dict(zip(named, found, strict=True))
    return tuple(spots.get(n, Placed((), None, dot)) for n, dot in enumerate(dots))


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
    window, detail = open_window(plot, width)
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
    """A map → scale bar and inset, which no label covers, and dashes, which none should."""
    fixed = tuple(_list_fixed(plot, window, palette))
    return fixed, _list_crossed(plot, window, detail)


def _list_crossed(plot: MapPlot, window: Extent, detail: Detail) -> tuple[Point, ...]:
    """A map → points of dashes and of its mark, which no label should cross."""
    dashes = boundaries.list_points(plot, window, detail)
    return (*dashes, *map_insets.list_mark(plot, window))


def _list_fixed(plot: MapPlot, window: Extent, palette: Palette) -> Iterator[Box]:
    """A map → what stands there whatever the labels do: the scale bar, the inset."""
    inset = map_insets.place_inset(plot, window.width)
    bar = _place_bar(plot, window, palette)
    yield from (bar.box,) if bar else ()
    yield from (inset,) if inset else ()


def _place_bar(plot: MapPlot, window: Extent, palette: Palette) -> ScaleBar | None:
    inset = map_insets.place_inset(plot, window.width)
    points = _points(plot, window)
    return place_scale_bar(plot.distances, window, points, palette, inset)


def list_nameless(plot: MapPlot, palette: Palette, width: float = WIDTH) -> tuple[str, ...]:
    """A map → the shaded areas on it whose names have no room, in their order."""
    window, detail = open_window(plot, width)
    land, regions = outline_areas(plot, window, detail)
    shapes, spots = land | regions, place_labels(plot, palette, width)
    found = {word.text for word in _name_areas(plot, shapes, spots, window, detail, palette)}
    labels = dict(plot.labels)
    return tuple(
        name
        for name in plot.countries
        if labels.get(name, "") not in {"", *found} and shapes.get(plot.find_code(name))
    )


def _points(plot: MapPlot, window: Extent) -> list[Point]:
    return [window.px(place.longitude, place.latitude) for place in plot.places]


def _scale_bar(plot: MapPlot, window: Extent, palette: Palette) -> Iterator[str]:
    bar = _place_bar(plot, window, palette)
    if bar:
        yield svg.line(bar.x, bar.y, bar.x2, bar.y, palette.ink, 1.5)
        yield svg.text(bar.word)


# ----------------------------------------------------------------- land


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
    dashes = _list_crossed(plot, window, detail)
    return place_names(plot, shapes, taken, dashes, window, palette)


def _number_areas(
    plot: MapPlot,
    shapes: Mapping[str, Rings],
    spots: Sequence[Placed],
    names: Iterable[Word],
    window: Extent,
    detail: Detail,
    palette: Palette,
) -> tuple[Placed, ...]:
    """Areas without a name → their numbers, in the way of nothing else."""
    taken = _list_taken(plot, spots, window, palette) + [word.box(palette) for word in names]
    dashes = _list_crossed(plot, window, detail)
    return place_numbers(plot, shapes, taken, dashes, window, palette)


def _list_taken(
    plot: MapPlot, spots: Sequence[Placed], window: Extent, palette: Palette
) -> list[Box]:
    """What stands on a map beside names of areas: places, their labels, scale bar, inset."""
    points = _points(plot, window)
    taken = [spot.box for spot in spots]
    radii = map_circles.list_radii(plot, window.width)
    taken += (
        (x - off, y - off, x + off, y + off)
        for (x, y), off in zip(points, (radius + 1.1 for radius in radii), strict=True)
    )
    taken += _list_fixed(plot, window, palette)
    if plot.view and plot.mark:  # which is small in an overview
        taken.append(surround(map_insets.list_mark(plot, window)))
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
