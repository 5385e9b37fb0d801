"""Large print: what stands in columns is set again as a list, so that it is read line by line.

Nothing is left out: each cell keeps its address, the head of its column becomes its label. What
only a drawing shows is said once more below it.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from briefwright.edition.document import AsOf, Item, Leaf, Node, Run, Unit, Value, Words
from briefwright.edition.plots import Plot
from briefwright.edition.wording import label


def relisted(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nodes → the same, tables, timelines and key figures as lists, drawings told in words."""
    return tuple(chain.from_iterable(_relisted(node) for node in nodes))


def _relisted(node: Node) -> Iterator[Node]:
    match node.kind:
        case "table":
            yield _figure(node, tuple(_rows(node.fields["rows"], _leaves(node.fields["columns"]))))
        case "timeline":
            yield _figure(node, tuple(_events(node.fields["items"])))
        case "key_figures":
            yield replace(node, fields={**node.fields, "key_figures": _strip(node), "strip": False})
        case "list":
            yield replace(node, fields={**node.fields, "columns": False})
        case "chart":
            yield replace(node, fields={**node.fields, "heads": (), "rows": ()})
            yield _list(node, tuple(_numbers(node)))
        case "map":
            yield node
            yield _told(node)
        case _ if any(isinstance(inner, Node) for inner in _tuple(node.fields.get("body"))):
            body = tuple(inner for inner in _tuple(node.fields["body"]) if isinstance(inner, Node))
            yield replace(node, fields={**node.fields, "body": relisted(body)})
        case _:
            yield node


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _leaves(value: object) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in _tuple(value) if isinstance(leaf, Leaf))


def _figure(node: Node, items: tuple[Item, ...]) -> Node:
    """A table or a timeline → the same figure, its numbered caption above a list."""
    kept = ("caption", "description", "drawing", "file", "plot", "alt")
    above = {"drawing": None, **{key: node.fields[key] for key in kept if key in node.fields}}
    below = {key: node.fields[key] for key in ("note", "derived", "source")}
    return replace(node, kind="listed", fields={**above, "items": items, **below})


def _rows(rows: object, heads: tuple[Leaf, ...]) -> Iterator[Item]:
    """A table's rows → each as its first cell, and the others below it, their heads before them."""
    for row in _tuple(rows):
        if isinstance(row, Node):
            first, *others = _leaves(row.fields["cells"])
            pairs = zip(others, heads[1:], strict=True)
            yield Item(first, tuple(Item(_labelled(cell, head.runs)) for cell, head in pairs))


def _events(events: object) -> Iterator[Item]:
    """A timeline's events → each with its date before it."""
    for event in _tuple(events):
        if isinstance(event, Node):
            (date,), (words,) = _leaves((event.fields["date"],)), _leaves((event.fields["text"],))
            yield Item(_labelled(words, date.runs))


def _labelled(leaf: Leaf, before: tuple[Run, ...]) -> Leaf:
    return replace(leaf, runs=(*label(before), Words(" "), *leaf.runs))


def _strip(node: Node) -> tuple[Item, ...]:
    """Key figures → each on one line: the number, what it counts, when it held."""
    items = (item for item in _tuple(node.fields["key_figures"]) if isinstance(item, Item))
    return tuple(Item(replace(item.leaf, runs=_in_line(item.leaf.runs))) for item in items)


def _in_line(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    made: list[Run] = []
    for run in runs:
        match run:
            case AsOf():
                made += [Words("("), *run.content, Words(")")]
            case Value() | Unit():
                made += run.content
            case _:
                made.append(run)
    return tuple(made)


def _list(node: Node, items: tuple[Item, ...]) -> Node:
    fields = {"text": (), "items": items}
    return Node("told", f"{node.at}.told", f"{node.id}-told", node.level, fields)


def _numbers(node: Node) -> Iterator[Item]:
    """A chart → each of its numbers in a line; those that it prints in a table, from there."""
    heads, rows = _leaves(node.fields["heads"]), _tuple(node.fields["rows"])
    plot, n = node.fields["plot"], 0
    for row in rows:
        first, *others = _leaves(row)
        pairs = zip(others, heads[1:], strict=True)
        yield Item(first, tuple(Item(_labelled(cell, head.runs)) for cell, head in pairs))
    if rows or not isinstance(plot, Plot):
        return
    for row_number, category in enumerate(plot.categories):
        for series in plot.series:
            n += 1
            name = f"{category}, {series.name}" if series.name else category
            words = (*label((Words(name),)), Words(f" {series.shown[row_number] or '–'}"))
            yield Item(Leaf(f"{node.at}.told.items.{n}", words))


def _told(node: Node) -> Node:
    """A map → what it shows, as a paragraph that everybody reads."""
    (alt,) = _leaves((node.fields["alt"],))
    at = f"{node.at}.told"
    fields = {"text": (Leaf(f"{at}.text", alt.runs),), "items": ()}
    return Node("told", at, f"{node.id}-told", node.level, fields)
