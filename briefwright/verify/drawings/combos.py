"""A combo of columns and lines and what is drawn → what of it doesn't say what the chart says.

Gridlines stand level with the ticks of each axis. Columns begin at zero and end at their numbers on
the first axis, lines run through theirs on the last; each stands at its category and has a key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefwright.document.drawings import Colour, Drawing, Point
from briefwright.edition.plots import Plot, ValueAxis
from briefwright.verify.drawings.axes import (
    Strokes,
    check_named,
    is_drawn,
    sort_strokes,
    take_dot,
    take_line,
)
from briefwright.verify.drawings.bars import find_drawn
from briefwright.verify.drawings.labels import Label, Labels, find_labels, fold
from briefwright.verify.drawings.legends import check_keys, check_words, find_key
from briefwright.verify.drawings.shapes import (
    EXACT,
    NEARLY,
    WHITE,
    Area,
    Line,
    Shapes,
    find_size,
    group,
)

# In sizes of letters:
_LEVEL = 0.5  # no tick stands higher or lower than its gridline
_ASIDE = 0.35  # no category stands farther beside its place
_FAR = 6.0  # no tick and no category ends farther from the gridlines


def check_combo(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of columns and lines, what is drawn → what differs, in words."""
    labels = _find_texts(plot, drawing)
    yield from check_words(labels)
    size = find_size(drawing)
    haloes = [line for line in shapes.lines if line.colour == WHITE]
    others = tuple(line for line in shapes.lines if line.colour != WHITE)
    strokes = sort_strokes(replace(shapes, lines=others), size)
    grid = group(line.points[0][1] for line in strokes.rows)
    level = [strokes.zeros[0].points[0][1]] if len(strokes.zeros) == 1 else []
    ticks = len(plot.axes[0].ticks)
    if len(strokes.rows) != ticks or len(grid) != ticks or not level or strokes.leaders or (
        shapes.outlines or len(others) != ticks + 1 + len(strokes.series)
    ):  # fmt: skip
        yield "it has other lines or shapes than a chart of columns and lines"
        return
    steps = group(b - a for a, b in pairwise(grid))
    ends = {tuple(sorted(x for x, _ in line.points)) for line in (*strokes.rows, *strokes.zeros)}
    if len(steps) != 1 or len(group(x for pair in ends for x in pair)) != 2:
        yield "its gridlines aren't evenly spaced, or not equally long"
        return
    left, right = group(x for pair in ends for x in pair)
    frame = _Frame(plot, tuple(grid), left, right, labels)
    if abs(frame.find_height(plot.axes[0], 0) - level[0]) > EXACT:
        yield "its line at zero isn't level with zero"
    yield from _check_axes(frame, size)
    yield from _check_categories(frame, size)
    areas = [one for one in shapes.areas if one.box.bottom < grid[-1]]
    keys = [one for one in shapes.areas if one not in areas]
    colours = dict[int, Colour]()
    yield from _check_columns(frame, areas, colours)
    yield from _Lines(frame, strokes, keys).check(shapes, haloes, colours)
    names = [series.name for series in plot.series]
    known = [colours.get(n) for n in range(len(names))]
    yield from check_keys(names, known, keys, labels, is_turned=frame.is_turned)


def _find_texts(plot: Plot, drawing: Drawing) -> Labels:
    names = [series.name for series in plot.series]
    ticks = [text for axis in plot.axes for text in (axis.unit, *axis.shown)]
    return find_labels(drawing, [*names, *ticks, plot.categories[-1]], plot.categories[:-1])


@dataclass(frozen=True)
class _Frame:
    """What the gridlines say: where each tick is, from where to where categories stand."""

    plot: Plot
    grid: tuple[float, ...]
    left: float
    right: float
    labels: Labels

    @property
    def is_turned(self) -> bool:
        """Whether it is read from right to left."""
        return self.plot.direction == "rtl"

    @property
    def middles(self) -> list[float]:
        """Where each category stands, across the page."""
        count = len(self.plot.categories)
        band = (self.right - self.left) / count
        found = [self.left + band * (n + 0.5) for n in range(count)]
        return found[::-1] if self.is_turned else found

    def find_height(self, axis: ValueAxis, value: float) -> float:
        """A number on one of the axes → its height on the page."""
        low, high = float(axis.ticks[0]), float(axis.ticks[-1])
        return self.grid[0] + (value - low) / (high - low) * (self.grid[-1] - self.grid[0])

    def list_spots(self, axis: ValueAxis, series: int) -> list[Point | None]:
        """A series → where each of its numbers stands, None for a gap."""
        return [
            None if value is None else (x, self.find_height(axis, float(value)))
            for x, value in zip(self.middles, self.plot.series[series].values, strict=True)
        ]


