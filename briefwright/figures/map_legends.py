"""Classes of a map → their shades, lines over what has no number, the legend below the map."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefwright.document.colours import contrast_ratio, mix, parse_hex
from briefwright.edition.map_plots import MapPlot
from briefwright.figures import rows, svg
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Sheet, mirror, move
from briefwright.geography.projections import Point

_LIGHTEST = 0.3  # of the accent in the shade of the lowest class; the highest has all of it
_ALONE = 0.45  # of it in countries that are shaded without numbers
_ABOVE = 8.0  # px from a map to its legend
_STEP = 4.0  # px from line to line of a hatching
_HATCH = 0.8  # px: its lines


def list_shades(count: int, palette: Palette) -> tuple[str, ...]:
    """How many classes there are → their colours, the lowest first."""
    step = (1 - _LIGHTEST) / max(count - 1, 1)
    return tuple(mix(palette.accent, _LIGHTEST + n * step) for n in range(count))


def shade_countries(plot: MapPlot, palette: Palette) -> dict[str, str]:
    """A map → the colour of each country that it names; one without a number is land."""
    alone = mix(palette.accent, _ALONE)
    shades = dict.fromkeys(plot.countries, alone if plot.is_shaded else palette.land)
    colours = list_shades(len(plot.classes), palette)
    for one, colour in zip(plot.classes, colours, strict=True):
        shades |= dict.fromkeys(one.countries, colour)
    return shades


def choose_ink(shade: str, palette: Palette) -> str:
    """The colour of a country → that of a name in it: ink, or white where ink is harder to read."""
    inks = (palette.ink, "#ffffff")
    return max(inks, key=lambda ink: contrast_ratio(parse_hex(ink), parse_hex(shade)))


def arrange_legend(plot: MapPlot, palette: Palette, width: float, top: float) -> Sheet:
    """A map of numbers and where it ends → the keys of its shades below it."""
    listed = (*plot.classes, *((plot.missing,) if plot.missing else ()))
    colours = (*list_shades(len(plot.classes), palette), palette.land)
    names = [one.label for one in listed]
    unit = "" if plot.sizes else plot.unit
    legend = rows.keys(names, replace(palette, charts=colours), width, unit)
    legend = replace(legend, width=width)
    return move(mirror(legend) if plot.direction == "rtl" else legend, 0, top + _ABOVE)


def draw_legend(legend: Sheet, plot: MapPlot, palette: Palette) -> Iterator[str]:
    """A legend → its elements; what has no number is hatched there as it is on the map."""
    for key in legend.swatches:
        yield svg.rectangle(key.x, key.y, key.x + key.width, key.y + key.height, key.colour)
    if plot.missing:
        last = legend.swatches[-1]
        right, bottom = last.x + last.width, last.y + last.height
        corners = [(last.x, last.y), (right, last.y), (right, bottom), (last.x, bottom)]
        yield draw_hatching([corners], palette)
    yield from map(svg.text, legend.words)


def draw_hatching(rings: Sequence[Sequence[Point]], palette: Palette) -> str:
    """Outlines and holes → slanting lines inside them, as one element."""
    lines = "".join(f"M{x:.1f},{y:.1f}L{x2:.1f},{y2:.1f}" for (x, y), (x2, y2) in _slant(rings))
    return f'<path d="{lines}" fill="none" stroke="{palette.quiet}" stroke-width="{_HATCH}"/>'


def _slant(rings: Sequence[Sequence[Point]]) -> Iterator[tuple[Point, Point]]:
    """Outlines → the pieces of lines from lower left to upper right that lie inside them."""
    half = math.sqrt(0.5)
    turned = [[((x - y) * half, (x + y) * half) for x, y in ring] for ring in rings]
    heights = [y for ring in turned for _, y in ring]
    first, last = math.ceil(min(heights) / _STEP), math.floor(max(heights) / _STEP)
    for number in range(first, last + 1):
        y = number * _STEP
        for left, right in cross(turned, y):
            yield (((left + y) * half, (y - left) * half), ((right + y) * half, (y - right) * half))


def cross(rings: Sequence[Sequence[Point]], y: float) -> Iterator[tuple[float, float]]:
    """Outlines and a height → from where to where it is inside them at that height."""
    xs = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for ring in rings
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y1 <= y) != (y2 <= y)
    )
    yield from zip(xs[::2], xs[1::2], strict=False)
