"""The numbers of a chart at its bars and points: where they stand, in which letters."""

from collections.abc import Iterator
from copy import deepcopy

from briefwright.word.charts.geometry import Setting, legend_size, move_behind, unit_height
from briefwright.word.charts.grid import Column, Grid, point_format
from briefwright.word.charts.looks import write_letters, write_no_area
from briefwright.word.charts.slopes import write_end_labels
from briefwright.word.ooxml import Node, element

_MOST_LABELS = 24  # of all points of a line; more would run into one another


def write_labels(grid: Grid, column: Column, place: int, setting: Setting, on_dark: bool) -> Node:
    """The values of a series, shown with the decimals with which each of them was typed."""
    if grid.kind == "slope":
        return write_end_labels(grid, place, setting)
    if column.is_threshold or not is_labelled(grid):
        return element("c:dLbls", {}, *_switches(shown=False))
    where = _label_position(grid, place)
    narrow = grid.is_narrow(column)
    moves = move_behind(grid, setting)
    is_inside = (
        where == "ctr" and not narrow and len(column.values) > sum(one == place for one, _ in moves)
    )
    text = write_letters(setting, "bg1" if is_inside and on_dark else "tx1", bold=True)
    own = [
        element("c:dLbl", {},
            element("c:idx", {"val": n}),
            _above(grid, setting) if narrow else None,
            *_label(point_format(column, value), text, spot))
        if (place, n) not in moves
        else _write_behind(n, point_format(column, value), moves[place, n], setting)
        for n, value in enumerate(column.numbers)
        if value is not None
        and (
            (spot := _point_position(grid, place, n)) != where
            or narrow
            or (place, n) in moves
            or point_format(column, value) != column.number_format
        )
    ]  # fmt: skip
    # LibreOffice would draw a line from each number to its part, through those between.
    lines = element("c:showLeaderLines", {"val": 0}) if moves else None
    return element("c:dLbls", {}, *own, *_label(column.number_format, text, where), lines)


def _write_behind(row: int, number_format: str, move: float, setting: Setting) -> Node:
    """A part that is too short for its number → that behind its bar, after the key of the part."""
    letters = write_letters(setting, "tx1", bold=True)
    moved = element("c:x", {"val": f"{move:.4f}"}), element("c:y", {"val": 0})
    return element(
        "c:dLbl", {},
        element("c:idx", {"val": row}),
        element("c:layout", {}, element("c:manualLayout", {}, *moved)),
        *_label(number_format, letters, "ctr", has_key=True),
    )  # fmt: skip


def _above(grid: Grid, setting: Setting) -> Node:
    """The place above a single bar, which is half as high as what the legend leaves."""
    left = setting.height - unit_height(grid, setting) - legend_size(grid, setting)[1]
    shift = (left / 4 + setting.line_height / 2) / setting.height
    moved = element("c:x", {"val": 0}), element("c:y", {"val": f"{-shift:.4f}"})
    return element("c:layout", {}, element("c:manualLayout", {}, *moved))


def _label_position(grid: Grid, place: int) -> str:
    """A series → where its values stand: in its parts of bars, above its line, at its bars."""
    if grid.kind == "line":
        return _line_label_position(grid, place)
    return "ctr" if grid.form.stacking else "outEnd"


def _line_label_position(grid: Grid, place: int) -> str:
    """The lowest of several lines has its values below it, away from the others."""
    heights = {
        n: sum(column.values) for n, column in enumerate(grid.columns) if not column.is_threshold
    }
    return "b" if len(heights) > 1 and heights[place] == min(heights.values()) else "t"


def _point_position(grid: Grid, place: int, row: int) -> str:
    """A point → where its value stands: where lines cross, below the lowest of its row."""
    lines = [column for column in grid.columns if not column.is_threshold]
    if grid.kind != "line" or len(lines) < 2:
        return _label_position(grid, place)
    numbers = [column.numbers[row] for column in lines]
    known = [number for number in numbers if number is not None]
    own = grid.columns[place].numbers[row]
    is_shared = known.count(min(known)) > 1  # points that lie on one another
    if own is None or is_shared:
        return _label_position(grid, place)
    return "b" if own == min(known) and len(known) > 1 else "t"


def _count_lines(grid: Grid) -> int:
    return sum(not column.is_threshold for column in grid.columns)


def is_labelled(grid: Grid) -> bool:
    """Whether values stand at what is drawn: they have room at bars, and at points that are few."""
    if grid.axes:
        return False
    return grid.kind != "line" or len(grid.rows) * _count_lines(grid) <= _MOST_LABELS


def _label(number_format: str, text: Node, where: str, *, has_key: bool = False) -> Iterator[Node]:
    yield element("c:numFmt", {"formatCode": number_format, "sourceLinked": 0})
    yield element("c:spPr", {}, *write_no_area())
    yield deepcopy(text)
    yield element("c:dLblPos", {"val": where})
    yield from _switches(shown=True, has_key=has_key)


def _switches(*, shown: bool, has_key: bool = False) -> Iterator[Node]:
    yield element("c:showLegendKey", {"val": int(has_key)})
    yield element("c:showVal", {"val": int(shown)})
    for tag in ("c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"):
        yield element(tag, {"val": 0})
