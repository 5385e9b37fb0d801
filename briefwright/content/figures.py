"""What the numbers, dates and files of figures must agree on; each rule is one function."""

import re
from collections.abc import Mapping

from briefwright import geography
from briefwright.content import (
    datafiles,
    map_values,
    series_roles,
    specifications,
    table_columns,
    totals,
)
from briefwright.content.reading import Context, report_nearest
from briefwright.document.chart_kinds import CHART_KINDS
from briefwright.facts import A_KIND, chart_data, dates, kind_of, name_unit
from briefwright.facts.chart_data import ChartData, WithData
from briefwright.model import addresses
from briefwright.model.dictionary import (
    Blocks,
    Chart,
    Column,
    DataTable,
    Fact,
    Map,
    Names,
    Table,
    Timeline,
)
from briefwright.problems import suggest

Facts = Mapping[str, Fact]

_MOST_PANELS, _MOST_REMARKS = 16, 12
_MOST_ROWS = 500  # of a table that is printed
_MOST_CELLS = 20  # that aren't numbers, each with its line
# Words for people, whom one axis may count together: soldiers beside staff officers.
_PEOPLE = re.compile(
    r"people|persons|men|women|children|girls|boys|adults|soldiers|troops|officers|personnel|staff"
    r"|peacekeepers|police|civilians|refugees|patients|residents|inhabitants|citizens|members"
    r"|participants|students|pupils|teachers|trainees|observers|experts|workers|volunteers"
    r"|employees|visitors|readers|person|officer|soldier|peacekeeper|member|человека?|людей"
    r"|военнослужащих|миротворцев|офицер(?:ов|а)|сотрудников|детей|женщин|мужчин|беженцев|студентов"
    r"|участников|жителей|граждан|адам"
)


def check(body: Blocks, facts: Facts, files: Mapping[str, bytes], context: Context) -> None:
    """All blocks of a briefing, its facts and files → faults where a figure says what can't be."""
    for at, block in addresses.walk(body):
        inside = context.move(at)
        match block:
            case Table():
                file = _read_file(block, inside)
                _check_columns(file, block.columns, inside)
                _check_length(file, inside)
                totals.check(block, facts, inside)
                table_columns.check_bars(block, file, facts, inside)
            case Chart():
                before = len(context.collector.problems)
                table_columns.refuse_table_keys(block, inside)
                file = _read_file(block, inside)
                _check_columns(file, block.columns, inside)
                _check_numbers(file, block.columns, inside)
                _check_specification(block, files, inside)
                _check_fact_kinds(block, facts, inside)
                if context.collector.faultless_since(before):
                    numbers = chart_data.read(block, facts, _files(block, file))
                    _check_drawable(block, numbers, facts, inside)
                    series_roles.check(block, numbers, inside)
                    _check_thresholds(block, inside)
                    _check_scales(block, numbers, facts, inside)
                    _check_annotations(block, numbers, inside)
            case Map():
                _check_countries(block, inside)
                table_columns.refuse_table_keys(block, inside)
                file = _read_file(block, inside)
                _check_columns(file, block.columns, inside)
                map_values.check_places(block, facts, inside)
                map_values.check_inset(block, file, inside)
                map_values.check(block, file, _read_names(block, files, inside), inside)
            case Timeline():
                _check_order(block, inside)
            case _:
                pass


# ----------------------------------------------------------------- data files


def _read_file(block: WithData, context: Context) -> DataTable | None:
    if not block.data:
        return None
    place = context.collector.places[f"{context.at}.data"]
    return datafiles.read_table(block.data, place, context, block.sheet, block.decimal)


def _files(block: Chart, file: DataTable | None) -> Mapping[str, DataTable]:
    return {chart_data.name_data(block.data, block.sheet, block.decimal): file} if file else {}


def _check_columns(file: DataTable | None, columns: tuple[Column, ...], context: Context) -> None:
    for n, column in enumerate(columns, 1):
        if file:
            place = context.collector.places[f"{context.at}.columns.{n}"]
            datafiles.find_column(file, chart_data.source_name(column), place, context)


def _check_length(file: DataTable | None, context: Context) -> None:
    if file and len(file.rows) > _MOST_ROWS:
        message = (
            f"“{file.name}” has {len(file.rows):,} rows, and a table of more than {_MOST_ROWS} is "
            "no reading; keep those that the briefing needs."
        )
        report_nearest(context, "C262", message, "data")


