"""A chart of areas and what is drawn → what of it doesn't say what the chart says.

Each area runs from the sum of those before it to its own sum, category by category, in the colour
of the key before its name; names stand beside the chart in the order of the areas.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import dist

from briefwright.document.drawings import Colour, Drawing, Path, Point
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.axes import find_steps, sort_strokes
from briefwright.verify.drawings.labels import Labels
from briefwright.verify.drawings.legends import check_colours, check_keys, check_words, find_key
from briefwright.verify.drawings.shapes import EXACT, WHITE, Shapes, find_size
from briefwright.verify.drawings.value_axes import (
    Frame,
    Grid,
    check_axes,
    find_texts,
    read_grid,
)

_RIM = 0.08  # of the size of letters: no rim of an area is wider


def check_areas(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of areas, what is drawn → what differs, in words."""
    labels = find_texts(plot, drawing)
    yield from check_words(labels)
    strokes = sort_strokes(shapes, find_size(drawing))
    grid = read_grid(plot, strokes)
    if grid is None or shapes.dots or len(shapes.lines) != len(grid.heights) + 1:
        yield "it has other lines or shapes than a chart of areas"
        return
    frame = Frame(plot, grid, tuple(_find_places(plot, grid)), labels)
    yield from check_axes(frame)
    names = [series.name for series in plot.series] if len(plot.series) > 1 else []
    found = [find_key(shapes.areas, labels.of([name]), is_turned=frame.is_turned) for name in names]
    colours: list[Colour | None] = [pair[0].colour if pair else None for pair in found]
    yield from check_keys(names, colours, shapes.areas, labels, is_turned=frame.is_turned)
    yield from _check_order(names, labels)
    if not names:
        colours = [shapes.outlines[0].fill if shapes.outlines else None]
        yield from check_colours([""], colours)
    yield from _check_rings(frame, list(shapes.outlines), colours)


def _find_places(plot: Plot, grid: Grid) -> Iterator[float]:
    """Where each category stands, across the page: from where gridlines begin to where they end."""
    start, end = (grid.right, grid.left) if plot.direction == "rtl" else (grid.left, grid.right)
    steps = find_steps(plot.categories)
    return (start + step / steps[-1] * (end - start) for step in steps)


def _check_order(names: Sequence[str], labels: Labels) -> Iterator[str]:
    """Whether names stand one above the other as their areas do."""
    heights = [label.y for name in names for label in labels.of([name])[:1]]
    if any(other <= one for one, other in pairwise(heights)):
        yield "the names of its areas stand in another order"


def _check_rings(
    frame: Frame, drawn: list[Path], colours: Sequence[Colour | None]
) -> Iterator[str]:
    """Whether each area lies between its sums, in its colour, and there is no other."""
    for series, ring, colour in zip(frame.plot.series, _list_rings(frame), colours, strict=True):
        found = next(
            (one for one in drawn if one.fill == colour and _is_around(one, ring, frame.size)), None
        )
        if found:
            drawn.remove(found)
        elif any(series.values):
            yield f"the area of “{series.name or frame.plot.unit}” doesn't end at its numbers"
    if drawn:
        yield "it has an area that no number belongs to"


def _list_rings(frame: Frame) -> Iterator[list[Point]]:
    """A chart of areas → the corners of each: above from its start to its end, below and back."""
    columns = [[float(value or 0) for value in one.values] for one in frame.plot.series]
    sums = accumulate(columns, lambda one, other: [a + b for a, b in zip(one, other, strict=True)],
                      initial=[0.0] * len(frame.places))  # fmt: skip
    edges = [
        [
            (x, frame.find_height(frame.plot.axes[0], height))
            for x, height in zip(frame.places, heights, strict=True)
        ]
        for heights in sums
    ]
    return ([*high, *low[::-1]] for low, high in pairwise(edges))


def _is_around(path: Path, ring: Sequence[Point], size: float) -> bool:
    """Whether a path has these corners and no more, with a white rim that is fine, or none."""
    if len(path.pieces) != 1 or path.stroke not in (None, WHITE) or path.width > _RIM * size:
        return False
    closed = [*ring, ring[0]]
    corners = path.pieces[0]
    return len(corners) in (len(ring), len(closed)) and all(
        dist(one, other) < 2 * EXACT for one, other in zip(corners, closed, strict=False)
    )
