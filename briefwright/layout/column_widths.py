"""A table whose columns have their widths by its longest cells → widths with the fewest lines.

CSS leaves it to the program how a table shares out its width (CSS 2.2, 17.5.2.2). By the length of
the longest cell alone, one long name makes a column wide and every other row a line higher.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.preferred import (
    inline_line_widths,
    margin_width,
    table_and_columns_preferred_widths,
)

# A column gives to another by such steps, in CSS px, or all that it can; the smallest is a letter.
_STEPS = (6.0, 12.0, 24.0, 48.0, 96.0)
_MOST_MOVES = 40
_MOST_CELLS = 1500  # of a table that is improved at all; a longer one goes over pages in any case
_HAIR = 0.01


@dataclass(frozen=True)
class Paragraph:
    """How wide each word of a text is, and the blank between two of them, in CSS px."""

    words: tuple[float, ...]
    blank: float


@dataclass(frozen=True)
class CellText:
    """The texts of a cell that stands in one row and one column; its padding is in CSS px."""

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...]
    padding: float


@dataclass(frozen=True)
class _Lines:
    """How many lines a cell takes, and how many of its paragraphs end with a word on its own."""

    count: int
    lone: int


def improve_widths(
    cells: Sequence[CellText], widths: Sequence[float], least: Sequence[float]
) -> tuple[float, ...]:
    """Cells, the width of each column, and what each needs at least → better widths, same sum.

    Rows as high as their highest cell have the fewest lines in all; of as many lines, the fewest
    end with a word on its own. Widths with which nothing is gained come back as they are.
    """
    if len(cells) > _MOST_CELLS:
        return tuple(widths)
    count_lines = cache(lambda column, width: _count_lines(cells, column, width))
    best, cost = tuple(widths), _sum_up(widths, count_lines)
    for _ in range(_MOST_MOVES):
        moves = {moved: _sum_up(moved, count_lines) for moved in _list_moves(best, least)}
        if not moves or min(moves.values()) >= cost:
            break
        best = min(moves, key=moves.__getitem__)
        cost = moves[best]
    return best


def _list_moves(widths: tuple[float, ...], least: Sequence[float]) -> Iterator[tuple[float, ...]]:
    """Widths → those with which one column gives a step of its width to another, if it can."""
    for giver, taker in permutations(range(len(widths)), 2):
        spare = widths[giver] - least[giver]
        for step in (*_STEPS, spare):
            if 0 < step <= spare:
                moved = list(widths)
                moved[giver] -= step
                moved[taker] += step
                yield tuple(moved)


_Counted = dict[int, _Lines]


def _sum_up(
    widths: Sequence[float], count_lines: Callable[[int, float], _Counted]
) -> tuple[int, int]:
    """Widths → the lines of all rows, and the words that stand on a line of their own."""
    heights: dict[int, int] = {}
    lone = 0
    for column, width in enumerate(widths):
        for row, lines in count_lines(column, width).items():
            heights[row] = max(heights.get(row, 0), lines.count)
            lone += lines.lone
    return sum(heights.values()), lone


def _count_lines(cells: Sequence[CellText], column: int, width: float) -> _Counted:
    return {
        cell.row: _break_cell(cell, width - cell.padding) for cell in cells if cell.column == column
    }


def _break_cell(cell: CellText, room: float) -> _Lines:
    broken = [_break_paragraph(paragraph, room) for paragraph in cell.paragraphs]
    return _Lines(sum(one.count for one in broken), sum(one.lone for one in broken))


def _break_paragraph(paragraph: Paragraph, room: float) -> _Lines:
    """A text and the room for its lines → these, where each line takes what fits, as in CSS."""
    lines, used, on_line = 1, 0.0, 0
    for word in paragraph.words:
        if on_line and used + paragraph.blank + word > room + _HAIR:
            lines, used, on_line = lines + 1, word, 1
        else:
            used, on_line = used + (paragraph.blank if on_line else 0.0) + word, on_line + 1
    return _Lines(lines, int(on_line == 1 and lines > 1))


# ----------------------------------------------------------------- tables of WeasyPrint


def improve_table(context: Any, wrapper: Any) -> None:
    """A table that WeasyPrint gave its widths → it has better ones where its texts take lines.

    Columns with a width of their own in a stylesheet keep it.
    """
    table = wrapper.get_wrapped_table()
    _, _, least, most, shares, fixed, _, _ = table_and_columns_preferred_widths(
        context, wrapper, outer=False
    )
    widths = tuple(table.column_widths)
    if sum(most) <= sum(widths) + _HAIR:
        return  # each cell has one line
    kept = [
        width if share or is_fixed else min(width, minimum)
        for width, minimum, share, is_fixed in zip(widths, least, shares, fixed, strict=True)
    ]
    table.column_widths = list(improve_widths(tuple(_read_cells(context, table)), widths, kept))


def _read_cells(context: Any, table: Any) -> Iterator[CellText]:
    rows = (row for group in table.children for row in group.children)
    for number, row in enumerate(rows):
        for cell in row.children:
            if cell.colspan == cell.rowspan == 1:
                lines = (box for box in cell.descendants() if isinstance(box, boxes.LineBox))
                texts = tuple(_read_paragraph(context, line) for line in lines)
                yield CellText(number, cell.grid_x, texts, float(margin_width(cell, 0)))


def _read_paragraph(context: Any, line: Any) -> Paragraph:
    words = tuple(filter(None, inline_line_widths(context, line, True, True, minimum=True)))
    whole = sum(inline_line_widths(context, line, True, True, minimum=False))
    return Paragraph(words, max(0.0, whole - sum(words)) / max(1, len(words) - 1))
