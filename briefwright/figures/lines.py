"""Lines over an ordered axis, from zero: named at their ends, with numbers at their points.

Where the numbers would run into one another, they stand in rows under the axis; where there are
too many even for that, the first, the last, the highest and the lowest of each line are printed,
if they have room: the data that goes with the drawing has them all.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefwright.document.spreading import spread
from briefwright.edition.plots import Plot, PlotSeries
from briefwright.figures import category_axes, lettering, rows, series_colours
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import GAP, NEAR
from briefwright.figures.sheet import (
    BOLD,
    Box,
    Dot,
    Field,
    Rule,
    Scale,
    Sheet,
    Trace,
    Word,
    move,
    overlap,
)

_HIGH = 170.0
_TOP = SIZE + NEAR
_NAMES = 0.26  # of the width, at the most, for names at the ends of lines
_DASHES: tuple[tuple[float, ...], ...] = ((), (7, 3), (2, 2.5), (10, 3, 2, 3), (4, 2), (1, 3))
_DOTS = 30  # points a line, at the most, that are marked one by one

# Series on the scale of their peers → their drawing.
Body = Callable[[Plot, Palette, float, tuple[PlotSeries, ...]], Sheet]


@dataclass(frozen=True)
class _Frame:
    """Where a chart of lines stands: the px of each category, the scale, where names begin
    and how wide they may be."""

    xs: tuple[float, ...]
    scale: Scale
    names: float
    room: float
    band: float


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → its lines, each named at its end where there are several."""
    head = rows.keys((), palette, width, plot.unit)
    body = choose_body(((plot, plot.scaled),), palette, width)
    return head + move(body(plot, palette, width, plot.scaled), 0, head.height)


def choose_body(
    panels: Sequence[tuple[Plot, tuple[PlotSeries, ...]]], palette: Palette, width: float
) -> Body:
    """Panels, each with what shares its scale → how all of them print their numbers."""
    if all(numbers_fit(plot, palette, width, peers) for plot, peers in panels):
        return arrange_with_numbers
    frames = ((plot, _frame(plot, peers, palette, width)) for plot, peers in panels)
    if all(_rows_fit(plot, frame, palette) for plot, frame in frames):
        return arrange_with_table
    return arrange_with_extremes


def arrange_with_extremes(
    plot: Plot, palette: Palette, width: float, peers: tuple[PlotSeries, ...]
) -> Sheet:
    """Lines with the numbers that tell most, where they have room."""
    frame = _frame(plot, peers, palette, width)
    return _with_numbers(plot, frame, _extremes(plot), palette, width)


def numbers_fit(plot: Plot, palette: Palette, width: float, peers: tuple[PlotSeries, ...]) -> bool:
    """A plot → whether each of its numbers has room at its point."""
    frame = _frame(plot, peers, palette, width)
    shown = sum(bool(text) for series in plot.series for text in series.shown)
    return len(_numbers(plot, frame, tuple(_all(plot)), palette)) == shown


def arrange_with_numbers(
    plot: Plot, palette: Palette, width: float, peers: tuple[PlotSeries, ...]
) -> Sheet:
    """Lines with a number at each point."""
    frame = _frame(plot, peers, palette, width)
    return _with_numbers(plot, frame, _all(plot), palette, width)


def _with_numbers(
    plot: Plot, frame: _Frame, wanted: Iterable[tuple[int, int]], palette: Palette, width: float
) -> Sheet:
    sheet = _bare(plot, frame, palette, width)
    words = _numbers(plot, frame, tuple(wanted), palette)
    return sheet + Sheet(width, sheet.height, words=words)


def arrange_with_table(
    plot: Plot, palette: Palette, width: float, peers: tuple[PlotSeries, ...]
) -> Sheet:
    """Lines with their numbers in rows under the axis."""
    frame = _frame(plot, peers, palette, width)
    sheet = _bare(plot, frame, palette, width)
    return sheet + _under(plot, frame, sheet.height, palette, width)


