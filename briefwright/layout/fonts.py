"""Printed text and declared font faces → every letter that would be set in a font by chance."""

import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from briefwright.document.assets import Assets
from briefwright.layout.sources import (
    Declaration,
    find_address,
    find_declaration,
    find_own_value,
)
from briefwright.problems import Problem
from briefwright.setup import environments

# Characters without a shape of their own: controls, joiners, marks of direction, spaces.
_SHAPELESS = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_FONT_PROPERTIES = frozenset({"font", "font-family"})


_MOST_NAMED = 4  # words in a fault, and characters of a word
# Scripts whose fonts are too large to come along: kana, Hangul, ideographs and their signs.
_EAST_ASIAN = (
    (0x1100, 0x11FF), (0x2E80, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F),
    (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x323AF),
)  # fmt: skip


@dataclass(frozen=True)
class FontFace:
    """One @font-face: what CSS calls it, its style and weight, and the font file itself.

    `ranges` are the code points that its `unicode-range` allows; none means all.
    """

    family: str
    style: str
    weight: int
    data: bytes = field(repr=False)
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class FontRequest:
    """What CSS asks of a font: a list of families, a style (normal, italic …) and a weight."""

    families: tuple[str, ...]
    style: str
    weight: int


@dataclass(frozen=True)
class TextRun:
    """One piece of text on a page; `where` names text that CSS wrote, as in “::marker”."""

    text: str
    font: FontRequest
    element: Element | None
    where: str = ""


# In a font's OS/2 table: what its maker allows. Fonts that may only be shown and printed make Word
# open a file for reading alone.
_RESTRICTED, _FOR_PRINTING, _WHOLE_ONLY, _BITMAPS_ONLY = 0x2, 0x4, 0x100, 0x200
_REFUSED = _RESTRICTED | _FOR_PRINTING | _WHOLE_ONLY | _BITMAPS_ONLY


@lru_cache(maxsize=64)
def may_embed(data: bytes) -> bool:
    """A font file → whether a part of it may go into a file that others edit, and Word can use it.

    Word knows outlines of TrueType only. A file that is no font at all has its own fault.
    """
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return "glyf" in font and font.flavor is None and not font["OS/2"].fsType & _REFUSED
    except TTLibError:
        return True


def check_letters(
    printed: Iterable[TextRun], faces: tuple[FontFace, ...], root: Element, assets: Assets
) -> tuple[Problem, ...]:
    """All text of a page and the declared faces → each word and each family that none has."""
    covered: dict[FontRequest, frozenset[str]] = {}
    undeclared: dict[str, Problem] = {}
    missing: dict[tuple[str, str, bool], dict[str, str]] = {}
    for piece in printed:
        if piece.font not in covered:
            covered[piece.font] = _find_covered(faces, piece.font)
            for family in piece.font.families:
                if not _find_family(faces, family) and family not in undeclared:
                    undeclared[family] = _report_family(family, piece, root, assets)
        known = covered[piece.font]
        if known and not known.issuperset(piece.text):
            for word in piece.text.split():
                if lacking := tuple(one for one in _find_shapes(word) if one not in known):
                    place = (_address_of(piece, root), piece.where, _is_east_asian(lacking))
                    missing.setdefault(place, {})[word] = _describe_word(word, lacking)
    found = (_report_words(*place, tuple(words.values())) for place, words in missing.items())
    return (*undeclared.values(), *found)


def _report_family(family: str, piece: TextRun, root: Element, assets: Assets) -> Problem:
    declared = next(_find_declarations(piece, root, assets), None)
    own = find_own_value(assets, lambda token: _is_family(token, family))
    return Problem(
        "L805",
        f"No @font-face declares the font “{family}”: which font a machine would take for it "
        "is left to chance. Declare it, or leave it out of font-family.",
        own or (declared.place if declared else None),
        _address_of(piece, root),
    )


def _is_family(token: Any, family: str) -> bool:
    words = token.value if token.type in ("string", "ident") else ""
    return bool(words) and words.casefold() in (family.casefold(), *family.casefold().split()[:1])


def _find_declarations(piece: TextRun, root: Element, assets: Assets) -> Iterator[Declaration]:
    """A piece → what sets the font of its element, else of the nearest one around it."""
    parents = {child: parent for parent in root.iter() for child in parent}
    element = piece.element
    while element is not None:
        if found := find_declaration(assets, root, element, _FONT_PROPERTIES):
            yield found
        element = parents.get(element)


def _is_east_asian(letters: tuple[str, ...]) -> bool:
    return any(first <= ord(one) <= last for one in letters for first, last in _EAST_ASIAN)


def _report_words(at: str, where: str, is_east_asian: bool, words: tuple[str, ...]) -> Problem:
    """Where words stand, whether in Chinese, Japanese or Korean, what each lacks → one fault."""
    if is_east_asian:
        remedy = (
            "fonts for Chinese, Japanese and Korean are installed by a command in Briefwright's "
            "folder: " + environments.write_command('-e ".[cjk]"')
        )
    else:
        remedy = "write another, or give the theme a font that has it."
    written = f" in {where}" if where else ""
    return Problem(
        "L804", f"No font of this theme has {_list(words, '; ')}{written}: {remedy}", at=at
    )


def _describe_word(word: str, lacking: tuple[str, ...]) -> str:
    of_word = "" if word in lacking else f" of “{word}”"
    return f"{_list(tuple(map(_describe, lacking)), ', ')}{of_word}"


def _list(things: tuple[str, ...], between: str) -> str:
    """Things → the first few of them, and how many more there are."""
    more = f" and {len(things) - _MOST_NAMED} more" if len(things) > _MOST_NAMED else ""
    return between.join(things[:_MOST_NAMED]) + more


def _describe(letter: str) -> str:
    """A character → how a person can look it up: “☃” (U+2603, snowman)."""
    return f"“{letter}” (U+{ord(letter):04X}, {unicodedata.name(letter, 'without a name').lower()})"


def _address_of(piece: TextRun, root: Element) -> str:
    return "" if piece.element is None else find_address(root, piece.element)


def _find_covered(faces: tuple[FontFace, ...], request: FontRequest) -> frozenset[str]:
    """The declared faces and what CSS asks → every character that comes out in one of them."""
    held: set[str] = set()
    for family in request.families:
        if members := _find_family(faces, family):
            held |= _read_characters(_choose(members, request))
    return frozenset(held)


def _find_family(faces: tuple[FontFace, ...], family: str) -> tuple[FontFace, ...]:
    return tuple(face for face in faces if face.family.casefold() == family.casefold())


def _choose(faces: tuple[FontFace, ...], request: FontRequest) -> FontFace:
    """The faces of one family → the one that is nearest in style, then in weight."""
    upright = request.style == "normal"
    return min(
        faces,
        key=lambda face: (
            (face.style == "normal") != upright,
            abs(face.weight - request.weight),
        ),
    )


@lru_cache(maxsize=64)
def _read_characters(face: FontFace) -> frozenset[str]:
    mapped = _read_mapped(face.data)
    if not face.ranges:
        return mapped
    return frozenset(
        letter
        for letter in mapped
        if any(first <= ord(letter) <= last for first, last in face.ranges)
    )


@lru_cache(maxsize=64)
def _read_mapped(data: bytes) -> frozenset[str]:
    """A font file → every character that it draws; read once for the same bytes."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _find_shapes(text: str) -> tuple[str, ...]:
    """Printed text → its characters that need a shape, each once, in order."""
    return tuple(
        letter
        for letter in dict.fromkeys(text)
        if unicodedata.category(letter) not in _SHAPELESS and letter not in _VARIATION_SELECTORS
    )
