"""The glyphs of all copies of a file → font objects of its PDF, each with those glyphs only.

A code stands for a glyph and the text that it is there for, since one glyph may stand for several
letters: those of Arabic share their shapes (ISO 32000-1, 9.7.4.2 and 9.10.3).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefwright.copies.typesetting import Glyph, load_font
from briefwright.figures.palette import Face

_SYMBOLIC = 4  # font flag: ISO 32000-1, table 123
_PER_BLOCK = 100  # entries in one block of a CMap

Key = tuple[int, int, str]  # font, glyph, text


@dataclass(frozen=True)
class Codes:
    """The codes of all glyphs, and how far each glyph moves on, in thousandths."""

    by_glyph: Mapping[Key, int]
    widths: Mapping[tuple[int, int], int]

    def show(self, glyphs: Iterable[Glyph], size: float) -> bytes:
        """Glyphs from left to right, a size in points → what draws them, behind `BT … Tm`."""
        return b"\n".join(self._show_pieces(list(glyphs), size))

    def _show_pieces(self, glyphs: Sequence[Glyph], size: float) -> Iterator[bytes]:
        font, rise, row = -1, 0.0, list[str]()
        for glyph in glyphs:
            if (glyph.font, glyph.up) != (font, rise):
                if row:
                    yield f"[{''.join(row)}] TJ".encode()
                    row = []
                if glyph.font != font:
                    yield f"/F{glyph.font} {size:g} Tf".encode()
                if glyph.up != rise:
                    yield f"{glyph.up * size / 1000:.3f} Ts".encode()
                font, rise = glyph.font, glyph.up
            back = glyph.advance - self.widths[glyph.font, glyph.number] - glyph.right
            row += (_move(glyph.right), f"<{self.by_glyph[_key(glyph)]:04x}>", _move(back))
        if row:
            yield f"[{''.join(row)}] TJ".encode()


def _move(distance: float) -> str:
    """A distance to the right → what moves there inside TJ, where anything does."""
    return f"{-distance:g}" if round(distance) else ""


def _key(glyph: Glyph) -> Key:
    return (glyph.font, glyph.number, glyph.text)


def give_codes(lines: Iterable[tuple[Glyph, ...]], faces: Sequence[Face]) -> Codes:
    """All lines and their fonts → a code for each glyph and text in them."""
    by_glyph: dict[Key, int] = {}
    last: dict[int, int] = {}
    for key in sorted({_key(glyph) for line in lines for glyph in line}):
        by_glyph[key] = last[key[0]] = last.get(key[0], 0) + 1
    return Codes(by_glyph, dict(_measure(by_glyph, faces)))


def _measure(keys: Iterable[Key], faces: Sequence[Face]) -> Iterator[tuple[tuple[int, int], int]]:
    for font, index, _ in keys:
        yield (font, index), load_font(faces[font]).get_glyph_h_advance(index)


def write_fonts(pdf: pikepdf.Pdf, codes: Codes, faces: Sequence[Face]) -> Dictionary:
    """A PDF, all codes, the faces → its new fonts, by the names that `Codes.show` uses."""
    found = Dictionary()
    for number in sorted({font for font, _, _ in codes.by_glyph}):
        used = {
            code: (index, text)
            for (font, index, text), code in codes.by_glyph.items()
            if font == number
        }
        widths = {code: codes.widths[number, index] for code, (index, _) in used.items()}
        found[f"/F{number}"] = _write_font(pdf, faces[number], number, used, widths)
    return found


def _write_font(
    pdf: pikepdf.Pdf,
    face: Face,
    number: int,
    used: Mapping[int, tuple[int, str]],
    widths: Mapping[int, int],
) -> pikepdf.Object:
    font = load_font(face)
    extents = font.get_font_extents("ltr")
    name = Name(f"/COPIES+{''.join(filter(str.isalnum, face.family))}")
    file = pdf.make_stream(_subset(face, {index for index, _ in used.values()}))
    file.Length1 = len(file.read_bytes())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=_SYMBOLIC, ItalicAngle=0, StemV=80,
        FontBBox=[-1000, extents.descender, 3000, extents.ascender],
        Ascent=extents.ascender, Descent=extents.descender, CapHeight=extents.ascender,
        FontFile2=file,
    )  # fmt: skip
    glyphs = b"\0\0" + b"".join(used[code][0].to_bytes(2, "big") for code in sorted(used))
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), DW=1000,
        W=Array([1, Array([widths[code] for code in sorted(widths)])]),
        CIDToGIDMap=pdf.make_stream(glyphs),
    )  # fmt: skip
    texts = {code: text for code, (_, text) in used.items()}
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_map_to_text(texts)),
        )
    )  # fmt: skip


def _subset(face: Face, glyphs: Iterable[int]) -> bytes:
    """A face and glyphs of it → a font file that has these only, where they were."""
    import uharfbuzz

    source = uharfbuzz.Face(uharfbuzz.Blob(face.data))
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    for axis in source.axis_infos:
        place = face.weight if axis.tag == "wght" else axis.default_value
        wanted.pin_axis_location(source, axis.tag, place)
    wanted.flags = (
        uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        | uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    return bytes(uharfbuzz.subset(source, wanted).blob.data)


def _map_to_text(texts: Mapping[int, str]) -> bytes:
    """Codes and the texts they stand for → a CMap (ISO 32000-1, 9.10.3)."""
    rows = [
        f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items())
    ]
    blocks = [rows[start : start + _PER_BLOCK] for start in range(0, len(rows), _PER_BLOCK)]
    said = "\n".join(
        f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{said}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
