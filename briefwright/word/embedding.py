"""Fonts inside the Word file, so that its lines break as the PDF's do.

A variable font is cut to the weight that is used, at the size at which it is used most, and to the
scripts that the text is in; what a reviewer adds in the same script finds its letters too. A font
that its licence keeps out is named only, with a stand-in.

Of two open files that hold fonts of one name, Word and LibreOffice use one for both ([MS-OI29500],
2.1.260), and the other file lacks letters. So a cut with more than what every cut has bears a name
of its own: “Noto Sans SC 1A2B3C”.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import md5
from typing import NamedTuple
from uuid import UUID
from xml.sax.saxutils import quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from briefwright.layout import FontFace, may_embed
from briefwright.word.ooxml import Node, name, w

FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"


class Cut(NamedTuple):
    """One of the four that Word knows of a family."""

    family: str
    bold: bool
    italic: bool


# How often which weight and which size in px is asked for, by cut.
Uses = Mapping[Cut, Counter[tuple[int, float]]]

# In the order in which Word wants them.
_SLOTS = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}


def embed(
    table: Node, holder: Part, faces: Iterable[FontFace], uses: Uses, letters: Iterable[str]
) -> Mapping[str, str]:
    """The font table's root and part, the declared fonts, what is used → fonts put into both.

    Returns the families that bear a name of their own in this file, and that name: `rename_fonts`
    writes it wherever the file names them.
    """
    every, points = tuple(faces), _find_ranges(letters)
    entries = {font.get(name("w:name"), ""): font for font in table}
    names: dict[str, str] = {}
    count = 0
    for bold, italic in _SLOTS:
        for family, entry in entries.items():
            cut = Cut(family, bold, italic)
            face = _find_face(every, cut) if cut in uses else None
            if face is None or any(slot.tag == _tag(cut) for slot in entry):
                continue
            weight = _most_used(uses[cut], 0)
            size = _most_used(uses.get(Cut(family, False, italic), uses[cut]), 1)
            own = names.setdefault(family, _name_cut(family, face.data, points))
            data = _instantiate(face.data, Cut(own, bold, italic), round(weight), size, points)
            if data:
                count += 1
                entry.append(_embed_cut(holder, cut, data, count))
    return names


def _name_cut(family: str, data: bytes, points: frozenset[tuple[int, int]]) -> str:
    """A family, a font of it, what is kept → its name in the file: its own if it has more letters.

    Italics may lack some; all cuts of a family bear the name of the first.
    """
    more = points - _find_ranges("")
    held = [
        code for code in _read_letters(data) if any(first <= code <= last for first, last in more)
    ]
    digest = md5(repr(held).encode(), usedforsecurity=False).hexdigest()
    return f"{family} {digest[:_TAG].upper()}" if held else family


@lru_cache(maxsize=32)
def _read_letters(data: bytes) -> tuple[int, ...]:
    """A font file → the code points that it has letters for, in their order."""
    import uharfbuzz

    return tuple(sorted(uharfbuzz.Face(uharfbuzz.Blob(data)).unicodes))


_TAG = 6  # digits, as many as the letters before a font's name in a PDF


def rename_fonts(part: bytes, names: Mapping[str, str]) -> bytes:
    """An XML part and the own names of families → the part that calls them so."""

    def rename(element: re.Match[bytes]) -> bytes:
        said = element[0]
        for family, own in names.items():
            said = said.replace(quoteattr(family).encode(), quoteattr(own).encode())
        return said

    return _NAMING.sub(rename, part) if names else part


# The elements that name a font; in words, “<” is written otherwise.
_NAMING = re.compile(rb"<(?:w:rFonts|w:font|a:latin|a:ea|a:cs|a:font)\s[^>]*>")


def _find_face(faces: tuple[FontFace, ...], cut: Cut) -> FontFace | None:
    """The declared file for a cut, or the nearest: the PDF has that, and Word would make one up."""
    found = [face for face in faces if face.family == cut.family and may_embed(face.data)]
    wanted = 700 if cut.bold else 400

    def distance(face: FontFace) -> tuple[bool, float]:
        weight = wanted if _is_variable(face.data) else face.weight
        return (face.style != "normal") != cut.italic, abs(weight - wanted)

    return min(found, key=distance, default=None)


def _most_used(uses: Counter[tuple[int, float]], place: int) -> float:
    counts: Counter[float] = Counter()
    for use, count in uses.items():
        counts[use[place]] += count
    return counts.most_common(1)[0][0]


def _tag(cut: Cut) -> str:
    return name("w:embed" + _SLOTS[cut.bold, cut.italic])


def _embed_cut(holder: Part, cut: Cut, data: bytes, number: int) -> Node:
    """Word scrambles the first 32 bytes with the font's own key, so that no one takes it along."""
    key = UUID(bytes=md5(data, usedforsecurity=False).digest())
    pad = key.bytes[::-1] * 2
    scrambled = bytes(byte ^ other for byte, other in zip(data, pad, strict=False)) + data[32:]
    part = Part(PackURI(f"/word/fonts/font{number}.odttf"), FONT, scrambled, holder.package)
    made = w("embed" + _SLOTS[cut.bold, cut.italic], fontKey=f"{{{str(key).upper()}}}")
    made.set(name("r:id"), holder.relate_to(part, RELATION))
    made.set(name("w:subsetted"), "1")
    return made


