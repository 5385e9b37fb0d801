"""What is drawn in a cell of a table → SVG: a bar on its track, or a small line."""

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from briefwright.document.assets import Asset
from briefwright.edition.plots import CellBar, CellPlot, Sparkline
from briefwright.figures import svg
from briefwright.figures.category_axes import find_steps
from briefwright.figures.palette import Palette

WIDTH, HEIGHT = 72.0, 10.0  # px
_BLANK = 8.0  # px before it: what keeps it apart from the words of its cell, in every file
_WIDE = WIDTH - _BLANK
_THICK = 8.0
_DOT = 2.2
_LINE = 1.4


def draw(plot: CellPlot, palette: Palette) -> Asset:
    """A bar or a line → its drawing; its name is still empty."""
    match plot:
        case CellBar():
            parts = _draw_bar(plot, palette)
        case Sparkline():
            parts = _draw_line(plot, palette)
        case _:
            assert_never(plot)
    data = svg.document(WIDTH, HEIGHT, parts, palette)
    return Asset("", data, "image/svg+xml", round(WIDTH), round(HEIGHT))


def _draw_bar(plot: CellBar, palette: Palette) -> Iterator[str]:
    """The track shows how far the scale reaches, and where zero is if numbers are below it."""

    def px(value: Decimal) -> float:
        x = _BLANK + _WIDE * float((value - plot.low) / (plot.high - plot.low))
        return WIDTH - x if plot.direction == "rtl" else x

    zero = Decimal(0)
    top, bottom = (HEIGHT - _THICK) / 2, (HEIGHT + _THICK) / 2
    yield svg.rectangle(px(plot.low), top, px(plot.high), bottom, palette.tint)
    if plot.value:
        yield svg.rectangle(px(zero), top, px(plot.value), bottom, palette.charts[0])
    yield svg.line(px(zero), 0, px(zero), HEIGHT, palette.quiet)


def _draw_line(plot: Sparkline, palette: Palette) -> Iterator[str]:
    """From the lowest number to the highest, whatever they are: it shows the way, not the size."""
    steps = find_steps(plot.categories)
    low, high = min(plot.values), max(plot.values)
    rise = float(high - low) or 1.0
    far = (steps[-1] - steps[0]) or 1.0
    near, room = _DOT + 0.5, HEIGHT - 2 * _DOT - 1
    wide = _WIDE - 2 * near
    points = []
    for step, value in zip(steps, plot.values, strict=True):
        x = _BLANK + near + wide * (step - steps[0]) / far
        y = HEIGHT - near - room * (float(value - low) / rise if high > low else 0.5)
        points.append((WIDTH - x if plot.direction == "rtl" else x, y))
    if len(points) > 1:
        yield svg.polyline(points, palette.charts[0], width=_LINE)
    yield svg.circle(*points[-1], _DOT, palette.charts[0])
