"""Numbers of countries or regions → the circles of a map, and those of its legend."""

from dataclasses import replace
from decimal import Decimal

from briefwright import geography
from briefwright.edition.plots import MapPlot, Place
from briefwright.edition.resolution import Resolver
from briefwright.facts.chart_data import ChartData

_STEPS = (Decimal(5), Decimal(2), Decimal(1))  # times a power of ten: numbers that are round
_SMALLER = 5  # a circle of the legend is of a number at least so many times smaller than the last
_KEYS = 3  # circles in a legend, at most


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