# ----------------------------------------------------------------- cutting

# Europe's Latin alphabets, punctuation, currencies, and the signs that briefings use.
_ALWAYS = (
    range(0x20, 0x180), range(0x2000, 0x2070), range(0x20A0, 0x20D0), range(0x2190, 0x219A),
    range(0x25AA, 0x25AB), range(0x25E6, 0x25E7), range(0x2116, 0x2117), range(0x2122, 0x2123),
    range(0x2212, 0x2213),
)  # fmt: skip
_IDEOGRAPHS = 0x2E80  # from here on scripts have too many letters to take them all
_TOGETHER = 0x80  # alphabets come in blocks of so many


def _find_ranges(letters: Iterable[str]) -> frozenset[tuple[int, int]]:
    """The letters of a text → the code points that the fonts keep: first and last of each range."""
    found = {(span.start, span.stop - 1) for span in _ALWAYS}
    for code in {ord(letter) for letter in letters if letter.isprintable()}:
        if code >= _IDEOGRAPHS:
            found.add((code, code))
        elif not any(code in span for span in _ALWAYS):
            first = code - code % _TOGETHER
            found.add((first, first + _TOGETHER - 1))
    return frozenset(found)


# Beside what every text needs: figures of all four kinds.
_FEATURES = ("onum", "lnum", "pnum", "tnum")
_NAMES = {1: "{family}", 2: "{style}", 4: "{family} {style}", 6: "{post}-{style}"}
_BOLD, _ITALIC, _REGULAR = 1 << 5, 1, 1 << 6  # in OS/2, fsSelection


@lru_cache(maxsize=32)
def _instantiate(
    data: bytes, cut: Cut, weight: int, size: float, points: frozenset[tuple[int, int]]
) -> bytes:
    """A font file → the one cut of it, named as Word asks for it; empty if it can't be made."""
    import uharfbuzz  # a font file is cut once in a process

    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(code for first, last in points for code in range(first, last + 1))
    wanted.layout_feature_tag_set.update(
        int.from_bytes(feature.encode(), "big") for feature in _FEATURES
    )
    for axis in face.axis_infos:
        given = {"wght": weight, "opsz": size}.get(axis.tag, axis.default_value)
        wanted.pin_axis_location(face, axis.tag, min(max(given, axis.min_value), axis.max_value))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    return _rename(bytes(uharfbuzz.subset(face, wanted).blob.data), cut)


def _rename(data: bytes, cut: Cut) -> bytes:
    """A font file → the same under the name and in the style that the font table says."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    style = " ".join(word for word, on in (("Bold", cut.bold), ("Italic", cut.italic)) if on)
    names = font["name"]
    kept = {number: str(names.getDebugName(number) or "") for number in (0, 13, 14)}
    names.names = []
    for number, text in sorted(kept.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)
    for number, pattern in _NAMES.items():
        text = pattern.format(
            family=cut.family, style=style or "Regular", post=cut.family.replace(" ", "")
        )
        names.setName(text.replace(" ", "") if number == 6 else text, number, 3, 1, 0x409)
    flags = (cut.bold and _BOLD) | (cut.italic and _ITALIC)
    windows = font["OS/2"]
    windows.fsSelection = windows.fsSelection & ~(_BOLD | _ITALIC | _REGULAR) | (flags or _REGULAR)
    windows.usWeightClass = 700 if cut.bold else 400
    font["head"].macStyle = int(cut.bold) | int(cut.italic) << 1
    if "STAT" in font:
        del font["STAT"]
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def _is_variable(data: bytes) -> bool:
    return b"fvar" in data[:1024]
