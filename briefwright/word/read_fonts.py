"""The fonts inside a Word file → how wide a word is that is set in one of them."""

import io
import posixpath
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from briefwright.word.closed.media import unscramble
from briefwright.word.counting import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SLOTS = {
    "embedRegular": (False, False), "embedBold": (True, False),
    "embedItalic": (False, True), "embedBoldItalic": (True, True),
}  # fmt: skip


class Face(NamedTuple):
    """One of the four cuts of a family that Word knows."""

    family: str
    bold: bool
    italic: bool


# Scrambled fonts with their keys.
Fonts = Mapping[Face, tuple[bytes, str]]


def read_fonts(parts: Mapping[str, bytes]) -> Fonts:
    """The parts of a Word file by name → the fonts inside it."""
    table, links = "word/fontTable.xml", "word/_rels/fontTable.xml.rels"
    if table not in parts or links not in parts:
        return {}
    targets = {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/word", one.get("Target", "")))[1:]
        for one in _parse(parts[links]).iterchildren("*")
    }
    found = {}
    for font in _parse(parts[table]).iterchildren(W + "font"):
        for tag, (bold, italic) in _SLOTS.items():
            held = font.find(W + tag)
            name = "" if held is None else targets.get(held.get(_R + "id", ""), "")
            if held is not None and name in parts:
                face = Face(font.get(W + "name", ""), bold, italic)
                found[face] = (parts[name], held.get(W + "fontKey", ""))
    return found


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def measure_word(word: str, face: Face, fonts: Fonts) -> float:
    """A word and the face that it is set in → its width in ems; 0 where the font isn't inside."""
    if face not in fonts:
        return 0.0
    widths = _read_widths(*fonts[face])
    return sum(widths.get(ord(letter), 0.0) for letter in word)


@lru_cache(maxsize=32)
def _read_widths(data: bytes, key: str) -> Mapping[int, float]:
    """A scrambled font and its key → how far each letter advances, in ems, by code point."""
    from fontTools.ttLib import TTFont, TTLibError  # only where a table is read

    try:
        font = TTFont(io.BytesIO(unscramble(data, key)), lazy=True)
        units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}
    except (TTLibError, ValueError, KeyError, AssertionError):
        return {}  # it isn't on the closed list as it is
