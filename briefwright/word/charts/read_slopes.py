"""A chart of slopes of a Word file → what of its labels and its scale isn't right."""

from collections.abc import Iterator
from itertools import pairwise

from briefwright.word.charts.read import C
from briefwright.word.counting import Node

_MOST_BELOW = 0.2  # of the range of all numbers, between the least and the axis
_ENDS = ("0", "1")
_SIDES = (("l", "r"), ("r", "l"))  # of the ends: read from the left, and from the right


def are_slopes(root: Node) -> bool:
    """Whether a chart names its lines at their ends, as no other kind does."""
    return root.find(f".//{C}lineChart") is not None and shows_names(root)


def shows_names(root: Node) -> bool:
    """Whether a chart prints names of its series beside its numbers."""
    return any(one.get("val") == "1" for one in root.iter(C + "showSerName"))


def check_slopes(root: Node) -> Iterator[str]:
    """A chart of slopes → whether each end has its label, in order, on a scale that is filled."""
    turned = _read(root, f".//{C}catAx//{C}orientation") == "maxMin"
    sides = dict(zip(_ENDS, _SIDES[turned], strict=True))
    series = list(root.iter(C + "ser"))
    columns = [_read_numbers(one) for one in series]
    values = [number for column in columns for number in column.values()]
    low, high = min(values, default=0.0), max(values, default=0.0)
    low, high = (low, high) if low < high else (low - 1, high + 1)
    least, most = (
        float(_read(root, f".//{C}valAx/{C}scaling/{C}{side}") or 0) for side in ("min", "max")
    )
    if most != high or not low - _MOST_BELOW * (high - low) <= least <= low:
        yield "on a scale that doesn't end at its numbers"
    for tag in ("showVal", "showSerName"):
        if any(one.get("val") != "1" for one in root.iter(C + tag)):
            yield "with a line that lacks its name or number"
    for one, column in zip(series, columns, strict=True):
        places = {
            _read(label, f"{C}idx"): _read(label, f"{C}dLblPos")
            for label in one.iterfind(f"{C}dLbls/{C}dLbl")
        }
        if places != {end: sides.get(end, "") for end in column}:
            yield "with a name on the wrong side of its line"
    for end in _ENDS:
        heights = _list_heights(root, series, columns, end, least, most)
        if any(below <= above for above, below in pairwise(heights)):
            yield "with names in another order than its lines"
        if any(not 0 <= one <= 1 for one in heights):
            yield "with a name that is out of sight"


def _list_heights(
    root: Node, series: list[Node], columns: list[dict[str, float]], end: str,
    low: float, high: float,
) -> list[float]:  # fmt: skip
    """How far down the labels of one end stand, the one of the greatest number first."""
    top, height = (
        float(_read(root, f".//{C}plotArea/{C}layout//{C}{side}") or 0) for side in ("y", "h")
    )
    found = []
    for one, column in zip(series, columns, strict=True):
        if end in column:
            own = (label for label in one.iterfind(f"{C}dLbls/{C}dLbl")
                   if _read(label, f"{C}idx") == end)  # fmt: skip
            shift = sum(float(_read(label, f"{C}layout//{C}y") or 0) for label in own)
            found.append((-column[end], top + (high - column[end]) / (high - low) * height + shift))
    return [height for _, height in sorted(found)]


def _read(node: Node, path: str) -> str:
    found = node.find(path)
    return "" if found is None else found.get("val", "")


def _read_numbers(series: Node) -> dict[str, float]:
    """A series → its numbers, by which end they are of."""
    points = series.iterfind(f"{C}val//{C}pt")
    return {one.get("idx", ""): float(one.findtext(C + "v", "0")) for one in points}
