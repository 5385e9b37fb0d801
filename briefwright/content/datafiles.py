"""CSV files and workbooks in a briefing's folder → tables of cells, or what is wrong with them.

Cells are text, as typed; whoever needs a number asks for it. A file is read once per briefing,
and never more of it than a briefing can print.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

from briefwright.content import folder, forms, sheets
from briefwright.content.reading import Context
from briefwright.content.sheets import DataFault
from briefwright.model.dictionary import DataTable
from briefwright.problems import Place, Problem, suggest

MAX_ROWS = 5_000
MAX_CSV_BYTES = 4_000_000
MAX_WORKBOOK_BYTES = 10_000_000
_ENDINGS = (".csv", ".tsv", ".xlsx")
_MOST_FAULTS = 5  # of one file; more of them have one cause

# What a spreadsheet would take for a formula: = or @ before anything, + or - before letters.
_FORMULA = re.compile(r"[=@].|[-+]\s*[^\W\d_]|[-+].*[|!(]", re.DOTALL)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


# ----------------------------------------------------------------- what others ask for


def table(name: str, place: Place, context: Context, sheet: str = "") -> DataTable | None:
    """A file in the briefing's folder, and where it was named → its table, read once.

    Nothing where something is wrong with it, which is told at its line, or at `place`.
    """
    collector = context.collector
    key = f"{name}#{sheet}" if sheet else name
    if key not in collector.data:
        table, faults = _read(collector.folder, name, key, sheet, place)
        collector.problems += [
            Problem(fault.code, fault.message, fault.where, context.at) for fault in faults
        ]
        collector.data[key] = None if faults else table
    return collector.data[key]


def read(path: Path, sheet: str = "") -> tuple[DataTable, tuple[DataFault, ...]]:
    """A file that is there → its table, and all that is wrong with it."""
    name = f"{path.name}#{sheet}" if sheet else path.name
    lines, faults = [], list[DataFault]()
    try:
        for line, cells in islice(_lines(path, sheet), MAX_ROWS + 2):
            lines.append((line, [cell.strip() for cell in cells]))
    except DataFault as fault:
        faults.append(fault)
    return _table(name, lines, faults)


def column(table: DataTable, name: str, place: Place, context: Context) -> int | None:
    """A table, the name of a column and where it was named → its number from 0, or a fault."""
    if name in table.header:
        return table.header.index(name)
    same = [one for one in table.header if one.casefold() == name.casefold()]
    close = f"; did you mean “{same[0]}”?" if same else suggest(name, table.header)
    ending = close or f"; its columns are {', '.join(table.header)}."
    context.fault("C246", f"“{table.name}” has no column “{name}”{ending}", place)
    return None


def number(table: DataTable, row: int, column: int, context: Context) -> Decimal | None:
    """A table and a row and column of it, from 0 → the number there.

    Nothing where the cell is empty, and nothing and a fault at its line where it is no number.
    """
    typed = table.rows[row][column]
    if not typed:
        return None
    found = forms.numeral(typed)
    if isinstance(found, Decimal):
        return found
    reason = found or f"“{typed}” isn't a number; write digits alone."
    message = f"In the column “{table.header[column]}”: {reason}"
    context.fault("C247", message, spot(table, row, context))
    return None


def spot(table: DataTable, row: int, context: Context) -> Place:
    """A table and a row of it, from 0 → where that stands."""
    file = context.collector.folder / table.name.partition("#")[0]
    return Place(str(file), table.lines[row])


# ----------------------------------------------------------------- reading


def _read(
    home: Path, name: str, key: str, sheet: str, place: Place
) -> tuple[DataTable | None, tuple[Problem, ...]]:
    """A file's name as typed → its table, and what is wrong, each where it stands."""
    path = home / name
    most = MAX_WORKBOOK_BYTES if path.suffix.lower() == ".xlsx" else 10**15  # a CSV is cut off
    message = folder.check_file(home, name, "file", most)
    if not message and path.suffix.lower() not in _ENDINGS:
        message = f"“{name}” is neither a CSV file (.csv) nor an Excel workbook (.xlsx)."
    if message:
        return None, (Problem("C240", message, place),)
    found, faults = read(path, sheet)
    named = DataTable(key, found.header, found.rows, found.lines)
    where = [place if fault.code == "C246" else Place(str(path), fault.line) for fault in faults]
    told = zip(faults, where, strict=True)
    return named, tuple(Problem(fault.code, fault.message, spot) for fault, spot in told)


