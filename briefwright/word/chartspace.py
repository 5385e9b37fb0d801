"""What a chart is drawn from → its XML: python-pptx writes the numbers, this gives them a look.

The look is the theme's: its accents, its quiet text, its type. Nothing is drawn that a reader
doesn't need: values stand at the bars, so there is no axis of values; the caption is the page's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lxml import etree

from briefwright.layout import Charted
from briefwright.word.ooxml import Node, element, name

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class Column:
    """One series as Word has it: its name, the format of its numbers, its numbers (None: a gap)."""

    name: str
    shape: str
    numbers: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Grid:
    """What stands in the workbook: the names of the rows, a column for each series."""

    kind: str
    rows: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def lowest(self) -> Decimal:
        """The smallest number, 0 at most."""
        numbers = [number for column in self.columns for number in column.numbers]
        return min((number for number in numbers if number is not None), default=Decimal(0))


@dataclass(frozen=True)
class Lettering:
    """How a chart is lettered: the theme's word for a font, or its name; hundredths of a point.

    `dark` are the accents on which white letters can be read.
    """

    font: str
    size: int
    language: str
    direction: Direction
    dark: frozenset[str]


def grid(charted: Charted) -> Grid:
    """A chart's data table → what stands in its workbook.

    The parts of one whole are one bar: there each row becomes a series of its own.
    """
    if charted.kind == "share" and len(charted.series) == 1:
        (whole,) = charted.series
        parts = zip(charted.rows, whole.numbers, whole.shown, strict=True)
        columns = tuple(_column(row, (number,), (shown,)) for row, number, shown in parts)
        return Grid(charted.kind, (whole.name,), columns)
    columns = tuple(_column(one.name, one.numbers, one.shown) for one in charted.series)
    return Grid(charted.kind, charted.rows, columns)


def _column(title: str, numbers: tuple[str, ...], shown: tuple[str, ...]) -> Column:
    values = tuple(Decimal(format(Decimal(one), "f")) if one else None for one in numbers)
    printed = [text for text, value in zip(shown, values, strict=True) if value is not None]
    return Column(title, _shape([value for value in values if value is not None], printed), values)


def _shape(values: Sequence[Decimal], printed: Sequence[str]) -> str:
    """Numbers as typed and as printed → the format in which Word shows all of them."""
    decimals = max((-int(value.as_tuple().exponent) for value in values), default=0)
    thousands = [
        text for value, text in zip(values, printed, strict=True) if abs(value) >= _THOUSAND
    ]
    plain = thousands and all(re.search(r"\d{4}", text) for text in thousands)
    shape = ("0" if plain else "#,##0") + ("." + "0" * decimals if decimals > 0 else "")
    minus = any(_MINUS in text for text in printed)
    return f"{shape};{_MINUS}{shape}" if minus else shape


_THOUSAND = 1000
_MINUS = "\u2212"  # longer than the hyphen that Word would set

# Rows are read from the top: an axis of bars that begins at the bottom is turned over.
_BARS = frozenset({"bar", "stacked_bar", "share"})
_STACKED = frozenset({"stacked_bar", "share"})
_TYPES = {
    "bar": "BAR_CLUSTERED",
    "stacked_bar": "BAR_STACKED",
    "share": "BAR_STACKED_100",
    "column": "COLUMN_CLUSTERED",
    "line": "LINE_MARKERS",
}
_GAPS = {"bar": 45, "stacked_bar": 45, "share": 45, "column": 60}  # per cent of a bar
_AROUND_ONE = 120  # the same where one bar has the chart to itself
_MOST_LABELS = 24  # of all points of a line; more would run into one another


def chart_space(charted: Grid, lettering: Lettering) -> Node:
    """A chart's grid and its lettering → the root of its part, without the link to a workbook."""
    space = _written(charted)
    plot = next(space.iter(name("c:plotArea")))
    drawn = plot[0]
    for place, series in enumerate(drawn.findall(name("c:ser"))):
        _dress(series, charted, place, lettering)
    _set(drawn, "c:varyColors", "0", before=("c:ser",))
    if charted.kind != "line":
        overlap = "100" if charted.kind in _STACKED else "-8"
        gap = _AROUND_ONE if len(charted.rows) == 1 else _GAPS[charted.kind]
        _set(drawn, "c:gapWidth", str(gap), before=("c:overlap", "c:axId"))
        _set(drawn, "c:overlap", overlap, before=("c:serLines", "c:axId"))
    plot.insert(0, element("c:layout", {}))
    for axis in (*plot.iter(name("c:catAx")), *plot.iter(name("c:valAx"))):
        plot.remove(axis)
    plot.extend(_axes(charted, lettering))
    plot.append(element("c:spPr", {}, *_no_area()))
    for number, axis_id in enumerate(drawn.iter(name("c:axId")), start=1):
        axis_id.set("val", str(number))
    _frame(space, charted, lettering)
    return space


