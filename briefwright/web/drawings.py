"""Pictures of a page: drawings of plain shapes as SVG among its elements, all others as data.

A drawing inside the page takes part in its colours and its letters. Pictures are no finer than a
screen shows them.
"""

import base64
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from briefwright.document.assets import Asset
from briefwright.web.closed_list import ELEMENTS, SVG, is_listed

WIDEST = 1408  # pixels: twice what the text is wide on a screen
_QUALITY = 82  # of a JPEG
_SET_BY_RULES = ("fill", "stroke", "font-size", "font-weight")
_SIZE = ("width", "height", "xmlns")


def draw_picture(asset: Asset, alt: str) -> Element:
    """A picture and the words for it → the element that shows it."""
    drawing = _read_drawing(asset) if asset.media_type == "image/svg+xml" else None
    if drawing is not None:
        attributes = {"viewBox": drawing.get("viewBox", ""), "role": "img", "aria-label": alt}
        made = Element(f"{SVG}svg", attributes)
        made.extend(drawing)
        return made
    data, media_type, width, height = _scale(asset)
    source = f"data:{media_type};base64,{base64.b64encode(data).decode()}"
    size = {"width": str(width), "height": str(height)} if width else {}
    return Element("img", {"src": source, "alt": alt, **size})


def _read_drawing(asset: Asset) -> Element | None:
    """An SVG file → its tree, where it consists of plain shapes and letters alone."""
    root = ElementTree.fromstring(asset.data)
    if "viewBox" not in root.attrib:
        return None
    for element in root.iter():
        element.tail = None
        if element.tag not in ELEMENTS:
            return None
        known = ELEMENTS[str(element.tag)] | (set(_SIZE) if element is root else set())
        if not element.attrib.keys() <= known:
            return None
        if any(not _is_colour(element.get(name, "none")) for name in ("fill", "stroke")):
            return None
    return root


def _is_colour(value: str) -> bool:
    return is_listed(value, r"#[0-9a-f]{6}|none")


def list_drawn(drawings: Iterable[Element]) -> Mapping[str, frozenset[str]]:
    """Drawings → each attribute for which a stylesheet has rules, and its values."""
    found = defaultdict[str, set[str]](set)
    for drawing in drawings:
        for element in drawing.iter():
            for name in _SET_BY_RULES:
                if (value := element.get(name, "none")) != "none":
                    found[name].add(value)
    return {name: frozenset(values) for name, values in found.items()}


@lru_cache(maxsize=16)
def _scale(asset: Asset) -> tuple[bytes, str, int, int]:
    """A picture → its bytes, media type, width and height, no wider than a screen needs."""
    if asset.media_type == "image/svg+xml":
        return asset.data, asset.media_type, 0, 0
    from PIL import Image

    with Image.open(io.BytesIO(asset.data)) as picture:
        if picture.width <= WIDEST:
            return asset.data, asset.media_type, picture.width, picture.height
        height = max(1, round(picture.height * WIDEST / picture.width))
        smaller = picture.resize((WIDEST, height), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    if asset.media_type == "image/jpeg":
        smaller.save(stream, "JPEG", quality=_QUALITY, optimize=True)
    else:
        smaller.save(stream, "PNG", optimize=True)
    return stream.getvalue(), asset.media_type, WIDEST, height
