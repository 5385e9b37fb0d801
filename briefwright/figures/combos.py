"""Columns and lines over one row of categories, on one axis of values or on one at each side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefwright.document import bar_sizes
from briefwright.edition.plots import Plot
from briefwright.figures import (
    category_axes,
    columns,
    lettering,
    lines,
    rows,
    series_colours,
    value_axes,
)
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Field, Sheet, Span, move


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → the keys to its series, what its axes count, its columns and its lines."""
    names = tuple(series.name for series in plot.series)
    head = rows.keys(names, palette, width, flat=plot.lines)
    head += move(value_axes.title(plot.axes, palette, width), 0, head.height)
    return head + move(_draw(plot, palette, width), 0, head.height)


def _draw(plot: Plot, palette: Palette, width: float) -> Sheet:
    room = value_axes.measure(plot.axes, palette)
    last = lettering.widest(plot.categories[-1].split(" "), palette)
    left, right = room[0], width - max(room[1:], default=min(last / 2, 20.0))
    band = bar_sizes.find_band(plot.kind, right - left, len(plot.categories))
    right = left + band * len(plot.categories)
    xs = tuple(left + band * (n + 0.5) for n in range(len(plot.categories)))
    scales = [value_axes.make_scale(axis) for axis in plot.axes]
    axes = value_axes.arrange(plot.axes, left, right, palette)
    fields = (
        Field(scales[0], tuple(_stand(plot, xs, band, palette))),
        _add_haloes(lines.trace(plot, sorted(plot.lines), xs, scales[-1], palette)),
    )
    labels, height = category_axes.arrange(plot.categories, xs, axes.height, palette)
    return Sheet(width, height, fields, labels) + axes


def _add_haloes(field: Field) -> Field:
    """Lines → the same, each on white, so that it stands out from columns."""
    return replace(field, traces=tuple(replace(one, has_halo=True) for one in field.traces))


def _stand(plot: Plot, xs: Sequence[float], band: float, palette: Palette) -> Iterator[Span]:
    """The series that are no lines → their columns."""
    standing = [number for number in range(len(plot.series)) if number not in plot.lines]
    count = len(plot.categories)
    sizes = bar_sizes.size_columns(plot.kind, band * count, count, len(standing))
    for place, number in enumerate(standing):
        for x, value in zip(xs, plot.series[number].values, strict=True):
            if value:
                near = columns.find_left(x, sizes, place)
                colour = series_colours.choose(plot, palette, number)
                yield Span(0, float(value), near, near + sizes.thick, colour)
