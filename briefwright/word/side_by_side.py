"""Tables without rules that set things side by side: key figures, and two parallel columns.

They are tables only in Word. Their table styles are named for what they are, which is how a reader
of the file can tell them from data.
"""

from copy import deepcopy
from xml.etree.ElementTree import Element

from briefwright.layout import Style
from briefwright.word.assembly import assemble
from briefwright.word.formatting import SIDES
from briefwright.word.formatting_values import Edges, ParagraphFormatting, edge, px
from briefwright.word.frame import Frame, background, inner_frame, paragraph_formatting, sides
from briefwright.word.line import Line, TextContext
from briefwright.word.ooxml import Node, twips, w
from briefwright.word.paragraphs import add_bookmarks, build_leaf
from briefwright.word.pieces import Para, Piece, Table, close_box
from briefwright.word.runs import build_child, require_role
from briefwright.word.table_cells import CellFormatting, build_properties, format_cell, indent_text
from briefwright.word.tables import Blocks, begin_table, measure_outside
from briefwright.word.writer_state import WriterState

# The names of the table styles.
STRIP, PARALLEL = "Key Figures", "Parallel"


def build_strip(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """A list of key figures → a borderless table of the rows of the page, one cell an item."""
    style = state.layout.style(element)
    rows = _strip_rows(state, element)
    most = max(rows, key=len, default=())
    widths = [twips(measure_outside(state, item)) for item in most]
    made = begin_table(STRIP, style, widths, frame)
    for row in rows:
        ends = (row is rows[0], row is rows[-1])
        cells = [
            _build_strip_cell(
                state, style, item, width, _strip_edges(state, style, row, item, ends)
            )
            for item, width in zip(row, widths, strict=False)
        ]
        empty = [_build_empty_cell(state, style, width, ends) for width in widths[len(row) :]]
        made.append(w("tr", w("trPr", w("cantSplit")), *cells, *empty))
    return close_box([Table(ParagraphFormatting(), made)], style)


def _strip_rows(state: WriterState, element: Element) -> list[list[Element]]:
    """A list of key figures → its items, a row each, as they stand on the page.

    Items of one row may begin at heights of their own, but stand beside each other.
    """
    rows: list[list[Element]] = []
    for item in element:
        _, _, _, top = state.layout.rectangle(item)
        page = state.layout.page(item)
        before = rows[-1][0] if rows else None
        if (
            before is None
            or page != state.layout.page(before)
            or top <= state.layout.rectangle(before)[1]
        ):
            rows.append([])
        rows[-1].append(item)
    return rows


def _build_empty_cell(
    state: WriterState, style: Style, width: int, ends: tuple[bool, bool]
) -> Node:
    """The place of an item in a row that is not full."""
    top, bottom = (
        edge(style, side, 0) if is_end else None for side, is_end in zip(_ENDS, ends, strict=True)
    )
    edges: Edges = (top, None, bottom, None)
    return w("tc", _build_properties(state, style, width, edges, background(style)), w("p"))


_ENDS = ("top", "bottom")


def _strip_edges(
    state: WriterState, style: Style, row: list[Element], item: Element, ends: tuple[bool, bool]
) -> Edges:
    """The list's rules run above and below all items; between them stand their own.

    `ends` says whether the row is the first of the list, and the last.
    """
    own = state.layout.style(item)
    near, far = sides(style)
    lines = {side: edge(own, side, 0) for side in SIDES}
    for side, is_end in zip(_ENDS, ends, strict=True):
        lines[side] = lines[side] or (edge(style, side, 0) if is_end else None)
    if item is row[0]:
        lines[near] = lines[near] or edge(style, near, 0)
    # A line between two items belongs to both: some programs draw only one cell's in rows that
    # begin at the right.
    following = row[row.index(item) + 1 :]
    neighbour = state.layout.style(following[0]) if following else style
    if near == "right" or not following:
        lines[far] = lines[far] or edge(neighbour, near if following else far, 0)
    return (lines["top"], lines["left"], lines["bottom"], lines["right"])


def _build_strip_cell(
    state: WriterState, around: Style, item: Element, width: int, edges: Edges
) -> Node:
    style = state.layout.style(item)
    fill = background(style) or background(around)
    pieces: list[Piece] = []
    line = Line(state, "unit", state.part)
    loose = line.words(item.text, TextContext(style))
    for child in item:
        if require_role(child).word == "paragraph":
            inside = Frame(width / 15, *indent_text(style), in_cell=True)
            pieces += build_leaf(state, child, inside)
        else:
            loose += build_child(line, child, TextContext(style))
        loose += line.words(child.tail, TextContext(style))
    if loose or not pieces:
        look = paragraph_formatting(style, Frame(0, *indent_text(style)), state.sheet.faces)
        pieces.insert(0, Para("unit", look, state.sheet.text(style), tuple(loose)))
    first = pieces[0]
    if isinstance(first, Para):
        pieces[0] = add_bookmarks(state, item, first)
    return w("tc", _build_properties(state, style, width, edges, fill), *assemble(state, pieces))


def build_parallel(
    state: WriterState, element: Element, frame: Frame, blocks: Blocks
) -> list[Piece]:
    """Columns side by side → a borderless table of one row; `blocks` makes what stands in them.

    Columns that stand below each other, as in large print, need no table.
    """
    style = state.layout.style(element)
    if style["display"][-1] == "flow":
        inner = inner_frame(frame, style)
        return close_box(
            [piece for column in element for piece in _stack_column(state, column, inner, blocks)],
            style,
        )
    gap = twips(px(style["column_gap"]))
    first, *rest = [_build_column(state, column, style, frame, blocks) for column in element]
    widths = [one for column in element for one in (twips(measure_outside(state, column)), gap)]
    # A cell of its own: programs differ on which side of a cell is the far one.
    empty = w("tc", w("tcPr", w("tcW", w=gap, type="dxa")), w("p"))
    made = begin_table(PARALLEL, style, widths[:-1], frame)
    made.append(w("tr", first, *(one for cell in rest for one in (deepcopy(empty), cell))))
    return close_box([Table(ParagraphFormatting(), made)], style)


def _stack_column(state: WriterState, column: Element, frame: Frame, blocks: Blocks) -> list[Piece]:
    """A column that has all of the width → what stands in it, with its own box."""
    style = state.layout.style(column)
    return close_box(blocks(state, column, inner_frame(frame, style)), style)


def _build_column(
    state: WriterState, column: Element, around: Style, frame: Frame, blocks: Blocks
) -> Node:
    style = state.layout.style(column)
    width = state.layout.width(column)
    start, end = indent_text(style)
    inside = Frame(
        width + start + end, start, end, keep=frame.keep, in_cell=True, address=frame.address
    )
    top, left, bottom, right = (edge(style, side, 0) for side in SIDES)
    edges = (top, left, bottom, right)
    outside = twips(measure_outside(state, column))
    fill = background(style) or background(around)
    properties = _build_properties(state, style, outside, edges, fill)
    return w("tc", properties, *assemble(state, blocks(state, column, inside)))


def _build_properties(
    state: WriterState, style: Style, width: int, edges: Edges, fill: str
) -> Node:
    """The style of a cell, its width in twips, borders and background → its properties."""
    look = format_cell(style, edges, fill)
    return build_properties(look, CellFormatting(), width, state.sheet.theme)
