"""The sample of a table → Word's table style: what cells share, so that none repeats it.

Word takes margins and the place of text for whole rows only ([MS-OI29500] 2.1.254): those of a last
column stay with its cells. Bold stays with the styles of paragraphs: where the table's style asks
for it too, Word turns it off (ECMA-376 part 1, 17.7.3).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from briefwright.layout import Layout
from briefwright.word.formatting import borders, build_border, shading, text_properties
from briefwright.word.formatting_values import NO_EDGES, Edge, Edges
from briefwright.word.named_styles import NORMAL, TOGGLES, NamedStyles
from briefwright.word.ooxml import Node, in_schema_order, w
from briefwright.word.table_cells import (
    CellFormatting,
    GridPlace,
    Row,
    build_margins,
    read_rows,
)

DATA = "Briefing Table"  # its name


class Shape(NamedTuple):
    """How large a table is, and what its first row, first column and last row are for."""

    rows: int = 0
    columns: int = 0
    head: bool = False
    names: bool = False
    total: bool = False


PLAIN = Shape()


class TableLook(NamedTuple):
    """What the table style says: of all cells, of the lines around and between, of some rows.

    `head` is the line below the first row, `total` the one above a last row that sums up. `fills`
    are the backgrounds of rows and columns by Word's names for them; each cell says its own too.
    """

    cell: CellFormatting = CellFormatting()
    around: Edges = NO_EDGES
    level: Edge | None = None
    upright: Edge | None = None
    head: Edge | None = None
    head_stands: str = "top"
    total: Edge | None = None
    fills: Mapping[str, str] = {}


def read_look(layout: Layout) -> TableLook:
    """A layout → how its stylesheets would have any table look, from that of the samples."""
    # Rows in two colours begin below the head.
    head, body, other, _, total = read_rows(*layout.sample_table())
    first, cell, last = body.cells
    return TableLook(
        cell._replace(edges=NO_EDGES, fill=""),
        (head.cells[1].edges[0], first.edges[1], total.cells[1].edges[2], last.edges[3]),
        level=other.cells[1].edges[2],
        upright=cell.edges[3],
        head=head.cells[1].edges[2],
        head_stands=head.cells[1].stands,
        total=total.cells[1].edges[0],
        fills={
            "wholeTable": cell.fill,
            "firstRow": head.cells[1].fill,
            "lastRow": total.cells[1].fill,
            "firstCol": first.fill,
            "band2Horz": other.cells[1].fill,
        },
    )


def read_shape(rows: Sequence[Row], look: TableLook) -> Shape:
    """The rows of a table and what the style says → which parts of the style it has."""
    columns = max((row.places[-1].column + row.places[-1].columns for row in rows), default=0)
    head = rows[0].group.tag == "thead"
    names = any(row.places[0].cell.get("scope") == "row" for row in rows)
    sums = look.total not in (None, look.level) and len(rows) > 1 + head
    total = sums and all(cell.edges[0] == look.total for cell in rows[-1].cells)
    return Shape(len(rows), columns, head, names, total)


def expect_cell(look: TableLook, shape: Shape, row: int, place: GridPlace) -> CellFormatting:
    """What the style says and a table's shape → the look of the cell there, if it says nothing."""
    lines = [look.level] * (shape.rows + 1)
    lines[0], lines[-1] = look.around[0], look.around[2]
    if shape.total:
        lines[-2] = look.total
    if shape.head:
        lines[1] = look.head
    end = place.column + place.columns
    left = look.upright if place.column else look.around[1]
    right = look.upright if end < shape.columns else look.around[3]
    stands = look.head_stands if shape.head and row == 0 else look.cell.stands
    return look.cell._replace(edges=(lines[row], left, lines[row + 1], right), stands=stands)


def build_look(shape: Shape) -> Node:
    """A table's shape → `tblLook`: which parts of its style it has."""
    bits = 0x0400 | shape.head << 5 | shape.total << 6 | shape.names << 7
    return w(
        "tblLook", val=f"{bits:04X}", firstRow=int(shape.head), lastRow=int(shape.total),
        firstColumn=int(shape.names), lastColumn=0, noHBand=0, noVBand=1,
    )  # fmt: skip


def build_table_style(sheet: NamedStyles, look: TableLook, title: str, based: str) -> Node:
    """The sheet, what a table style says, its name and that of the one below → its element."""
    lines = borders("tblBorders", look.around, NO_EDGES)
    inner = (("insideH", look.level), ("insideV", look.upright))
    lines.extend(build_border(tag, line) for tag, line in inner if line)
    return w(
        "style",
        w("name", val=title),
        w("basedOn", val=based),
        w("uiPriority", val=1),
        w("qFormat"),
        _build_letters(sheet) if title == DATA else None,
        w(
            "tblPr",
            w("tblStyleRowBandSize", val=1) if look.fills.get("band2Horz") else None,
            w("tblInd", w=0, type="dxa"),
            lines if len(lines) else None,
            build_margins("tblCellMar", look.cell.margins),
        ),
        _build_cells(sheet, look, "wholeTable", None, look.cell.stands),
        *_build_parts(sheet, look),
        type="table", customStyle=1, styleId=title.replace(" ", ""),
    )  # fmt: skip


def _build_letters(sheet: NamedStyles) -> Node | None:
    """What the letters of all cells have in common, for a table that somebody draws in Word."""
    if sheet.corporate_ids:
        return None
    ground, text, heading = (sheet.styles[key].text for key in (NORMAL, "td", "th"))
    same: dict[str, Any] = {
        name: value
        for name, value, other in zip(text._fields, text, heading, strict=True)
        if value == other and name not in TOGGLES
    }
    return in_schema_order("rPr", text_properties(ground._replace(**same), ground, sheet.theme))


def _build_parts(sheet: NamedStyles, look: TableLook) -> Iterator[Node]:
    """The parts of a style that Word tells apart: rows and columns at the ends, every other row."""
    stands = look.head_stands if look.head_stands != look.cell.stands else ""
    for kind, line, place in (
        ("band2Horz", None, ""),
        ("firstRow", look.head, stands),
        ("lastRow", look.total, ""),
        ("firstCol", None, ""),
    ):
        cells = _build_cells(sheet, look, kind, line if line != look.level else None, place)
        if cells is not None:
            yield w("tblStylePr", cells, type=kind)


def _build_cells(
    sheet: NamedStyles, look: TableLook, kind: str, line: Edge | None, stands: str
) -> Node | None:
    """A part of a table → what its cells are: below the first row a line, above the last."""
    fill = look.fills.get(kind, "")
    if kind != "wholeTable" and fill == look.fills.get("wholeTable", ""):
        fill = ""
    side = "top" if kind == "lastRow" else "bottom"
    made = w(
        "tcPr",
        w("tcBorders", build_border(side, line)) if line else None,
        shading(fill, sheet.theme) if fill else None,
        w("vAlign", val=stands) if stands else None,
    )
    return made if len(made) else None
