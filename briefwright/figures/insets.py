"""Maps on which names have no room → which of their areas an inset should show larger."""

from collections.abc import Iterator, Mapping, Sequence
from math import dist
from statistics import median

from briefwright import geography
from briefwright.edition.map_plots import MapPlot
from briefwright.edition.map_views import add_detail
from briefwright.figures import map_insets, maps
from briefwright.figures.map_outlines import open_window
from briefwright.figures.palette import Palette
from briefwright.geography.projections import Point

_FEWEST = 3  # names without room: fewer are told by numbers
_GAINED = 2  # names that an inset must have room for
_LARGER = 1.8  # times as large as the map: the least that an inset is for
_KEPT = 0.8  # of the areas, those nearest to their middle are tried next


def list_nameless(plot: MapPlot, palette: Palette, width: float) -> tuple[str, ...]:
    """A map as wide as that → the areas of its inset whose names have no room there."""
    box = map_insets.place_inset(plot, width)
    if box is None or plot.inset is None:
        return ()
    return maps.list_nameless(plot.inset.plot, palette, box[2] - box[0])


def find_detail(plot: MapPlot, palette: Palette, width: float) -> MapPlot | None:
    """A map → the same with the detail that has room for most of the names that it has none for."""
    nameless = maps.list_nameless(plot, palette, width)
    best, most = None, _GAINED - 1
    for names in _list_groups(plot, nameless, width):
        found = add_detail(plot, names)
        if not _is_larger(found, width):
            continue
        left = maps.list_nameless(found, palette, width) + list_nameless(found, palette, width)
        if len(nameless) - len(left) > most:
            best, most = found, len(nameless) - len(left)
    return best


def _list_groups(plot: MapPlot, names: Sequence[str], width: float) -> Iterator[list[str]]:
    """Areas of a map → all of them, then ever fewer of those that lie close together."""
    window, _ = open_window(plot, width)
    shapes = {one.code: one for one in (*geography.read_shapes("50m"), *plot.regions)}
    spots = {
        name: window.px(*geography.find_middle(shapes[plot.find_code(name)])) for name in names
    }
    kept = list(names)
    while len(kept) >= _FEWEST:
        yield kept
        kept = _sort_by_distance(kept, spots)[: min(len(kept) - 1, round(len(kept) * _KEPT))]


def _sort_by_distance(names: Sequence[str], spots: Mapping[str, Point]) -> list[str]:
    """Names and where they lie → those nearest to the middle of all first."""
    middle = tuple(median(spots[name][axis] for name in names) for axis in (0, 1))
    return sorted(names, key=lambda name: dist(spots[name], middle))


def _is_larger(plot: MapPlot, width: float) -> bool:
    """Whether a detail stands in a corner of its map, and is much larger than the map."""
    box = map_insets.place_inset(plot, width)
    if box is None or plot.inset is None or map_insets.is_below(box, plot, width):
        return False
    inner, _ = open_window(plot.inset.plot, box[2] - box[0])
    return inner.scale > _LARGER * open_window(plot, width)[0].scale
