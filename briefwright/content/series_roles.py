"""What a chart may say of its series: which are lines, or the middle, or stand out."""

from decimal import Decimal
from math import ceil

from briefwright.content.reading import Context, report_nearest
from briefwright.document.chart_kinds import CHART_KINDS
from briefwright.facts import chart_data, unit_counts
from briefwright.facts.chart_data import ChartData
from briefwright.model.dictionary import Chart

# A key → the only kind of chart that has it.
_ROLES = {
    "lines": "combo", "second_axis": "combo", "middle": "diverging",
    "icon": "pictogram", "each": "pictogram",
}  # fmt: skip
_MOST_ICONS = 25  # in a row
_MOST_WHOLES = 4  # of squares, side by side
_WITHOUT_PERCENT = {
    "combo": "column",
    "slope": "share",
}  # kind → what to write for it


def check(chart: Chart, numbers: ChartData, context: Context) -> None:
    """A chart and its numbers → faults where its kind needs or has no such series."""
    if chart.panels and not CHART_KINDS[chart.kind].has_panels:
        message = "This kind of chart has no panels: leave `panels:` out, or write `kind: bar`."
        report_nearest(context, "C274", message, "panels")
    for key, kind in _ROLES.items():
        if getattr(chart, key) != getattr(Chart, key) and chart.kind != kind:
            message = f"`{key}:` is for another kind of chart: write `kind: {kind}`."
            report_nearest(context, "C274", message, key)
    if chart.percent and (other := _WITHOUT_PERCENT.get(chart.kind)):
        message = f"This kind of chart shows no parts of a whole: write `kind: {other}`."
        report_nearest(context, "C274", message, "percent")
    _check_highlights(chart, numbers, context)
    if chart.kind == "area":
        _check_area(chart, numbers, context)
    if chart.kind == "slope" and len(numbers.series) < 2:
        message = "A slope runs from one number of a row to another: name two columns, or series."
        report_nearest(context, "C274", message, "kind")
    if chart.kind == "combo":
        _check_combo(chart, numbers, context)
    if chart.kind == "diverging":
        _check_diverging(chart, numbers, context)
    if chart.kind == "waffle" and len(numbers.series) > 1:
        _check_wholes(numbers, context)
    if chart.each is not None and chart.kind == "pictogram":
        _check_each(chart.each, numbers, context)


def _check_combo(chart: Chart, numbers: ChartData, context: Context) -> None:
    for n, name in enumerate(chart.lines, 1):
        _check_name(name, numbers, context, f"lines.{n}")
    lines = chart_data.find_highlighted(numbers.series_names, chart.lines)
    if not 0 < len(lines) < len(numbers.series):
        message = "Some series of a combo are lines, others columns; name the first: `lines: […]`."
        report_nearest(context, "C274", message, "lines" if chart.lines else "kind")
    if chart.second_axis and not (chart.unit or any(one.unit for one in chart.columns)):
        message = "Of two axes, the first says what it counts as well: `unit: loans`."
        report_nearest(context, "C274", message, "second_axis")


def _check_area(chart: Chart, numbers: ChartData, context: Context) -> None:
    """An area runs from one number to the next: it has two at the least, and no gap."""
    given = "series" if chart.series else "rows" if chart.rows else "data"
    if len(numbers.categories) < 2:
        message = "An area runs from one number to the next, and here is one; write `kind: column`."
        report_nearest(context, "C274", message, given)
    elif len(list(numbers.values())) < len(numbers.categories) * len(numbers.series):
        message = "A missing number looks like zero in an area; write `kind: line`, which has gaps."
        report_nearest(context, "C274", message, given)
    elif chart.percent and len(numbers.series) < 2:
        message = "Of one series each number is all of its row; leave `percent: yes` out."
        report_nearest(context, "C274", message, "percent")
    elif chart.percent and not all(numbers.add_rows()):
        message = "The numbers of a row are all 0, of which nothing is a part; leave it out."
        report_nearest(context, "C263", message, given)


def _check_diverging(chart: Chart, numbers: ChartData, context: Context) -> None:
    """As many series on either side; where their number is odd, the one in the middle is named."""
    if chart.middle:
        _check_name(chart.middle, numbers, context, "middle")
    count = len(numbers.series) - bool(chart.middle)
    if numbers.series and (count < 2 or count % 2):
        message = (
            f"{count} series can't stand on both sides of a line, as many on each; of an odd "
            "number, name the one in the middle: `middle: …`."
        )
        report_nearest(context, "C274", message, "middle" if chart.middle else "kind")


def _check_wholes(numbers: ChartData, context: Context) -> None:
    """Several wholes of a waffle chart: few enough, and in each there is something."""
    if len(numbers.categories) > _MOST_WHOLES:
        message = (
            f"{len(numbers.categories)} wholes are too many side by side, {_MOST_WHOLES} at the "
            "most; leave some out, or write `kind: share`."
        )
        report_nearest(context, "C262", message, "kind")
    rows = zip(*(one.numbers for one in numbers.series), strict=True)
    for name, row in zip(numbers.names, rows, strict=True):
        if not any(number.value for number in row):
            message = f"All parts of “{name}” are 0, so it has no squares; leave it out."
            report_nearest(context, "C263", message, "kind")


def _check_each(each: Decimal, numbers: ChartData, context: Context) -> None:
    """An icon stands for more than nothing, and no row has more icons than a reader counts."""
    most = max(numbers.values(), default=Decimal(0))
    if each <= 0:
        report_nearest(
            context, "C273", f"An icon can't stand for {each}: write `each: 100`.", "each"
        )
    elif most / each > _MOST_ICONS:
        least = unit_counts.find_each([most])
        message = (
            f"One icon for {each} makes {ceil(most / each)} icons in a row, {_MOST_ICONS} at the "
            f"most: write `each: {least}`."
        )
        report_nearest(context, "C273", message, "each")


def _check_name(name: str, numbers: ChartData, context: Context, key: str) -> None:
    if not chart_data.find_highlighted(numbers.series_names, (name,)):
        report_nearest(context, "C274", f"This chart has no series “{name}”.", key)


def _check_highlights(chart: Chart, numbers: ChartData, context: Context) -> None:
    """What is highlighted is a bar of one series, or a line among several."""
    several = len(numbers.series) > 1
    if chart.highlight and (chart.panels or not _can_highlight(chart, several=several)):
        message = (
            "`highlight:` names bars or columns of one series, or lines of several; "
            "leave it out here."
        )
        report_nearest(context, "C270", message, "highlight")
        return
    known = chart_data.list_parts(chart, numbers)
    for n, name in enumerate(chart.highlight, 1):
        if not chart_data.find_highlighted(known, (name,)):
            part = "line" if several and chart.kind == "line" else "row"
            message = f"This chart has no {part} “{name}”."
            report_nearest(context, "C270", message, f"highlight.{n}")


def _can_highlight(chart: Chart, *, several: bool) -> bool:
    kind = CHART_KINDS[chart.kind]
    return chart.kind in ("line", "slope") if several else kind.has_bars and not kind.stacking
