"""The theme's fonts → the letters in use, as WOFF2 inside the page; what stands in for each.

A font that its licence keeps out, or that would make the page too heavy, is only named: readers
see the font of their system that comes nearest.
"""

import base64
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from briefwright.layout import FontFace, StyledPage, may_embed

HEAVIEST = 400_000  # bytes of all fonts together: three seconds over a slow line
_SERIFS = range(2, 11)  # PANOSE's serif styles
_STACKS = {True: "serif", False: 'system-ui, "Segoe UI", Roboto, sans-serif'}
_FEATURES = ("onum", "lnum", "pnum", "tnum")
_LICENCE = (0, 13, 14)  # in the table of names: copyright, licence, its address


@dataclass(frozen=True)
class WebFont:
    """One font inside a page: its family, style and weights, its bytes as WOFF2."""

    family: str
    style: str
    weights: tuple[int, int]
    data: bytes = field(repr=False)


def embed_fonts(page: StyledPage) -> tuple[WebFont, ...]:
    """A StyledPage → the fonts that its text is set in; none where they would be too heavy."""
    fonts = tuple(_cut(face, *use) for face, use in _find_uses(page).items())
    return fonts if sum(len(font.data) for font in fonts) <= HEAVIEST else ()


def describe_face(font: WebFont) -> str:
    """A font → its @font-face."""
    low, high = font.weights
    weight = f"{low} {high}" if low < high else f"{low}"
    address = f"data:font/woff2;base64,{base64.b64encode(font.data).decode()}"
    return (
        f'@font-face {{ font-family: "{font.family}"; font-style: {font.style}; '
        f'font-weight: {weight}; src: url("{address}") format("woff2") }}'
    )


@lru_cache(maxsize=32)
def find_stack(face: FontFace) -> str:
    """A font → the families of CSS that come nearest to it on a reader's machine."""
    from fontTools.ttLib import TTFont

    panose = TTFont(io.BytesIO(face.data), lazy=True)["OS/2"].panose
    return _STACKS[panose.bSerifStyle in _SERIFS]


# ----------------------------------------------------------------- what is in use

_Use = tuple[tuple[int, int], frozenset[str]]  # weights from and up to, letters


def _find_uses(page: StyledPage) -> Mapping[FontFace, _Use]:
    """A StyledPage → each face that may go along and is in use, with its weights and letters."""
    letters: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for element in page.root.iter():
        if not isinstance(element.tag, str) or element.tag in ("head", "title", "meta"):
            continue
        words = "".join((element.text or "", *(child.tail or "" for child in element)))
        style = page.style(element)
        for family in style["font_family"]:
            letters[family, style["font_style"], style["font_weight"]].update(words)
            letters[family, style["font_style"], style["font_weight"]].update(words.upper())
    signs = _list_signs(page)
    found: dict[FontFace, tuple[set[int], set[str]]] = {}
    for (family, slope, weight), used in letters.items():
        face = _choose(page.faces, family, slope, weight)
        if face is not None and used:
            weights, all_letters = found.setdefault(face, (set(), set(signs)))
            weights.add(weight)
            all_letters.update(used)
    return {
        face: ((min(weights), max(weights)), frozenset(used))
        for face, (weights, used) in found.items()
        if may_embed(face.data) and _has_any(face.data, frozenset(used - set(signs)))
    }


def _list_signs(page: StyledPage) -> str:
    """What a page may add to its text: numbers of lists, marks of items, arrows."""
    said = (meta.get("content", "") for meta in page.root.iter("meta"))
    return "0123456789.–•▪◦↩ " + "".join(said)


def _choose(faces: Iterable[FontFace], family: str, style: str, weight: int) -> FontFace | None:
    own = [one for one in faces if one.family == family and not one.ranges]
    fitting = [one for one in own if (one.style == "normal") == (style == "normal")] or own
    return min(fitting, key=lambda one: abs(one.weight - weight), default=None)


@lru_cache(maxsize=64)
def _has_any(data: bytes, letters: frozenset[str]) -> bool:
    import uharfbuzz

    known = uharfbuzz.Face(uharfbuzz.Blob(data)).unicodes
    return any(letter.isalpha() and ord(letter) in known for letter in letters)


@lru_cache(maxsize=64)
def _cut(face: FontFace, weights: tuple[int, int], letters: frozenset[str]) -> WebFont:
    """A face, its weights and letters → it with these alone; other axes at their usual place."""
    import uharfbuzz

    source = uharfbuzz.Face(uharfbuzz.Blob(face.data))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    wanted.layout_feature_tag_set.update(
        int.from_bytes(feature.encode(), "big") for feature in _FEATURES
    )
    has_weights = False
    for axis in source.axis_infos:
        low, high = (min(max(one, axis.min_value), axis.max_value) for one in weights)
        if axis.tag == "wght" and low < high:
            has_weights = True
            wanted.set_axis_range(source, axis.tag, low, high, low)
        else:
            place = low if axis.tag == "wght" else axis.default_value
            wanted.pin_axis_location(source, axis.tag, place)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    data = _compress(bytes(uharfbuzz.subset(source, wanted).blob.data))
    single = (face.weight, face.weight)
    is_variable = any(axis.tag == "wght" for axis in source.axis_infos)
    own = weights if has_weights else (weights[0], weights[0]) if is_variable else single
    return WebFont(face.family, face.style, own, data)


def _compress(data: bytes) -> bytes:
    """A font → the same as WOFF2, with no names but its copyright and licence."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    names = font["name"]
    names.names = [one for one in names.names if one.nameID in _LICENCE]
    font.flavor = "woff2"
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()
