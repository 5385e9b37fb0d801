"""Circles on a map whose areas are numbers → their radii, and the circles of the legend."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from briefwright.edition.map_plots import MapPlot
from briefwright.figures import lettering, svg
from briefwright.figures.lettering import SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.placing import RADIUS
from briefwright.figures.sheet import Word, mirror_word

_LARGEST = 0.048  # of the width of a map: the radius of the largest circle
SMALLEST = 0.1  # of that: no circle is smaller
OPACITY = 0.65  # so that what lies below a circle is seen
_ABOVE = 8.0  # px from a map to its legend
_GAP, _APART = 5.0, 18.0  # px from a circle to its number, and on to the next circle


@dataclass(frozen=True)
class Key:
    """A circle of a legend and its number."""

    x: float
    y: float
    radius: float
    word: Word


@dataclass(frozen=True)
class CircleLegend:
    """The circles below a map, what they count, and where all that ends."""

    keys: tuple[Key, ...]
    unit: Word | None
    bottom: float


def list_radii(plot: MapPlot, width: float) -> list[float]:
    """A map as wide as that → the radius of the circle or dot of each place, in px."""
    if not plot.sizes:
        return [RADIUS] * len(plot.places)
    return [RADIUS if one is None else _measure(one, plot, width) for one in plot.sizes]


def _measure(value: Decimal, plot: MapPlot, width: float) -> float:
    """A number → the radius of its circle: areas are in proportion to numbers."""
    most = max(one for one in plot.sizes if one is not None)
    return _LARGEST * width * max(SMALLEST, math.sqrt(value / most))


def sort_places(plot: MapPlot) -> list[int]:
    """A map → its places with names, by position: dots first, then circles from the largest."""
    named = [n for n, place in enumerate(plot.places) if place.name]
    return sorted(named, key=lambda n: (plot.sizes[n] is not None, -(plot.sizes[n] or 0)))


def arrange_circles(plot: MapPlot, palette: Palette, width: float, top: float) -> CircleLegend:
    """A map and where it ends → the circles below it, the largest first; none without sizes."""
    if not plot.size_keys:
        return CircleLegend((), None, top)
    radii = [_measure(value, plot, width) for value, _ in plot.size_keys]
    middle = top + _ABOVE + max(*radii, SIZE)
    baseline, x = middle + SIZE * 0.35, 0.0
    unit = Word(0.0, baseline, plot.unit, palette.quiet) if plot.unit else None
    if unit:
        x += lettering.width(plot.unit, palette) + _APART
    keys = list[Key]()
    for radius, (_, label) in zip(radii, plot.size_keys, strict=True):
        word = Word(x + 2 * radius + _GAP, baseline, label, palette.ink)
        keys.append(Key(x + radius, middle, radius, word))
        x = word.x + lettering.width(label, palette) + _APART
    legend = CircleLegend(tuple(keys), unit, middle + max(*radii, SIZE))
    return _mirror(legend, width) if plot.direction == "rtl" else legend


def _mirror(legend: CircleLegend, width: float) -> CircleLegend:
    keys = tuple(
        replace(key, x=width - key.x, word=mirror_word(key.word, width)) for key in legend.keys
    )
    unit = mirror_word(legend.unit, width) if legend.unit else None
    return CircleLegend(keys, unit, legend.bottom)


def draw_circles(
    points: Sequence[tuple[float, float]], radii: Sequence[float], colour: str, opacity: float
) -> Iterator[str]:
    """Middles, radii, a colour → circles, the largest below the others."""
    for (x, y), radius in sorted(zip(points, radii, strict=True), key=lambda one: -one[1]):
        yield svg.dot(x, y, radius, colour, opacity)


def draw_keys(legend: CircleLegend, colour: str) -> Iterator[str]:
    """The circles of a legend → its elements."""
    yield from (svg.text(word) for word in (legend.unit,) if word)
    for key in legend.keys:
        yield svg.dot(key.x, key.y, key.radius, colour, OPACITY)
        yield svg.text(key.word)