def _check_numbers(file: DataTable | None, columns: tuple[Column, ...], context: Context) -> None:
    """In the columns that are drawn stand numbers, or nothing."""
    if file is None:
        return
    problems = context.collector.problems
    before = len(problems)
    for row in range(len(file.rows)):
        for _, place in chart_data.find_columns(file, columns)[1:]:
            datafiles.read_number(file, row, place, context)
    problems[before:] = datafiles.take_first(problems[before:], _MOST_CELLS)


# ----------------------------------------------------------------- charts


def _check_specification(chart: Chart, files: Mapping[str, bytes], context: Context) -> None:
    """A specification of the author's own → faults where it is none, or has no numbers to print."""
    if chart.vega_lite not in files:
        return
    text = files[chart.vega_lite].decode("utf-8", "replace")
    found = specifications.check_specification(text) or chart_data.read_specification(text)
    if isinstance(found, str):
        report_nearest(context, "C269", found, "vega_lite")
    elif not found.series and not (chart.rows or chart.series or chart.data):
        message = (
            "This specification holds no numbers that a table could print; write `rows:`, "
            "`series:` or `data:` beside it, or put them into its `data.values`."
        )
        report_nearest(context, "C261", message, "vega_lite")


def _check_fact_kinds(chart: Chart, facts: Facts, context: Context) -> None:
    for key, wanted in (("rows", False), ("threshold", False), ("series", True)):
        for at, item in addresses.entries(context.at, key, getattr(chart, key)):
            fact = facts.get(item.fact)
            own = kind_of(fact) if fact else "number"
            if fact is None or own == ("series" if wanted else "number"):
                continue
            if own in ("number", "series"):
                message = f"“{item.fact}” is {'one number' if wanted else 'a series'}: "
                message += "write it under `rows:`." if wanted else "write it under `series:`."
            else:
                message = f"“{item.fact}” is {A_KIND[own]}, and a chart draws numbers."
            report_nearest(context.move(at), "C267", message, at)


def _check_drawable(chart: Chart, numbers: ChartData, facts: Facts, context: Context) -> None:
    """What a kind of chart can show: enough numbers, not too many, none that it can't draw."""
    values = list(numbers.values())
    given = next((key for key in ("rows", "series", "data") if getattr(chart, key)), "")
    if not given or not numbers.series:
        return
    kind = CHART_KINDS[chart.kind]
    if len(values) < 2:
        message = "A chart of one number shows nothing; write it in a text or as a key figure."
        report_nearest(context, "C261", message if values else "This chart has no numbers.", given)
    elif len(numbers.categories) > kind.most:
        message = (
            f"{len(numbers.categories)} categories are too many for this kind of chart, which "
            f"shows {kind.most} at the most; leave some out or write a table."
        )
        report_nearest(context, "C262", message, given)
    elif len(numbers.series) > (_MOST_PANELS if chart.panels else kind.most_series):
        may_part = kind.has_panels and not chart.panels
        hint = "write `panels: yes`, or leave some out" if may_part else "leave some out"
        message = f"{len(numbers.series)} series are too many to tell apart; {hint}."
        report_nearest(context, "C262", message, given)
    elif kind.stacking and (low := min(values)) < 0:
        other = "line" if chart.kind == "area" else "bar"
        message = f"{low} is below zero, and parts of a whole can't be; use `kind: {other}`."
        report_nearest(context, "C263", message, given)
    elif chart.percent and (low := min(values)) < 0:
        message = f"{low} is below zero, and no part of a whole is; leave `percent: yes` out."
        report_nearest(context, "C263", message, given)
    elif chart.kind == "share" and not any(values):
        report_nearest(
            context, "C263", "All parts of this whole are 0, so no share can be drawn.", given
        )
    elif not chart.own_scales:
        _check_units(chart, numbers, facts, context, given)


def _check_units(
    chart: Chart, numbers: ChartData, facts: Facts, context: Context, given: str
) -> None:
    """What stands on one axis counts one thing."""
    for part in chart_data.split_by_axis(chart, numbers):
        units = _list_units(chart, part, facts)
        if len(units) > 1:
            message = (
                f"These numbers count different things ({', '.join(units)}), and one axis measures "
                "one of them; draw a chart of each, or say what all of them count: `unit: people`."
            )
            report_nearest(context, "C266", message, given)


def _check_thresholds(chart: Chart, context: Context) -> None:
    if chart.threshold and (chart.panels or chart.kind not in ("column", "histogram", "line")):
        message = "`threshold:` is drawn across columns or lines: write `kind: column`."
        report_nearest(context, "C271", message, "threshold")


