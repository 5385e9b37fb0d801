"""A drawing with words, and the part of it that is shown → it with the words that stand in there.

What is cut off isn't only hidden: it would still be found and copied. A word through which the cut
goes, or of which nobody can tell where it stands, is a fault.
"""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from briefwright.figures import lettering
from briefwright.figures.palette import Palette

_SVG = "{http://www.w3.org/2000/svg}"
_STEP = re.compile(r"(matrix|translate|scale|rotate)\s*\(([^()]*)\)\s*,?\s*")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_PLACING = ("x", "y", "dx", "dy", "rotate", "textLength", "transform")
# What sets words otherwise than is measured here: in a style, or as attributes.
_UNKNOWN = re.compile(
    r"font-size|font\s*:|text-anchor|transform|baseline|writing-mode|-spacing|direction"
)
_UNMEASURED = (
    *("dominant-baseline", "alignment-baseline", "baseline-shift", "writing-mode", "direction"),
    *("letter-spacing", "word-spacing", "unicode-bidi"),
)
_USUAL_SIZE = "16px"
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # how much of a word stands before its place
_ROOM = 0.15  # of the size, around what was measured

Matrix = tuple[float, float, float, float, float, float]


class Area(NamedTuple):
    """A rectangle in the px of a drawing."""

    left: float
    top: float
    right: float
    bottom: float


def cut_words(root: etree._Element, shown: Area, palette: Palette) -> str:
    """A drawing, the part that is shown, the theme's fonts → the words that would be cut, or "".

    Words that stand outside are taken out of the drawing.
    """
    is_styled = any(_UNKNOWN.search(sheet.text or "") for sheet in root.iter(f"{_SVG}style"))
    if is_styled or next(root.iter(f"{_SVG}use"), None) is not None:
        return next(filter(None, map(_read, root.iter(f"{_SVG}text"))), "")
    for text in list(root.iter(f"{_SVG}text")):
        found = _measure(text, palette)
        if found is None or not (_is_within(found, shown) or _is_beside(found, shown)):
            return _read(text)
        above = text.getparent()
        if above is not None and _is_beside(found, shown):
            above.remove(text)
    return ""


def _read(text: etree._Element) -> str:
    return " ".join("".join(map(str, text.itertext())).split())


def _is_within(one: Area, other: Area) -> bool:
    across = other.left <= one.left and one.right <= other.right
    return across and other.top <= one.top and one.bottom <= other.bottom


def _is_beside(one: Area, other: Area) -> bool:
    across = one.right <= other.left or other.right <= one.left
    return across or one.bottom <= other.top or other.bottom <= one.top


def _measure(text: etree._Element, palette: Palette) -> Area | None:
    """A `text` → the area that it takes; nothing where that can't be told."""
    above = [text, *text.iterancestors()]
    inside = [one for one in text.iter() if one is not text]
    if any(one.tag != f"{_SVG}tspan" or any(map(one.get, _PLACING)) for one in inside):
        return None
    if any(_UNKNOWN.search(str(one.get("style", ""))) for one in (*above, *inside)):
        return None
    if any(one.tag == f"{_SVG}svg" for one in above[:-1]) or any(map(text.get, _PLACING[2:6])):
        return None
    if any(one.get(name) for one in (*above, *inside) for name in _UNMEASURED):
        return None
    transforms = [str(one.get("transform", "")) for one in above]
    typed = (text.get("x", "0"), text.get("y", "0"), _find(above, "font-size", _USUAL_SIZE))
    lengths = [_NUMBER.fullmatch(str(one).strip().removesuffix("px")) for one in typed]
    if not all(lengths) or any(_STEP.sub("", one).strip() for one in transforms):
        return None
    x, y, size = (float(one[0]) for one in lengths if one)
    weight = 700 if "bold" in _find(above, "font-weight", "") else 400
    width = lettering.width(_read(text), palette, size, weight)
    left = x - width * _BEFORE.get(_find(above, "text-anchor", "start"), 0.0)
    room = size * _ROOM
    corners = [
        (east, south)
        for east in (left - room, left + width + room)
        for south in (y - size - room, y + size / 3 + room)
    ]
    for matrix in (step for transform in transforms for step in _read_steps(transform)):
        corners = [_move(point, matrix) for point in corners]
    across, down = zip(*corners, strict=True)
    return Area(min(across), min(down), max(across), max(down))


def _find(above: list[etree._Element], attribute: str, usual: str) -> str:
    """An element and those around it → the nearest value of an attribute."""
    return next((value for one in above if (value := str(one.get(attribute, "")))), usual)


def _move(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _read_steps(transform: str) -> Iterator[Matrix]:
    """A `transform` → its steps, the one that is done first coming first."""
    for name, written in reversed(_STEP.findall(transform)):
        numbers = [float(one) for one in _NUMBER.findall(written)]
        match name, numbers:
            case "matrix", [a, b, c, d, e, f]:
                yield (a, b, c, d, e, f)
            case "translate", [x, *rest]:
                yield (1, 0, 0, 1, x, rest[0] if rest else 0)
            case "scale", [x, *rest]:
                yield (x, 0, 0, rest[0] if rest else x, 0, 0)
            case "rotate", [angle, *centre]:
                x, y = (*centre, 0.0, 0.0)[:2]
                cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
                yield (1, 0, 0, 1, -x, -y)
                yield (cos, sin, -sin, cos, 0, 0)
                yield (1, 0, 0, 1, x, y)
