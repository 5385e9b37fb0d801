"""A table that is wider than its place → one that fits, or the next step on the way there.

The steps, in their order: heads wrap and long words break; letters are a step smaller; the table
has a page on its side; it is split, each part with the first column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar, cast

from briefwright.document.measures import TableMeasure
from briefwright.edition.breaking import break_leaves
from briefwright.edition.nodes import (
    BodyNode,
    Cell,
    ChartNode,
    Leaf,
    Node,
    TableNode,
    TimelineNode,
)
from briefwright.edition.runs import Call, Footnote, Words
from briefwright.facts.dates import fill_phrase

# Where a table with such letters may fit: hyphens make its columns narrower than is known yet.
_SMALLER, _HOPE = 0.86, 1.1
_LONG, _LONGER = 12, 20  # letters of a word that breaks, in small letters and in usual ones

# A table is cut into so many parts a column, before even one that is wide stands alone.
_FINEST = 2

WithTable = TableNode | ChartNode | TimelineNode


@dataclass(frozen=True)
class Setting:
    """Where a table stands: the language there, the phrase for what goes on, how the page lies."""

    language: str
    continued: str
    turned: bool


def fit_table(node: WithTable, measure: TableMeasure, setting: Setting) -> tuple[Node, ...]:
    """A block with a table that is too wide, and its measure → the same, one step further."""
    if not node.fit:
        return (_shrink(node, "wrapped", setting),)
    columns = measure.columns
    if node.fit == "wrapped":
        node = _shrink(node, "compact", setting)
        columns = tuple(width * _SMALLER for width in columns)
        if sum(columns) <= measure.room * _HOPE:
            return (node,)
    return _turn_or_split(node, replace(measure, columns=columns), setting)


def _shrink(node: WithTable, fit: Literal["wrapped", "compact"], setting: Setting) -> WithTable:
    longest = _LONGER if fit == "wrapped" else _LONG
    return replace(break_leaves(node, setting.language, longest), fit=fit)


def _turn_or_split(node: WithTable, measure: TableMeasure, setting: Setting) -> tuple[Node, ...]:
    turned = setting.turned or (isinstance(node, TableNode) and node.wide)
    if not turned and sum(measure.columns) <= measure.turned:
        return (_turn((node,)),)
    if isinstance(node, TableNode) and len(node.columns) > 2:
        if not turned and (groups := _share(measure.columns, measure.room, 2)):
            return tuple(_split(node, groups, setting))
        for count in range(2, _FINEST * len(measure.columns)):
            if groups := _share(measure.columns, measure.turned, count):
                parts = tuple(_split(node, groups, setting))
                return parts if setting.turned else (_turn(parts),)
    return (node,) if turned else (_turn((node,)),)


def _turn(nodes: tuple[WithTable, ...]) -> BodyNode:
    """Tables → the same on pages of their own that lie on their side."""
    first = nodes[0]
    body = tuple(replace(one, wide=False) if isinstance(one, TableNode) else one for one in nodes)
    at = f"{first.at}.landscape"
    return BodyNode(kind="landscape", at=at, level=first.level, language=first.language, body=body)


# ----------------------------------------------------------------- split


def _share(widths: Sequence[float], room: float, count: int) -> list[list[int]]:
    """Widths of columns → the columns of so many parts, about as wide as one another.

    The first column stands in each of them, and in no list. No parts where one wouldn't fit.
    """
    first, total = widths[0], sum(widths[1:])
    groups: dict[int, list[int]] = {}
    passed = 0.0
    for place, width in enumerate(widths[1:], start=1):
        groups.setdefault(int((passed + width / 2) / total * count), []).append(place)
        passed += width
    widest = max(sum(widths[place] for place in group) for group in groups.values())
    return list(groups.values()) if first + widest <= room else []


def _split(node: TableNode, groups: list[list[int]], setting: Setting) -> Iterator[TableNode]:
    """A table and columns of its parts → its parts; notes and source stand below the last."""
    for number, group in enumerate(groups, start=1):
        part = _choose_columns(node, (0, *group), number)
        if number > 1:
            part = _continue(part, node, number, setting)
        yield (
            part
            if number == len(groups)
            else replace(part, notes=(), note=None, derived=None, source=None)
        )


def _choose_columns(node: TableNode, places: tuple[int, ...], number: int) -> TableNode:
    def choose(cells: Sequence[AnyCell]) -> tuple[AnyCell, ...]:
        chosen = _choose_cells(cells, places, number)
        return tuple(cast("AnyCell", cell) for cell in chosen)

    rows = tuple(
        replace(
            row,
            cells=choose(row.cells),
            drawings=tuple(row.drawings[n] for n in places) if row.drawings else (),
        )
        for row in node.rows
    )
    looks = tuple(node.looks[place] for place in places)
    over = choose(node.over) if node.over else ()
    return replace(node, over=over, columns=choose(node.columns), rows=rows, looks=looks)


AnyCell = TypeVar("AnyCell", bound=Cell | Literal[""])


def _choose_cells(
    cells: Sequence[Cell | Literal[""]], places: tuple[int, ...], number: int
) -> Iterator[Cell | Literal[""]]:
    """The cells of a row → those of one part; one that goes on from another part stands anew."""
    for n, place in enumerate(places):
        first = place
        while cells[first] == "<" and first:
            first -= 1
        cell = cells[first]
        if first in places[:n] and first != place:
            yield cells[place]
        elif isinstance(cell, Leaf) and (first != place or (place == 0 and number > 1)):
            yield _repeat(cell, number)
        else:
            yield cell


def _continue(part: TableNode, whole: TableNode, number: int, setting: Setting) -> TableNode:
    caption = whole.caption
    if caption and whole.number:
        words = fill_phrase(setting.continued, f"{whole.label} {whole.number}")
        caption = replace(caption, runs=(Words(words),))
    return replace(
        part,
        at=f"{whole.at}.part.{number}",
        id=f"{whole.id}-part-{number}",
        number="",
        label="",
        caption=_repeat(caption, number) if caption else None,
        description=None,
        rows=tuple(replace(row, at=f"{row.at}.part.{number}") for row in part.rows),
    )


def _repeat(leaf: Leaf, number: int) -> Leaf:
    """A leaf → the same once more in the part of that number; notes were called before."""
    runs = tuple(run for run in leaf.runs if not isinstance(run, Call | Footnote))
    at, id = f"{leaf.at}.part.{number}", leaf.id and f"{leaf.id}-part-{number}"
    return replace(leaf, at=at, id=id, runs=runs)


def find_widest(node: Node, measure: TableMeasure) -> Leaf | None:
    """A block with a table that nothing makes fit → the head of its widest column, if any."""
    place = max(range(len(measure.columns)), key=measure.columns.__getitem__)
    match node:
        case TableNode(columns=heads) | ChartNode(heads=heads):
            return heads[place]
        case _:
            return None
