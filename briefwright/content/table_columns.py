"""Keys of columns that only tables print: bars need numbers; charts and maps have no such keys."""

import re
from collections.abc import Iterator, Mapping

from briefwright.content.reading import Context, report_nearest
from briefwright.facts import chart_data
from briefwright.model import addresses
from briefwright.model.dictionary import (
    Brace,
    Chart,
    Cite,
    Column,
    DataTable,
    Fact,
    Map,
    Str,
    Table,
)

Facts = Mapping[str, Fact]

_TYPED = re.compile(r"[\u2212-]?\d+(?:\.\d+)?")
_WITHOUT_NUMBER = ("label", "source", "line", "date", "as_of", "unit")
_OF_FACTS = ("label", "value", "date")  # what a row of a fact shows where its columns don't say it


def check_bars(table: Table, file: DataTable | None, facts: Facts, context: Context) -> None:
    """A table, its data file, if it has one, and facts → a fault where bars have no number."""
    for n, column in enumerate(table.columns):
        if column.bars and not any(
            _list_file_numbers(file, column) if file else _list_numbers(table, n, facts, context.at)
        ):
            message = (
                f"“{column.column.source}” has no number for a bar. Write its cells as digits "
                "alone (3200) or as facts ({ferries}), or take `bars: yes` away."
            )
            report_nearest(context, "C278", message, f"columns.{n + 1}.bars", f"columns.{n + 1}")


def _list_file_numbers(file: DataTable, column: Column) -> Iterator[bool]:
    """A column of a file → for each cell, whether it holds a number."""
    for _, place in chart_data.find_columns(file, (column,)):
        yield from (chart_data.parse_number(row[place]) is not None for row in file.rows)


def _list_numbers(table: Table, n: int, facts: Facts, at: str) -> Iterator[bool]:
    """A column of a table, counted from 0 → for each row but totals, whether it has a number."""
    show = table.columns[n].show
    shown = _OF_FACTS[min(n, 2)] if show == "auto" else show
    for _, row in addresses.entries(at, "rows", table.rows):
        if row.fact and not row.total:
            yield shown not in _WITHOUT_NUMBER and _has_value(row.fact, facts)
        elif n < len(row.cells) and not row.total:
            parts = [one for one in row.cells[n].content if not isinstance(one, Cite)]
            named = [one.name for one in parts if isinstance(one, Brace)]
            typed = "".join(one.text for one in parts if isinstance(one, Str)).strip()
            yield any(_has_value(name, facts) for name in named) or bool(_TYPED.fullmatch(typed))


def _has_value(name: str, facts: Facts) -> bool:
    return name in facts and facts[name].value is not None


def refuse_table_keys(block: Chart | Map, context: Context) -> None:
    """A chart or a map → a fault for each key of its columns that only tables have."""
    kind = "chart" if isinstance(block, Chart) else "map"
    for n, column in enumerate(block.columns, 1):
        given = {"show": column.show != "auto", "bars": column.bars, "under": bool(column.under)}
        for key in (name for name, is_given in given.items() if is_given):
            message = (
                f"`{key}:` is for the columns of a table. A column of a {kind} has `column:`, "
                "`unit:` and `from:`; take it away."
            )
            report_nearest(context, "C206", message, f"columns.{n}.{key}", f"columns.{n}")
