"""Numbers of places, countries or regions → the circles of a map, and those of its legend."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from briefwright import geography
from briefwright.edition import charts
from briefwright.edition.map_plots import MapPlot, Place
from briefwright.edition.resolution import Resolver
from briefwright.facts import is_percent, name_unit
from briefwright.facts.chart_data import ChartData, Number, Series
from briefwright.model.dictionary import MapPlace

_STEPS = (Decimal(5), Decimal(2), Decimal(1))  # times a power of ten: numbers that are round
_SMALLER = 5  # a circle of the legend is of a number at least so many times smaller than the last
_KEYS = 3  # circles in a legend, at most


def read_places(
    resolver: Resolver, at: str, places: Sequence[tuple[str, MapPlace]]
) -> tuple[Number | None, ...]:
    """The places of the map at an address → the number of each that has one: a fact, used there."""
    facts = [resolver.use_fact(one.fact, at) if one.fact else None for _, one in places]
    return tuple(Number(fact.value, fact.name) if fact else None for fact in facts)


def show_places(
    resolver: Resolver, plot: MapPlot, numbers: Sequence[Number | None]
) -> tuple[MapPlot, ChartData]:
    """A map and the number of each of its places, or None → the same with circles; the numbers.

    A place whose number is zero keeps its dot.
    """
    known = [(place.name, one) for place, one in zip(plot.places, numbers, strict=True) if one]
    if not known:
        return plot, ChartData((), ())
    names, found = zip(*known, strict=True)
    fact = resolver.briefing.facts[found[0].fact]
    unit = "" if is_percent(fact) else name_unit(fact)  # its sign stands at each number
    sizes = tuple(one.value or None if one else None for one in numbers)
    places = tuple(
        replace(place, note=resolver.comma.join(filter(None, (_print(resolver, one), place.note))))
        for place, one in zip(plot.places, numbers, strict=True)
    )
    keys = tuple(
        (key, _print(resolver, replace(found[0], value=key)))
        for key in list_keys(tuple(filter(None, sizes)))
    )
    shown = replace(plot, places=places, sizes=sizes, size_keys=keys, unit=unit)
    return shown, ChartData(names, (Series(unit, found),), names)


def _print(resolver: Resolver, number: Number | None) -> str:
    return charts.print_number(resolver, number) if number else ""


def show_circles(resolver: Resolver, plot: MapPlot, data: ChartData) -> MapPlot:
    """A map in shades and its numbers → the same with circles, in the middles of its areas.

    A zero has no circle.
    """
    shapes = {shape.code: shape for shape in plot.regions or geography.read_shapes("50m")}
    labels = dict(plot.labels)
    numbers = zip(data.names, (number.value for number in data.series[0].numbers), strict=True)
    known = [(name, value) for name, value in numbers if value]
    circles = (
        Place(
            labels[name],
            *geography.find_middle(shapes[plot.find_code(name)]),
            resolver.show_number(value),
        )
        for name, value in known
    )
    values = tuple(value for _, value in known)
    return replace(
        plot,
        places=(*plot.places, *circles),
        classes=(),
        sizes=(*[None] * len(plot.places), *values),
        size_keys=tuple((key, resolver.show_number(key)) for key in list_keys(values)),
        counted=True,
    )


def list_keys(values: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """The numbers of circles → up to three round ones for a legend, the largest first."""
    keys = list[Decimal]()
    for exponent in range(max(values).adjusted(), min(values).adjusted() - 1, -1):
        for step in _STEPS:
            value = step.scaleb(exponent)
            is_new = not keys or value * _SMALLER <= keys[-1]
            if min(values) <= value <= max(values) and is_new and len(keys) < _KEYS:
                keys.append(value)
    return tuple(keys) or (max(values),)
