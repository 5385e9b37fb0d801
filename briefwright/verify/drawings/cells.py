"""What stands in a cell of a table and what is drawn → what of it isn't as its numbers say."""

from collections.abc import Iterator
from decimal import Decimal
from math import dist

from briefwright.document.drawings import Drawing, Point
from briefwright.edition.plots import CellBar, Sparkline
from briefwright.verify.drawings.axes import find_steps
from briefwright.verify.drawings.shapes import NEARLY, Shapes, is_visible


def check_bar(plot: CellBar, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A bar lies on a track that is as long as its scale, and begins at a line for zero."""
    areas = 1 + bool(plot.value)
    if _count(drawing, shapes) != (areas, 0, 1) or not shapes.lines[0].is_upright:
        yield "has something else in it than a bar on its track, and a line for zero"
        return
    track = shapes.areas[0].box

    def place(value: Decimal) -> float:
        share = float((value - plot.low) / (plot.high - plot.low))
        along = (track.right - track.left) * share
        return track.right - along if plot.direction == "rtl" else track.left + along

    zero, end = place(Decimal(0)), place(plot.value)
    if abs(shapes.lines[0].points[0][0] - zero) > NEARLY:
        yield "doesn't have its line where zero is"
    for bar in shapes.areas[1:]:
        lacks = dist((bar.box.left, bar.box.right), sorted((zero, end)))
        if lacks > NEARLY or not is_visible(bar.colour):
            yield f"has no bar that ends at {plot.value}"


def check_sparkline(plot: Sparkline, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A line runs from its lowest to its highest number, and its last point is a dot."""
    many = len(plot.values) > 1
    if _count(drawing, shapes) != (0, 1, many):
        yield "has something else in it than a line and the dot at its end"
        return
    dot = shapes.dots[0]
    points = shapes.lines[0].points if many else ((dot.x, dot.y),)
    if len(points) != len(plot.values) or dist(points[-1], (dot.x, dot.y)) > NEARLY:
        yield f"doesn't run through {len(plot.values)} points to a dot at the last"
        return
    expected = _place_points(plot, points)
    if any(dist(*pair) > NEARLY for pair in zip(expected, points, strict=True)):
        yield "doesn't rise and fall as its numbers do"
    if not all(map(is_visible, (dot.colour, *(line.colour for line in shapes.lines)))):
        yield "can't be told from paper"


def _count(drawing: Drawing, shapes: Shapes) -> tuple[int, int, int]:
    """How many areas, dots and lines there are; more than a drawing may have where others are."""
    others = len(drawing.letters) + drawing.others + len(shapes.outlines)
    return len(shapes.areas) + others, len(shapes.dots), len(shapes.lines)


def _place_points(plot: Sparkline, points: tuple[Point, ...]) -> list[Point]:
    """Where the points of a line stand whose ends are those that are drawn."""
    steps, low, high = find_steps(plot.categories), min(plot.values), max(plot.values)
    left, right = points[0][0], points[-1][0]
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    far, rise = (steps[-1] - steps[0]) or 1.0, float(high - low) or 1.0
    return [
        (
            left + (right - left) * (step - steps[0]) / far,
            bottom + (top - bottom) * float(value - low) / rise,
        )
        for step, value in zip(steps, plot.values, strict=True)
    ]
