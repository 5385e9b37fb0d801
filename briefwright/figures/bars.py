"""Bars of rows: one bar a value, from zero, with its number at its end."""

from collections.abc import Iterator

from briefwright.document import bar_sizes
from briefwright.edition.plots import Plot, PlotSeries
from briefwright.figures import rows, series_colours
from briefwright.figures.palette import Palette
from briefwright.figures.rows import NEAR, Rows
from briefwright.figures.sheet import BOLD, Field, Rule, Scale, Sheet, Span, Word, move


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → its bars, the keys to its series above them where there are several."""
    names = tuple(series.name for series in plot.series) if len(plot.series) > 1 else ()
    head = rows.keys(names, palette, width, plot.unit)
    thick = bar_sizes.find_thickness("", len(plot.series))
    laid = rows.rows(
        plot.categories, len(plot.series), thick, palette, width, is_close=plot.is_close
    )
    body = beside(plot, palette, width, plot.series, laid, laid.labels)
    body += Sheet(width, laid.bottom, words=rows.labels(laid, palette))
    return head + move(body, 0, head.height)


def beside(
    plot: Plot,
    palette: Palette,
    width: float,
    peers: tuple[PlotSeries, ...],
    laid: Rows,
    left: float = 0.0,
) -> Sheet:
    """Series → their bars in rows that are laid, from `left`, on the scale that `peers` share."""
    scale = rows.scale(peers, left, width - 1, laid.size, palette)
    spans, words = list[Span](), list[Word]()
    for number, series in enumerate(plot.series):
        placed = _bars(laid, series, number, len(plot.series))
        for category, (middle, value, shown) in enumerate(placed):
            colour = series_colours.choose(plot, palette, number, category)
            if value is not None and value != 0:
                half = laid.bar / 2
                spans.append(Span(0, value, middle - half, middle + half, colour))
            if shown:
                words.append(_number(value, shown, middle, scale, laid.size, palette))
    zero = scale.px(0)
    line = Rule(zero, 0, zero, laid.bottom, palette.quiet)
    return Sheet(width, laid.bottom, (Field(scale, tuple(spans)),), tuple(words), (line,))


def _bars(
    laid: Rows, series: PlotSeries, number: int, count: int
) -> Iterator[tuple[float, float | None, str]]:
    """One series of a chart → the middle of each of its bars, its number, its number as printed."""
    gap = bar_sizes.find_distance(laid.bar)
    for row, value, shown in zip(laid.rows, series.values, series.shown, strict=True):
        top = row.middle - (count * (laid.bar + gap) - gap) / 2
        middle = top + number * (laid.bar + gap) + laid.bar / 2
        yield middle, None if value is None else float(value), shown


def _number(
    value: float | None, shown: str, middle: float, scale: Scale, size: float, palette: Palette
) -> Word:
    y = rows.baseline(middle, size)
    if value is None:
        return Word(scale.px(0) + NEAR, y, shown, palette.quiet, size=size)
    before = value < 0
    x = scale.px(value) + (-NEAR if before else NEAR)
    return Word(x, y, shown, palette.ink, "end" if before else "start", size, BOLD)
