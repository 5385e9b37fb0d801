"""Tables of an edition: rows as typed, from facts or from a file; columns of numbers set apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from briefwright import facts
from briefwright.edition import figures
from briefwright.edition.nodes import Leaf, RowNode, TableNode
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Datum, Run, Words
from briefwright.facts import chart_data
from briefwright.facts.kinds import multiply
from briefwright.facts.units import find_unit_scale
from briefwright.model.dictionary import Column, DataTable, Fact, Row, Table

# A cell of a numeric column: digits with separators and a sign, a per cent sign, or a dash.
_NUMBER = re.compile(r"[−+-]?\d[\d.,’\u00a0\u202f]*(?:[\u00a0 ]?%)?")
# A number as typed in a cell; 007 is a name, not a number.
_TYPED = re.compile(r"[\u2212-]?(?:0|[1-9]\d*)(?:\.\d+)?")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_NOTHING = frozenset({"–", "—", ""})
_SHORT = 18  # letters of the longest cell of a column that is never broken
_LONG = 14  # a table of more rows may go on over a page's end
_SHOWN = ("label", "value", "date")  # of a fact, column by column, where none says otherwise


def build_table(
    resolver: Resolver, at: str, block: Table, rows: Sequence[tuple[str, Row]]
) -> TableNode:
    """A table and the rows that the reader sees → its node."""
    file = resolver.briefing.data.get(block.data)
    above = figures.write_above(resolver, at, block, block.table, "table")
    heads = tuple(_print_heads(resolver, at, block, file))
    cells = _print_file(resolver, at, block, file) if file else _print_rows(resolver, block, rows)
    printed = [above["caption"], above["description"], *(cell for _, row in cells for cell in row)]
    totals = {place for place, row in rows if row.total}
    return TableNode(
        at=at,
        **above,
        columns=heads,
        rows=tuple(
            RowNode(at=place, level=0, cells=row, total=place in totals) for place, row in cells
        ),
        looks=_classify([row for _, row in cells], heads),
        **figures.write_below(resolver, at, block, figures.find_facts(printed)),
        wide=block.wide,
        long=len(cells) > _LONG,
    )


Cells = tuple[Leaf, ...]


# ----------------------------------------------------------------- heads


def _print_heads(
    resolver: Resolver, at: str, block: Table, file: DataTable | None
) -> Iterator[Leaf]:
    if file and not block.columns:
        for n, head in enumerate(file.header, start=1):
            yield Leaf(f"{at}.columns.{n}", (Words(head),))
    for n, column in enumerate(block.columns, start=1):
        place = f"{at}.columns.{n}"
        counted = resolver.show_words(f"{place}.unit", column.unit)
        unit = (Words(f" ({counted})"),) if column.unit else ()
        yield Leaf(place, (*resolver.resolve(column.column, place, "short"), *unit))


def _classify(rows: Sequence[Cells], heads: Cells) -> tuple[str, ...]:
    """Rows of cells → the class of each column: of numbers, of few words that stay on one line."""
    return tuple(
        _classify_column([row[n].text.strip() for row in rows], n) for n in range(len(heads))
    )


def _classify_column(cells: Sequence[str], column: int) -> str:
    others = {cell for cell in cells if not _NUMBER.fullmatch(cell)}
    if column and others <= _NOTHING and len(others) < len(set(cells)):
        return "number"
    return "short" if column and max(map(len, cells), default=0) <= _SHORT else ""


# ----------------------------------------------------------------- rows


def _print_rows(
    resolver: Resolver, block: Table, rows: Sequence[tuple[str, Row]]
) -> list[tuple[str, Cells]]:
    years = _find_years(block, [row for _, row in rows])
    return [(at, tuple(_print_cells(resolver, block, row, at, years))) for at, row in rows]


def _find_years(block: Table, rows: Sequence[Row]) -> frozenset[int]:
    """Columns of typed cells, from 1, whose numbers are years, or labels: the first of them."""
    columns: dict[int, list[str]] = {}
    for row in rows:
        for n, cell in enumerate(row.cells, start=1):
            columns.setdefault(n, []).append(cell.source.strip())
    counted = {n for n, column in enumerate(block.columns, start=1) if column.unit}
    return frozenset(
        n
        for n, cells in columns.items()
        if n == 1 or (n not in counted and _are_typed_years(cells))
    )


def _are_typed_years(cells: Sequence[str]) -> bool:
    return all(_YEAR.fullmatch(cell) for cell in cells if _TYPED.fullmatch(cell))


def _print_cells(
    resolver: Resolver, block: Table, row: Row, at: str, years: frozenset[int]
) -> Iterator[Leaf]:
    for n, cell in enumerate(row.cells, start=1):
        place, typed = f"{at}.{n}", cell.source.strip()
        if n not in years and not cell.untranslated and _TYPED.fullmatch(typed):
            value = Decimal(typed.replace("\u2212", "-"))
            yield Leaf(place, (Words(resolver.show_number(value)),))
        else:
            yield Leaf(place, resolver.resolve(cell, place, "cell"))
    if row.fact:
        fact = resolver.use_fact(row.fact, at)
        for n, column in enumerate(block.columns, start=1):
            auto = _SHOWN[min(n, len(_SHOWN)) - 1]
            show = auto if column.show == "auto" else column.show
            if show == "value" and not column.unit:
                show = figures.number_form(fact, resolver.language) or "full"
            counted = _count_in(fact, column, resolver.language)
            yield Leaf(f"{at}.{n}", _print_fact(resolver, row, counted, show, at))


def _count_in(fact: Fact, column: Column, language: str) -> Fact:
    """A fact that counts millions, and a column → it counted as the column's head says."""
    if not column.unit or fact.value is None or not (fact.scale or fact.unit_scale):
        return fact
    power = find_unit_scale(column.unit, language)
    value = multiply(fact.value, fact.unit_scale - power)
    return replace(fact, value=value, scale=0, unit_scale=power)


