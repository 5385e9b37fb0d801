"""How wide words are in a theme's companion face, and where they break: in CSS px.

Measured in the font file that the page is set in, so that labels keep out of each other's way.
"""

import io
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from briefwright.figures.palette import Face, Palette
from briefwright.figures.shaping import runs_from_right, to_visual_order

SIZE = 11.0  # 8.25 pt: the size of every label
SMALL = 10.4  # 7.8 pt: second lines, and rows that stand close
LEADING = 1.22  # a line's height, in sizes
_OVERHANG = 0.12  # of their size: Arabic letters such as ک pass the beginning of their line
_MEASURED_AT = 200  # px; widths grow in proportion


def width(text: str, palette: Palette, size: float = SIZE, weight: int = 400) -> float:
    """A line of text → its width in px."""
    return _unit_width(text, palette.faces, palette.families, weight) * size


@lru_cache(maxsize=20_000)
def _unit_width(
    text: str, faces: tuple[Face, ...], families: tuple[str, ...], weight: int
) -> float:
    chosen = choose_faces(faces, families, weight)
    if not chosen:
        return 0.52 * len(text)
    drawn = to_visual_order(unicodedata.normalize("NFC", text))
    runs = groupby(drawn, lambda letter: find_face(letter, chosen))
    lengths = (_font(face, weight).getlength("".join(run)) for face, run in runs)
    overhang = _OVERHANG if runs_from_right(text) else 0.0
    return float(sum(lengths)) / _MEASURED_AT + overhang


@lru_cache(maxsize=16)
def choose_faces(
    faces: tuple[Face, ...], families: tuple[str, ...], weight: int
) -> tuple[Face, ...]:
    """A theme's faces → of each family the one nearest in weight, those asked for first."""
    nearest = sorted(faces, key=lambda face: abs(face.weight - weight))
    declared = [face.family for face in faces]
    ours = [family for family in families if family in declared]
    ordered = dict.fromkeys((*ours, *declared)) if ours else {}
    return tuple(next(face for face in nearest if face.family == family) for family in ordered)


def find_face(letter: str, faces: tuple[Face, ...]) -> Face:
    """A letter → the first face that has it; the first of all where none has."""
    return next((face for face in faces if ord(letter) in read_letters(face.data)), faces[0])


@lru_cache(maxsize=32)
def read_letters(data: bytes) -> frozenset[int]:
    """A font file → the code points that it has glyphs for."""
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob(data)).unicodes)


@lru_cache(maxsize=16)
def _font(face: Face, weight: int) -> Any:
    from PIL import ImageFont

    font = ImageFont.truetype(
        io.BytesIO(face.data), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC
    )
    try:
        axes = font.get_variation_axes()
    except OSError:  # a font of one weight
        return font
    font.set_variation_by_axes(
        [
            weight if b"eight" in bytes(axis["name"] or b"") else axis["default"] or 0
            for axis in axes
        ]
    )
    return font


def wrap(
    text: str, room: float, palette: Palette, size: float = SIZE, weight: int = 400
) -> tuple[str, ...]:
    """A label → its lines, each no wider than `room` px unless one word is; balanced."""
    words = text.split(" ")
    lines = _fill(words, room, palette, size, weight)
    if len(lines) < 2:
        return lines
    # The narrowest room that needs no more lines: a short last word is never left alone.
    low, high = 0.0, room
    while high - low > 1:
        middle = (low + high) / 2
        if len(_fill(words, middle, palette, size, weight)) > len(lines):
            low = middle
        else:
            high = middle
    return _fill(words, high, palette, size, weight)


def _fill(
    words: Sequence[str], room: float, palette: Palette, size: float, weight: int
) -> tuple[str, ...]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width(longer, palette, size, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def widest(lines: Sequence[str], palette: Palette, size: float = SIZE, weight: int = 400) -> float:
    """Lines → the width of the widest, 0 where there are none."""
    return max((width(line, palette, size, weight) for line in lines), default=0.0)
