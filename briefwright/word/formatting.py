"""Looks → WordprocessingML: only what differs from the look underneath."""

from collections.abc import Mapping
from typing import NamedTuple

from briefwright.word.formatting_values import Edge, ParagraphFormatting, TextFormatting
from briefwright.word.ooxml import Node, element, w


class OfficeTheme(NamedTuple):
    """The fonts and colours that the theme part names: what is one of them follows the theme.

    `shades` maps RRGGBB to the theme's word for it.
    """

    major: str
    minor: str
    shades: Mapping[str, str]
    major_complex: str = ""  # those of complex scripts
    minor_complex: str = ""


def font(look: TextFormatting, theme: OfficeTheme) -> Node:
    """A look of letters → the run property that asks for its fonts, in all scripts."""
    name, pair = look.font, (look.font, look.complex)
    themed = {
        (theme.major, theme.major_complex): "major",
        (theme.minor, theme.minor_complex): "minor",
    }
    kind = themed.get(pair, "")
    if not kind:
        return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=look.complex)
    return w(
        "rFonts", asciiTheme=f"{kind}HAnsi", hAnsiTheme=f"{kind}HAnsi",
        eastAsiaTheme=f"{kind}EastAsia", cstheme=f"{kind}Bidi",
    )  # fmt: skip


def shade(rgb: str, theme: OfficeTheme) -> Node:
    """RRGGBB → the run property that colours letters."""
    return w("color", val=rgb or "auto", themeColor=theme.shades.get(rgb))


def shading(fill: str, theme: OfficeTheme) -> Node:
    """RRGGBB → a background, of letters, a paragraph or a cell."""
    return w(
        "shd", val="clear", color="auto", fill=fill or "auto", themeFill=theme.shades.get(fill)
    )


def text_properties(look: TextFormatting, base: TextFormatting, theme: OfficeTheme) -> list[Node]:
    """A look of letters and the one underneath → the run properties that make the difference.

    Complex scripts have bold, italic and size of their own, which go along.
    """
    found: list[Node] = []
    if (look.font, look.complex) != (base.font, base.complex):
        found.append(font(look, theme))
    for tags, on, was in (
        (("b", "bCs"), look.bold, base.bold),
        (("i", "iCs"), look.italic, base.italic),
        (("caps",), look.caps, base.caps),
        (("smallCaps",), look.small_caps, base.small_caps),
        (("strike",), look.strike, base.strike),
    ):
        if on != was:
            found += [w(tag, val=None if on else 0) for tag in tags]
    if look.colour != base.colour:
        found.append(shade(look.colour, theme))
    if look.tracking != base.tracking:
        found.append(w("spacing", val=look.tracking))
    if look.size and look.size != base.size:
        found += [w("sz", val=look.size), w("szCs", val=look.size)]
    if look.underline != base.underline:
        found.append(w("u", val="single" if look.underline else "none"))
    if look.fill != base.fill:
        found.append(shading(look.fill, theme))
    if look.raised != base.raised:
        found.append(w("vertAlign", val=look.raised or "baseline"))
    return found + _numerals(look, base)


def _numerals(look: TextFormatting, base: TextFormatting) -> list[Node]:
    found = []
    if look.figures != base.figures:
        found.append(element("w14:numForm", {"w14:val": look.figures or "default"}))
    if look.widths != base.widths:
        found.append(element("w14:numSpacing", {"w14:val": look.widths or "default"}))
    return found


def paragraph_properties(
    look: ParagraphFormatting, base: ParagraphFormatting, theme: OfficeTheme
) -> list[Node]:
    """A paragraph's look and the one underneath → the properties that make the difference."""
    found: list[Node] = []
    for tag, on, was in (
        ("keepNext", look.keep_next, base.keep_next),
        ("keepLines", look.keep_lines, base.keep_lines),
        ("pageBreakBefore", look.new_page, base.new_page),
        ("widowControl", look.widows, base.widows),
        ("suppressAutoHyphens", not look.hyphens, not base.hyphens),
        ("bidi", look.bidi, base.bidi),
    ):
        if on != was:
            found.append(w(tag, val=None if on else 0))
    if look.edges != base.edges:
        found.append(borders("pBdr", look.edges, base.edges))
    if look.fill != base.fill:
        found.append(shading(look.fill, theme))
    found += _spacing(look, base)
    if (look.start, look.end, look.first) != (base.start, base.end, base.first):
        found.append(indents(look))
    if look.align != base.align:
        found.append(w("jc", val=look.align or "left"))
    return found


def indents(look: ParagraphFormatting) -> Node:
    """A paragraph's look → its indents; a first line both ways, so that none is inherited."""
    hangs = look.first < 0
    return w(
        "ind", left=look.start, right=look.end,
        hanging=-look.first if hangs else None, firstLine=None if hangs else look.first,
    )  # fmt: skip


def _spacing(look: ParagraphFormatting, base: ParagraphFormatting) -> list[Node]:
    line = (look.line, look.rule) != (base.line, base.rule)
    changed = {
        "before": look.before if look.before != base.before else None,
        "after": look.after if look.after != base.after else None,
        "line": (look.line or 240) if line else None,
        "lineRule": (look.rule or "auto") if line else None,
    }
    return [w("spacing", **changed)] if any(value is not None for value in changed.values()) else []


SIDES = ("top", "left", "bottom", "right")


def borders(tag: str, edges: tuple[Edge | None, ...], base: tuple[Edge | None, ...]) -> Node:
    """Four edges, and those underneath → a border element; one that goes is said to be none."""
    made = w(tag)
    for side, line, was in zip(SIDES, edges, base, strict=True):
        if line:
            made.append(build_border(side, line))
        elif was:
            made.append(w(side, val="nil"))
    return made


def build_border(side: str, line: Edge) -> Node:
    """A side and its edge → the line there."""
    return w(side, val=line.kind, sz=line.size, space=line.space, color=line.colour)