def _print_fact(resolver: Resolver, row: Row, fact: Fact, show: str, at: str) -> tuple[Run, ...]:
    """What a column shows of a fact; a dash where the fact doesn't have it."""
    if show == "label":
        if row.label:
            return resolver.resolve(row.label, at, "short")
        return (Words(figures.name_fact(resolver, fact)),)
    form = "" if show == "full" else show
    if facts.check_form(fact, form):
        return (Words("–"),)
    shown = resolver.show(fact, form, at)
    words = shown if show == "unit" else resolver.capitalise(shown)
    if show in ("date", "as_of", "unit"):
        return (Words(words),)
    return (Datum(fact.name, facts.plain_value(fact, form), words),)


# ----------------------------------------------------------------- rows of a file


def _print_file(
    resolver: Resolver, at: str, block: Table, file: DataTable
) -> list[tuple[str, Cells]]:
    chosen = [place for _, place in chart_data.find_columns(file, block.columns)]
    counted = {n for n, column in enumerate(block.columns) if column.unit}
    numbers = frozenset(
        place
        for n, place in enumerate(chosen)
        if n and _are_numbers(file, place) and (n in counted or not _are_years(file, place))
    )
    return [
        (
            f"{at}.rows.{n}",
            tuple(_print_file_cells(resolver, f"{at}.rows.{n}", row, chosen, numbers)),
        )
        for n, row in enumerate(file.rows, start=1)
    ]


def _are_numbers(file: DataTable, place: int) -> bool:
    return all(
        not row[place] or chart_data.parse_number(row[place]) is not None for row in file.rows
    )


def _are_years(file: DataTable, place: int) -> bool:
    """Whether a column holds four-digit years, which have no thousands separator."""
    return all(_YEAR.fullmatch(row[place]) for row in file.rows if row[place])


def _print_file_cells(
    resolver: Resolver, at: str, row: Sequence[str], chosen: Sequence[int], numbers: frozenset[int]
) -> Iterator[Leaf]:
    for n, place in enumerate(chosen, start=1):
        value = chart_data.parse_number(row[place]) if place in numbers else None
        shown = row[place] if value is None else resolver.show_number(value)
        yield Leaf(f"{at}.{n}", (Words(shown or "–"),))
