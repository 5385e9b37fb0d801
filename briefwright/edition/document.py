"""The Edition: what one reader gets, and the Marks that must be found in each of its files."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefwright.document.marks import Mark, Marks, data_mark
from briefwright.edition.nodes import (
    ChartNode,
    DrawnNode,
    ImageNode,
    Leaf,
    ListingNode,
    MastheadNode,
    Node,
    leaves,
    walk,
)
from briefwright.edition.plots import AnyPlot, Plot
from briefwright.edition.runs import Direction, footnotes, text
from briefwright.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands at the head and foot of every page, and in the properties of the files.

    `pdf` names the standards that the PDF keeps; `attachments` says whether files go along in it;
    `web` are the words that a web page adds, by what they are for.
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
    web: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What one reader gets. `withheld` names what was left out, each with the rule that did it.

    `languages` are all those in which something may stand in it, `pair` the two of a bilingual
    edition: its `language` is that of its frame, its title blocks stand in its blocks.
    `digits` are those of its page numbers, by their name in CSS, "" for Latin ones.
    `classes` are the names by which stylesheets know it: its audience and that one's parents.
    `files` are the picture files that the briefing names, by their path in its folder. `faults`
    is the first page of a draft. One that `discloses` prints a fact that its reader must not see:
    it has a fault that says so, and no draft is made of it.
    """

    briefing: str
    audience: str
    language: str
    direction: Direction
    digits: str
    classes: tuple[str, ...]
    head: Head
    masthead: MastheadNode
    blocks: tuple[Node, ...]
    withheld: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes] = field(repr=False)
    faults: ListingNode | None = None
    languages: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    discloses: bool = False

    @property
    def main_languages(self) -> tuple[str, ...]:
        """The language of this edition, or its two."""
        return self.pair or (self.language,)

    @property
    def name(self) -> str:
        """What this edition is called in faults and file names."""
        return "-".join((self.briefing, self.audience, *self.main_languages))

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
            body=tuple(_make_mark(leaf) for leaf in leaves if leaf.kind != "alt"),
            notes=tuple(
                Mark("note", f"{note.number} {text(note.content)}", at=note.at) for note in notes
            ),
            alts=tuple(_make_mark(leaf) for leaf in leaves if leaf.kind == "alt"),
            data=tuple(mark for node in walk(self.blocks) for mark in _mark_numbers(node)),
        )

    def plots(self) -> Mapping[str, AnyPlot]:
        """What each drawing of this edition must show, by its address."""
        return {
            node.drawing.at: node.plot
            for node in walk((self.masthead, *self.blocks))
            if isinstance(node, DrawnNode | ImageNode) and node.drawing and node.plot
        }


def _make_mark(leaf: Leaf) -> Mark:
    return Mark(leaf.kind, leaf.text, at=leaf.at, id=leaf.id, target=leaf.target)


def _mark_numbers(node: Node) -> Iterator[Mark]:
    """A node → a Mark for each number of a chart that every format draws itself."""
    if not isinstance(node, ChartNode) or not node.native or not isinstance(node.plot, Plot):
        return
    for row, category in enumerate(node.plot.categories):
        for place, series in enumerate(node.plot.scaled, start=1):
            value = series.values[row]
            if value is not None:
                at = f"{node.at}.data.{row + 1}.{place}"
                yield data_mark(category, series.name, format(value, "f"), at)


# ----------------------------------------------------------------- which edition it is

_DIGITS = 16  # of the sum over everything that an edition says


def identify(edition: Edition, number: str) -> Edition:
    """An edition and its number → the same, its files knowing which edition they are.

    `Content` is a checksum of all that it says: two files with the same one say the same.
    """
    own = {
        "Briefing": edition.briefing,
        "Edition": number,
        "Audience": edition.audience,
        "Language": "-".join(edition.main_languages),
        "Content": _checksum(edition),
    }
    head = replace(edition.head, properties={**edition.head.properties, **own})
    return replace(edition, head=head)


def _checksum(edition: Edition) -> str:
    found = edition.marks()
    marks = (*found.body, *found.notes, *found.alts, *found.data)
    said = "\n".join(f"{mark.kind}\t{mark.at}\t{mark.text}" for mark in marks)
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]
