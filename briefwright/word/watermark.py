"""The word across a draft, such as DRAFT: a drawing behind the text, in each head of the file."""

from math import degrees
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from briefwright.layout import Layout, MarginBox
from briefwright.word.formatting_values import colour
from briefwright.word.ooxml import Node, W

_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
# Of a letter's size: how wide capitals are on average, and how high.
_WIDE, _HIGH = 0.6, 0.6
_TILT = -45.0  # in degrees, where CSS says nothing
# Word's own kind of shape for words that are drawn.
_SHAPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
    "</v:shapetype>"
)


def build_watermark(layout: Layout, number: int) -> Node | None:
    """A layout and the number of a head → the run that draws its word, None where it has none."""
    body = layout.root.find("body")
    word = "" if body is None else body.get("data-watermark", "")
    box = next((one for one in layout.page_box(1).boxes if word and one.text == word), None)
    if box is None:
        return None
    size = box.style["font_size"] * 0.75
    width, height = len(word) * size * _WIDE, size * _HIGH
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.0f}pt;height:{height:.0f}pt;"
        f"rotation:{_read_rotation(box):.0f};z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:page;mso-position-vertical:center;"
        "mso-position-vertical-relative:page"
    )
    weight = ";font-weight:bold" if box.style["font_weight"] >= 600 else ""
    face = f'font-family:"{box.style["font_family"][0]}";font-size:1pt{weight}'
    drawing = (
        f'<w:r xmlns:w="{W}" xmlns:v="{_VML}" xmlns:o="{_OFFICE}"><w:rPr><w:noProof/></w:rPr>'
        f'<w:pict>{_SHAPE}<v:shape id="Watermark{number}" o:spid="_x0000_s{2048 + number}" '
        f'type="#_x0000_t136" alt="" style={quoteattr(style)} o:allowincell="f" '
        f'fillcolor="#{colour(box.style["color"])}" stroked="f">'
        f"<v:textpath style={quoteattr(face)} string={quoteattr(word)}/></v:shape></w:pict></w:r>"
    )
    return etree.fromstring(drawing)


def _read_rotation(box: MarginBox) -> float:
    """A margin box → how far CSS turns it, in degrees from 0 to 360."""
    turned: Any = box.style["transform"]
    angles = [degrees(angle) for name, angle in turned or () if name == "rotate"]
    return sum(angles or [_TILT]) % 360
