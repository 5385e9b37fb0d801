"""What an Edition is made of: nodes that hold leaves that hold runs, all words final.

A Node is a block as one reader gets it, its fields named like the block's keys, in the order in
which they print. A Leaf is what becomes one Mark. Runs are what stands inside a line; each names
its `kind`, by which `inlines.html` sets it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from briefwright.document.marks import Mark, Marks, data_mark
from briefwright.document.vocabulary import MarkKind
from briefwright.edition.plots import MapPlot, Plot, TimePlot, VegaPlot
from briefwright.problems import Problem

# How a language runs.
Direction = Literal["ltr", "rtl"]

# ----------------------------------------------------------------- runs


@dataclass(frozen=True)
class Words:
    """Plain words."""

    kind: ClassVar[str] = "words"
    text: str


@dataclass(frozen=True)
class Stressed:
    """Emphasis."""

    kind: ClassVar[str] = "em"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Bold:
    """Strong emphasis."""

    kind: ClassVar[str] = "strong"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Hyperlink:
    """A link that leaves the document, or an address in it."""

    kind: ClassVar[str] = "link"
    content: tuple["Run", ...]
    href: str


@dataclass(frozen=True)
class Datum:
    """A fact, printed: its name, its value as a machine reads it, and its text."""

    kind: ClassVar[str] = "datum"
    fact: str
    value: str
    text: str


@dataclass(frozen=True)
class Reference:
    """“Figure 2”: a link to a figure or table of this edition."""

    kind: ClassVar[str] = "reference"
    id: str
    text: str


@dataclass(frozen=True)
class Call:
    """The small number that leads to a note."""

    kind: ClassVar[str] = "call"
    id: str
    number: str
    text: str


@dataclass(frozen=True)
class Footnote:
    """A note that stands where it is first called; the page sets it at its foot."""

    kind: ClassVar[str] = "footnote"
    id: str
    at: str
    number: str
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Label:
    """What stands before a text, set apart, with its colon."""

    kind: ClassVar[str] = "label"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Number:
    """“Figure 2”, “3.1”: the number that this edition gave."""

    kind: ClassVar[str] = "number"
    text: str


@dataclass(frozen=True)
class Value:
    """The number of a key figure."""

    kind: ClassVar[str] = "value"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Unit:
    """What a key figure counts."""

    kind: ClassVar[str] = "unit"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class AsOf:
    """The day or time for which a key figure holds."""

    kind: ClassVar[str] = "as_of"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Foreign:
    """Words in another language than the edition's."""

    kind: ClassVar[str] = "foreign"
    content: tuple["Run", ...]
    language: str
    direction: Direction


Run = (
    Words | Stressed | Bold | Hyperlink | Datum | Reference | Call | Footnote | Label | Number
    | Value | Unit | AsOf | Foreign
)  # fmt: skip


def text(runs: tuple[Run, ...]) -> str:
    """Runs → the words that a reader sees in this line; a footnote leaves its number."""
    return "".join(_text(run) for run in runs)


def _text(run: Run) -> str:
    match run:
        case Words() | Datum() | Reference() | Number() | Call():
            return run.text
        case Footnote():
            return run.number
        case Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf() | Foreign():
            return text(run.content)


def footnotes(runs: tuple[Run, ...]) -> Iterator[Footnote]:
    """Runs → the footnotes called in them, in order."""
    for run in runs:
        match run:
            case Footnote():
                yield run
            case (
                Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf() | Foreign()
            ):
                yield from footnotes(run.content)
            case Words() | Datum() | Reference() | Number() | Call():
                pass


def data(runs: tuple[Run, ...]) -> Iterator[Datum]:
    """Runs → the facts printed in them, in order."""
    for run in runs:
        match run:
            case Datum():
                yield run
            case (
                Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf() | Foreign()
            ):
                yield from data(run.content)
            case Footnote() | Words() | Reference() | Number() | Call():
                pass


def calls(node: "Node") -> bool:
    """A node → whether a note is called anywhere in it."""
    return any(_calls(leaf.runs) for leaf in leaves(node))


def _calls(runs: tuple[Run, ...]) -> bool:
    return any(
        isinstance(run, Call | Footnote) or _calls(getattr(run, "content", ())) for run in runs
    )


# ----------------------------------------------------------------- leaves, items, nodes


@dataclass(frozen=True)
class Leaf:
    """One thing that prints: its address and its runs.

    `kind` is empty where the template decides (heading or paragraph), else the kind of its Mark.
    `number` is what an ordered item or an endnote begins with; `target` is where an entry leads.
    """

    at: str
    runs: tuple[Run, ...]
    kind: MarkKind = ""
    number: str = ""
    id: str = ""
    target: str = ""

    @property
    def text(self) -> str:
        """The words of this leaf as its Mark has them."""
        words = text(self.runs)
        return f"{self.number}. {words}" if self.number else words


