"""Columns and lines over one row of categories, on one axis of values or on one at each side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefwright.edition.plots import Plot, ValueAxis
from briefwright.figures import category_axes, columns, lettering, lines, rows, series_colours
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import GAP, NEAR
from briefwright.figures.sheet import Align, Field, Rule, Scale, Sheet, Span, Word, move

_HIGH = 170.0  # px from the lowest tick to the highest
_WIDEST_BAND = 120.0
_TITLE = 0.46  # of the width, at the most, for what an axis counts


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → the keys to its series, what its axes count, its columns and its lines."""
    names = tuple(series.name for series in plot.series)
    head = rows.keys(names, palette, width, flat=plot.lines)
    titles = _title_axes(plot.axes, palette, width)
    head += move(titles, 0, head.height)
    return head + move(_draw(plot, palette, width), 0, head.height)


def _title_axes(axes: Sequence[ValueAxis], palette: Palette, width: float) -> Sheet:
    """Axes → what each counts, above it."""
    sides: tuple[tuple[float, Align], ...] = ((0.0, "start"), (width, "end"))
    titles = [lettering.wrap(one.unit, width * _TITLE, palette) if one.unit else () for one in axes]
    words = tuple(
        Word(x, SIZE * (0.9 + LEADING * number), line, palette.quiet, align)
        for title, (x, align) in zip(titles, sides, strict=False)
        for number, line in enumerate(title)
    )
    return Sheet(width, max(map(len, titles)) * SIZE * LEADING + NEAR, words=words)


def _draw(plot: Plot, palette: Palette, width: float) -> Sheet:
    room = [lettering.widest(one.shown, palette) + GAP for one in plot.axes]
    last = lettering.widest(plot.categories[-1].split(" "), palette)
    left, right = room[0], width - max(room[1:], default=min(last / 2, 20.0))
    band = min((right - left) / len(plot.categories), _WIDEST_BAND)
    right = left + band * len(plot.categories)
    xs = tuple(left + band * (n + 0.5) for n in range(len(plot.categories)))
    scales = [_scale(axis) for axis in plot.axes]
    level = [scales[0].px(float(tick)) for tick in plot.axes[0].ticks]
    grid = tuple(Rule(left, y, right, y, palette.rule, 0.6) for y in level)
    zero = Rule(left, scales[0].px(0), right, scales[0].px(0), palette.quiet)
    fields = (
        Field(scales[0], tuple(_stand(plot, xs, band, palette))),
        _add_haloes(lines.trace(plot, sorted(plot.lines), xs, scales[-1], palette)),
    )
    labels, height = category_axes.arrange(plot.categories, xs, max(level), palette)
    sides: tuple[tuple[float, Align], ...] = ((left - GAP / 2, "end"), (right + GAP / 2, "start"))
    ticks = tuple(
        Word(x, rows.baseline(y, SIZE), shown, palette.quiet, align)
        for axis, (x, align) in zip(plot.axes, sides, strict=False)
        for y, shown in zip(level, axis.shown, strict=True)
    )
    return Sheet(width, height, fields, (*labels, *ticks), grid=(*grid, zero))


def _add_haloes(field: Field) -> Field:
    """Lines → the same, each on white, so that it stands out from columns."""
    return replace(field, traces=tuple(replace(one, has_halo=True) for one in field.traces))


def _scale(axis: ValueAxis) -> Scale:
    low, high = float(axis.ticks[0]), float(axis.ticks[-1])
    return Scale("y", low, high, SIZE + _HIGH, SIZE)


def _stand(plot: Plot, xs: Sequence[float], band: float, palette: Palette) -> Iterator[Span]:
    """The series that are no lines → their columns."""
    standing = [number for number in range(len(plot.series)) if number not in plot.lines]
    thick = columns.find_thickness(band, len(standing))
    for place, number in enumerate(standing):
        for x, value in zip(xs, plot.series[number].values, strict=True):
            if value:
                near = columns.find_left(x, thick, len(standing), place)
                colour = series_colours.choose(plot, palette, number)
                yield Span(0, float(value), near, near + thick, colour)
