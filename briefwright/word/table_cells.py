"""CSS of a table → what each of its cells is in Word: its borders, margins and background.

Sides are Word's: “left” is where a row begins, in tables from right to left too.
"""

from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from briefwright.layout import Style
from briefwright.word.formatting import SIDES, OfficeTheme, borders, shading
from briefwright.word.formatting_values import NO_EDGES, Edge, Edges, edge, px
from briefwright.word.frame import background, sides
from briefwright.word.ooxml import Node, twips, w

# Programs measure letters differently: what fills its column to a hair wraps in another one. So
# much of the padding at a cell's far side, in twips, is left to the words.
SLACK = 20

StyleOf = Callable[[Element], Style]


class CellFormatting(NamedTuple):
    """How a cell looks: edges and margins (in twips) in the order of SIDES, background as RRGGBB.

    `stands` is Word's word for where its text stands: “top”, “center” or “bottom”.
    """

    edges: Edges = NO_EDGES
    margins: tuple[int, ...] = (0, 0, 0, 0)
    stands: str = "top"
    fill: str = ""


class GridPlace(NamedTuple):
    """A place of a table's grid: a cell, its first column, how many it spans.

    `down` says that it reaches here from the row above.
    """

    cell: Element
    column: int
    columns: int
    down: bool


class Row(NamedTuple):
    """A row: its element and the group that it stands in, its places, a look for each of them."""

    element: Element
    group: Element
    places: list[GridPlace]
    cells: list[CellFormatting]


def read_rows(table: Element, style_of: StyleOf, behind: Iterable[Style] = ()) -> list[Row]:
    """A `table`, what gives its styles and those of the boxes around → its rows."""
    groups = {row: group for group in table for row in group}
    rows, style = list(groups), style_of(table)
    grid = _read_grid(rows)
    count = max((places[-1].column + places[-1].columns for places in grid if places), default=0)
    cells = []
    for row, places in zip(rows, grid, strict=True):
        group = groups[row]
        own, around = style_of(row), style_of(group)
        outer = _outer_edges(style, first=row is rows[0], last=row is rows[-1])
        outer = _join_edges(outer, _outer_edges(own, first=True, last=True))
        ends = _outer_edges(around, first=row is group[0], last=row is group[-1])
        outer = _join_edges(outer, ends)
        fill = next(filter(None, map(background, (own, around, style, *behind))), "")
        cells.append([_format_cell(style_of, place, count, outer, fill) for place in places])
    cells = _share_edges(grid, cells)
    return [
        Row(row, groups[row], places, found)
        for row, places, found in zip(rows, grid, cells, strict=True)
    ]


def format_cell(style: Style, edges: Edges, fill: str) -> CellFormatting:
    """The style of a cell, its borders as CSS has them and its background → how it looks."""
    inner = _read_padding(style)
    if style["direction"] == "rtl":
        top, left, bottom, right = edges
        edges = (top, right, bottom, left)
        inner["left"] = inner["right"] = min(inner["left"], inner["right"])
    stands = _STANDS.get(str(style["vertical_align"]), "top")
    return CellFormatting(edges, tuple(inner[side] for side in SIDES), stands, fill)


def indent_text(style: Style) -> tuple[float, float]:
    """A cell's style → how far its lines begin and end inside its margins, in px.

    Programs differ on which margin is the left one where rows begin at the right. There both are
    alike, and what is more of the wider one is an indent.
    """
    if style["direction"] != "rtl":
        return 0, 0
    inner = _read_padding(style)
    least = min(inner["left"], inner["right"])
    return (inner["right"] - least) / 15, (inner["left"] - least) / 15


def _read_padding(style: Style) -> dict[str, int]:
    """A cell's style → its padding by side, in twips, without the slack at its far side."""
    inner = {side: twips(px(style[f"padding_{side}"])) for side in SIDES}
    _, far = sides(style)
    inner[far] = max(0, inner[far] - SLACK - _estimate_space(style))
    return inner


def _estimate_space(style: Style) -> int:
    """A cell's style → the twips by which Word may widen a line of it in its narrowest column.

    It adds a quarter of a letter where Chinese, Japanese or Korean meets digits, wherever an
    organisation's template doesn't tell it not to.
    """
    if (style["lang"] or "")[:2] not in ("zh", "ja", "ko"):
        return 0
    places = 5 if style["white_space"] == "nowrap" else 2  # 2026年3月1日 there, 10至18 elsewhere
    return twips(style["font_size"] / 4 * places)


