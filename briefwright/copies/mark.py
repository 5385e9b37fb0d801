"""The line that a copy bears: “Copy 17 for Ana Souza, Ministry of Defence”, in any language."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from briefwright.audience import Audience, theme
from briefwright.facts import dates
from briefwright.figures import palette
from briefwright.figures.palette import Face
from briefwright.figures.shaping import Direction

_SIZE, _LARGE_SIZE = 8.0, 18.0  # pt: as the foot of a page, usual and in large print
_CONTROLS = re.compile(r"[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]+")
_GAP = re.compile(r"(\{number\}|\{recipient\})")
ELLIPSIS = "…"

Piece = tuple[str, Direction]  # some of a line, and how it runs


@dataclass(frozen=True)
class CopyMark:
    """Whose copy it is: its number, and a name, an organisation or both."""

    number: int
    name: str
    organisation: str = ""


@dataclass(frozen=True)
class CopyStyle:
    """How the line reads and looks.

    `pattern` has `{number}` and `{recipient}` in it; `size` is in points, `colour` as `#rrggbb`,
    `faces` are the fonts, the first choice first.
    """

    pattern: str
    comma: str
    language: str
    direction: str
    digits: str
    size: float
    colour: str
    faces: tuple[Face, ...] = field(default=(), repr=False)


def make_style(reader: Audience, language: str, marks: Iterable[CopyMark]) -> CopyStyle:
    """An audience, a language of its editions, all marks → how their line reads and looks."""
    words = reader.theme.labels[language]
    letters = {letter for mark in marks for letter in f"{mark.name}{mark.organisation}"}
    letters |= set(words["words.copy"]) | set(ELLIPSIS + dates.localise_digits("0123456789", words))
    direction = dates.direction(language.partition("-")[0])
    look = theme.adapt(reader.theme, direction, (language.partition("-")[0],), letters)
    drawn = palette.read(look.assets, language)
    return CopyStyle(
        pattern=words["words.copy"],
        comma=words["signs.comma"],
        language=language,
        direction=direction,
        digits=words.get("digits", ""),
        size=_LARGE_SIZE if reader.large_print else _SIZE,
        colour=drawn.ink if reader.large_print else drawn.quiet,
        faces=_order_faces(drawn.faces, drawn.families),
    )


def _order_faces(faces: tuple[Face, ...], families: tuple[str, ...]) -> tuple[Face, ...]:
    """A theme's faces → of each family the one nearest to the usual weight, the companion first."""
    regular = sorted(faces, key=lambda face: abs(face.weight - 400))
    declared = dict.fromkeys((*families, *(face.family for face in faces)))
    nearest = (next((one for one in regular if one.family == name), None) for name in declared)
    return tuple(face for face in nearest if face is not None)


def list_pieces(mark: CopyMark, style: CopyStyle, left_out: int = 0) -> Iterator[Piece]:
    """A mark, how it reads, how many letters are left out → its line in pieces, as they are read.

    Each has its own direction: a name in letters from left to right stands in a line from right to
    left as one thing (UAX #9, isolates). What is left out is the end of the organisation, then of
    the name; three dots say so.
    """
    around = cast(Direction, style.direction)
    for piece in _GAP.split(style.pattern):
        if piece == "{number}":
            yield dates.localise_digits(str(mark.number), {"digits": style.digits}), "ltr"
        elif piece == "{recipient}":
            yield from _list_names(mark, style.comma, around, left_out)
        elif piece:
            yield piece, around


def _list_names(mark: CopyMark, comma: str, around: Direction, left_out: int) -> Iterator[Piece]:
    name, organisation = clean(mark.name), clean(mark.organisation)
    if left_out < len(organisation):
        if name:
            yield name, "auto"
            yield comma, around
        yield _shorten(organisation, left_out), "auto"
    else:
        yield _shorten(name, max(left_out - len(organisation), int(bool(left_out)))), "auto"


def _shorten(name: str, left_out: int) -> str:
    """A name and how many of its last letters go → the rest, with dots where any went."""
    return f"{name[:-left_out].rstrip(' ,.')}{ELLIPSIS}" if left_out else name


def count_letters(mark: CopyMark) -> int:
    """A mark → how many letters of it may be left out."""
    return len(clean(mark.organisation)) + len(clean(mark.name))


def clean(text: str) -> str:
    """A name as somebody typed it → on one line, without signs that turn the letters beside it."""
    plain = _CONTROLS.sub(" ", unicodedata.normalize("NFC", text))
    return "".join(one for one in plain if unicodedata.category(one) != "Cc").strip()