def _lines(path: Path, sheet: str) -> sheets.Lines:
    """A file → its rows that aren't empty, each with its line; of a long CSV the beginning."""
    if path.suffix.lower() == ".xlsx":
        return _filled(sheets.workbook_rows(path.read_bytes(), sheet))
    if sheet:
        raise DataFault("C246", "A CSV file has no sheets; take `sheet:` out.")
    with path.open("rb") as file:
        data = file.read(MAX_CSV_BYTES + 1)
    if len(data) <= MAX_CSV_BYTES:
        return _filled(sheets.csv_rows(data))
    return _cut_off(_filled(sheets.csv_rows(data[: data.rfind(b"\n") + 1])))


def _filled(lines: sheets.Lines) -> sheets.Lines:
    return ((line, cells) for line, cells in lines if any(cell.strip() for cell in cells))


def _cut_off(lines: sheets.Lines) -> sheets.Lines:
    """The beginning of a file that is too large → its rows, then a fault if they were few."""
    yield from lines
    message = f"This file is larger than {MAX_CSV_BYTES // 1_000_000} MB."
    raise DataFault("C240", message)


# ----------------------------------------------------------------- checking


def _table(
    name: str, lines: list[tuple[int, list[str]]], faults: list[DataFault]
) -> tuple[DataTable, tuple[DataFault, ...]]:
    """The first rows of a file, and what was wrong in reading it → its table, and all faults."""
    (first, head), *body = lines or [(1, [])]
    header = _without_empty_end(head)
    if not body and not faults:
        faults.append(DataFault("C242", "There is nothing under the header of this file.", first))
    if len(body) > MAX_ROWS:
        message = (
            f"This file has more than {MAX_ROWS:,} rows; keep those that the briefing needs, or "
            "add them up first."
        )
        return DataTable(name, header, (), ()), (DataFault("C242", message, body[-1][0]),)
    wrong = [*faults, *_header_faults(header, first), *_cell_faults(head, first)]
    for line, cells in body:
        wrong += [*_width_faults(cells, header, line), *_cell_faults(cells, line)]
    rows = tuple(tuple(cells[: len(header)]) for _, cells in body)
    return DataTable(name, header, rows, tuple(line for line, _ in body)), tuple(_few(wrong))


def _without_empty_end(head: list[str]) -> tuple[str, ...]:
    filled = [n for n, cell in enumerate(head, 1) if cell]
    return tuple(head[: max(filled, default=0)])


def _header_faults(header: tuple[str, ...], line: int) -> Iterator[DataFault]:
    for n, name in enumerate(header):
        if not name:
            message = f"Column {n + 1} has no name; write one into the first row."
            yield DataFault("C243", message, line)
        elif name in header[:n]:
            message = f"Two columns are called “{name}”; give each a name of its own."
            yield DataFault("C243", message, line)


def _width_faults(cells: list[str], header: tuple[str, ...], line: int) -> Iterator[DataFault]:
    found = len(cells) if len(cells) < len(header) else len(_without_empty_end(cells))
    if len(cells) < len(header) or found > len(header):
        message = (
            f"Cells in this row: {found}; columns in the header: {len(header)}. "
            "A cell with the separator in it needs quotes."
        )
        yield DataFault("C244", message, line)


def _cell_faults(cells: Iterable[str], line: int) -> Iterator[DataFault]:
    for cell in cells:
        if _FORMULA.match(cell):
            brief = cell if len(cell) <= 30 else f"{cell[:29]}…"
            message = (
                f"“{brief}” begins like a formula, which a spreadsheet would run; write its result."
            )
            yield DataFault("C245", message, line)
        if sign := _UNPRINTABLE.search(cell):
            message = f"The character U+{ord(sign[0]):04X} can't be printed; delete it."
            yield DataFault("C241", message, line)


def _few(faults: list[DataFault]) -> Iterator[DataFault]:
    """Faults of one file → the first of them, and how many more there are."""
    yield from faults[:_MOST_FAULTS]
    if left := faults[_MOST_FAULTS:]:
        message = f"{left[0].message} There are {len(left)} more such faults in this file."
        yield DataFault(left[0].code, message, left[0].line)
