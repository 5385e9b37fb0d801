"""Pictures: the bytes as they are, with their alt text; a vector with a PNG for older programs."""

import io
from xml.etree.ElementTree import Element

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefwright.document.assets import BASE_URL, Asset
from briefwright.layout import MarginPicture, rasterise, rasterise_ornament
from briefwright.word.ooxml import PIC, Node, element, emu, name, w
from briefwright.word.writer_state import WriterState

ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
DECORATIVE_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def build_picture(state: WriterState, image: Element) -> Node:
    """An `img` of the layout → a run with its drawing, as large as on the page of the PDF."""
    blip, width, height = _read_picture(state, image)
    return _build_run(state, blip, image.get("alt", ""), width, height)


def build_cover(state: WriterState, image: Element) -> Node:
    """An `img` of the layout → a run with its drawing, where it stands on the page of the PDF.

    It may reach the paper's edges; the text begins below it, or stands on it where it is placed.
    """
    blip, width, height = _read_picture(state, image)
    inline = _build_inline(state.drawings, image.get("alt", ""), emu(width), emu(height), blip)
    is_placed = state.layout.style(image)["position"] == "absolute"
    wrap = "wp:wrapNone" if is_placed else "wp:wrapTopAndBottom"
    return w("r", w("drawing", _anchor(inline, state.layout.offset(image), wrap)))


def _anchor(inline: Node, offset: tuple[float, float], wrap: str) -> Node:
    """A drawing in a line, px across and down from the corner of the page, how text runs around
    it → it, anchored there."""
    made = element(
        "wp:anchor",
        {
            "distT": 0, "distB": 0, "distL": 0, "distR": 0, "simplePos": 0, "relativeHeight": 1,
            "behindDoc": 1, "locked": 0, "layoutInCell": 1, "allowOverlap": 1,
        },
        element("wp:simplePos", {"x": 0, "y": 0}),
        *(
            element(f"wp:position{way}", {"relativeFrom": "page"}, _write_offset(px))
            for way, px in zip(("H", "V"), offset, strict=True)
        ),
    )  # fmt: skip
    extent, *rest = inline
    effects = element("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0})
    made.extend([extent, effects, element(wrap, {}), *rest])
    return made


def _write_offset(px: float) -> Node:
    made = element("wp:posOffset", {})
    made.text = str(emu(px))
    return made


def _read_picture(state: WriterState, image: Element) -> tuple[Node, float, float]:
    """An `img` of the layout → what it shows, and how large it is in px."""
    source = (image.get("src") or "").removeprefix(BASE_URL)
    asset = state.layout.assets.find(source)
    if asset is None:
        raise ValueError(f"“{source}” is not among the assets of this layout")
    width, height = state.layout.width(image), state.layout.height(image)
    raster = rasterise(state.layout, image) if asset.media_type == _SVG else b""
    return _build_blip(state, state.part, asset, raster), width, height


def build_ornament(state: WriterState, part: Part, picture: MarginPicture) -> Node:
    """The part of a head or foot and a picture in it → the run that draws it, as decoration."""
    asset = state.layout.assets.find(picture.name)
    assert asset is not None, picture  # nothing else was laid out
    raster = rasterise_ornament(state.layout, picture) if asset.media_type == _SVG else b""
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
