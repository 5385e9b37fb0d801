"""The axes of a native chart, and what they count; values show on one where no bar has them."""

from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Literal

from briefwright.word.charts.geometry import (
    Direction,
    Setting,
    axis_begin,
    axis_end,
    legend_size,
)
from briefwright.word.charts.grid import Grid, tick_format
from briefwright.word.charts.labels import is_labelled
from briefwright.word.charts.looks import fill, write_letters, write_no_line
from briefwright.word.charts.slopes import find_range
from briefwright.word.ooxml import Node, element, name

Side = Literal["b", "l", "r"]
_OPPOSITE: dict[Direction, Direction] = {"ltr": "rtl", "rtl": "ltr"}


def write_axes(grid: Grid, setting: Setting) -> Iterator[Node]:
    """A grid and its setting → the axis of its rows and that of its values, or two of each.

    The second axis of rows isn't shown: Word wants one for each axis of values.
    """
    yield _write_rows(grid, setting)
    yield _write_values(grid, setting)
    if len(grid.axes) > 1:
        yield _write_second(grid, setting)
        yield _write_hidden_rows(setting)


def _write_rows(grid: Grid, setting: Setting) -> Node:
    lies, rtl = grid.form.lies, setting.direction == "rtl"
    is_low = grid.lowest < 0 or rtl or axis_begin(grid, setting)
    line = write_no_line() if grid.form.stacking or grid.kind == "slope" else _write_line()
    return element(
        "c:catAx", {},
        element("c:axId", {"val": 1}),
        _write_scaling(turned=lies or rtl),
        element("c:delete", {"val": int(grid.is_one_bar)}),
        element("c:axPos", {"val": _find_side(setting.direction) if lies else "b"}),
        *_write_ticks("low" if is_low else "nextTo"),
        element("c:spPr", {}, line),
        write_letters(setting, "tx1"),
        *_write_crossing(2),
        *_write_order(is_complete=lies),
    )  # fmt: skip


def _write_hidden_rows(setting: Setting) -> Node:
    return element(
        "c:catAx", {},
        element("c:axId", {"val": 3}),
        _write_scaling(turned=setting.direction == "rtl"),
        element("c:delete", {"val": 1}),
        element("c:axPos", {"val": "b"}),
        *_write_ticks(),
        *_write_crossing(4),
        *_write_order(is_complete=False),
    )  # fmt: skip


def _write_values(grid: Grid, setting: Setting) -> Node:
    """The axis of values, which shows only where values don't stand at what is drawn."""
    lies, labelled = grid.form.lies, is_labelled(grid)
    is_full = grid.kind in ("area", "slope")  # from edge to edge
    return element(
        "c:valAx", {},
        element("c:axId", {"val": 2}),
        _write_range(grid, 0) if grid.axes else _write_reach(grid, setting),
        element("c:delete", {"val": int(labelled)}),
        element("c:axPos", {"val": "b" if lies else _find_side(setting.direction)}),
        None if labelled else _write_gridlines(),
        *_write_ticks(number_format=tick_format(grid, grid.axes[0]) if grid.axes else "General"),
        element("c:spPr", {}, write_no_line()),
        write_letters(setting, "tx2"),
        *_write_crossing(1),
        element("c:crossBetween", {"val": "midCat" if is_full else "between"}),
        _write_step(grid, 0) if grid.axes else None,
    )  # fmt: skip


def _write_second(grid: Grid, setting: Setting) -> Node:
    """The axis of the values of lines, on the other side, under what it counts."""
    axis = grid.axes[1]
    return element(
        "c:valAx", {},
        element("c:axId", {"val": 4}),
        _write_range(grid, 1),
        element("c:delete", {"val": 0}),
        element("c:axPos", {"val": _find_side(_OPPOSITE[setting.direction])}),
        write_title(axis.unit, setting, legend_size(grid, setting)[1], is_first=False),
        *_write_ticks(number_format=tick_format(grid, axis)),
        element("c:spPr", {}, write_no_line()),
        write_letters(setting, "tx2"),
        *_write_crossing(3, at="max"),
        element("c:crossBetween", {"val": "between"}),
        _write_step(grid, 1),
    )  # fmt: skip


