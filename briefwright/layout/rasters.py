"""Vectors of a layout → pictures of dots, for programs that don't know vectors."""

import ctypes
import io
import zlib
from math import ceil
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
from pypdfium2 import raw

from briefwright.document.colours import WHITE, Colour
from briefwright.layout.arrangement import Layout
from briefwright.layout.boxes import MarginPicture
from briefwright.layout.contrast import blend
from briefwright.layout.drawing import draw

# Pixels a point: two for each px of CSS, sharp enough in print and small in the file.
_SCALE = 8 / 3
_ROUNDING = 0.01  # pixels
_WHITE = 0xFFFFFFFF


def rasterise(layout: Layout, image: Element) -> bytes:
    """An `img` of a layout that shows a vector → a PNG of it, as it stands in the PDF.

    It is drawn once, however often it is asked for.
    """
    if image not in layout.rasters:
        layout.rasters[image] = _rasterise(layout, image)
    return layout.rasters[image]


def _rasterise(layout: Layout, image: Element) -> bytes:
    with pypdfium2.PdfDocument(draw(layout)) as pdf:
        page = pdf[layout.page(image) - 1]
        _leave_pictures(page)
        return _draw_region(page, *layout.rectangle(image), _find_ground(layout, image))


def _find_ground(layout: Layout, image: Element) -> int:
    """The colour behind a picture, which is that of the box around it: 0xFFRRGGBB."""
    ground: Colour | None = WHITE
    holders = {child: holder for holder in layout.root.iter() for child in holder}
    around = [image]
    while around[-1] in holders:
        around.append(holders[around[-1]])
    for element in reversed(around):
        ground = blend(layout.style(element)["background_color"], ground)
    red, green, blue = (round(part * 255) for part in ground or WHITE)
    return 0xFF000000 | red << 16 | green << 8 | blue


def rasterise_ornament(layout: Layout, picture: MarginPicture) -> bytes:
    """A vector in a head or foot → a PNG of it, as it stands in the PDF."""
    with pypdfium2.PdfDocument(draw(layout)) as pdf:
        page = pdf[picture.page - 1]
        return _draw_region(page, *picture.find_rectangle(page.get_height()))


def _draw_region(
    page: pypdfium2.PdfPage,
    left: float,
    bottom: float,
    right: float,
    top: float,
    ground: int = _WHITE,
) -> bytes:
    """A page, the sides of a part of it in points, what is behind → a PNG of that part."""
    width, height = (ceil(side * _SCALE - _ROUNDING) for side in (right - left, top - bottom))
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
    raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, ground)
    place = (-left * _SCALE, (top - page.get_height()) * _SCALE)
    matrix = raw.FS_MATRIX(_SCALE, 0, 0, _SCALE, *place)
    edges = raw.FS_RECTF(0, 0, width, height)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, edges, 0)
    stream = io.BytesIO()
    picture = bitmap.to_pil().convert("RGB")
    picture.save(stream, "png", compress_type=zlib.Z_RLE)  # a third faster, hardly larger
    return stream.getvalue()


def _leave_pictures(page: pypdfium2.PdfPage) -> None:
    """A page → without what stands behind its pictures, such as the word across a draft."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM and not _is_in_picture(item):
            raw.FPDFPageObj_SetIsActive(item, False)


def _is_in_picture(item: Any) -> bool:
    """Whether an object of a page is drawn inside a mark for a picture (ISO 32000-2, 14.6)."""
    name, size = (raw.FPDF_WCHAR * 64)(), ctypes.c_ulong()
    for index in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, index)
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
        if bytes(name)[: size.value].decode("utf-16-le").rstrip("\0") == "Figure":
            return True
    return False
