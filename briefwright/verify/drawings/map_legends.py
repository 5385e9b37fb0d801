"""The legend of a map and the lines over what has no number → what differs from its classes."""

from collections.abc import Iterator, Mapping, Sequence

from briefwright.document.drawings import Colour, Point
from briefwright.edition.map_plots import MapClass, MapPlot
from briefwright.verify.drawings.labels import Labels
from briefwright.verify.drawings.legends import find_key
from briefwright.verify.drawings.shapes import Area, Line, measure_distance

QUIET = -1  # stands for the class of all countries that a map doesn't shade
_DENSE = 2.5  # points: in a hatched country some line is nearer to any point, in large print too


def list_keyed(plot: MapPlot) -> tuple[MapClass, ...]:
    """A map → what has a key in its legend: its classes, and the countries without a number."""
    return (*plot.classes, *((plot.missing,) if plot.missing else ()))


def number_countries(plot: MapPlot) -> dict[str, int]:
    """A map → the class of each country that it shades, by its code, from 0 for the lowest."""
    if plot.counted:
        return {}
    classes = [one.countries for one in plot.classes] or [plot.countries]
    return {plot.find_code(name): n for n, names in enumerate(classes) for name in names}


def check_legend(
    plot: MapPlot, fills: Mapping[int, set[Colour | None]], keys: Sequence[Area], labels: Labels
) -> Iterator[str]:
    """Classes, the colours of their countries (none where all are small), keys → what differs."""
    is_turned = plot.direction == "rtl"
    for number, one in enumerate(list_keyed(plot)):
        found = find_key(keys, labels.of([one.label]), is_turned=is_turned)
        drawn = fills.get(QUIET if one is plot.missing else number)
        if found is None:
            yield f"“{one.label}” has no key beside it"
        elif drawn and found[0].colour not in drawn:
            yield f"the key of “{one.label}” has another colour than its countries"


def find_hatching(
    plot: MapPlot, lines: Sequence[Line], keys: Sequence[Area], labels: Labels
) -> frozenset[tuple[Colour, float]]:
    """Lines and keys → the colour and the width of the lines in the key of what has no number."""
    found = None
    if plot.missing:
        is_turned = plot.direction == "rtl"
        found = find_key(keys, labels.of([plot.missing.label]), is_turned=is_turned)
    inside = (line for line in lines if found and found[0].box.distance(line.points[0]) < 1)
    return frozenset((line.colour, line.width) for line in inside)


def is_hatched(point: Point, hatching: Sequence[Line]) -> bool:
    """Whether a line of the hatching passes a point."""
    ends = ((line.points[0], line.points[-1]) for line in hatching)
    return any(measure_distance(point, one) < _DENSE for one in ends)
