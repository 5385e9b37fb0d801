"""A PDF read by its structure tree, and its page by its elements: what both should say."""

from __future__ import annotations

import io
from collections.abc import Iterator

import lxml.html
import pikepdf
from lxml.html import HtmlElement
from pikepdf import Array, Dictionary
from pypdfium2 import PdfDocument

from briefwright.pdf.read_objects import read_objects
from briefwright.pdf.read_text import sort_content

Pages = list[dict[int, str]]


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """A structure element → its kids: elements, references, numbers of marked content."""
    found = element.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def elements(document: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Object]:
    """A PDF and types → all structure elements of these types, in the order of the tree."""

    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        if str(element.S)[1:] in kinds:
            yield element
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    return list(walk(document.Root.StructTreeRoot.K))


def read_tree(data: bytes) -> str:
    """A PDF → all that its tree says from beginning to end: text, notes, words for pictures."""
    texts = _texts(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return " ".join(_read_element(pdf.Root.StructTreeRoot.K, texts, numbers))


def _texts(data: bytes) -> Pages:
    """A PDF → for each page, the text of each piece of marked content."""
    document = PdfDocument(data)
    found: Pages = []
    for page in document:
        text_page = page.get_textpage()
        content = sort_content(read_objects(page, text_page)).content
        found.append({mcid: "".join(one.text for one in piece) for mcid, piece in content.items()})
        text_page.close()
        page.close()
    document.close()
    return found


def _read_element(
    element: pikepdf.Object, texts: Pages, numbers: dict[tuple[int, int], int]
) -> Iterator[str]:
    kind = str(element.S)[1:]
    alt = str(element.get("/Alt", ""))
    page = numbers[element.Pg.objgen] if "/Pg" in element else -1
    for kid in kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _read_element(kid, texts, numbers)
        elif kind == "Figure" and not (isinstance(kid, Dictionary) and "/Obj" in kid):
            yield alt
            alt = ""
        elif isinstance(kid, int):
            yield _label(texts[page].get(int(kid), ""), kind, element)
        elif "/MCID" in kid:
            mcid = int(kid.MCID)
            yield _label(texts[numbers[kid.Pg.objgen]].get(mcid, ""), kind, element)


def _label(text: str, kind: str, element: pikepdf.Object) -> str:
    """A text → the same, but nothing for a bullet and for a page number in the contents."""
    is_bullet = kind == "Lbl" and not any(map(str.isalnum, text))
    is_page = kind == "Reference" and str(element.P.S) == "/TOCI"
    return "" if is_bullet or is_page else text


def printed(html: str) -> str:
    """A page → what it says from beginning to end, a note where its call stands."""
    return " ".join(_printed(lxml.html.document_fromstring(html).find("body")))


def _printed(element: HtmlElement) -> Iterator[str]:
    role = element.get("data-role", "")
    if role == "data-table":
        return
    number = element.get("data-number", "")
    parent = element.getparent()
    if role == "footnote":
        yield f"{number} {number}."
    if element.tag == "li" and parent is not None and parent.tag == "ol":
        yield f"{number or parent.index(element) + 1}."
    if element.tag == "img":
        yield element.get("alt", "")
    yield element.text or ""
    for child in element:
        yield from _printed(child)
        yield child.tail or ""