def _check_scales(chart: Chart, numbers: ChartData, facts: Facts, context: Context) -> None:
    """A logarithmic scale has no zero: bars have nowhere to begin, and no number may be 0.

    Only panels may have scales of their own.
    """
    across = (facts[item.fact].value for item in chart.threshold if item.fact in facts)
    values = [*numbers.values(), *filter(None, across)]
    if chart.log and chart.kind not in ("dot", "line"):
        message = "`log: yes` is for lines, since bars begin at zero: write `kind: line`."
        report_nearest(context, "C273", message, "log")
    elif chart.log and values and min(values) <= 0:
        message = f"{min(values)} isn't above zero, and a logarithmic scale is; leave `log:` out."
        report_nearest(context, "C273", message, "log")
    elif chart.own_scales and not (chart.panels and len(numbers.series) > 1):
        message = "`own_scales: yes` is for several panels: write `panels: yes`, or leave it out."
        report_nearest(context, "C273", message, "own_scales")
    elif chart.own_scales and min(values) < 0:
        message = (
            f"{min(values)} is below zero, and panels with scales of their own begin at zero; "
            "leave `own_scales:` out."
        )
        report_nearest(context, "C273", message, "own_scales")


def _check_annotations(chart: Chart, numbers: ChartData, context: Context) -> None:
    """Each remark is of a row that there is, and says something of it alone."""
    if len(chart.annotations) > _MOST_REMARKS:
        message = f"{len(chart.annotations)} remarks are too many for a chart; write a table."
        report_nearest(context, "C262", message, "annotations")
        return
    found = chart_data.find_annotated(chart, numbers).values()
    for n, (at, item) in enumerate(addresses.entries(context.at, "annotations", chart.annotations)):
        if item.label is None or item.text is None:
            message = "A remark begins with the name of its row: `2021: The border closes.`"
        elif list(found).count(n) != 1:
            message = f"This chart has no row “{item.label.source}” that is free for this remark."
        else:
            continue
        report_nearest(context.move(at), "C272", message, at)


def _list_units(chart: Chart, numbers: ChartData, facts: Facts) -> list[str]:
    """What the numbers of a chart count, each once; what the chart itself says is for all.

    Where one counts hundredths, a number without a unit counts something else.
    """
    if chart.unit:
        return [chart.unit.source]
    names = dict.fromkeys(
        number.fact for one in numbers.series for number in one.numbers if number.fact
    )
    names |= dict.fromkeys(item.fact for item in chart.threshold if names and item.fact in facts)
    units = {_name_unit(facts[name]).casefold(): _name_unit(facts[name]) for name in names}
    if len(units) > 1 and not any("%" in unit for unit in units):
        units.pop("", None)
    return [unit or "no unit" for unit in units.values()]


def _name_unit(fact: Fact) -> str:
    """A fact → its unit, in the plural form that is for most numbers; all people are people."""
    unit = name_unit(fact)
    last = unit.casefold().rpartition(" ")[2]
    return "people" if _PEOPLE.fullmatch(last) else unit


# ----------------------------------------------------------------- maps and timelines


def _read_names(block: Map, files: Mapping[str, bytes], context: Context) -> Names:
    """A map and the briefing's files → the names of the regions of its own, each fault reported."""
    if block.regions not in files:
        return ()
    found = geography.read_regions(files[block.regions], block.region_names)
    for fault in found.faults:
        report_nearest(context, "C276", fault, "regions")
    names = tuple(one.name for one in found.regions)
    for n, name in enumerate(block.shaded if names else (), 1):
        if name not in names:
            close = suggest(name, names) or f"; there is: {', '.join(names)}."
            report_nearest(context, "C277", f"There is no region “{name}”{close}", f"shaded.{n}")
    return names


def _check_countries(block: Map, context: Context) -> None:
    for n, name in enumerate(block.countries, 1):
        if geography.find_country(name) is None:
            close = suggest(name, geography.names()) or "."
            message = f"There is no country “{name}”{close}"
            report_nearest(context, "C268", message, f"countries.{n}")


def _check_order(timeline: Timeline, context: Context) -> None:
    """Events that end before an earlier one begins; a year may stand anywhere among its days.

    A Gantt chart has them in the order of what is done, and it alone has a line for today.
    """
    if timeline.show == "gantt":
        return
    if timeline.today:
        message = "Only a Gantt chart has a line for today; write `show: gantt` as well."
        report_nearest(context, "C271", message, "today")
    latest, before = None, ""
    for at, event in addresses.entries(context.at, "items", timeline.items):
        found = dates.period(event.date) or (dates.period(event.around) if event.around else None)
        if found is None:
            continue
        if latest is not None and found.end is not None and found.end <= latest:
            message = f"{event.date.text} stands after {before}, which is later; put it before."
            report_nearest(context.move(at), "C264", message, at)
        if latest is None or found.start > latest:
            latest, before = found.start, event.date.text
