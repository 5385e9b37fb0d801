"""A chart as written, with the facts or the file that it draws on → its numbers in rows.

The content is checked by these numbers, and an edition words and prints the same ones.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from briefwright.facts import dates, unit_counts, units
from briefwright.model.dictionary import (
    Chart,
    Column,
    DataTable,
    Fact,
    Item,
    Map,
    Names,
    Table,
    Text,
)

Facts = Mapping[str, Fact]
WithData = Chart | Map | Table  # what may print a data file
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")  # a year alone is a number, and printed as it is
Label = Text | str  # with markup, or plain words of a data file


@dataclass(frozen=True)
class Number:
    """One number of a chart: None for a gap; the fact that it is, if it is one.

    `of_whole` says that it was worked out: how many per cent the fact is of a whole.
    """

    value: Decimal | None
    fact: str = ""
    of_whole: bool = False


@dataclass(frozen=True)
class Series:
    """One series: what it is called, and a number for each category."""

    name: Label
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class ChartData:
    """The numbers of one chart: every series has one for each category, in the same order.

    `names` are what an author calls each category, in whatever language it is printed, and
    `series_names` each series: by its fact, or as the data file does.
    """

    categories: tuple[Label, ...]
    series: tuple[Series, ...]
    names: Names = ()
    series_names: Names = ()

    def values(self) -> Iterator[Decimal]:
        """Every number that is there."""
        for one in self.series:
            yield from (number.value for number in one.numbers if number.value is not None)

    def add_rows(self) -> list[Decimal]:
        """The sum of each category."""
        rows = zip(*(one.numbers for one in self.series), strict=True)
        return [sum((number.value or Decimal(0) for number in row), Decimal(0)) for row in rows]


def read(chart: Chart, facts: Facts, files: Mapping[str, DataTable]) -> ChartData:
    """A chart, the facts and the data files of its briefing → its numbers, as it is drawn.

    What was reported already is left out: a fact or a file that isn't there.
    """
    found = _put_last(_read(chart, facts, files), (*chart.lines, chart.middle))
    if chart.kind == "slope" and chart.series:  # each of them is a row
        found = turn(found)
    if chart.percent:
        divide = _divide_exactly if chart.kind == "area" else _divide
        found = replace(found, series=divide(found))
    return found if chart.sort == "none" else _sort(found, descending=chart.sort == "descending")


def find_annotated(chart: Chart, data: ChartData) -> dict[int, int]:
    """A chart and its numbers → which annotation belongs to each row that has one, by position."""
    wanted = [_fold(item.label.source) if item.label else "" for item in chart.annotations]
    names = [_fold(name) for name in data.names]
    return {row: wanted.index(name) for row, name in enumerate(names) if name and name in wanted}


def turn(data: ChartData) -> ChartData:
    """Numbers → the same with series for categories, and categories for series."""
    series = tuple(
        Series(name, tuple(one.numbers[n] for one in data.series))
        for n, name in enumerate(data.categories)
    )
    names = tuple(one.name for one in data.series)
    return ChartData(names, series, data.series_names, data.names)


def list_parts(chart: Chart, data: ChartData) -> Names:
    """A chart and its numbers → the names of what may stand out in it: lines, or rows."""
    has_lines = len(data.series) > 1 and chart.kind != "slope"
    return data.series_names if has_lines else data.names


def find_highlighted(names: Names, wanted: Names) -> frozenset[int]:
    """The names of things and those that are wanted → the positions of these."""
    folded = set(map(_fold, wanted))
    return frozenset(n for n, name in enumerate(names) if _fold(name) in folded)


def _put_last(data: ChartData, wanted: Names) -> ChartData:
    """The lines of a combo go over its columns, the middle of a diverging chart beside its bars."""
    found = find_highlighted(data.series_names, wanted) if any(wanted) else ()
    order = sorted(range(len(data.series)), key=lambda place: place in found)
    names = tuple(data.series_names[place] for place in order) if found else data.series_names
    return replace(data, series=tuple(data.series[n] for n in order), series_names=names)


def split_by_axis(chart: Chart, data: ChartData) -> list[ChartData]:
    """A chart and its numbers → those of each of its axes of values: of one, or of two."""
    lines = find_highlighted(data.series_names, chart.lines)
    if not chart.second_axis:
        return [data]
    return [
        replace(data, series=tuple(one for n, one in enumerate(data.series) if (n in lines) is own))
        for own in (False, True)
    ]


def _fold(name: str) -> str:
    """A name as an author writes it → as it is compared: `Four missions` is `four_missions`."""
    return "_".join(name.casefold().split())


def _sort(data: ChartData, *, descending: bool) -> ChartData:
    """Rows by the first number of each; one without a number stands last."""
    values = data.series[0].numbers if data.series else ()
    known = [n for n, number in enumerate(values) if number.value is not None]
    known.sort(key=lambda n: values[n].value or Decimal(0), reverse=descending)
    order = known + [n for n in range(len(values)) if n not in known]
    return ChartData(
        tuple(data.categories[n] for n in order),
        tuple(replace(one, numbers=tuple(one.numbers[n] for n in order)) for one in data.series),
        tuple(data.names[n] for n in order),
        data.series_names,
    )


def _divide_exactly(data: ChartData) -> tuple[Series, ...]:
    """Series → the same in tenths of a per cent of the sum of their row, which come to 100 %."""
    rows = zip(*([number.value for number in one.numbers] for one in data.series), strict=True)
    shares = [unit_counts.apportion(row, 1000) for row in rows]
    return tuple(
        replace(one, numbers=tuple(
            replace(number, value=Decimal(shares[n][place]).scaleb(-1), of_whole=True)
            for n, number in enumerate(one.numbers)
        ))
        for place, one in enumerate(data.series)
    )  # fmt: skip


def _divide(data: ChartData) -> tuple[Series, ...]:
    """Series → the same in per cent: of the sum of their row, or of one series of its own sum."""
    by_row = len(data.series) > 1
    rows = data.add_rows()
    columns = [[number.value or Decimal(0) for number in one.numbers] for one in data.series]
    return tuple(
        replace(one, numbers=tuple(
            _share(number, rows[n] if by_row else sum(column, Decimal(0)))
            for n, number in enumerate(one.numbers)
        ))
        for one, column in zip(data.series, columns, strict=True)
    )  # fmt: skip


def _share(number: Number, whole: Decimal) -> Number:
    """A number and the whole → per cent of it: whole ones, below one to the first digit."""
    if not number.value or not whole:
        return replace(number, of_whole=True)
    share = 100 * number.value / whole
    least = Decimal(1).scaleb(min(share.adjusted(), 0))
    return replace(number, value=share.quantize(least, ROUND_HALF_UP), of_whole=True)


def _read(chart: Chart, facts: Facts, files: Mapping[str, DataTable]) -> ChartData:
    if chart.rows:
        return _read_facts([(item, facts[item.fact]) for item in chart.rows if item.fact in facts])
    if chart.series:
        known = [(item, facts[item.fact]) for item in chart.series if item.fact in facts]
        return _read_series(known)
    if file := find_file(chart, files):
        return read_file(file, chart.columns)
    return ChartData((), ())


def read_specification(text: str) -> ChartData | str:
    """A specification in Vega-Lite, as JSON → the numbers that stand in it, or what is wrong.

    They stand in `data.values`, an object for each row; a specification without any has none.
    """
    try:
        read_in = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"This isn't JSON, which a specification in Vega-Lite is: {error}."
    if not isinstance(read_in, dict):
        return "A specification in Vega-Lite is one JSON object, between braces."
    data = read_in.get("data")
    values = data.get("values") if isinstance(data, dict) else None
    rows = [row for row in values if isinstance(row, dict)] if isinstance(values, list) else []
    names = tuple(dict.fromkeys(str(name) for row in rows for name in row))
    if len(names) < 2:
        return ChartData((), ())
    first, *others = names
    return ChartData(
        tuple(str(row.get(first, "")) for row in rows),
        tuple(
            Series(name, tuple(Number(parse_number(str(row.get(name, "")))) for row in rows))
            for name in others
        ),
    )


def name_item(item: Item, fact: Fact) -> Label:
    """An item of a chart and its fact → what the chart calls it."""
    return item.label or fact.label or fact.name.replace("_", " ")


def _read_facts(rows: list[tuple[Item, Fact]]) -> ChartData:
    numbers = tuple(Number(fact.value, fact.name) for _, fact in rows)
    names = tuple(fact.name for _, fact in rows)
    return ChartData(tuple(name_item(*row) for row in rows), (Series("", numbers),), names, ("",))


def _read_series(rows: list[tuple[Item, Fact]]) -> ChartData:
    """Series → one table of them; a label that one of them lacks is a gap there."""
    labels = tuple(dict.fromkeys(point.label for _, fact in rows for point in fact.points))
    series = []
    for item, fact in rows:
        points = {point.label: point.value for point in fact.points}
        numbers = tuple(Number(points.get(label), fact.name) for label in labels)
        series.append(Series(name_item(item, fact), numbers))
    return ChartData(labels, tuple(series), labels, tuple(fact.name for _, fact in rows))


def read_file(table: DataTable, columns: tuple[Column, ...]) -> ChartData:
    """A data file and the columns that are wanted → its numbers, by those in the first column."""
    chosen = find_columns(table, columns)
    if not chosen:
        return ChartData((), ())
    (_, first), *others = chosen
    return ChartData(
        tuple(row[first] for row in table.rows),
        tuple(
            Series(name, tuple(Number(parse_number(row[place])) for row in table.rows))
            for name, place in others
        ),
        tuple(row[first] for row in table.rows),
        tuple(table.header[place] for _, place in others),
    )


def name_data(file: str, sheet: str = "", decimal: str = "auto") -> str:
    """A data file, its sheet, the sign before decimals → what the table of it is kept under.

    “data.csv”, “data.xlsx#Sheet 2”, “data.csv##comma”.
    """
    said = "" if decimal == "auto" else f"#{decimal}"
    return f"{file}#{sheet}{said}" if sheet or said else file


def find_file(block: WithData, files: Mapping[str, DataTable]) -> DataTable | None:
    """A figure and the data files → the one that it prints, or nothing."""
    return files.get(name_data(block.data, block.sheet, block.decimal)) if block.data else None


def find_columns(table: DataTable, columns: tuple[Column, ...]) -> list[tuple[Label, int]]:
    """A data file and the columns that are wanted, all if none → their heads and positions."""
    if not columns:
        return list(zip(table.header, range(len(table.header)), strict=True))
    return [
        (column.column, table.header.index(source_name(column)))
        for column in columns
        if source_name(column) in table.header
    ]


def source_name(column: Column) -> str:
    """A column → what the data file calls it."""
    return column.from_ or column.column.source


def are_dates(cells: Iterable[str]) -> bool:
    """The cells of a column → whether days or months stand in it, and nothing else."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(
        _DATE.fullmatch(cell) and dates.check_date(cell) is None for cell in filled
    )


def parse_number(cell: str) -> Decimal | None:
    """A cell of a data file → its number, or nothing where it holds none."""
    try:
        value = Decimal(cell.strip().replace("\u2212", "-"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def parse_amount(cell: str) -> tuple[Decimal, str] | None:
    """A cell of a data file → its number, and its sign of currency or per cent, if it has one."""
    number, sign = units.split_amount(cell.strip())
    value = parse_number(number)
    return None if value is None else (value, sign)


def find_floor(values: Iterable[Decimal]) -> Decimal:
    """Numbers above zero → the power of ten below all of them at which a logarithmic scale begins.

    It is half of the least at the most: the line at the lower end has room for numbers above it.
    """
    return Decimal(10) ** (min(values) / 2).adjusted()
