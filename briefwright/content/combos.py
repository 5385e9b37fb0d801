"""What a chart of columns and lines must say, and which kinds of charts have no panels."""

from briefwright.content.reading import Context, report_nearest
from briefwright.document.chart_kinds import CHART_KINDS
from briefwright.facts import chart_data
from briefwright.facts.chart_data import ChartData
from briefwright.model.dictionary import Chart


def check(chart: Chart, numbers: ChartData, context: Context) -> None:
    """A chart and its numbers → faults where a combo doesn't say it, or no combo does."""
    if chart.panels and not CHART_KINDS[chart.kind].has_panels:
        message = "This kind of chart has no panels: leave `panels:` out, or write `kind: bar`."
        report_nearest(context, "C274", message, "panels")
    if chart.kind != "combo":
        for key in ("lines", "second_axis"):
            if getattr(chart, key):
                message = f"`{key}:` is for columns and lines in one chart: write `kind: combo`."
                report_nearest(context, "C274", message, key)
        return
    for n, name in enumerate(chart.lines, 1):
        if not chart_data.find_highlighted(numbers.series_names, (name,)):
            report_nearest(context, "C274", f"This chart has no series “{name}”.", f"lines.{n}")
    lines = chart_data.find_highlighted(numbers.series_names, chart.lines)
    if not 0 < len(lines) < len(numbers.series):
        message = "Some series of a combo are lines, others columns; name the first: `lines: […]`."
        report_nearest(context, "C274", message, "lines" if chart.lines else "kind")
    if chart.percent:
        message = "A combo shows no parts of a whole: write `kind: column`."
        report_nearest(context, "C274", message, "percent")
    if chart.second_axis and not (chart.unit or any(one.unit for one in chart.columns)):
        message = "Of two axes, the first says what it counts as well: `unit: loans`."
        report_nearest(context, "C274", message, "second_axis")
