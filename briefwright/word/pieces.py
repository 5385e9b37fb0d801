"""What a page is cut into for Word, and how CSS boxes close around it.

A container has no element of its own in Word: its margins, paddings, borders and breaks go to
the first and last piece in it. Pieces stand in one flat list; Open and Close mark controls.
"""

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from briefwright.layout import Style
from briefwright.word.formatting_values import (
    Edge,
    ParagraphFormatting,
    TextFormatting,
    avoids_break,
    edge,
    forces_page,
    points,
    px,
)
from briefwright.word.frame import background, filler_edge, is_box
from briefwright.word.ooxml import Node, twips


class Section(NamedTuple):
    """A stretch with one page geometry: that of a page of the layout, in one or more columns.

    `gap` is the space between columns in twips, `kind` how the section begins; the one that
    opens the file may have a first page of its own. A `cover` has heads and feet of its own.
    """

    page: int
    columns: int = 1
    gap: int = 0
    kind: str = "nextPage"
    opening: bool = False
    cover: bool = False


class Para(NamedTuple):
    """One paragraph: the key of its style, its look, its runs.

    `number` is (numId, level) of live numbering; `section` the section that ends with it;
    `column` says that it begins a column.
    """

    style: str
    look: ParagraphFormatting
    text: TextFormatting
    nodes: tuple[Node, ...] = ()
    number: tuple[int, int] | None = None
    section: Section | None = None
    column: bool = False


class Table(NamedTuple):
    """One table, built. Word gives tables no space around: `look` hands it to the neighbours."""

    look: ParagraphFormatting
    node: Node


class Open(NamedTuple):
    """Here a content control begins; `contents` if it holds the table of contents."""

    tag: str
    contents: bool = False


class Close(NamedTuple):
    """Here the latest open control ends."""


class Start(NamedTuple):
    """Here a section begins."""

    section: Section


class PageEnd(NamedTuple):
    """What follows begins a page."""


Leaf = Para | Table
Piece = Leaf | Open | Close | Start | PageEnd


def leaves(pieces: list[Piece]) -> Iterator[tuple[int, Leaf]]:
    """Pieces → paragraphs and tables with their places in the list."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Para | Table):
            yield place, piece


def close_box(pieces: list[Piece], style: Style) -> list[Piece]:
    """What stands in an element, and its style → the same with its box drawn around."""
    places = [place for place, _ in leaves(pieces)]
    if not places:
        return pieces
    if is_box(style):
        draw_box(pieces, places, style)
    else:
        _draw_rules(pieces, places, style)
    _keep_together(pieces, places, style)
    _add_margin(pieces, places[0], "before", style, "top")
    _add_margin(pieces, places[-1], "after", style, "bottom")
    return [*pieces, PageEnd()] if forces_page(style["break_after"]) else pieces


def follow(pieces: list[Piece], more: list[Piece], style: Style) -> list[Piece]:
    """Pieces, those of the next element and its style → both, with no page ending between them
    where the element avoids that and text stands before it."""
    last = next((place for place, _ in reversed(list(leaves(pieces)))), None)
    if last is not None and avoids_break(style["break_before"]) and isinstance(pieces[last], Para):
        change(pieces, last, keep_next=True)
    return [*pieces, *more]


def change(pieces: list[Piece], place: int, **changes: Any) -> None:
    """Pieces, a place in them and fields of a look → that piece's look changed."""
    piece = pieces[place]
    assert isinstance(piece, Para | Table)
    pieces[place] = piece._replace(look=piece.look._replace(**changes))


def formatting_at(pieces: list[Piece], place: int) -> ParagraphFormatting:
    """Pieces and the place of a leaf → its look."""
    piece = pieces[place]
    assert isinstance(piece, Para | Table)
    return piece.look


def _add_margin(pieces: list[Piece], place: int, margin: str, style: Style, side: str) -> None:
    """Margins collapse: the larger one holds. Those of columns don't, in CSS."""
    inner = getattr(formatting_at(pieces, place), margin)
    outer = twips(px(style[f"margin_{side}"]))
    apart = style["column_count"] != "auto"
    change(pieces, place, **{margin: inner + outer if apart else max(inner, outer)})


def _keep_together(pieces: list[Piece], places: list[int], style: Style) -> None:
    if avoids_break(style["break_inside"]):
        for place in places[:-1]:
            change(pieces, place, keep_next=True)
    if avoids_break(style["break_after"]):
        change(pieces, places[-1], keep_next=True)
    if forces_page(style["break_before"]):
        change(pieces, places[0], new_page=True)


def _draw_rules(pieces: list[Piece], places: list[int], style: Style) -> None:
    """No background, nothing at the sides: a rule or a padding above the first, below the last."""
    for place, side, slot in ((places[0], "top", 0), (places[-1], "bottom", 2)):
        if line := _end_edge(pieces, place, style, side, ""):
            edges = list(formatting_at(pieces, place).edges)
            edges[slot] = line
            change(pieces, place, edges=tuple(edges))


_PAPER = "FFFFFF"


def draw_box(pieces: list[Piece], places: list[int], style: Style) -> None:
    """Pieces, the places of its leaves and a box's style → the box drawn around them, in place.

    Word draws one box around neighbours whose borders and indents are equal. Where the indents
    differ, as in a list, a box would end and leave a white gap: there the gap becomes the
    distance of a border in the colour of the background, or of the paper where only a rule stands
    at the side.
    """
    groups, fill = _group_boxes(pieces, places), background(style) or _PAPER
    tops = [_end_edge(pieces, places[0], style, "top", fill)]
    for group, following in pairwise(groups):
        tops.append(_gap_edge(pieces, group[-1], following[0], fill))
    bottom = _end_edge(pieces, places[-1], style, "bottom", fill)
    box = object()
    for group, top in zip(groups, tops, strict=True):
        foot = bottom if group is groups[-1] else None
        for place in group:
            _, left, _, right = formatting_at(pieces, place).edges
            change(pieces, place, edges=(top, left, foot, right), box=box)


def _group_boxes(pieces: list[Piece], places: list[int]) -> list[list[int]]:
    def indents(place: int) -> tuple[int, int, int, bool]:
        look = formatting_at(pieces, place)
        return (look.start, look.end, look.first, isinstance(pieces[place], Para))

    return [list(group) for _, group in groupby(places, indents)]


def _end_edge(pieces: list[Piece], place: int, style: Style, side: str, fill: str) -> Edge | None:
    """The border at the top or bottom of a box; without one, padding becomes space.

    A margin inside the border is part of the distance between border and text.
    """
    margin = "before" if side == "top" else "after"
    inner = getattr(formatting_at(pieces, place), margin)
    padding = px(style[f"padding_{side}"])
    space = padding + inner / 15
    line = edge(style, side, space) or filler_edge(fill, points(space))
    if line and isinstance(pieces[place], Para):
        change(pieces, place, **{margin: 0})
        return line
    if padding:
        change(pieces, place, **{margin: inner + twips(padding)})
    return None


def _gap_edge(pieces: list[Piece], upper: int, lower: int, fill: str) -> Edge | None:
    """The space between two groups of one box → a border that fills it, if there is a colour."""
    gap = max(formatting_at(pieces, upper).after, formatting_at(pieces, lower).before)
    line = filler_edge(fill, points(gap / 15))
    if line:
        change(pieces, upper, after=0)
        change(pieces, lower, before=0)
    return line
