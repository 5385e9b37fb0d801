"""Maps of an edition: what is drawn, and the same in words."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from briefwright import geography
from briefwright.edition import charts, figures, map_circles, map_classes
from briefwright.edition.map_plots import Distance, MapClass, MapPlot, Place
from briefwright.edition.nodes import ChartNode, DrawnNode
from briefwright.edition.plots import Plot, PlotSeries
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import text
from briefwright.facts import chart_data, dates
from briefwright.facts.chart_data import ChartData
from briefwright.geography import Boundary
from briefwright.model.dictionary import Map, MapPlace

_REMARK = re.compile(r"\s*\(.*\)")  # Myanmar (Burma)
_ENGLISH = {"Dem. Rep. Congo": "DR Congo", "Congo": "Congo"}  # CLDR has Congo - Kinshasa
_WIDTH = 500.0  # px: at any width the same is seen
_DISTANCES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)  # km


def build_map(
    resolver: Resolver, at: str, block: Map, places: Sequence[tuple[str, MapPlace]]
) -> DrawnNode:
    """A map and the places that the reader sees → its node, with what is to be drawn."""
    points = tuple(_locate(resolver, place, one) for place, one in places)
    counted = map_circles.read_places(resolver, at, places)
    numbers = _read_numbers(resolver, block)
    regions = _read_regions(resolver, block)
    countries = numbers.names or block.countries or block.shaded
    named = {
        name: name if regions else translate_country(name, resolver.language) for name in countries
    }
    others = tuple((one.name, one.name) for one in regions if one.name not in named)
    shown = _sort_into_classes(resolver, block, numbers)
    disputed = _list_disputed(resolver, points, () if regions else countries, regions)
    lines = [_note_boundaries(resolver, at, block, disputed)]
    if numbers.names and block.show == "shades":
        method = _choose_method(block)
        said = "regions" if regions and method == "quantiles" else method
        lines.insert(0, resolver.word(f"words.classes_{said}"))
    if block.coordinates:
        lines.append(text(resolver.resolve(block.coordinates, f"{at}.coordinates", "short")))
    above = figures.write_above(resolver, at, block, block.map, "map")
    stated = [number.fact for number in counted if number]
    stated += figures.find_facts((above["caption"], above["description"]))
    plot = MapPlot(
        points,
        countries,
        (*named.items(), *others),
        _list_distances(resolver),
        _list_neighbours(resolver.language) if block.neighbours else (),
        *shown,
        unit=resolver.show_words(f"{at}.columns.2.unit", block.columns[1].unit)
        if numbers.names and block.columns
        else "",
        direction=resolver.direction,
        disputed=disputed,
        regions=regions,
    )
    plot = _mark_home(resolver, plot)
    if numbers.names and block.show == "circles":
        plot = map_circles.show_circles(resolver, plot, numbers)
    if any(counted):
        plot, numbers = map_circles.show_places(resolver, plot, counted)
    node = DrawnNode(
        kind="map",
        at=at,
        **above,
        drawing=figures.place_drawing(at),
        file=figures.name_file(at),
        plot=plot,
        alt=figures.write_alt(resolver, at, block, _describe(resolver, plot)),
        **figures.write_below(resolver, at, block, stated, lines),
    )
    if not numbers.names:
        return node
    return _add_table(
        resolver, node, numbers, numbers.names if any(counted) else tuple(named.values())
    )


# ----------------------------------------------------------------- numbers of countries


def _read_numbers(resolver: Resolver, block: Map) -> ChartData:
    file = chart_data.find_file(block, resolver.briefing.data)
    return chart_data.read_file(file, block.columns) if file else ChartData((), ())


def _choose_method(block: Map) -> map_classes.Method:
    return "breaks" if block.breaks else block.classes


def _sort_into_classes(
    resolver: Resolver, block: Map, data: ChartData
) -> tuple[tuple[MapClass, ...], MapClass | None]:
    """Numbers of countries → the classes, from the lowest, and the countries without a number."""
    values = data.series[0].numbers if data.series else ()
    pairs = list(zip(data.names, (number.value for number in values), strict=True))
    known = [(name, value) for name, value in pairs if value is not None]
    if not known:
        return (), None
    found = map_classes.classify(
        [value for _, value in known], _choose_method(block), map(Decimal, block.breaks)
    )
    groups = [
        [pair for pair, at in zip(known, found, strict=True) if at == one]
        for one in sorted(set(found))
    ]
    classes = tuple(
        MapClass(_show_range(resolver, [value for _, value in group]), tuple(n for n, _ in group))
        for group in groups
    )
    without = tuple(name for name, value in pairs if value is None)
    return classes, MapClass(resolver.word("words.no_data"), without) if without else None


def _show_range(resolver: Resolver, values: Collection[Decimal]) -> str:
    """The numbers of a class → the least and the largest of them."""
    ends = dict.fromkeys((resolver.show_number(min(values)), resolver.show_number(max(values))))
    return "\u00a0–\u00a0".join(ends)


def _add_table(
    resolver: Resolver, node: DrawnNode, data: ChartData, names: tuple[str, ...]
) -> ChartNode:
    """A map of numbers → the same with its numbers as a table, for all who can't see shades."""
    (one,) = data.series
    head = (
        one.name
        if isinstance(one.name, str)
        else text(resolver.resolve(one.name, f"{node.at}.columns.2.column", "short"))
    )
    values = tuple(number.value for number in one.numbers)
    shown = tuple(charts.print_number(resolver, number) for number in one.numbers)
    table = Plot("bar", names, (PlotSeries(head, values, shown),))
    rows = charts.print_rows(node.at, table)
    return ChartNode(
        at=node.at,
        caption=node.caption,
        description=node.description,
        drawing=node.drawing,
        file=node.file,
        plot=node.plot,
        alt=node.alt,
        native="",
        plain=(),
        heads=charts.print_heads(node.at, table),
        rows=rows,
        long=len(rows) > charts.LONG,
        note=node.note,
        derived=node.derived,
        source=node.source,
    )


