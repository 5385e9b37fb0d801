"""Pictures: the bytes as they are, with their alt text; a vector with a PNG for older programs."""

import ctypes
import io
import zlib
from math import ceil
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree
from pypdfium2 import raw

from briefwright.document.assets import BASE_URL, Asset
from briefwright.layout import Layout, draw
from briefwright.word.ooxml import PIC, Node, element, emu, name, w
from briefwright.word.writer_state import WriterState

ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
DECORATIVE_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def build_picture(state: WriterState, image: Element) -> Node:
    """An `img` of the layout → a run with its drawing, as large as on the page of the PDF."""
    source = (image.get("src") or "").removeprefix(BASE_URL)
    asset = state.layout.assets.find(source)
    if asset is None:
        raise ValueError(f"“{source}” is not among the assets of this layout")
    width, height = state.layout.width(image), state.layout.height(image)
    state.drawings += 1
    blip = _build_blip(state, asset, image)
    alt = image.get("alt", "")
    return w("r", w("drawing", _build_inline(state.drawings, alt, emu(width), emu(height), blip)))


def _build_blip(state: WriterState, asset: Asset, image: Element) -> Node:
    assert isinstance(state.part, DocumentPart)
    if asset.media_type != "image/svg+xml":
        found, _ = state.part.get_or_add_image(io.BytesIO(asset.data))
        return element("a:blip", {"r:embed": found})
    raster = _rasterise(state.layout, image)
    found, _ = state.part.get_or_add_image(io.BytesIO(raster))
    return element("a:blip", {"r:embed": found}, _build_vector(state, asset))


def _build_vector(state: WriterState, asset: Asset) -> Node:
    partname = PackURI(f"/word/media/vector{state.drawings}.svg")
    part = Part(partname, asset.media_type, asset.data, state.part.package)
    link = state.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return _extension(SVG_EXTENSION, ASVG, "svgBlip", {"r:embed": link})


def _extension(uri: str, namespace: str, tag: str, attributes: dict[str, str]) -> Node:
    made = element("a:ext", {"uri": uri})
    inner = etree.Element(f"{{{namespace}}}{tag}", nsmap={"x": namespace})
    for key, value in attributes.items():
        inner.set(name(key), value)
    made.append(inner)
    return element("a:extLst", {}, made)


def _build_inline(number: int, alt: str, width: int, height: int, blip: Node) -> Node:
    """`alt` is what a screen reader says; without one the picture is marked as decorative."""
    decorative = None if alt else _extension(DECORATIVE_EXTENSION, ADEC, "decorative", {"val": "1"})
    title = f"Picture {number}"
    return element(
        "wp:inline", {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        element("wp:extent", {"cx": width, "cy": height}),
        element("wp:docPr", {"id": number, "name": title, "descr": alt}, decorative),
        element("wp:cNvGraphicFramePr", {}, element("a:graphicFrameLocks", {"noChangeAspect": 1})),
        element("a:graphic", {},
            element("a:graphicData", {"uri": PIC}, _build_pic(title, width, height, blip))),
    )  # fmt: skip


def _build_pic(title: str, width: int, height: int, blip: Node) -> Node:
    return element(
        "pic:pic", {},
        element("pic:nvPicPr", {},
            element("pic:cNvPr", {"id": 0, "name": title}), element("pic:cNvPicPr", {})),
        element("pic:blipFill", {}, blip, element("a:stretch", {}, element("a:fillRect", {}))),
        element("pic:spPr", {},
            element("a:xfrm", {},
                element("a:off", {"x": 0, "y": 0}), element("a:ext", {"cx": width, "cy": height})),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst", {}))),
    )  # fmt: skip


# Pixels a point: two for each px of CSS, sharp enough in print and small in the file.
_SCALE = 8 / 3
_ROUNDING = 0.01  # pixels
_WHITE = 0xFFFFFFFF


def _rasterise(layout: Layout, image: Element) -> bytes:
    """An `img` of a layout that shows a vector → a PNG of it, as it stands in the PDF."""
    left, bottom, right, top = layout.rectangle(image)
    width, height = (ceil(side * _SCALE - _ROUNDING) for side in (right - left, top - bottom))
    with pypdfium2.PdfDocument(draw(layout)) as pdf:
        page = pdf[layout.page(image) - 1]
        _leave_pictures(page)
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
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
