"""One page of a PDF, as PDFium sees it → what is drawn on it, by marked content."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

MOST_NESTED = 20  # forms within forms; WeasyPrint needs one or two

_SPACE = 0.25  # of the height of two pieces: more room than that between them is a space


@dataclass(frozen=True)
class Piece:
    """One object drawn on a page: its text, "" for a drawing; its edges in points.

    `is_picture` for an image, which may stand on a page by itself.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_picture: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether it takes any room on the page."""
        return self.right > self.left and self.top > self.bottom

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom

    def is_apart_from(self, before: "Piece") -> bool:
        """Whether a space must be read between the piece that was read before and this one.

        A new line is one; within a line, spaces are letters like others, unless things were set
        apart by the layout alone.
        """
        if before.text[-1:].isspace() or self.text[:1].isspace():
            return False
        gap = max(self.height, before.height) * _SPACE
        same_line = (
            self.left > before.left + gap
            and self.top > before.bottom
            and self.bottom < before.top + before.height
        )
        return not same_line or self.left - before.right > gap


@dataclass(frozen=True)
class PageContent:
    """All that a page shows, by the number of its marked content; what has none; decoration.

    `running` is the text in its margins, in the order in which it is drawn; `repeated` that of
    leader dots and of the heads of tables that go on.
    """

    content: dict[int, list[Piece]] = field(default_factory=dict)
    stray: list[Piece] = field(default_factory=list)
    decoration: dict[int, list[Piece]] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def read_page(page: Any, text_page: Any) -> PageContent:
    """A page and its text page, both open → what is drawn there but running heads and rules."""
    found = PageContent()
    for item in _list_objects(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
        _add(found, item, text_page, MOST_NESTED)
    return found


def _add(found: PageContent, item: Any, text_page: Any, depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(item)
    number = raw.FPDFPageObj_GetMarkedContentID(item)
    if number >= 0:
        if piece := _read_piece(item, kind, text_page):
            found.content.setdefault(number, []).append(piece)
    elif artifact := find_artifact(item):
        picture = ctypes.c_int()
        is_decoration = raw.FPDFPageObjMark_GetParamIntValue(artifact, b"Decoration", picture)
        if is_decoration and (piece := _read_piece(item, kind, text_page)):
            found.decoration.setdefault(picture.value, []).append(piece)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            again = raw.FPDFPageObjMark_GetParamIntValue(artifact, b"Repeated", picture)
            text = read_string(raw.FPDFTextObj_GetText, item, text_page)
            (found.repeated if again else found.running).append(text)
    elif kind == raw.FPDF_PAGEOBJ_FORM:
        if depth == 0:
            raise ValueError("this PDF draws forms within forms without end")
        for inner in _list_objects(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject):
            _add(found, inner, text_page, depth - 1)
    elif kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE) and (
        piece := _read_piece(item, kind, text_page)
    ):
        found.stray.append(piece)


def _list_objects(
    holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any]
) -> Iterator[Any]:
    return (get(holder, index) for index in range(count(holder)))


def _read_piece(item: Any, kind: int, text_page: Any) -> Piece | None:
    """An object → what it shows; nothing for invisible text."""
    text = ""
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        if raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return None
        text = read_string(raw.FPDFTextObj_GetText, item, text_page)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    is_picture = kind == raw.FPDF_PAGEOBJ_IMAGE
    return Piece(text, left.value, bottom.value, right.value, top.value, is_picture)


def find_artifact(item: Any) -> Any:
    """An object → the mark that says it is no content, or None."""
    for index in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, index)
        if _mark_name(mark) == "Artifact":
            return mark
    return None


def _mark_name(mark: Any) -> str:
    buffer = (raw.FPDF_WCHAR * 64)()
    size = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), size)
    return _read_text(buffer, size.value)


def read_string(function: Callable[..., int], *arguments: Any) -> str:
    """A function of PDFium that fills a buffer with UTF-16 and its arguments → the text."""
    buffer = (raw.FPDF_WCHAR * 512)()
    size = function(*arguments, buffer, ctypes.sizeof(buffer))
    if size > ctypes.sizeof(buffer):
        buffer = (raw.FPDF_WCHAR * size)()
        function(*arguments, buffer, ctypes.sizeof(buffer))
    return _read_text(buffer, size)


def _read_text(buffer: Any, size: int) -> str:
    return ctypes.string_at(buffer, max(size - 2, 0)).decode("utf-16-le", "replace")
