"""A label → a pale line around each of its letters, so that it is read over borders and shades.

The line follows the outlines of the letters, which the font file has: a second text below the first
would be read twice by whoever searches, copies or listens.
"""

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Any

from briefwright.figures import lettering
from briefwright.figures.palette import Face, Palette
from briefwright.figures.shaping import to_visual_order
from briefwright.figures.sheet import Word

_COLOUR = "#ffffff"
_WIDTH = 2.6  # px, half of it inside the letters


def draw_halo(word: Word, palette: Palette) -> str:
    """A word → the element that goes below its own; "" where the palette has no font."""
    faces = lettering.choose_faces(palette.faces, palette.families, word.weight)
    if not faces:
        return ""
    drawn = to_visual_order(unicodedata.normalize("NFC", word.text))
    runs = [
        ("".join(run), face)
        for face, run in groupby(drawn, lambda letter: lettering.find_face(letter, faces))
    ]
    shaped = [_shape(run, face, word.weight) for run, face in runs]
    length = sum(advance for _, advance in shaped) * word.size
    x = word.x - {"start": 0.0, "middle": length / 2, "end": length}[word.align]
    paths = list[str]()
    for glyphs, advance in shaped:
        paths += (_place(glyph, at, x, word) for glyph, at in glyphs)
        x += advance * word.size
    return (
        f'<path d="{"".join(paths)}" fill="none" stroke="{_COLOUR}" stroke-width="{_WIDTH}"'
        ' stroke-linejoin="round"/>'
    )


# An outline: SVG's letter and the points behind it, in sizes of the font, y upwards.
_Outline = tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


def _place(outline: _Outline, at: float, x: float, word: Word) -> str:
    """A letter's outline, how far it stands from the beginning of a run at x → its path, in px."""
    return "".join(
        letter
        + " ".join(
            f"{x + (at + east) * word.size:.1f},{word.y - north * word.size:.1f}"
            for east, north in points
        )
        for letter, points in outline
    )


@lru_cache(maxsize=2_000)
def _shape(text: str, face: Face, weight: int) -> tuple[tuple[tuple[_Outline, float], ...], float]:
    """Text in visual order → the outline of each letter and where it stands, and its length."""
    import uharfbuzz

    font = _open(face, weight)
    units = float(font.face.upem)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    uharfbuzz.shape(font, buffer)
    found, at = list[tuple[_Outline, float]](), 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        found.append((_outline(font, info.codepoint, units), (at + place.x_offset) / units))
        at += place.x_advance
    return tuple(found), at / units


@lru_cache(maxsize=16)
def _open(face: Face, weight: int) -> Any:
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(face.data)))
    font.set_variations({"wght": weight})
    return font


def _outline(font: Any, glyph: int, units: float) -> _Outline:
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    pen = DecomposingRecordingPen({})
    font.draw_glyph_with_pen(glyph, pen)
    letters = {"moveTo": "M", "lineTo": "L", "qCurveTo": "Q", "curveTo": "C", "closePath": "Z"}
    return tuple(
        (letters[name], tuple((x / units, y / units) for x, y in points))
        for name, points in pen.value
    )
