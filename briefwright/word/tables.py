"""Tables of the content: rows and columns as the layout made them."""

from collections import deque
from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefwright.layout import Style
from briefwright.word.assembly import build_paragraph
from briefwright.word.formatting import SIDES, borders, shading
from briefwright.word.formatting_values import (
    Edge,
    Edges,
    ParagraphFormatting,
    avoids_break,
    edge,
    px,
)
from briefwright.word.frame import Frame, background, paragraph_formatting, sides
from briefwright.word.line import Line
from briefwright.word.ooxml import Node, twips, w
from briefwright.word.paragraphs import add_bookmarks
from briefwright.word.pieces import Para, Piece, Table, close_box
from briefwright.word.runs import build_runs, require_role
from briefwright.word.writer_state import WriterState

DATA = "Briefing Table"  # the name of their style

# Programs measure letters differently: what fills its column to a hair wraps in another one. So
# much of the padding at a cell's far side, in twips, is left to the words.
SLACK = 20


class GridPlace(NamedTuple):
    """A place of a table's grid: a cell, its columns; `down` if it reaches here from above."""

    cell: Element
    columns: int
    down: bool


def build_table(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """A `table` → a table with repeated head rows, its columns as wide as the layout made them."""
    style = state.layout.style(element)
    rows = [row for group in element for row in group]
    heads = {row for group in element if group.tag == "thead" for row in group}
    grid = _read_grid(rows)
    widths = _column_widths(state, grid)
    named = any(row[0].get("scope") == "row" for row in rows if len(row))
    made = begin_table(DATA, style, widths, frame, (bool(heads), named))
    keep = frame.keep or avoids_break(style["break_inside"])
    around = [frame.box.style] if frame.box else []
    groups = {row: group for group in element for row in group}
    for row, places in zip(rows, grid, strict=True):
        held = row in heads or (keep and row is not rows[-1])
        group = groups[row]
        above = [state.layout.style(one) for one in (row, group)]
        fill = next(filter(None, map(background, (*above, style, *around))), "")
        outer = _outer_edges(style, first=row is rows[0], last=row is rows[-1])
        outer = _join_edges(outer, _outer_edges(above[0], first=True, last=True))
        ends = _outer_edges(above[1], first=row is group[0], last=row is group[-1])
        cells = _build_cells(state, places, widths, held, _join_edges(outer, ends), fill)
        made.append(_build_row(state.layout.style(row), row in heads, cells))
    return close_box([Table(ParagraphFormatting(), made)], style)


def begin_table(
    kind: str,
    style: Style,
    widths: list[int],
    frame: Frame,
    heads: tuple[bool, bool] = (False, False),
) -> Node:
    """A table style's name, CSS, widths in twips, the frame around → a table without rows.

    `heads` says whether the first row and the first column name what stands in the others."""
    near, _ = sides(style)
    start = frame.start + px(style[f"margin_{near}"])
    first_row, first_column = map(int, heads)
    bits = 0x0400 | first_row << 5 | first_column << 7
    return w(
        "tbl",
        w("tblPr",
          w("tblStyle", val=kind.replace(" ", "")),
          w("bidiVisual") if style["direction"] == "rtl" else None,
          w("tblW", w=sum(widths), type="dxa"),
          w("tblInd", w=twips(start), type="dxa"),
          w("tblLayout", type="fixed"),
          w("tblLook", val=f"{bits:04X}", firstRow=first_row, lastRow=0,
            firstColumn=first_column, lastColumn=0, noHBand=0, noVBand=1)),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
    )  # fmt: skip


def _read_grid(rows: list[Element]) -> list[list[GridPlace]]:
    """Rows of cells → the places of each row, those that a cell from above covers included."""
    grid: list[list[GridPlace]] = []
    covered: dict[int, tuple[int, Element]] = {}  # column → rows that are left, the cell
    for row in rows:
        line: list[GridPlace] = []
        below: dict[int, tuple[int, Element]] = {}
        waiting, column = deque(row), 0
        while waiting or column in covered:
            down = column in covered
            left, cell = (
                covered[column] if down else (_spans(waiting[0], "rowspan"), waiting.popleft())
            )
            if left > 1:
                below[column] = (left - 1, cell)
            line.append(GridPlace(cell, _spans(cell, "colspan"), down))
            column += line[-1].columns
        covered = below
        grid.append(line)
    return grid


def _spans(cell: Element, attribute: str) -> int:
    return max(1, int(cell.get(attribute, "1")))


def _column_widths(state: WriterState, grid: list[list[GridPlace]]) -> list[int]:
    """The places of each row → the width of each column in twips, as laid out."""
    found: dict[int, int] = {}
    count = 0
    for line in grid:
        column = 0
        for place in line:
            if place.columns == 1 and column not in found:
                found[column] = twips(measure_outside(state, place.cell))
            column += place.columns
        count = max(count, column)
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


def _outer_edges(style: Style, *, first: bool, last: bool) -> Edges:
    """The table's own borders, as far as this row touches them."""
    return (
        edge(style, "top", 0) if first else None,
        edge(style, "left", 0),
        edge(style, "bottom", 0) if last else None,
        edge(style, "right", 0),
    )


def _build_cells(
    state: WriterState, places: list[GridPlace], widths: list[int], held: bool, outer: Edges,
    fill: str,
) -> list[Node]:  # fmt: skip
    """The cells of one row; `fill` is the background behind those that have none."""
    made, column = [], 0
    for place in places:
        after = column + place.columns
        top, left, bottom, right = outer
        first, last = column == 0, after == len(widths)
        if state.layout.style(place.cell)["direction"] == "rtl":
            first, last = last, first
        around = (top, left if first else None, bottom, right if last else None)
        made.append(_build_cell(state, place, sum(widths[column:after]), held, around, fill))
        column = after
    return made


def _choose_stronger(one: Edge | None, other: Edge | None) -> Edge | None:
    """Where borders collapse, the thicker one is seen."""
    if one is None or other is None:
        return one or other
    return one if one.size >= other.size else other


def _join_edges(these: Edges, those: Edges) -> Edges:
    """The borders of two things at the same place → those that are seen."""
    top, left, bottom, right = map(_choose_stronger, these, those)
    return (top, left, bottom, right)


def _build_cell(
    state: WriterState, place: GridPlace, width: int, held: bool, outer: Edges, fill: str
) -> Node:
    """Word has a cell in every row; those below one that reaches down are empty and go with it."""
    cell, style, sheet = place.cell, state.layout.style(place.cell), state.sheet
    columns = w("gridSpan", val=place.columns) if place.columns > 1 else None
    merged = None
    if place.down or _spans(cell, "rowspan") > 1:
        merged = w("vMerge", val=None if place.down else "restart")
    own = (edge(style, side, 0) for side in SIDES)
    edges = tuple(_choose_stronger(line, around) for line, around in zip(own, outer, strict=True))
    properties = cell_properties(
        state, style, width, edges, background(style) or fill, columns, merged
    )
    if place.down:
        return w("tc", properties, w("p"))
    key = sheet.paragraph(require_role(cell).name, style)
    look = paragraph_formatting(style, Frame(0), sheet.faces)._replace(keep_next=held)
    nodes = tuple(build_runs(Line(state, key, state.part), cell))
    para = add_bookmarks(state, cell, Para(key, look, sheet.text(style), nodes))
    return w("tc", properties, build_paragraph(state, para))


_STANDS = {"middle": "center", "bottom": "bottom"}


def cell_properties(
    state: WriterState, style: Style, width: int, edges: tuple[Edge | None, ...], fill: str,
    columns: Node | None = None, down: Node | None = None,
) -> Node:  # fmt: skip
    """The style of a cell, its width in twips, borders and background → its properties."""
    inner = {side: twips(px(style[f"padding_{side}"])) for side in SIDES}
    _, far = sides(style)
    inner[far] = max(0, inner[far] - SLACK)
    if style["direction"] == "rtl":  # Word's “left” is where a row begins
        top, left, bottom, right = edges
        edges = (top, right, bottom, left)
        inner["left"], inner["right"] = inner["right"], inner["left"]
    stands = _STANDS.get(str(style["vertical_align"]), "top")
    return w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        columns,
        down,
        borders("tcBorders", edges, (None,) * 4) if any(edges) else None,
        shading(fill, state.sheet.theme) if fill else None,
        w("tcMar", *(w(side, w=inner[side], type="dxa") for side in SIDES)),
        w("vAlign", val=stands),
    )
