"""Computed CSS → looks: what Word can say of a piece of text and of a paragraph, as plain values.

Whole numbers in Word's own units, so that two looks are equal when Word would show them equal:
twips (1/20 pt) for lengths, half-points for type, eighths of a point for lines.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from briefwright.layout import BOLD, Style
from briefwright.word.fonts import FontFamily
from briefwright.word.ooxml import twips


class TextFormatting(NamedTuple):
    """How letters look. `size` 0 means as large as the text around it (raised letters)."""

    font: str
    complex: str  # the font of Arabic and Hebrew letters: CSS's first family that has them
    size: int
    bold: bool
    italic: bool
    caps: bool
    small_caps: bool
    strike: bool
    underline: bool
    colour: str
    fill: str
    tracking: int
    raised: str  # “superscript”, “subscript” or nothing
    figures: str  # “oldStyle”, “lining” or nothing
    widths: str  # “tabular”, “proportional” or nothing


class Edge(NamedTuple):
    """One side of a border: its kind in Word, thickness, distance from the text in pt, colour."""

    kind: str
    size: int
    space: int
    colour: str


Edges = tuple[Edge | None, Edge | None, Edge | None, Edge | None]  # top, left, bottom, right
NO_EDGES: Edges = (None, None, None, None)


class ParagraphFormatting(NamedTuple):
    """How a paragraph stands. `start` and `end` are sides of the reading direction.

    `box` is the same object in all paragraphs of one box; it is no part of how they look.
    """

    before: int = 0
    after: int = 0
    line: int = 0  # 0: as high as the font wants
    rule: str = ""  # “atLeast”, “exact” or nothing
    start: int = 0
    end: int = 0
    first: int = 0  # indent of the first line; below 0 it hangs
    align: str = ""  # “center”, “right” (the far side), “both” or nothing
    keep_next: bool = False
    keep_lines: bool = False
    widows: bool = True
    new_page: bool = False
    edges: Edges = NO_EDGES
    fill: str = ""
    bidi: bool = False
    hyphens: bool = False
    box: object = None


def px(value: Any) -> float:
    """A computed length → CSS px; `auto`, `normal` and per cent count as 0."""
    if isinstance(value, int | float):
        return float(value)
    return float(value.value) if getattr(value, "unit", None) == "px" else 0.0


def colour(value: Any, current: Any = None) -> str:
    """A computed colour → RRGGBB as seen on white paper; nothing where it is transparent."""
    if value == "currentcolor":
        value = current
    if value is None or value.alpha == 0:
        return ""
    channels = value.coordinates if value.space == "srgb" else value.to("srgb").coordinates
    seen = (1 - value.alpha + value.alpha * min(1.0, max(0.0, channel)) for channel in channels)
    return "".join(f"{round(channel * 255):02X}" for channel in seen)


def text_formatting(style: Style, faces: Mapping[str, FontFamily]) -> TextFormatting:
    """A computed style and the faces of the theme → how its letters look."""
    families = style["font_family"]
    raised = _vertical_alignment(style)
    numerals = style["font_variant_numeric"]
    decoration = style["text_decoration_line"]
    spacing = style["letter_spacing"]
    return TextFormatting(
        font=families[0],
        complex=next((one for one in families if one in faces and faces[one].complex), families[0]),
        size=0 if raised else round(style["font_size"] * 1.5),
        bold=style["font_weight"] >= BOLD,
        italic=style["font_style"] != "normal",
        caps=style["text_transform"] == "uppercase",
        small_caps=style["font_variant_caps"] in ("small-caps", "all-small-caps"),
        strike="line-through" in decoration,
        underline="underline" in decoration,
        colour=colour(style["color"]),
        fill=colour(style["background_color"], style["color"]) if _in_line(style) else "",
        tracking=0 if spacing == "normal" else max(-99, min(199, twips(px(spacing)))),
        raised=raised,
        figures=_first({"oldstyle-nums": "oldStyle", "lining-nums": "lining"}, numerals),
        widths=_first({"tabular-nums": "tabular", "proportional-nums": "proportional"}, numerals),
    )


def _first(words: Mapping[str, str], numerals: Any) -> str:
    return next((word for css, word in words.items() if css in numerals), "")


def _in_line(style: Style) -> bool:
    return bool(style["display"][0] == "inline")


def _vertical_alignment(style: Style) -> str:
    shift = style["vertical_align"]
    if not _in_line(style) or not isinstance(shift, int | float) or shift == 0:
        return ""
    return "superscript" if shift > 0 else "subscript"


# A line lower than the font's own can only be had as an exact height: “at least” would be that of
# the font, and a page longer than in the PDF. Else it leaves room for a picture in the line.
_TOLERANCE = 0.995


def line_height(style: Style, faces: Mapping[str, FontFamily]) -> tuple[int, str]:
    """A computed style and the faces of the theme → Word's line height in twips, and its rule."""
    height = style["line_height"]
    if height == "normal":
        return 0, ""
    size = style["font_size"]
    wanted = height * size if isinstance(height, int | float) else px(height)
    face = faces.get(style["font_family"][0])
    natural = (face.natural if face else 1.2) * size
    return twips(wanted), "exact" if wanted < natural * _TOLERANCE else "atLeast"


FARTHEST = 31  # pt between a border and its text
_KINDS = {"solid": "single", "dashed": "dashed", "dotted": "dotted", "double": "double"}


def edge(style: Style, side: str, space: float) -> Edge | None:
    """A computed style, a side and the distance of text from it in px → its border, or None.

    Word draws lines of 1/4 to 12 pt, at most 31 pt away from the text.
    """
    width = style[f"border_{side}_width"]
    line = style[f"border_{side}_style"]
    if not width or line in ("none", "hidden"):
        return None
    shade = colour(style[f"border_{side}_color"], style["color"])
    if not shade:
        return None
    size = max(2, min(96, round(width * 6)))
    return Edge(_KINDS.get(line, "single"), size, points(space), shade)


def points(px_: float) -> int:
    """A distance in CSS px → whole points between a border and its text, as far as Word goes."""
    return max(0, min(FARTHEST, round(px_ * 0.75)))


def alignment(style: Style) -> str:
    """A computed style → “center”, “both”, “right” for the far side of the line, or nothing."""
    align = style["text_align_all"]
    near, far = ("left", "right") if style["direction"] == "ltr" else ("right", "left")
    return {"center": "center", "justify": "both", "end": "right", far: "right", near: ""}.get(
        align, ""
    )


def avoids_break(value: str) -> bool:
    """A computed `break-*` → whether it holds things together on one page."""
    return value in ("avoid", "avoid-page", "avoid-column")


def forces_page(value: str) -> bool:
    """A computed `break-*` → whether a new page begins there."""
    return value in ("page", "left", "right", "recto", "verso", "always")
