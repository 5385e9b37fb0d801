"""CSV files and workbooks in a briefing's folder → tables of cells, or what is wrong with them.

Cells are text, as typed; whoever needs a number asks for it. A file is read once per briefing,
and never more of it than a briefing can print.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path

from briefwright.content import folder, forms, notation, sheets
from briefwright.content.notation import DecimalSign
from briefwright.content.reading import Context
from briefwright.facts import chart_data
from briefwright.model.dictionary import DataTable
from briefwright.problems import ContentError, Place, Problem, suggest

MAX_ROWS = 5_000
MAX_CSV_BYTES = 4_000_000
MAX_WORKBOOK_BYTES = 10_000_000
_ENDINGS = (".csv", ".tsv", ".xlsx")
_MOST_FAULTS = 5  # of one file; more of them have one cause

# What a spreadsheet would take for a formula: = or @ before anything, + or - before letters.
_FORMULA = re.compile(r"[=@].|[-+]\s*[^\W\d_]|[-+].*[|!(]", re.DOTALL)
# Control characters, halves of characters, and signs that turn letters of any script around.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]"
)


# ----------------------------------------------------------------- what others ask for


def read_table(
    name: str, place: Place, context: Context, sheet: str = "", decimal: DecimalSign = "auto"
) -> DataTable | None:
    """A file in the briefing's folder, and where it was named → its table, read once.

    Nothing where something is wrong with it, which is reported at its line, or at `place`.
    """
    collector = context.collector
    key = chart_data.name_data(name, sheet, decimal)
    if key not in collector.data:
        asked = _Asked(sheet, decimal, context.language)
        table, problems = _read(collector.folder, name, asked, place)
        collector.problems += [replace(one, at=context.at) for one in problems]
        collector.data[key] = None if _has_errors(problems) else table
    return collector.data[key]


@dataclass(frozen=True)
class _Asked:
    """What was said of a file: its sheet, "" for the first, its decimals; the language of it."""

    sheet: str = ""
    decimal: DecimalSign = "auto"
    language: str = "en"


def read(path: Path) -> tuple[DataTable | None, tuple[Problem, ...]]:
    """A file that is there → its table, nothing where that is at fault, and all that is wrong."""
    table, problems = _read_file(path, _Asked())
    return None if _has_errors(problems) else table, problems


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(one.level == "error" for one in problems)


def _read_file(path: Path, asked: _Asked) -> tuple[DataTable, tuple[Problem, ...]]:
    """A file that is there → its table, and all that is wrong with it, each at its line.

    A sheet that it doesn't have is wrong where it was asked for, so that problem has no place.
    """
    name = chart_data.name_data(path.name, asked.sheet)
    lines, problems, separator = [], list[Problem](), ""
    try:
        found, separator, warning = _open(path, asked)
        problems += [warning] if warning else []
        for line, cells in islice(found, MAX_ROWS + 2):
            lines.append((line, [cell.strip() for cell in cells]))
    except ContentError as error:
        problems += error.problems
    table, faults = _check_table(path, name, lines, problems)
    if _has_errors(faults):
        return table, faults
    numbers = notation.read_numbers(table.rows, asked.decimal, separator)
    notes = tuple(_describe_numbers(path, table, numbers))
    return replace(table, rows=numbers.rows), (*faults, *notes)


def _describe_numbers(path: Path, table: DataTable, numbers: notation.Reading) -> Iterator[Problem]:
    """How numbers were read → a warning where nobody said so, a fault where it isn't clear."""
    for row, cell in numbers.unclear:
        together = re.sub(r"[.,]", "", cell)
        message = (
            f"“{cell}” may be {together} or {cell.replace(',', '.')}; write `decimal: comma` or "
            "`decimal: point` beside the file's name, whichever sign stands before decimals in it."
        )
        yield Problem("C247", message, Place(str(path), table.lines[row]))
    if numbers.assumed and not numbers.unclear:
        row, cell, digits = numbers.assumed
        message = (
            f"Decimals follow a comma in this file: “{cell}” was read as {digits}. Write "
            "`decimal: comma` beside the file's name to settle it."
        )
        yield Problem("C252", message, Place(str(path), table.lines[row]), level="warning")


def find_column(table: DataTable, name: str, place: Place, context: Context) -> int | None:
    """A table, the name of a column and where it was named → its number from 0, or a fault."""
    if name in table.header:
        return table.header.index(name)
    same = [one for one in table.header if one.casefold() == name.casefold()]
    close = f"; did you mean “{same[0]}”?" if same else suggest(name, table.header)
    ending = close or f"; its columns are {', '.join(table.header)}."
    context.report("C246", f"“{table.name}” has no column “{name}”{ending}", place)
    return None


def read_number(table: DataTable, row: int, column: int, context: Context) -> Decimal | None:
    """A table and a row and column of it, from 0 → the number there.

    Nothing where the cell is empty, and nothing and a fault at its line where it is no number.
    """
    typed = table.rows[row][column]
    if not typed:
        return None
    found = forms.parse_numeral(typed)
    if isinstance(found, Decimal):
        return found
    reason = found or f"“{typed}” isn't a number; write digits alone."
    message = f"In the column “{table.header[column]}”: {reason}"
    context.report("C247", message, locate_row(table, row, context))
    return None


def locate_row(table: DataTable, row: int, context: Context) -> Place:
    """A table and a row of it, from 0 → where that stands."""
    file = context.collector.folder / table.name.partition("#")[0]
    return Place(str(file), table.lines[row])


