"""Tables: those of the content, and the borderless ones that set things side by side.

A strip of key figures and two parallel columns are tables only in Word. Their table styles are
named for what they are, which is how a reader of the file can tell them from data.
"""

from collections import deque
from collections.abc import Callable
from copy import deepcopy
from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefwright.layout import Style
from briefwright.word.assembly import assemble, build_paragraph
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
from briefwright.word.line import Line, TextContext
from briefwright.word.ooxml import Node, twips, w
from briefwright.word.paragraphs import add_bookmarks, build_leaf
from briefwright.word.pieces import Para, Piece, Table, close_box
from briefwright.word.runs import build_child, build_runs, require_role
from briefwright.word.writer_state import WriterState

# The names of the table styles.
DATA, STRIP, PARALLEL = "Briefing Table", "Key Figures", "Parallel"

# Programs measure letters differently: what fills its column to a hair wraps in another one. So
# much of the padding at a cell's far side, in twips, is left to the words.
SLACK = 20

Blocks = Callable[[WriterState, Element, Frame], list[Piece]]


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
    made = _begin_table(DATA, style, widths, frame, (bool(heads), named))
    keep = frame.keep or avoids_break(style["break_inside"])
    for row, places in zip(rows, grid, strict=True):
        held = row in heads or (keep and row is not rows[-1])
        outer = _outer_edges(style, first=row is rows[0], last=row is rows[-1])
        cells = _build_cells(state, places, widths, held, outer)
        made.append(_build_row(state.layout.style(row), row in heads, cells))
    return close_box([Table(ParagraphFormatting(), made)], style)


def _begin_table(
    kind: str,
    style: Style,
    widths: list[int],
    frame: Frame,
    heads: tuple[bool, bool] = (False, False),
) -> Node:
    """`heads` says whether the first row and the first column name what stands in the others."""
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
                found[column] = twips(_outer_width(state, place.cell))
            column += place.columns
        count = max(count, column)
    usual = max(found.values(), default=twips(96))
    return [found.get(column, usual) for column in range(count)]


def _outer_width(state: WriterState, element: Element) -> float:
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
    state: WriterState, places: list[GridPlace], widths: list[int], held: bool, outer: Edges
) -> list[Node]:
    made, column = [], 0
    for place in places:
        after = column + place.columns
        top, left, bottom, right = outer
        first, last = column == 0, after == len(widths)
        if state.layout.style(place.cell)["direction"] == "rtl":
            first, last = last, first
        around = (top, left if first else None, bottom, right if last else None)
        made.append(_build_cell(state, place, sum(widths[column:after]), held, around))
        column = after
    return made


def _choose_stronger(one: Edge | None, other: Edge | None) -> Edge | None:
    """Where borders collapse, the thicker one is seen."""
    if one is None or other is None:
        return one or other
    return one if one.size >= other.size else other


def _build_cell(state: WriterState, place: GridPlace, width: int, held: bool, outer: Edges) -> Node:
    """Word has a cell in every row; those below one that reaches down are empty and go with it."""
    cell, style, sheet = place.cell, state.layout.style(place.cell), state.sheet
    columns = w("gridSpan", val=place.columns) if place.columns > 1 else None
    merged = None
    if place.down or _spans(cell, "rowspan") > 1:
        merged = w("vMerge", val=None if place.down else "restart")
    own = (edge(style, side, 0) for side in SIDES)
    edges = tuple(_choose_stronger(line, around) for line, around in zip(own, outer, strict=True))
    properties = _cell_properties(state, style, width, edges, background(style), columns, merged)
    if place.down:
        return w("tc", properties, w("p"))
    key = sheet.paragraph(require_role(cell).name, style)
    look = paragraph_formatting(style, Frame(0), sheet.faces)._replace(keep_next=held)
    nodes = tuple(build_runs(Line(state, key, state.part), cell))
    para = add_bookmarks(state, cell, Para(key, look, sheet.text(style), nodes))
    return w("tc", properties, build_paragraph(state, para))


_STANDS = {"middle": "center", "bottom": "bottom"}


def _cell_properties(
    state: WriterState, style: Style, width: int, edges: tuple[Edge | None, ...], fill: str,
    columns: Node | None = None, down: Node | None = None,
) -> Node:  # fmt: skip
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
        shading(fill, state.sheet.palette) if fill else None,
        w("tcMar", *(w(side, w=inner[side], type="dxa") for side in SIDES)),
        w("vAlign", val=stands),
    )


def build_strip(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """A list of key figures → a borderless table of the rows of the page, one cell an item."""
    style = state.layout.style(element)
    rows = _strip_rows(state, element)
    most = max(rows, key=len, default=())
    widths = [twips(_outer_width(state, item)) for item in most]
    made = _begin_table(STRIP, style, widths, frame)
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
    """A list of key figures → its items, a row each, as they stand on the page."""
    rows: dict[tuple[int, int], list[Element]] = {}
    for item in element:
        _, _, _, top = state.layout.rectangle(item)
        rows.setdefault((state.layout.page(item), round(top)), []).append(item)
    return list(rows.values())


def _build_empty_cell(
    state: WriterState, style: Style, width: int, ends: tuple[bool, bool]
) -> Node:
    """The place of an item in a row that is not full."""
    top, bottom = (
        edge(style, side, 0) if is_end else None for side, is_end in zip(_ENDS, ends, strict=True)
    )
    edges = (top, None, bottom, None)
    return w("tc", _cell_properties(state, style, width, edges, background(style)), w("p"))


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
            pieces += build_leaf(state, child, Frame(width / 15, controls=False))
        else:
            loose += build_child(line, child, TextContext(style))
        loose += line.words(child.tail, TextContext(style))
    if loose or not pieces:
        look = paragraph_formatting(style, Frame(0), state.sheet.faces)
        pieces.insert(0, Para("unit", look, state.sheet.text(style), tuple(loose)))
    first = pieces[0]
    if isinstance(first, Para):
        pieces[0] = add_bookmarks(state, item, first)
    return w("tc", _cell_properties(state, style, width, edges, fill), *assemble(state, pieces))


def build_parallel(
    state: WriterState, element: Element, frame: Frame, blocks: Blocks
) -> list[Piece]:
    """Columns side by side → a borderless table of one row; `blocks` makes what stands in them."""
    style = state.layout.style(element)
    gap = twips(px(style["column_gap"]))
    first, *rest = [_build_column(state, column, frame, blocks) for column in element]
    widths = [one for column in element for one in (twips(_outer_width(state, column)), gap)]
    # A cell of its own: programs differ on which side of a cell is the far one.
    empty = w("tc", w("tcPr", w("tcW", w=gap, type="dxa")), w("p"))
    made = _begin_table(PARALLEL, style, widths[:-1], frame)
    made.append(w("tr", first, *(one for cell in rest for one in (deepcopy(empty), cell))))
    return close_box([Table(ParagraphFormatting(), made)], style)


def _build_column(state: WriterState, column: Element, frame: Frame, blocks: Blocks) -> Node:
    style = state.layout.style(column)
    inside = Frame(state.layout.width(column), keep=frame.keep, controls=False)
    edges = tuple(edge(style, side, 0) for side in SIDES)
    width = twips(_outer_width(state, column))
    properties = _cell_properties(state, style, width, edges, background(style))
    return w("tc", properties, *assemble(state, blocks(state, column, inside)))
