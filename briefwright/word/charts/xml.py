"""What stands in a chart's workbook → its XML: python-pptx writes the numbers, this gives a look.

The look is the theme's: its accents, its quiet text, its type. Nothing is drawn that a reader
doesn't need: values stand at the bars, so there is no axis of values; the caption is the page's.
"""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from briefwright.word.charts.geometry import (
    BARS,
    Setting,
    axis_begin,
    axis_end,
    legend_size,
    manual_layout,
    plot_layout,
)
from briefwright.word.charts.grid import STACKED, Column, Grid, point_format
from briefwright.word.ooxml import Node, element, name

_TYPES = {
    "bar": "BAR_CLUSTERED",
    "stacked_bar": "BAR_STACKED",
    "share": "BAR_STACKED_100",
    "column": "COLUMN_CLUSTERED",
    "line": "LINE_MARKERS",
}
_GAPS = {"bar": 60, "stacked_bar": 45, "share": 45, "column": 60}  # per cent of a bar
MUTED, _MUTED_STRENGTH = "tx2", 70  # what stands back behind what is highlighted
_MOST_LABELS = 24  # of all points of a line; more would run into one another


def build_chart_space(grid: Grid, setting: Setting) -> Node:
    """A chart's grid and its setting → the root of its part, without the link to a workbook."""
    space = _write_plain(grid)
    plot = next(space.iter(name("c:plotArea")))
    drawn = plot[0]
    for place, series in enumerate(drawn.findall(name("c:ser"))):
        _style_series(series, grid, place, setting)
    _set(drawn, "c:varyColors", "0", before=("c:ser",))
    if grid.kind != "line":
        overlap = "100" if grid.kind in STACKED else "-8"
        _set(drawn, "c:gapWidth", str(_gap_width(grid)), before=("c:overlap", "c:axId"))
        _set(drawn, "c:overlap", overlap, before=("c:serLines", "c:axId"))
    for number, axis_id in enumerate(drawn.iter(name("c:axId")), start=1):
        axis_id.set("val", str(number))
    plot[:] = [
        plot_layout(grid, setting),
        drawn,
        *_axes(grid, setting),
        element("c:spPr", {}, *_no_area()),
    ]
    _frame(space, grid, setting)
    return space


def _write_plain(grid: Grid) -> Node:
    from pptx.chart.data import CategoryChartData  # needed for charts only
    from pptx.chart.xmlwriter import ChartXmlWriter
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData()
    data.categories = grid.rows
    for column in grid.columns:
        data.add_series(column.name, column.numbers, column.number_format)
    xml = ChartXmlWriter(XL_CHART_TYPE[_TYPES[grid.kind]], data).xml
    return etree.fromstring(xml.encode(), etree.XMLParser(remove_blank_text=True))


def _gap_width(grid: Grid) -> int:
    """A single bar fills its chart, unless some number must stand above it."""
    if grid.is_one_bar:
        return 100 if any(map(grid.is_narrow, grid.columns)) else 0
    return _GAPS[grid.kind]


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
    accent, strength = _choose_colour(column, place)
    paint = _fill(accent, strength)
    made: list[Node] = []
    if grid.kind == "line":
        dash = element("a:prstDash", {"val": _DASHES[place % len(_DASHES)]})
        line = element("a:ln", {"w": 22225, "cap": "rnd"}, paint, dash, element("a:round", {}))
        made += [element("c:spPr", {}, line), _marker(paint, place)]
    else:
        edge = [_separator()] if grid.kind in STACKED else []
        made += [
            element("c:spPr", {}, paint, *edge),
            element("c:invertIfNegative", {"val": 0}),
            *(_mute_point(row) for row in sorted(grid.muted)),
        ]
    on_dark = accent in setting.dark and place < 6
    made.append(_labels(grid, column, place, setting, on_dark))
    at = next(n for n, child in enumerate(series) if child.tag in (name("c:cat"), name("c:val")))
    series[at:at] = made


def _choose_colour(column: Column, place: int) -> tuple[str, int]:
    """A series and its position → its colour of the theme, and per cent of it on white.

    A seventh series takes the first one's colour, lighter.
    """
    if column.is_muted:
        return MUTED, _MUTED_STRENGTH
    return f"accent{place % 6 + 1}", 60 if place >= 6 else 100


