"""The numbers of areas on a map → whether each stands in its area, or on a line from it."""

from collections.abc import Iterator, Sequence

from briefwright import geography
from briefwright.document.boxes import surround
from briefwright.document.drawings import Point
from briefwright.edition.map_plots import MapPlot
from briefwright.verify.drawings.labels import Label, Labels
from briefwright.verify.drawings.map_land import is_inside
from briefwright.verify.drawings.shapes import Line
from briefwright.verify.drawings.windows import Place, as_box

_LEADS = 0.7  # of the size of letters: a line ends no farther from its number
_SMALL = 12.0  # points: of an area that is narrower, a line may begin beside its outline
_BESIDE = 3.0  # points: so far


def list_required(plot: MapPlot) -> Iterator[str]:
    """A map → its numbers and, where it has any, or is an inset, the names of other shaded areas.

    What an inset names isn't named on its map as well.
    """
    if plot.numbers or plot.view:
        numbers, labels = dict(plot.numbers), dict(plot.labels)
        named = (numbers.get(name, labels.get(name)) for name in plot.countries)
        yield from filter(None, named)


def split_numbers(
    plot: MapPlot, lines: Sequence[Line], place: Place, labels: Labels
) -> tuple[list[str], list[Line]]:
    """A map and its lines → what is wrong with its numbers, in words; the lines to none of them."""
    wrong, left = list[str](), list(lines)
    for name, number in plot.numbers:
        rings = list(_list_rings(plot, name, place))
        found = labels.of([number])
        if any(is_inside(ring, (one.x, one.y)) for one in found for ring in rings):
            continue
        line = next((one for one in left if _leads(one, found, rings)), None)
        if line is None:
            wrong.append(f"the number of “{name}” stands neither in it nor on a line from it")
        else:
            left.remove(line)
    return wrong, left


def _list_rings(plot: MapPlot, name: str, place: Place) -> Iterator[list[Point]]:
    code = plot.find_code(name)
    for shape in plot.regions or geography.read_shapes("50m"):
        if shape.code == code:
            yield from ([place(*point) for point in polygon[0]] for polygon in shape.polygons)


def _leads(line: Line, labels: Sequence[Label], rings: Sequence[Sequence[Point]]) -> bool:
    """Whether a line leads from an area to a label."""
    start, end = line.points[0], line.points[-1]
    ends = any(one.box.distance(end) < _LEADS * one.size for one in labels)
    return ends and any(_begins(ring, start) for ring in rings)


def _begins(ring: Sequence[Point], start: Point) -> bool:
    """Whether a point lies in an outline, or right beside a small one."""
    around = surround(map(as_box, ring))
    is_small = max(around.right - around.left, around.top - around.bottom) < _SMALL
    return is_inside(ring, start) or (is_small and around.distance(start) < _BESIDE)
