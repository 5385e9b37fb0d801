"""A chart of a Word file → what of its look would tell something else than its numbers."""

from collections.abc import Iterator
from math import log10

from briefwright.word.charts.read import C, count_places
from briefwright.word.charts.read_slopes import are_slopes, check_slopes, shows_names
from briefwright.word.counting import Node

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SMALLEST = 500  # hundredths of a point
# Per cent of a bar: between columns, between few of them, and between bars with long names.
_WIDEST_GAP, _WIDEST_GAP_OF_FEW, _WIDEST_GAP_OF_ROWS = 150, 300, 450
_FEW = 4
_FARTHEST = -30  # per cent of a bar, between those of one category
_LEAST_WIDTH, _LEAST_HEIGHT = 0.5, 0.4  # of the chart, for what it draws
_LEAST_WIDTH_OF_SLOPES = 0.25  # whose names stand on both sides
_ROUNDING = 0.001
_MOST = 2.01  # times its largest number: no axis needs to go on farther


def check_look(root: Node) -> Iterator[str]:
    """A chart's XML → each thing about its axes, its letters and its room that isn't right."""
    yield from _check_axes(root)
    yield from _check_scale(root)
    yield from _check_legend(root)
    yield from _check_letters(root)
    yield from _check_room(root)
    yield from _check_moved(root)
    if are_slopes(root):
        yield from check_slopes(root)
    elif shows_names(root):
        yield "with the names of its series beside its numbers"
    for points in (*root.iter(C + "strRef"), *root.iter(C + "numRef")):
        count = points.find(f".//{C}ptCount")
        if count is None or count.get("val") != str(count_places(points.findtext(C + "f", ""))):
            yield "of another number of points than its workbook has"


def _read(root: Node, path: str, key: str = "val") -> str:
    found = root.find(f".//{path}")
    return "" if found is None else found.get(key, "")


def _is_stacked(root: Node) -> bool:
    return "tacked" in _read(root, f"{C}grouping")


def _check_axes(root: Node) -> Iterator[str]:
    """Rows are read from the top, and values run as the text does: from the side of the names."""
    categories, values = (
        _read(root, f"{C}{axis}/{C}scaling/{C}orientation") == "maxMin"
        for axis in ("catAx", "valAx")
    )
    if _read(root, f"{C}barDir") == "bar":
        from_right = _read(root, f"{C}catAx/{C}axPos") == "r"
        if not categories or values != from_right:
            yield "with an axis that is turned over"
    elif values or categories != (_read(root, f"{C}valAx/{C}axPos") == "r"):
        yield "with an axis that is turned over"
    is_one_bar = _read(root, f"{C}grouping") == "percentStacked" and len(_list_rows(root)) == 1
    if _read(root, f"{C}catAx/{C}delete") != ("1" if is_one_bar else "0"):
        yield "without its categories"
    is_complete = _read(root, f"{C}tickLblSkip") == "1"
    if is_complete != (_read(root, f"{C}barDir") == "bar"):
        yield "with names that Word may leave out"
    yield from _check_second(root)
    if any(
        len({setting.tag for setting in scale}) < len(scale) for scale in root.iter(C + "scaling")
    ):
        yield "with an axis of two scales"


def _list_rows(root: Node) -> set[str | None]:
    return {point.get("idx") for point in root.findall(f".//{C}cat//{C}pt")}