def _written(charted: Grid) -> Node:
    from pptx.chart.data import CategoryChartData  # needed for charts only
    from pptx.chart.xmlwriter import ChartXmlWriter
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData()
    data.categories = charted.rows
    for column in charted.columns:
        data.add_series(column.name, column.numbers, column.shape)
    xml = ChartXmlWriter(XL_CHART_TYPE[_TYPES[charted.kind]], data).xml
    return etree.fromstring(xml.encode(), etree.XMLParser(remove_blank_text=True))


def _set(holder: Node, tag: str, value: str, before: tuple[str, ...]) -> None:
    """A setting of a chart → set, once, before the first of those that come after it."""
    for old in holder.findall(name(tag)):
        holder.remove(old)
    later = {name(one) for one in before}
    place = next((n for n, child in enumerate(holder) if child.tag in later), len(holder))
    holder.insert(place, element(tag, {"val": value}))


# ----------------------------------------------------------------- series


def _dress(series: Node, charted: Grid, place: int, lettering: Lettering) -> None:
    """One series → in its colour, with its values beside the bars or on them."""
    for tag in ("c:spPr", "c:marker", "c:invertIfNegative", "c:dLbls"):
        for old in series.findall(name(tag)):
            series.remove(old)
    accent = f"accent{place % 6 + 1}"
    column, paint = charted.columns[place], _paint(accent, faded=place >= 6)
    made: list[Node] = []
    if charted.kind == "line":
        line = element("a:ln", {"w": 25400, "cap": "rnd"}, paint, element("a:round", {}))
        made += [element("c:spPr", {}, line), _marker(accent, place)]
    else:
        edge = [_edge()] if charted.kind in _STACKED else []
        made += [
            element("c:spPr", {}, paint, *edge),
            element("c:invertIfNegative", {"val": 0}),
        ]
    on_dark = accent in lettering.dark and place < 6
    made.append(_labels(charted, column, place, lettering, on_dark))
    at = next(n for n, child in enumerate(series) if child.tag in (name("c:cat"), name("c:val")))
    series[at:at] = made


def _paint(slot: str, *, faded: bool = False) -> Node:
    """A colour of the theme → a fill; a seventh series takes the first one's colour, lighter."""
    lighter = [element("a:lumMod", {"val": 60000}), element("a:lumOff", {"val": 40000})]
    return element(
        "a:solidFill", {}, element("a:schemeClr", {"val": slot}, *(lighter if faded else []))
    )


def _edge() -> Node:
    """The white line that keeps the parts of a bar apart for those who see no colours."""
    return element("a:ln", {"w": 9525}, _paint("bg1"))


_SIGNS = ("circle", "square", "diamond", "triangle", "x", "star")


def _marker(accent: str, place: int) -> Node:
    return element(
        "c:marker", {},
        element("c:symbol", {"val": _SIGNS[place % len(_SIGNS)]}),
        element("c:size", {"val": 6}),
        element("c:spPr", {}, _paint(accent), element("a:ln", {"w": 9525}, _paint(accent))),
    )  # fmt: skip


