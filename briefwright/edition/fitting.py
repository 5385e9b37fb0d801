"""What doesn't keep its measure on the page: fitted one step further, so that nothing runs off.

The layout says what passes its measure; a page on which everything fits stays as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from briefwright.document.attributes import CLOSE
from briefwright.document.marks import normalise
from briefwright.document.measures import Measures, TableMeasure
from briefwright.edition import asides, running_heads, wide_tables
from briefwright.edition.breaking import break_leaves
from briefwright.edition.document import Edition
from briefwright.edition.key_figure_rows import fit_key_figures
from briefwright.edition.nodes import (
    BodyNode,
    ChartNode,
    KeyFiguresNode,
    Leaf,
    Node,
    ParallelNode,
    ParallelSectionNode,
    RowNode,
    SectionNode,
    TableNode,
    TimelineNode,
    leaves,
    walk,
)
from briefwright.facts import Labels
from briefwright.problems import Problem


@dataclass(frozen=True)
class _Scene:
    """What passes its measure, the words of each language, and where a node stands."""

    measures: Measures
    labels: Mapping[str, Labels]
    running: Mapping[str, str]
    language: str
    turned: bool = False


def drop_contents(edition: Edition) -> Edition:
    """An edition of one page → the same without its contents, which would lead nowhere."""
    kept = (one for one in edition.blocks if one.kind != "contents")
    return replace(edition, blocks=tuple(kept))


def fit(edition: Edition, measures: Measures, labels: Mapping[str, Labels]) -> Edition:
    """An edition, what passes its measure, the labels by language → each of it one step further.

    It is the same edition where everything fits, and where nothing can be done any more.
    """
    if not measures:
        return edition
    head = edition.head
    running = running_heads.shorten(
        measures.running, frozenset(map(normalise, (head.running, head.foot)))
    )
    scene = _Scene(measures, labels, running, edition.language)
    head = replace(
        head,
        running=running.get(normalise(head.running), head.running),
        foot=running.get(normalise(head.foot), head.foot),
    )
    made = replace(edition, head=head, blocks=_fit_all(edition.blocks, scene))
    return _break_lines(made, measures.lines) if measures.lines else made


def _break_lines(edition: Edition, lines: frozenset[str]) -> Edition:
    """An edition and the texts with a word too long for its line → the same, that word broken."""
    return replace(
        edition,
        masthead=break_leaves(edition.masthead, edition.language, only=lines),
        blocks=break_leaves(edition.blocks, edition.language, only=lines),
        faults=break_leaves(edition.faults, edition.language, only=lines),
    )


def _fit_all(nodes: tuple[Node, ...], scene: _Scene) -> tuple[Node, ...]:
    return tuple(chain.from_iterable(_fit(node, scene) for node in nodes))


def _fit(node: Node, scene: _Scene) -> Iterator[Node]:
    scene = replace(scene, language=node.language or scene.language)
    node = _let_part(node, scene)
    match node:
        case TableNode() | ChartNode() | TimelineNode():
            yield from _fit_table(node, scene)
        case KeyFiguresNode(at=at) if at in scene.measures.strips:
            words = scene.labels[scene.language]
            yield fit_key_figures(node, scene.measures.strips[at], scene.language, words)
        case SectionNode():
            running = scene.running.get(normalise(node.running or node.heading.text), node.running)
            yield replace(node, running=running, body=_fit_all(node.body, scene))
        case ParallelSectionNode():
            (heads,) = _fit(node.heads, scene)
            assert isinstance(heads, ParallelNode)
            yield replace(node, heads=heads, body=_fit_all(node.body, scene))
        case BodyNode(kind="beside", long=True):
            yield from _fit_all(asides.put_alone(node), scene)
        case BodyNode():
            turned = scene.turned or node.kind == "landscape"
            yield replace(node, body=_fit_all(node.body, replace(scene, turned=turned)))
        case _:
            yield node


def _let_part(node: Node, scene: _Scene) -> Node:
    """A block that goes on over a page's end all the same → it may; it needn't begin a page."""
    parted = scene.measures.parted
    if isinstance(node, TableNode):
        rows = tuple(_let_row_part(row, parted) for row in node.rows)
        node = replace(node, rows=rows, long=node.long or rows != node.rows)
    own = node.at or next((leaf.at for leaf in leaves(node)), "")
    return replace(node, long=True) if own in parted else node


def _let_row_part(row: RowNode, parted: frozenset[str]) -> RowNode:
    first = next(cell.at for cell in row.cells if isinstance(cell, Leaf))
    return replace(row, long=True) if first in parted else row


def _fit_table(node: wide_tables.WithTable, scene: _Scene) -> tuple[Node, ...]:
    measures = scene.measures
    if node.at in measures.tables:
        phrase = scene.labels[scene.language]["words.continued"]
        setting = wide_tables.Setting(scene.language, phrase, scene.turned)
        return wide_tables.fit_table(node, measures.tables[node.at], setting)
    if node.at in measures.stacked and isinstance(node, TableNode) and not node.looks[0]:
        return (replace(node, looks=("short", *node.looks[1:])),)
    return (node,)


def set_closer(edition: Edition) -> Edition:
    """An edition → the same, its lines as close as its look allows."""
    return replace(edition, classes=(*edition.classes, CLOSE))


def is_close(edition: Edition) -> bool:
    """An edition → whether its lines stand closer, so that its last page isn't nearly empty."""
    return CLOSE in edition.classes


def check(edition: Edition, measures: Measures) -> tuple[Problem, ...]:
    """A fitted edition and what still passes its measure → a fault for each such table."""
    by_address = {node.at: node for node in walk(edition.blocks)}
    tables = ((by_address.get(at), table) for at, table in measures.tables.items())
    return tuple(_report(node, table) for node, table in tables if node)


def _report(node: Node, table: TableMeasure) -> Problem:
    column = wide_tables.find_widest(node, table)
    message = (
        f"The column “{column.text if column else ''}” is wider than a page on its side, even in "
        "small letters beside the first column alone. Write its longest cell shorter, or a blank "
        "where its line may break."
    )
    return Problem("L826", message, at=column.at if column else node.at)