@dataclass(frozen=True)
class Item:
    """One item of a list: its own leaf, and the list inside it."""

    leaf: Leaf
    items: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Node:
    """One block of an edition. `block.answer` in a template is the field `answer`.

    `id` is its anchor in the page; `level` the level of its heading, 2 for a section at the top.
    """

    kind: str
    at: str
    id: str
    level: int
    fields: Mapping[str, object]
    number: str = ""
    label: str = ""
    language: str = ""

    def __getattr__(self, name: str) -> object:
        known = self.__dict__  # empty while a Node is being unpickled
        if name not in known.get("fields", ()):
            raise AttributeError(f"a block of kind “{known.get('kind')}” has no field “{name}”")
        return known["fields"][name]


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands at the head and foot of every page, and in the properties of the files.

    `pdf` names the standards that the PDF keeps; `attachments` says whether files go along in it.
    """

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    date: str
    running: str
    foot: str
    marking: str
    properties: Mapping[str, str]
    pdf: str
    attachments: bool = True
    watermark: str = ""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What one reader gets. `withheld` names what was left out, each with the rule that did it.

    `languages` are all those in which something may stand in it, `pair` the two of a bilingual
    edition: its `language` is that of its frame, its title blocks stand in its blocks.
    `classes` are the names by which stylesheets know it: its audience and that one's parents.
    `files` are the picture files that the briefing names, by their path in its folder. `faults`
    is the first page of a draft.
    """

    briefing: str
    audience: str
    language: str
    direction: Direction
    classes: tuple[str, ...]
    head: Head
    masthead: Node
    blocks: tuple[Node, ...]
    withheld: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes] = field(repr=False)
    faults: Node | None = None
    languages: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()

    @property
    def spoken(self) -> tuple[str, ...]:
        """The language of this edition, or its two."""
        return self.pair or (self.language,)

    @property
    def name(self) -> str:
        """What this edition is called in faults and file names."""
        return "-".join((self.briefing, self.audience, *self.spoken))

    def leaves(self) -> Iterator[Leaf]:
        """Every leaf of the edition, in the order in which it prints."""
        yield from leaves(self.faults)
        yield from leaves(self.masthead)
        yield from leaves(self.blocks)

    def marks(self) -> Marks:
        """What must be found in every file of this edition."""
        leaves = tuple(self.leaves())
        notes = [note for leaf in leaves for note in footnotes(leaf.runs)]
        return Marks(
            body=tuple(_mark(leaf) for leaf in leaves if leaf.kind != "alt"),
            notes=tuple(
                Mark("note", f"{note.number} {text(note.content)}", at=note.at) for note in notes
            ),
            alts=tuple(_mark(leaf) for leaf in leaves if leaf.kind == "alt"),
            data=tuple(_numbers(self.blocks)),
        )


def _mark(leaf: Leaf) -> Mark:
    return Mark(leaf.kind, leaf.text, at=leaf.at, id=leaf.id, target=leaf.target)


def _numbers(nodes: tuple[Node, ...]) -> Iterator[Mark]:
    """Nodes → a Mark for each number of the charts in them that every format draws itself."""
    for node in nodes:
        plot, body = node.fields.get("plot"), node.fields.get("body", ())
        if isinstance(plot, Plot) and node.fields["native"]:
            for row, category in enumerate(plot.categories):
                for place, series in enumerate(plot.series, start=1):
                    value = series.values[row]
                    if value is not None:
                        at = f"{node.at}.data.{row + 1}.{place}"
                        yield data_mark(category, series.name, format(value, "f"), at)
        if isinstance(body, tuple):
            yield from _numbers(tuple(part for part in body if isinstance(part, Node)))


def leaves(thing: object) -> Iterator[Leaf]:
    """A node, or anything that nodes are made of → every leaf in it, in order."""
    match thing:
        case Leaf():
            yield thing
        case Item():
            yield thing.leaf
            yield from leaves(thing.items)
        case Node():
            yield from leaves(tuple(thing.fields.values()))
        case tuple():
            for part in thing:
                yield from leaves(part)
        case str() | int() | None | Plot() | MapPlot() | TimePlot() | VegaPlot():
            pass  # a setting of the block, or what its drawing shows: neither prints a leaf
        case _:
            raise TypeError(f"an edition can't hold {thing!r}")
