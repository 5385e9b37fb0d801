"""An SVG file that somebody made → an Asset that draws and does nothing else, or why it can't be.

What draws is kept, as vectors; remarks, layers' names and all that a drawing program keeps for
itself is left out. Words may only be set in fonts that the theme has.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from briefwright.document import limits
from briefwright.document.assets import Asset
from briefwright.figures.cropping import Area, cut_words
from briefwright.figures.palette import Palette
from briefwright.figures.pictures import Crop, Picture

_SVG = "{http://www.w3.org/2000/svg}"
_WORDLESS = {f"{_SVG}{name}" for name in ("metadata", "title", "desc")}
_KEPT_ATTRIBUTES = {
    "{http://www.w3.org/1999/xlink}href", "{http://www.w3.org/XML/1998/namespace}space",
}  # fmt: skip
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|pc|mm|cm|in|)\s*")
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)")
_SHORTHAND = re.compile(r"(?<![\w-])font\s*:\s*([^;}]+)")
_MOST_FAULTS = 3  # of one drawing; more of them have one cause


def is_vector(data: bytes) -> bool:
    """The bytes of a picture → whether they are those of an SVG, or of another sort of XML."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<"))


def read_vector(
    name: str, data: bytes, palette: Palette, crop: Crop | None = None
) -> Picture | str:
    """A file's name and bytes, the theme's fonts, its crop → the drawing, or what is wrong with it.

    The asset's width and height are px of CSS.
    """
    found = tuple(limits.check_drawing(data, name))
    if found:
        faults = [f"line {one.where.line if one.where else 1}: {one.message}" for one in found]
        return f"“{name}” can't be shown. In its {' In its '.join(faults[:_MOST_FAULTS])}"
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    if root.tag != f"{_SVG}svg":
        return f"“{name}” is neither a picture nor an SVG drawing."
    view = _find_view(root)
    if view is None:
        return f"“{name}” doesn't say how large it is: give it a `viewBox`, or save it again."
    if fault := _check_fonts(root, palette):
        return f"“{name}” {fault}"
    _strip(root)
    left, top, width, height = view
    if crop:
        x, y, right, bottom = crop.box(width, height)
        shown = Area(left + x, top + y, left + right, top + bottom)
        if words := cut_words(root, shown, palette):
            message = f"has the words “{words}”, which `crop:` would or could cut: move them"
            return f"“{name}” {message} in your drawing program, or turn them into paths."
        left, top, width, height = shown.left, shown.top, right - x, bottom - y
    root.set("viewBox", " ".join(f"{side:.6g}" for side in (left, top, width, height)))
    root.set("width", f"{width:.6g}")
    root.set("height", f"{height:.6g}")
    for attribute in ("x", "y", "preserveAspectRatio"):
        root.attrib.pop(attribute, "")
    if root.get("font-family") is None:
        root.set("font-family", palette.companion)
    drawn = etree.tostring(root, encoding="utf-8")
    size = max(1, round(width)), max(1, round(height))
    return Picture(Asset(name, drawn, "image/svg+xml", *size))


def _find_view(root: etree._Element) -> tuple[float, float, float, float] | None:
    """The root of a drawing → left, top, width and height of what it shows; nothing if unsaid."""
    sides = [_read_length(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    numbers = re.findall(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?", root.get("viewBox", ""))
    if len(sides) == 4 and len(numbers) == 4:
        left, top, width, height = map(float, numbers)
        return (left, top, width, height) if width > 0 and height > 0 else None
    wide, high = (_read_length(root.get(side, "")) for side in ("width", "height"))
    return (0.0, 0.0, wide, high) if wide and high else None


def _read_length(typed: str) -> float:
    """A length with its unit → px; 0 for what is no length."""
    parts = _LENGTH.fullmatch(typed)
    return float(parts[1]) * _PX[parts[2]] if parts else 0.0


def _strip(root: etree._Element) -> None:
    """All that doesn't draw is taken out of a drawing."""
    for element in list(root.iter()):
        above = element.getparent()
        if above is not None and (
            not isinstance(element.tag, str)
            or not element.tag.startswith(_SVG)
            or element.tag in _WORDLESS
        ):
            _remove(element, above)
            continue
        for key in list(element.attrib):
            name = str(key)
            if (name.startswith("{") and name not in _KEPT_ATTRIBUTES) or name.startswith("data-"):
                del element.attrib[key]
    etree.cleanup_namespaces(root)


def _remove(element: etree._Element, above: etree._Element) -> None:
    """An element is taken out; the words after it stay."""
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        above.text = (above.text or "") + element.tail
    above.remove(element)


# ----------------------------------------------------------------- fonts


def _check_fonts(root: etree._Element, palette: Palette) -> str:
    """A drawing and the theme's fonts → what of its words would be set by chance, or ""."""
    words = _read_words(root)
    if not words:
        return ""
    known = {face.family.casefold(): face.family for face in palette.faces}
    asked = dict.fromkeys(_list_families(root)) or dict.fromkeys(palette.families)
    for family in asked:
        if family.casefold() not in known:
            there = " or ".join(f"“{one}”" for one in dict.fromkeys(known.values()))
            return (
                f"sets words in “{family}”, a font that this audience's look doesn't have: choose "
                f"{there} for them, or turn the words into paths."
            )
    letters = frozenset[str]().union(
        *(_read_letters(face.data) for face in palette.faces if face.family in asked)
    )
    for letter in dict.fromkeys(words):
        if letter.isprintable() and not letter.isspace() and letter not in letters:
            return (
                f"has the character “{letter}” (U+{ord(letter):04X}), which its font lacks: write "
                "another, or turn the words into paths."
            )
    return ""


def _read_words(root: etree._Element) -> str:
    """A drawing → all letters in it."""
    return "".join("".join(map(str, text.itertext())) for text in root.iter(f"{_SVG}text")).strip()


def _list_families(root: etree._Element) -> Iterator[str]:
    """A drawing → every font family that it names."""
    for element in root.iter(etree.Element):
        if named := element.get("font-family"):
            yield from _split(named)
        styles = [element.get("style", "")]
        if element.tag == f"{_SVG}style":
            styles.append(element.text or "")
        for style in styles:
            for found in _FAMILY.finditer(style):
                yield from _split(found[1])
            for found in _SHORTHAND.finditer(style):
                yield from _split(re.sub(r"^.*?[\d.]+[a-z%]*(?:/\S+)?\s+", "", found[1]))


def _split(families: str) -> Iterator[str]:
    for family in families.split(","):
        if name := family.strip().strip("\"'"):
            yield name


@lru_cache(maxsize=32)
def _read_letters(font: bytes) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(font), lazy=True) as read:
        return frozenset(map(chr, read.getBestCmap()))