def _check_second(root: Node) -> Iterator[str]:
    """A second axis of values stands opposite the first, over the same categories."""
    rows, values = root.findall(f".//{C}catAx"), root.findall(f".//{C}valAx")
    sides = [_read(axis, f"{C}axPos") for axis in values]
    if len(rows) != len(values) or len(set(sides)) < len(sides):
        yield "with two axes on one side"
    for axes, wanted in ((rows, ("autoZero", "autoZero")), (values, ("autoZero", "max"))):
        if [_read(axis, f"{C}crosses") for axis in axes] != list(wanted[: len(axes)]):
            yield "with an axis in another place"
    pairs = [[_read(axis, f"{C}axId") for axis in pair] for pair in zip(rows, values, strict=False)]
    groups = [[one.get("val") for one in group.iterfind(f"{C}axId")] for group in list_groups(root)]
    if groups[-1] != pairs[-1] or groups[0] != pairs[0]:
        yield "with lines on another axis"
    turned = {_read(axis, f"{C}orientation") for axis in rows}
    hidden = [_read(axis, f"{C}delete") for axis in (*rows[1:], *values[1:])]
    between = [
        "midCat" if one.tag == f"{C}areaChart" or are_slopes(root) else "between"
        for one in list_groups(root)
    ]
    if [_read(axis, f"{C}crossBetween") for axis in values] != between[: len(values)]:
        yield "with values that begin elsewhere than at its edge"
    if len(turned) > 1 or hidden not in ([], ["1", "0"]):
        yield "with a second axis of another kind"


def _check_scale(root: Node) -> Iterator[str]:
    """Values stand at what is drawn, or else on an axis; what stands from zero ends in sight."""
    values = [
        one.get("val") == "1"
        for series in root.iter(C + "ser")
        if _read(series, f"{C}symbol") != "none"
        for one in series.iterfind(f"{C}dLbls/{C}showVal")
    ]
    is_hidden = _read(root, f"{C}valAx/{C}delete") == "1"
    gridlines = root.findall(f".//{C}majorGridlines")
    if is_hidden != all(values) or len(gridlines) != (0 if is_hidden else 1):
        yield "with its values elsewhere"
    lowest, highest = _find_range(root)
    least, end = (_read(root, f"{C}valAx/{C}scaling/{C}{side}") for side in ("min", "max"))
    if not is_hidden or lowest < 0 or highest <= 0:
        return
    if not least or float(least) < -highest:
        yield "on a scale without beginning"
    if _read(root, f"{C}grouping") != "percentStacked" and not end:
        yield "on a scale without end"
    if end and not _is_high_enough(root, highest, float(end), float(least or 0)):
        yield f"up to {end}"


def _is_high_enough(root: Node, highest: float, end: float, least: float) -> bool:
    """Whether a scale ends above the largest number, and not far above it."""
    if _read(root, f"{C}logBase") and least > 0:
        highest, end = log10(highest / least), log10(end / least)
    return highest <= end + _ROUNDING <= _MOST * highest


def list_groups(root: Node) -> list[Node]:
    """A chart → what it draws: its areas or bars, then the lines over them."""
    kinds = ("area", "bar", "line")
    return [one for kind in kinds for one in root.iter(f"{C}{kind}Chart")]


def _find_range(root: Node) -> tuple[float, float]:
    """A chart → the least and the largest that it must show: of stacked bars, their sums."""
    columns = [
        {point.get("idx"): float(point.findtext(C + "v", "0")) for point in series.iter(C + "pt")}
        for series in root.iterfind(f".//{C}ser/{C}val")
    ]
    numbers = [number for column in columns for number in column.values()]
    if _is_stacked(root):
        rows = {row for column in columns for row in column}
        sums = [sum(max(column.get(row, 0.0), 0.0) for column in columns) for row in rows]
        return min(numbers, default=0.0), max(sums, default=0.0)
    return min(numbers, default=0.0), max(numbers, default=0.0)


