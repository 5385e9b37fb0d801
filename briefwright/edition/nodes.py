"""Nodes: the blocks of an edition, each a value of its kind; they hold leaves, and other nodes.

A kind whose fields are those that its author writes needs no class here: it is a WrittenNode. The
others print more than was typed. `block.caption` in a template is the field `caption`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeVar, cast

from briefwright.document.vocabulary import MarkKind
from briefwright.edition.cell_parts import CellGroup, group_parts
from briefwright.edition.map_plots import MapPlot
from briefwright.edition.plots import (
    AnyPlot,
    CellBar,
    CellPlot,
    CodePlot,
    GanttPlot,
    PicturePlot,
    Plot,
    Sparkline,
    TimePlot,
    VegaPlot,
)
from briefwright.edition.runs import Change, Direction, Run, calls_note, text
from briefwright.model import merged_cells
from briefwright.model.dictionary import Text

# ----------------------------------------------------------------- leaves and items


@dataclass(frozen=True)
class Leaf:
    """One thing that prints, and becomes one Mark: its address and its runs.

    `kind` is empty where the template decides (heading or paragraph), else the kind of its Mark.
    `number` is what an ordered item or an endnote begins with, `counter` how its list counts;
    `target` is where an entry leads.
    """

    at: str
    runs: tuple[Run, ...]
    kind: MarkKind = ""
    number: str = ""
    counter: str = ""
    id: str = ""
    target: str = ""

    @property
    def text(self) -> str:
        """The words of this leaf as its Mark has them."""
        words = text(self.runs)
        return f"{self.number}. {words}" if self.number else words

    @property
    def groups(self) -> tuple[CellGroup, ...]:
        """The paragraphs and lists of a cell; none where it is one line of text."""
        return group_parts(self.runs)


@dataclass(frozen=True)
class Item:
    """One item of a list: its own leaf, and the list inside it."""

    leaf: Leaf
    items: tuple["Item", ...] = ()


# What an author's key becomes: a text a leaf, prose leaves, a list items; the rest are settings.
Field = Leaf | tuple[Leaf, ...] | tuple[Item, ...] | str | int | None


# ----------------------------------------------------------------- nodes


@dataclass(frozen=True, kw_only=True)
class Node:
    """One block of an edition; `kind` names its template. Fields stand in the order of printing.

    `id` is its anchor in the page; `level` the level of its heading, 2 for a section at the top.
    A `long` one may go on over a page's end, whatever its kind may otherwise. Where two editions
    are compared, `change` says whether it came or went as a whole.
    """

    kind: str
    at: str = ""
    id: str = ""
    level: int = 2
    number: str = ""
    label: str = ""
    language: str = ""
    long: bool = False
    change: Change | Literal[""] = ""


@dataclass(frozen=True, kw_only=True)
class WrittenNode(Node):
    """A block whose fields are those of its kind in the model, named as its author names them."""

    fields: Mapping[str, Field]

    def __getattr__(self, name: str) -> Field:
        known: Mapping[str, Field] = self.__dict__.get("fields", {})  # none while it is unpickled
        if name not in known:
            raise AttributeError(
                f"a block of kind “{vars(self).get('kind')}” has no field “{name}”"
            )
        return known[name]

    def with_fields(self, **changed: Field) -> "WrittenNode":
        """Fields by name → the same block, these changed."""
        return replace(self, fields={**self.fields, **changed})


@dataclass(frozen=True, kw_only=True)
class PendingNode(Node):
    """A list of what the edition turns out to hold, as its author asked for it: filled at the end.

    No finished edition has one.
    """

    heading: Text | None = None
    show: str = ""


@dataclass(frozen=True, kw_only=True)
class QuoteNode(Node):
    """What somebody said, and who, where and when; `pull` sets it large."""

    kind: str = "quote"
    pull: bool = False
    quote: tuple[Leaf, ...]
    who: Leaf


@dataclass(frozen=True, kw_only=True)
class KeyFiguresNode(Node):
    """Key figures: a strip, or in large print a list; `row` is how many share one, 0 for all.

    `when` says the day of all of them, or of those that name no other.
    """

    kind: str = "key_figures"
    key_figures: tuple[Item, ...]
    when: Leaf | None = None
    strip: bool = True
    row: int = 0


@dataclass(frozen=True, kw_only=True)
class LineNode(Node):
    """One line of the tool's own: the end mark, or a pause."""

    text: Leaf


