"""Areas over an ordered axis, from zero: stacked where there are several, each named at its end."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from briefwright.document.spreading import spread
from briefwright.edition.plots import Plot
from briefwright.figures import category_axes, lettering, rows, series_colours, value_axes
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import GAP
from briefwright.figures.sheet import Band, Field, Scale, Sheet, Swatch, move

_NAMES = 0.26  # of the width, at the most, for names at the ends of areas
_KEY = 9.0  # px, a square of an area's colour before its name


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → what its axis counts, its areas, their names behind them."""
    head = value_axes.title(plot.axes, palette, width)
    return head + move(_draw(plot, palette, width), 0, head.height)


def _draw(plot: Plot, palette: Palette, width: float) -> Sheet:
    names = [series.name for series in plot.series] if len(plot.series) > 1 else []
    wrapped = [lettering.wrap(name, width * _NAMES, palette) for name in names]
    taken = [GAP + _KEY + 5 + lettering.widest(lines, palette) for lines in wrapped]
    first, last = (lettering.width(plot.categories[n], palette) / 2 for n in (0, -1))
    left = max(*value_axes.measure(plot.axes, palette), min(first, width / 4))
    right = width - max(*taken, min(last, width / 4), 2.0)
    steps = category_axes.find_steps(plot.categories)
    xs = tuple(left + step / steps[-1] * (right - left) for step in steps)
    scale = value_axes.make_scale(plot.axes[0])
    bands = tuple(_stack(plot, xs, palette))
    axes = value_axes.arrange(plot.axes, left, right, palette)
    labels, height = category_axes.arrange(plot.categories, xs, axes.height, palette)
    drawn = (
        Sheet(width, height, (Field(scale, bands=tuple(filter(_is_seen, bands))),), labels) + axes
    )
    return drawn + _name(bands, wrapped, scale, palette, width) if names else drawn


def _stack(plot: Plot, xs: Sequence[float], palette: Palette) -> Iterator[Band]:
    """Series → their areas, each on those before it."""
    columns = [[float(value or 0) for value in series.values] for series in plot.series]
    heights = list(accumulate(columns, _add, initial=[0.0] * len(xs)))
    for number, (low, high) in enumerate(pairwise(heights)):
        colour = series_colours.choose(plot, palette, number)
        yield Band(tuple(zip(xs, low, high, strict=True)), colour)


def _is_seen(band: Band) -> bool:
    return any(low < high for _, low, high in band.points)


def _add(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _name(
    bands: Sequence[Band],
    names: Sequence[Sequence[str]],
    scale: Scale,
    palette: Palette,
    width: float,
) -> Sheet:
    """Areas and the lines of their names → each behind the end of its area, a key before it."""
    x = bands[0].points[-1][0] + GAP
    ends = [scale.px((low + high) / 2) for _, low, high in (band.points[-1] for band in bands)]
    heights = [len(lines) * SIZE * LEADING + 1 for lines in names]
    middles = spread(ends[::-1], heights[::-1], 0, scale.start)[::-1]
    words = tuple(
        word
        for lines, middle in zip(names, middles, strict=True)
        for word in rows.write(lines, x + _KEY + 5, middle, palette)
    )
    keys = tuple(
        Swatch(x, middle - (len(lines) - 1) * SIZE * LEADING / 2 - _KEY / 2, _KEY, _KEY, one.colour)
        for one, lines, middle in zip(bands, names, middles, strict=True)
    )
    return Sheet(width, 0.0, words=words, swatches=keys)
