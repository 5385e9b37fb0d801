"""A Gantt chart and what is drawn → what of it doesn't stand where its names and dates say.

Each row has its name, level with it a bar or a dot where its dates are, and its date beside that.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from briefwright.document.boxes import Box
from briefwright.document.drawings import Drawing
from briefwright.edition.plots import GanttPlot, GanttRow, TimePlot
from briefwright.verify.drawings.labels import Label, find_labels, fold
from briefwright.verify.drawings.legends import check_words
from briefwright.verify.drawings.shapes import NEARLY, Line, Shapes, is_visible
from briefwright.verify.drawings.timelines import AxisReading, count_names, is_near, is_range

# In sizes of letters:
_LEVEL = 0.35  # what stands in a row is no higher or lower than its name
_BESIDE = 1.2  # a date stands no farther from its bar
_OVER = 1.5  # nor the label of today's line from the axis

Place = Callable[[datetime], float]


def check_gantt(plot: GanttPlot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A Gantt chart, what is drawn → what differs, in words."""
    axis = TimePlot((), plot.start, plot.end, plot.scales, plot.direction)
    today = [plot.today.label] if plot.today else []
    texts = [text for row in plot.rows for text in (row.group, row.name, row.date) if text]
    labels = find_labels(drawing, [*texts, *today], [*count_names(axis)])
    yield from check_words(labels)
    level = [line for line in shapes.lines if line.is_level]
    if len(level) != 1 or not all(one.is_level or one.is_upright for one in shapes.lines):
        yield "it has other lines than an axis, and those that cross its rows"
        return
    reading = AxisReading(axis, labels, shapes, level[0])
    uprights = [line for line in shapes.lines if not line.is_level]
    ticks = sorted(one.points[0][0] for one in uprights if abs(_top(one) - reading.y) < NEARLY)
    place = reading.find_scale(ticks)
    if place is None:
        yield "the names of its axis don't stand at their ticks, evenly"
        return
    yield from _check_lines(plot, reading, uprights, ticks, place)
    yield from _Rows(plot, reading, place).check()


def _top(line: Line) -> float:
    return max(y for _, y in line.points)


def _check_lines(
    plot: GanttPlot,
    reading: AxisReading,
    uprights: Sequence[Line],
    ticks: Sequence[float],
    place: Place,
) -> Iterator[str]:
    """Every line stands at a tick or at today, whose line alone begins above the axis."""
    days = [place(plot.today.at)] if plot.today else []
    lost = [one for one in uprights if not is_near(one.points[0][0], [*ticks, *days])]
    above = [one.points[0][0] for one in uprights if _top(one) > reading.y + NEARLY]
    if lost or len(above) != len(days) or not all(is_near(x, days) for x in above):
        yield "it has a line that belongs to no date, or lacks that of today"
    for x in days:
        found = reading.labels.of([plot.today.label] if plot.today else [])
        if not any(
            one.box.left - one.size < x < one.box.right + one.size
            and 0 < one.box.bottom - reading.y < _OVER * one.size
            for one in found
        ):
            yield "the day of its line doesn't stand over it"


@dataclass
class _Rows:
    """The rows of a chart while they are held against what is drawn, from the first to the last."""

    plot: GanttPlot
    axis: AxisReading
    place: Place
    bars: list[tuple[Box, bool]] = field(default_factory=list)

    def check(self) -> Iterator[str]:
        """What differs, in words."""
        shapes = self.axis.shapes
        self.bars = [(area.box, False) for area in shapes.areas if is_visible(area.colour)]
        self.bars += [(one.box, True) for one in shapes.outlines if one.fill]
        above, taken = self.axis.y, 0
        for row in self.plot.rows:
            for text in filter(None, (row.group, row.name)):
                found = [one for one in self.axis.labels.of([text]) if one.box.top < above]
                if not found:
                    yield f"“{text}” doesn't stand below what is above it"
                    return
                name = max(found, key=lambda one: one.y)
                above = name.y
            yield from self._check_row(row, name)
            taken += row.moment is not None
        if taken != len(shapes.areas) + len(shapes.outlines) + len(shapes.dots):
            yield "it has a bar or a dot that belongs to no row"

    def _check_row(self, row: GanttRow, name: Label) -> Iterator[str]:
        near = _LEVEL * name.size
        dates = [
            one for one in self.axis.labels.of([row.date])
            if abs(one.y - name.y) < near and one.letters == fold(row.date)
        ]  # fmt: skip
        if row.moment is None:
            marks = [Box(self._first, name.y, self._first, name.y)]
        elif is_range(row.moment):
            moment = row.moment
            marks = [
                box for box, is_arrow in self.bars
                if self.axis.is_bar(moment, box, is_arrow, self.place)
                and abs((box.bottom + box.top) / 2 - name.y) < near
            ]  # fmt: skip
        else:
            x = self.place(row.moment.start)
            marks = [
                Box(dot.x - dot.radius, dot.y, dot.x + dot.radius, dot.y)
                for dot in self.axis.shapes.dots
                if abs(dot.x - x) < NEARLY and abs(dot.y - name.y) < near
            ]
        if not marks:
            yield f"nothing stands at the dates of “{row.name}”, level with it"
        elif not any(_is_beside(mark, date) for mark in marks for date in dates):
            yield f"the date of “{row.name}” doesn't stand beside what is drawn for it"

    @property
    def _first(self) -> float:
        """Where the axis begins: the date of what has no place in time stands there."""
        return self.place(self.plot.start)


def _is_beside(mark: Box, date: Label) -> bool:
    """Whether a date stands behind a bar, before it, or on it."""
    gap = max(date.box.left - mark.right, mark.left - date.box.right)
    return gap < _BESIDE * date.size