def _mute_point(row: int) -> Node:
    """One bar of a series → in the colour of what stands back."""
    return element(
        "c:dPt", {},
        element("c:idx", {"val": row}),
        element("c:invertIfNegative", {"val": 0}),
        element("c:spPr", {}, _fill(MUTED, _MUTED_STRENGTH)),
    )  # fmt: skip


def _fill(slot: str, strength: int = 100) -> Node:
    """A colour of the theme, per cent of it on white → a fill."""
    lighter = [
        element("a:lumMod", {"val": strength * 1000}),
        element("a:lumOff", {"val": 100_000 - strength * 1000}),
    ]
    colour = element("a:schemeClr", {"val": slot}, *(lighter if strength < 100 else []))
    return element("a:solidFill", {}, colour)


def _separator() -> Node:
    """The white line that keeps the parts of a bar apart for those who see no colours."""
    return element("a:ln", {"w": 9525}, _fill("bg1"))


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


def _labels(grid: Grid, column: Column, place: int, setting: Setting, on_dark: bool) -> Node:
    """The values of a series, shown with the decimals with which each of them was typed."""
    if not _is_labelled(grid):
        return element("c:dLbls", {}, *_switches(shown=False))
    where = _label_position(grid, place)
    narrow = grid.is_narrow(column)
    text = _text(setting, "bg1" if where == "ctr" and on_dark and not narrow else "tx1", bold=True)
    own = [
        element("c:dLbl", {},
            element("c:idx", {"val": n}),
            _above(grid, setting) if narrow else None,
            *_label(point_format(column, value), text, where))
        for n, value in enumerate(column.numbers)
        if value is not None and (narrow or point_format(column, value) != column.number_format)
    ]  # fmt: skip
    return element("c:dLbls", {}, *own, *_label(column.number_format, text, where))


def _above(grid: Grid, setting: Setting) -> Node:
    """The place above a single bar, which is half as high as what the legend leaves."""
    left = setting.height - legend_size(grid, setting)[1]
    shift = (left / 4 + setting.line_height / 2) / setting.height
    moved = element("c:x", {"val": 0}), element("c:y", {"val": f"{-shift:.4f}"})
    return element("c:layout", {}, element("c:manualLayout", {}, *moved))


def _label_position(grid: Grid, place: int) -> str:
    """A series → where its values stand: in its parts of bars, above its line, at its bars."""
    if grid.kind == "line":
        return _line_label_position(grid, place)
    return "ctr" if grid.kind in STACKED else "outEnd"


def _line_label_position(grid: Grid, place: int) -> str:
    """The lowest of several lines has its values below it, away from the others."""
    heights = [sum(column.values) for column in grid.columns]
    return "b" if len(heights) > 1 and heights[place] == min(heights) else "t"


def _is_labelled(grid: Grid) -> bool:
    """Whether each value has room beside its point; bars always have."""
    return grid.kind != "line" or len(grid.rows) * len(grid.columns) <= _MOST_LABELS


def _label(number_format: str, text: Node, where: str) -> Iterator[Node]:
    yield element("c:numFmt", {"formatCode": number_format, "sourceLinked": 0})
    yield element("c:spPr", {}, *_no_area())
    yield deepcopy(text)
    yield element("c:dLblPos", {"val": where})
    yield from _switches(shown=True)


def _switches(*, shown: bool) -> Iterator[Node]:
    yield element("c:showLegendKey", {"val": 0})
    yield element("c:showVal", {"val": int(shown)})
    for tag in ("c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"):
        yield element(tag, {"val": 0})


# ----------------------------------------------------------------- axes, legend, frame


