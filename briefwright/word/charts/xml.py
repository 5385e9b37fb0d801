"""What stands in a chart's workbook → its XML: python-pptx writes the numbers, this gives a look.

The look is the theme's: its accents, its quiet text, its type. Nothing is drawn that a reader
doesn't need: values stand at the bars, or else on axes; the caption is the page's.
"""

from copy import deepcopy

from lxml import etree

from briefwright.word.charts.axes import write_axes, write_title
from briefwright.word.charts.geometry import (
    Setting,
    find_gaps,
    has_legend,
    legend_size,
    manual_layout,
    plot_layout,
    unit_height,
    unit_width,
)
from briefwright.word.charts.grid import Column, Grid
from briefwright.word.charts.labels import write_labels
from briefwright.word.charts.looks import fill, write_letters, write_no_area
from briefwright.word.charts.slopes import find_place
from briefwright.word.ooxml import Node, element, name

THRESHOLD = "tx1"
MUTED, _MUTED_STRENGTH = "tx2", 70  # what stands back behind what is highlighted


def build_chart_space(grid: Grid, setting: Setting) -> Node:
    """A chart's grid and its setting → the root of its part, without the link to a workbook."""
    space = _write_plain(grid)
    plot = next(space.iter(name("c:plotArea")))
    drawn = next(one for one in plot if one.find(name("c:ser")) is not None)
    for place, series in enumerate(drawn.findall(name("c:ser"))):
        _style_series(series, grid, place, setting)
    _set(drawn, "c:varyColors", "0", before=("c:ser",))
    for labels in drawn.findall(name("c:dLbls")):  # each series says it for itself
        drawn.remove(labels)
    across = _move_lines(drawn, grid)
    if grid.form.has_bars:
        gap, overlap = find_gaps(grid, setting)
        _set(drawn, "c:gapWidth", str(gap), before=("c:overlap", "c:axId"))
        _set(drawn, "c:overlap", str(overlap), before=("c:serLines", "c:axId"))
    for place, group in enumerate((drawn, *across)):
        first = 3 if place and len(grid.axes) > 1 else 1
        for number, axis_id in enumerate(group.iter(name("c:axId")), start=first):
            axis_id.set("val", str(number))
    plot[:] = [
        manual_layout(*find_place(grid, setting), "inner")
        if grid.kind == "slope"
        else plot_layout(grid, setting),
        drawn,
        *across,
        *write_axes(grid, setting),
        element("c:spPr", {}, *write_no_area()),
    ]
    _frame(space, grid, setting)
    return space


def _move_lines(drawn: Node, grid: Grid) -> list[Node]:
    """Columns with lines or thresholds → a group of their own for these."""
    series = drawn.findall(name("c:ser"))
    across = [
        one
        for one, column in zip(series, grid.columns, strict=True)
        if column.is_threshold or column.is_line
    ]
    if grid.kind == "line" or not across:
        return []
    axes = (element("c:axId", {"val": 0}) for _ in range(2))
    return [
        element(
            "c:lineChart", {},
            element("c:grouping", {"val": "standard"}),
            element("c:varyColors", {"val": 0}),
            *across,
            element("c:marker", {"val": 1}),
            *axes,
        )
    ]  # fmt: skip


def _write_plain(grid: Grid) -> Node:
    from pptx.chart.data import CategoryChartData  # needed for charts only
    from pptx.chart.xmlwriter import ChartXmlWriter
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData()
    data.categories = grid.rows
    for column in grid.columns:
        data.add_series(column.name, column.numbers, column.number_format)
    xml = ChartXmlWriter(XL_CHART_TYPE[grid.form.office], data).xml
    return etree.fromstring(xml.encode(), etree.XMLParser(remove_blank_text=True))


def _set(holder: Node, tag: str, value: str, before: tuple[str, ...]) -> None:
    """A setting of a chart → set, once, before the first of those that come after it."""
    for old in holder.findall(name(tag)):
        holder.remove(old)
    later = {name(one) for one in before}
    place = next((n for n, child in enumerate(holder) if child.tag in later), len(holder))
    holder.insert(place, element(tag, {"val": value}))


# ----------------------------------------------------------------- series


