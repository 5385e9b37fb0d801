"""A line of text and fonts → its glyphs from left to right, shaped by HarfBuzz, mixed scripts too.

Lengths are in thousandths of the font's size.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple, TypeVar

from briefwright.copies.mark import CopyMark, CopyStyle, Piece, count_letters, list_pieces
from briefwright.figures.lettering import read_letters
from briefwright.figures.palette import Face
from briefwright.figures.shaping import Direction, split_runs

T = TypeVar("T")
_NOTHING_SEEN = "\u200b"  # what a glyph stands for whose letters another one says


class Glyph(NamedTuple):
    """A glyph of a font (its place among the faces), the text it stands for, where it goes."""

    font: int
    number: int
    text: str
    advance: float
    right: float
    up: float


def set_line(pieces: Iterable[Piece], style: CopyStyle) -> tuple[Glyph, ...]:
    """A line in pieces as they are read → its glyphs. A letter that no font has gets glyph 0."""
    return tuple(
        glyph
        for piece, direction in _order(pieces, style.direction)
        for glyph in _set_piece(piece, direction, style.language, style.faces)
    )


@lru_cache(maxsize=4096)  # most copies share their words, and many an organisation
def _set_piece(
    piece: str, direction: Direction, language: str, faces: tuple[Face, ...]
) -> tuple[Glyph, ...]:
    return tuple(
        glyph
        for from_right, run in split_runs(piece, direction)
        for side in ("rtl" if from_right else "ltr",)
        for font, letters in _order(_split_by_font(run, faces), side)
        for glyph in _shape(letters, font, faces[font], language, side)
    )


def fit_line(
    mark: CopyMark, style: CopyStyle, room: float
) -> tuple[tuple[Piece, ...], tuple[Glyph, ...]]:
    """A mark and the room for it, in points → its line in pieces, cut short where it is longer.

    With its glyphs.
    """
    pieces = tuple(list_pieces(mark, style))
    glyphs = set_line(pieces, style)
    if measure(glyphs, style) <= room:
        return pieces, glyphs
    left_out = bisect_left(
        range(count_letters(mark)), -room, lo=1,
        key=lambda n: -measure(set_line(list_pieces(mark, style, n), style), style),
    )  # fmt: skip
    pieces = tuple(list_pieces(mark, style, left_out))
    return pieces, set_line(pieces, style)


def measure(glyphs: Iterable[Glyph], style: CopyStyle) -> float:
    """Glyphs → the width of their line, in points."""
    return sum(glyph.advance for glyph in glyphs) * style.size / 1000


def _order(pieces: Iterable[T], direction: str) -> Sequence[T]:
    """Pieces as they are read → from left to right."""
    found = list(pieces)
    return found[::-1] if direction == "rtl" else found


def _split_by_font(run: str, faces: tuple[Face, ...]) -> Iterator[tuple[int, str]]:
    """Letters that run one way → pieces, each with the first font that has its letters.

    A mark on a letter, and a space, stay with what is before them.
    """
    chosen: list[int] = []
    for letter in run:
        goes_along = chosen and (letter == " " or unicodedata.category(letter)[0] == "M")
        if goes_along and ord(letter) in read_letters(faces[chosen[-1]].data):
            chosen.append(chosen[-1])
        else:
            having = (n for n, face in enumerate(faces) if ord(letter) in read_letters(face.data))
            chosen.append(next(having, 0))
    for font, letters in groupby(zip(chosen, run, strict=True), lambda pair: pair[0]):
        yield font, "".join(letter for _, letter in letters)


def _shape(piece: str, font: int, face: Face, language: str, direction: str) -> Iterator[Glyph]:
    """Letters of one font and one direction → its glyphs, from left to right."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(piece)
    buffer.guess_segment_properties()
    buffer.direction = direction
    buffer.language = language
    uharfbuzz.shape(load_font(face), buffer)
    infos = buffer.glyph_infos
    ends = dict(pairwise((*sorted({info.cluster for info in infos}), len(piece))))
    said: set[int] = set()
    for info, place in zip(infos, buffer.glyph_positions, strict=True):
        letters = piece[info.cluster : ends[info.cluster]]
        text = _NOTHING_SEEN if info.cluster in said else letters
        said.add(info.cluster)
        yield Glyph(font, info.codepoint, text, place.x_advance, place.x_offset, place.y_offset)


@lru_cache(maxsize=32)
def load_font(face: Face) -> Any:
    """A face → HarfBuzz's font, at its weight, in thousandths."""
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(face.data)))
    font.scale = (1000, 1000)
    font.set_variations({"wght": face.weight})
    return font
