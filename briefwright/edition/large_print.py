"""Large print: what stands in columns is set again as a list, so that it is read line by line.

Nothing is left out: each cell keeps its address, the head of its column becomes its label. What
only a drawing shows is said once more below it.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, product, zip_longest

from briefwright.document.counters import write_digits
from briefwright.edition.nodes import (
    BodyNode,
    ChartNode,
    DrawnNode,
    EventNode,
    FigureNode,
    InWordsNode,
    Item,
    KeyFiguresNode,
    Leaf,
    ListedNode,
    Node,
    TableNode,
    TimelineNode,
    WrittenNode,
)
from briefwright.edition.plots import Plot
from briefwright.edition.runs import AsOf, Run, Unit, Value, Words, make_label


def relist(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nodes → the same, tables, timelines and key figures as lists, drawings put in words."""
    return tuple(chain.from_iterable(_relist(node) for node in nodes))


def _relist(node: Node) -> Iterator[Node]:
    match node:
        case TableNode():
            yield _make_listed(node, tuple(_list_rows(node)))
        case TimelineNode():
            yield _make_listed(node, tuple(_list_events(node.items)))
        case KeyFiguresNode():
            items = (_in_line(item) for item in node.key_figures)
            yield replace(node, key_figures=tuple(items), strip=False)
        case WrittenNode(kind="list"):
            yield node.with_fields(columns=False)
        case ChartNode():
            yield replace(node, heads=(), rows=())
            yield _put_in_words(node, items=tuple(_list_numbers(node)))
        case DrawnNode(kind="map", alt=Leaf() as alt):
            yield node
            yield _put_in_words(node, text=(Leaf(f"{node.at}.told.text", alt.runs),))
        case BodyNode():
            yield replace(node, body=relist(node.body))
        case _:
            yield node


def _make_listed(node: FigureNode, items: tuple[Item, ...]) -> ListedNode:
    """A table or a timeline → the same figure, its numbered caption above a list."""
    drawn = node if isinstance(node, DrawnNode) else None
    return ListedNode(
        at=node.at,
        id=node.id,
        level=node.level,
        number=node.number,
        label=node.label,
        language=node.language,
        caption=node.caption,
        description=node.description,
        drawing=drawn.drawing if drawn else None,
        file=drawn.file if drawn else "",
        plot=drawn.plot if drawn else None,
        alt=drawn.alt if drawn else None,
        items=items,
        notes=node.notes,
        note=node.note,
        derived=node.derived,
        source=node.source,
    )


def _list_rows(table: TableNode) -> Iterator[Item]:
    """A table → an item for each row, the rows of a group inside its heading.

    A row whose first cell goes on from the one above goes on with that one's item.
    """
    heads = _name_columns(table)
    groups: list[tuple[Leaf | None, list[Item]]] = [(None, [])]
    for row, placed in table.body_rows:
        cells = [replace(one.leaf, runs=_drop_padding(one.leaf.runs)) for one in placed]
        items = groups[-1][1]
        if row.group:
            groups.append((cells[0], []))
            continue
        starts = row.cells[0] != "^"
        labelled = zip(cells[starts:], placed[starts:], strict=True)
        others = tuple(
            item
            for cell, place in labelled
            for item in _list_parts(cell, make_label(heads[place.column]))
        )
        if starts:
            (first, *more) = _list_parts(cells[0])
            items.append(replace(first, items=(*first.items, *more, *others)))
        else:
            items[-1] = replace(items[-1], items=(*items[-1].items, *others))
    for heading, items in groups:
        yield from _head(heading, items)


def _list_parts(cell: Leaf, label: tuple[Run, ...] = ()) -> tuple[Item, ...]:
    """A cell and its label → an item for each paragraph in it, with the lists that follow it."""
    before = (*label, Words(" ")) if label else ()
    groups = cell.groups
    if not groups:
        return (Item(replace(cell, runs=(*before, *cell.runs))),)
    made = [Item(Leaf(cell.at, label))] if label and groups[0].kind != "paragraph" else []
    parts = ((group, part) for group in groups for part in group.parts)
    for n, (group, part) in enumerate(parts, start=1):
        leaf = Leaf(f"{cell.at}.parts.{n}" if made else cell.at, part.runs)
        if not made:
            made.append(Item(replace(leaf, runs=(*before, *leaf.runs))))
        elif group.kind == "paragraph":
            made.append(Item(leaf))
        else:
            number = write_digits(str(part.number), group.digits) if part.number else ""
            leaf = _count(leaf, number, group.digits if label else None)
            made[-1] = _add_item(made[-1], leaf)
    return tuple(made)


