"""Pictures: the bytes as they are, with their alt text; a vector with a PNG for older programs."""

import io
from xml.etree.ElementTree import Element

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from briefwright.document.assets import BASE_URL, Asset, Assets
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
    blip = _build_blip(state, asset, width, height)
    alt = image.get("alt", "")
    return w("r", w("drawing", _build_inline(state.drawings, alt, emu(width), emu(height), blip)))


def _build_blip(state: WriterState, asset: Asset, width: float, height: float) -> Node:
    assert isinstance(state.part, DocumentPart)
    if asset.media_type != "image/svg+xml":
        found, _ = state.part.get_or_add_image(io.BytesIO(asset.data))
        return element("a:blip", {"r:embed": found})
    raster = rasterise(asset, state.layout.assets, width, height)
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
# Its rules stand in the page itself, so that the theme's own, parsed long ago, serve as they are.
_PAGE = """<html lang="en"><title>.</title>
<style>@page picture {{ size: {width}px {height}px; margin: 0; {boxes} }}</style>
<body style="page: picture; margin: 0; padding: 0">
<img alt="." src="{source}" style="display: block; width: {width}px; height: {height}px">"""
_BOXES = " ".join(
    f"@{side}-{place} {{ content: none }}"
    for side, places in {
        "top": ("left-corner", "left", "center", "right", "right-corner"),
        "bottom": ("left-corner", "left", "center", "right", "right-corner"),
        "left": ("top", "middle", "bottom"),
        "right": ("top", "middle", "bottom"),
    }.items()
    for place in places
)


def rasterise(asset: Asset, assets: Assets, width: float, height: float) -> bytes:
    """A vector picture, the assets that it may use and its size in px → a PNG of it."""
    import pypdfium2  # only for vectors

    from briefwright.layout import arrange, draw

    html = _PAGE.format(width=width, height=height, boxes=_BOXES, source=asset.name)
    pdf = pypdfium2.PdfDocument(draw(arrange(html, assets), "pdf/ua-1"))
    stream = io.BytesIO()
    pdf[0].render(scale=_SCALE).to_pil().save(stream, "png")
    return stream.getvalue()
