"""A GanttPlot and a Palette → a Gantt chart as SVG: a row for each name, with a bar or a dot.

Its axis stands at the top, named as that of a timeline.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from briefwright.document.assets import Asset
from briefwright.edition.plots import GanttPlot, GanttRow
from briefwright.figures import lettering, svg
from briefwright.figures.charts import WIDTH
from briefwright.figures.lettering import LEADING, SIZE, SMALL
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import BOLD, Word, mirror_word
from briefwright.figures.stacks import on
from briefwright.figures.timelines import (
    ARROW,
    INSIDE,
    LEVEL,
    RADIUS,
    Bar,
    choose_scale,
    is_span,
    list_gaps,
    name_units,
    outline,
)

_NAMES = 0.36  # of the width, the most that names may take
_GAP = 18.0  # px between the names and the axis
_MARGIN = 14.0
_LINE = SIZE * LEADING
_AROUND = 8.0  # px above and below the lines of a name
_HEADING = 24.0


@dataclass(frozen=True)
class Laid:
    """A chart before it is drawn: all px from its upper left corner; `today` is an x."""

    width: float
    height: float
    axis: float
    top: float
    left: float
    right: float
    ticks: tuple[float, ...]
    words: tuple[Word, ...]
    bars: tuple[Bar, ...]
    dots: tuple[tuple[float, float], ...]
    today: float | None


@lru_cache(maxsize=64)
def draw(plot: GanttPlot, palette: Palette, width: float = WIDTH) -> Asset:
    """A Gantt chart → its drawing; its name is still empty."""
    laid = _arrange(plot, palette, width)
    laid = _mirror(laid) if plot.direction == "rtl" else laid
    data = svg.document(laid.width, laid.height, _parts(laid, palette), palette)
    return Asset("", data, "image/svg+xml", round(laid.width), round(laid.height))


def _arrange(plot: GanttPlot, palette: Palette, width: float) -> Laid:
    names = [lettering.wrap(row.name, _NAMES * width, palette) for row in plot.rows]
    left = max(lettering.widest(lines, palette) for lines in names) + _GAP
    right = width - _MARGIN

    def px(at: datetime) -> float:
        share = (at - plot.start) / (plot.end - plot.start)
        return left + min(max(share, 0.0), 1.0) * (right - left)

    axis = 6 + LEVEL * bool(plot.today)
    scale = choose_scale(plot, px, palette)
    units = tuple(name_units(scale, px, axis + 17 + LEVEL, width, palette))
    ticks = tuple(px(tick.at) for tick in scale)
    words = [
        *units,
        *(
            Word(x, axis + 17, tick.label, palette.quiet, "middle", SMALL)
            for x, tick in zip(ticks, scale, strict=True)
        ),
    ]
    today = px(plot.today.at) if plot.today else None
    if plot.today and today is not None:
        words.append(_letter_today(plot.today.label, today, axis, width, palette))
    top = y = axis + 24 + (LEVEL if units else 0)
    bars, dots = list[Bar](), list[tuple[float, float]]()
    for row, lines in zip(plot.rows, names, strict=True):
        if row.group:
            words.append(Word(0, y + _HEADING - 8, row.group, palette.accent, weight=BOLD))
            y += _HEADING
        height = len(lines) * _LINE + _AROUND
        middle = y + height / 2
        words += _letter_name(lines, middle, palette)
        bar = _lay(row, middle, px)
        if bar and row.moment and is_span(row.moment):
            bars.append(bar)
        elif bar:
            dots.append((bar.x + RADIUS, middle))
        words.append(_letter_date(row, bar, (left, width), middle, palette))
        y += height
    return Laid(
        width, math.ceil(y + 2), axis, top, left, right, ticks, tuple(words), tuple(bars),
        tuple(dots), today,
    )  # fmt: skip


def _lay(row: GanttRow, middle: float, px: Callable[[datetime], float]) -> Bar | None:
    """A row → its bar, or the room that its dot takes; nothing where it has no place in time."""
    moment = row.moment
    if moment is None:
        return None
    x = px(moment.start)
    if not is_span(moment):
        return Bar(x - RADIUS, x + RADIUS, middle, open=False)
    end = px(moment.end) if moment.end and not moment.open else px(datetime.max)
    return Bar(x, max(end, x + 3), middle, moment.open)


def _letter_today(label: str, x: float, axis: float, width: float, palette: Palette) -> Word:
    """The day of a line and where that is → its label above the axis, within the drawing."""
    wide = lettering.width(label, palette, SMALL)
    left = min(max(x - wide / 2, 1.0), width - wide - 1)
    return Word(left, axis - 7, label, palette.alert, size=SMALL)


def _letter_name(lines: tuple[str, ...], middle: float, palette: Palette) -> Iterator[Word]:
    first = middle - (len(lines) - 1) * _LINE / 2 + SIZE * 0.34
    for n, line in enumerate(lines):
        yield Word(0, first + n * _LINE, line, palette.ink)


def _letter_date(
    row: GanttRow,
    bar: Bar | None,
    room: tuple[float, float],
    middle: float,
    palette: Palette,
) -> Word:
    """A row → its date behind its bar, or before it, or on it, wherever there is room."""
    wide, (left, right) = lettering.width(row.date, palette, SMALL), room
    y = middle + SMALL * 0.34
    if bar is None:
        return Word(left, y, row.date, palette.quiet, size=SMALL)
    after = bar.x2 + (ARROW if bar.open else 0) + INSIDE
    if after + wide <= right - 1:
        return Word(after, y, row.date, palette.quiet, size=SMALL)
    if bar.x - INSIDE - wide >= left:
        return Word(bar.x - INSIDE - wide, y, row.date, palette.quiet, size=SMALL)
    return Word(bar.x + INSIDE, y, row.date, on(palette.accent, palette), size=SMALL)


def _mirror(laid: Laid) -> Laid:
    width = laid.width
    return replace(
        laid,
        left=width - laid.right,
        right=width - laid.left,
        ticks=tuple(width - x for x in laid.ticks),
        words=tuple(mirror_word(word, width) for word in laid.words),
        bars=tuple(replace(bar, x=width - bar.x, x2=width - bar.x2) for bar in laid.bars),
        dots=tuple((width - x, y) for x, y in laid.dots),
        today=None if laid.today is None else width - laid.today,
    )


def _parts(laid: Laid, palette: Palette) -> Iterator[str]:
    for x in laid.ticks:
        yield svg.line(x, laid.axis, x, laid.axis + 5, palette.quiet)
        for top, end in list_gaps(x, laid.top, laid.height, laid.words, palette):
            yield svg.line(x, top, x, end, palette.rule, 0.5)
    yield svg.line(laid.left - 8, laid.axis, laid.right + 8, laid.axis, palette.quiet, 1.0)
    for bar in laid.bars:
        yield f'<path d="{outline(bar)}" fill="{palette.accent}"/>'
    for x, y in laid.dots:
        yield svg.dot(x, y, RADIUS, palette.accent)
    if laid.today is not None:
        for top, end in list_gaps(laid.today, laid.axis - 4, laid.height, laid.words, palette):
            yield svg.line(laid.today, top, laid.today, end, palette.alert, 1.0)
    yield from (svg.text(word) for word in laid.words)
