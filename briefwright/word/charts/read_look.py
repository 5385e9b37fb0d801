"""A chart of a Word file → what of its look would tell something else than its numbers."""

from collections.abc import Iterator

from briefwright.word.charts.read import C, count_places
from briefwright.word.counting import Node

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SMALLEST = 500  # hundredths of a point
_WIDEST_GAP = 150  # per cent of a bar
_LEAST_WIDTH, _LEAST_HEIGHT = 0.5, 0.4  # of the chart, for what it draws
_MOST = 2.01  # times its largest number: no axis needs to go on farther


def check_look(root: Node) -> Iterator[str]:
    """A chart's XML → each thing about its axes, its letters and its room that isn't right."""
    yield from _check_axes(root)
    yield from _check_end(root)
    yield from _check_letters(root)
    yield from _check_room(root)
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
    rows = {point.get("idx") for point in root.findall(f".//{C}cat//{C}pt")}
    is_one_bar = _read(root, f"{C}grouping") == "percentStacked" and len(rows) == 1
    if _read(root, f"{C}catAx/{C}delete") != ("1" if is_one_bar else "0"):
        yield "without its categories"


def _check_end(root: Node) -> Iterator[str]:
    """Bars that stand from zero end where the largest number has room."""
    numbers = [float(one.text or 0) for one in root.findall(f".//{C}val//{C}v")]
    end = _read(root, f"{C}valAx/{C}scaling/{C}max")
    highest = max(numbers, default=0.0)
    if _is_stacked(root) or min(numbers, default=0.0) < 0 or highest <= 0:
        return
    if _read(root, f"{C}valAx/{C}delete") == "1" and not end:
        yield "on a scale without end"
    elif end and float(end) > _MOST * highest:
        yield f"up to {end}"


def _check_letters(root: Node) -> Iterator[str]:
    """Letters are legible: in dark colours, but for those inside a bar."""
    for letters in root.iter(f"{_A}defRPr"):
        if int(letters.get("sz", "0")) < _SMALLEST:
            yield "in letters that are too small"
        holder = next((one for one in letters.iterancestors() if one.tag == C + "txPr"), None)
        around = None if holder is None else holder.getparent()
        inside = around is not None and around.find(C + "dLblPos") is not None and (
            _read(around, f"{C}dLblPos") == "ctr"
        )  # fmt: skip
        if _read(letters, f"{_A}schemeClr").startswith(("bg", "lt")) and not inside:
            yield "in letters of the colour of paper"


def _check_room(root: Node) -> Iterator[str]:
    """Bars have their room: none covers another, none is squeezed."""
    gap, overlap = _read(root, f"{C}gapWidth"), _read(root, f"{C}overlap")
    if gap and int(gap) > _WIDEST_GAP:
        yield "in bars that are too thin"
    if overlap and (int(overlap) == 100) != _is_stacked(root):
        yield "in bars that cover one another"
    width, height = (_read(root, f"{C}plotArea/{C}layout//{C}{side}") for side in ("w", "h"))
    if (width and float(width) < _LEAST_WIDTH) or (height and float(height) < _LEAST_HEIGHT):
        yield "in too little room"
