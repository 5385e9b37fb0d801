"""What a document says, whatever program wrote it: its paragraphs, tables, pictures and charts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

# What a paragraph is. Those in the second line have no place in a briefing.
Role = Literal[
    "text", "title", "subtitle", "heading", "item", "caption", "source", "cell", "box", "note",
    "contents", "margin", "deleted", "hidden", "comment", "embedded", "property",
]  # fmt: skip


ENTRY = "entry"  # what calls the third entry of the list of sources is `entry 3`


@dataclass(frozen=True)
class Run:
    """Some words of a paragraph set alike; `note` is the note that is called behind them.

    A run that calls an entry of the list of sources has the number as its words.
    """

    text: str
    is_bold: bool = False
    is_stressed: bool = False
    href: str = ""
    note: str = ""


@dataclass(frozen=True, eq=False)
class Paragraph:
    """One paragraph, a value that equals no other: what becomes of each is accounted for.

    `level` is that of a heading or an item, from 1.
    """

    runs: tuple[Run, ...]
    role: Role = "text"
    level: int = 1
    is_ordered: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(one.text for one in self.runs)


# Its paragraphs; "<" and "^" go on from a merged one at its left or above it.
Cell = tuple[Paragraph, ...] | Literal["<", "^"]


@dataclass(frozen=True)
class Table:
    """A table: rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture: the name and the bytes of its file, and its words for those who can't see it."""

    name: str
    data: bytes = field(repr=False)
    alt: Paragraph | None = None


@dataclass(frozen=True)
class Chart:
    """A chart: its kind as `chart:` knows it, its labels, the numbers of each series by name."""

    kind: str
    labels: tuple[str, ...]
    series: Mapping[str, tuple[str, ...]]
    title: Paragraph | None = None
    alt: Paragraph | None = None


Element = Paragraph | Table | Picture | Chart


@dataclass(frozen=True)
class Outline:
    """A document: what it says in order; its notes by the numbers by which runs call them.

    `margins` are paragraphs beside the text, such as heads of pages. `properties` are its title,
    its author, its date and its language as they are noted in it, by these names.
    """

    elements: tuple[Element, ...]
    notes: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    margins: tuple[Paragraph, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph with words, each once: those of cells, notes and alt texts among them."""
        for element in self.elements:
            yield from (one for one in list_paragraphs(element) if one.text.strip())
        for note in self.notes.values():
            yield from (one for one in note if one.text.strip())
        yield from (one for one in self.margins if one.text.strip())


def list_paragraphs(element: Element) -> Iterator[Paragraph]:
    """Something of a document → its paragraphs, in order."""
    match element:
        case Paragraph():
            yield element
        case Table():
            for row in element.rows:
                for cell in row:
                    yield from () if isinstance(cell, str) else cell
        case Picture():
            yield from filter(None, (element.alt,))
        case Chart():
            yield from filter(None, (element.title, element.alt))


def cut(runs: Sequence[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """Runs → those between two characters of their words, counted from 0."""
    kept: list[Run] = []
    at = 0
    for one in runs:
        low, high = max(start - at, 0), len(one.text) if end is None else max(end - at, 0)
        text = one.text[low:high]
        at += len(one.text)
        is_inside = at >= start if end is None else start <= at <= end
        if text or (one.note and is_inside):
            kept.append(replace(one, text=text, note=one.note if is_inside else ""))
    return tuple(kept)