def _bare(plot: Plot, frame: _Frame, palette: Palette, width: float) -> Sheet:
    below = frame.scale.start + (_TOP if frame.scale.low < 0 else 0)
    words, height = category_axes.arrange(plot.categories, frame.xs, below, palette)
    zero = frame.scale.px(0)
    rule = Rule(0, zero, frame.xs[-1] + NEAR, zero, palette.quiet)
    names, leaders = _names(plot, frame, palette)
    field = trace(plot, range(len(plot.series)), frame.xs, frame.scale, palette)
    return Sheet(width, height, (field,), (*words, *names), leaders, (rule,))


# ----------------------------------------------------------------- where things stand


def _frame(plot: Plot, peers: Sequence[PlotSeries], palette: Palette, width: float) -> _Frame:
    first = [series.shown[0] for series in plot.series] + [plot.categories[0]]
    last = [series.shown[-1] for series in plot.series] + [plot.categories[-1]]
    left = min(lettering.widest(first, palette, SIZE, BOLD) / 2 + 1, width / 4)
    edge = min(lettering.widest(last, palette, SIZE, BOLD) / 2 + 1, width / 4)
    names = [
        line
        for series in _series_with_labels(plot)
        for line in lettering.wrap(series.name, width * _NAMES, palette)
    ]
    # Names begin behind the last numbers, which stand in the middle over their points.
    apart = max(GAP, edge + 3) if names else 0.0
    right = width - max(edge, lettering.widest(names, palette) + apart + 2)
    steps = category_axes.find_steps(plot.categories)
    span = max(steps[-1], 1.0)
    xs = tuple(left + step / span * (right - left) for step in steps)
    band = min((b - a for a, b in itertools.pairwise(xs)), default=right - left)
    values = [float(value) for one in peers for value in one.values if value is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    scale = Scale("y", low, high if high > low else low + 1, _TOP + _high(width), _TOP)
    return _Frame(xs, scale, right + max(apart, edge + 2), width * _NAMES, band)


def _high(width: float) -> float:
    """A width → how high the lines may rise: panels are lower than a chart that stands alone."""
    return min(_HIGH, 60 + 0.3 * width)


def _series_with_labels(plot: Plot) -> tuple[PlotSeries, ...]:
    return plot.series if len(plot.series) > 1 else ()


# ----------------------------------------------------------------- lines, names, numbers


def trace(
    plot: Plot, drawn: Iterable[int], xs: Sequence[float], scale: Scale, palette: Palette
) -> Field:
    """Series by position, the px of each category → their lines on a scale, with their points."""
    traces, dots = list[Trace](), list[Dot]()
    for place, number in enumerate(drawn):
        colour = series_colours.choose(plot, palette, number)
        dash = () if plot.kind == "slope" else _DASHES[place % len(_DASHES)]
        for run in _runs(xs, plot.series[number]):
            if len(run) > 1:
                traces.append(Trace(run, colour, dash))
            if len(run) == 1 or len(plot.categories) <= _DOTS:
                dots += (Dot(px, value, colour) for px, value in run)
    return Field(scale, traces=tuple(traces), dots=tuple(dots))


def _runs(xs: Sequence[float], series: PlotSeries) -> Iterator[tuple[tuple[float, float], ...]]:
    """A series → its unbroken runs of points."""
    run: list[tuple[float, float]] = []
    for px, value in zip(xs, series.values, strict=True):
        if value is not None:
            run.append((px, float(value)))
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _names(
    plot: Plot, frame: _Frame, palette: Palette
) -> tuple[tuple[Word, ...], tuple[Rule, ...]]:
    """Series → their names at the ends of their lines, spread so that none touches another."""
    ends = []
    for number, series in enumerate(_series_with_labels(plot)):
        runs = tuple(_runs(frame.xs, series))
        if not runs:
            continue
        px, value = runs[-1][-1]
        lines = lettering.wrap(series.name, frame.room, palette)
        ends.append((frame.scale.px(value), px, number, lines))
    ends.sort()
    heights = [len(lines) * SIZE * LEADING + 1 for *_, lines in ends]
    middles = spread([y for y, *_ in ends], heights, 0, frame.scale.start + SIZE)
    words, rules = list[Word](), list[Rule]()
    for middle, (y, px, number, lines) in zip(middles, ends, strict=True):
        if abs(middle - y) > 3 or px < frame.xs[-1]:
            colour = series_colours.choose(plot, palette, number)
            rules.append(Rule(px + 4, y, frame.names - 2, middle, colour, 0.75))
        words += rows.write(lines, frame.names, middle, palette)
    return tuple(words), tuple(rules)


def _numbers(
    plot: Plot, frame: _Frame, wanted: Sequence[tuple[int, int]], palette: Palette
) -> tuple[Word, ...]:
    """Which numbers (category, series) → those that have room over or under their points."""
    names, _ = _names(plot, frame, palette)
    taken = [name.box(palette) for name in names]
    lines = [run for series in plot.series for run in _runs(frame.xs, series)]
    placed = list[Word]()
    for index, number in dict.fromkeys(wanted):
        series = plot.series[number]
        value = series.values[index]
        if value is None or not series.shown[index]:
            continue
        for word in _spots(frame, index, float(value), series.shown[index], palette):
            box = word.box(palette)
            free = not any(overlap(box, other, 2) for other in taken)
            if free and not _is_crossed(box, lines, frame):
                placed.append(word)
                taken.append(box)
                break
    return tuple(placed)


def _spots(frame: _Frame, index: int, value: float, shown: str, palette: Palette) -> Iterator[Word]:
    """A point → where its number may stand: above, below, and a little to either side."""
    x, y, zero = frame.xs[index], frame.scale.px(value), frame.scale.px(0)
    aside = lettering.width(shown, palette, SIZE, BOLD) / 2 + 1
    for right in (0.0, aside, -aside):
        if x + right - aside > -1 and x + right + aside < frame.names:
            for baseline in (y - 6, y + SIZE * 0.74 + 6):
                if value < 0 or baseline <= zero - 2:
                    yield Word(x + right, baseline, shown, palette.ink, "middle", weight=BOLD)


def _extremes(plot: Plot) -> Iterator[tuple[int, int]]:
    """The numbers that tell most: of each line the last, the first, the highest, the lowest."""
    for number, series in enumerate(plot.series):
        known = [(value, -at) for at, value in enumerate(series.values) if value is not None]
        if known:
            ats = sorted(-at for _, at in known)
            for at in (ats[-1], ats[0], -max(known)[1], -min(known)[1]):
                yield at, number


def _all(plot: Plot) -> Iterator[tuple[int, int]]:
    yield from _extremes(plot)
    for index in range(len(plot.categories)):
        for number in range(len(plot.series)):
            yield index, number


def _is_crossed(box: Box, lines: Sequence[tuple[tuple[float, float], ...]], frame: _Frame) -> bool:
    """A box → whether a line runs through it."""
    left, top, right, bottom = box
    for line in lines:
        for (x1, v1), (x2, v2) in itertools.pairwise(line):
            if x2 < left or x1 > right:
                continue
            y1, y2 = frame.scale.px(v1), frame.scale.px(v2)
            ys = [y1 + (x - x1) / (x2 - x1) * (y2 - y1) for x in (max(x1, left), min(x2, right))]
            if max(ys) > top - 1 and min(ys) < bottom + 1:
                return True
    return False


# ----------------------------------------------------------------- numbers under the axis


def _rows_fit(plot: Plot, frame: _Frame, palette: Palette) -> bool:
    shown = [text for series in plot.series for text in series.shown]
    return lettering.widest(shown, palette, SIZE, BOLD) + 4 <= frame.band


def _under(plot: Plot, frame: _Frame, top: float, palette: Palette, width: float) -> Sheet:
    """Every number in a row under its category; the row's name stands behind it."""
    words, rules, y = list[Word](), list[Rule](), top + 3
    for series in plot.series:
        name = series.name if _series_with_labels(plot) else ""
        lines = lettering.wrap(name, width - frame.names, palette) if name else ()
        height = max(1, len(lines)) * SIZE * LEADING + 4
        middle = y + height / 2
        rules.append(Rule(0, y, width, y, palette.rule, 0.6))
        for x, text in zip(frame.xs, series.shown, strict=True):
            if text:
                baseline = rows.baseline(middle, SIZE)
                words.append(Word(x, baseline, text, palette.ink, "middle", weight=BOLD))
        words += rows.write(lines, frame.names, middle, palette)
        y += height
    return Sheet(width, y, words=tuple(words), rules=tuple(rules))
