"""The lines of a chart by what they are for, and its panels: what is drawn on each pair of axes."""

import re
from collections.abc import Container, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import dist, log10

from briefwright.document.boxes import Box
from briefwright.document.drawings import Colour, Point
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.labels import fold
from briefwright.verify.drawings.shapes import EXACT, Line, Shapes, group

_YEAR = re.compile(r"([0-9]{4})(?: \([a-z]\))?")  # a letter behind it leads to a remark
# In sizes of letters:
_BOLD = 0.12  # a stroke that is wider draws the line of a series
_FINE = 0.06  # one that is finer parts rows of numbers
_BETWEEN = 20.0  # points that titles and categories take, at the least, between two panels
_SAME_LINE = 5.0  # points between the lines at zero of panels side by side


@dataclass(frozen=True)
class Strokes:
    """All lines of a drawing by what they are for."""

    series: tuple[Line, ...]
    zeros: tuple[Line, ...]
    leaders: tuple[Line, ...]
    rows: tuple[Line, ...]


@dataclass(frozen=True)
class Panel:
    """One pair of axes: its height of zero, its series by position, what is drawn there."""

    zero: float
    series: tuple[int, ...]
    lines: tuple[Line, ...]
    dots: tuple[tuple[Point, Colour], ...]
    box: Box

    @property
    def points(self) -> list[Point]:
        """Every point that is drawn."""
        return [point for line in self.lines for point in line.points] + [p for p, _ in self.dots]


def sort_strokes(shapes: Shapes, size: float) -> Strokes:
    """Shapes and the size of letters → the lines by what they are for."""
    bold = tuple(line for line in shapes.lines if line.width > _BOLD * size)
    thin = [line for line in shapes.lines if line.width <= _BOLD * size and len(line.points) == 2]
    colours = {line.colour for line in bold} | {dot.colour for dot in shapes.dots}
    level = [line for line in thin if line.is_level and line.colour not in colours]
    return Strokes(
        bold,
        tuple(line for line in level if line.width > _FINE * size),
        tuple(line for line in thin if line.colour in colours),
        tuple(line for line in level if line.width <= _FINE * size),
    )


def sort_panels(
    plot: Plot, shapes: Shapes, strokes: Strokes, parts: Sequence[tuple[int, ...]]
) -> list[Panel]:
    """Lines at zero in the order in which one reads them → the panel of each."""
    sign = -1 if plot.direction == "rtl" else 1
    zeros = sorted(
        strokes.zeros,
        key=lambda line: (
            -round(line.points[0][1] / _SAME_LINE),
            sign * (line.points[0][0] + line.points[1][0]),
        ),
    )
    heights = group(line.points[0][1] for line in zeros)
    step = min((b - a for a, b in pairwise(heights)), default=1e4) - _BETWEEN
    values = [float(v) for series in plot.series for v in series.values if v is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    whole = high - low or 1.0
    found = []
    for zero, part in zip(zeros, parts, strict=True):
        left, right = sorted(x for x, _ in zero.points)
        y = zero.points[0][1]
        box = Box(left - 1, y + step * low / whole - 1, right + 1, y + step * high / whole + 1)
        lines = [one for one in strokes.series if all(_is_in(box, point) for point in one.points)]
        dots = [((dot.x, dot.y), dot.colour) for dot in shapes.dots if _is_in(box, (dot.x, dot.y))]
        found.append(Panel(y, part, tuple(lines), tuple(dots), box))
    return found


def _is_in(box: Box, point: Point) -> bool:
    return box.left <= point[0] <= box.right and box.bottom <= point[1] <= box.top


def find_scale(plot: Plot, panels: Sequence[Panel]) -> float:
    """Panels on one scale → points for a unit: what is farthest from zero says it."""
    farthest = max((abs(y - one.zero) for one in panels for _, y in one.points), default=0.0)
    drawn = {number for one in panels for number in one.series}
    values = [abs(float(v)) for n in drawn for v in plot.series[n].values if v is not None]
    return farthest / max(values) if any(values) else 0.0


def take_logarithms(plot: Plot) -> Plot:
    """A plot → one whose numbers say how high its points stand: on a logarithmic scale, how many
    times the scale's beginning, as a power."""
    if plot.floor is None:
        return plot
    begin = float(plot.floor)

    def measure(value: Decimal) -> Decimal:
        return Decimal(log10(float(value) / begin))

    series = tuple(
        replace(one, values=tuple(None if v is None else measure(v) for v in one.values))
        for one in plot.series
    )
    across = tuple(replace(one, value=measure(one.value)) for one in plot.thresholds)
    return replace(plot, series=series, thresholds=across)


def find_steps(categories: Sequence[str]) -> tuple[float, ...]:
    """Categories → how far along an axis each stands: years in proportion, all else evenly."""
    years = [float(found[1]) for name in categories if (found := _YEAR.fullmatch(name))]
    rises = all(one < other for one, other in pairwise(years))
    if rises and len(years) == len(categories):
        return tuple(year - years[0] for year in years)
    return tuple(float(number) for number in range(len(categories)))


def check_named(
    categories: Sequence[str], named: Set[int], others: Container[str]
) -> Iterator[str]:
    """Categories, those whose labels stand at their places, other texts → what isn't named.

    Each may be named, or each second, or third …; one that says what another text does may be more.
    """
    last = len(categories) - 1
    regular = [set(range(last % step, last + 1, step)) for step in range(1, last + 2)]
    twice = {n for n, name in enumerate(categories) if fold(name) in others}
    if any(categories) and not any(one <= named and named - one <= twice for one in regular):
        yield "some of its categories aren't named"


def is_drawn(line: Line, run: Sequence[Point], colour: Colour) -> bool:
    """Whether a line runs through some points, in a colour."""
    pairs = zip(line.points, run, strict=False)
    is_same = len(run) == len(line.points) and line.colour == colour
    return is_same and all(dist(one, other) < 2 * EXACT for one, other in pairs)


def take_line(lines: list[Line], run: Sequence[Point], colour: Colour) -> None:
    """Lines, points, a colour → the line through them is taken from the others."""
    found = next((one for one in lines if is_drawn(one, run, colour)), None)
    if found:
        lines.remove(found)


def take_dot(dots: list[tuple[Point, Colour]], point: Point, colour: Colour) -> None:
    """Dots, a point, a colour → the dot there is taken from the others."""
    for dot in dots:
        if dot[1] == colour and dist(dot[0], point) < 2 * EXACT:
            dots.remove(dot)
            return
