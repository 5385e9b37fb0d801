"""Merged cells of a table: `<` goes on from the cell to its left, `^` from the one above.

Together with the cell that they go on from, they must fill a rectangle.
"""

from collections.abc import Iterable, Mapping, Sequence

LEFT, ABOVE = "<", "^"  # as an author types them, alone in a cell
Spot = tuple[int, int]  # row and column, from 0


def find_owners(rows: Sequence[Sequence[str]]) -> Mapping[Spot, Spot]:
    """Rows of cells as typed → for each cell that goes on, the cell that it goes on from.

    Where there is none, at the edge of the table, it is that spot beyond the edge.
    """
    owners: dict[Spot, Spot] = {}
    for row, cells in enumerate(rows):
        for column, typed in enumerate(cells):
            if typed in (LEFT, ABOVE):
                before = (row, column - 1) if typed == LEFT else (row - 1, column)
                owners[row, column] = owners.get(before, before)
    return owners


def find_spans(owners: Mapping[Spot, Spot]) -> Mapping[Spot, tuple[int, int]]:
    """Cells that go on, each with its owner → how many columns and rows each owner covers."""
    covered: dict[Spot, list[Spot]] = {}
    for spot, owner in owners.items():
        covered.setdefault(owner, [owner]).append(spot)
    return {owner: _measure(spots) for owner, spots in covered.items()}


def find_torn(owners: Mapping[Spot, Spot]) -> tuple[Spot, ...]:
    """Cells that go on, each with its owner → those of an owner whose cells are no rectangle."""
    spans = find_spans(owners)
    sizes = {owner: 1 + sum(one == owner for one in owners.values()) for owner in spans}
    torn = {
        owner
        for owner, (wide, high) in spans.items()
        if min(owner) < 0 or wide * high != sizes[owner]
    }
    return tuple(spot for spot, owner in owners.items() if owner in torn)


def _measure(spots: Iterable[Spot]) -> tuple[int, int]:
    rows, columns = zip(*spots, strict=True)
    return max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
