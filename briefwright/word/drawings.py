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
from lxml import etree
from pypdfium2 import raw

from briefwright.document.assets import BASE_URL, Asset
from briefwright.layout import Layout, MarginPicture, draw
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
    raster = _rasterise(state.layout, image) if asset.media_type == _SVG else b""
    blip = _build_blip(state, state.part, asset, raster)
    return _build_run(state, blip, image.get("alt", ""), width, height)


def build_ornament(state: WriterState, part: Part, picture: MarginPicture) -> Node:
    """The part of a head or foot and a picture in it → the run that draws it, as decoration."""
    asset = state.layout.assets.find(picture.name)
    assert asset is not None, picture  # nothing else was laid out
    raster = _rasterise_ornament(state.layout, picture) if asset.media_type == _SVG else b""
    blip = _build_blip(state, part, asset, raster)
    return _build_run(state, blip, "", picture.width, picture.height)


def _build_run(state: WriterState, blip: Node, alt: str, width: float, height: float) -> Node:
    inline = _build_inline(state.drawings, alt, emu(width), emu(height), blip)
    return w("r", w("drawing", inline))


_SVG = "image/svg+xml"


def _build_blip(state: WriterState, part: Part, asset: Asset, raster: bytes) -> Node:
    """`raster` is the picture as a PNG, where it is a vector."""
    state.drawings += 1
    found = _add_image(part, raster or asset.data)
    vector = _build_vector(state, part, asset) if raster else None
    return element("a:blip", {"r:embed": found}, vector)


def _add_image(part: Part, data: bytes) -> str:
    """A part and the bytes of a picture → the relationship that leads to it."""
    image = part.package.get_or_add_image_part(io.BytesIO(data))
    return part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)


def _build_vector(state: WriterState, holder: Part, asset: Asset) -> Node:
    partname = PackURI(f"/word/media/vector{state.drawings}.svg")
    part = Part(partname, asset.media_type, asset.data, state.part.package)
    link = holder.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
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
    with pypdfium2.PdfDocument(draw(layout)) as pdf:
        page = pdf[layout.page(image) - 1]
        _leave_pictures(page)
        return _draw_region(page, *layout.rectangle(image))


def _rasterise_ornament(layout: Layout, picture: MarginPicture) -> bytes:
    """A vector in a head or foot → a PNG of it, as it stands in the PDF."""
    with pypdfium2.PdfDocument(draw(layout)) as pdf:
        page = pdf[picture.page - 1]
        return _draw_region(page, *picture.find_rectangle(page.get_height()))


def _draw_region(
    page: pypdfium2.PdfPage, left: float, bottom: float, right: float, top: float
) -> bytes:
    """A page and the sides of a part of it in points → a PNG of that part."""
    width, height = (ceil(side * _SCALE - _ROUNDING) for side in (right - left, top - bottom))
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
