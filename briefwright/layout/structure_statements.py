"""A laid-out page → what the structure of its PDF must say: levels, cells, lists, languages."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from briefwright.document.counters import DIGITS
from briefwright.document.marks import Statement
from briefwright.document.page_statements import (
    describe_cell,
    describe_heading,
    describe_language,
)
from briefwright.layout.arrangement import Layout

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# How PDF calls the counters of lists (ISO 32000-2, table 382); every other one is a bullet.
_NUMBERINGS = {
    "circle": "Circle", "square": "Square", "decimal": "Decimal", "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman", "lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha",
    "lower-latin": "LowerAlpha", "upper-latin": "UpperAlpha", **dict.fromkeys(DIGITS, "Decimal"),
}  # fmt: skip

Spot = tuple[int, int]  # row and column, from 0


def state_structure(layout: Layout) -> Iterator[Statement]:
    """A layout → what the structure elements of its PDF must say beside their text."""
    drawn = [element for element in layout.root.iter() if layout.page(element)]
    pictures = [one for one in drawn if one.tag == "img" and one.get("alt")]
    tables = [one for one in drawn if one.tag == "table"]
    lists = [one for one in drawn if one.tag in ("ul", "ol") and one.get("data-role") != "entries"]
    for element in drawn:
        if element.tag in _HEADINGS:
            words = "".join(_list_words(layout, element))
            yield Statement("heading", describe_heading(int(element.tag[1:]), words))
        if element.get("lang") and element.tag not in ("html", "body"):
            words = "".join(_list_words(layout, element))
            yield Statement("language of a part", describe_language(element.get("lang", ""), words))
    for number, picture in enumerate(pictures, start=1):
        edges = " ".join(f"{round(side, 2):.2f}" for side in layout.rectangle(picture))
        yield Statement("box of a figure", f"figure {number}: {edges}")
    for number, table in enumerate(tables, start=1):
        yield from _state_cells(number, table)
    for number, one in enumerate(lists, start=1):
        yield Statement("list", f"{number}: {_find_numbering(layout, one)}, {len(one)} items")


def _list_words(layout: Layout, element: Element) -> Iterator[str]:
    """An element → its words that are drawn, without notes; a call that is a link has words."""
    yield element.text or ""
    for child in element:
        if layout.page(child) and child.get("data-role") != "footnote":
            yield from _list_words(layout, child)
        yield child.tail or ""


def _find_numbering(layout: Layout, element: Element) -> str:
    if not any(layout.generated_text(item, "marker") for item in element):
        return "None"
    style = layout.style(element)["list_style_type"]
    return _NUMBERINGS.get(style, "Disc") if isinstance(style, str) else "Disc"


# ----------------------------------------------------------------- cells


def _state_cells(number: int, table: Element) -> Iterator[Statement]:
    """The number of a table and itself → each of its cells, with the heading cells over it."""
    covered = _find_spots(table)
    heads = {cell: spots for cell, spots in covered.items() if cell.tag == "th"}
    names = {
        cell: f"{row}.{place}"
        for row, line in enumerate(table.iter("tr"), start=1)
        for place, cell in enumerate(line, start=1)
    }
    for cell, name in names.items():
        row, place = map(int, name.split("."))
        is_head = cell in heads
        kind = f"heading of a {_find_scope(cell)}" if is_head else "data"
        above = () if is_head else tuple(_list_heads(cell, covered, heads))
        spans = (int(cell.get("colspan", "1")), int(cell.get("rowspan", "1")))
        said = describe_cell(number, row, place, kind, [names[head] for head in above], spans)
        yield Statement("cell of a table", said)


def _find_scope(head: Element) -> str:
    return "row" if head.get("scope") == "row" else "column"


def _list_heads(
    cell: Element,
    covered: Mapping[Element, frozenset[Spot]],
    heads: Mapping[Element, frozenset[Spot]],
) -> Iterator[Element]:
    """A cell, and the places of all cells and of those that are headings → its headings.

    Those of its columns, which stand above it, then those of its rows, which stand before it.
    """
    own = covered[cell]
    begins = min(own)
    groups = [
        head for head in heads if head.get("scope") == "rowgroup" and min(heads[head]) < begins
    ]
    group = groups[-1] if groups else None  # of headings over rows, the last one counts
    for scope, shared, before in (("column", 1, 0), ("row", 0, 1)):
        lines = {spot[shared] for spot in own}
        first = min(spot[before] for spot in own)
        for head, spots in heads.items():
            if head.get("scope") == "rowgroup" and head is not group:
                continue
            if (
                _find_scope(head) == scope
                and not lines.isdisjoint(spot[shared] for spot in spots)
                and min(spot[before] for spot in spots) < first
            ):
                yield head


def _find_spots(table: Element) -> dict[Element, frozenset[Spot]]:
    """A table → by cell, all places of the grid that it covers."""
    taken: set[Spot] = set()
    found: dict[Element, frozenset[Spot]] = {}
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            rows = range(row, row + int(cell.get("rowspan", "1")))
            columns = range(column, column + int(cell.get("colspan", "1")))
            found[cell] = frozenset((down, across) for down in rows for across in columns)
            taken |= found[cell]
    return found
