"""A Plot and a Palette → a chart as SVG: direct labels, bars from zero, no more ink than it needs.

Title, source and note are text of the page and not of the drawing.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import assert_never

from briefwright.document.assets import Asset
from briefwright.edition.plots import Plot
from briefwright.figures import (
    areas,
    bars,
    columns,
    combos,
    dots,
    icons,
    lines,
    panels,
    slopes,
    stacks,
    svg,
    thresholds,
    unit_charts,
)
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Field, Rule, Sheet, mirror

WIDTH = 537.0  # px: the text column of A4, 142 mm


@lru_cache(maxsize=256)
def draw(plot: Plot, palette: Palette, width: float = WIDTH) -> Asset:
    """A plot → its drawing, `width` px wide and as high as it needs; its name is still empty."""
    sheet = arrange(plot, palette, width)
    data = svg.document(sheet.width, sheet.height, _elements(sheet), palette)
    return Asset("", data, "image/svg+xml", round(sheet.width), round(sheet.height))


def arrange(plot: Plot, palette: Palette, width: float = WIDTH) -> Sheet:
    """A plot → what stands where in its drawing."""
    plot = _measure(plot)
    sheet = thresholds.add(_arrange(plot, palette, width), plot, palette)
    return mirror(sheet) if plot.direction == "rtl" else sheet


def stands_upright(plot: Plot, palette: Palette, width: float = WIDTH) -> bool:
    """A plot of columns and a width → whether its labels and numbers have room side by side."""
    fits = panels.fits if plot.panels and len(plot.series) > 1 else columns.fits
    return fits(plot, palette, width)


def _measure(plot: Plot) -> Plot:
    """A plot → the same, its numbers as powers of ten above the floor of a logarithmic scale."""
    if plot.floor is None:
        return plot
    begin = plot.floor.log10()
    series = tuple(
        replace(one, values=tuple(value and value.log10() - begin for value in one.values))
        for one in plot.series
    )
    across = tuple(replace(one, value=one.value.log10() - begin) for one in plot.thresholds)
    return replace(plot, series=series, thresholds=across)


def _arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    if plot.panels and len(plot.series) > 1:
        return panels.arrange(plot, palette, width)
    match plot.kind:
        case "bar":
            return bars.arrange(plot, palette, width)
        case "stacked_bar":
            return stacks.arrange(plot, palette, width)
        case "share":
            return stacks.arrange_shares(plot, palette, width)
        case "column" | "histogram":
            return columns.arrange(plot, palette, width)
        case "combo":
            return combos.arrange(plot, palette, width)
        case "diverging":
            return stacks.arrange_diverging(plot, palette, width)
        case "dot":
            return dots.arrange(plot, palette, width)
        case "area":
            return areas.arrange(plot, palette, width)
        case "slope":
            return slopes.arrange(plot, palette, width)
        case "line":
            return lines.arrange(plot, palette, width)
        case "waffle":
            return unit_charts.arrange_waffle(plot, palette, width)
        case "pictogram":
            return unit_charts.arrange_pictogram(plot, palette, width)
        case _:
            assert_never(plot.kind)


def _elements(sheet: Sheet) -> Iterator[str]:
    """A sheet → its SVG elements, from what lies undermost to what lies on top."""
    yield from map(_line, sheet.grid)
    for field in sheet.fields:
        yield from _marks(field)
    yield from map(_line, sheet.rules)
    for key in sheet.swatches:
        yield svg.rectangle(key.x, key.y, key.x + key.width, key.y + key.height, key.colour)
    for place, icon in enumerate(sheet.icons):
        yield svg.icon(icon, icons.write_strokes(icon.name, icon.colour), icons.SIZE, place)
    yield from map(svg.text, sheet.words)


def _line(rule: Rule) -> str:
    return svg.line(rule.x, rule.y, rule.x2, rule.y2, rule.colour, rule.width, rule.dash)


def _marks(field: Field) -> Iterator[str]:
    """What stands on one scale → its areas and bars, then its lines, then their points."""
    at = field.scale.point
    for band in field.bands:
        yield svg.polygon(
            [
                *(at(high, px) for px, _, high in band.points),
                *(at(low, px) for px, low, _ in reversed(band.points)),
            ],
            band.colour,
        )
    for bar in field.spans:
        yield svg.rectangle(*at(bar.start, bar.near), *at(bar.end, bar.far), bar.colour)
    for trace in field.traces:
        points = [at(value, px) for px, value in trace.points]
        if trace.has_halo:
            yield svg.polyline(points, svg.WHITE, width=5)
        yield svg.polyline(points, trace.colour, trace.dash)
    for dot in field.dots:
        yield svg.circle(*at(dot.value, dot.px), dot.radius, dot.colour)
