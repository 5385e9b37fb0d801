"""Where things stand in a chart of a given size, so that Word sets it as the PDF draws it.

Lengths of words are guesses: who will set them, and in which face, is not known here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Literal

from briefwright.document import bar_sizes
from briefwright.document.bar_sizes import BarSizes
from briefwright.word.charts.grid import Grid
from briefwright.word.ooxml import Node, element

_LETTERS = 0.66  # of the height of a row
_SMALLEST = 600  # hundredths of a point

Direction = Literal["ltr", "rtl"]
Target = Literal["outer", "inner"]


@dataclass(frozen=True)
class Fonts:
    """The fonts of a chart's letters by kind of script, or the theme's words for them.

    `asian` is empty where it has no Chinese, Japanese or Korean letters.
    """

    latin: str
    asian: str
    complex: str


@dataclass(frozen=True)
class Setting:
    """How a chart is set: its fonts; the size of its letters in hundredths of a point.

    `width` and `height` are the chart's in px; `dark` are the accents on which white can be read.
    It is `enlarged` so many times from the drawing of the page.
    """

    fonts: Fonts
    size: int
    language: str
    direction: Direction
    width: float
    height: float
    dark: frozenset[str]
    enlarged: float = 1.0

    @property
    def line_height(self) -> float:
        """The height of a line of letters, in px."""
        return self.size / 75 * 1.4

    def text_width(self, text: str) -> float:
        """A text → about how long it is, in px."""
        return len(text) * self.size / 75 * 0.5


def fit_letters(grid: Grid, height: float) -> int:
    """A grid and the px of its chart → the largest letters for its rows, in hundredths of a point.

    Rows that stand close have smaller ones, as on the page: Word would leave names out.
    """
    row = height / max(1, len(grid.rows)) if grid.form.lies else height
    return max(_SMALLEST, round(row * _LETTERS * 75))


def plot_layout(grid: Grid, setting: Setting) -> Node:
    """A grid and its setting → the place of the bars: below the legend, beside their names.

    Not every program gives the names enough room by itself.
    """
    top = _find_top(grid, setting) / setting.height
    names = 0.0 if grid.is_one_bar else _names_width(grid, setting) / setting.width
    if not grid.form.lies:
        wide = min(1.0, _columns_width(grid, setting) / setting.width)
        return manual_layout(1 - wide if setting.direction == "rtl" else 0, top, wide, 1 - top)
    left = 0 if setting.direction == "rtl" else names
    return manual_layout(left, top, 1 - names, 1 - top, "inner")


def _find_top(grid: Grid, setting: Setting) -> float:
    """How much of the chart's height stands above its bars, in px."""
    # Word ends the axis where it likes below zero; between a unit and the ticks below it is room.
    above = setting.line_height * (0.6 if grid.axes else grid.lowest < 0)
    return unit_height(grid, setting) + legend_size(grid, setting)[1] + above


def find_gaps(grid: Grid, setting: Setting) -> tuple[int, int]:
    """A grid and its setting → the gap between its categories and the overlap of its bars.

    Both are in per cent of a bar (ECMA-376 part 1, 21.2.2.75 and 21.2.2.131). A single bar fills
    its chart, unless some number must stand above it.
    """
    if grid.is_one_bar:
        return (100 if any(map(grid.is_narrow, grid.columns)) else 0), 100
    sizes = _find_sizes(grid, setting)
    overlap = 100 if grid.form.stacking else -round(100 * sizes.between / sizes.thick)
    return (0 if grid.kind == "histogram" else round(100 * sizes.gap / sizes.thick)), overlap


def _find_sizes(grid: Grid, setting: Setting) -> BarSizes:
    """A grid and its setting → the sizes of its bars, in px of the drawing."""
    count = sum(not (one.is_line or one.is_threshold) for one in grid.columns)
    rows = max(1, len(grid.rows))
    if grid.form.lies:
        height = (setting.height - _find_top(grid, setting)) / setting.enlarged
        return bar_sizes.size_rows(
            grid.form.stacking, height, rows, 1 if grid.form.stacking else count
        )
    ticks = (setting.text_width(f"{axis.ticks[-1]:,}") for axis in grid.axes)
    width = setting.width - sum(one + setting.line_height / 2 for one in ticks)
    return bar_sizes.size_columns(grid.kind, width / setting.enlarged, rows, count)


def _columns_width(grid: Grid, setting: Setting) -> float:
    """How much of the chart's width goes to its columns, in px; lines and areas take all."""
    if not grid.form.has_bars or grid.axes:
        return setting.width
    return _find_sizes(grid, setting).band * len(grid.rows) * setting.enlarged


def unit_height(grid: Grid, setting: Setting) -> float:
    """A grid and its setting → the height of the line that says what it counts, 0 for none.

    Where the legend has room behind it on that line, it needs none of its own.
    """
    return setting.line_height + 2 if grid.unit and not unit_width(grid, setting) else 0


def unit_width(grid: Grid, setting: Setting) -> float:
    """A grid and its setting → how far the legend stands behind the unit, on the same line."""
    if grid.axes:
        return 0  # each axis has its unit above it
    needed = setting.text_width(grid.unit) * 1.15 + setting.line_height if grid.unit else 0
    legend = legend_size(grid, setting)[0]
    return needed if legend and needed + legend <= setting.width else 0


def _names_width(grid: Grid, setting: Setting) -> float:
    """How much of the chart's width goes to the names of bars, in px."""
    longest = max(map(setting.text_width, grid.rows), default=0) + setting.line_height * 0.6
    return min(longest, setting.width * 0.45)


