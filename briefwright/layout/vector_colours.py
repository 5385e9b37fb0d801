"""A drawing as SVG → the colours that it is painted in."""

import re
from functools import lru_cache

import tinycss2.color3

_PAINT = re.compile(rb"""\b(?:fill|stroke)\s*[=:]\s*["']?\s*([^"';>]+)""")
_SHAPE = re.compile(rb"<(?:path|rect|circle|ellipse|polygon)\b[^>]*>")
_NONE = ("none", "transparent")
_BLACK = (0, 0, 0)  # a shape that says nothing


@lru_cache(maxsize=64)
def list_colours(svg: bytes) -> frozenset[tuple[int, int, int]]:
    """SVG → its colours, each red, green and blue, 0 to 255; none where they aren't said plainly.

    A gradient, a pattern or a stylesheet inside may have any.
    """
    if b"url(#" in svg or b"<style" in svg:
        return frozenset()
    written = {found.decode("utf-8", "replace").strip() for found in _PAINT.findall(svg)}
    colours = {one: tinycss2.color3.parse_color(one) for one in written if one not in _NONE}
    if not colours or not all(isinstance(one, tinycss2.color3.RGBA) for one in colours.values()):
        return frozenset()
    known = {tuple(round(255 * part) for part in one[:3]) for one in colours.values()}
    if any(b"fill" not in shape for shape in _SHAPE.findall(svg)):
        known.add(_BLACK)
    return frozenset((red, green, blue) for red, green, blue in known)
