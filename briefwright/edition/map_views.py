"""What of the world a map shows → what is marked there, and the small map in its corner."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from briefwright import geography
from briefwright.edition.map_names import name_country
from briefwright.edition.map_plots import Inset, MapPlot, View
from briefwright.edition.resolution import Resolver
from briefwright.edition.rewording import capitalise
from briefwright.geography import Detail, Extent
from briefwright.geography.extents import is_seen
from briefwright.model.dictionary import Map

_WIDTH = 500.0  # px: at any width the same is seen
# Radians on the ground: a map that is narrower needs an overview, or one of regions that is.
_NARROW, _NARROW_REGIONS = 0.125, 0.4
_AROUND, _LEAST = 4.0, 0.2  # an overview is so many times as wide as the map, and so many radians
_WIDER, _WIDEST = 1.5, 1.6  # times as wide as before; radians: at the most
_COUNTRIES, _KNOWN = 4, 0.08  # as many countries as so wide a part of an overview
_FARTHEST = 170.0  # degrees
_LARGE = 0.3  # radians: a map that is wider shows more than one country
_NORTHMOST = 84.0  # degrees
_STEPS = 8  # points along each side of a mark, which a projection bends


def open_view(plot: MapPlot) -> tuple[Extent, Detail]:
    """A map → what of the world it shows, whatever its width, and how fine its outlines are."""
    return geography.find_window(plot.positions, plot.codes, _WIDTH, plot.framed_regions)


def mark_boundaries(resolver: Resolver, plot: MapPlot) -> MapPlot:
    """A map → the same with the boundaries of the audience's table that are seen on it."""
    window, detail = open_view(plot)
    boundaries = resolver.audience.theme.boundaries
    seen = tuple(one for one in boundaries if geography.show_boundary(one, window, detail))
    return replace(plot, disputed=seen)


def mark_home(resolver: Resolver, plot: MapPlot) -> MapPlot:
    """A map → the same, the organisation's country outlined where it is seen there, and named.

    On a map of regions it has its name only as a neighbour.
    """
    home = geography.find_country(resolver.briefing.metadata.home or resolver.audience.house.home)
    if not home or not geography.is_shown(home.code, *open_view(plot)):
        return plot
    marked = replace(plot, home=home.name)
    if plot.regions or home.code in map(plot.find_code, plot.countries):
        return marked
    return replace(marked, labels=(*plot.labels, (home.name, name_home(resolver, marked))))


def name_home(resolver: Resolver, plot: MapPlot) -> str:
    """A map with a home country → its name there: that of a country which the map names already."""
    known = [label for name, label in plot.labels if plot.find_code(name) == plot.home_code]
    return known[0] if known else name_country(plot.home, resolver.language)


def add_overview(resolver: Resolver, plot: MapPlot, block: Map) -> MapPlot:
    """A map → the same with an overview, where its author wants one or its reader needs one."""
    window, _ = open_view(plot)
    wide = window.width / window.scale
    is_narrow = wide < (_NARROW_REGIONS if plot.regions else _NARROW)
    wanted = is_narrow if block.inset == "auto" else block.inset == "overview"
    if window.is_world or not wanted or block.enlarge:
        return plot
    overview = mark_boundaries(resolver, _draft_overview(resolver, plot, window))
    mark = geography.trace_frame(window, _STEPS)
    return replace(plot, inset=Inset("overview", replace(overview, mark=mark)))


def _draft_overview(resolver: Resolver, plot: MapPlot, window: Extent) -> MapPlot:
    """A map and its window → the map of what lies around it, the country in its middle shaded.

    It is as wide as it needs to be to show a few countries by which a reader knows where that is.
    """
    wide = max(window.width / window.scale * _AROUND, _LEAST)
    shape = geography.find_shape_at(geography.find_middle_of(window), geography.read_shapes("50m"))
    others = {plot.find_code(name) for name in plot.countries if not plot.regions}
    if shape and (window.width / window.scale > _LARGE or others - {shape.code}):
        shape = None
    known = {one.name for one in geography.list_undisputed()}
    areas = (shape.name,) if shape else ()
    while True:
        found = MapPlot(
            countries=areas,
            labels=tuple(
                (name, name_country(name, resolver.language)) for name in areas if name in known
            ),
            view=View(_list_around(geography.find_middle_of(window), wide), areas),
            direction=plot.direction,
        )
        if wide > _WIDEST or _count_seen(found) >= _COUNTRIES:
            return found
        wide *= _WIDER


