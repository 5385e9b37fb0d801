"""A chart of dots and what is drawn → what of it doesn't say what the chart says.

Each dot stands at its number on one scale from zero, on the line of its category, in its key's
colour; a line runs from the least of a category to the greatest. Numbers stand beside their dots.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Colour, Drawing, Point
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.axes import take_dot, take_line
from briefwright.verify.drawings.bars import check_categories
from briefwright.verify.drawings.labels import Label, Labels, find_labels
from briefwright.verify.drawings.legends import check_colours, check_keys, check_words, find_key
from briefwright.verify.drawings.shapes import (
    Area,
    Dot,
    Line,
    Shapes,
    Span,
    View,
    group,
    is_visible,
)

Side = Literal["before", "above", "behind"]
# In sizes of letters:
_CLOSE = 1.2  # no number stands farther from its dot
_ASIDE = 0.25  # nor farther from the middle of its dot


@dataclass(frozen=True)
class _Number:
    """One number of a category: its series, its value, how it is printed, beside which side."""

    series: int
    value: float
    shown: str
    side: Side


def check_dots(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of dots, what is drawn → what differs, in words."""
    view = View("x", plot.direction == "rtl")
    names = [series.name for series in plot.series] if len(plot.series) > 1 else []
    shown = [text for series in plot.series for text in series.shown if text]
    labels = find_labels(drawing, [*plot.categories, *names, *shown, plot.unit])
    yield from check_words(labels)
    ranges = [line for line in shapes.lines if line.is_level]
    axis = [line for line in shapes.lines if line.is_upright and line not in ranges]
    at = group(x for line in axis for x, _ in line.points)
    if len(at) != 1 or shapes.areas or shapes.outlines or (
        len(axis) + len(ranges) != len(shapes.lines)
    ):  # fmt: skip
        yield "it has other lines or shapes than a chart of dots"
        return
    zero = view.span(surround(Box(*point, *point) for line in axis for point in line.points))
    drawn = [dot for dot in shapes.dots if zero.covers(-dot.y)]
    keys = [dot for dot in shapes.dots if dot not in drawn]
    areas = [Area(_surround(key), key.colour) for key in keys]
    found = [find_key(areas, labels.of([name]), is_turned=view.is_turned) for name in names]
    colours: list[Colour | None] = [pair[0].colour if pair else None for pair in found]
    if names:
        yield from check_keys(names, colours, areas, labels, is_turned=view.is_turned)
    else:
        colours = [drawn[0].colour] if drawn and not keys else [None]
        yield from check_colours([""], colours)
    yield from _Rows(plot, view, zero, labels).check(drawn, ranges, colours)
    for colour in {dot.colour for dot in shapes.dots}:
        if len(group(dot.radius for dot in shapes.dots if dot.colour == colour)) > 1:
            yield "its dots of one colour aren't equally large"


def _surround(dot: Dot) -> Box:
    return Box(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius)


def _list_numbers(plot: Plot, category: int) -> list[_Number]:
    """A category → its numbers, the least first."""
    known = sorted(
        (float(value), number)
        for number, series in enumerate(plot.series)
        if (value := series.values[category]) is not None
    )
    last = len(known) - 1
    return [
        _Number(
            number, value, plot.series[number].shown[category],
            "behind" if place == last else "above" if place else "before",
        )
        for place, (value, number) in enumerate(known)
    ]  # fmt: skip


@dataclass(frozen=True)
class _Rows:
    """The categories of a chart of dots while what is drawn is held against their numbers."""

    plot: Plot
    view: View
    zero: Span
    labels: Labels

    def check(
        self, drawn: Sequence[Dot], ranges: Sequence[Line], colours: Sequence[Colour | None]
    ) -> Iterator[str]:
        """Whether dots, ranges, numbers and names of categories stand where they belong."""
        rows = {n: _list_numbers(self.plot, n) for n in range(len(self.plot.categories))}
        filled = {n: numbers for n, numbers in rows.items() if numbers}
        heights = [-y for y in group(-dot.y for dot in drawn)]
        if len(heights) != len(filled):
            yield f"it has dots on {len(heights)} lines where {len(filled)} should be"
            return
        scale = self._find_scale(drawn, [one.value for row in rows.values() for one in row])
        dots = [((dot.x, dot.y), dot.colour) for dot in drawn]
        lines = list(ranges)
        for (category, numbers), y in zip(filled.items(), heights, strict=True):
            spots = [self._place(scale * one.value, y) for one in numbers]
            for one, spot in zip(numbers, spots, strict=True):
                count, colour = len(dots), colours[one.series]
                take_dot(dots, spot, colour or drawn[0].colour)
                if len(dots) == count:
                    yield f"no dot of “{self.plot.categories[category]}” stands at {one.value:g}"
                radius = max(dot.radius for dot in drawn)
                if not self._find_number(one, spot, radius):
                    yield f"“{one.shown}” doesn't stand at its dot"
            if numbers[0].value < numbers[-1].value:
                count = len(lines)
                take_line(lines, [spots[0], spots[-1]], ranges[0].colour if ranges else (0, 0, 0))
                if len(lines) == count:
                    yield f"no line joins the dots of “{self.plot.categories[category]}”"
        if dots or lines:
            yield "it has a dot or a line that no number belongs to"
        if not all(is_visible(line.colour) for line in ranges):
            yield "something is drawn in the colour of paper"
        places = [(category, -y) for category, y in zip(filled, heights, strict=True)]
        yield from check_categories(self.plot.categories, self.zero, self.view, self.labels, places)

    def _find_scale(self, drawn: Sequence[Dot], values: Sequence[float]) -> float:
        """Points for a unit, as the dot that is farthest from zero says."""
        farthest = max((abs(dot.x - self._place(0, 0)[0]) for dot in drawn), default=0.0)
        most = max(map(abs, values), default=0.0)
        return farthest / most if most else 0.0

    def _place(self, length: float, y: float) -> Point:
        """How far from zero, and how high → where that is on the page."""
        along = self.zero.start + length
        return (-along if self.view.is_turned else along, y)

    def _find_number(self, number: _Number, spot: Point, radius: float) -> Label | None:
        """A number, where its dot is and how large dots are → the label at its side."""
        dot = self.view.span(Box(*spot, *spot))
        for label in self.labels.of([number.shown]):
            span, size = self.view.span(label.box), label.size
            level = abs(span.middle - dot.middle) < _ASIDE * size
            gaps = {"before": dot.start - span.end, "behind": span.start - dot.start}
            if number.side != "above":
                if level and -0.1 * size < gaps[number.side] - radius < _CLOSE * size:
                    return label
            elif abs((span.start + span.end) / 2 - dot.start) < _ASIDE * size and (
                0 < dot.near - radius - span.middle < _CLOSE * size
            ):
                return label
        return None