@lru_cache(maxsize=16)
def _list_neighbours(language: str) -> tuple[tuple[str, str], ...]:
    """A language → every country that a map may name unasked, with its name by CLDR."""
    territories = dates.locale_of(language).territories
    found = [
        (one.name, str(territories.get(geography.find_letters(one.name), one.name)))
        for one in geography.list_undisputed()
    ]
    own = _ENGLISH if language.partition("-")[0] == "en" else {}
    return tuple((name, own.get(name, _REMARK.sub("", label))) for name, label in found)


def _list_distances(resolver: Resolver) -> tuple[Distance, ...]:
    """The lengths that a scale bar may have, as the edition's language prints them, by CLDR."""
    from babel.units import format_unit

    locale = dates.locale_of(resolver.language)
    return tuple(
        Distance(km, dates.localise_digits(shown, resolver.labels))
        for km in _DISTANCES
        if (shown := format_unit(km, "length-kilometer", "short", locale=locale))
    )


def _locate(resolver: Resolver, at: str, place: MapPlace) -> Place:
    note = text(resolver.resolve(place.note, f"{at}.note", "short")) if place.note else ""
    name = text(resolver.resolve(place.place, f"{at}.place", "short"))
    return Place(name, place.position.longitude, place.position.latitude, note)


def translate_country(country: str, language: str) -> str:
    """A country as the author calls it → its name in a language, by CLDR; as typed in its own."""
    if language.partition("-")[0] == "en":
        return country
    return str(dates.locale_of(language).territories.get(geography.find_letters(country), country))


def _read_regions(resolver: Resolver, block: Map) -> tuple[geography.Shape, ...]:
    """A map → the regions in its file, which was checked."""
    if not block.regions:
        return ()
    data = resolver.briefing.files[block.regions]
    return geography.read_regions(data, block.region_names).regions


