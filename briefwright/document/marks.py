"""A Mark is one leaf of a document: what stands there, of which kind, on which page.

The HTML, the PDF and the Word file are each read into Marks; `verify` lays them side by side.
Four streams keep their own order: the body, the notes under it, the texts for those who can't see
a picture, and the numbers that charts are drawn from.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Literal

import lxml.html
from lxml.html import HtmlElement

from briefwright.document.boxes import Box
from briefwright.document.counters import DIGITS
from briefwright.document.drawings import Drawing
from briefwright.document.fonts import EmbeddedFont
from briefwright.document.painting import Painted, Painting
from briefwright.document.vocabulary import CELL_LISTS, CELL_PARTS, MarkKind, Role, find_role


@dataclass(frozen=True)
class Mark:
    """One leaf: its kind, its text as printed, its page (0 where unknown), its address (HTML only).

    A PDF cuts a leaf wherever a page ends: what stands there twice as a Mark is one leaf.
    `target` is the id that an entry of the contents leads to, `id` the leaf's own; `box` is where
    it stands on its page, in a PDF, and `drawing` what is drawn there for a figure.
    """

    kind: MarkKind
    text: str
    page: int = 0
    at: str = ""
    target: str = ""
    id: str = ""
    box: Box | None = field(default=None, compare=False, repr=False)
    drawing: Drawing | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Unseen:
    """Text that stands in a file and can't be seen in full: why, and on which page (0: unknown)."""

    text: str
    reason: str
    page: int = 0


@dataclass(frozen=True)
class Unlisted:
    """Something in a file that isn't on the list of what may stand there: what it is, in which
    part of the file, and where in that ("" where the part says enough)."""

    thing: str
    part: str
    place: str = ""


@dataclass(frozen=True)
class Statement:
    """What a document says beside its leaves: about what (“title”, “link”), and the words."""

    about: str
    text: str


# What stands for words that differ from page to page.
PAGE, PAGES, TITLE = "‹page›", "‹pages›", "‹title›"


