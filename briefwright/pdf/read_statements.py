"""A finished PDF → what it says beside its leaves: properties, links, bookmarks, sizes of pages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf
from lxml import etree

from briefwright.document.marks import Mark, Statement, normalise
from briefwright.document.page_statements import describe_link, describe_size, describe_spot

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_OWN = "{https://briefing.invalid/properties/}"

# What a PDF says of itself in two places: its key in the information, its name in the metadata.
_TWICE: Mapping[str, tuple[str, str]] = {
    "title": ("/Title", f"{_DC}title"),
    "author": ("/Author", f"{_DC}creator"),
    "subject": ("/Subject", f"{_DC}description"),
    "keywords": ("/Keywords", f"{_PDF}Keywords"),
    "creator": ("/Creator", f"{_XMP}CreatorTool"),
    "date of creation": ("/CreationDate", f"{_XMP}CreateDate"),
    "date of change": ("/ModDate", f"{_XMP}ModifyDate"),
}


def read_statements(pdf: pikepdf.Pdf) -> tuple[Statement, ...]:
    """A PDF, open → what it says beside its leaves, but for heads and feet."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    trees: Any = pdf.Root.get("/Names", {})
    names = list(trees.get("/Dests", {}).get("/Names", ()))
    places = {
        str(name): _describe(spot, pages)
        for name, spot in zip(names[::2], names[1::2], strict=False)
    }
    return (
        *_read_properties(pdf),
        *(Statement("place", f"{name}: {where}") for name, where in places.items()),
        *dict.fromkeys(_read_links(pdf, places, pages)),
        *_read_bookmarks(pdf, pages),
        *_read_sizes(pdf),
    )


def _describe(spot: Any, pages: Mapping[tuple[int, int], int]) -> str:
    """A destination → the words for it."""
    if not isinstance(spot, pikepdf.Array) or len(spot) < 4:
        return "nowhere"
    return describe_spot(pages.get(spot[0].objgen, 0), float(spot[2]), float(spot[3]))


# ----------------------------------------------------------------- properties


def _read_properties(pdf: pikepdf.Pdf) -> Iterator[Statement]:
    metadata = _read_metadata(pdf)
    information = pdf.trailer.get("/Info")
    for about, (key, name) in _TWICE.items():
        is_date = about.startswith("date")
        said = [_read_day(one) if is_date else one for one in metadata.get(name, ())]
        text = ", ".join(said)
        if information is not None:
            other = str(information.get(key, ""))
            other = _read_day(other) if is_date else other
            text = text if text == other else f"{other} in one place, {text} in the other"
        if text:
            yield Statement(about, text)
    yield Statement("language", str(pdf.Root.get("/Lang", "")))
    for own in metadata.get(f"{_OWN}properties", ()):
        yield Statement("property", own)


def _read_day(date: str) -> str:
    return re.sub(r"\D", "", date)[:8]


def _read_metadata(pdf: pikepdf.Pdf) -> Mapping[str, list[str]]:
    """XMP → by the name of each property, its values."""
    try:
        root = etree.fromstring(
            bytes(pdf.Root.Metadata.read_bytes()), etree.XMLParser(resolve_entities=False)
        )
    except (AttributeError, etree.XMLSyntaxError):
        return {}
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for entry in description:
            items = list(entry.iter(f"{_RDF}li")) or [entry]
            found.setdefault(str(entry.tag), []).extend(item.text or "" for item in items)
    return found


# ----------------------------------------------------------------- ways through the document


def _read_links(
    pdf: pikepdf.Pdf, places: Mapping[str, str], pages: Mapping[tuple[int, int], int]
) -> Iterator[Statement]:
    for page in pdf.pages:
        for link in page.obj.get("/Annots", ()):
            words = str(link.get("/Contents", ""))
            action: Any = link.get("/A", {})
            if "/Dest" in link:
                target = places.get(str(link.Dest), "nowhere")
            elif "/D" in action:
                target = _describe(action["/D"], pages)
            else:
                target = str(action.get("/URI", "nowhere"))
            yield Statement("link", describe_link(words, target))


def _read_bookmarks(pdf: pikepdf.Pdf, pages: Mapping[tuple[int, int], int]) -> Iterator[Statement]:
    outline: Any = pdf.Root.get("/Outlines", {})
    waiting: list[tuple[Any, int]] = [(outline.get("/First"), 1)]
    number = 0
    while waiting:
        entry, level = waiting.pop()
        if entry is None:
            continue
        number += 1
        spot = entry.get("/Dest") if "/Dest" in entry else entry.get("/A", {}).get("/D")
        words = " ".join(str(entry.get("/Title", "")).split())
        where = _describe(spot, pages)
        yield Statement("bookmark of the outline", f"{number}, level {level}: {words}, {where}")
        waiting += [(entry.get("/Next"), level), (entry.get("/First"), level + 1)]


def _read_sizes(pdf: pikepdf.Pdf) -> Iterator[Statement]:
    """Each page → its size; where its boxes differ, that is what it says."""
    for number, page in enumerate(pdf.pages, start=1):
        boxes = {tuple(map(float, page.obj[key])) for key in ("/MediaBox", "/TrimBox", "/BleedBox")}
        if len(boxes) == 1 and next(iter(boxes))[:2] == (0, 0):
            _, _, width, height = next(iter(boxes))
            yield Statement("size of a page", describe_size(number, width, height))
        else:
            yield Statement("size of a page", f"page {number}: of several sizes")


# ----------------------------------------------------------------- what is repeated


def find_unknown_heads(repeated: Iterable[str], body: Iterable[Mark]) -> Iterator[Statement]:
    """What is repeated on each page, and all leaves → what of it no cell of a table says.

    Letters alone are compared: leaders are dots and signs.
    """
    cells = {_keep_letters(mark.text) for mark in body if mark.kind == "cell"} - {""}
    ordered = sorted(cells, key=len, reverse=True)
    known = re.compile("(?:" + "|".join(map(re.escape, ordered)) + ")*") if ordered else None
    for said in map(_keep_letters, repeated):
        if said and not (known and known.fullmatch(said)) and not _is_jumbled(said, cells):
            yield Statement("head of a table that goes on", said)


def _keep_letters(text: str) -> str:
    return "".join(letter for letter in normalise(text) if letter.isalnum())


def _is_jumbled(said: str, cells: Iterable[str]) -> bool:
    """Whether a text from right to left has no letters but those of cells, in any order."""
    is_rtl = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in said)
    return is_rtl and set(said) <= set("".join(cells))
