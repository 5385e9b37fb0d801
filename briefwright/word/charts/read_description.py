"""A chart of a Word file → what a statement says of it: its shape, series and axes, its faults."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from briefwright.document.colours import Colour
from briefwright.document.marks import Statement, normalise
from briefwright.word.charts.read import C
from briefwright.word.charts.read_colours import check_colours
from briefwright.word.charts.read_look import check_look, list_groups
from briefwright.word.charts.read_slopes import are_slopes
from briefwright.word.counting import Node

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_QUOTED = re.compile(r'"[^"]*"')  # in the format of a number: signs and no more
THRESHOLD = "tx1"  # the theme's colour of a line across
MUTED = "tx2"  # the theme's colour of what stands back behind what is highlighted


def describe_chart(root: Node, palette: Mapping[str, Colour]) -> Statement:
    """A chart → its shape and its series; what is wrong with its scale or its colours besides."""
    series = list(root.iter(C + "ser"))
    has_values = root.find(f".//{C}majorUnit") is None  # at what is drawn: there are no ticks
    looks = (*check_look(root), *check_colours(root, palette))
    faults = [
        *_check_scales(root),
        *_check_series(series, has_values=has_values, is_alike=are_slopes(root)),
        *dict.fromkeys(looks),
    ]
    text = f"{_find_shape(root)} of {len(series)} series"
    text += f"{_find_across(root)}{_find_muted(root)}{_find_percent(root)}"
    text += f"{_find_unit(root)}{_find_floor(root)}{_find_lines(root)}"
    text += " and".join(_describe_axes(root))
    return Statement("chart", ", ".join((text, *faults)))


def _find_across(root: Node) -> str:
    """A chart → how many of its series are lines without points."""
    found = [one for one in root.iterfind(f".//{C}lineChart/{C}ser") if _read_symbol(one) == "none"]
    return f" with {len(found)} across" if found else ""


def _read_symbol(series: Node) -> str:
    symbol = series.find(f"{C}marker/{C}symbol")
    return "" if symbol is None else symbol.get("val", "")


def _find_muted(root: Node) -> str:
    """A chart → which of its series, or of the rows of its only one, stand back behind others."""
    series = list(root.iter(C + "ser"))
    found = [n for n, one in enumerate(series, 1) if _is_muted(one)]
    found += [
        int(point.findall(C + "idx")[0].get("val", "0")) + 1
        for one in series
        for point in one.iterfind(C + "dPt")
        if _is_muted(point)
    ]
    return f" but {' '.join(map(str, found))} muted" if found else ""


def _is_muted(node: Node) -> bool:
    colour = next(node.iterfind(f"{C}spPr//{_A}schemeClr"), None)
    return colour is not None and colour.get("val") == MUTED


def _find_percent(root: Node) -> str:
    """A chart → whether each of its numbers is shown with the sign of per cent."""
    shown = [one.text or "" for one in root.iterfind(f".//{C}ser//{C}formatCode")]
    return " in per cent" if shown and all("%" in one or "٪" in one for one in shown) else ""


def _find_unit(root: Node) -> str:
    """A chart → what its title says that it counts."""
    words = _read_words(root.find(f"{C}chart/{C}title"))
    return f" counted in {words}" if words else ""


def _read_words(title: Node | None) -> str:
    letters = () if title is None else title.iter(f"{_A}t")
    return normalise("".join(str(one.text or "") for one in letters))


def _find_floor(root: Node) -> str:
    """A chart → where its scale begins, and by powers of what it rises, if it is logarithmic."""
    base, least = (
        root.find(f".//{C}valAx/{C}scaling/{C}{setting}") for setting in ("logBase", "min")
    )
    if base is None:
        return ""
    begin = Decimal("0" if least is None else least.get("val", "0"))
    return f" by powers of {base.get('val')} from {begin.normalize():f}"


def _find_lines(root: Node) -> str:
    """A chart of columns → which of its series are lines over them."""
    if root.find(f".//{C}barChart") is None:
        return ""
    lines = root.findall(f".//{C}lineChart/{C}ser")
    found = [
        str(place)
        for place, one in enumerate(root.iter(C + "ser"), 1)
        if one in lines and _read_symbol(one) != "none"
    ]
    return f" and {' '.join(found)} as lines" if found else ""


def _describe_axes(root: Node) -> Iterator[str]:
    """A chart → the range of each axis of values that has a step, and what it counts."""
    for axis in root.iter(C + "valAx"):
        step = axis.find(C + "majorUnit")
        if step is not None:
            least, most = (axis.find(f"{C}scaling/{C}{side}") for side in ("min", "max"))
            low, high, by = (
                f"{Decimal(one.get('val', '0')).normalize():f}" if one is not None else "nowhere"
                for one in (least, most, step)
            )
            unit = _read_words(next(axis.iter(C + "title"), root.find(f"{C}chart/{C}title")))
            yield f" from {low} to {high} by {by} of {unit}"


def _find_shape(root: Node) -> str:
    grouping = next((one.get("val", "") for one in root.iter(C + "grouping")), "")
    if root.find(f".//{C}areaChart") is not None:
        return f"{grouping} areas"
    if root.find(f".//{C}barChart") is None:
        return "slopes" if are_slopes(root) else "lines"
    upright = next((one.get("val", "") for one in root.iter(C + "barDir")), "") == "col"
    shape = "columns" if upright else "bars"
    if _find_lines(root):
        return f"{shape} and lines"
    if upright and next((one.get("val") for one in root.iter(C + "gapWidth")), "") == "0":
        shape = "columns without gaps"
    return {
        "clustered": shape,
        "stacked": f"stacked {shape}",
        "percentStacked": f"{shape} of one whole",
    }.get(grouping, grouping)


def _check_scales(root: Node) -> Iterator[str]:
    """A chart → what is wrong with its axis of values, or with each of two."""
    axes = root.findall(f".//{C}valAx")
    groups = list_groups(root)
    pairs = zip(groups, axes, strict=False) if len(axes) > 1 else [(root, axes[0])] if axes else []
    for drawn, axis in pairs:
        yield from _check_scale(root, drawn, axis)


def _check_scale(root: Node, drawn: Node, axis: Node) -> Iterator[str]:
    """Bars and areas begin at zero, and nothing ends before its largest number."""
    values = drawn.findall(f".//{C}val//{C}v")
    numbers = [float(one.text or 0) for one in values]
    least, most = (axis.find(f"{C}scaling/{C}{side}") for side in ("min", "max"))
    if any(one.tag != f"{C}lineChart" for one in list_groups(root)):
        begin = _floor(numbers) if least is None else float(least.get("val", "0"))
        if begin > _floor(numbers) or (begin < 0 and _floor(numbers) == 0):
            yield f"from {begin}"
        elif least is None and min(numbers, default=0) >= 0:
            yield "from anywhere"
    elif least is not None and float(least.get("val", "0")) > min(numbers, default=0):
        yield f"from {least.get('val')}"
    stacked = any("tacked" in one.get("val", "") for one in root.iter(C + "grouping"))
    if most is not None and not stacked and float(most.get("val", "0")) < max(numbers, default=0):
        yield f"up to {most.get('val')}"


def _floor(numbers: list[float]) -> float:
    return 0.0 if min(numbers, default=0) >= 0 else min(numbers)


def _check_series(series: list[Node], *, has_values: bool, is_alike: bool) -> Iterator[str]:
    """Series are numbered and coloured in order, their values shown in the unit of the workbook.

    They may all look alike.
    """
    for place, one in enumerate(series):
        order = [one.find(C + tag) for tag in ("idx", "order")]
        fill = next(one.iterfind(f"{C}spPr//{_A}schemeClr"), None)
        accent = f"accent{1 if is_alike else place % 6 + 1}"
        if any(found is None or found.get("val") != str(place) for found in order):
            yield f"series {place + 1} out of order"
        if fill is None or fill.get("val") not in (accent, MUTED, THRESHOLD):
            yield f"series {place + 1} in another colour"
        labels = one.find(f"{C}dLbls/{C}showVal")
        is_bare = labels is not None and labels.get("val") == "0"
        if is_bare and has_values and one.find(f"{C}smooth") is None:
            yield f"series {place + 1} without its values"
        formats = {found.text for found in one.iter(C + "formatCode")}
        shown = {found.get("formatCode", "") for found in one.iter(C + "numFmt")}
        bare = [_QUOTED.sub("", str(code)) for code in formats | shown]
        if any("%" in code or code.endswith(",") for code in bare):
            yield f"series {place + 1} in another unit"