@dataclass(frozen=True, kw_only=True)
class InWordsNode(Node):
    """Large print: what a drawing shows, once more in words."""

    kind: str = "in_words"
    text: tuple[Leaf, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImageNode(Node):
    """A picture without a caption: a logo, a code, or in a cell. `plot` is what is drawn."""

    drawing: Leaf
    file: str
    plot: CodePlot | CellPlot | None = None
    alt: Leaf


@dataclass(frozen=True, kw_only=True)
class EndPanelNode(Node):
    """What an organisation says of itself and of this document at its end."""

    kind: str = "end_panel"
    title: Leaf
    items: tuple[Leaf, ...]
    code: ImageNode | None


@dataclass(frozen=True, kw_only=True)
class MastheadNode(Node):
    """The title block; only the parts that the audience wants are there.

    `titles` are those of two languages under one cover.
    """

    kind: str = "masthead"
    level: int = 1
    cover: "CoverNode | None" = None
    titles: "tuple[ColumnNode, ...]" = ()
    logo: ImageNode | None = None
    series: Leaf | None = None
    date: Leaf | None = None
    reference: Leaf | None = None
    release: Leaf | None = None
    kicker: Leaf | None = None
    title: Leaf | None = None
    standfirst: Leaf | None = None
    authors: Leaf | None = None
    imprint: tuple[Leaf, ...] = ()
    address: tuple[Leaf, ...] = ()
    permalink: Leaf | None = None
    code: ImageNode | None = None
    minutes: Leaf | None = None


# ----------------------------------------------------------------- nodes that hold nodes


@dataclass(frozen=True, kw_only=True)
class BodyNode(Node):
    """A block that holds blocks; text in columns is one that adds nothing."""

    body: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SectionNode(BodyNode):
    """A section or an annex: its heading, then its summary or its body.

    `running` is what the heads of pages call it, where its heading has a number or notes, or is too
    long for them; `elapsed` is how long a speaker has spoken by then.
    """

    heading: Leaf
    elapsed: Leaf | None = None
    summary: Leaf | None = None
    running: str = ""


@dataclass(frozen=True, kw_only=True)
class AsideNode(BodyNode):
    """A narrow column beside a part of its section, as an `aside`; or alone, as a `stacked` one."""

    kind: str = "stacked"
    title: Leaf | None = None


@dataclass(frozen=True, kw_only=True)
class DataNode(BodyNode):
    """The annex of all numbers: its title and its table."""

    kind: str = "data"
    title: Leaf


@dataclass(frozen=True, kw_only=True)
class LanguageNode(BodyNode):
    """Blocks in one of two languages: a whole edition with its title block, or a block alone."""

    direction: Direction
    masthead: MastheadNode | None = None


@dataclass(frozen=True, kw_only=True)
class ColumnNode(LanguageNode):
    """One of two languages side by side: a title block, a section's heading, or a block."""

    kind: str = "column"
    heading: Leaf | None = None
    summary: Leaf | None = None


@dataclass(frozen=True, kw_only=True)
class ParallelNode(BodyNode):
    """Two columns that say the same; `look` is what a stylesheet calls them."""

    kind: str = "side_by_side"
    look: str = ""


@dataclass(frozen=True, kw_only=True)
class ParallelSectionNode(BodyNode):
    """A section in two languages: its headings side by side, then its body."""

    kind: str = "headed"
    heads: ParallelNode


# ----------------------------------------------------------------- what an edition lists


@dataclass(frozen=True, kw_only=True)
class EntryNode(Node):
    """One line of the contents."""

    kind: str = "entry"
    entry: Leaf


@dataclass(frozen=True, kw_only=True)
class ContentsNode(Node):
    """The contents, or a list of figures or tables, whose word is `series`."""

    title: Leaf
    entries: tuple[EntryNode, ...]
    series: str = ""


@dataclass(frozen=True, kw_only=True)
class ListingNode(Node):
    """Sources, the glossary, the faults of a draft: a title and items.

    `digits` are those of its numbers, by their name in CSS, "" for Latin ones.
    """

    title: Leaf
    items: tuple[Item, ...]
    digits: str = ""


@dataclass(frozen=True, kw_only=True)
class CitationNode(Node):
    """How to cite this edition."""

    kind: str = "citation"
    title: Leaf
    text: tuple[Leaf, ...]


@dataclass(frozen=True, kw_only=True)
class GroupNode(Node):
    """The departures, or the changes, of one section."""

    kind: str = "group"
    heading: Leaf
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class DeparturesNode(Node):
    """Where it departs from its published source, or an issued edition, section by section."""

    kind: str = "departures"
    title: Leaf
    intro: Leaf | None
    groups: tuple[GroupNode, ...]


# ----------------------------------------------------------------- figures


# A table's heads and long words break; its letters are a step smaller too.
Fit = Literal["", "wrapped", "compact"]


@dataclass(frozen=True, kw_only=True)
class FigureNode(Node):
    """What all figures and tables share: caption and description above, notes and source below.

    `fit` says what its table does to keep its measure.
    """

    fit: Fit = ""

    caption: Leaf | None
    description: Leaf | None
    notes: tuple[Leaf, ...] = ()  # on single cells, each with its mark
    note: Leaf | None
    derived: Leaf | None
    source: Leaf | None


@dataclass(frozen=True, kw_only=True)
class DrawnNode(FigureNode):
    """A picture or a map: its place, its file, what is drawn in it, and the same in words."""

    drawing: Leaf | None
    file: str
    plot: AnyPlot | None = None
    alt: Leaf | None


@dataclass(frozen=True, kw_only=True)
class PictureNode(DrawnNode):
    """A picture of the briefing's folder; `width` is a word for how much of the text's it takes."""

    kind: str = "image"
    width: str = "full"


@dataclass(frozen=True, kw_only=True)
class CoverNode(PictureNode):
    """The picture of a cover; where the title stands on it, `looks` say how."""

    kind: str = "cover"
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChartNode(DrawnNode):
    """A chart. `native` is its kind where every format draws it itself, from `plot` and `plain`.

    Else `heads` and `rows` are its numbers, printed as a table. `annotations` are remarks below it.
    """

    kind: str = "chart"
    native: str
    annotations: tuple[Leaf, ...] = ()
    plain: tuple[tuple[str, ...], ...]
    heads: tuple[Leaf, ...]
    rows: tuple[tuple[Leaf, ...], ...]


@dataclass(frozen=True, kw_only=True)
class EventNode(Node):
    """One event of a timeline; a `group` is a heading over it and those that follow."""

    kind: str = "event"
    group: Leaf | None = None
    date: Leaf
    text: Leaf


@dataclass(frozen=True, kw_only=True)
class TimelineNode(DrawnNode):
    """A timeline: its events are a table, below their place on an axis of time.

    A Gantt chart has no items: its drawing says them.
    """

    kind: str = "timeline"
    items: tuple[EventNode, ...]


# A cell; or what an author writes where the one to its left, or above it, goes on.
Cell = Leaf | Literal["<", "^"]


@dataclass(frozen=True, kw_only=True)
class RowNode(Node):
    """One row of a table; `total` sets it apart, a `group` is a heading over those that follow.

    `drawings` are what is drawn beside the words of each cell, where anything is in a row.
    """

    kind: str = "row"
    cells: tuple[Cell, ...]
    drawings: tuple[ImageNode | None, ...] = ()
    total: bool = False
    group: bool = False


class PlacedCell(NamedTuple):
    """A cell of a table: its column from 0, how many columns and rows it covers."""

    leaf: Leaf
    column: int
    wide: int = 1
    high: int = 1


@dataclass(frozen=True, kw_only=True)
class TableNode(FigureNode):
    """A table; `looks` has a class for each column, a `wide` one has a page on its side.

    `over` are heads that columns share, above their own: one for each column, "" where it has none.
    """

    kind: str = "table"
    over: tuple[Cell | Literal[""], ...] = ()
    columns: tuple[Leaf, ...]
    rows: tuple[RowNode, ...]
    looks: tuple[str, ...]
    wide: bool

    @property
    def head_rows(self) -> tuple[tuple[PlacedCell, ...], ...]:
        """The rows of heads, each with the cells that begin in it."""
        if not self.over:
            return (tuple(PlacedCell(head, n) for n, head in enumerate(self.columns)),)
        heads = list(zip(self.over, self.columns, strict=True))
        first: list[Cell] = [over or head for over, head in heads]
        second: list[Cell] = [head if over else "^" for over, head in heads]
        return place_cells((first, second))

    @property
    def body_rows(self) -> tuple[tuple[RowNode, tuple[PlacedCell, ...]], ...]:
        """The rows, each with the cells that begin in it."""
        placed = place_cells([row.cells for row in self.rows])
        return tuple(zip(self.rows, placed, strict=True))

    @property
    def drawn_columns(self) -> frozenset[int]:
        """The columns, from 0, in which something is drawn."""
        return frozenset(n for row in self.rows for n, one in enumerate(row.drawings) if one)


def place_cells(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[PlacedCell, ...], ...]:
    """Rows of cells → of each row the cells that begin in it, with what they cover."""
    owners = merged_cells.find_owners(
        [[one if isinstance(one, str) else "" for one in row] for row in rows]
    )
    spans = merged_cells.find_spans(owners)
    return tuple(
        tuple(
            PlacedCell(cell, column, *spans.get((line, column), (1, 1)))
            for column, cell in enumerate(row)
            if isinstance(cell, Leaf)
        )
        for line, row in enumerate(rows)
    )


@dataclass(frozen=True, kw_only=True)
class ListedNode(DrawnNode):
    """Large print: a table or a timeline, its cells set as a list below its drawing, if any."""

    kind: str = "listed"
    items: tuple[Item, ...]


# ----------------------------------------------------------------- walks

# What prints after all that a kind adds to the class it shares these with.
_LAST = frozenset({"body", "notes", "note", "derived", "source"})


def _parts(node: Node) -> tuple[object, ...]:
    """A node → what it holds, in the order of printing."""
    if isinstance(node, WrittenNode):
        return tuple(node.fields.values())
    names = sorted((field.name for field in fields(node)), key=lambda name: name in _LAST)
    parts = {name: getattr(node, name) for name in names}
    if isinstance(node, TableNode):  # heads that columns share stand among the others
        heads = tuple(cell.leaf for row in node.head_rows for cell in row)
        parts |= {"over": (), "columns": heads}
    if isinstance(node, RowNode) and node.drawings:  # each stands in its cell
        pairs = zip(node.cells, node.drawings, strict=True)
        parts |= {"cells": tuple(chain.from_iterable(pairs)), "drawings": ()}
    return tuple(parts.values())


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Nodes → they and all nodes inside them, each before those it holds, in order of printing."""
    for node in nodes:
        yield node
        for part in _parts(node):
            inside = part if isinstance(part, tuple) else (part,)
            yield from walk(one for one in inside if isinstance(one, Node))


def leaves(thing: object) -> Iterator[Leaf]:
    """A node, or anything that nodes are made of → every leaf in it, in order of printing."""
    match thing:
        case Leaf():
            yield thing
        case Item():
            yield thing.leaf
            yield from leaves(thing.items)
        case Node():
            yield from leaves(_parts(thing))
        case tuple():
            for part in thing:
                yield from leaves(part)
        case (
            str()
            | int()
            | None
            | Plot()
            | MapPlot()
            | TimePlot()
            | GanttPlot()
            | VegaPlot()
            | PicturePlot()
            | CodePlot()
            | CellBar()
            | Sparkline()
        ):
            pass  # a setting of the block, or what its drawing shows: neither prints a leaf
        case _:
            raise TypeError(f"an edition can't hold {thing!r}")


Part = TypeVar("Part")


def map_leaves(part: Part, change: Callable[[Leaf], Leaf]) -> Part:
    """A node, or what nodes are made of, and what a leaf becomes → the same with other leaves."""
    return cast("Part", _map_leaves(part, change))


def _map_leaves(part: Any, change: Callable[[Leaf], Leaf]) -> Any:
    match part:
        case Leaf():
            return change(part)
        case tuple():
            return tuple(_map_leaves(one, change) for one in part)
        case WrittenNode():
            held = {key: _map_leaves(value, change) for key, value in part.fields.items()}
            return part.with_fields(**held)
        case Item() | Node():
            held = {one.name: getattr(part, one.name) for one in fields(part)}
            changed = {key: _map_leaves(value, change) for key, value in held.items()}
            return replace(part, **changed)
        case _:
            return part  # a setting, or what a drawing shows


def calls_any_note(node: Node) -> bool:
    """A node → whether a note is called anywhere in it."""
    return any(calls_note(leaf.runs) for leaf in leaves(node))