def _style_series(series: Node, grid: Grid, place: int, setting: Setting) -> None:
    """One series → in its colour, with its values beside the bars or on them."""
    for tag in ("c:spPr", "c:marker", "c:invertIfNegative", "c:dLbls"):
        for old in series.findall(name(tag)):
            series.remove(old)
    column = grid.columns[place]
    look = 0 if grid.kind == "slope" else place
    accent, strength = _choose_colour(column, look)
    paint = fill(accent, strength)
    made: list[Node] = []
    if column.is_threshold:
        made += [element("c:spPr", {}, _dashed(paint)), element("c:marker", {}, _no_sign())]
        _set(series, "c:smooth", "0", before=())
    elif grid.kind in ("line", "slope") or column.is_line:
        order = place - sum(not one.is_line for one in grid.columns) if column.is_line else look
        dash = element("a:prstDash", {"val": _DASHES[order % len(_DASHES)]})
        line = element("a:ln", {"w": 22225, "cap": "rnd"}, paint, dash, element("a:round", {}))
        made += [element("c:spPr", {}, line), _marker(paint, look)]
        _set(series, "c:smooth", "0", before=())
    else:
        edge = [_separator()] if grid.form.stacking or grid.kind == "histogram" else []
        made += [element("c:spPr", {}, paint, *edge)]
        if grid.form.has_bars:
            made += [
                element("c:invertIfNegative", {"val": 0}),
                *(_mute_point(row, edge) for row in sorted(grid.muted)),
            ]
    on_dark = accent in setting.dark and place < 6
    made.append(write_labels(grid, column, place, setting, on_dark))
    at = next(n for n, child in enumerate(series) if child.tag in (name("c:cat"), name("c:val")))
    series[at:at] = made


def _dashed(paint: Node) -> Node:
    return element("a:ln", {"w": 13970}, paint, element("a:prstDash", {"val": "dash"}))


def _no_sign() -> Node:
    return element("c:symbol", {"val": "none"})


def _choose_colour(column: Column, place: int) -> tuple[str, int]:
    """A series and its position → its colour of the theme, and per cent of it on white.

    A seventh series takes the first one's colour, lighter.
    """
    if column.is_threshold:
        return THRESHOLD, 100
    if column.is_muted:
        return MUTED, _MUTED_STRENGTH
    return f"accent{place % 6 + 1}", 60 if place >= 6 else 100


def _mute_point(row: int, edge: list[Node]) -> Node:
    """One bar of a series → in the colour of what stands back."""
    return element(
        "c:dPt", {},
        element("c:idx", {"val": row}),
        element("c:invertIfNegative", {"val": 0}),
        element("c:spPr", {}, fill(MUTED, _MUTED_STRENGTH), *map(deepcopy, edge)),
    )  # fmt: skip


def _separator() -> Node:
    """The white line that keeps the parts of a bar apart for those who see no colours."""
    return element("a:ln", {"w": 9525}, fill("bg1"))


# Lines are told apart without their colours.
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "lgDashDot")
_SIGNS = ("circle", "square", "diamond", "triangle", "x", "star")


def _marker(paint: Node, place: int) -> Node:
    return element(
        "c:marker", {},
        element("c:symbol", {"val": _SIGNS[place % len(_SIGNS)]}),
        element("c:size", {"val": 5}),
        element("c:spPr", {}, deepcopy(paint), element("a:ln", {"w": 9525}, deepcopy(paint))),
    )  # fmt: skip


# ----------------------------------------------------------------- legend, frame


def _leave_out(place: int) -> Node:
    """A series without a name → no entry in the legend, where Word would make one up."""
    idx, deleted = element("c:idx", {"val": place}), element("c:delete", {"val": 1})
    return element("c:legendEntry", {}, idx, deleted)


def _frame(space: Node, grid: Grid, setting: Setting) -> None:
    """Everything around the plot: no title, no frame; a legend where there are several series."""
    chart = next(space.iter(name("c:chart")))
    for tag in ("c:autoTitleDeleted", "c:legend", "c:plotVisOnly", "c:dispBlanksAs",
                "c:showDLblsOverMax"):  # fmt: skip
        for old in chart.findall(name(tag)):
            chart.remove(old)
    chart.insert(0, element("c:autoTitleDeleted", {"val": int(not grid.unit)}))
    if grid.unit:
        above = legend_size(grid, setting)[1] if grid.axes else 0
        chart.insert(0, write_title(grid.unit, setting, above, is_first=True))
    if has_legend(grid):
        width, height = legend_size(grid, setting)
        left = unit_width(grid, setting) / setting.width
        if setting.direction == "rtl":
            left = 1 - left - width / setting.width
        top = 0 if grid.axes else unit_height(grid, setting) / setting.height
        chart.append(
            element(
                "c:legend", {},
                element("c:legendPos", {"val": "t"}),
                *(_leave_out(n) for n, column in enumerate(grid.columns) if not column.name),
                manual_layout(left, top, width / setting.width, height / setting.height),
                element("c:overlay", {"val": 0}),
                write_letters(setting, "tx2"),
            )
        )  # fmt: skip
    chart.append(element("c:plotVisOnly", {"val": 1}))
    chart.append(element("c:dispBlanksAs", {"val": "gap"}))
    for old in (*space.findall(name("c:txPr")), *space.findall(name("c:roundedCorners"))):
        space.remove(old)
    space.insert(list(space).index(chart), element("c:roundedCorners", {"val": 0}))
    space.append(element("c:spPr", {}, *write_no_area()))
    space.append(write_letters(setting, "tx2"))
