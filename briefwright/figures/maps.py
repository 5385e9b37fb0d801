"""A MapPlot and a Palette → a map as SVG: quiet land, shaded countries, places with their names.

The notes on boundaries are text of the page; they are drawn as Natural Earth has them.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from briefwright import geography
from briefwright.document.assets import Asset
from briefwright.edition.plots import MapPlot
from briefwright.figures import boundaries, lettering, map_legends, placing, scale_bars, svg
from briefwright.figures.charts import WIDTH
from briefwright.figures.haloes import draw_halo
from briefwright.figures.lettering import SMALL
from briefwright.figures.map_legends import choose_ink, cross, shade_countries
from briefwright.figures.palette import Palette
from briefwright.figures.placing import Placed
from briefwright.figures.sheet import Box, Word, overlap
from briefwright.geography import Detail, Shape
from briefwright.geography.extents import Extent, find_window, is_seen, near
from briefwright.geography.projections import Point, bend, clip, straighten, thin

_OUTSIDE = 3.0  # px beyond the edge, where an outline may run unseen
_SMALL = 12.0  # square px
_FINEST = 0.6  # px between points of an outline
_STRAIGHT = 0.2  # px that an outline may run beside where it runs

# Where in a country its name may stand, from its north: the middle first.
_HEIGHTS = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85)

Rings = list[list[Point]]


@lru_cache(maxsize=64)
def draw(plot: MapPlot, palette: Palette, width: float = WIDTH) -> Asset:
    """A map's places and countries → its drawing; its name is still empty.

    Every country must be one that `geography.find_country` knows.
    """
    window, detail = _window(plot, width)
    below = 0.0 if plot.classes else _OUTSIDE  # where a legend stands
    shapes: dict[str, Rings] = {}
    for shape in geography.read_shapes(detail):
        shapes.setdefault(shape.code, []).extend(_rings(shape, window, below))
    shades = {_code(name): one for name, one in shade_countries(plot, palette).items()}
    spots = place_labels(plot, palette, width)
    legend = map_legends.arrange_legend(plot, palette, width, window.height)
    height = legend.height if plot.classes else window.height
    parts = [
        f'<rect width="{svg.number(width)}" height="{window.height:.0f}" fill="{palette.sea}"/>',
        *_land(shapes, shades, palette),
        *_small(shapes, shades),
        *_hatch(plot, shapes, palette),
        *boundaries.draw_boundaries(plot, window, detail, shades, palette),
        *(svg.text(word) for word in _country_names(plot, shapes, spots, window, palette)),
        *_places(plot, spots, window, palette),
        *_scale_bar(plot, window, palette),
        *(map_legends.draw_legend(legend, plot, palette) if plot.classes else ()),
    ]
    data = svg.document(window.width, height, parts, palette)
    return Asset("", data, "image/svg+xml", round(window.width), round(height))


@lru_cache(maxsize=64)
def place_labels(plot: MapPlot, palette: Palette, width: float = WIDTH) -> tuple[Placed, ...]:
    """A map → where the label of each place stands."""
    window, _ = _window(plot, width)
    quiet = palette.ink if plot.countries else palette.quiet  # which has no contrast on a shade
    labels = [
        placing.label(*window.px(place.longitude, place.latitude), place, quiet, palette)
        for place in plot.places
    ]
    bar = scale_bars.place_scale_bar(plot.distances, window, _points(plot, window), palette)
    taken = (bar.box,) if bar else ()
    return placing.place(labels, window.width, window.height, palette, taken)


def _points(plot: MapPlot, window: Extent) -> list[Point]:
    return [window.px(place.longitude, place.latitude) for place in plot.places]


def _scale_bar(plot: MapPlot, window: Extent, palette: Palette) -> Iterator[str]:
    bar = scale_bars.place_scale_bar(plot.distances, window, _points(plot, window), palette)
    if bar:
        yield svg.line(bar.x, bar.y, bar.x2, bar.y, palette.ink, 1.5)
        yield svg.text(bar.word)


def _window(plot: MapPlot, width: float) -> tuple[Extent, Detail]:
    """A map → what of the world it shows, and how fine its outlines are."""
    return find_window(plot.positions, frozenset(map(_code, plot.countries)), width)


def _code(name: str) -> str:
    found = geography.find_country(name)
    if found is None:
        raise ValueError(f"there is no country {name!r}")
    return found.code


# ----------------------------------------------------------------- land


def _rings(shape: Shape, window: Extent, below: float) -> Rings:
    """A country → its outlines in the window and `below` it, in px."""
    frame = (-_OUTSIDE, -_OUTSIDE, window.width + _OUTSIDE, window.height + below)
    found: Rings = []
    for ring in (ring for polygon in shape.polygons for ring in polygon):
        if is_seen(ring, window):
            for turn in _turns(ring, window):
                flat = [_flat(east + turn, north, window) for east, north in bend(ring)]
                inside = straighten(thin(clip(flat, frame), _FINEST), _STRAIGHT)
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


def _land(shapes: dict[str, Rings], shades: Mapping[str, str], palette: Palette) -> Iterator[str]:
    """Countries and the shades of some → the quiet land, and over it each shade, as one path."""
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
                f' stroke="{palette.border}" stroke-width="0.7" stroke-linejoin="round"/>'
            )


def _small(shapes: dict[str, Rings], shades: Mapping[str, str]) -> Iterator[str]:
    """Shaded countries that nobody would see at this size → a spot of their colour."""
    for key, colour in sorted(shades.items()):
        rings = shapes.get(key, [])
        if rings and sum(map(_area, rings)) < _SMALL:
            x, y = max(rings, key=_area)[0]
            yield svg.dot(x, y, 3.0, colour)


def _hatch(plot: MapPlot, shapes: dict[str, Rings], palette: Palette) -> Iterator[str]:
    """Countries without a number → the lines over them, if they are large enough for any."""
    missing = plot.missing.countries if plot.missing else ()
    rings = [ring for name in missing for ring in shapes.get(_code(name), [])]
    if rings:
        yield map_legends.draw_hatching(rings, palette)


# ----------------------------------------------------------------- words


def _places(
    plot: MapPlot, spots: Sequence[Placed], window: Extent, palette: Palette
) -> Iterator[str]:
    for spot in spots:
        if spot.leader:
            yield svg.line(*spot.leader, palette.ink, 0.6)
    colour = palette.ink if plot.countries else palette.accent
    spread = _points(plot, window)
    are_near = any(math.dist(*pair) < 2 * placing.RADIUS + 1 for pair in combinations(spread, 2))
    radius = placing.RADIUS * (0.77 if are_near else 1)
    for x, y in spread:
        yield svg.dot(x, y, radius, colour)
    for spot in spots:
        yield from (draw_halo(word, palette) for word in spot.words)
    for spot in spots:
        yield from (svg.text(word) for word in spot.words)


def _country_names(
    plot: MapPlot,
    shapes: dict[str, Rings],
    spots: Sequence[Placed],
    window: Extent,
    palette: Palette,
) -> Iterator[Word]:
    """Countries that have a label → the label, where the country is widest and nothing stands."""
    taken = [spot.box for spot in spots]
    taken += ((x - 5, y - 5, x + 5, y + 5) for x, y in _points(plot, window))
    bar = scale_bars.place_scale_bar(plot.distances, window, _points(plot, window), palette)
    taken += (bar.box,) if bar else ()
    named = {_code(name) for name in plot.countries}
    said = {_code(name) for name, _ in plot.labels}
    shades = shade_countries(plot, palette)
    hatched = plot.missing.countries if plot.missing else ()
    for name, label in (one for one in plot.labels if one[0] not in hatched):
        rings = shapes.get(_code(name), [])
        colour = choose_ink(shades[name], palette) if name in shades else palette.quiet
        if plot.classes and name in shades:
            word = _inner_name(label, colour, rings, taken, window, palette)
        else:
            word = _country_name(label, colour, rings, taken, window, palette)
        if word is not None:
            taken.append(word.box(palette))
            yield word
    printed = {text for place in plot.places for text in (place.name, place.note)}
    around = () if window.is_world else plot.neighbours
    for name, label in (one for one in around if one[1] not in printed):
        rings = shapes.get(_code(name), [])
        if rings and _code(name) not in said | named:
            word = _inner_name(label, palette.quiet, rings, taken, window, palette)
            if word is not None:
                taken.append(word.box(palette))
                yield word


def _country_name(
    label: str,
    colour: str,
    rings: Rings,
    taken: Sequence[Box],
    window: Extent,
    palette: Palette,
) -> Word | None:
    """The label of a country that the map is about → the label, where it has most room."""
    return _choose(_list_spots(label, colour, rings, taken, window, palette), palette)


def _inner_name(
    label: str,
    colour: str,
    rings: Rings,
    taken: Sequence[Box],
    window: Extent,
    palette: Palette,
) -> Word | None:
    """The label of a country → the label, if all of it has room in the country."""
    if not rings:
        return None
    largest = max(rings, key=_area)
    spots = _list_spots(label, colour, rings, taken, window, palette)
    return _choose(
        ((room, word) for room, word in spots if _holds(largest, word, palette)), palette
    )


def _choose(spots: Iterator[tuple[float, Word]], palette: Palette) -> Word | None:
    """Places for a label, the best height first, and their room → the one with most room."""
    best: tuple[float, Word] | None = None
    for room, word in spots:
        score = min(room, 2.5 * lettering.width(word.text, palette, SMALL))
        if best is None or score > best[0] + 0.5:
            best = (score, word)
    return best[1] if best else None


def _list_spots(
    label: str,
    colour: str,
    rings: Rings,
    taken: Sequence[Box],
    window: Extent,
    palette: Palette,
) -> Iterator[tuple[float, Word]]:
    """A label and the outlines of its country → places on the map that are free, and their room."""
    for x, y, room in _inside(rings, window):
        word = Word(x, y + SMALL * 0.34, label, colour, "middle", SMALL)
        left, top, right, bottom = word.box(palette)
        seen = left > 2 and top > 2 and right < window.width - 2 and bottom < window.height - 2
        if seen and not any(overlap(word.box(palette), box, 3) for box in taken):
            yield room, word


def _holds(ring: Sequence[Point], word: Word, palette: Palette) -> bool:
    """Whether the corners of a label lie in a ring."""
    left, top, right, bottom = word.box(palette)
    return all(
        any(west <= left and right <= east for west, east in cross([ring], y))
        for y in (top, bottom)
    )


def _inside(rings: Rings, window: Extent) -> Iterator[tuple[float, float, float]]:
    """Outlines → points in them with the width that is free there, the middle heights first."""
    if not rings:
        return
    largest = max(rings, key=_area)
    ys = [y for _, y in largest]
    low, high = max(min(ys), 0.0), min(max(ys), window.height)
    for part in _HEIGHTS:
        y = low + (high - low) * part
        for left, right in cross([largest], y):
            left, right = max(left, 0.0), min(right, window.width)
            for at in (0.5, 0.35, 0.65):
                yield left + (right - left) * at, y, (right - left) * 2 * min(at, 1 - at)


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