def _check_axes(frame: _Frame, size: float) -> Iterator[str]:
    """Whether each tick stands at its gridline, and what an axis counts on its side above."""
    sides = [frame.left, frame.right]
    if frame.is_turned:
        sides.reverse()
    for axis, side in zip(frame.plot.axes, sides, strict=False):
        for y, text in zip(frame.grid, axis.shown, strict=True):
            if not any(
                abs(label.y - y) < _LEVEL * size and _is_outside(label, side, frame, size)
                for label in frame.labels.of([text])
            ):
                yield f"“{text}” doesn't stand at its gridline"
        others = [one for one in sides if one != side]
        if axis.unit and not any(
            label.y > frame.grid[-1] and abs(label.x - side) < abs(label.x - others[0])
            for label in frame.labels.of([axis.unit])
        ):
            yield f"“{axis.unit}” doesn't stand above its axis"


def _is_outside(label: Label, side: float, frame: _Frame, size: float) -> bool:
    """Whether a label ends beside the gridlines, on one of their sides."""
    gap = side - label.box.right if side == frame.left else label.box.left - side
    return 0 < gap < size


def _check_categories(frame: _Frame, size: float) -> Iterator[str]:
    """Whether categories are named under their places, each or each second or third …"""
    categories = frame.plot.categories
    named = {
        n
        for n, (name, x) in enumerate(zip(categories, frame.middles, strict=True))
        for label in frame.labels.of([name])
        if abs(label.x - x) < _ASIDE * size and 0 < frame.grid[0] - label.y < _FAR * size
    }
    texts = [series.name for series in frame.plot.series]
    texts += [text for axis in frame.plot.axes for text in (axis.unit, *axis.shown)]
    yield from check_named(categories, named, set(map(fold, texts)))


def _check_columns(
    frame: _Frame, areas: Sequence[Area], colours: dict[int, Colour]
) -> Iterator[str]:
    """Whether each column stands at its category, in the order of series, and ends at its number.

    The colours of the series are noted.
    """
    plot, axis = frame.plot, frame.plot.axes[0]
    sign = -1 if frame.is_turned else 1
    standing = [n for n in range(len(plot.series)) if n not in plot.lines]
    wanted = [
        (category, number, value)
        for category in range(len(plot.categories))
        for number in standing
        if (value := plot.series[number].values[category])
    ]
    zero = frame.find_height(axis, 0)
    heights = [frame.find_height(axis, float(value)) for *_, value in wanted]
    drawn = find_drawn([abs(height - zero) for height in heights], len(areas))
    if len(drawn) != len(areas):
        yield f"it has {len(areas)} columns where {len(drawn)} should be"
        return
    found = sorted(areas, key=lambda one: sign * (one.box.left + one.box.right))
    offsets = dict[int, float]()  # of each series, from the middle of a category
    for place, area in zip(drawn, found, strict=True):
        category, number, value = wanted[place]
        low, high = sorted((zero, heights[place]))
        is_exact = abs(area.box.bottom - low) < EXACT and abs(area.box.top - high) < EXACT
        offset = sign * ((area.box.left + area.box.right) / 2 - frame.middles[category])
        is_beside = abs(offsets.setdefault(number, offset) - offset) < NEARLY
        if not (is_exact and is_beside):
            yield f"the column of “{plot.categories[category]}” doesn't end at {value}"
        if colours.setdefault(number, area.colour) != area.colour:
            yield f"the column of “{plot.categories[category]}” has another colour"
    thick = group(one.box.right - one.box.left for one in areas)
    places = [offsets[number] for number in standing if number in offsets]
    if len(thick) > 1 or any(b - a < thick[0] for a, b in pairwise(places)):
        yield "its columns aren't equally thick, or cover one another"
    if abs(sum(places)) > NEARLY and len(places) == len(standing):
        yield "its columns don't stand around their categories"


@dataclass(frozen=True)
class _Lines:
    """The lines of a combo while they are held against their series."""

    frame: _Frame
    strokes: Strokes
    keys: Sequence[Area]

    def check(
        self, shapes: Shapes, haloes: list[Line], colours: dict[int, Colour]
    ) -> Iterator[str]:
        """Whether a line of its key's colour runs through the numbers of each series."""
        plot = self.frame.plot
        lines, dots = list(self.strokes.series), [((d.x, d.y), d.colour) for d in shapes.dots]
        for number in sorted(plot.lines):
            name = plot.series[number].name
            key = find_key(self.keys, self.frame.labels.of([name]), is_turned=self.frame.is_turned)
            runs = _split(self.frame.list_spots(plot.axes[-1], number))
            if key is None or not runs:
                continue
            colour = colours[number] = key[0].colour
            if any(len(run) > 1 and not any(is_drawn(one, run, colour) for one in lines)
                   for run in runs):  # fmt: skip
                yield f"the line of “{name}” doesn't run through its numbers"
                return
            for run in runs:
                take_line(lines, run, colour)
                take_line(haloes, run, WHITE)
                for point in run:
                    take_dot(dots, point, colour)
        points = sum(v is not None for n in plot.lines for v in plot.series[n].values)
        if lines or dots or haloes or len(shapes.dots) != points:
            yield "it has a line or a point that no number belongs to"


def _split(spots: Sequence[Point | None]) -> list[list[Point]]:
    """Points with gaps → unbroken runs of them."""
    runs: list[list[Point]] = [[]]
    for spot in spots:
        if spot is not None:
            runs[-1].append(spot)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
