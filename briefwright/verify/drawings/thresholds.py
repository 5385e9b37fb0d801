"""The thresholds of a chart and what is drawn → what differs.

Each is a line across, as high as its number says, broken where words stand, with its name on it;
or its name stands elsewhere behind a piece of such a line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefwright.edition.plots import Plot
from briefwright.verify.drawings.labels import Label, Labels
from briefwright.verify.drawings.shapes import EXACT, NEARLY, Line, Shapes

# In sizes of letters:
_WIDTHS = (0.085, 0.115)  # of a stroke that draws one
_BESIDE = 1.2  # no name stands farther from its line, or from the piece before it
_PIECE = 3.0  # no piece before a name is longer
_LEAST = 0.5  # of the width of the axis, what is seen of a line


def split_thresholds(plot: Plot, shapes: Shapes, size: float) -> tuple[Shapes, tuple[Line, ...]]:
    """A plot, what is drawn, the size of letters → all else, and the strokes of thresholds."""
    if not plot.thresholds:
        return shapes, ()
    low, high = (share * size for share in _WIDTHS)
    strokes = tuple(one for one in shapes.lines if one.is_level and low < one.width < high)
    others = tuple(one for one in shapes.lines if one not in strokes)
    return replace(shapes, lines=others), strokes


def check_thresholds(
    plot: Plot, strokes: Sequence[Line], labels: Labels, zero: Line, scale: float
) -> Iterator[str]:
    """A plot, the strokes of its thresholds, the line at zero, points for a unit → what differs."""
    left = list(strokes)
    for threshold in plot.thresholds:
        y = zero.points[0][1] + scale * float(threshold.value)
        own = [one for one in left if abs(one.points[0][1] - y) < 2 * EXACT]
        left = [one for one in left if one not in own]
        if sum(map(_measure, own)) < _LEAST * _measure(zero) or not _is_over(own, zero):
            yield f"the line of “{threshold.name}” isn't as high as its number"
        named = [
            label
            for label in labels.of([threshold.name])
            if abs(label.y - y) < _BESIDE * label.size
        ]
        keys = [
            one for one in left if any(_leads_to(one, at) for at in labels.of([threshold.name]))
        ]
        left = [one for one in left if named or one not in keys]
        if not named and not keys:
            yield f"“{threshold.name}” doesn't stand at its line"
    if left:
        yield "it has a line that no threshold belongs to"


def _is_over(lines: Sequence[Line], zero: Line) -> bool:
    """Whether lines lie beside the line at zero, none beyond its ends."""
    ends = [x for line in lines for x, _ in line.points]
    left, right = sorted(x for x, _ in zero.points)
    return left - NEARLY < min(ends) and max(ends) < right + NEARLY


def _measure(line: Line) -> float:
    return abs(line.points[1][0] - line.points[0][0])


def _leads_to(line: Line, label: Label) -> bool:
    """Whether a short piece of a line stands right before a name, or behind it from the right."""
    ends = sorted(x for x, _ in line.points)
    gap = min(abs(label.box.left - ends[1]), abs(ends[0] - label.box.right))
    level = abs(line.points[0][1] - label.y) < 0.5 * label.size
    return level and gap < _BESIDE * label.size and _measure(line) < _PIECE * label.size
