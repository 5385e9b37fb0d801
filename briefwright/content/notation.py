"""Numbers as one country or another types them → plain digits, with a point before decimals.

“1.234,5” and “1 234,5” tell by themselves which sign is which. “1.234” doesn't: the column in
which it stands decides, then the other columns, then the author.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefwright.facts.units import split_amount

DecimalSign = Literal["auto", "comma", "point"]

_SIGNS: dict[DecimalSign, str] = {"comma": ",", "point": "."}
_GROUPING = " \u00a0\u202f\u2009'\u2019"  # what parts thousands beside the comma or the point
# Three digits after the only sign: thousands, or decimals.
_UNCLEAR = re.compile(r"[-\u2212]?[1-9]\d{0,2}[.,]\d{3}")


def _write_pattern(decimal: str, other: str) -> re.Pattern[str]:
    groups = rf"\d{{1,3}}([{_GROUPING}{other}])\d{{3}}(?:\1\d{{3}})*"
    return re.compile(rf"(?:\+?\d+|[-\u2212]?(?:\d+|{groups}))(?:[{decimal}]\d+)?")


_PATTERNS = {",": _write_pattern(",", "."), ".": _write_pattern(".", ",")}


@dataclass(frozen=True)
class Reading:
    """Rows whose numbers are plain digits, and what was decided on the way.

    `assumed` is the first number that was read with a decimal comma though nobody said so, with its
    row and what it became; `unclear` has the first cell of each column that may be two numbers,
    with its row. Rows count from 0.
    """

    rows: tuple[tuple[str, ...], ...]
    assumed: tuple[int, str, str] | None = None
    unclear: tuple[tuple[int, str], ...] = ()


def read_numbers(rows: Sequence[tuple[str, ...]], decimal: DecimalSign, separator: str) -> Reading:
    """Rows, all as wide; what the author says of decimals; the file's separator → a Reading.

    A file with semicolons or tabs may come from a country that writes decimals with a comma: there
    a lone “1.234” is unclear. With commas between cells, or in a workbook, "", it has a point.
    """
    typed = list(zip(*rows, strict=True))
    columns = [[split_amount(cell)[0] for cell in cells] for cells in typed]
    shown = [_find_signs(cells) for cells in columns]
    everywhere = set[str]().union(*shown)
    read, unclear = [], []
    for cells, signs in zip(columns, shown, strict=True):
        if not _holds_numbers(cells):
            read.append(cells)
            continue
        sign = _SIGNS.get(decimal) or _decide(signs or everywhere, cells, separator)
        read.append([rewrite(cell, find_sign(cell) or sign) for cell in cells])
        doubtful = ((row, cell) for row, cell in enumerate(cells) if _UNCLEAR.fullmatch(cell))
        if not sign and (first := next(doubtful, None)):
            unclear.append(first)
    assumed = _find_comma(columns, read) if decimal == "auto" else None
    whole = [list(map(_put_back, *column)) for column in zip(typed, columns, read, strict=True)]
    return Reading(tuple(zip(*whole, strict=True)), assumed, tuple(unclear))


def _put_back(cell: str, number: str, digits: str) -> str:
    """A cell, its number as typed and in plain digits → the cell with those digits."""
    return cell.replace(number, digits) if number != digits else cell


def _find_comma(
    columns: Sequence[Sequence[str]], read: Sequence[Sequence[str]]
) -> tuple[int, str, str] | None:
    """Columns as typed and as read → the first number whose decimals follow a comma."""
    for typed, plain in zip(columns, read, strict=True):
        for row, (cell, digits) in enumerate(zip(typed, plain, strict=True)):
            if cell != digits and cell.rpartition(",")[2] == digits.partition(".")[2]:
                return row, cell, digits
    return None


def find_sign(cell: str) -> str:
    """A cell → the sign before its decimals where the cell itself shows it, or ""."""
    fits = [sign for sign, pattern in _PATTERNS.items() if pattern.fullmatch(cell)]
    return fits[0] if len(fits) == 1 else ""


def rewrite(cell: str, sign: str) -> str:
    """A cell, the sign before its decimals or "" → its number in plain digits, or it as typed."""
    if not sign or not _PATTERNS[sign].fullmatch(cell):
        return cell
    whole, _, decimals = cell.partition(sign)
    digits = re.sub(r"[^\d\u2212+-]", "", whole)
    return f"{digits}.{decimals}" if decimals else digits


def _holds_numbers(cells: Sequence[str]) -> bool:
    """Whether most cells of a column that have a digit are numbers: “–” and “n/a” don't count."""
    typed = [cell for cell in cells if re.search(r"\d", cell)]
    numbers = [cell for cell in typed if any(one.fullmatch(cell) for one in _PATTERNS.values())]
    return 2 * len(numbers) > len(typed)


def _find_signs(cells: Sequence[str]) -> set[str]:
    """A column → the decimal signs that its cells show; none where it doesn't hold numbers."""
    return {find_sign(cell) for cell in cells} - {""} if _holds_numbers(cells) else set()


def _decide(signs: set[str], cells: Sequence[str], separator: str) -> str:
    """Decimal signs that were seen, a column, the separator → its sign, "" where it isn't clear."""
    if len(signs) == 1:
        return next(iter(signs))
    if not signs and separator not in (";", "\t") and not any("," in cell for cell in cells):
        return "."
    return ""
