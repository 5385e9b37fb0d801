"""A table whose borders collapse → each piece of line between its cells, as it is painted.

Which border wins where two meet, the layout knows (CSS 2.2, 17.6.2); a piece reaches over the
corners of the grid by half of the lines that it meets there.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from briefwright.document.painting import Painted, Region
from briefwright.layout.borders import UNEVEN
from briefwright.layout.page_area import PageArea, Rectangle

_NOTHING = (None, ("none", 0, None))  # a piece of the grid without a line


def read_grid(table: Any, page: PageArea) -> Iterator[Painted | Region]:
    """A table whose borders collapse → each piece of line between two of its cells."""
    rows = [row for group in table.children for row in group.children]
    across, widths = list(table.column_positions), table.column_widths
    if not rows or not widths:
        return
    across.append(across[-1] + widths[-1])
    down = [*(row.position_y for row in rows), rows[-1].position_y + rows[-1].height]
    upright, level = table.collapsed_border_grid
    upright = [upright[n] for n in _number_rows(table, len(rows), len(upright))]
    level = [level[n] for n in _number_lines(table, len(rows), len(level) - 1)]
    if table.skip_cell_border_top:
        level[0] = [_NOTHING] * len(widths)
    if table.skip_cell_border_bottom:
        level[-1] = [_NOTHING] * len(widths)
    for y, line in enumerate(level):
        for x, (_, border) in enumerate(line):
            left = across[x] - _halve(_list_upright(upright, y, x))
            right = across[x + 1] + _halve(_list_upright(upright, y, x + 1))
            yield from _read_line(border, (left, down[y]), (right, down[y]), page)
    for y, line in enumerate(upright):
        for x, (_, border) in enumerate(line):
            top = down[y] - _halve(_list_level(level, y, x))
            foot = down[y + 1] + _halve(_list_level(level, y + 1, x))
            yield from _read_line(border, (across[x], top), (across[x], foot), page)


def _list_upright(upright: Sequence[Any], y: int, x: int) -> Iterator[float]:
    """The upright lines and a corner of the grid → the widths of those that end there."""
    return (upright[row][x][1][1] for row in (y - 1, y) if 0 <= row < len(upright))


def _list_level(level: Sequence[Any], y: int, x: int) -> Iterator[float]:
    """The level lines and a corner of the grid → the widths of those that end there."""
    return (level[y][at][1][1] for at in (x - 1, x) if 0 <= at < len(level[y]))


def _halve(widths: Iterator[float]) -> float:
    """The widths of lines → half of the widest."""
    return max(widths) / 2


def _read_line(
    border: Any, start: tuple[float, float], end: tuple[float, float], page: PageArea
) -> Iterator[Painted | Region]:
    """A border as a table keeps it and the ends of its middle → what is painted."""
    style, width, colour = border
    if not width or not colour.alpha:
        return
    (left, right), (top, foot) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    is_level = start[1] == end[1]
    for at, thick in ((-1 / 3, 1 / 3), (1 / 3, 1 / 3)) if style == "double" else ((0, 1),):
        middle, thick = at * width, thick * width
        if is_level:
            area = Rectangle(left, top + middle - thick / 2, right - left, thick)
        else:
            area = Rectangle(left + middle - thick / 2, top, thick, foot - top)
        if style in UNEVEN:
            yield from page.leave(area)
        else:
            yield from page.paint(area, colour)


def _number_rows(table: Any, count: int, whole: int) -> Iterator[int]:
    """A piece of a table, how many rows it shows, how many the table has → each row's number."""
    head, foot, skipped = _measure_piece(table)
    for row in range(count):
        if row < head:
            yield row
        else:
            yield row + whole - count if foot and row >= count - foot else row + skipped


def _number_lines(table: Any, count: int, whole: int) -> Iterator[int]:
    """The same of the lines above and below rows."""
    head, foot, skipped = _measure_piece(table)
    for line in range(count + 1):
        if head and line <= head:
            yield line
        else:
            yield line + whole - count if foot and line >= count - foot else line + skipped


def _measure_piece(table: Any) -> tuple[int, int, int]:
    """A piece of a table → the rows of its head, of its foot, and those that it leaves out."""
    first, last = table.children[0], table.children[-1]
    head = len(first.children) if first.is_header else 0
    foot = len(last.children) if last.is_footer else 0
    return head, foot, table.skipped_rows - head if table.skipped_rows else 0
