"""One page of a PDF → all that it draws, each object once, in order: what every check looks at."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pypdfium2 import PdfPage, raw

from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Drawing, Glyph, Letter, Path, Point
from briefwright.pdf.matrices import IDENTITY, Matrix, move, multiply, place

MOST_NESTED = 20  # forms within forms; WeasyPrint needs one or two

_UNPRINTED = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\x02")


@dataclass
class PageObject:
    """Something that a page draws; `order` is its place among all of it.

    `number` is that of its marked content, -1 for none; `artifact` the mark that says that it is
    no content, or None; `matrix` that of the forms in which it stands, `frame` the rectangle
    that their clipping paths leave; `box` where its ink is, None where it leaves none. Only text
    has `text` and `glyphs`.
    """

    order: int
    item: Any
    kind: int
    matrix: Matrix
    number: int
    artifact: Any
    box: Box | None
    frame: Box | None = None
    text: str = ""
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether it draws letters."""
        return bool(self.kind == raw.FPDF_PAGEOBJ_TEXT)

    @property
    def is_path(self) -> bool:
        """Whether it draws lines or areas."""
        return bool(self.kind == raw.FPDF_PAGEOBJ_PATH)

    @property
    def is_picture(self) -> bool:
        """Whether it is an image."""
        return bool(self.kind == raw.FPDF_PAGEOBJ_IMAGE)

    @property
    def is_doubled(self) -> bool:
        """Whether it draws letters, nearly, where the same ones stand: PDFium leaves them out.

        Of a word that says its text as a whole, the first letters have the text. What has no width,
        as a blank between pieces of Devanagari, leaves no ink.
        """
        leaves_ink = self.box is not None and self.box.right > self.box.left
        silent = self.is_text and leaves_ink and not self.text
        return silent and _find_mark(self.item, "Span") is None

    @cached_property
    def glyph_box(self) -> Box:
        """The rectangle around its letters."""
        return surround(glyph.box for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """How large its smallest letter is set, in points."""
        return min(glyph.size for glyph in self.glyphs)

    @cached_property
    def colour(self) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity of its letters or its area, 0 to 255."""
        red, green, blue, opacity = _read_colour(raw.FPDFPageObj_GetFillColor, self.item)
        return red, green, blue, 0 if self.is_text and is_invisible(self.item) else opacity

    @cached_property
    def line_colour(self) -> tuple[int, int, int, int]:
        """Red, green, blue and opacity of its lines, 0 to 255."""
        return _read_colour(raw.FPDFPageObj_GetStrokeColor, self.item)

    @property
    def grey(self) -> float:
        """How bright its letters are, 0 to 255 (Rec. 601, as PDFium draws grey)."""
        red, green, blue, _ = self.colour
        return 0.299 * red + 0.587 * green + 0.114 * blue

    @cached_property
    def clip(self) -> Box | None:
        """The rectangle that its clipping paths leave, or nothing where there are none."""
        return _cut(_read_clip(self.item, self.matrix), self.frame)

    @cached_property
    def path(self) -> Path:
        """Its lines and areas as they lie on the page; its page must be open."""
        fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        raw.FPDFPath_GetDrawMode(self.item, fill, stroke)
        raw.FPDFPageObj_GetStrokeWidth(self.item, width)
        matrix = multiply(_read_matrix(self.item), self.matrix)
        pieces, is_round = _read_pieces(self.item, matrix)
        has_area = any(len(piece) > 2 for piece in pieces)
        a, b, c, d, _, _ = matrix
        return Path(
            pieces,
            self.colour[:3] if fill.value and has_area and self.colour[3] else None,
            self.line_colour[:3] if stroke.value and self.line_colour[3] else None,
            width.value * abs(a * d - b * c) ** 0.5,
            is_round,
            self.order,
            self.clip,
        )


def read_objects(page: PdfPage, text_page: Any) -> tuple[PageObject, ...]:
    """A page and its text page → all that it draws but forms, whose content is among it."""
    found = list[PageObject]()
    count = raw.FPDFPage_CountObjects(page.raw)
    for item in (raw.FPDFPage_GetObject(page.raw, index) for index in range(count)):
        found.extend(_walk(item, IDENTITY, -1, None, None, MOST_NESTED))
    for order, one in enumerate(found):
        one.order = order
    _read_letters(text_page.raw, {_address(one.item): one for one in found if one.is_text})
    return tuple(found)


def _walk(
    item: Any, matrix: Matrix, number: int, artifact: Any, frame: Box | None, depth: int
) -> Iterator[PageObject]:
    """An object, the matrix, marks and clip of the form it stands in → it, or what is in it."""
    kind = raw.FPDFPageObj_GetType(item)
    own = raw.FPDFPageObj_GetMarkedContentID(item)
    number = own if own >= 0 else number
    artifact = find_artifact(item) or artifact if number < 0 else None
    if kind != raw.FPDF_PAGEOBJ_FORM:
        box = _read_bounds(item, kind, matrix)
        yield PageObject(0, item, kind, matrix, number, artifact, box, frame)
        return
    if depth == 0:
        raise ValueError("this PDF draws forms within forms without end")
    frame = _cut(_read_clip(item, matrix), frame)
    inside = multiply(_read_matrix(item), matrix)
    for index in range(raw.FPDFFormObj_CountObjects(item)):
        inner = raw.FPDFFormObj_GetObject(item, index)
        yield from _walk(inner, inside, number, artifact, frame, depth - 1)


def read_drawing(objects: Sequence[PageObject]) -> Drawing:
    """The objects of a figure, in order, their page still open → what is drawn there."""
    letters = [
        Letter(glyph.letter, glyph.box, glyph.baseline, glyph.size, one.colour[:3])
        for one in objects
        for glyph in one.glyphs
    ]
    paths = [one.path for one in objects if one.is_path and one.box]
    others = sum(not (one.is_path or one.is_text) for one in objects)
    return Drawing(tuple(letters), tuple(paths), others)


def is_invisible(item: Any) -> bool:
    """A text object → whether it is drawn in a mode that leaves no ink."""
    return bool(raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def find_artifact(item: Any) -> Any:
    """An object → the mark that says it is no content, or None."""
    return _find_mark(item, "Artifact")


def _find_mark(item: Any, name: str) -> Any:
    """An object and the name of a mark → the mark of that name around it, or None."""
    for index in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, index)
        if _mark_name(mark) == name:
            return mark
    return None


def _mark_name(mark: Any) -> str:
    buffer = (raw.FPDF_WCHAR * 64)()
    size = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), size)
    return _decode(buffer, size.value)


def read_string(function: Callable[..., int], *arguments: Any) -> str:
    """A function of PDFium that fills a buffer with UTF-16 and its arguments → the text."""
    buffer = (raw.FPDF_WCHAR * 512)()
    size = function(*arguments, buffer, ctypes.sizeof(buffer))
    if size > ctypes.sizeof(buffer):
        buffer = (raw.FPDF_WCHAR * size)()
        function(*arguments, buffer, ctypes.sizeof(buffer))
    return _decode(buffer, size)


def _decode(buffer: Any, size: int) -> str:
    return ctypes.string_at(buffer, max(size - 2, 0)).decode("utf-16-le", "replace")


# ----------------------------------------------------------------- where it lies


def _read_matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _read_bounds(item: Any, kind: int, matrix: Matrix) -> Box | None:
    """A drawn object → its rectangle on the page; nothing for what leaves no ink."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides) or not _paints(item, kind):
        return None
    return place(Box(*(side.value for side in sides)), matrix)


def _paints(item: Any, kind: int) -> bool:
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        return not is_invisible(item)
    if kind != raw.FPDF_PAGEOBJ_PATH:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(fill.value or stroke.value)


def _read_clip(item: Any, matrix: Matrix) -> Box | None:
    """An object and the matrix of its form → the rectangle that its clipping paths leave."""
    path = raw.FPDFPageObj_GetClipPath(item)
    left = bottom = -1e9
    right = top = 1e9
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    for index in range(max(count, 0)):
        if boxes := list(_trace_clip(path, index)):
            around = surround([box for box in boxes if box.right > box.left] or boxes)
            left, bottom = max(left, around.left), max(bottom, around.bottom)
            right, top = min(right, around.right), min(top, around.top)
    return place(Box(left, bottom, right, top), matrix) if count > 0 else None


def _trace_clip(path: Any, index: int) -> Iterator[Box]:
    """One of the paths of a clip → the rectangle around each of its pieces."""
    pieces, x, y = list[list[Point]](), ctypes.c_float(), ctypes.c_float()
    count = raw.FPDFClipPath_CountPathSegments(path, index)
    for segment in (raw.FPDFClipPath_GetPathSegment(path, index, n) for n in range(count)):
        if raw.FPDFPathSegment_GetPoint(segment, x, y):
            if not pieces or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                pieces.append([])
            pieces[-1].append((x.value, y.value))
    return (surround(Box(*one, *one) for one in piece) for piece in pieces)


def _cut(one: Box | None, other: Box | None) -> Box | None:
    """Two clips, nothing for none → what both leave."""
    return one.cut(other) if one and other else one or other


# ----------------------------------------------------------------- paths and colours


def _read_pieces(item: Any, matrix: Matrix) -> tuple[tuple[tuple[Point, ...], ...], bool]:
    """A path and its matrix → the corners of its pieces on the page, and whether it has curves."""
    pieces = list[list[Point]]()
    x, y = ctypes.c_float(), ctypes.c_float()
    bends = 0
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            bends += 1
            if bends % 3:  # two points that steer, then the end
                continue
        if kind == raw.FPDF_SEGMENT_MOVETO or not pieces:
            pieces.append([])
        pieces[-1].append(move(x.value, y.value, matrix))
    return tuple(map(tuple, pieces)), bends > 0


def _read_colour(function: Callable[..., int], item: Any) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    function(item, *parts)
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


# ----------------------------------------------------------------- letters


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


# A text page and the number of a letter → the address of its object, as a number: of the thousands
# on a page, none needs a pointer of its own.
_find_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    _address(raw.FPDFText_GetTextObject)
)


