"""Numbers of areas whose names have no room on a map → each in its area, or on a line from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefwright.edition.map_plots import MapPlot
from briefwright.figures import placing
from briefwright.figures.area_names import Rings, covers, holds, list_points, measure
from briefwright.figures.lettering import SMALL
from briefwright.figures.map_legends import choose_ink, shade_countries
from briefwright.figures.palette import Palette
from briefwright.figures.placing import Label, Placed
from briefwright.figures.sheet import Box
from briefwright.geography import Extent
from briefwright.geography.projections import Point

_LINES = (12.0, 16.0, 20.0, 26.0, 34.0, 44.0, 56.0, 74.0, 95.0)  # px from an area to its number
_UNDER = 0.24 * SMALL  # px: letters reach below their line, but figures don't


@dataclass(frozen=True)
class _Area:
    """An area that gets a number: its outlines, the colour of a number in it, its number."""

    rings: Rings
    ink: str
    label: Label


def place_numbers(
    plot: MapPlot,
    shapes: Mapping[str, Rings],
    boxes: Sequence[Box],
    dashes: Sequence[Point],
    window: Extent,
    palette: Palette,
) -> tuple[Placed, ...]:
    """A map, outlines of its areas by code, what is taken, dashes → where each number stands."""
    areas = list(_list_areas(plot, shapes, window, palette))
    shaded = [shapes.get(plot.find_code(name), []) for name in plot.countries]
    choices = [tuple(_list_spots(area, shaded, window, palette)) for area in areas]
    labels = [area.label for area in areas]
    return placing.choose(labels, choices, (window.width, window.height), boxes, dashes)


def _list_areas(
    plot: MapPlot, shapes: Mapping[str, Rings], window: Extent, palette: Palette
) -> Iterator[_Area]:
    """A map → its areas with a number, each with the point in it that has most room."""
    shades = shade_countries(plot, palette)
    for name, number in plot.numbers:
        rings = shapes[plot.find_code(name)]
        corner = (*max(rings, key=measure)[0], 0.0)  # of one that is too small for points inside
        x, y, _ = max((corner, *list_points(rings, window)), key=lambda point: point[2])
        label = Label(x, y, (), (number,), palette.ink, 1.0)
        yield _Area(rings, choose_ink(shades[name], palette), label)


def _list_spots(
    area: _Area, shaded: Sequence[Rings], window: Extent, palette: Palette
) -> Iterator[Placed]:
    """An area and all that are shaded → the places of its number, those inside it first."""
    largest = max(area.rings, key=measure)
    for x, y, _ in sorted(list_points(area.rings, window), key=lambda point: -point[2]):
        inside = placing.centre(area.label, x, y, palette)
        left, top, right, bottom = inside.box
        if holds(largest, (left, top, right, bottom - _UNDER), 0.0):
            yield replace(inside, words=tuple(replace(w, colour=area.ink) for w in inside.words))
    for spot in placing.lead(area.label, 0.0, _LINES, palette):
        if not covers(shaded, spot.box):
            yield spot
