"""A chart of a Word file → its numbers, from its XML, held against the workbook inside it.

Whoever opens the chart's data in Word sees the workbook: where the two differ, the Mark says both.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from briefwright.document.marks import Mark, data_mark
from briefwright.word.counting import Node

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

# A place of the workbook, or a run of places in one column or row: Sheet1!$B$2:$B$4.
_RANGE = re.compile(r"'?(.+?)'?!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")

# The formula of a place and its offset → what stands there; nothing where there is none.
Cells = Callable[[str, int], object]


@dataclass(frozen=True)
class _Series:
    name: str
    rows: Mapping[int, str]
    numbers: Mapping[int, str]


def read_chart(chart: Node, workbook: bytes) -> tuple[Mark, ...]:
    """A chart's XML and the bytes of its workbook, empty for none → its Marks, row by row."""
    cells = _read_cells(workbook)
    found = [_read_series(one, cells) for one in chart.iter(C + "ser")]
    places = sorted({place for series in found for place in (*series.rows, *series.numbers)})
    # The parts of one whole are one bar, and each is a series: then those are the rows.
    turned = _is_share(chart) and len(places) == 1
    shown = (
        data_mark(series.name, row, number) if turned else data_mark(row, series.name, number)
        for place in places
        for series in found
        if (number := series.numbers.get(place)) is not None
        for row in [series.rows.get(place, "")]
    )
    return (*shown, *_list_unused(chart, workbook))


def _list_unused(chart: Node, workbook: bytes) -> Iterator[Mark]:
    """A chart's XML and its workbook → a Mark for whatever stands in a place that isn't used."""
    used = {place for formula in chart.iter(C + "f") for place in _list_places(formula.text or "")}
    for sheet, lines in _read_sheets(workbook).items():
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell not in (None, "") and (sheet, row, column) not in used:
                    yield data_mark(f"row {row + 1}", f"column {column + 1}", _format_cell(cell))


def _list_places(formula: str) -> Iterator[tuple[str, int, int]]:
    """The formula of a reference → each of its places: sheet, row and column from 0."""
    found = _RANGE.fullmatch(formula)
    if found:
        sheet, left, top, right, bottom = found.groups()
        for row in range(int(top) - 1, int(bottom or top)):
            for column in range(_column_index(left), _column_index(right or left) + 1):
                yield sheet, row, column


def _is_share(chart: Node) -> bool:
    return any(one.get("val") == "percentStacked" for one in chart.iter(C + "grouping"))


def _read_series(series: Node, cells: Cells) -> _Series:
    names = dict(_read_points(series.find(f"{C}tx/{C}strRef"), cells, _compare_words))
    rows = dict(_read_points(series.find(f"{C}cat/*"), cells, _compare_words))
    numbers = dict(_read_points(series.find(f"{C}val/{C}numRef"), cells, _compare_numbers))
    return _Series(names.get(0, ""), rows, numbers)


def _read_points(
    reference: Node | None, cells: Cells, agree: Callable[[str, object], str]
) -> Iterator[tuple[int, str]]:
    """A reference to the workbook with what was last read from it → each of its points."""
    if reference is None:
        return
    formula = reference.findtext(C + "f", "")
    shown = {
        int(point.get("idx", "0")): point.findtext(C + "v") or ""
        for point in reference.iter(C + "pt")
    }
    for place in sorted(shown.keys() | set(range(count_places(formula)))):
        cell = cells(formula, place)
        if place in shown or cell not in (None, ""):
            yield place, agree(shown.get(place, ""), cell)


def count_places(formula: str) -> int:
    """The formula of a reference → how many places it names."""
    found = _RANGE.fullmatch(formula)
    if not found:
        return 0
    _, left, top, right, bottom = found.groups()
    return (
        max(int(bottom or top) - int(top), _column_index(right or left) - _column_index(left)) + 1
    )


def _compare_words(shown: str, cell: object) -> str:
    return (
        shown
        if " ".join(shown.split()) == " ".join(_format_cell(cell).split())
        else _quote_both(shown, cell)
    )


def _compare_numbers(shown: str, cell: object) -> str:
    try:
        same = Decimal(shown) == Decimal(repr(cell))
    except InvalidOperation:
        same = False
    return shown if same else _quote_both(shown, cell)


def _quote_both(shown: str, cell: object) -> str:
    return f"{shown or 'nothing'} (in its workbook {_format_cell(cell) or 'nothing'})"


def _format_cell(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


# ----------------------------------------------------------------- the workbook


def _read_sheets(workbook: bytes) -> dict[str, list[list[Any]]]:
    """The bytes of a workbook → the lines of each of its sheets; nothing if it can't be read."""
    from python_calamine import CalamineError, CalamineWorkbook  # for charts only

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except (CalamineError, OSError):
        return {}


def _read_cells(workbook: bytes) -> Cells:
    """The bytes of a workbook → what stands in each of its places; nothing if it can't be read."""
    sheets = _read_sheets(workbook)

    def cell(formula: str, offset: int) -> object:
        found = _RANGE.fullmatch(formula)
        if not found or found[1] not in sheets:
            return None
        _, left, top, right, _bottom = found.groups()
        across = right not in (None, left)
        row, column = (
            int(top) - 1 + (0 if across else offset),
            _column_index(left) + across * offset,
        )
        lines = sheets[found[1]]
        return lines[row][column] if row < len(lines) and column < len(lines[row]) else None

    return cell


def _column_index(letters: str) -> int:
    """The letters of a column → its number from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
