"""The circles of a map and of its legend → whether their areas are in proportion to the numbers."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import dist, sqrt

from briefwright.document.boxes import Box
from briefwright.edition.map_plots import MapPlot
from briefwright.verify.drawings.labels import Labels
from briefwright.verify.drawings.shapes import Dot
from briefwright.verify.drawings.windows import Place

_SMALLEST = 0.1  # of the radius of the largest circle: no circle is smaller
_ALIKE = 0.2  # points: radii that are equal
_BESIDE = 1.0  # of the size of letters: no circle of a legend stands farther from its number
_OFF = 0.8  # points: how far a circle may lie beside its place


def split_keys(dots: Sequence[Dot], frame: Box) -> tuple[list[Dot], list[Dot]]:
    """Circles and what a map shows → those on the map, and those of the legend below it."""
    inside = [dot for dot in dots if dot.y > frame.bottom]
    return inside, [dot for dot in dots if dot not in inside]


def check_circles(
    plot: MapPlot, dots: Sequence[Dot], keys: Sequence[Dot], place: Place, labels: Labels
) -> Iterator[str]:
    """A map, its circles, those of its legend → what differs from its numbers."""
    most = max((size for size in plot.sizes if size is not None), default=Decimal(0))
    largest = max((dot.radius for dot in dots), default=0.0)
    for one, size in zip(plot.places, plot.sizes, strict=False):
        if size is not None:
            spot = place(one.longitude, one.latitude)
            here = [dot for dot in dots if dist((dot.x, dot.y), spot) < _OFF]
            if not any(_is_as_large(dot, size / most, largest) for dot in here):
                yield f"the circle of “{one.name}” isn't as large as its number"
    if len(keys) != len(plot.size_keys):
        yield "its legend has another number of circles than it should"
    for size, shown in plot.size_keys:
        alike = [key for key in keys if _is_as_large(key, size / most, largest)]
        if not any(_stands_beside(key, shown, labels) for key in alike):
            yield f"its legend has no circle that is as large as {shown}"


def _is_as_large(dot: Dot, share: Decimal, largest: float) -> bool:
    """Whether the area of a circle is a share of the largest one's, or it is the smallest."""
    return abs(dot.radius - largest * max(_SMALLEST, sqrt(share))) < _ALIKE


def _stands_beside(dot: Dot, shown: str, labels: Labels) -> bool:
    """Whether a number stands right beside a circle."""
    return any(
        label.box.distance((dot.x, dot.y)) < dot.radius + _BESIDE * label.size
        for label in labels.of([shown])
    )
