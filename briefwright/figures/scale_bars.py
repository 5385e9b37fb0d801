"""A map's window and the distances that it may show → a scale bar in a corner that is free."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefwright.edition.map_plots import Distance
from briefwright.figures.lettering import SMALL
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Align, Box, Word, overlap
from briefwright.geography.extents import Extent
from briefwright.geography.projections import Point

_EARTH = 6371.0088  # km: the mean radius of the earth (IUGG)
_LONGEST = 0.22  # of the width of a map
_EDGE = 12.0  # px from the edges
_UP = 5.0  # px from a bar to its words


@dataclass(frozen=True)
class ScaleBar:
    """A level line from x to x2 at y, and what it stands for, above it."""

    x: float
    x2: float
    y: float
    word: Word
    box: Box


def place_scale_bar(
    distances: Sequence[Distance],
    window: Extent,
    points: Sequence[Point],
    palette: Palette,
    inset: Box | None = None,
) -> ScaleBar | None:
    """Distances, a window, the px of its dots → the bar; none on a map of the world.

    It stands in no corner in which an inset does.
    """
    fitting = [
        one
        for one in distances
        if measure(one, window) <= max(_LONGEST * window.width, measure(distances[0], window))
    ]
    if window.is_world or not fitting:
        return None
    chosen = max(fitting, key=lambda one: one.km)
    wide = measure(chosen, window)
    corners = [
        _stand(chosen, wide, left, bottom, window, palette)
        for bottom in (True, False)
        for left in (True, False)
    ]
    return min(
        (bar for bar in corners if not (inset and overlap(bar.box, inset, _UP))),
        key=lambda bar: sum(_holds(bar.box, point) for point in points),
        default=None,
    )


def measure(distance: Distance, window: Extent) -> float:
    """A distance → its px in the middle of a window."""
    return distance.km / _EARTH * window.scale


def _stand(
    distance: Distance, wide: float, left: bool, bottom: bool, window: Extent, palette: Palette
) -> ScaleBar:
    x = _EDGE if left else window.width - _EDGE - wide
    y = window.height - _EDGE if bottom else _EDGE + SMALL + _UP
    side: Align = "start" if left else "end"
    word = Word(x if left else x + wide, y - _UP, distance.label, palette.ink, side, SMALL)
    letters = word.box(palette)
    box = (min(x, letters[0]) - 4, letters[1] - 4, max(x + wide, letters[2]) + 4, y + 5)
    return ScaleBar(x, x + wide, y, word, box)


def _holds(box: Box, point: Point) -> bool:
    left, top, right, bottom = box
    return left - 10 < point[0] < right + 10 and top - 10 < point[1] < bottom + 10