def _check_legend(root: Node) -> Iterator[str]:
    """Only a unit is a title, several series have a legend; all have their places in the chart."""
    is_titled = root.find(f"{C}chart/{C}title") is not None
    if _read(root, f"{C}autoTitleDeleted") != ("0" if is_titled else "1"):
        yield "with a title that Word makes up"
    legend = root.find(f".//{C}legend")
    wants_legend = len(list(root.iter(C + "ser"))) > 1 and not are_slopes(root)
    if (legend is not None) != wants_legend:
        yield "with a legend of one, or of several without"
    unnamed = [str(n) for n, one in enumerate(root.iter(C + "ser")) if not _name_series(one)]
    if legend is not None and _list_left_out(legend) != unnamed:
        yield "with a legend that leaves out a series, or makes up a name"
    places = [
        _read_place(root, f"{C}plotArea/{C}layout"),
        _read_place(root, f"{C}legend/{C}layout"),
    ]
    for left, top, width, height in filter(None, places):
        if min(left, top) < 0 or max(left + width, top + height) > 1 + _ROUNDING:
            yield "with a part that is out of sight"
    plot, key = places
    if plot and key and key[1] + key[3] > plot[1] + _ROUNDING:
        yield "with a legend over what is drawn"


def _name_series(series: Node) -> str:
    return series.findtext(f"{C}tx//{C}v") or ""


def _list_left_out(legend: Node) -> list[str]:
    """A legend → the series that have no entry in it."""
    entries = legend.iterfind(f"{C}legendEntry/{C}idx")
    return sorted(entry.get("val", "") for entry in entries)


def _read_place(root: Node, path: str) -> tuple[float, ...]:
    """A chart and the path of a layout → left, top, width and height in shares of the chart."""
    found = [_read(root, f"{path}//{C}{side}") for side in ("x", "y", "w", "h")]
    return tuple(map(float, found)) if all(found) else ()


def _check_letters(root: Node) -> Iterator[str]:
    """Letters are large enough, and the numbers of a line stand above or below it."""
    places = root.iterfind(f".//{C}lineChart//{C}dLblPos")
    if not are_slopes(root) and any(one.get("val") not in ("t", "b") for one in places):
        yield "with its numbers beside its points"
    for letters in root.iter(f"{_A}defRPr", f"{_A}rPr"):
        if int(letters.get("sz", "0")) < _SMALLEST:
            yield "in letters that are too small"


def _check_moved(root: Node) -> Iterator[str]:
    """Numbers with a key stand behind their bars, in the order of their parts."""
    turned = -1 if _read(root, f"{C}valAx/{C}scaling/{C}orientation") == "maxMin" else 1
    for series in root.iter(C + "ser"):
        for label in series.iter(C + "dLbl", C + "dLbls"):
            has_key = any(one.get("val") == "1" for one in label.iterfind(C + "showLegendKey"))
            # Those of a whole series have no place of their own; the numbers in them do.
            places = [label.find(f"{C}layout//{C}{side}") for side in "xy"]
            across, down = ("" if one is None else one.get("val", "") for one in places)
            if has_key and not (across and turned * float(across) > 0 and float(down) == 0):
                yield "with a number elsewhere than behind its bar"


def _check_room(root: Node) -> Iterator[str]:
    """Bars have their room: none covers another, none is squeezed."""
    gap, overlap = _read(root, f"{C}gapWidth"), _read(root, f"{C}overlap")
    if gap and int(gap) > _find_widest_gap(root):
        yield "in bars that are too thin"
    if overlap and (int(overlap) == 100) != _is_stacked(root):
        yield "in bars that cover one another"
    if overlap and int(overlap) < _FARTHEST:
        yield "in bars that stand apart"
    width, height = (_read(root, f"{C}plotArea/{C}layout//{C}{side}") for side in ("w", "h"))
    least = _LEAST_WIDTH_OF_SLOPES if are_slopes(root) else _LEAST_WIDTH
    if (width and float(width) < least) or (height and float(height) < _LEAST_HEIGHT):
        yield "in too little room"


def _find_widest_gap(root: Node) -> int:
    if _read(root, f"{C}barDir") == "bar":
        return _WIDEST_GAP_OF_ROWS
    return _WIDEST_GAP_OF_FEW if len(_list_rows(root)) <= _FEW else _WIDEST_GAP
