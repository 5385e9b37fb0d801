"""Parts of an edition before and after → which became which, in one order that keeps both."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from briefwright.edition.nodes import (
    DrawnNode,
    ImageNode,
    Item,
    KeyFiguresNode,
    Leaf,
    Node,
    RowNode,
    TableNode,
    WrittenNode,
    leaves,
)

_ALIKE = 0.4  # of two texts, from which on one may have become the other
_HOLDER = 0.45  # how alike two holders under one address count, whatever stands in them
_SETTINGS = (str, int, bool)

Pair = tuple[Any, Any]  # either may be None


def align(before: Sequence[Any], after: Sequence[Any]) -> Iterator[Pair]:
    """Leaves, items or nodes before and after → pairs, what went before what came in its place."""
    old, new = [_sign(one) for one in before], [_sign(one) for one in after]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(before[start:end], after[first:last], strict=True)
        else:
            yield from _pair(before[start:end], after[first:last])


def _sign(part: Any) -> tuple[object, ...]:
    """A part → what is equal of two that say the same in the same way."""
    return (*describe(part), _read(part))


def _pair(before: Sequence[Any], after: Sequence[Any]) -> Iterator[Pair]:
    """Parts that differ → the pairs that are most alike in all, none crossing another."""
    likeness = [[_measure(one, other) for other in after] for one in before]
    rows, columns = len(before), len(after)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    i = j = 0
    while i < rows or j < columns:
        alike = likeness[i][j] if i < rows and j < columns else 0.0
        if alike and best[i][j] == alike + best[i + 1][j + 1]:
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            yield before[i], None
            i += 1
        else:
            yield None, after[j]
            j += 1


def _measure(one: Any, other: Any) -> float:
    """Two parts → how alike they are, 0 where one can't have become the other."""
    if describe(one) != describe(other):
        return 0.0
    words, others = _read(one).split(), _read(other).split()
    found = SequenceMatcher(None, words, others, autojunk=False).ratio()
    if isinstance(one, Node) and not isinstance(one, WrittenNode | RowNode) and one.at == other.at:
        found = max(found, _HOLDER)
    return found if found >= _ALIKE else 0.0


def _read(part: Any) -> str:
    return " ".join(leaf.text for leaf in leaves(part))


def describe(part: Any) -> tuple[object, ...]:
    """A part → what two have in common of which one may have become the other."""
    match part:
        case Leaf():
            return (part.kind, part.counter)
        case Item():
            return ("item", part.leaf.counter, bool(part.items))
        case WrittenNode():
            return (part.kind, part.level, part.language, _list_settings(part.fields.items()))
        case DrawnNode() | ImageNode():
            return (part.kind, part.level, *_list_drawn(part))
        case TableNode():
            return (part.kind, part.level, part.wide, _find_shape(part))
        case RowNode():
            return (part.kind, part.total, part.group, _find_gaps(part.cells))
        case KeyFiguresNode():
            return (part.kind, part.strip, len(part.key_figures) if part.strip else 0)
        case _:
            return (part.kind, part.level, part.language)


def _list_settings(held: Any) -> tuple[object, ...]:
    return tuple((name, one) for name, one in held if isinstance(one, _SETTINGS))


def _list_drawn(node: DrawnNode | ImageNode) -> tuple[object, ...]:
    """What is drawn, and the same in words: where one differs, both drawings are shown."""
    printed = [leaf.text for name in ("heads", "rows") for leaf in leaves(getattr(node, name, ()))]
    return (str(node.plot), node.alt.text if node.alt else "", bool(node.drawing), *printed)


def _find_shape(table: TableNode) -> tuple[object, ...]:
    """A table → its columns; and all its rows, where cells reach over others."""
    rows = [_find_gaps(row.cells) for row in table.rows]
    return (len(table.columns), _find_gaps(table.over), tuple(rows) if any(map(any, rows)) else ())


def _find_gaps(cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple(cell if isinstance(cell, str) else "" for cell in cells)
