"""A finished PDF → its fonts, the letters of their glyphs, and the words drawn with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from briefwright.document.fonts import EmbeddedFont

_MOST_NESTED = 20  # forms within forms; WeasyPrint needs one or two
_LETTERS = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_TOKEN = re.compile(
    rb"/(?P<font>[\w.+-]+)\s+-?[\d.]+\s+Tf\b|\[(?P<shown>[^\]]*)\]\s*TJ\b"
    rb"|/ActualText\s+<feff(?P<said>[0-9a-f]*)>|(?P<begin>\bB[DM]C\b)|(?P<end>\bEMC\b)"
    rb"|/(?P<form>[\w.+-]+)\s+Do\b|(?<![\w/.])(?P<state>[qQ])(?![\w.])"
)
_GLYPHS = re.compile(rb"<([0-9a-fA-F]*)>")
_DIGITS = 4  # of the hexadecimal number of a glyph

_Id = tuple[int, int]


@dataclass
class _Drawn:
    """What is drawn with one font: each glyph by itself, and words that say their text."""

    font: Any
    alone: set[int] = field(default_factory=set)
    words: set[tuple[str, tuple[int, ...]]] = field(default_factory=set)


def read_fonts(pdf: pikepdf.Pdf) -> tuple[EmbeddedFont, ...]:
    """A PDF whose objects are all as they should be, open → its fonts."""
    drawn: dict[_Id, _Drawn] = {}
    for page in pdf.pages:
        _read_drawing(page.obj.Contents, page.obj.Resources, drawn, _MOST_NESTED)
    return tuple(_read_font(one) for one in drawn.values())


def _read_drawing(drawing: Any, resources: Any, drawn: dict[_Id, _Drawn], depth: int) -> None:
    """A stream that draws, and what it may use → its glyphs, noted with their fonts."""
    held: Any = resources.get("/XObject", {})
    fonts: Any = resources.get("/Font", {})
    current: _Drawn | None = None
    states: list[_Drawn | None] = []
    marks: list[str] = []
    said, word = "", dict[_Id, list[int]]()
    for token in _TOKEN.finditer(bytes(drawing.read_bytes())):
        match token.lastgroup:
            case "font":
                font = fonts[f"/{token['font'].decode()}"]
                current = drawn.setdefault(font.objgen, _Drawn(font))
            case "state":
                current = _switch(token["state"], states, current)
            case "said":
                said = bytes.fromhex(token["said"].decode()).decode("utf-16-be")
            case "begin":
                marks.append(said)
                said = ""
            case "end":
                if marks and (text := marks.pop()):
                    for one, glyphs in word.items():
                        drawn[one].words.add((text, tuple(glyphs)))
                    word = {}
            case "shown" if current is not None:
                shown = _list_glyphs(token["shown"])
                if any(marks):
                    word.setdefault(current.font.objgen, []).extend(shown)
                else:
                    current.alone.update(shown)
            case "form":
                form: Any = held.get(f"/{token['form'].decode()}", {})
                if form.get("/Subtype") == "/Form" and depth:
                    _read_drawing(form, form.Resources, drawn, depth - 1)


def _switch(operator: bytes, states: list[_Drawn | None], current: _Drawn | None) -> _Drawn | None:
    """`q` or `Q`, the fonts that were saved, the font → the font from then on."""
    if operator == b"Q":
        return states.pop() if states else None
    states.append(current)
    return current


def _list_glyphs(shown: bytes) -> Iterator[int]:
    """What is between the brackets of an operator that shows text → the numbers of its glyphs."""
    for digits in _GLYPHS.findall(shown):
        for place in range(0, len(digits), _DIGITS):
            yield int(digits[place : place + _DIGITS], 16)


def _read_font(drawn: _Drawn) -> EmbeddedFont:
    glyphs = drawn.font.DescendantFonts[0]
    descriptor = glyphs.FontDescriptor
    file = descriptor.FontFile2 if "/FontFile2" in descriptor else descriptor.FontFile3
    _, _, letters = bytes(drawn.font.ToUnicode.read_bytes()).partition(b"endcodespacerange")
    return EmbeddedFont(
        str(descriptor.FontFamily),
        bytes(file.read_bytes()),
        {
            int(glyph, 16): bytes.fromhex(said.decode()).decode("utf-16-be", "replace")
            for glyph, said in _LETTERS.findall(letters)
        },
        _read_widths(glyphs.W),
        frozenset(drawn.alone),
        tuple(sorted(drawn.words)),
    )


def _read_widths(listed: Any) -> Mapping[int, float]:
    """An array of first glyphs and the widths from there on → the width of each glyph."""
    entries = list(listed)
    return {
        int(first) + place: float(width)
        for first, widths in zip(entries[::2], entries[1::2], strict=True)
        for place, width in enumerate(widths)
    }
