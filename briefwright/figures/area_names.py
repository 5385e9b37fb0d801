"""Names of countries and regions on a map → each where its own area has most room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefwright.edition.map_plots import MapPlot
from briefwright.figures import lettering
from briefwright.figures.lettering import SMALL
from briefwright.figures.map_legends import choose_ink, cross, shade_countries
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Box, Word, overlap, widen
from briefwright.geography import Extent, find_country
from briefwright.geography.projections import Point

# Where in an area its name may stand, from its north: the middle first.
_HEIGHTS = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85)

_MARGIN = 3.0  # px from the name of a region to its outline
_APART = 3.0  # px from a name that may leave its country to others that are shaded

Rings = list[list[Point]]


@dataclass(frozen=True)
class _Name:
    """The name of an area, as the author and as the map calls it; whether it may be wider."""

    area: str
    code: str
    text: str
    colour: str
    may_leave: bool


def place_names(
    plot: MapPlot,
    shapes: Mapping[str, Rings],
    boxes: Sequence[Box],
    dashes: Sequence[Point],
    window: Extent,
    palette: Palette,
) -> Iterator[Word]:
    """A map, outlines of its areas by code, what is taken, dashes → the names that have room."""
    taken = list(boxes)
    over = {one.code: shapes.get(one.code, []) for one in plot.regions}
    shaded = {code: shapes.get(code, []) for code in map(plot.find_code, plot.countries)}
    numbered = {name for name, _ in plot.numbers}
    for name in _list_names(plot, window, palette):
        if name.area in numbered:
            continue
        rings = shapes.get(name.code, [])
        spots = _list_spots(name, rings, taken, window, palette)
        if not name.may_leave:
            inner = max(rings, key=measure, default=[])
            room = _MARGIN if name.code in over else 0.0
            spots = (one for one in spots if holds(inner, one[1].box(palette), room))
        others = [found for code, found in (shaded | over).items() if code != name.code]
        if name.code not in over:
            room = _APART if name.may_leave else 0.0
            spots = (one for one in spots if not covers(others, widen(one[1].box(palette), room)))
        word = _choose(spots, dashes, palette)
        if word is not None:
            taken.append(word.box(palette))
            yield word


def _list_names(plot: MapPlot, window: Extent, palette: Palette) -> Iterator[_Name]:
    """A map → the names that it would print: those that it is about, then those around."""
    shades = shade_countries(plot, palette)
    printed = {text for place in plot.places for text in (place.name, place.note)}
    for name, label in plot.labels:
        if plot.sizes and label in printed:  # it stands at its circle
            continue
        quiet = palette.ink if plot.find_code(name) == plot.home_code else palette.quiet
        colour = choose_ink(shades[name], palette) if name in shades else quiet
        may_leave = not plot.regions and (plot.is_shaded or name not in shades)
        yield _Name(name, plot.find_code(name), label, colour, may_leave)
    if window.is_world:
        return
    said = {plot.find_code(name) for name in (*plot.countries, *dict(plot.labels))}
    for name, label in plot.neighbours:
        country = find_country(name)
        if country and label not in printed and country.code not in said:
            yield _Name(name, country.code, label, palette.quiet, may_leave=False)


def _choose(
    spots: Iterator[tuple[float, Word]], dashes: Sequence[Point], palette: Palette
) -> Word | None:
    """Places for a label, the best height first, and their room → the one with most room.

    One over a dashed line is as good as one with half of its room.
    """
    best: tuple[float, Word] | None = None
    for room, word in spots:
        score = min(room, 2.5 * lettering.width(word.text, palette, SMALL))
        left, top, right, bottom = word.box(palette)
        score /= 1 + any(left < x < right and top < y < bottom for x, y in dashes)
        if best is None or score > best[0] + 0.5:
            best = (score, word)
    return best[1] if best else None


def _list_spots(
    name: _Name, rings: Rings, taken: Sequence[Box], window: Extent, palette: Palette
) -> Iterator[tuple[float, Word]]:
    """A name and the outlines of its area → places on the map that are free, and their room."""
    for x, y, room in list_points(rings, window):
        word = Word(x, y + SMALL * 0.34, name.text, name.colour, "middle", SMALL)
        left, top, right, bottom = word.box(palette)
        seen = left > 2 and top > 2 and right < window.width - 2 and bottom < window.height - 2
        if seen and not any(overlap(word.box(palette), box, 3) for box in taken):
            yield room, word


def holds(ring: Sequence[Point], box: Box, room: float) -> bool:
    """Whether a label lies in a ring, with some room around it."""
    left, top, right, bottom = box
    return all(
        any(west <= left - room and right + room <= east for west, east in cross([ring], y))
        for y in (top - room, bottom + room)
    )


def covers(areas: Iterable[Rings], box: Box) -> bool:
    """Whether areas reach under a label."""
    return any(_reaches(ring, box) for rings in areas for ring in rings)


def _reaches(ring: Sequence[Point], box: Box) -> bool:
    """Whether the land within an outline reaches under a label."""
    left, top, right, bottom = box
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    if min(xs) > right or max(xs) < left or min(ys) > bottom or max(ys) < top:
        return False
    if any(left < x < right and top < y < bottom for x, y in ring):
        return True
    return any(
        west < right and left < east for y in (top, bottom) for west, east in cross([ring], y)
    )


def list_points(rings: Rings, window: Extent) -> Iterator[tuple[float, float, float]]:
    """Outlines → points in them with the width that is free there, the middle heights first."""
    if not rings:
        return
    largest = max(rings, key=measure)
    ys = [y for _, y in largest]
    low, high = max(min(ys), 0.0), min(max(ys), window.height)
    for part in _HEIGHTS:
        y = low + (high - low) * part
        for left, right in cross([largest], y):
            left, right = max(left, 0.0), min(right, window.width)
            for at in (0.5, 0.35, 0.65):
                yield left + (right - left) * at, y, (right - left) * 2 * min(at, 1 - at)


def measure(ring: Sequence[Point]) -> float:
    """A ring in px → its area."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
