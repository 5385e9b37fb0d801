"""Columns: upright bars from zero, their numbers at their ends, their labels level below.

Where labels or numbers have no room side by side, the same chart is drawn in rows.
"""

from collections.abc import Sequence
from decimal import Decimal

from briefwright.document import bar_sizes
from briefwright.document.bar_sizes import BarSizes
from briefwright.edition.plots import Plot, PlotSeries
from briefwright.figures import bars, lettering, rows, series_colours
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import NEAR
from briefwright.figures.sheet import BOLD, Field, Rule, Scale, Sheet, Span, Word, move

_HIGH = 150.0  # px from the lowest number to the highest
_MOST_LINES = 4
_NUMBER = SIZE + NEAR - 1  # what a number needs above or below its column


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → its columns, the keys to its series above them where there are several."""
    if not fits(plot, palette, width):
        return bars.arrange(plot, palette, width)
    names = tuple(series.name for series in plot.series) if len(plot.series) > 1 else ()
    head = rows.keys(names, palette, width, plot.unit)
    return head + move(body(plot, palette, width, plot.scaled), 0, head.height)


def fits(plot: Plot, palette: Palette, width: float) -> bool:
    """A plot and a width → whether labels and numbers have room side by side."""
    sizes = _find_sizes(plot, width)
    band = sizes.band
    room = band - 4 if len(plot.series) == 1 else sizes.thick + 3
    words = (word for name in plot.categories for word in name.split(" "))
    return (
        all(lettering.width(word, palette) <= band - 6 for word in words)
        and all(
            len(lettering.wrap(name, band - 6, palette)) <= _MOST_LINES for name in plot.categories
        )
        and all(
            lettering.width(shown, palette, SIZE, BOLD) <= room
            for series in plot.series
            for shown in series.shown
        )
    )


def _find_sizes(plot: Plot, width: float) -> BarSizes:
    return bar_sizes.size_columns(plot.kind, width, len(plot.categories), len(plot.series))


def find_left(middle: float, sizes: BarSizes, place: int) -> float:
    """The middle of a band, its columns, one of them by position → where that one begins."""
    return middle - (sizes.band - sizes.gap) / 2 + place * (sizes.thick + sizes.between)


def body(plot: Plot, palette: Palette, width: float, peers: tuple[PlotSeries, ...]) -> Sheet:
    """Series → their columns, on the scale that all `peers` share."""
    sizes = _find_sizes(plot, width)
    band, thick = sizes.band, sizes.thick
    scale = _scale(peers, min(_HIGH, 60 + 0.25 * width))
    spans, words = list[Span](), list[Word]()
    for number, series in enumerate(plot.series):
        for index, (value, shown) in enumerate(zip(series.values, series.shown, strict=True)):
            colour = series_colours.choose(plot, palette, number, index)
            left = find_left(band * (index + 0.5), sizes, number)
            if value:
                spans.append(Span(0, float(value), left, left + thick, colour))
            if shown:
                words.append(_number(left + thick / 2, value, shown, scale, palette))
    zero, right = scale.px(0), band * len(plot.categories)
    bottom = scale.start + (_NUMBER if scale.low < 0 else 0)
    words += labels(plot.categories, band, bottom, palette)
    lines = max(len(lettering.wrap(name, band - 6, palette)) for name in plot.categories)
    height = bottom + 6 + lines * SIZE * LEADING + 2
    rule = Rule(0, zero, right, zero, palette.quiet)
    return Sheet(width, height, (Field(scale, tuple(spans)),), tuple(words), (rule,))


def labels(
    categories: Sequence[str], band: float, top: float, palette: Palette
) -> tuple[Word, ...]:
    """Categories → their labels, each in the middle of its band, broken into lines."""
    return tuple(
        Word(
            band * (index + 0.5),
            top + 6 + SIZE * (0.8 + LEADING * number),
            line,
            palette.ink,
            "middle",
        )
        for index, name in enumerate(categories)
        for number, line in enumerate(lettering.wrap(name, band - 6, palette))
    )


def _scale(series: Sequence[PlotSeries], rise: float) -> Scale:
    values = [float(value) for one in series for value in one.values if value is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if low == high:
        high = 1.0
    top = _NUMBER if high > 0 else 1.0
    return Scale("y", low, high, top + rise, top)


def _number(x: float, value: Decimal | None, shown: str, scale: Scale, palette: Palette) -> Word:
    if value is None:
        return Word(x, scale.px(0) - NEAR, shown, palette.quiet, "middle")
    end = scale.px(float(value))
    y = end - NEAR + 1 if value >= 0 else end + SIZE * 0.74 + NEAR - 1
    return Word(x, y, shown, palette.ink, "middle", weight=BOLD)
