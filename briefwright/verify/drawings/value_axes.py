"""Axes of values with ticks and gridlines, as they are drawn → what of them isn't right.

Gridlines stand level with the ticks of each axis, evenly spaced; categories are named under theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefwright.document.drawings import Drawing, Point
from briefwright.edition.plots import Plot, ValueAxis
from briefwright.verify.drawings.axes import Strokes, check_named
from briefwright.verify.drawings.labels import Label, Labels, find_labels, fold
from briefwright.verify.drawings.shapes import EXACT, group

# In sizes of letters:
_LEVEL = 0.5  # no tick stands higher or lower than its gridline
_ASIDE = 0.35  # no category stands farther beside its place
_FAR = 6.0  # no tick and no category ends farther from the gridlines


@dataclass(frozen=True)
class Grid:
    """The gridlines: their heights from the lowest, where they begin and end; that at zero."""

    heights: tuple[float, ...]
    left: float
    right: float
    zero: float


@dataclass(frozen=True)
class Frame:
    """A chart on axes: its gridlines, its texts, and where its categories stand in their order."""

    plot: Plot
    grid: Grid
    places: tuple[float, ...]
    labels: Labels

    @property
    def is_turned(self) -> bool:
        """Whether it is read from right to left."""
        return self.plot.direction == "rtl"

    @property
    def size(self) -> float:
        """The size of its largest letters."""
        return max((one.size for one in self.labels.found), default=0.0)

    def find_height(self, axis: ValueAxis, value: float) -> float:
        """A number on one of the axes → its height on the page."""
        low, high = float(axis.ticks[0]), float(axis.ticks[-1])
        lowest, *_, highest = self.grid.heights
        return lowest + (value - low) / (high - low) * (highest - lowest)

    def list_spots(self, axis: ValueAxis, series: int) -> list[Point | None]:
        """A series → where each of its numbers stands, None for a gap."""
        return [
            None if value is None else (x, self.find_height(axis, float(value)))
            for x, value in zip(self.places, self.plot.series[series].values, strict=True)
        ]


def find_texts(plot: Plot, drawing: Drawing) -> Labels:
    """A plot with axes and what is drawn → its texts; some categories may be left out."""
    names = [series.name for series in plot.series if len(plot.series) > 1]
    ticks = [text for axis in plot.axes for text in (axis.unit, *axis.shown)]
    return find_labels(drawing, [*names, *ticks, plot.categories[-1]], plot.categories[:-1])


def read_grid(plot: Plot, strokes: Strokes) -> Grid | None:
    """The lines of a chart → its gridlines; None where they aren't even, one for each tick."""
    heights = group(line.points[0][1] for line in strokes.rows)
    ends = {tuple(sorted(x for x, _ in line.points)) for line in (*strokes.rows, *strokes.zeros)}
    sides = group(x for pair in ends for x in pair)
    count = len(plot.axes[0].ticks)
    is_whole = len(strokes.rows) == len(heights) == count and len(strokes.zeros) == 1
    is_even = len(group(b - a for a, b in pairwise(heights))) == 1 and len(sides) == 2
    if not (is_whole and is_even):
        return None
    left, right = sides
    return Grid(tuple(heights), left, right, strokes.zeros[0].points[0][1])


def check_axes(frame: Frame) -> Iterator[str]:
    """A chart on axes → whether its ticks, its units, its categories, its zero are in place."""
    size, grid = frame.size, frame.grid
    if abs(frame.find_height(frame.plot.axes[0], 0) - grid.zero) > EXACT:
        yield "its line at zero isn't level with zero"
    sides = [grid.left, grid.right]
    if frame.is_turned:
        sides.reverse()
    for axis, side in zip(frame.plot.axes, sides, strict=False):
        for y, text in zip(grid.heights, axis.shown, strict=True):
            if not any(
                abs(label.y - y) < _LEVEL * size and _is_outside(label, side, frame)
                for label in frame.labels.of([text])
            ):
                yield f"“{text}” doesn't stand at its gridline"
        others = [one for one in sides if one != side]
        if axis.unit and not any(
            label.y > grid.heights[-1] and abs(label.x - side) < abs(label.x - others[0])
            for label in frame.labels.of([axis.unit])
        ):
            yield f"“{axis.unit}” doesn't stand above its axis"
    yield from _check_categories(frame)


def _is_outside(label: Label, side: float, frame: Frame) -> bool:
    """Whether a label ends beside the gridlines, on one of their sides."""
    gap = side - label.box.right if side == frame.grid.left else label.box.left - side
    return 0 < gap < frame.size


def _check_categories(frame: Frame) -> Iterator[str]:
    """Whether categories are named under their places, each or each second or third …"""
    categories, size = frame.plot.categories, frame.size
    named = {
        n
        for n, (name, x) in enumerate(zip(categories, frame.places, strict=True))
        for label in frame.labels.of([name])
        if abs(label.x - x) < _ASIDE * size and 0 < frame.grid.heights[0] - label.y < _FAR * size
    }
    texts = [series.name for series in frame.plot.series]
    texts += [text for axis in frame.plot.axes for text in (axis.unit, *axis.shown)]
    yield from check_named(categories, named, set(map(fold, texts)))
