"""A combo of columns and lines and what is drawn → what of it doesn't say what the chart says.

Gridlines stand level with the ticks of each axis. Columns begin at zero and end at their numbers on
the first axis, lines run through theirs on the last; each stands at its category and has a key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefwright.document.drawings import Colour, Drawing, Point
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.axes import Strokes, is_drawn, sort_strokes, take_dot, take_line
from briefwright.verify.drawings.bars import find_drawn
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
from briefwright.verify.drawings.value_axes import (
    Frame,
    Grid,
    check_axes,
    find_texts,
    read_grid,
)


def check_combo(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of columns and lines, what is drawn → what differs, in words."""
    labels = find_texts(plot, drawing)
    yield from check_words(labels)
    haloes = [line for line in shapes.lines if line.colour == WHITE]
    others = tuple(line for line in shapes.lines if line.colour != WHITE)
    strokes = sort_strokes(replace(shapes, lines=others), find_size(drawing))
    grid = read_grid(plot, strokes)
    if grid is None or shapes.outlines or strokes.leaders or (
        len(others) != len(grid.heights) + 1 + len(strokes.series)
    ):  # fmt: skip
        yield "it has other lines or shapes than a chart of columns and lines"
        return
    frame = Frame(plot, grid, tuple(_find_middles(plot, grid)), labels)
    yield from check_axes(frame)
    areas = [one for one in shapes.areas if one.box.bottom < grid.heights[-1]]
    keys = [one for one in shapes.areas if one not in areas]
    colours = dict[int, Colour]()
    yield from _check_columns(frame, areas, colours)
    yield from _Lines(frame, strokes, keys).check(shapes, haloes, colours)
    names = [series.name for series in plot.series]
    known = [colours.get(n) for n in range(len(names))]
    yield from check_keys(names, known, keys, labels, is_turned=frame.is_turned)


def _find_middles(plot: Plot, grid: Grid) -> list[float]:
    """Where each category stands, across the page."""
    count = len(plot.categories)
    band = (grid.right - grid.left) / count
    found = [grid.left + band * (n + 0.5) for n in range(count)]
    return found[::-1] if plot.direction == "rtl" else found


def _check_columns(
    frame: Frame, areas: Sequence[Area], colours: dict[int, Colour]
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
        offset = sign * ((area.box.left + area.box.right) / 2 - frame.places[category])
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

    frame: Frame
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
