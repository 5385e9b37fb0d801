"""A chart of slopes and what is drawn → what of it doesn't say what the chart says.

Each row is a line from its first number to its last, all on one scale from the least number of all
to the greatest; at both ends stand its number and its name, level with it or at the end of a line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import dist

from briefwright.document.drawings import Colour, Drawing, Point
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.axes import (
    Strokes,
    is_drawn,
    sort_strokes,
    take_dot,
    take_line,
)
from briefwright.verify.drawings.labels import Label, Labels, find_labels
from briefwright.verify.drawings.legends import (
    MUTED,
    check_colours,
    check_muted,
    check_words,
)
from briefwright.verify.drawings.shapes import EXACT, Line, Shapes, find_size, group

# In sizes of letters:
_LEVEL = 0.5  # no number stands higher or lower than the end of its line, or of its leader
_LEADER = 0.6  # a line to a number begins and ends no farther from both
_ASIDE = 0.35  # no head stands farther beside its line


def check_slopes(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of slopes, what is drawn → what differs, in words."""
    labels = _find_texts(plot, drawing)
    yield from check_words(labels)
    size = find_size(drawing)
    strokes = sort_strokes(shapes, size)
    axes = [line for line in shapes.lines if line.is_upright and line not in strokes.leaders]
    sides = group(line.points[0][0] for line in axes)
    ends = group(x for line in strokes.series for x, _ in line.points)
    count = len(axes) + len(strokes.series) + len(strokes.leaders)
    if len(axes) != 2 or len(sides) != 2 or count != len(shapes.lines) or (
        shapes.areas or shapes.outlines or len(group((*sides, *ends))) != 2
    ):  # fmt: skip
        yield "it has other lines or shapes than a chart of slopes"
        return
    xs = sides[::-1] if plot.direction == "rtl" else sides
    for x, head in zip(xs, plot.categories, strict=True):
        if not any(abs(one.x - x) < _ASIDE * one.size for one in labels.of([head])):
            yield f"“{head}” doesn't stand above its numbers"
    yield from _Reading(plot, xs, labels, strokes, size).check(shapes)


def _find_texts(plot: Plot, drawing: Drawing) -> Labels:
    names = [one.name for one in plot.series for text in one.shown if text]
    shown = [text for one in plot.series for text in one.shown]
    return find_labels(drawing, [*names, *shown, *plot.categories, plot.unit])


@dataclass(frozen=True)
class _Reading:
    """A chart of slopes while it is held against its rows; `xs` are where they begin and end."""

    plot: Plot
    xs: Sequence[float]
    labels: Labels
    strokes: Strokes
    size: float

    def check(self, shapes: Shapes) -> Iterator[str]:
        """What differs, in words."""
        rows = self._list_spots([dot.y for dot in shapes.dots])
        lines, dots = list(self.strokes.series), [((d.x, d.y), d.colour) for d in shapes.dots]
        colours = dict[int, Colour]()
        for key, is_muted in ((0, False), (MUTED, True)):
            own = [spots for n, spots in rows.items() if self.plot.is_muted(n) == is_muted]
            known = dict.fromkeys(colour for _, colour in dots)
            fitting = [one for one in known if all(_is_in(one, row, lines, dots) for row in own)]
            if own and fitting:
                colours[key] = fitting[0]
                for spots in own:
                    take_line(lines, spots, fitting[0])
                    for spot in spots:
                        take_dot(dots, spot, fitting[0])
        if lines or dots:
            yield "its lines don't run through their numbers, or those of one kind in two colours"
        yield from check_muted(colours)
        yield from check_colours([""], [colours.get(0)])
        for number, spots in rows.items():
            series = self.plot.series[number]
            filled = [n for n, value in enumerate(series.values) if value is not None]
            for category, spot in zip(filled, spots, strict=True):
                if not self._is_labelled(number, category, spot, colours):
                    yield f"“{series.name} {series.shown[category]}” doesn't stand at its line"

    def _list_spots(self, heights: Sequence[float]) -> dict[int, list[Point]]:
        """The heights of all points → where each row has its own, on a scale of all numbers."""
        values = [float(v) for one in self.plot.series for v in one.values if v is not None]
        low, high = min(values, default=0.0), max(values, default=0.0)
        bottom, top = min(heights, default=0.0), max(heights, default=0.0)
        step = (top - bottom) / (high - low) if high > low else 0.0
        return {
            number: [
                (x, bottom + step * (float(value) - low))
                for x, value in zip(self.xs, series.values, strict=True)
                if value is not None
            ]
            for number, series in enumerate(self.plot.series)
        }

    def _is_labelled(
        self, number: int, category: int, spot: Point, colours: Mapping[int, Colour]
    ) -> bool:
        """Whether a point has its number and its name beside it, on the outer side."""
        side = -1 if (category == 0) == (self.plot.direction == "ltr") else 1
        series = self.plot.series[number]
        colour = colours.get(MUTED if self.plot.is_muted(number) else 0)
        shown = [
            one
            for one in self.labels.of([series.shown[category]])
            if _measure(one, side)[0] > side * spot[0] and self._is_tied(one, spot, side, colour)
        ]
        return any(
            abs(name.y - label.y) < _LEVEL * self.size
            and _measure(name, side)[0] > _measure(label, side)[1]
            for name in self.labels.of([series.name])
            for label in shown
        )

    def _is_tied(self, label: Label, spot: Point, side: int, colour: Colour | None) -> bool:
        """Whether a number is level with a point, or stands where a line of its colour ends."""
        if abs(label.y - spot[1]) < _LEVEL * self.size:
            return True
        near = _LEADER * self.size
        inner = side * _measure(label, side)[0], label.y
        return any(
            dist(start, spot) < near and dist(end, inner) < near
            for start, end in (one.points for one in self.strokes.leaders if one.colour == colour)
        )


def _measure(label: Label, side: int) -> tuple[float, float]:
    """A label and a side, -1 for the left → where it begins and ends, outwards."""
    inner, outer = sorted((side * label.box.left, side * label.box.right))
    return inner, outer


def _is_in(
    colour: Colour,
    spots: Sequence[Point],
    lines: Sequence[Line],
    dots: Sequence[tuple[Point, Colour]],
) -> bool:
    """Whether a row is drawn in a colour: its points, and the line between two."""
    has_line = len(spots) < 2 or any(is_drawn(one, spots, colour) for one in lines)
    return has_line and all(
        any(own == colour and dist(at, spot) < 2 * EXACT for at, own in dots) for spot in spots
    )