@dataclass(frozen=True)
class Statements:
    """What a file must say beside its leaves: about which things, and all that is said of them.

    `names` are those that controls and bookmarks, which nobody sees, may have; `fonts` are those
    that stylesheets declare, each its family and its file; `painting` is all that its pages paint
    beside letters, or nothing where that isn't compared.
    """

    about: frozenset[str]
    said: tuple[Statement, ...]
    names: frozenset[str] = frozenset()
    fonts: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    painting: Painting | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Marks:
    """All Marks of one document, each stream in reading order; what of it nobody can see, what
    isn't on the list of what may stand in such a file, what it says beside its leaves, the fonts
    in it, and what its pages paint beside letters."""

    body: tuple[Mark, ...] = ()
    notes: tuple[Mark, ...] = ()
    alts: tuple[Mark, ...] = ()
    data: tuple[Mark, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    unlisted: tuple[Unlisted, ...] = ()
    statements: tuple[Statement, ...] = ()
    fonts: tuple[EmbeddedFont, ...] = field(default=(), repr=False)
    painted: tuple[Painted, ...] = field(default=(), repr=False)


_BREAKS = str.maketrans(dict.fromkeys("\u00ad\u200b\u200e\u200f"))


def strip_breaks(text: str) -> str:
    """A printed text → the same without marks of breaks and directions, as data want it."""
    return text.translate(_BREAKS)


def data_mark(row: str, series: str, number: str, at: str = "") -> Mark:
    """A chart's row, its series ("" for the only one) and a number in plain digits → its Mark.

    The same number has the same Mark however it is written: 2.50, 2.5 and 25e-1. What is no
    number stays as it is, so that it can't pass for one.
    """
    name = " · ".join(part for part in (" ".join(row.split()), " ".join(series.split())) if part)
    return Mark("data", f"{name}: {_format_plain(number)}", at=at)


def _format_plain(number: str) -> str:
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    if not value.is_finite():
        return number
    digits = format(value.normalize(), "f") if value else "0"
    return digits.replace("-", "\u2212")  # a hyphen would be lost where texts are compared


# Between the paragraphs and the items of a list that one cell of a table holds; before the words
# of an item stands its mark. Source: Unicode Standard, 5.8.
PartKind = Literal["paragraph", "bullet", "number"]
PART_SEPARATOR = "\u2029"
_BULLET = "•"


def mark_part(kind: PartKind, number: str = "") -> str:
    """What a part of a cell is, and the number of an item → what stands before its words."""
    match kind:
        case "paragraph":
            return ""
        case "bullet":
            return f"{_BULLET} "
        case "number":
            return f"{number}. "


def join_parts(parts: Iterable[str]) -> str:
    """The parts of a cell, each with its mark → its text."""
    return PART_SEPARATOR.join(part for part in parts if part.strip())


def show_parts(text: str) -> str:
    """The text of a cell → it on one line, a sign where a paragraph or an item begins."""
    return text.strip(PART_SEPARATOR).replace(PART_SEPARATOR, " ¶ ")


# Lost or invented by typesetting, never by an author: white space at line ends, hyphens at line
# ends, and what PDF libraries put in their place.
_UNSEEN = re.compile(r"[\s\u00ad\u0002\ufffe\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\-\u2010\u2011]+")


def normalise(text: str) -> str:
    """Printed text → what two formats must have in common: letters, digits, signs, in order.

    A digit is the same in every script: Word counts in those that its reader has chosen. The
    capitals of i and ı are İ and I in Turkish: all four are one letter here. The parts of a cell
    stay apart.
    """
    if PART_SEPARATOR in text:
        parts = (normalise(part) for part in text.split(PART_SEPARATOR))
        return "¶".join(filter(None, parts))
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("i\u0307", "i").replace("ı", "i")
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", folded)).translate(_LATIN)


_LATIN = str.maketrans({sign: str(n) for row in DIGITS.values() for n, sign in enumerate(row)})

_JOINER = "\u2060"  # before the call of a note, so that no line ends there


def numbers(text: str) -> tuple[str, ...]:
    """Printed text → its runs of digits, so that “1 57” is not taken for “157”.

    A place where a line may or may not break is no end of a number: nobody sees it.
    """
    seen = text.replace("\u200b", "").replace(_JOINER, "")
    return tuple(re.findall(r"\d+", unicodedata.normalize("NFKC", seen).translate(_LATIN)))


def read_html(html: str) -> Marks:
    """A rendered page in the closed vocabulary → its Marks, with their addresses.

    Words that stand outside every leaf are a Mark too, a paragraph without an address, so that
    nothing that a template prints goes unseen. A picture's alt text has the picture's address.
    Where a chart has no value, there is no Mark.
    """
    found = tuple(_read_flow(lxml.html.document_fromstring(html).find("body")))
    return Marks(
        body=tuple(mark for mark in found if mark.kind not in ("note", "alt", "data")),
        notes=tuple(mark for mark in found if mark.kind == "note"),
        alts=tuple(mark for mark in found if mark.kind == "alt"),
        data=tuple(mark for mark in found if mark.kind == "data"),
    )


def _read_flow(element: HtmlElement) -> Iterator[Mark]:
    """An element that holds leaves → the Marks in it, in order."""
    yield from _read_stray(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _read_marks(child)
        yield from _read_stray(child.tail)


def _read_marks(element: HtmlElement) -> Iterator[Mark]:
    role = _find_role(element)
    if role is not None and role.name == "data-table":
        yield from _read_data(element)
    elif role is None or not role.mark:
        yield from _read_flow(element)
    elif role.mark == "figure":
        yield from _read_picture(element)
    else:
        yield from _read_leaf(element, role.mark)


def _read_picture(element: HtmlElement) -> Iterator[Mark]:
    at = element.get("data-at", "")
    yield Mark("figure", "", at=at, id=element.get("id", ""))
    if alt := element.get("alt", ""):
        yield Mark("alt", alt, at=at)


def _read_data(table: HtmlElement) -> Iterator[Mark]:
    """A chart's data table → a Mark for each number, row by row."""
    series: list[str] = []
    for row in table.iter("tr"):
        first, *cells = (cell for cell in row if isinstance(cell.tag, str))
        if row.get("data-role") == "data-head":
            series = [cell.text_content() for cell in cells]
            continue
        for name, cell in zip(series, cells, strict=True):
            if number := cell.get("data-value", ""):
                yield data_mark(first.text_content(), name, number, cell.get("data-at", ""))


def _read_leaf(element: HtmlElement, kind: MarkKind) -> Iterator[Mark]:
    """One leaf → its Mark, then those of the lists and footnotes that stand inside it."""
    words, inner = _read_words(element)
    yield Mark(
        kind,
        _read_number(element) + words,
        at=element.get("data-at", ""),
        target=_find_target(element) if kind == "entry" else "",
        id=element.get("id", ""),
    )
    yield from inner


def _read_words(element: HtmlElement) -> tuple[str, tuple[Mark, ...]]:
    """A leaf → its own words, a footnote's number in place of the note, and the Marks inside it."""
    words, inner = [element.text or ""], list[Mark]()
    for child in element:
        if isinstance(child.tag, str):
            own, deeper = _read_inline(child)
            words.append(own)
            inner.extend(deeper)
        words.append(child.tail or "")
    return "".join(words), tuple(inner)


def _read_inline(element: HtmlElement) -> tuple[str, tuple[Mark, ...]]:
    role = _find_role(element)
    if role is not None and role.name == "footnote":
        number = element.get("data-number", "")
        words, inner = _read_words(element)
        return f"{_JOINER}{number}", (
            Mark("note", f"{number} {words}", at=element.get("data-at", "")),
            *inner,
        )
    if role is not None and role.name in CELL_PARTS:
        words, inner = _read_words(element)
        return PART_SEPARATOR + _mark_part(element) + words, inner
    if role is not None and role.name in CELL_LISTS:
        return _read_words(element)
    if role is not None and (role.word == "list" or role.mark == "figure"):
        return "", tuple(_read_marks(element))
    return _read_words(element)


def _mark_part(element: HtmlElement) -> str:
    """A paragraph or an item of a cell → the mark before its words."""
    if element.tag == "p":
        return mark_part("paragraph")
    is_numbered = element.getparent().tag == "ol"
    return mark_part("number" if is_numbered else "bullet", element.get("value", ""))


def _read_number(element: HtmlElement) -> str:
    """An item → “2. ” as an ordered list prints it; anything else → nothing."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    return f"{element.get('data-number') or parent.index(element) + 1}. "


def _find_target(entry: HtmlElement) -> str:
    link = entry.find(".//a")
    return "" if link is None else link.get("href", "").removeprefix("#")


def _read_stray(text: str | None) -> Iterator[Mark]:
    if text and text.strip():
        yield Mark("paragraph", text)


def _find_role(element: HtmlElement) -> Role | None:
    return find_role(element.tag, element.get("data-role"))
