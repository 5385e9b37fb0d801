"""PDF bytes → Marks: what a reader finds who knows the file only.

Read by PDFium, which had no part in writing it: the structure tree of each page says in which
order and as what, the marked content says what is really drawn there. Text and pictures that no
structure element reaches are reported too, so that nothing gets in unseen. The numbers of charts
are in the files that the PDF carries.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pypdfium2 import PdfDocument, raw

from briefwright.document.boxes import Box
from briefwright.document.drawings import Drawing
from briefwright.document.marks import Mark, Marks, Statement, Unseen, join_parts, mark_part
from briefwright.document.page_statements import describe_running
from briefwright.document.painting import Painted
from briefwright.document.vocabulary import MarkKind
from briefwright.pdf.read_attachments import read_attachments, state_attachments
from briefwright.pdf.read_closed import find_unlisted
from briefwright.pdf.read_fonts import read_fonts
from briefwright.pdf.read_link_places import Content, find_misplaced_links
from briefwright.pdf.read_objects import PageObject, read_drawing, read_objects, read_string
from briefwright.pdf.read_painting import read_painting
from briefwright.pdf.read_pictures import read_pictures
from briefwright.pdf.read_statements import find_unknown_heads, read_statements
from briefwright.pdf.read_structure import find_strays, read_structure
from briefwright.pdf.read_text import PageContent, Piece, sort_content
from briefwright.pdf.read_visibility import find_unseen

# Structure types that begin a leaf wherever they stand …
_LEAVES: dict[str, MarkKind] = {
    "LI": "item",
    "TOCI": "entry",
    "TH": "cell",
    "TD": "cell",
    "Caption": "caption",
    "Note": "note",
    "FENote": "note",  # what PDF 2.0 calls it
}
# … but for the paragraphs and items of a cell, which are parts of it …
_PARTS: dict[str, MarkKind] = {"P": "paragraph", "LI": "item"}
# … and those that begin one unless they stand in a leaf already; a caption may hold others.
_TEXTS: dict[str, MarkKind] = {
    "P": "paragraph",
    **{f"H{level}": "heading" for level in ("", 1, 2, 3, 4, 5, 6)},
}


def read(data: bytes) -> Marks:
    """PDF bytes → its leaves in reading order, each with the page on which it begins."""
    found = _Found()
    content: dict[tuple[int, int], Sequence[Piece]] = {}
    with _open(data) as document:
        for index in range(len(document)):
            page = document[index]
            text_page = page.get_textpage()
            objects = read_objects(page, text_page)
            shown = sort_content(objects)
            reader = _PageReader(found, index + 1, shown)
            with _open_structure(page) as tree:
                reader.read(tree)
            found.unseen.extend(find_unseen(page, objects, index + 1))
            found.painted.extend(read_painting(objects, reader.figures, index + 1))
            found.running.append(describe_running(index + 1, "".join(shown.running)))
            found.repeated.append("".join(shown.repeated))
            for number, pieces in shown.content.items():
                content[index + 1, number] = pieces
            text_page.close()
            page.close()
    body = tuple(leaf.mark() for leaf in found.body)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        unlisted = find_unlisted(pdf, data)
        return Marks(
            body,
            tuple(leaf.mark() for leaf in found.notes),
            tuple(found.alts),
            read_attachments(pdf),
            tuple(found.unseen),
            unlisted,
            (
                *read_statements(pdf),
                *(() if unlisted else _state_objects(pdf, content)),
                *(Statement("head, foot or watermark", one) for one in found.running),
                *find_unknown_heads(found.repeated, body),
            ),
            fonts=() if unlisted else read_fonts(pdf),
            painted=tuple(found.painted),
        )


def _state_objects(pdf: pikepdf.Pdf, content: Content) -> Iterator[Statement]:
    """A PDF whose objects are all as they should be, its marked content → what its files,
    structure elements, links and pictures say."""
    words = {spot: "".join(piece.text for piece in pieces) for spot, pieces in content.items()}
    yield from state_attachments(pdf)
    yield from find_misplaced_links(pdf, content)
    yield from read_structure(pdf, words)
    yield from dict.fromkeys(find_strays(pdf))
    yield from dict.fromkeys(read_pictures(pdf))


def count_pages(data: bytes) -> int:
    """PDF bytes → how many pages it has."""
    with _open(data) as document:
        return len(document)


@contextmanager
def _open(data: bytes) -> Iterator[PdfDocument]:
    document = PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _open_structure(page: Any) -> Iterator[Any]:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        yield tree
    finally:
        raw.FPDF_StructTree_Close(tree)


@dataclass
class _Leaf:
    """A leaf while it is read: each piece of text with its page; its number or bullet apart."""

    kind: MarkKind
    page: int
    pieces: list[tuple[int, Piece]] = field(default_factory=list)
    label: list[tuple[int, Piece]] = field(default_factory=list)
    frame: Box | None = None
    drawing: Drawing | None = None
    parts: list["_Leaf"] = field(default_factory=list)  # paragraphs and items of a cell
    cell: "_Leaf | None" = None  # of which it is a part

    @property
    def whole(self) -> "_Leaf":
        """The leaf itself, or the cell of which it is a part."""
        return self.cell or self

    @property
    def is_begun(self) -> bool:
        """Whether it has got something to show."""
        return bool(self.pieces or self.label) or any(part.is_begun for part in self.parts)

    def list_pieces(self) -> list[tuple[int, Piece]]:
        """All that was read of it, in order."""
        return [
            *self.label,
            *self.pieces,
            *(one for part in self.parts for one in part.list_pieces()),
        ]

    def mark(self) -> Mark:
        """What was read → the Mark."""
        text = join_parts((self.read(), *(part.read(bullet=True) for part in self.parts)))
        return Mark(self.kind, text, self.page, box=self.box(), drawing=self.drawing)

    def read(self, *, bullet: bool = False) -> str:
        """Its own text. A number has its full stop in a list; a bullet is no text but in a cell."""
        text, label = _join_text(self.pieces), _join_text(self.label).strip(".")
        if any(map(str.isalnum, label)):
            return f"{label} {text}" if self.kind == "note" else f"{label}. {text}"
        return mark_part("bullet") + text if bullet and label else text

    def box(self) -> Box | None:
        """The rectangle around what of it stands on its first page."""
        pieces = [piece for page, piece in self.list_pieces() if page == self.page]
        return _surround(pieces) if pieces else self.frame

    def follows(self, drawn: Box, page: int) -> bool:
        """Whether the leaf begins on a page, and there below what is drawn, or on it."""
        pieces = self.list_pieces()
        if self.page != page or not pieces:
            return False
        _, first = pieces[0]
        across = drawn.left <= first.left and first.right <= drawn.right
        return first.top <= drawn.bottom or (
            across and drawn.bottom <= first.bottom and first.top <= drawn.top
        )


def _surround(pieces: Sequence[Piece]) -> Box:
    """Pieces, at least one → the rectangle around them."""
    return Box(
        min(piece.left for piece in pieces), min(piece.bottom for piece in pieces),
        max(piece.right for piece in pieces), max(piece.top for piece in pieces),
    )  # fmt: skip


def _join_text(pieces: list[tuple[int, Piece]]) -> str:
    """Pieces of text with their pages → the text: a new line, column or page is a space."""
    text = ""
    last: tuple[int, Piece] | None = None
    for page, piece in pieces:
        if last and (page != last[0] or piece.is_apart_from(last[1])):
            text += " "
        text += piece.text
        last = (page, piece)
    return " ".join(text.split())


@dataclass
class _Found:
    """All that was read so far; a leaf that a page's end cuts is found again by its ID."""

    body: list[_Leaf] = field(default_factory=list)
    notes: list[_Leaf] = field(default_factory=list)
    alts: list[Mark] = field(default_factory=list)
    named: dict[str, _Leaf] = field(default_factory=dict)
    unseen: list[Unseen] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    painted: list[Painted] = field(default_factory=list)

    def begin(self, leaf: _Leaf) -> None:
        """A leaf that has got something to show → it is in its stream from now on."""
        (self.notes if leaf.kind == "note" else self.body).append(leaf)


