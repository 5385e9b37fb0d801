"""What the numbers, dates and files of figures must agree on; each rule is one function."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from briefwright.content import datafiles, geography, specifications
from briefwright.content.reading import Context
from briefwright.facts import A_KIND, chart_data, dates, is_derived, kind_of
from briefwright.facts.chart_data import ChartData
from briefwright.model import addresses
from briefwright.model.dictionary import (
    ALL_COLUMNS,
    Blocks,
    Brace,
    Chart,
    Column,
    DataTable,
    Fact,
    Map,
    Names,
    Row,
    Str,
    Table,
    Text,
    Timeline,
)
from briefwright.problems import suggest

Facts = Mapping[str, Fact]

# How many categories a reader can take in, by kind of chart.
_MOST: Mapping[str, int] = {"bar": 40, "stacked_bar": 40, "column": 16, "line": 60, "share": 8}
_MOST_SERIES, _MOST_PANELS = 6, 16
_MOST_ROWS = 500  # of a table that is printed
_PARTS_OF_A_WHOLE = frozenset({"share", "stacked_bar"})
_TYPED = re.compile(r"[−-]?\d{1,3}(?:[, \u00a0]\d{3})*(?:\.\d+)?|[−-]?\d+(?:\.\d+)?")


def check(body: Blocks, facts: Facts, files: Mapping[str, bytes], context: Context) -> None:
    """All blocks of a briefing, its facts and files → faults where a figure says what can't be."""
    for at, block in addresses.walk(body):
        inside = context.move(at)
        match block:
            case Table():
                file = _read_file(block.data, inside)
                _check_columns(file, block.columns, inside)
                _check_length(file, inside)
                _check_totals(block, facts, inside)
            case Chart():
                before = len(context.collector.problems)
                file = _read_file(block.data, inside)
                _check_columns(file, block.columns, inside)
                _check_numbers(file, block.columns, inside)
                _check_specification(block, files, inside)
                _check_fact_kinds(block, facts, inside)
                if context.collector.faultless_since(before):
                    numbers = chart_data.read(block, facts, _files(file))
                    _check_drawable(block, numbers, facts, inside)
            case Map():
                _check_countries(block, inside)
            case Timeline():
                _check_order(block, inside)
            case _:
                pass


def _report(context: Context, code: str, message: str, *below: str) -> None:
    """A fault at the nearest place that is known: of a key or an item, or of the block."""
    places = context.collector.places
    spots = (*(f"{context.at}.{one}" for one in below), *below, context.at)
    context.report(code, message, next(places[spot] for spot in spots if spot in places))


# ----------------------------------------------------------------- data files


def _read_file(name: str, context: Context) -> DataTable | None:
    if not name:
        return None
    return datafiles.read_table(name, context.collector.places[f"{context.at}.data"], context)


def _files(file: DataTable | None) -> Mapping[str, DataTable]:
    return {file.name: file} if file else {}


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
        _report(context, "C262", message, "data")


def _check_numbers(file: DataTable | None, columns: tuple[Column, ...], context: Context) -> None:
    """In the columns that are drawn stand numbers, or nothing."""
    for _, place in chart_data.find_columns(file, columns)[1:] if file else ():
        for row in range(len(file.rows) if file else 0):
            before = len(context.collector.problems)
            if file:
                datafiles.read_number(file, row, place, context)
            if not context.collector.faultless_since(before):
                break  # the others of this column have the same cause


# ----------------------------------------------------------------- charts


def _check_specification(chart: Chart, files: Mapping[str, bytes], context: Context) -> None:
    """A specification of the author's own → faults where it is none, or has no numbers to print."""
    if chart.vega_lite not in files:
        return
    text = files[chart.vega_lite].decode("utf-8", "replace")
    found = specifications.check_specification(text) or chart_data.read_specification(text)
    if isinstance(found, str):
        _report(context, "C269", found, "vega_lite")
    elif not found.series and not (chart.rows or chart.series or chart.data):
        message = (
            "This specification holds no numbers that a table could print; write `rows:`, "
            "`series:` or `data:` beside it, or put them into its `data.values`."
        )
        _report(context, "C261", message, "vega_lite")


def _check_fact_kinds(chart: Chart, facts: Facts, context: Context) -> None:
    for key, wanted in (("rows", False), ("series", True)):
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
            _report(context.move(at), "C267", message, at)


def _check_drawable(chart: Chart, numbers: ChartData, facts: Facts, context: Context) -> None:
    """What a kind of chart can show: enough numbers, not too many, none that it can't draw."""
    values = list(numbers.values())
    given = next((key for key in ("rows", "series", "data") if getattr(chart, key)), "")
    if not given or not numbers.series:
        return
    most = _MOST[chart.kind]
    if len(values) < 2:
        message = "A chart of one number shows nothing; write it in a text or as a key figure."
        _report(context, "C261", message if values else "This chart has no numbers.", given)
    elif len(numbers.categories) > most:
        message = (
            f"{len(numbers.categories)} categories are too many for this kind of chart, which "
            f"shows {most} at the most; leave some out or write a table."
        )
        _report(context, "C262", message, given)
    elif len(numbers.series) > (_MOST_PANELS if chart.panels else _MOST_SERIES):
        hint = "leave some out" if chart.panels else "write `panels: yes`, or leave some out"
        message = f"{len(numbers.series)} series are too many to tell apart; {hint}."
        _report(context, "C262", message, given)
    elif chart.kind in _PARTS_OF_A_WHOLE and (low := min(values)) < 0:
        message = f"{low} is below zero, and parts of a whole can't be; use `kind: bar`."
        _report(context, "C263", message, given)
    elif chart.kind == "share" and not any(values):
        _report(context, "C263", "All parts of this whole are 0, so no share can be drawn.", given)
    elif len(units := _list_units(chart, numbers, facts)) > 1:
        message = (
            f"These numbers count different things ({', '.join(units)}), and one axis measures one "
            "of them; draw a chart of each, or say what all of them count: `unit: people`."
        )
        _report(context, "C266", message, given)


