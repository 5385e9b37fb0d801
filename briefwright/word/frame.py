"""Where a block stands: what the elements around it take away from the width of the page.

CSS nests boxes; Word has only paragraphs with indents. A Frame is the sum of the margins,
borders and paddings on the way down, in CSS px from the edges of the text area.
"""

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from briefwright.layout import Style
from briefwright.word.fonts import FontFamily
from briefwright.word.formatting_values import (
    Edge,
    Edges,
    ParagraphFormatting,
    alignment,
    avoids_break,
    colour,
    edge,
    line_height,
    points,
    px,
)
from briefwright.word.ooxml import twips


class Box(NamedTuple):
    """The nearest element with a background or a rule at its side, and where its inside begins."""

    style: Style
    start: float
    end: float


class Frame(NamedTuple):
    """`start` and `end` are sides of the reading direction; `width` is that of the text area.

    `plain` is the style of ordinary paragraphs here, `depth` counts the lists around,
    `keep` says that everything here stays on one page, `in_cell` that a table's cell is around,
    `address` is that of the control around.
    """

    width: float
    start: float = 0
    end: float = 0
    box: Box | None = None
    keep: bool = False
    plain: str = ""
    depth: int = 0
    in_cell: bool = False
    address: str = ""

    @property
    def room(self) -> float:
        """The width that is left, in CSS px."""
        return self.width - self.start - self.end


def sides(style: Style) -> tuple[str, str]:
    """A computed style → the sides where a line begins and ends."""
    return ("left", "right") if style["direction"] == "ltr" else ("right", "left")


def inner_frame(frame: Frame, style: Style) -> Frame:
    """The frame around an element and its style → the frame inside it."""
    near, far = sides(style)
    start = frame.start + px(style[f"margin_{near}"]) + style[f"border_{near}_width"]
    end = frame.end + px(style[f"margin_{far}"]) + style[f"border_{far}_width"]
    box = Box(style, start, end) if is_box(style) else frame.box
    start += px(style[f"padding_{near}"])
    end += px(style[f"padding_{far}"])
    # A narrower measure is an indent at the far side.
    end = max(end, frame.width - start - _max_width(style))
    keep = frame.keep or avoids_break(style["break_inside"])
    return frame._replace(start=start, end=end, box=box, keep=keep)


def _max_width(style: Style) -> float:
    """A computed style → the greatest width that it allows its content, in px."""
    widest = style["max_width"]
    return float(widest.value) if getattr(widest, "unit", "") == "px" else inf


def background(style: Style) -> str:
    """A computed style → its background as RRGGBB, or nothing."""
    return colour(style["background_color"], style["color"])


def is_box(style: Style) -> bool:
    """A computed style → whether Word must draw something along its sides."""
    return bool(
        background(style)
        or edge(style, "left", 0) is not None
        or edge(style, "right", 0) is not None
    )


def filler_edge(fill: str, space: int) -> Edge | None:
    """A background and a distance in pt → a border in its colour: shading ends at the border."""
    return Edge("single", 2, space, fill) if fill and space else None


def paragraph_formatting(
    style: Style, frame: Frame, faces: Mapping[str, FontFamily], hanging: float = 0
) -> ParagraphFormatting:
    """A leaf's style, the frame inside it, how far it hangs → its look, without margins."""
    line, rule = line_height(style, faces)
    if hanging and frame.box:
        hanging = _snap(frame, frame.box, hanging)
    return ParagraphFormatting(
        line=line,
        rule=rule,
        start=twips(frame.start),
        end=twips(frame.end),
        first=twips(px(style["text_indent"]) - hanging),
        align=alignment(style),
        keep_lines=frame.keep,
        widows=style["orphans"] > 1 or style["widows"] > 1,
        edges=_side_edges(style, frame, hanging),
        fill=background(frame.box.style) if frame.box else "",
        bidi=style["direction"] == "rtl",
        hyphens=style["hyphens"] == "auto",
    )


def _snap(frame: Frame, box: Box, hanging: float) -> float:
    """How far a list item hangs in a box, so that the rule beside it runs on straight.

    The distance of a border is in whole points, and Word has a greatest one: both must agree.
    """
    near, _ = sides(box.style)
    padding = px(box.style[f"padding_{near}"])
    rounded = points(padding) / 0.75 - padding
    space = frame.start - hanging - box.start
    return frame.start - box.start - (points(space + rounded) / 0.75 - rounded)


def _side_edges(style: Style, frame: Frame, hanging: float) -> Edges:
    if frame.box is None:
        return (None, None, None, None)
    box, fill = frame.box, background(frame.box.style)
    space = {"start": frame.start - hanging - box.start, "end": frame.end - box.end}
    left, right = ("start", "end") if style["direction"] == "ltr" else ("end", "start")
    return (
        None,
        edge(box.style, "left", space[left]) or filler_edge(fill, points(space[left])),
        None,
        edge(box.style, "right", space[right]) or filler_edge(fill, points(space[right])),
    )