class _PageReader:
    """Reads one page by its structure tree, then looks for what the tree did not reach."""

    def __init__(self, found: _Found, page: int, shown: PageContent) -> None:
        self.found = found
        self.page = page
        self.shown = shown
        self.first = len(found.body)
        self.reached: set[int] = set()
        self.figures: set[int] = set()  # the marked content that is drawn for figures

    def read(self, tree: Any) -> None:
        """The structure tree of the page → all that the page shows, found."""
        for index in range(max(raw.FPDF_StructTree_CountChildren(tree), 0)):
            self._walk(raw.FPDF_StructTree_GetChildAtIndex(tree, index), None)
        for number in sorted(self.shown.content.keys() - self.reached):
            self._take(number, _Leaf("paragraph", self.page))
        self._show(self.shown.stray, _Leaf("paragraph", self.page))
        for pieces in self.shown.decoration.values():
            self._decorate(pieces)

    def _walk(self, element: Any, leaf: _Leaf | None, *, is_label: bool = False) -> None:
        kind = read_string(raw.FPDF_StructElement_GetType, element)
        if kind == "Figure":
            self._read_figure(element)
            return
        is_apart = leaf is None or leaf.kind == "caption"
        if leaf and leaf.kind == "cell" and kind in _PARTS:
            leaf = self._find_part(leaf, _PARTS[kind], element)
        elif begun := _LEAVES.get(kind) or (_TEXTS.get(kind) if is_apart else None):
            leaf = self._find_leaf(begun, element)
        own = leaf or _Leaf("paragraph", self.page)
        for child, number in _list_kids(element):
            if number >= 0:
                self._take(number, own, is_label=is_label or kind == "Lbl")
            elif child:
                self._walk(child, leaf, is_label=is_label or kind == "Lbl")

    def _find_leaf(self, kind: MarkKind, element: Any) -> _Leaf:
        """A structure element → its leaf, which may have begun on an earlier page."""
        leaf = _Leaf(kind, self.page)
        name = read_string(raw.FPDF_StructElement_GetID, element)
        return self.found.named.setdefault(name, leaf) if name else leaf

    def _find_part(self, cell: _Leaf, kind: MarkKind, element: Any) -> _Leaf:
        """A cell and a structure element in it → the paragraph or item that it is there."""
        part = self._find_leaf(kind, element)
        if part.cell is None:
            part.cell = cell
            cell.parts.append(part)
        return part

    def _take(self, number: int, leaf: _Leaf, *, is_label: bool = False) -> None:
        self.reached.add(number)
        self._show(self.shown.content.get(number, []), leaf, is_label=is_label)

    def _show(self, pieces: list[Piece], leaf: _Leaf, *, is_label: bool = False) -> None:
        for piece in pieces:
            if piece.text:
                if not leaf.whole.is_begun:
                    self.found.begin(leaf.whole)
                (leaf.label if is_label else leaf.pieces).append((self.page, piece))
            elif piece.is_picture:
                self.found.begin(_Leaf("figure", self.page, frame=_surround([piece])))

    def _read_figure(self, element: Any) -> None:
        """A figure counts if something is drawn in it; its text for those who can't see it, too.

        Its caption is read where it stands, before or after what is drawn. Where the caption is
        on this page and the drawing on another, the figure is there.
        """
        figure: _Leaf | None = None
        drawn = list[PageObject]()
        here = False
        for child, number in _list_kids(element):
            if number >= 0:
                self.reached.add(number)
                self.figures.add(number)
                here = True
                pieces = self.shown.content.get(number, [])
                if figure is None and any(piece.is_seen for piece in pieces):
                    figure = _Leaf("figure", self.page, frame=_surround(pieces))
                    self.found.begin(figure)
                drawn += self.shown.drawn.get(number, ())
            elif child:
                self._walk(child, None)
        if figure is not None:
            figure.drawing = read_drawing(drawn)
        if not here:
            return
        if alt := read_string(raw.FPDF_StructElement_GetAltText, element).strip():
            self.found.alts.append(Mark("alt", alt, self.page))

    def _decorate(self, pieces: list[Piece]) -> None:
        """A decoration, which stands in no tree → a figure before what begins below or on it."""
        if not any(piece.is_seen for piece in pieces):
            return
        drawn, body = _surround(pieces), self.found.body
        spots = range(self.first, len(body))
        later = (spot for spot in spots if body[spot].follows(drawn, self.page))
        body.insert(next(later, len(body)), _Leaf("figure", self.page))


def _list_kids(element: Any) -> Iterator[tuple[Any, int]]:
    """A structure element → its kids on this page, each an element or a number of content."""
    for index in range(max(raw.FPDF_StructElement_CountChildren(element), 0)):
        number = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index) if number < 0 else None
        yield child, number