def _list_units(chart: Chart, numbers: ChartData, facts: Facts) -> list[str]:
    """What the numbers of a chart count, each once; what the chart itself says is for all.

    Where one counts hundredths, a number without a unit counts something else.
    """
    if chart.unit:
        return [chart.unit]
    names = dict.fromkeys(
        number.fact for one in numbers.series for number in one.numbers if number.fact
    )
    units = {_name_unit(facts[name]).casefold(): _name_unit(facts[name]) for name in names}
    if len(units) > 1 and not any("%" in unit for unit in units):
        units.pop("", None)
    return [unit or "no unit" for unit in units.values()]


def _name_unit(fact: Fact) -> str:
    """A fact → its unit, in the plural form that is for most numbers."""
    return fact.unit.get("other") or next(iter(fact.unit.values()), "")


# ----------------------------------------------------------------- maps and timelines


def _check_countries(block: Map, context: Context) -> None:
    for n, name in enumerate(block.countries, 1):
        if geography.find_country(name) is None:
            close = suggest(name, geography.names()) or "."
            message = f"There is no country “{name}”{close}"
            _report(context, "C268", message, f"countries.{n}")


def _check_order(timeline: Timeline, context: Context) -> None:
    """Events that end before an earlier one begins; a year may stand anywhere among its days."""
    latest, before = None, ""
    for at, event in addresses.entries(context.at, "items", timeline.items):
        found = dates.span(event.date) or (dates.span(event.around) if event.around else None)
        if found is None:
            continue
        first, last = found
        if latest is not None and last is not None and last < latest:
            message = f"{event.date.text} stands after {before}, which is later; put it before."
            _report(context.move(at), "C264", message, at)
        if latest is None or first > latest:
            latest, before = first, event.date.text


# ----------------------------------------------------------------- totals


def _check_totals(table: Table, facts: Facts, context: Context) -> None:
    """A row that is a total → a fault for each of its numbers that isn't the sum of those above.

    It adds up the columns that it names, or all where it says `yes`.
    """
    above: list[tuple[Decimal | None, ...]] = []
    heads = [column.column.source for column in table.columns]
    for at, row in addresses.entries(context.at, "rows", table.rows):
        if row.fact:
            fact = facts.get(row.fact)
            numbers: tuple[Decimal | None, ...] = (None, fact.value if fact else None)
        else:
            numbers = tuple(_read_number(cell, facts) for cell in row.cells)
        if not row.total:
            above.append(numbers)
            continue
        added = _find_added(row.total, heads, context.move(at))
        left_out = [n for n in range(len(numbers)) if added is not None and n not in added]
        for n, message in _find_wrong_sums(numbers, above):
            if n - 1 not in left_out:
                _report(context.move(at), "C265", message, f"{at}.{n}", at)
        for n in left_out[1:] if left_out[:1] == [0] else left_out:
            _check_rate(row, n, facts, context.move(at))


def _find_added(total: Names, heads: list[str], context: Context) -> frozenset[int] | None:
    """The columns that a total names → their places from 0; nothing where it adds up all."""
    if total == ALL_COLUMNS:
        return None
    places = {head.casefold(): n for n, head in enumerate(heads)}
    for n, name in enumerate(total, 1):
        if name.casefold() not in places:
            message = f"The table has no column “{name}”{suggest(name, heads) or '.'}"
            _report(context, "C246", message, f"{context.at}.total.{n}", context.at)
    return frozenset(places[name.casefold()] for name in total if name.casefold() in places)


def _check_rate(row: Row, n: int, facts: Facts, context: Context) -> None:
    """A number that a total doesn't add up → a fault where nothing works it out."""
    cell = row.cells[n] if n < len(row.cells) else None
    if cell is None or _read_number(cell, facts) is None:
        return
    match cell.content:
        case (Brace(name=name),) if is_derived(facts[name]):
            return
    message = (
        f"“{cell.source}” is neither added up nor worked out. Name its column in `total:`, or "
        "write a fact with a formula, such as `rate: {share: [deaths, cases]}`."
    )
    _report(context, "C265", message, f"{context.at}.{n + 1}", context.at)


def _find_wrong_sums(
    total: tuple[Decimal | None, ...], above: list[tuple[Decimal | None, ...]]
) -> Iterator[tuple[int, str]]:
    for n, said in enumerate(total):
        parts = [row[n] for row in above if len(row) > n]
        numbers = [part for part in parts if part is not None]
        if said is None or not numbers or len(numbers) != len(parts):
            continue
        if sum(numbers) != said:
            sums = " + ".join(f"{one:f}" for one in numbers)
            yield (
                n + 1,
                f"This total says {said:f}, and the rows above it add up to {sums} = "
                f"{sum(numbers):f}. A rate isn't added up: name the columns that are, "
                "`total: [first, second]`.",
            )


def _read_number(cell: Text, facts: Facts) -> Decimal | None:
    """A cell → its number, if a number or a fact is all that stands in it."""
    match cell.content:
        case (Brace(name=name, form="" | "value"),) if name in facts:
            return facts[name].value
        case (Str(text=words),) if _TYPED.fullmatch(words.strip()):
            return Decimal(re.sub(r"[, \u00a0]", "", words.strip()).replace("−", "-"))
        case _:
            return None
