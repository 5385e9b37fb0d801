"""Printed text and declared font faces → every letter that would be set in a font by chance."""

import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

from briefwright.document.assets import Assets
from briefwright.layout.sources import Declaration, address, declaration
from briefwright.problems import Problem

# Characters without a shape of their own: controls, joiners, marks of direction, spaces.
_SHAPELESS = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_FONT_PROPERTIES = frozenset({"font", "font-family"})


@dataclass(frozen=True)
class Face:
    """One @font-face: what CSS calls it, its style and weight, and the font file itself.

    `ranges` are the code points that its `unicode-range` allows; none means all.
    """

    family: str
    style: str
    weight: int
    data: bytes = field(repr=False)
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Lettering:
    """What CSS asks of a font: a list of families, a style (normal, italic …) and a weight."""

    families: tuple[str, ...]
    style: str
    weight: int


@dataclass(frozen=True)
class Printed:
    """One piece of text on a page; `where` tells of text that CSS wrote, as in “::marker”."""

    text: str
    lettering: Lettering
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


def problems(
    printed: Iterable[Printed], faces: tuple[Face, ...], root: Element, assets: Assets
) -> tuple[Problem, ...]:
    """All text of a page and the declared faces → each letter and each family that none has."""
    covered: dict[Lettering, frozenset[str]] = {}
    undeclared: dict[str, Problem] = {}
    missing: dict[tuple[str, str], Problem] = {}
    for piece in printed:
        if piece.lettering not in covered:
            covered[piece.lettering] = _covered(faces, piece.lettering)
            for family in piece.lettering.families:
                if not _named(faces, family) and family not in undeclared:
                    undeclared[family] = _undeclared(family, piece, root, assets)
        known = covered[piece.lettering]
        if known and not known.issuperset(piece.text):
            for letter in _shapes(piece.text):
                if letter not in known:
                    problem = _missing(letter, piece, root)
                    missing.setdefault((letter, problem.at), problem)
    return (*undeclared.values(), *missing.values())


def _undeclared(family: str, piece: Printed, root: Element, assets: Assets) -> Problem:
    declared = next(_declarations(piece, root, assets), None)
    return Problem(
        "L805",
        f"No @font-face declares the font “{family}”: which font a machine would take for it "
        "is left to chance. Declare it, or leave it out of font-family.",
        declared.place if declared else None,
        _at(piece, root),
    )


def _declarations(piece: Printed, root: Element, assets: Assets) -> Iterator[Declaration]:
    """A piece → what sets the font of its element, else of the nearest one around it."""
    parents = {child: parent for parent in root.iter() for child in parent}
    element = piece.element
    while element is not None:
        if found := declaration(assets, root, element, _FONT_PROPERTIES):
            yield found
        element = parents.get(element)


def _missing(letter: str, piece: Printed, root: Element) -> Problem:
    families = " and ".join(f"“{family}”" for family in piece.lettering.families)
    lacks = "lack" if len(piece.lettering.families) > 1 else "lacks"
    written = f" in {piece.where}" if piece.where else ""
    return Problem(
        "L804",
        f"{families} {lacks} the character {_described(letter)}{written}: "
        "write another character, or give the theme a font that has it.",
        at=_at(piece, root),
    )


def _described(letter: str) -> str:
    """A character → how a person can look it up: “☃” (U+2603, snowman)."""
    return f"“{letter}” (U+{ord(letter):04X}, {unicodedata.name(letter, 'without a name').lower()})"


def _at(piece: Printed, root: Element) -> str:
    return "" if piece.element is None else address(root, piece.element)


def _covered(faces: tuple[Face, ...], lettering: Lettering) -> frozenset[str]:
    """The declared faces and what CSS asks → every character that comes out in one of them."""
    held: set[str] = set()
    for family in lettering.families:
        if members := _named(faces, family):
            held |= _characters(_chosen(members, lettering))
    return frozenset(held)


def _named(faces: tuple[Face, ...], family: str) -> tuple[Face, ...]:
    return tuple(face for face in faces if face.family.casefold() == family.casefold())


def _chosen(faces: tuple[Face, ...], lettering: Lettering) -> Face:
    """The faces of one family → the one that is nearest in style, then in weight."""
    upright = lettering.style == "normal"
    return min(
        faces,
        key=lambda face: (
            (face.style == "normal") != upright,
            abs(face.weight - lettering.weight),
        ),
    )


@lru_cache(maxsize=64)
def _characters(face: Face) -> frozenset[str]:
    mapped = _mapped(face.data)
    if not face.ranges:
        return mapped
    return frozenset(
        letter
        for letter in mapped
        if any(first <= ord(letter) <= last for first, last in face.ranges)
    )


@lru_cache(maxsize=64)
def _mapped(data: bytes) -> frozenset[str]:
    """A font file → every character that it draws; read once for the same bytes."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _shapes(text: str) -> tuple[str, ...]:
    """Printed text → its characters that need a shape, each once, in order."""
    return tuple(
        letter
        for letter in dict.fromkeys(text)
        if unicodedata.category(letter) not in _SHAPELESS and letter not in _VARIATION_SELECTORS
    )
