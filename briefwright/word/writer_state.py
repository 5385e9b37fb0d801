"""Everything that one Word file collects while it is written: names, ids, parts, numberings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from zlib import crc32

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from briefwright.layout import ChartData, Layout
from briefwright.word.named_styles import NamedStyles
from briefwright.word.numbering import Numbering
from briefwright.word.ooxml import Node, name, w
from briefwright.word.table_style import TableLook

# Word takes no longer name for a bookmark and no longer tag for a control.
BOOKMARK_LENGTH = 40
TAG_LENGTH = 64


@dataclass(slots=True)
class WriterState:
    """One Word file in the making. `targets` maps the ids that something links to to bookmarks."""

    layout: Layout
    part: Part
    sheet: NamedStyles
    numbering: Numbering
    table_look: TableLook
    language: str
    ids: dict[str, Element]
    targets: dict[str, str]
    taken: set[str] = field(default_factory=set)
    bookmarks: int = 0
    drawings: int = 0
    charts: int = 0
    chart_data: dict[Element, ChartData] = field(default_factory=dict)  # by the picture of each
    controls: set[int] = field(default_factory=set)
    links: dict[tuple[int, str], str] = field(default_factory=dict)
    footnotes: list[Element] = field(default_factory=list)
    automatic_footnotes: int = 0
    numbered_footnotes: dict[int, str] = field(
        default_factory=dict
    )  # those with a number of their own
    margin_parts: dict[tuple[object, ...], str] = field(default_factory=dict)  # heads and feet made
    marked_heads: set[str] = field(default_factory=set)  # of a base, by the names of their parts
    base_section: Node | None = None  # what the last section of a corporate base says
    column_starts: set[Element] = field(default_factory=set)  # where the PDF begins a column
    # captions counted so far, of what came and what went, by label
    series: dict[tuple[str, str], int] = field(default_factory=dict)
    revisions: int = 0  # tracked changes

    def bookmark(self, title: str, nodes: list[Node]) -> list[Node]:
        """A bookmark's name and what it spans → the same between its two ends."""
        self.bookmarks += 1
        number = self.bookmarks
        return [w("bookmarkStart", id=number, name=title), *nodes, w("bookmarkEnd", id=number)]

    def claim(self, identifier: str | None) -> str:
        """An id → the bookmark that its element must carry, once; nothing if nobody links to it."""
        title = self.targets.get(identifier or "", "")
        if not title or title in self.taken:
            return ""
        self.taken.add(title)
        return title

    def link(self, part: Part, url: str) -> str:
        """A part and a URL → the relationship that leads there."""
        key = (id(part), url)
        if key not in self.links:
            self.links[key] = part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.links[key]

    def control(self, address: str, content: Node) -> Node:
        """An address and an `sdtContent` → a content control that nobody sees."""
        tag = control_tag(address)
        properties = [
            w("alias", val=tag),
            w("tag", val=tag),
            w("id", val=self._control_id(address)),
        ]
        appearance = w("appearance")
        appearance.tag = name("w15:appearance")
        appearance.set(name("w15:val"), "hidden")
        return w("sdt", w("sdtPr", *properties, appearance), content)

    def contents_control(self, address: str, content: Node) -> Node:
        """The same around a table of contents, so that Word offers to update it."""
        gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
        tag = w("tag", val=control_tag(address)) if address else None
        number = w("id", val=self._control_id(address or "contents"))
        return w("sdt", w("sdtPr", tag, number, gallery), content)

    def _control_id(self, address: str) -> int:
        number = crc32(address.encode()) & 0x7FFFFFFF or 1
        while number in self.controls:
            number += 1
        self.controls.add(number)
        return number


def mark_first_control(body: Iterable[Node]) -> None:
    """What stands in a body → the same, its first control that of a gallery.

    LibreOffice takes the fields in controls for words, until it has met such a one.
    """
    holders = (one for node in body for one in node.iter(name("w:sdtPr")))
    first = next(holders, None)
    if first is not None and first.find(name("w:docPartObj")) is None:
        gallery = w("docPartObj", w("docPartGallery", val="Quick Parts"))
        first.insert(len(first) - 1, gallery)


def control_tag(address: str) -> str:
    """An address → the tag of its control: the address itself, or its start and a checksum.

    A tag that ends in “~” and eight digits is found again by trying the addresses of the edition.
    """
    if len(address) <= TAG_LENGTH:
        return address
    return f"{address[: TAG_LENGTH - 9]}~{crc32(address.encode()):08x}"


def address_bookmark(address: str) -> str:
    """An address → the name of the hidden bookmark in its leaf, which survives other programs."""
    slug = re.sub(r"\W+", "_", address, flags=re.ASCII)[: BOOKMARK_LENGTH - 13]
    return f"_at_{slug}_{crc32(address.encode()):08x}"


def find_link_targets(root: Element) -> dict[str, str]:
    """The tree → for each id that something links to, the name of its bookmark.

    `_Toc` and `_Ref` followed by digits is what Word itself gives them, and hides.
    """
    listed = {link.get("href") for nav in root.iter("nav") for link in nav.iter("a")}
    hrefs = dict.fromkeys(link.get("href", "") for link in root.iter("a"))
    found: dict[str, str] = {}
    used: set[str] = set()
    for href in hrefs:
        if href.startswith("#"):
            prefix, number = "_Toc" if href in listed else "_Ref", crc32(href.encode()) % 10**9
            while f"{prefix}{number:09d}" in used:
                number += 1
            found[href[1:]] = f"{prefix}{number:09d}"
            used.add(found[href[1:]])
    return found