def _labels(charted: Grid, column: Column, place: int, lettering: Lettering, on_dark: bool) -> Node:
    """The values of a series, shown with the decimals with which each of them was typed."""
    if charted.kind == "line" and _points(charted) > _MOST_LABELS:
        return element("c:dLbls", {}, *_switches(shown=False))
    where = _where(charted, place)
    narrow = _is_narrow(charted, column)
    text = _text(lettering, "bg1" if where == "ctr" and on_dark and not narrow else "tx1")
    own = [
        element("c:dLbl", {},
            element("c:idx", {"val": n}),
            _above() if narrow else None,
            *_label(_own_shape(column.shape, value), text, where))
        for n, value in enumerate(column.numbers)
        if value is not None and (narrow or _own_shape(column.shape, value) != column.shape)
    ]  # fmt: skip
    return element("c:dLbls", {}, *own, *_label(column.shape, text, where))


_NARROW = Decimal("0.04")  # of a whole: no room for its number


def _is_narrow(charted: Grid, column: Column) -> bool:
    """Whether a series is so small a part of one whole that its value must stand above the bar."""
    if charted.kind != "share" or len(charted.rows) != 1:
        return False
    (number,) = column.numbers
    whole = sum((one.numbers[0] or Decimal(0) for one in charted.columns), Decimal(0))
    return number is not None and number < whole * _NARROW


def _above() -> Node:
    shift = element(
        "c:manualLayout", {}, element("c:x", {"val": 0}), element("c:y", {"val": -0.24})
    )
    return element("c:layout", {}, shift)


def _where(charted: Grid, place: int) -> str:
    """A series → where its values stand: in its parts of bars, above its line, at its bars."""
    if charted.kind == "line":
        return _beside_line(charted, place)
    return "ctr" if charted.kind in _STACKED else "outEnd"


def _beside_line(charted: Grid, place: int) -> str:
    """The lowest of several lines has its values below it, away from the others."""
    heights = [
        sum((number for number in column.numbers if number is not None), Decimal(0))
        for column in charted.columns
    ]
    return "b" if len(heights) > 1 and heights[place] == min(heights) else "t"


def _points(charted: Grid) -> int:
    return len(charted.rows) * len(charted.columns)


def _own_shape(shape: str, value: Decimal) -> str:
    """The format of a series and a number → the number's own, which may have fewer decimals."""
    _, _, decimals = shape.partition(";")[0].partition(".")
    typed = max(0, -int(value.as_tuple().exponent))
    if typed == len(decimals):
        return shape
    return shape.replace("." + decimals, "." + "0" * typed if typed else "")


def _label(shape: str, text: Node, where: str) -> Iterator[Node]:
    yield element("c:numFmt", {"formatCode": shape, "sourceLinked": 0})
    yield element("c:spPr", {}, *_no_area())
    yield etree.fromstring(etree.tostring(text))
    yield element("c:dLblPos", {"val": where})
    yield from _switches(shown=True)


def _switches(*, shown: bool) -> Iterator[Node]:
    yield element("c:showLegendKey", {"val": 0})
    yield element("c:showVal", {"val": int(shown)})
    for tag in ("c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"):
        yield element(tag, {"val": 0})


# ----------------------------------------------------------------- axes, legend, frame


