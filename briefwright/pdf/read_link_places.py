"""A finished PDF → the links whose rectangles don't lie over their own words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf

from briefwright.document.boxes import Box
from briefwright.document.marks import Statement
from briefwright.pdf.read_text import Piece

Content = Mapping[tuple[int, int], Sequence[Piece]]  # by page, from 1, and number of marked content

_Spot = tuple[int, float, float]  # a page and a point on it


def find_misplaced_links(pdf: pikepdf.Pdf, content: Content) -> Iterator[Statement]:
    """A PDF, open, and what its marked content draws → each link that lies beside its words.

    The middle of every piece of its text lies in one of its rectangles, and no rectangle is empty.
    """
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    places = {
        link.objgen: (number, _read_box(link))
        for number, page in enumerate(pdf.pages, start=1)
        for link in page.obj.get("/Annots", ())
    }
    for element in _find_links(pdf.Root.StructTreeRoot.get("/K")):
        boxes = [places[one] for one in _list_annotations(element) if one in places]
        pieces = [
            (page, piece)
            for page, number in _list_content(element, pages, 0)
            for piece in content.get((page, number), ())
            if piece.is_seen
        ]
        spots = [(page, *_find_middle(piece)) for page, piece in pieces]
        if spots and not (
            all(any(_holds(box, spot) for box in boxes) for spot in spots)
            and all(any(_holds(box, spot) for spot in spots) for box in boxes)
        ):
            said = "".join(piece.text for _, piece in pieces)
            yield Statement("link", f"{said}: beside its words")


def _find_links(holder: Any) -> Iterator[Any]:
    """What a structure begins with → its elements that are links."""
    waiting = [holder]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if element.S == "/Link":
                yield element
            waiting += _list_kids(element)


def _list_kids(element: Any) -> list[Any]:
    kids = element.get("/K", ())
    return list(kids) if isinstance(kids, pikepdf.Array | tuple) else [kids]


def _list_annotations(element: Any) -> Iterator[tuple[int, int]]:
    for kid in _list_kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
            yield kid.Obj.objgen


def _list_content(
    element: Any, pages: Mapping[tuple[int, int], int], page: int
) -> Iterator[tuple[int, int]]:
    """An element → the marked content that it holds at any depth: page and number."""
    page = pages.get(element.Pg.objgen, 0) if "/Pg" in element else page
    for kid in _list_kids(element):
        if isinstance(kid, int):
            yield page, kid
        elif "/MCID" in kid:
            yield pages.get(kid.Pg.objgen, 0) if "/Pg" in kid else page, int(kid.MCID)
        elif "/S" in kid:
            yield from _list_content(kid, pages, page)


def _read_box(link: Any) -> Box:
    left, bottom, right, top = map(float, link.Rect)
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _find_middle(piece: Piece) -> tuple[float, float]:
    return (piece.left + piece.right) / 2, (piece.bottom + piece.top) / 2


def _holds(place: tuple[int, Box], spot: _Spot) -> bool:
    (page, box), (other, x, y) = place, spot
    return page == other and box.left <= x <= box.right and box.bottom <= y <= box.top
