"""Charts: whether a reader can see where they are from, and see all that they show."""

from collections.abc import Iterator

from briefwright.editorial.documents import has_sources
from briefwright.editorial.passages import Copy
from briefwright.editorial.suggestions import Suggestion, flag_at
from briefwright.facts import chart_data
from briefwright.model import addresses
from briefwright.model.dictionary import Chart

_LEAST = 150  # times smaller than the greatest: of 120 mm less than 1, which is hardly seen


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
        if chart.kind == "share" or chart.percent or chart.log:
            continue
        found = chart_data.read(chart, copy.briefing.facts, copy.briefing.data)
        sizes = sorted(abs(value) for value in found.values() if value)
        if sizes and sizes[0] * _LEAST < sizes[-1]:
            message = f"In this chart {sizes[0]} can't be seen beside {sizes[-1]}."
            proposal = "Leave one of the two out and say it in a text, or write a table."
            if chart.kind == "line":
                proposal = "Write `log: yes` for a logarithmic scale, or write a table."
            yield flag_at(f"{at}.chart", 0, chart.chart.source, message, proposal)


def _list_charts(copy: Copy) -> Iterator[tuple[str, Chart]]:
    for at, block in addresses.walk(copy.briefing.body):
        if isinstance(block, Chart):
            yield at, block