def _list_around(middle: tuple[float, float], wide: float) -> tuple[tuple[float, float], ...]:
    """A point, radians on the ground → points west, east, south and north of it, so far apart."""
    east, north = middle
    far = math.degrees(wide) / 2
    across = min(far / math.cos(math.radians(north)), _FARTHEST)
    return (
        (east - across, north),
        (east + across, north),
        (east, max(north - far / 2, -_NORTHMOST)),
        (east, min(north + far / 2, _NORTHMOST)),
    )


def _count_seen(plot: MapPlot) -> int:
    """A map → how many countries are large enough on it to be known by their shapes."""
    window, detail = open_view(plot)
    if window.is_world:
        return _COUNTRIES
    return sum(
        any(_is_large(ring, window) for polygon in shape.polygons for ring in polygon[:1])
        for shape in geography.read_shapes(detail)
    )


def _is_large(ring: geography.Ring, window: Extent) -> bool:
    """Whether what a map shows of a ring is large enough to be known."""
    if not is_seen(ring, window):
        return False
    spots = (window.px(*point) for point in ring)
    inside = [x for x, y in spots if 0 < x < window.width and 0 < y < window.height]
    return len(inside) > 1 and max(inside) - min(inside) > _KNOWN * window.width


def add_detail(plot: MapPlot, names: Collection[str]) -> MapPlot:
    """A map, some of its places or areas by name → the same with an inset that shows them larger.

    What it names isn't named on the map as well.
    """
    points = tuple(
        (one.longitude, one.latitude) for one in plot.places if one.name and one.name in names
    )
    areas = tuple(name for name in plot.countries if name in names)
    inner = replace(plot, view=View(points, areas), neighbours=(), sizes=(), size_keys=())
    window, _ = open_view(inner)
    seen = {*areas, *_list_seen(plot, window)}
    places = tuple(one for one in plot.places if _holds(window, one.longitude, one.latitude))
    labels = tuple(one for one in plot.labels if one[0] in seen)
    outer = tuple(replace(one, name="", note="") if one in places else one for one in plot.places)
    return replace(
        plot,
        places=outer,
        labels=tuple(one for one in plot.labels if one[0] not in seen),
        inset=Inset("detail", replace(inner, places=places, labels=labels)),
        mark=geography.trace_frame(window, _STEPS),
    )


def _list_seen(plot: MapPlot, window: Extent) -> Iterator[str]:
    """A map, the window of its detail → the areas that it names whose middle lies in there."""
    shapes = {one.code: one for one in (*geography.read_shapes("50m"), *plot.regions)}
    for name, _ in plot.labels:
        if _holds(window, *geography.find_middle(shapes[plot.find_code(name)])):
            yield name


def _holds(window: Extent, east: float, north: float) -> bool:
    x, y = window.px(east, north)
    return 0 < x < window.width and 0 < y < window.height


def describe_inset(plot: MapPlot, labels: Mapping[str, str], language: str) -> str:
    """A map with an inset → the sentence that says so to those who can't see it, "" for none."""
    if plot.inset is None:
        return ""
    inner = plot.inset.plot
    names = [one.name for one in inner.places if one.name] + [label for _, label in inner.labels]
    said = [labels[f"words.{plot.inset.kind}"], labels["signs.comma"].join(names)]
    sentence = labels["signs.colon"].join(filter(None, said))
    return f"{capitalise(sentence, language)}{labels['signs.stop']}"
