"""Slopes: a line for each row from one number to the other, named and numbered at both ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefwright.document.spreading import spread
from briefwright.edition.plots import Plot
from briefwright.figures import lettering, lines, rows, series_colours
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import GAP, NEAR
from briefwright.figures.sheet import BOLD, Align, Rule, Scale, Sheet, Word, move

_NAMES = 0.27  # of the width, at the most, for names at either end
_LEADER = 14.0  # px from the end of a line to its number
_LEAST, _LOOSE = 150.0, 1.15  # px of height, and times that of all labels


@dataclass(frozen=True)
class _End:
    """One end of all lines: which category, the px where they end, those of numbers and names."""

    category: int
    x: float
    number: float
    name: float
    align: Align


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot of two categories, a series for each row → its lines with a label at either end."""
    head = rows.keys((), palette, width, plot.unit)
    return head + move(_draw(plot, palette, width), 0, head.height)


def _draw(plot: Plot, palette: Palette, width: float) -> Sheet:
    names = [lettering.wrap(one.name, width * _NAMES, palette) for one in plot.series]
    heights = [len(one) * SIZE * LEADING + 1 for one in names]
    column = max(lettering.widest(one, palette) for one in names)
    top = SIZE * LEADING + NEAR + heights[0] / 2
    high = max(_LEAST, _LOOSE * sum(heights))
    scale = _find_scale(plot, top + high, top)
    ends = tuple(_measure(plot, category, column, palette, width) for category in (0, 1))
    xs = (ends[0].x, ends[1].x)
    order = sorted(range(len(plot.series)), key=lambda number: not plot.is_muted(number))
    field = lines.trace(plot, order, xs, scale, palette)
    grid = tuple(Rule(x, top - SIZE / 2, x, top + high, palette.rule) for x in xs)
    heads = tuple(
        Word(end.x, SIZE * 0.9, plot.categories[end.category], palette.quiet, "middle")
        for end in ends
    )
    sheet = Sheet(width, top + high + SIZE, (field,), heads, grid=grid)
    for end in ends:
        sheet += _label(plot, end, names, scale, palette)
    return sheet


def _find_scale(plot: Plot, start: float, end: float) -> Scale:
    """A plot and the ends of its scale → from its least number to its greatest."""
    values = [float(value) for one in plot.series for value in one.values if value is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)
    return (
        Scale("y", low, high, start, end)
        if low < high
        else Scale("y", low - 1, low + 1, start, end)
    )


def _measure(plot: Plot, category: int, column: float, palette: Palette, width: float) -> _End:
    shown = [one.shown[category] for one in plot.series]
    number = column + GAP
    x = number + lettering.widest(shown, palette, SIZE, BOLD) + _LEADER
    if category:
        return _End(category, width - x, width - x + _LEADER, width - column, "start")
    return _End(category, x, x - _LEADER, column, "end")


def _label(
    plot: Plot, end: _End, names: Sequence[Sequence[str]], scale: Scale, palette: Palette
) -> Sheet:
    """One end → each number and name there, from the top, a line to those that had to move."""
    known = sorted(
        (scale.px(float(value)), -number)
        for number, series in enumerate(plot.series)
        if (value := series.values[end.category]) is not None
    )
    order = [-number for _, number in known]
    heights = [len(names[number]) * SIZE * LEADING + 1 for number in order]
    wanted = [y for y, _ in known]
    middles = spread(wanted, heights, SIZE * LEADING, max(scale.start, scale.end) + SIZE)
    words, leaders = list[Word](), list[Rule]()
    for number, y, middle in zip(order, wanted, middles, strict=True):
        shown = plot.series[number].shown[end.category]
        ink = palette.quiet if plot.is_muted(number) else palette.ink
        words.append(
            Word(end.number, rows.baseline(middle, SIZE), shown, ink, end.align, weight=BOLD)
        )
        words += rows.write(names[number], end.name, middle, palette, end.align)
        leaders += _lead(plot, number, end, y, middle, palette)
    return Sheet(0.0, 0.0, words=tuple(words), rules=tuple(leaders))


def _lead(
    plot: Plot, number: int, end: _End, y: float, middle: float, palette: Palette
) -> Iterator[Rule]:
    if abs(middle - y) > 3:
        colour = series_colours.choose(plot, palette, number)
        side = 1 if end.category else -1
        yield Rule(end.x + 4 * side, y, end.number - 2 * side, middle, colour, 0.75)
