"""The first draft of a briefing as values: blocks that hold the paragraphs of a document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from briefwright.importing.outline import Chart, Paragraph, Picture, Table, list_paragraphs


@dataclass(frozen=True, eq=False)
class Text:
    """A paragraph of running text."""

    paragraph: Paragraph


@dataclass(frozen=True, eq=False)
class Box:
    """Text in a box."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, eq=False)
class Item:
    """An item of a list: its paragraphs, the first alone being its label if `is_labelled`."""

    paragraphs: tuple[Paragraph, ...]
    items: tuple["Item", ...] = ()
    is_labelled: bool = False


@dataclass(frozen=True, eq=False)
class List:
    """A list, with the words that lead into it."""

    items: tuple[Item, ...]
    lead: Paragraph | None = None


@dataclass(frozen=True, eq=False)
class Figure:
    """A table, a picture or a chart with its caption; `title` says what it shows, if that does not.

    `file` is where its picture or its numbers are kept; `source` says what it rests on.
    """

    shown: Table | Picture | Chart
    caption: Paragraph | None = None
    title: Paragraph | None = None
    file: str = ""
    source: Paragraph | None = None


@dataclass(frozen=True, eq=False)
class References:
    """The list of what the document rests on: each entry becomes a source."""

    heading: Paragraph


@dataclass(frozen=True, eq=False)
class Section:
    """A heading and what stands under it."""

    heading: Paragraph
    body: tuple["Block", ...] = ()


Block = Text | Box | List | Figure | References | Section


@dataclass(frozen=True)
class Source:
    """A source by the name that texts give it, and the paragraphs that are its title."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    same: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class LeftOver:
    """Words of the document that have no place in the briefing, and why."""

    words: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """A briefing: its title and subtitle, its blocks, its sources; `calls` are the names of notes.

    `left_over` is what isn't in it of pictures and charts; paragraphs are counted (`account`).
    """

    title: Paragraph | None
    subtitle: Paragraph | None
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    calls: Mapping[str, str] = field(default_factory=dict)
    left_over: tuple[LeftOver, ...] = ()

    def name_source(self, said: Paragraph) -> str:
        """A paragraph that says a source → the source's name."""
        return next(one.name for one in self.sources if said in (*one.paragraphs, *one.same))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph that has a place in it."""
        yield from filter(None, (self.title, self.subtitle))
        for block in walk(self.blocks):
            yield from list_block(block)
        for source in self.sources:
            yield from (*source.paragraphs, *source.same)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks → each of them, and each inside a section, in order."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from walk(block.body)


def list_block(block: Block) -> Iterator[Paragraph]:
    """A block → its own paragraphs, in order; those inside a section have their own blocks."""
    match block:
        case Text():
            yield block.paragraph
        case Box():
            yield from block.paragraphs
        case List():
            yield from () if block.lead is None else (block.lead,)
            yield from _list_items(block.items)
        case Figure():
            yield from filter(None, (block.caption, block.title))
            yield from list_paragraphs(block.shown)
        case References() | Section():
            yield block.heading
        case _:
            assert_never(block)


def _list_items(items: tuple[Item, ...]) -> Iterator[Paragraph]:
    for item in items:
        yield from item.paragraphs
        yield from _list_items(item.items)
