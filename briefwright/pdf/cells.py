"""A table's rows → which heading cells stand over or before each cell."""

from collections.abc import Iterator, Mapping, Sequence, Set
from xml.etree.ElementTree import Element

from briefwright.pdf.structure import Node

Spot = tuple[int, int]  # row and column, from 0


def find_headers(table: Node, elements: Sequence[Element]) -> Mapping[int, tuple[int, ...]]:
    """A table's node and the HTML elements → by each data cell's position, its heading cells'.

    Those of its columns from the top come first, then those of its rows.
    """
    spots = _find_spots(table, elements)
    heads = {source: where for source, where in spots.items() if elements[source].tag == "th"}
    groups = {source for source in heads if elements[source].get("scope") == "rowgroup"}
    return {
        source: tuple(
            head
            for scope in ("col", "row")
            for head, at in heads.items()
            if (elements[head].get("scope") == "row") == (scope == "row")
            and _is_head_of(at, where, scope)
            and (head not in groups or head == _find_group(where, groups, spots))
        )
        for source, where in spots.items()
        if source not in heads
    }


def _find_group(
    cell: frozenset[Spot], groups: Set[int], spots: Mapping[int, frozenset[Spot]]
) -> int | None:
    """A cell's spots and the headings of groups → the one that its rows stand under, if any."""
    first = min(cell)[0]
    above = [source for source in groups if min(spots[source])[0] < first]
    return max(above, key=lambda source: min(spots[source]), default=None)


def _is_head_of(head: frozenset[Spot], cell: frozenset[Spot], scope: str) -> bool:
    """Whether a heading cell shares a row with a cell, or a column, and stands before it."""
    across = 0 if scope == "row" else 1
    along = 1 - across
    shared = {spot[across] for spot in head} & {spot[across] for spot in cell}
    return bool(shared) and min(spot[along] for spot in head) < min(spot[along] for spot in cell)


def _find_spots(table: Node, elements: Sequence[Element]) -> dict[int, frozenset[Spot]]:
    """A table → by each cell's position, all spots of the grid that it covers."""
    taken: set[Spot] = set()
    found: dict[int, frozenset[Spot]] = {}
    for number, row in enumerate(_find_rows(table)):
        column = 0
        for cell in row.kids:
            if not isinstance(cell, Node):
                continue
            while (number, column) in taken:
                column += 1
            wide, high = (
                _read_span(elements[cell.source], name) for name in ("colspan", "rowspan")
            )
            covered = frozenset(
                (number + down, column + right) for down in range(high) for right in range(wide)
            )
            taken |= covered
            found[cell.source] = covered
    return found


def _read_span(cell: Element, name: str) -> int:
    return int(cell.get(name, "1"))


def _find_rows(node: Node) -> Iterator[Node]:
    for kid in node.kids:
        if isinstance(kid, Node):
            if kid.kind == "TR":
                yield kid
            else:
                yield from _find_rows(kid)