def _read_letters(page: Any, texts: dict[int, PageObject]) -> None:
    """A text page → the text of each object, and each letter that takes ink, put into it."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    sizes: dict[int, tuple[float, float]] = {}
    said = set[int]()  # words whose letters are replaced: PDFium may say one again for each part
    # PDFium says where such letters lie in their form, and not where that lies on the page.
    inside: dict[int, Matrix] = {}
    for address, one in texts.items():
        word = _address(_find_replaced(one.item))
        if word:
            inside[address] = one.matrix
        if word not in said:
            one.text = read_string(raw.FPDFTextObj_GetText, one.item, page)
        if word and one.text:
            said.add(word)
    for index in range(raw.FPDFText_CountChars(page)):
        letter = chr(raw.FPDFText_GetUnicode(page, index))
        if letter.isspace() or letter in _UNPRINTED:
            continue
        address = _find_text_object(page, index)
        if address not in texts:
            continue
        if not raw.FPDFText_GetCharBox(page, index, left, right, bottom, top):
            continue
        if address not in sizes:
            sizes[address] = _read_size(page, index)
        box = Box(left.value, bottom.value, right.value, top.value)
        if address in inside:
            box = place(box, inside[address])
        texts[address].glyphs.append(Glyph(letter, box, *sizes[address]))


def _find_replaced(item: Any) -> Any:
    """A text object → the mark of the word that it is a part of, if `ActualText` replaces that."""
    marks = (raw.FPDFPageObj_GetMark(item, n) for n in range(raw.FPDFPageObj_CountMarks(item)))
    kind = raw.FPDFPageObjMark_GetParamValueType
    return next((one for one in marks if kind(one, b"ActualText") == raw.FPDF_OBJECT_STRING), None)


def _read_size(page: Any, index: int) -> tuple[float, float]:
    """A letter → its size and its baseline on the page, in points."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, index, matrix)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5
    return float(raw.FPDFText_GetFontSize(page, index) * scale), float(matrix.f)