def has_legend(grid: Grid) -> bool:
    """Whether several series are named in a legend; slopes are named at their ends."""
    return len(grid.columns) > 1 and grid.kind != "slope"


def legend_size(grid: Grid, setting: Setting) -> tuple[float, float]:
    """A grid and its setting → width and height of the legend in px, 0 for none."""
    if not has_legend(grid):
        return 0, 0
    key = setting.line_height * (5 if grid.kind in ("line", "combo") else 2)
    # It is set in columns, each as wide as the longest name needs.
    wanted = max(setting.text_width(column.name) + key for column in grid.columns) * len(
        grid.columns
    )
    lines = ceil(wanted / setting.width)
    height = min(lines * setting.line_height + 6, setting.height / 2)
    return min(wanted, setting.width), height


def manual_layout(
    x: float, y: float, width: float, height: float, target: Target = "outer"
) -> Node:
    """A place in shares of a chart → the layout that says so; “inner” is the bars without names."""
    shares = {"c:x": x, "c:y": y, "c:w": width, "c:h": height}
    return element(
        "c:layout", {},
        element("c:manualLayout", {},
            element("c:layoutTarget", {"val": "inner"}) if target == "inner" else None,
            element("c:xMode", {"val": "edge"}), element("c:yMode", {"val": "edge"}),
            *(element(tag, {"val": f"{share:.4f}"}) for tag, share in shares.items())),
    )  # fmt: skip


def axis_end(grid: Grid, setting: Setting) -> float | None:
    """A grid and its setting → where the axis of values ends: the greatest number has room there.

    Nothing where Word knows better.
    """
    if grid.kind == "share" or grid.lowest < 0 or grid.highest <= 0:
        return None
    highest = float(grid.highest)
    if grid.form.stacking:
        return highest if grid.axes else _fit_behind(grid, setting)[0]
    if grid.kind == "bar":
        room = setting.width - _names_width(grid, setting)
        needed = (
            max(setting.text_width(f"{number:,}") for number in _numbers(grid))
            + setting.line_height / 2
        )
    else:
        above = unit_height(grid, setting) + legend_size(grid, setting)[1]
        room = setting.height - above - setting.line_height * 1.5
        needed = setting.line_height * 1.4
    more = room / max(room - needed, room / 2)
    if grid.floor:
        begin = float(grid.floor)
        return begin * float((highest / begin) ** more)
    return highest * more


def move_behind(grid: Grid, setting: Setting) -> Mapping[tuple[int, int], float]:
    """Stacked bars → the parts too short for their numbers, by series and row, and their moves.

    A number moves along its bar to behind it, by a share of the chart's width; it has a key there.
    """
    end, short = _fit_behind(grid, setting)
    unit = _plot_width(grid, setting) / end if end else 0.0
    towards = -1 if setting.direction == "rtl" else 1
    moves = dict[tuple[int, int], float]()
    for row, places in enumerate(short):
        values = [float(column.numbers[row] or 0) for column in grid.columns]
        x = sum(values) * unit
        for place in places:
            wide = _label_width(grid, place, row, setting)
            middle = (sum(values[:place]) + values[place] / 2) * unit
            moves[place, row] = towards * (x + wide / 2 - middle) / setting.width
            x += wide
    return moves


def _fit_behind(grid: Grid, setting: Setting) -> tuple[float, Sequence[Sequence[int]]]:
    """Stacked bars → where their axis ends, and of each row the parts whose numbers go behind it.

    A shorter scale puts more numbers behind a bar, until it holds; where it would leave the bars
    less than half of the room, all numbers stay in their parts.
    """
    highest, room = float(grid.highest), _plot_width(grid, setting)
    if grid.form.stacking != "sums" or not grid.form.has_bars or grid.lowest < 0 or highest <= 0:
        return highest, ()
    unit = room / highest
    while unit >= room / highest / 2:
        short = [
            [
                place
                for place, column in enumerate(grid.columns)
                if column.numbers[row] is not None
                and float(column.numbers[row] or 0) * unit
                < _inside_width(grid, place, row, setting)
            ]
            for row in range(len(grid.rows))
        ]
        needed = [
            (room - sum(_label_width(grid, place, row, setting) for place in places))
            / (float(sum(column.numbers[row] or 0 for column in grid.columns)) or 1e-9)
            for row, places in enumerate(short)
        ]
        if min(needed) >= unit:
            return room / unit, short
        unit = min(*needed, unit * 0.99)
    return highest, ()


def _inside_width(grid: Grid, place: int, row: int, setting: Setting) -> float:
    """How long a part of a bar must be to hold its number, in px."""
    return setting.text_width(f"{grid.columns[place].numbers[row]:,}") + setting.line_height / 2


def _label_width(grid: Grid, place: int, row: int, setting: Setting) -> float:
    """How much a number behind its bar takes, with its key and the room around it, in px."""
    return _inside_width(grid, place, row, setting) + setting.line_height


def _plot_width(grid: Grid, setting: Setting) -> float:
    return setting.width - _names_width(grid, setting)


def axis_begin(grid: Grid, setting: Setting) -> float:
    """A grid and its setting → where the axis of values begins: at zero.

    The numbers of the lowest of several lines may need a line of letters below it. A logarithmic
    scale has no zero.
    """
    if grid.floor:
        return float(grid.floor)
    letters = float(grid.highest) * setting.line_height * 1.2 / setting.height
    least = min(map(float, _numbers(grid)), default=0)
    return -letters if grid.kind == "line" and len(grid.columns) > 1 and least < letters else 0


def _numbers(grid: Grid) -> Iterator[Decimal]:
    return (number for column in grid.columns for number in column.values)