# ----------------------------------------------------------------- reading


def _read(
    home: Path, name: str, asked: _Asked, place: Place
) -> tuple[DataTable | None, tuple[Problem, ...]]:
    """A file's name as typed → its table, and what is wrong, each where it stands."""
    path = home / name
    most = MAX_WORKBOOK_BYTES if path.suffix.lower() == ".xlsx" else 10**15  # a CSV is cut off
    message = folder.check_file(home, name, "file", most)
    if not message and path.suffix.lower() not in _ENDINGS:
        message = f"“{name}” is neither a CSV file (.csv) nor an Excel workbook (.xlsx)."
    if message:
        return None, (Problem("C240", message, place),)
    found, problems = _read_file(path, asked)
    named = replace(found, name=chart_data.name_data(name, asked.sheet))
    return named, tuple(replace(one, where=one.where or place) for one in problems)


def _open(path: Path, asked: _Asked) -> tuple[sheets.Lines, str, Problem | None]:
    """A file → its rows that aren't empty, each with its line; its separator; a warning about it.

    Of a long CSV file the beginning. Errors: ContentError.
    """
    if path.suffix.lower() == ".xlsx":
        rows = sheets.read_workbook(path.read_bytes(), str(path), asked.sheet)
        return _drop_empty(rows), "", None
    if asked.sheet:
        raise ContentError([Problem("C246", "A CSV file has no sheets; take `sheet:` out.")])
    with path.open("rb") as file:
        data = file.read(MAX_CSV_BYTES + 1)
    whole = data if len(data) <= MAX_CSV_BYTES else data[: data.rfind(b"\n") + 1]
    text, warning = sheets.decode(whole, str(path), asked.language)
    separator = sheets.find_separator(text)
    rows = _drop_empty(sheets.read_csv(text, separator, str(path)))
    return rows if whole is data else _cut_off(rows, path), separator, warning


def _drop_empty(lines: sheets.Lines) -> sheets.Lines:
    return ((line, cells) for line, cells in lines if any(cell.strip() for cell in cells))


def _cut_off(lines: sheets.Lines, path: Path) -> sheets.Lines:
    """The beginning of a file that is too large → its rows, then a fault if they were few."""
    yield from lines
    message = f"This file is larger than {MAX_CSV_BYTES // 1_000_000} MB."
    raise ContentError([Problem("C240", message, Place(str(path), 1))])


# ----------------------------------------------------------------- checking


def _check_table(
    path: Path, name: str, lines: list[tuple[int, list[str]]], problems: list[Problem]
) -> tuple[DataTable, tuple[Problem, ...]]:
    """The first rows of a file, and what was wrong in reading it → its table, and all problems."""
    (first, head), *body = lines or [(1, [])]
    header, start = _trim_header(head), Place(str(path), first)
    if not body and not problems:
        message = "There is nothing under the header of this file."
        problems = [Problem("C242", message, start)]
    if len(body) > MAX_ROWS:
        message = (
            f"This file has more than {MAX_ROWS:,} rows; keep those that the briefing needs, or "
            "add them up first."
        )
        last = Place(start.file, body[-1][0])
        return DataTable(name, header, (), ()), (Problem("C242", message, last),)
    found = [*problems, *check_header(header, start), *check_cells(head, start)]
    for line, cells in body:
        place = Place(start.file, line)
        found += [*check_width(cells, header, place), *check_cells(cells, place)]
    rows = tuple(tuple(cells[: len(header)]) for _, cells in body)
    return DataTable(name, header, rows, tuple(line for line, _ in body)), tuple(take_first(found))


def _trim_header(head: list[str]) -> tuple[str, ...]:
    filled = [n for n, cell in enumerate(head, 1) if cell]
    return tuple(head[: max(filled, default=0)])


def check_header(header: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """The names of columns → a fault for each that is empty or stands twice."""
    for n, name in enumerate(header):
        if not name:
            message = f"Column {n + 1} has no name; write one into the first row."
            yield Problem("C243", message, place)
        elif name in header[:n]:
            message = f"Two columns are called “{name}”; give each a name of its own."
            yield Problem("C243", message, place)


def check_width(cells: list[str], header: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """The cells of a row and the header → a fault where they aren't as many."""
    found = len(cells) if len(cells) < len(header) else len(_trim_header(cells))
    if len(cells) < len(header) or found > len(header):
        message = (
            f"Cells in this row: {found}; columns in the header: {len(header)}. "
            "A cell with the separator in it needs quotes."
        )
        yield Problem("C244", message, place)


def check_cells(cells: Iterable[str], place: Place) -> Iterator[Problem]:
    """The cells of a row → a fault for each that a spreadsheet would run, or nothing can print."""
    for cell in cells:
        if _FORMULA.match(cell):
            brief = cell if len(cell) <= 30 else f"{cell[:29]}…"
            message = (
                f"“{brief}” begins like a formula, which a spreadsheet would run; write its result."
            )
            yield Problem("C245", message, place)
        if sign := _UNPRINTABLE.search(cell):
            message = f"The character U+{ord(sign[0]):04X} can't be printed; delete it."
            yield Problem("C241", message, place)


def take_first(problems: Sequence[Problem], most: int = _MOST_FAULTS) -> list[Problem]:
    """Problems of one file → the first of them; the last of these says how many more there are."""
    if not (left := problems[most:]):
        return list(problems)
    message = f"{left[0].message} There are {len(left)} more such faults in this file."
    return [*problems[:most], replace(left[0], message=message)]