def _axes(charted: Grid, lettering: Lettering) -> Iterator[Node]:
    """The axis of the rows and that of the values, which shows only where values don't."""
    bars, rtl = charted.kind in _BARS, lettering.direction == "rtl"
    labelled = charted.kind != "line"
    one_bar = charted.kind == "share" and len(charted.rows) == 1
    low = charted.lowest < 0
    yield element(
        "c:catAx", {},
        element("c:axId", {"val": 1}),
        _scaling(turned=bars or rtl),
        element("c:delete", {"val": int(one_bar)}),
        element("c:axPos", {"val": ("r" if rtl else "l") if bars else "b"}),
        element("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        element("c:majorTickMark", {"val": "none"}),
        element("c:minorTickMark", {"val": "none"}),
        element("c:tickLblPos", {"val": "low" if low or rtl else "nextTo"}),
        element("c:spPr", {}, _no_line() if charted.kind in _STACKED else _axis_line()),
        _text(lettering, "tx1" if bars else "tx2"),
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
        _scaling(turned=rtl and bars, least=0 if labelled and not low else None),
        element("c:delete", {"val": int(labelled)}),
        element("c:axPos", {"val": "b" if bars else ("r" if rtl else "l")}),
        None if labelled else _gridlines(),
        element("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        element("c:majorTickMark", {"val": "none"}),
        element("c:minorTickMark", {"val": "none"}),
        element("c:tickLblPos", {"val": "nextTo"}),
        element("c:spPr", {}, _no_line()),
        _text(lettering, "tx2"),
        element("c:crossAx", {"val": 1}),
        element("c:crosses", {"val": "autoZero"}),
        element("c:crossBetween", {"val": "between"}),
    )  # fmt: skip


def _scaling(*, turned: bool, least: int | None = None) -> Node:
    return element(
        "c:scaling", {},
        element("c:orientation", {"val": "maxMin" if turned else "minMax"}),
        None if least is None else element("c:min", {"val": least}),
    )  # fmt: skip


def _gridlines() -> Node:
    quiet = element(
        "a:solidFill", {}, element("a:schemeClr", {"val": "tx2"},
        element("a:lumMod", {"val": 25000}), element("a:lumOff", {"val": 75000})),
    )  # fmt: skip
    return element(
        "c:majorGridlines", {}, element("c:spPr", {}, element("a:ln", {"w": 6350}, quiet))
    )


def _axis_line() -> Node:
    return element("a:ln", {"w": 6350}, _paint("tx2"))


def _no_line() -> Node:
    return element("a:ln", {}, element("a:noFill", {}))


def _no_area() -> tuple[Node, Node]:
    return element("a:noFill", {}), _no_line()


def _text(lettering: Lettering, slot: str) -> Node:
    """A colour of the theme → how letters of a chart look in it."""
    face = lettering.font
    return element(
        "c:txPr", {},
        element("a:bodyPr", {}),
        element("a:lstStyle", {}),
        element("a:p", {},
            element("a:pPr", {},
                element("a:defRPr", {"sz": lettering.size, "b": 0},
                    _paint(slot),
                    element("a:latin", {"typeface": face}),
                    element("a:cs", {"typeface": face}))),
            element("a:endParaRPr", {"lang": lettering.language})),
    )  # fmt: skip


def _frame(space: Node, charted: Grid, lettering: Lettering) -> None:
    """Everything around the plot: no title, no frame; a legend where there are several series."""
    chart = next(space.iter(name("c:chart")))
    for tag in ("c:autoTitleDeleted", "c:legend", "c:plotVisOnly", "c:dispBlanksAs",
                "c:showDLblsOverMax"):  # fmt: skip
        for old in chart.findall(name(tag)):
            chart.remove(old)
    chart.insert(0, element("c:autoTitleDeleted", {"val": 1}))
    if len(charted.columns) > 1:
        chart.append(
            element(
                "c:legend", {},
                element("c:legendPos", {"val": "t"}),
                element("c:overlay", {"val": 0}),
                _text(lettering, "tx2"),
            )
        )  # fmt: skip
    chart.append(element("c:plotVisOnly", {"val": 1}))
    chart.append(element("c:dispBlanksAs", {"val": "gap"}))
    for old in (*space.findall(name("c:txPr")), *space.findall(name("c:roundedCorners"))):
        space.remove(old)
    space.insert(list(space).index(chart), element("c:roundedCorners", {"val": 0}))
    space.append(element("c:spPr", {}, *_no_area()))
    space.append(_text(lettering, "tx2"))
