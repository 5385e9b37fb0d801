"""Tables of an edition: rows as typed, from facts or from a file; columns of numbers set apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from briefwright import facts
from briefwright.edition import cell_notes, figures
from briefwright.edition.cell_drawings import Numbers, draw_cells, list_points
from briefwright.edition.cell_parts import has_parts, write_parts
from briefwright.edition.decimals import align_decimals
from briefwright.edition.nodes import Cell, Leaf, RowNode, TableNode, leaves, place_cells
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Datum, Number, Run, Words, data, words
from briefwright.facts import chart_data
from briefwright.facts.dates import localise_digits
from briefwright.facts.kinds import multiply
from briefwright.facts.units import find_unit_scale, show_amount, split_amount
from briefwright.model import addresses, merged_cells
from briefwright.model.dictionary import Column, DataTable, Fact, Row, Table, When
from briefwright.problems import Problem

# A cell of a numeric column: digits with separators and a sign.
_NUMBER = re.compile(r"[−+-]?\d[\d.,’\u00a0\u202f]*")
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
    file = chart_data.find_file(block, resolver.briefing.data)
    above = figures.write_above(resolver, at, block, block.table, "table")
    resolver.cell_notes = cell_notes.CellNotes(at, len(block.notes))
    over = _print_shared_heads(resolver, at, block)
    heads = tuple(_print_heads(resolver, at, block, file))
    body = (
        _print_file(resolver, at, block, file) if file else _print_rows(resolver, at, block, rows)
    )
    below = figures.write_below(
        resolver,
        at,
        block,
        figures.find_facts((above["caption"], above["description"], *leaves(body))),
    )
    own = block.source or block.credit or block.licence
    if not own and any(column.show == "source" for column in block.columns):
        below["source"] = None  # its rows say it
    notes = _print_notes(resolver, block)
    looks = _classify(body, heads)
    if not resolver.audience.large_print:
        numbers = _read_file(block, file) if file else _read_numbers(body, rows)
        lines = () if file else _find_series(resolver, block, rows)
        body = align_decimals(body, looks, resolver)
        body = draw_cells(resolver, body, block.columns, numbers, dict(lines))
    return TableNode(
        at=at,
        **above,
        over=over,
        columns=heads,
        rows=body,
        looks=looks,
        **below,
        notes=notes,
        wide=block.wide,
        long=len(body) > _LONG,
    )


Rows = tuple[RowNode, ...]


def _print_notes(resolver: Resolver, block: Table) -> tuple[Leaf, ...]:
    """The notes that cells of the table at hand have called, in the order of their marks."""
    notes, resolver.cell_notes = resolver.cell_notes, None
    printed = notes.list_called() if notes else ()
    return tuple(
        Leaf(at, (Number(mark), Words(" "), *resolver.resolve(block.notes[n], at, "short")), id=id)
        for mark, n, at, id in printed
    )


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
        unit = (Words(resolver.word("signs.brackets", counted)),) if column.unit else ()
        yield Leaf(place, (*resolver.resolve(column.column, place, "short"), *unit))


def _print_shared_heads(
    resolver: Resolver, at: str, block: Table
) -> tuple[Cell | Literal[""], ...]:
    """The heads that neighbouring columns share: said once, by the first; none where none do."""
    shared = [column.under for column in block.columns]
    if not any(shared):
        return ()
    made: list[Cell | Literal[""]] = []
    for n, text in enumerate(shared):
        place = f"{at}.columns.{n + 1}.under"
        before = shared[n - 1] if n else None
        if not text:
            made.append("")
        elif before and before.source == text.source:
            made.append("<")
        else:
            made.append(Leaf(place, resolver.resolve(text, place, "short")))
    return tuple(made)


def _classify(rows: Rows, heads: Sequence[Leaf]) -> tuple[str, ...]:
    """Rows → the class of each column: of numbers, of few words that stay on one line."""
    return tuple(_classify_column(_list_words(rows, n), n) for n in range(len(heads)))


def _list_words(rows: Rows, column: int) -> list[str]:
    """The words of a column's cells, without those that cover others beside them, and notes."""
    return [
        words(cell.leaf.runs).strip()
        for line in place_cells([row.cells for row in rows])
        for cell in line
        if cell.column == column and cell.wide == 1
    ]


def _classify_column(cells: Sequence[str], column: int) -> str:
    others = {cell for cell in cells if not _NUMBER.fullmatch(split_amount(cell)[0])}
    if column and others <= _NOTHING and len(others) < len(set(cells)):
        return "number"
    return "short" if column and max(map(len, cells), default=0) <= _SHORT else ""


# ----------------------------------------------------------------- rows


def _print_rows(
    resolver: Resolver, table: str, block: Table, rows: Sequence[tuple[str, Row]]
) -> Rows:
    years = _find_years(block, [row for _, row in rows])
    written = tuple(place for place, _ in addresses.entries(table, "rows", block.rows))
    made: list[RowNode] = []
    for at, row in rows:
        if row.group:
            place = f"{at}.group"
            heading = Leaf(place, resolver.resolve(row.group, place, "short"))
            goes_on: tuple[Cell, ...] = ("<",)
            cells = (heading, *goes_on * (len(block.columns) - 1))
        else:
            cells = tuple(_print_cells(resolver, block, row, at, years))
            above = written[written.index(at) - 1]
            if "^" in cells and (not made or made[-1].at != above):
                _refuse_merging(resolver, at)
        made.append(
            RowNode(at=at, level=0, cells=cells, total=bool(row.total), group=bool(row.group))
        )
    return tuple(made)


