"""One page of a PDF → all that it draws, in order: runs of letters with their boxes, and shapes."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pypdfium2 import PdfPage, raw

from briefwright.document.boxes import Box
from briefwright.pdf.read_text import find_artifact

MOST_NESTED = 20  # forms within forms; WeasyPrint needs one or two
_UNPRINTED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\x02")


class Glyph(NamedTuple):
    """One letter: what it is, where its ink is, and how large it is set, in points."""

    letter: str
    box: Box
    size: float


@dataclass
class Run:
    """Letters that the page draws at once: `order` is their place among all that is drawn.

    `is_artifact` for what is no content: running heads and feet, a watermark.
    """

    order: int
    colour: tuple[int, int, int, int]
    clip: Box | None
    is_artifact: bool = False
    glyphs: list[Glyph] = field(default_factory=list)
    text: str = ""

    @cached_property
    def box(self) -> Box:
        """The rectangle around its letters."""
        boxes = [glyph.box for glyph in self.glyphs]
        return Box(
            min(box.left for box in boxes), min(box.bottom for box in boxes),
            max(box.right for box in boxes), max(box.top for box in boxes),
        )  # fmt: skip

    @property
    def size(self) -> float:
        """How large its smallest letter is set, in points."""
        return min(glyph.size for glyph in self.glyphs)

    @property
    def grey(self) -> float:
        """How bright its letters are, 0 to 255 (Rec. 601, as PDFium draws grey)."""
        red, green, blue, _ = self.colour
        return 0.299 * red + 0.587 * green + 0.114 * blue


class Shape(NamedTuple):
    """Something drawn that is no text; `is_flat` for one colour all over."""

    order: int
    box: Box
    is_flat: bool


def read_objects(page: PdfPage) -> tuple[dict[int, Run], list[Shape]]:
    """A page → its runs of text by the address of their object, still empty; all other shapes."""
    runs: dict[int, Run] = {}
    shapes: list[Shape] = []
    for order, (item, matrix) in enumerate(list_objects(page.raw)):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            runs[_address(item)] = Run(
                order, _colour(item), _clip(item, matrix), find_artifact(item) is not None
            )
        elif kind != raw.FPDF_PAGEOBJ_FORM and (box := _bounds(item, matrix)):
            shapes.append(Shape(order, box, kind == raw.FPDF_PAGEOBJ_PATH))
    return runs, shapes


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def list_objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """A page → all that it draws, in order, with the matrix of the forms that each stands in."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _inner(raw.FPDFPage_GetObject(page, index), _IDENTITY, MOST_NESTED)


def _inner(item: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    yield item, matrix
    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM and depth:
        inside = _multiply(_matrix(item), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _inner(raw.FPDFFormObj_GetObject(item, index), inside, depth - 1)


def _matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _multiply(first: Matrix, then: Matrix) -> Matrix:
    """Two matrices → the one that does what the first does, then the other (ISO 32000-2, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _bounds(item: Any, matrix: Matrix) -> Box | None:
    """A drawn object → its rectangle on the page; nothing for what leaves no ink."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides) or not _paints(item):
        return None
    return _place(Box(*(side.value for side in sides)), matrix)


def _place(box: Box, matrix: Matrix) -> Box:
    """A rectangle inside forms and their matrix → the rectangle around it on the page."""
    if matrix == _IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return Box(min(across), min(up), max(across), max(up))


def _paints(item: Any) -> bool:
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(fill.value or stroke.value)


def _colour(item: Any) -> tuple[int, int, int, int]:
    """A text object → red, green, blue and opacity of its letters, 0 to 255."""
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(item, *parts)
    red, green, blue, opacity = (part.value for part in parts)
    if raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        opacity = 0
    return red, green, blue, opacity


def _clip(item: Any, matrix: Matrix) -> Box | None:
    """An object → the rectangle that its clipping paths leave, or nothing where there are none."""
    path = raw.FPDFPageObj_GetClipPath(item)
    left = bottom = -1e9
    right = top = 1e9
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    for index in range(max(count, 0)):
        points = list(_points(path, index))
        if points:
            left, right = (
                max(left, min(x for x, _ in points)),
                min(right, max(x for x, _ in points)),
            )
            bottom, top = (
                max(bottom, min(y for _, y in points)),
                min(top, max(y for _, y in points)),
            )
    return _place(Box(left, bottom, right, top), matrix) if count > 0 else None


def _points(path: Any, index: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFClipPath_CountPathSegments(path, index)):
        segment = raw.FPDFClipPath_GetPathSegment(path, index, number)
        if raw.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def read_glyphs(text_page: Any, runs: dict[int, Run]) -> None:
    """A text page → each letter that takes ink, put into the run that draws it."""
    page = text_page.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    sizes: dict[int, float] = {}
    for index in range(raw.FPDFText_CountChars(page)):
        letter = chr(raw.FPDFText_GetUnicode(page, index))
        item = _address(raw.FPDFText_GetTextObject(page, index))
        if item not in runs:
            continue
        runs[item].text += letter
        if letter.isspace() or letter in _UNPRINTED:
            continue
        if not raw.FPDFText_GetCharBox(page, index, left, right, bottom, top):
            continue
        if item not in sizes:
            sizes[item] = _size(page, index)
        box = Box(left.value, bottom.value, right.value, top.value)
        runs[item].glyphs.append(Glyph(letter, box, sizes[item]))


def _size(page: Any, index: int) -> float:
    """A letter → its size on the page, in points."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, index, matrix)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5
    return float(raw.FPDFText_GetFontSize(page, index) * scale)