def build_properties(
    look: CellFormatting, base: CellFormatting, width: int, theme: OfficeTheme,
    columns: Node | None = None, down: Node | None = None,
) -> Node:  # fmt: skip
    """A cell's look, that of its table's style and its width in twips → what it says itself."""
    lines = [
        None if line == was else line for line, was in zip(look.edges, base.edges, strict=True)
    ]
    gone = [was if line is None else None for line, was in zip(look.edges, base.edges, strict=True)]
    edges = borders("tcBorders", tuple(lines), tuple(gone))
    margins = build_margins("tcMar", look.margins, base.margins)
    return w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        columns,
        down,
        edges if len(edges) else None,
        shading(look.fill, theme) if look.fill else None,
        margins if len(margins) else None,
        w("vAlign", val=look.stands) if look.stands != base.stands else None,
    )


def build_margins(tag: str, margins: Iterable[int], base: Iterable[int] = (-1,) * 4) -> Node:
    """Margins in the order of SIDES, and those underneath → an element with those that differ."""
    return w(
        tag,
        *(
            w(side, w=size, type="dxa")
            for side, size, was in zip(SIDES, margins, base, strict=True)
            if size != was
        ),
    )


_STANDS = {"middle": "center", "bottom": "bottom"}


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
                covered[column] if down else (count_spans(waiting[0], "row"), waiting.popleft())
            )
            if left > 1:
                below[column] = (left - 1, cell)
            line.append(GridPlace(cell, column, count_spans(cell, "col"), down))
            column += line[-1].columns
        covered = below
        grid.append(line)
    return grid


def count_spans(cell: Element, way: str) -> int:
    """A cell and “row” or “col” → how many of them it spans."""
    return max(1, int(cell.get(f"{way}span", "1")))


def _outer_edges(style: Style, *, first: bool, last: bool) -> Edges:
    """The borders of a table, a group or a row, as far as this row touches them."""
    return (
        edge(style, "top", 0) if first else None,
        edge(style, "left", 0),
        edge(style, "bottom", 0) if last else None,
        edge(style, "right", 0),
    )


def _format_cell(
    style_of: StyleOf, place: GridPlace, count: int, outer: Edges, fill: str
) -> CellFormatting:
    """A place, the count of columns, the edges of its row and the background behind it."""
    style = style_of(place.cell)
    top, left, bottom, right = outer
    first, last = place.column == 0, place.column + place.columns == count
    if style["direction"] == "rtl":
        first, last = last, first
    around = (top, left if first else None, bottom, right if last else None)
    top, left, bottom, right = (edge(style, side, 0) for side in SIDES)
    edges = _join_edges((top, left, bottom, right), around)
    return format_cell(style, edges, background(style) or fill)


def choose_stronger(one: Edge | None, other: Edge | None) -> Edge | None:
    """Where borders collapse, the thicker one is seen."""
    if one is None or other is None:
        return one or other
    return one if one.size >= other.size else other


def _join_edges(these: Edges, those: Edges) -> Edges:
    """The borders of two things at the same place → those that are seen."""
    top, left, bottom, right = map(choose_stronger, these, those)
    return (top, left, bottom, right)


def _share_edges(
    grid: list[list[GridPlace]], cells: list[list[CellFormatting]]
) -> list[list[CellFormatting]]:
    """Looks of cells by place → the same, where two that touch have one border between them."""
    columns = [
        {place.column + n: look for place, look in zip(*row, strict=True)
         for n in range(place.columns)}
        for row in zip(grid, cells, strict=True)
    ]  # fmt: skip
    return [
        [
            look._replace(edges=_join_edges(look.edges, _find_neighbours(columns, row, place)))
            for place, look in zip(grid[row], cells[row], strict=True)
        ]
        for row in range(len(grid))
    ]


def _find_neighbours(columns: list[dict[int, CellFormatting]], row: int, place: GridPlace) -> Edges:
    """The borders that neighbours have at a place; none where they don't agree."""
    across = range(place.column, place.column + place.columns)

    def agree(line: int, side: int) -> Edge | None:
        if not 0 <= line < len(columns):
            return None
        found = {columns[line][n].edges[side] for n in across if n in columns[line]}
        return found.pop() if len(found) == 1 else None

    before = columns[row].get(place.column - 1, CellFormatting())
    after = columns[row].get(across.stop, CellFormatting())
    return (agree(row - 1, 2), before.edges[3], agree(row + 1, 0), after.edges[1])