def _axes(grid: Grid, setting: Setting) -> Iterator[Node]:
    """The axis of the rows and that of the values, which shows only where values don't."""
    bars, rtl = grid.kind in BARS, setting.direction == "rtl"
    labelled, low = _is_labelled(grid), grid.lowest < 0
    names = "low" if low or rtl or axis_begin(grid, setting) else "nextTo"
    yield element(
        "c:catAx", {},
        element("c:axId", {"val": 1}),
        _scaling(turned=bars or rtl),
        element("c:delete", {"val": int(grid.is_one_bar)}),
        element("c:axPos", {"val": ("r" if rtl else "l") if bars else "b"}),
        element("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        element("c:majorTickMark", {"val": "none"}),
        element("c:minorTickMark", {"val": "none"}),
        element("c:tickLblPos", {"val": names}),
        element("c:spPr", {}, _no_line() if grid.kind in STACKED else _axis_line()),
        _text(setting, "tx1"),
        element("c:crossAx", {"val": 2}),
        element("c:crosses", {"val": "autoZero"}),
        element("c:auto", {"val": 0}),
        element("c:lblAlgn", {"val": "ctr"}),
        element("c:lblOffset", {"val": 100}),
        element("c:noMultiLvlLbl", {"val": 1}),
    )  # fmt: skip
    yield element(
        "c:valAx", {},
        element("c:axId", {"val": 2}),
        _scaling(
            turned=rtl and bars,
            most=axis_end(grid, setting) if labelled else None,
            least=axis_begin(grid, setting) if labelled and not low else None,
        ),
        element("c:delete", {"val": int(labelled)}),
        element("c:axPos", {"val": "b" if bars else ("r" if rtl else "l")}),
        None if labelled else _gridlines(),
        element("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        element("c:majorTickMark", {"val": "none"}),
        element("c:minorTickMark", {"val": "none"}),
        element("c:tickLblPos", {"val": "nextTo"}),
        element("c:spPr", {}, _no_line()),
        _text(setting, "tx2"),
        element("c:crossAx", {"val": 1}),
        element("c:crosses", {"val": "autoZero"}),
        element("c:crossBetween", {"val": "between"}),
    )  # fmt: skip


def _scaling(*, turned: bool, most: float | None = None, least: float | None = None) -> Node:
    return element(
        "c:scaling", {},
        element("c:orientation", {"val": "maxMin" if turned else "minMax"}),
        None if most is None else element("c:max", {"val": str(most)}),
        None if least is None else element("c:min", {"val": least}),
    )  # fmt: skip


def _gridlines() -> Node:
    quiet = element("a:ln", {"w": 6350}, _fill("tx2", 25))
    return element("c:majorGridlines", {}, element("c:spPr", {}, quiet))


def _axis_line() -> Node:
    return element("a:ln", {"w": 6350}, _fill("tx2"))


def _no_line() -> Node:
    return element("a:ln", {}, element("a:noFill", {}))


def _no_area() -> tuple[Node, Node]:
    return element("a:noFill", {}), _no_line()


def _text(setting: Setting, slot: str, *, bold: bool = False) -> Node:
    """A colour of the theme → how letters of a chart look in it."""
    face = setting.font
    return element(
        "c:txPr", {},
        element("a:bodyPr", {"wrap": "none"} if bold else {}),
        element("a:lstStyle", {}),
        element("a:p", {},
            element("a:pPr", {},
                element("a:defRPr", {"sz": setting.size, "b": int(bold)},
                    _fill(slot),
                    element("a:latin", {"typeface": face}),
                    element("a:cs", {"typeface": face}))),
            element("a:endParaRPr", {"lang": setting.language})),
    )  # fmt: skip


def _frame(space: Node, grid: Grid, setting: Setting) -> None:
    """Everything around the plot: no title, no frame; a legend where there are several series."""
    chart = next(space.iter(name("c:chart")))
    for tag in ("c:autoTitleDeleted", "c:legend", "c:plotVisOnly", "c:dispBlanksAs",
                "c:showDLblsOverMax"):  # fmt: skip
        for old in chart.findall(name(tag)):
            chart.remove(old)
    chart.insert(0, element("c:autoTitleDeleted", {"val": 1}))
    if len(grid.columns) > 1:
        width, height = legend_size(grid, setting)
        left = 1 - width / setting.width if setting.direction == "rtl" else 0
        chart.append(
            element(
                "c:legend", {},
                element("c:legendPos", {"val": "t"}),
                manual_layout(left, 0, width / setting.width, height / setting.height),
                element("c:overlay", {"val": 0}),
                _text(setting, "tx2"),
            )
        )  # fmt: skip
    chart.append(element("c:plotVisOnly", {"val": 1}))
    chart.append(element("c:dispBlanksAs", {"val": "gap"}))
    for old in (*space.findall(name("c:txPr")), *space.findall(name("c:roundedCorners"))):
        space.remove(old)
    space.insert(list(space).index(chart), element("c:roundedCorners", {"val": 0}))
    space.append(element("c:spPr", {}, *_no_area()))
    space.append(_text(setting, "tx2"))
