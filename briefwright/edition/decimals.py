"""Numbers in a column of a table → their decimal signs one below the other.

What a number lacks of decimals is set as blanks of the same width: a figure space is as wide as a
digit, a punctuation space as a full stop (Unicode Standard, chapter 6.2, “Space Characters”).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from briefwright.edition.nodes import Cell, Leaf, RowNode
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Words, words

DIGIT_BLANK, SIGN_BLANK = "\u2007", "\u2008"


def align_decimals(
    rows: tuple[RowNode, ...], looks: Sequence[str], resolver: Resolver
) -> tuple[RowNode, ...]:
    """The rows of a table and the class of each column → the same, cells of numbers padded."""
    sign = resolver.show_number(Decimal("0.5"))[1:-1]
    decimals = re.compile(rf"\d{re.escape(sign)}(\d+)(?!.*\d)")
    for column, look in enumerate(looks):
        if look == "number":
            rows = _align_column(rows, column, decimals, resolver.direction == "rtl")
    return rows


def _align_column(
    rows: tuple[RowNode, ...], column: int, decimals: re.Pattern[str], rtl: bool
) -> tuple[RowNode, ...]:
    counts = [_count(row.cells[column], decimals) for row in rows]
    most = max(counts, default=0)
    return tuple(
        replace(row, cells=_pad(row.cells, column, most - count, not count, rtl)) if most else row
        for row, count in zip(rows, counts, strict=True)
    )


def _count(cell: Cell, decimals: re.Pattern[str]) -> int:
    """A cell → how many decimals its number has."""
    found = decimals.search(words(cell.runs)) if isinstance(cell, Leaf) else None
    return len(found[1]) if found else 0


def _pad(
    cells: tuple[Cell, ...], column: int, lacking: int, whole: bool, rtl: bool
) -> tuple[Cell, ...]:
    """The cells of a row → the same, one of them with the blanks that its number lacks."""
    cell = cells[column]
    if not lacking or not isinstance(cell, Leaf) or not re.search(r"\d", words(cell.runs)):
        return cells
    blanks = Words((SIGN_BLANK if whole else "") + DIGIT_BLANK * lacking)
    runs = (blanks, *cell.runs) if rtl else (*cell.runs, blanks)
    return (*cells[:column], replace(cell, runs=runs), *cells[column + 1 :])