def _list_disputed(
    resolver: Resolver,
    places: Sequence[Place],
    countries: Iterable[str],
    regions: tuple[geography.Shape, ...],
) -> tuple[Boundary, ...]:
    """What a map shows → the boundaries of the audience's table that are seen on it."""
    codes = (found.code for name in countries if (found := geography.find_country(name)))
    spots = tuple((place.longitude, place.latitude) for place in places)
    window, detail = geography.find_window(spots, frozenset(codes), _WIDTH, regions)
    return tuple(
        one
        for one in resolver.audience.theme.boundaries
        if geography.show_boundary(one, window, detail)
    )


def _note_boundaries(
    resolver: Resolver, at: str, block: Map, disputed: Collection[Boundary]
) -> str:
    """What is said of the boundaries, by the author or in the labels, and whose shapes they are.

    That some are dashed is said in any case.
    """
    if block.boundary_note:
        own = text(resolver.resolve(block.boundary_note, f"{at}.boundary_note", "short"))
    else:
        own = resolver.word("words.boundary_note")
    dashed = resolver.word("words.disputed") if disputed else ""
    return " ".join(filter(None, (own, dashed, resolver.word("words.shapes"))))


def _describe(resolver: Resolver, plot: MapPlot) -> str:
    """What a map shows → the sentence for those who can't see it."""
    sizes = plot.sizes if plot.counted else [None] * len(plot.places)
    named = resolver.semicolon.join(
        _describe_place(resolver, place)
        if size is None
        else f"{place.name}{resolver.colon}{place.note}"
        for place, size in zip(plot.places, sizes, strict=True)
    )
    labels = dict(plot.labels)
    listed = resolver.comma.join(labels[name] for name in plot.countries)
    shaded = resolver.word("words.shaded", listed) if listed and plot.is_shaded else ""
    classes = [
        f"{one.label}{resolver.colon}{resolver.comma.join(labels[name] for name in one.countries)}"
        for one in (*plot.classes, plot.missing)
        if one
    ]
    home = resolver.word("words.outlined", _name_home(resolver, plot)) if plot.home else ""
    parts = filter(None, (named, shaded, *classes, home))
    return f"{resolver.word('charts.map')}{resolver.colon}{resolver.semicolon.join(parts)}"


def _mark_home(resolver: Resolver, plot: MapPlot) -> MapPlot:
    """A map → the same, the organisation's country outlined where it is seen there, and named.

    On a map of regions it has its name only as a neighbour.
    """
    home = geography.find_country(resolver.briefing.metadata.home or resolver.audience.house.home)
    if not home or not geography.is_shown(home.code, *_find_window(plot)):
        return plot
    marked = replace(plot, home=home.name)
    if plot.regions or home.code in map(plot.find_code, plot.countries):
        return marked
    return replace(marked, labels=(*plot.labels, (home.name, _name_home(resolver, marked))))


def _name_home(resolver: Resolver, plot: MapPlot) -> str:
    """A map with a home country → its name there: that of a country which the map names already."""
    known = [label for name, label in plot.labels if plot.find_code(name) == plot.home_code]
    called = dict(_list_neighbours(resolver.language)).get(plot.home, "")
    return next(filter(None, (*known, called)), translate_country(plot.home, resolver.language))


def _find_window(plot: MapPlot) -> tuple[geography.Extent, geography.Detail]:
    """A map → what of the world it shows, whatever its width, and how fine its outlines are."""
    codes = frozenset() if plot.regions else frozenset(map(plot.find_code, plot.countries))
    return geography.find_window(plot.positions, codes, _WIDTH, plot.regions)


def _describe_place(resolver: Resolver, place: Place) -> str:
    """A place → its name, what is said of it, its degrees north and east."""
    north = _word_degrees(resolver, place.latitude, "north", "south")
    east = _word_degrees(resolver, place.longitude, "east", "west")
    said = (place.note, f"{north}{resolver.comma}{east}")
    return f"{place.name} ({resolver.semicolon.join(filter(None, said))})"


def _word_degrees(resolver: Resolver, degrees: float, above: str, below: str) -> str:
    """Degrees and what both sides of 0 are called → the degrees as the language prints them."""
    shown = resolver.show_number(Decimal(str(abs(degrees))))
    return resolver.word(f"words.{below if degrees < 0 else above}", shown)
