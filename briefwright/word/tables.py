"""Tables of the content: rows and columns as the layout made them."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from briefwright.layout import Style
from briefwright.word.assembly import assemble, build_paragraph
from briefwright.word.formatting_values import ParagraphFormatting, avoids_break, px
from briefwright.word.frame import Frame, paragraph_formatting, sides
from briefwright.word.line import Line
from briefwright.word.ooxml import Node, twips, w
from briefwright.word.paragraphs import add_bookmarks
from briefwright.word.pieces import Para, Piece, Table, change, close_box, leaves
from briefwright.word.runs import build_runs, require_role
from briefwright.word.table_cells import (
    CellFormatting,
    GridPlace,
    Row,
    build_properties,
    count_spans,
    indent_text,
    read_rows,
)
from briefwright.word.table_style import DATA, PLAIN, Shape, build_look, expect_cell, read_shape
from briefwright.word.writer_state import WriterState

Blocks = Callable[[WriterState, Element, Frame], list[Piece]]


def build_table(state: WriterState, element: Element, frame: Frame, blocks: Blocks) -> list[Piece]:
    """A `table` → a table with repeated head rows, its columns as wide as the layout made them.

    `blocks` makes what stands in a cell that holds paragraphs and lists.
    """
    style = state.layout.style(element)
    rows = read_rows(element, state.layout.style, [frame.box.style] if frame.box else ())
    shape = read_shape(rows, state.table_look)
    widths = _column_widths(state, rows, shape.columns)
    made = begin_table(DATA, style, widths, frame, shape)
    keep = frame.keep or avoids_break(style["break_inside"])
    for number, row in enumerate(rows):
        is_head = row.group.tag == "thead"
        held = is_head or (keep and row is not rows[-1])
        cells = [
            _build_cell(
                state, place, sum(widths[place.column : place.column + place.columns]), held,
                (look, expect_cell(state.table_look, shape, number, place)), blocks,
            )
            for place, look in zip(row.places, row.cells, strict=True)
        ]  # fmt: skip
        made.append(_build_row(state.layout.style(row.element), is_head, cells))
    return close_box([Table(ParagraphFormatting(), made)], style)


def begin_table(
    kind: str, style: Style, widths: list[int], frame: Frame, shape: Shape = PLAIN
) -> Node:
    """A table style's name, CSS, widths in twips, the frame around → a table without rows."""
    near, _ = sides(style)
    start = frame.start + px(style[f"margin_{near}"])
    return w(
        "tbl",
        w("tblPr",
          w("tblStyle", val=kind.replace(" ", "")),
          w("bidiVisual") if style["direction"] == "rtl" else None,
          w("tblW", w=sum(widths), type="dxa"),
          w("tblInd", w=twips(start), type="dxa"),
          w("tblLayout", type="fixed"),
          build_look(shape)),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
    )  # fmt: skip


def _column_widths(state: WriterState, rows: list[Row], count: int) -> list[int]:
    """Rows and how many columns there are → the width of each in twips, as laid out."""
    found: dict[int, int] = {}
    for place in (place for row in rows for place in row.places):
        if place.columns == 1 and place.column not in found:
            found[place.column] = twips(measure_outside(state, place.cell))
    usual = max(found.values(), default=twips(96))
    return [found.get(column, usual) for column in range(count)]


def measure_outside(state: WriterState, element: Element) -> float:
    """A cell, or what is one in Word → its width in px with paddings and half of its borders."""
    style = state.layout.style(element)
    padding = px(style["padding_left"]) + px(style["padding_right"])
    # Neighbours share their borders: half of each belongs to either.
    rules = (style["border_left_width"] + style["border_right_width"]) / 2
    return float(state.layout.width(element) + padding + rules)


def _build_row(style: Style, is_head: bool, cells: list[Node]) -> Node:
    """Word knows `tblHeader` only without a value."""
    whole = w("cantSplit") if is_head or avoids_break(style["break_inside"]) else None
    head = w("tblHeader") if is_head else None
    properties = w("trPr", whole, head)
    return w("tr", properties if len(properties) else None, *cells)


def _build_cell(
    state: WriterState, place: GridPlace, width: int, held: bool,
    looks: tuple[CellFormatting, CellFormatting], blocks: Blocks,
) -> Node:  # fmt: skip
    """A place, its width, its look and that of the table's style there → a cell of Word.

    Word has a cell in every row; those below one that reaches down are empty and go with it."""
    cell, style, sheet = place.cell, state.layout.style(place.cell), state.sheet
    columns = w("gridSpan", val=place.columns) if place.columns > 1 else None
    merged = None
    if place.down or count_spans(cell, "row") > 1:
        merged = w("vMerge", val=None if place.down else "restart")
    properties = build_properties(*looks, width, sheet.theme, columns, merged)
    if place.down:
        return w("tc", properties, w("p"))
    if any(require_role(child).word in ("paragraph", "list") for child in cell):
        return w("tc", properties, *assemble(state, _build_parts(state, cell, held, blocks)))
    key = sheet.paragraph(require_role(cell).name, style)
    look = paragraph_formatting(style, Frame(0, *indent_text(style)), sheet.faces)._replace(
        keep_next=held
    )
    nodes = tuple(build_runs(Line(state, key, state.part), cell))
    para = add_bookmarks(state, cell, Para(key, look, sheet.text(style), nodes))
    return w("tc", properties, build_paragraph(state, para))


def _build_parts(state: WriterState, cell: Element, held: bool, blocks: Blocks) -> list[Piece]:
    """A cell that holds paragraphs and lists → these; `held` if its row stays with the next one."""
    start, end = indent_text(state.layout.style(cell))
    inside = Frame(state.layout.width(cell) + start + end, start, end, in_cell=True)
    pieces = blocks(state, cell, inside)
    first, *_ = pieces
    assert isinstance(first, Para)
    pieces[0] = add_bookmarks(state, cell, first)
    for place, _ in leaves(pieces) if held else ():
        change(pieces, place, keep_next=True)
    return pieces
