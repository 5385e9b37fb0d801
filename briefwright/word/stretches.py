"""Words → stretches that are set in one font and run one way.

Word finds no font for a letter by itself as CSS does, and takes a run's direction from the run.
Source: ECMA-376 part 1, 17.3.2.26 (rFonts) and 17.3.2.30 (rtl).
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from briefwright.layout import Style
from briefwright.word.fonts import FontFamily
from briefwright.word.formatting_values import TextFormatting
from briefwright.word.named_styles import NamedStyles


class Stretch(NamedTuple):
    """Some words; `font` is "" where it is the one that their look names."""

    text: str
    font: str
    from_right: bool


def split(text: str, style: Style, sheet: NamedStyles) -> list[Stretch]:
    """Words, their computed style and the sheet of their file → their stretches."""
    from_right = style["direction"] == "rtl"
    if text.isascii() and not from_right:
        return [Stretch(text, "", False)]
    sides = _find_sides(text, from_right)
    fonts = list(_find_fonts(text, sides, sheet.text(style), style["font_family"], sheet.faces))
    keys = list(zip(fonts, sides, strict=True))
    places = groupby(range(len(text)), key=lambda place: keys[place])
    return [
        Stretch("".join(text[place] for place in run), font, side) for (font, side), run in places
    ]


def _find_sides(text: str, base: bool) -> list[bool]:
    """Words and whether their paragraph runs from the right → whether each letter does.

    What has no direction goes with its neighbours where they agree, else with the paragraph.
    """
    strong = [_direction(letter) for letter in text]
    before, after = list(_carry(strong, base)), list(_carry(strong[::-1], base))[::-1]
    return [
        (left if left == right else base) if own is None else own
        for own, left, right in zip(strong, before, after, strict=True)
    ]


def _direction(letter: str) -> bool | None:
    kind = unicodedata.bidirectional(letter)
    return True if kind in ("R", "AL") else False if kind == "L" else None


def _carry(strong: Sequence[bool | None], base: bool) -> Iterator[bool]:
    """Directions, None for none → for each place the last one up to it."""
    last = base
    for own in strong:
        last = last if own is None else own
        yield last


def _find_fonts(
    text: str,
    sides: Sequence[bool],
    look: TextFormatting,
    families: Sequence[str],
    faces: Mapping[str, FontFamily],
) -> Iterator[str]:
    """Words → the font of each letter, "" for the look's own; marks and spaces go with the last.

    In a run from the right, Word sets digits and signs in the font for complex scripts, too.
    """
    font = ""
    for letter, from_right in zip(text, sides, strict=True):
        if unicodedata.category(letter)[0] not in "CMZ" and letter != "\u2011":
            own = look.complex if from_right else look.font
            font = choose_font(letter, own, families, faces)
        yield font


def choose_font(
    letter: str, own: str, families: Sequence[str], faces: Mapping[str, FontFamily]
) -> str:
    """A letter, the font of its look, all that the look names → which has it, "" for `own`."""
    if own not in faces or ord(letter) in faces[own].letters:
        return ""
    having = (one for one in families if one in faces and ord(letter) in faces[one].letters)
    return next(having, "")
