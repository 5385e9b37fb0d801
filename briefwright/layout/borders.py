"""A box and its computed styles → what is painted of its borders, its outline, its columns' rules.

How borders are painted is in CSS Backgrounds and Borders 3.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import percentage

from briefwright.document.painting import Painted, Region
from briefwright.layout.page_area import PageArea, Rectangle, pick_colour

_SIDES = ("top", "right", "bottom", "left")
# Broken lines, and those of two colours: only where they stand is stated.
UNEVEN = frozenset({"dotted", "dashed", "ridge", "groove", "inset", "outset"})


class _Side(NamedTuple):
    """One side of a frame: how wide, in which style and colour it is painted."""

    width: float
    style: str
    colour: Any


def read_borders(box: Any, page: PageArea) -> Iterator[Painted | Region]:
    """A box → each side of its border, and the rules between its columns."""
    style = box.style
    if style["visibility"] != "visible":
        return
    if isinstance(box, boxes.BlockContainerBox) and style["column_rule_width"]:
        yield from _read_column_rules(box, page)
    left, top, width, height, *corners = box.rounded_border_box()
    outer = Rectangle(left, top, width, height)
    if style["border_image_source"][0] != "none":
        yield from page.leave(outer)
        return
    sides = [
        _Side(
            getattr(box, f"border_{side}_width"),
            style[f"border_{side}_style"],
            pick_colour(style, f"border_{side}_color"),
        )
        for side in _SIDES
    ]
    is_round = any(all(corner) for corner in corners)
    for one in _read_frame(outer, sides, page):
        yield one._replace(is_round=is_round) if isinstance(one, Painted) else one


def read_outline(box: Any, page: PageArea) -> Iterator[Painted | Region]:
    """A box → the outline around its border, which takes no room."""
    style, width = box.style, box.style["outline_width"]
    if not width or style["visibility"] != "visible":
        return
    by = width + style["outline_offset"]
    outer = Rectangle(
        box.border_box_x() - by, box.border_box_y() - by,
        box.border_width() + 2 * by, box.border_height() + 2 * by,
    )  # fmt: skip
    side = _Side(width, style["outline_style"], pick_colour(style, "outline_color"))
    yield from _read_frame(outer, [side] * len(_SIDES), page)


def _read_frame(
    outer: Rectangle, sides: Sequence[_Side], page: PageArea
) -> Iterator[Painted | Region]:
    """A rectangle and its sides, from the top on → what is painted of each."""
    for number, (width, style, colour) in enumerate(sides):
        if style in ("none", "hidden") or not width:
            continue
        if style in UNEVEN:
            yield from page.leave(_cut_side(outer, sides, number, 0, 1))
            continue
        for begin, end in ((0, 1 / 3), (2 / 3, 1)) if style == "double" else ((0, 1),):
            yield from page.paint(_cut_side(outer, sides, number, begin, end), colour)


def _cut_side(
    outer: Rectangle, sides: Sequence[_Side], number: int, begin: float, end: float
) -> Rectangle:
    """A frame, its sides, which of them, from where to where in its width → that part of it."""
    top, right, bottom, left = (side.width for side in sides)
    cut = Rectangle(
        outer.left + left * begin, outer.top + top * begin,
        outer.width - (left + right) * begin, outer.height - (top + bottom) * begin,
    )  # fmt: skip
    thick = sides[number].width * (end - begin)
    match _SIDES[number]:
        case "top":
            return cut._replace(height=thick)
        case "bottom":
            return cut._replace(top=cut.top + cut.height - thick, height=thick)
        case "left":
            return cut._replace(width=thick)
        case _:
            return cut._replace(left=cut.left + cut.width - thick, width=thick)


def _read_column_rules(box: Any, page: PageArea) -> Iterator[Painted | Region]:
    """A box of columns → the rule before each but the first, in the middle of the gap."""
    style, width = box.style, box.style["column_rule_width"]
    if style["column_width"] == "auto" and style["column_count"] == "auto":
        return
    gap = style["column_gap"]
    gap = style["font_size"] if gap == "normal" else percentage(gap, style, box.width)
    is_first = True
    for child in box.children:
        if child.style["column_span"] == "all":
            is_first = True
        elif is_first:
            is_first = False
        else:
            left = child.position_x - (width + gap) / 2
            area = Rectangle(left, child.position_y, width, child.height)
            if style["column_rule_style"] == "solid":
                yield from page.paint(area, pick_colour(style, "column_rule_color"))
            else:
                yield from page.leave(area)