def _find_side(direction: Direction) -> Side:
    """How a chart is read → the side where one begins."""
    return "r" if direction == "rtl" else "l"


def _write_ticks(where: str = "nextTo", number_format: str = "General") -> Iterator[Node]:
    yield element("c:numFmt", {"formatCode": number_format, "sourceLinked": 0})
    yield element("c:majorTickMark", {"val": "none"})
    yield element("c:minorTickMark", {"val": "none"})
    yield element("c:tickLblPos", {"val": where})


def _write_crossing(axis: int, at: str = "autoZero") -> Iterator[Node]:
    yield element("c:crossAx", {"val": axis})
    yield element("c:crosses", {"val": at})


def _write_order(*, is_complete: bool) -> Iterator[Node]:
    """`is_complete` has a name for each row, however close they stand."""
    yield element("c:auto", {"val": 0})
    yield element("c:lblAlgn", {"val": "ctr"})
    yield element("c:lblOffset", {"val": 100})
    if is_complete:
        yield element("c:tickLblSkip", {"val": 1})
    yield element("c:noMultiLvlLbl", {"val": 1})


def _write_range(grid: Grid, place: int) -> Node:
    ticks = grid.axes[place].ticks
    return _write_scaling(turned=False, most=float(ticks[-1]), least=float(ticks[0]))


def _write_reach(grid: Grid, setting: Setting) -> Node:
    """How far an axis reaches that has no ticks."""
    if grid.kind == "slope":
        least, most = find_range(grid)
        return _write_scaling(turned=False, most=float(most), least=float(least))
    labelled = is_labelled(grid)
    begins = grid.floor or (labelled and grid.lowest >= 0)
    return _write_scaling(
        turned=setting.direction == "rtl" and grid.form.lies,
        most=axis_end(grid, setting) if labelled else None,
        least=axis_begin(grid, setting) if begins else None,
        base=10 if grid.floor else None,
    )


def _write_step(grid: Grid, place: int) -> Node:
    return element("c:majorUnit", {"val": _write_number(grid.axes[place].step)})


def _write_number(number: Decimal) -> str:
    return format(number, "f")


def _write_scaling(
    *, turned: bool, most: float | None = None, least: float | None = None, base: int | None = None
) -> Node:
    return element(
        "c:scaling", {},
        None if base is None else element("c:logBase", {"val": base}),
        element("c:orientation", {"val": "maxMin" if turned else "minMax"}),
        None if most is None else element("c:max", {"val": str(most)}),
        None if least is None else element("c:min", {"val": least}),
    )  # fmt: skip


def _write_gridlines() -> Node:
    quiet = element("a:ln", {"w": 6350}, fill("tx2", 25))
    return element("c:majorGridlines", {}, element("c:spPr", {}, quiet))


def _write_line() -> Node:
    return element("a:ln", {"w": 6350}, fill("tx2"))


def write_title(words: str, setting: Setting, above: float, *, is_first: bool) -> Node:
    """What an axis counts → its title, small and level, so many px from the top.

    It stands where text begins, or at the other side.
    """
    wide = setting.text_width(words) / setting.width
    is_left = is_first == (setting.direction == "ltr")
    left = 0 if is_left else max(0.0, 1 - wide - 0.02)
    top = above / setting.height
    corner = (element("c:x", {"val": f"{left:.4f}"}), element("c:y", {"val": f"{top:.4f}"}))
    edges = (element(f"c:{side}Mode", {"val": "edge"}) for side in "xy")
    rich = write_letters(setting, "tx2")
    rich.tag = name("c:rich")
    for key, value in {"rot": "0", "vert": "horz"}.items():
        rich[0].set(key, value)
    (look,) = rich.iter(name("a:defRPr"))
    run = element(
        "a:rPr", {"lang": setting.language, "sz": setting.size, "b": 0}, *map(deepcopy, look)
    )
    text = element("a:t", {})
    text.text = words
    line = next(rich.iter(name("a:p")))
    line[1:] = [element("a:r", {}, run, text)]
    return element(
        "c:title", {},
        element("c:tx", {}, rich),
        element("c:layout", {}, element("c:manualLayout", {}, *edges, *corner)),
        element("c:overlay", {"val": 0}),
    )  # fmt: skip