def _count(leaf: Leaf, number: str, digits: str | None) -> Leaf:
    """An item of a cell, its number and digits → it with that; without digits, in its words."""
    if number and digits is not None:
        return replace(leaf, number=number, counter=digits or "1")
    return replace(leaf, runs=(Words(f"{number}. "), *leaf.runs)) if number else leaf


def _add_item(holder: Item, leaf: Leaf) -> Item:
    """An item and one more in its list → the same; a list of another kind stands in the last."""
    last = holder.items[-1] if holder.items else None
    if last and bool(last.leaf.number) != bool(leaf.number):
        return replace(holder, items=(*holder.items[:-1], _add_item(last, leaf)))
    return replace(holder, items=(*holder.items, Item(leaf)))


def _name_columns(table: TableNode) -> list[tuple[Run, ...]]:
    """A table → what each column is called, its shared head first."""
    named: list[tuple[Run, ...]] = []
    shared: tuple[Run, ...] = ()
    for head, over in zip_longest(table.columns, table.over, fillvalue=""):
        assert isinstance(head, Leaf)
        if over != "<":
            shared = (*over.runs, Words(", ")) if isinstance(over, Leaf) else ()
        named.append((*shared, *head.runs))
    return named


def _drop_padding(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs of a cell → the same without the blanks that set its decimals below others'."""
    return tuple(run for run in runs if not isinstance(run, Words) or run.text.strip())


def _list_cells(cells: tuple[Leaf, ...], heads: tuple[Leaf, ...]) -> Item:
    """A row of numbers and the heads → its first cell, the others below it, labelled."""
    first, *others = cells
    pairs = zip(others, heads[1:], strict=True)
    return Item(first, tuple(Item(_label(cell, head.runs)) for cell, head in pairs))


def _list_events(events: tuple[EventNode, ...]) -> Iterator[Item]:
    """Events → an item for each, its date before its words; those of a group inside its heading."""
    heading, items = None, list[Item]()
    for event in events:
        if event.group:
            yield from _head(heading, items)
            heading, items = event.group, []
        items.append(Item(_label(event.text, event.date.runs)))
    yield from _head(heading, items)


def _head(heading: Leaf | None, items: list[Item]) -> tuple[Item, ...]:
    return (Item(heading, tuple(items)),) if heading else tuple(items)


def _label(leaf: Leaf, before: tuple[Run, ...]) -> Leaf:
    return replace(leaf, runs=(*make_label(before), Words(" "), *leaf.runs))


def _in_line(item: Item) -> Item:
    """A key figure → all of it in one line: the number, what it counts, when it held."""
    made: list[Run] = []
    for run in item.leaf.runs:
        match run:
            case AsOf():
                made += [Words("("), *run.content, Words(")")]
            case Value() | Unit():
                made += run.content
            case _:
                made.append(run)
    return Item(replace(item.leaf, runs=tuple(made)))


def _put_in_words(
    node: Node, text: tuple[Leaf, ...] = (), items: tuple[Item, ...] = ()
) -> InWordsNode:
    """A drawing and what it shows, as paragraphs or items → the block that says so below it."""
    return InWordsNode(
        at=f"{node.at}.told", id=f"{node.id}-told", level=node.level, text=text, items=items
    )


def _list_numbers(node: ChartNode) -> Iterator[Item]:
    """A chart → each of its numbers in a line; those that it prints in a table, from there."""
    yield from (_list_cells(row, node.heads) for row in node.rows)
    if node.rows or not isinstance(node.plot, Plot):
        return
    pairs = product(enumerate(node.plot.categories), node.plot.series)
    for n, ((row, category), series) in enumerate(pairs, start=1):
        name = f"{category}, {series.name}" if series.name else category
        words = (*make_label((Words(name),)), Words(f" {series.shown[row] or '–'}"))
        yield Item(Leaf(f"{node.at}.told.items.{n}", words))
