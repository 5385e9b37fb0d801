"""Charts: whether a reader can see where they are from, and see all that they show."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from briefwright.editorial.documents import has_sources
from briefwright.editorial.passages import Copy
from briefwright.editorial.suggestions import Suggestion, flag_at
from briefwright.facts import chart_data, unit_counts
from briefwright.facts.chart_data import ChartData
from briefwright.model import addresses
from briefwright.model.dictionary import Chart, Map

_LEAST = 150  # times smaller than the greatest: of 120 mm less than 1, which is hardly seen

_SHOWS_ALL = ("share", "dot", "slope")  # by names, keys or places, however small a number is
_LEAST_AREA = 100  # times smaller than the greatest: circles have a tenth of its width at least


def find_unsourced(copy: Copy) -> Iterator[Suggestion]:
    """A chart that names no source, nor do its facts, where readers expect one."""
    for at, chart in _list_charts(copy) if has_sources(copy.briefing.metadata.kind) else ():
        facts = (copy.briefing.facts.get(item.fact) for item in (*chart.rows, *chart.series))
        if not chart.source and not any(fact and fact.source for fact in facts):
            message = "Nothing says where the numbers of this chart are from."
            yield flag_at(f"{at}.chart", 0, chart.chart.source, message, "Give it its `source:`.")


def find_vanishing(copy: Copy) -> Iterator[Suggestion]:
    """A chart in which a number is so much smaller than another that nobody sees its bar."""
    for at, chart in _list_charts(copy):
        if chart.kind in _SHOWS_ALL or chart.log or (chart.percent and chart.kind != "area"):
            continue
        found = chart_data.read(chart, copy.briefing.facts, copy.briefing.data)
        if chart.kind == "waffle":
            yield from _find_squareless(at, chart, found)
            continue
        for values in _group_by_scale(chart, found):
            sizes = sorted(abs(value) for value in values if value)
            if sizes and sizes[0] * _LEAST < sizes[-1]:
                message = f"In this chart {sizes[0]} can't be seen beside {sizes[-1]}."
                proposal = _propose_scale(chart)
                yield flag_at(f"{at}.chart", 0, chart.chart.source, message, proposal)
                break
    for at, block in addresses.walk(copy.briefing.body):
        if isinstance(block, Map):
            yield from _find_small_circles(copy, at, block)


def _find_squareless(at: str, chart: Chart, data: ChartData) -> Iterator[Suggestion]:
    """A waffle chart → the first part of a whole that is so small that it has no square."""
    values = [[number.value for number in one.numbers] for one in data.series]
    wholes = values if len(values) == 1 else list(zip(*values, strict=True))
    counted = zip(wholes, unit_counts.count_squares(values), strict=True)
    pairs = (pair for whole, squares in counted for pair in zip(whole, squares, strict=True))
    small = next((value for value, squares in pairs if value and not squares), None)
    if small is not None:
        message = f"{small} is so small a part of its whole that it has no square."
        proposal = "Leave it out and say it in a text, or write `kind: share`."
        yield flag_at(f"{at}.chart", 0, chart.chart.source, message, proposal)


def _find_small_circles(copy: Copy, at: str, block: Map) -> Iterator[Suggestion]:
    """A map with circles → the one of a number that is too small for a circle of its area."""
    file = chart_data.find_file(block, copy.briefing.data) if block.show == "circles" else None
    found = list(chart_data.read_file(file, block.columns).values()) if file else []
    facts = (copy.briefing.facts.get(place.fact) for place in block.places)
    found += (fact.value for fact in facts if fact and fact.value is not None)
    sizes = sorted(value for value in found if value > 0)
    if sizes and sizes[0] * _LEAST_AREA < sizes[-1]:
        message = f"The circle of {sizes[0]} is drawn larger than it is beside that of {sizes[-1]}."
        proposal = "Show the numbers in shades, or leave one of the two out and say it in a text."
        yield flag_at(f"{at}.map", 0, block.map.source, message, proposal)


def _group_by_scale(chart: Chart, data: ChartData) -> Sequence[Sequence[Decimal | None]]:
    """A chart's numbers → those that stand on one scale, and so beside one another."""
    if chart.kind == "area":  # one that is small at times is seen where it is large
        widest = (
            max((n.value or Decimal(0) for n in one.numbers), default=None) for one in data.series
        )
        return [[*widest, max(data.add_rows(), default=None)]]
    if chart.own_scales:
        return [[number.value for number in one.numbers] for one in data.series]
    return [list(part.values()) for part in chart_data.split_by_axis(chart, data)]


def _propose_scale(chart: Chart) -> str:
    if chart.kind == "line":
        return "Write `log: yes` for a logarithmic scale, or write a table."
    if chart.panels and not chart.own_scales:
        return "Write `own_scales: yes` for a scale of each panel's own, or write a table."
    return "Leave one of the two out and say it in a text, or write a table."


def _list_charts(copy: Copy) -> Iterator[tuple[str, Chart]]:
    for at, block in addresses.walk(copy.briefing.body):
        if isinstance(block, Chart):
            yield at, block
