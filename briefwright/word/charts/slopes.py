"""A chart of slopes in Word: where its lines stand, a label with name and number at either end."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

from briefwright.document.spreading import spread
from briefwright.word.charts.geometry import Setting, unit_height
from briefwright.word.charts.grid import Grid, point_format
from briefwright.word.charts.looks import write_letters, write_no_area
from briefwright.word.ooxml import Node, element

_WIDEST = 0.36  # of the chart, for the labels at one end
_WRAPPED = 0.27  # of it, for a line of a name that is broken
SEPARATOR = "  "
_BELOW = Decimal("0.1")  # of the range of all numbers, between the least and the axis


def find_range(grid: Grid) -> tuple[Decimal, Decimal]:
    """A grid → where its axis of values begins and ends: below its least number, at its greatest.

    The label of the least number has room over the axis.
    """
    values = [number for column in grid.columns for number in column.values]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    return (low - (high - low) * _BELOW, high) if low < high else (low - 1, high + 1)


def find_place(grid: Grid, setting: Setting) -> tuple[float, float, float, float]:
    """A grid and its setting → what its lines fill, in shares: left, top, width, height."""
    wide = _find_longest(grid, setting) + setting.line_height
    side = min(wide / setting.width, _WIDEST)
    above = unit_height(grid, setting) + setting.line_height
    below = setting.line_height * 1.6
    return side, above / setting.height, 1 - 2 * side, 1 - (above + below) / setting.height


def _find_longest(grid: Grid, setting: Setting) -> float:
    """How long the longest line of all labels is, in px; the number stands behind the last one."""
    lines = (
        line
        for column in grid.columns
        for number in column.values
        for line in f"{column.name}{SEPARATOR}{number:,}".split("\n")
    )
    return max(map(setting.text_width, lines), default=0.0)


def break_names(grid: Grid, setting: Setting) -> Grid:
    """A grid of slopes → the same, names broken into lines that leave room for what is drawn.

    The breaks stand in the workbook too, from where Word and others take the names.
    """
    if _find_longest(grid, setting) + setting.line_height <= _WIDEST * setting.width:
        return grid
    room = _WRAPPED * setting.width
    broken = (replace(one, name=_break(one.name, setting, room)) for one in grid.columns)
    return replace(grid, columns=tuple(broken))


def _break(name: str, setting: Setting, room: float) -> str:
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if not lines[-1] or setting.text_width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def write_end_labels(grid: Grid, place: int, setting: Setting) -> Node:
    """A row, by position → its name and number at either end, moved so that none hides another."""
    column = grid.columns[place]
    letters = write_letters(setting, "tx2" if column.is_muted else "tx1")
    letters[0].set("wrap", "none")
    sides = ("r", "l") if setting.direction == "rtl" else ("l", "r")
    labels = [
        element("c:dLbl", {},
            element("c:idx", {"val": n}),
            _move(_find_shift(grid, place, n, setting)),
            *_write(point_format(column, value), letters, side))
        for n, (side, value) in enumerate(zip(sides, column.numbers, strict=True))
        if value is not None
    ]  # fmt: skip
    return element("c:dLbls", {}, *labels, *_write(column.number_format, letters, sides[-1]))


def _find_shift(grid: Grid, place: int, end: int, setting: Setting) -> float:
    """A row and one of its ends → how far its label moves down, as a share of the chart."""
    low, high = find_range(grid)
    _, top, _, height = find_place(grid, setting)
    line = setting.line_height / setting.height
    known = sorted(
        (top + float((high - value) / (high - low)) * height, number)
        for number, column in enumerate(grid.columns)
        if (value := column.numbers[end]) is not None
    )
    wanted = [y for y, _ in known]
    above, below = unit_height(grid, setting) / setting.height, 1 - 1.2 * line
    heights = [line * (1 + grid.columns[number].name.count("\n")) for _, number in known]
    shrunk = min(1.0, (below - above) / sum(heights))  # closer where the chart is too low
    spreads = spread(wanted, [one * shrunk for one in heights], above, below)
    own = [number for _, number in known].index(place)
    return spreads[own] - wanted[own]


def _move(down: float) -> Node:
    shift = element("c:x", {"val": 0}), element("c:y", {"val": f"{down:.4f}"})
    return element("c:layout", {}, element("c:manualLayout", {}, *shift))


def _write(number_format: str, letters: Node, side: str) -> Iterator[Node]:
    yield element("c:numFmt", {"formatCode": number_format, "sourceLinked": 0})
    yield element("c:spPr", {}, *write_no_area())
    yield deepcopy(letters)
    yield element("c:dLblPos", {"val": side})
    for tag in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        yield element(f"c:show{tag}", {"val": int(tag in ("Val", "SerName"))})
    separator = element("c:separator", {})
    separator.text = SEPARATOR
    yield separator
