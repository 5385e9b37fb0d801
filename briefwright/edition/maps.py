"""Maps of an edition: what is drawn, and the same in words."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from briefwright import geography
from briefwright.edition import charts, figures, map_circles, map_classes, map_views
from briefwright.edition.map_names import list_neighbours, translate_country
from briefwright.edition.map_plots import Distance, MapClass, MapPlot, Place
from briefwright.edition.nodes import ChartNode, DrawnNode
from briefwright.edition.plots import Plot, PlotSeries
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import text
from briefwright.facts import chart_data, dates
from briefwright.facts.chart_data import ChartData
from briefwright.model.dictionary import Map, MapPlace

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
    lines = list[str]()
    if numbers.names and block.show == "shades":
        method = _choose_method(block)
        said = "regions" if regions and method == "quantiles" else method
        lines.append(resolver.word(f"words.classes_{said}"))
    above = figures.write_above(resolver, at, block, block.map, "map")
    stated = [number.fact for number in counted if number]
    stated += figures.find_facts((above["caption"], above["description"]))
    plot = MapPlot(
        points,
        countries,
        (*named.items(), *others),
        _list_distances(resolver),
        list_neighbours(resolver.language) if block.neighbours else (),
        *shown,
        unit=resolver.show_words(f"{at}.columns.2.unit", block.columns[1].unit)
        if numbers.names and block.columns
        else "",
        direction=resolver.direction,
        regions=regions,
    )
    plot = map_views.mark_home(resolver, map_views.mark_boundaries(resolver, plot))
    if numbers.names and block.show == "circles":
        plot = map_circles.show_circles(resolver, plot, numbers)
    if any(counted):
        plot, numbers = map_circles.show_places(resolver, plot, counted)
    alt = figures.write_alt(resolver, at, block, _describe(resolver, plot))
    plot = _add_inset(resolver, plot, block, [place for _, place in places])
    lines.append(_note_boundaries(resolver, at, block, plot))
    if block.coordinates:
        lines.append(text(resolver.resolve(block.coordinates, f"{at}.coordinates", "short")))
    node = DrawnNode(
        kind="map",
        at=at,
        **above,
        drawing=figures.place_drawing(at),
        file=figures.name_file(at),
        plot=plot,
        alt=figures.extend_alt(
            alt, map_views.describe_inset(plot, resolver.labels, resolver.language)
        ),
        **figures.write_below(resolver, at, block, stated, lines),
    )
    if not numbers.names:
        return node
    return _add_table(
        resolver, node, numbers, numbers.names if any(counted) else tuple(named.values())
    )


def _add_inset(
    resolver: Resolver, plot: MapPlot, block: Map, places: Sequence[MapPlace]
) -> MapPlot:
    """A map → the same with the inset that its author wants, or with an overview if one is needed.

    Whether names have no room is known once it is drawn.
    """
    if block.enlarge:
        typed = zip(places, plot.places, strict=False)  # circles of countries come after them
        named = {place.name for one, place in typed if one.place.source in block.enlarge}
        return map_views.add_detail(plot, {*block.enlarge, *named})
    plot = map_views.add_overview(resolver, plot, block)
    may_enlarge = block.inset in ("auto", "detail") and not (plot.inset or plot.sizes)
    return replace(plot, may_enlarge=may_enlarge)


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


def _read_regions(resolver: Resolver, block: Map) -> tuple[geography.Shape, ...]:
    """A map → the regions in its file, which was checked."""
    if not block.regions:
        return ()
    data = resolver.briefing.files[block.regions]
    return geography.read_regions(data, block.region_names).regions


def _note_boundaries(resolver: Resolver, at: str, block: Map, plot: MapPlot) -> str:
    """What is said of the boundaries, by the author or in the labels, and whose shapes they are.

    That some are dashed is said in any case.
    """
    if block.boundary_note:
        own = text(resolver.resolve(block.boundary_note, f"{at}.boundary_note", "short"))
    else:
        own = resolver.word("words.boundary_note")
    drawn = (plot, plot.inset.plot) if plot.inset else (plot,)
    dashed = resolver.word("words.disputed") if any(one.disputed for one in drawn) else ""
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
    home = resolver.word("words.outlined", map_views.name_home(resolver, plot)) if plot.home else ""
    parts = filter(None, (named, shaded, *classes, home))
    return f"{resolver.word('charts.map')}{resolver.colon}{resolver.semicolon.join(parts)}"


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