def _refuse_merging(resolver: Resolver, at: str) -> None:
    message = (
        f"A ^ in this row goes on from a row that the audience “{resolver.audience.name}” doesn't "
        "get. Write the cell's words once more."
    )
    resolver.problems.append(Problem("A505", message, resolver.briefing.places.get(at), at))


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
) -> Iterator[Cell]:
    for n, cell in enumerate(row.cells, start=1):
        place, (typed, calls) = f"{at}.{n}", cell_notes.split_calls(cell)
        if typed in (merged_cells.LEFT, merged_cells.ABOVE):
            yield "<" if typed == merged_cells.LEFT else "^"
        elif n not in years and not cell.untranslated and _TYPED.fullmatch(typed):
            value = Decimal(typed.replace("\u2212", "-"))
            shown = (Words(resolver.show_number(value)),)
            yield Leaf(place, (*shown, *resolver.resolve(calls, place, "cell")))
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
    if show == "source":
        source = resolver.briefing.sources.get(fact.source)
        return (Words(resolver.name_source(source) if source else "–"),)
    if show == "line":
        return (Words(_print_line(resolver, fact)),)
    form = "" if show == "full" else show
    if facts.check_form(fact, form):
        return (Words("–"),)
    shown = resolver.show(fact, form, at)
    words = shown if show == "unit" else resolver.capitalise(shown)
    if show in ("date", "as_of", "unit"):
        return (Words(words),)
    return (Datum(fact.name, facts.plain_value(fact, form), words),)


def _print_line(resolver: Resolver, fact: Fact) -> str:
    """A series → the number at the end of its line; all of them where no line is drawn."""
    if resolver.audience.large_print:
        return list_points(resolver, fact)
    return resolver.show_number(fact.points[-1].value) if fact.points else "–"


def _read_numbers(body: Rows, rows: Sequence[tuple[str, Row]]) -> Numbers:
    """Rows as they print, and as they were written → the numbers in their cells."""
    found: dict[tuple[int, int], Decimal] = {}
    for line, (printed, (_, row)) in enumerate(zip(body, rows, strict=True)):
        for n, cell in enumerate(printed.cells):
            typed = cell_notes.split_calls(row.cells[n])[0] if n < len(row.cells) else ""
            runs = cell.runs if isinstance(cell, Leaf) and not has_parts(cell.runs) else ()
            stated = [one.value for one in data(runs)]
            number = stated[0] if len(stated) == 1 else typed.replace("\u2212", "-")
            if _TYPED.fullmatch(number):
                found[line, n] = Decimal(number)
    return found


def _find_series(
    resolver: Resolver, block: Table, rows: Sequence[tuple[str, Row]]
) -> Iterator[tuple[tuple[int, int], Fact]]:
    """Rows → the series that a column shows as a line, each by its row and column."""
    for line, (_, row) in enumerate(rows):
        fact = resolver.briefing.facts.get(row.fact)
        if fact and fact.points:
            yield from (
                ((line, n), fact) for n, one in enumerate(block.columns) if one.show == "line"
            )


# ----------------------------------------------------------------- rows of a file


def _read_file(block: Table, file: DataTable) -> Numbers:
    """The rows of a file → the numbers in the columns that are printed."""
    chosen = [place for _, place in chart_data.find_columns(file, block.columns)]
    return {
        (line, n): value
        for line, row in enumerate(file.rows)
        for n, place in enumerate(chosen)
        if (value := chart_data.parse_number(row[place])) is not None
    }


def _print_file(resolver: Resolver, at: str, block: Table, file: DataTable) -> Rows:
    chosen = [place for _, place in chart_data.find_columns(file, block.columns)]
    counted = {n for n, column in enumerate(block.columns) if column.unit}
    numbers = frozenset(
        place
        for n, place in enumerate(chosen)
        if n and _are_numbers(file, place) and (n in counted or not _are_years(file, place))
    )
    dated = frozenset(n for n in chosen if chart_data.are_dates(row[n] for row in file.rows))
    return tuple(
        RowNode(
            at=f"{at}.rows.{n}",
            level=0,
            cells=tuple(_print_file_cells(resolver, f"{at}.rows.{n}", row, chosen, numbers, dated)),
        )
        for n, row in enumerate(file.rows, start=1)
    )


def _are_numbers(file: DataTable, place: int) -> bool:
    return all(
        not row[place] or chart_data.parse_amount(row[place]) is not None for row in file.rows
    )


def _are_years(file: DataTable, place: int) -> bool:
    """Whether a column holds four-digit years, which have no thousands separator."""
    return all(_YEAR.fullmatch(row[place]) for row in file.rows if row[place])


def _print_file_cells(
    resolver: Resolver,
    at: str,
    row: Sequence[str],
    chosen: Sequence[int],
    numbers: frozenset[int],
    dated: frozenset[int],
) -> Iterator[Leaf]:
    for n, place in enumerate(chosen, start=1):
        shown = row[place]
        if place in numbers and (amount := chart_data.parse_amount(shown)) is not None:
            shown = localise_digits(show_amount(*amount, resolver.language), resolver.labels)
        elif place in dated and shown:
            shown = resolver.show_date(When(shown))
        yield Leaf(f"{at}.{n}", write_parts(shown, resolver.digits))
