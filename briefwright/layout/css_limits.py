"""How far Word follows CSS: for each property the values that come out alike in both files.

A property that stands in no table here has an effect in the PDF alone as soon as a stylesheet
gives it another value than its initial one.
"""

from collections.abc import Callable, Mapping
from math import inf
from typing import Any, NamedTuple

from briefwright.document.counters import DIGITS
from briefwright.document.vocabulary import LAID_OUT
from briefwright.layout.styles import Style


class Subject(NamedTuple):
    """Something that has a computed style: an element, a page, or a box in a page's margin.

    `name` is its role, “html”, “@page” or the name of its margin box (“@top-left”); `word` how Word
    builds it, or “root”, “@page”, “@margin”. `usual_weight` is what most text has that is as bold
    in its font: Word has one bold and one other weight of a font.
    """

    name: str
    word: str
    style: Style
    holds_table: bool = False
    usual_weight: float = 0

    @property
    def is_inline(self) -> bool:
        """Whether it stands inside a line."""
        return self.word in ("run", "link", "call", "page", "footnote")


class Limit(NamedTuple):
    """Whether a value of a subject comes out in Word, and what Word shows of all others."""

    reaches: Callable[[Any, Subject], bool]
    instead: str


# The lightest weight that Word, which knows two, shows as bold.
BOLD = 600
SIDES = ("top", "right", "bottom", "left")
WIDEST_RULE = 16  # px: 12 pt
WIDEST_SPACING, NARROWEST_SPACING = 199 / 15, -99 / 15  # px between letters

# Their every value comes out in Word, has no look of its own, or has a check of its own.
FREE = frozenset({
    "color", "font_family", "font_size", "font_style", "line_height", "direction",
    "hyphens", "box_sizing", "table_layout", "string_set", "lang", "anchor", "quotes",
    "counter_reset", "counter_increment", "counter_set", "bookmark_label", "bookmark_level",
    "bookmark_state", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone",
    "image_rendering", "visibility", "opacity", "float", "column_count", "column_width",
    "column_fill", "list_style_type", "footnote_display", "footnote_policy", "overflow_wrap",
    "unicode_bidi", "box_decoration_break", "margin_break", "color_scheme", "appearance", "size",
    "background_position", "background_repeat", "background_size",
    "background_clip", "background_origin", "background_attachment", "border_collapse",
    "image_resolution",
    "top", "right", "bottom", "left", "caption_side", "empty_cells", "clear", "z_index",
    "flex_grow", "flex_shrink", "flex_basis", "flex_wrap",
    "grid_auto_columns", "grid_auto_rows", "grid_auto_flow",
    "grid_template_columns", "grid_template_rows", "grid_template_areas",
    *(f"border_{side}_color" for side in SIDES),
})  # fmt: skip


def _is_one_of(*values: Any) -> Callable[[Any, Subject], bool]:
    return lambda value, subject: value in values


def _is_subset(*values: str) -> Callable[[Any, Subject], bool]:
    return lambda value, subject: value in ("none", "normal") or set(value) <= set(values)


def _is_length(value: Any) -> bool:
    return isinstance(value, int | float) or getattr(value, "unit", None) == "px"


def _number(value: Any) -> float:
    return float(getattr(value, "value", value)) if _is_length(value) else 0.0


def _is_zero(value: Any) -> bool:
    return _is_length(value) and _number(value) == 0


def _has_no_margin(subject: Subject) -> bool:
    """Whether CSS has no margins there, so that nothing can differ."""
    return subject.word in ("row", "@page") or subject.name in (
        "th",
        "td",
        "thead",
        "tbody",
        "tfoot",
    )


def _reaches_margin(value: Any, subject: Subject) -> bool:
    """Left and right: below 0 it goes beyond the text, in both files."""
    if _has_no_margin(subject):
        return True
    if value == "auto":  # without a width there is nothing to share out
        widths = (subject.style["width"], _number(subject.style["max_width"]))
        return widths == ("auto", inf)
    if subject.is_inline or subject.word in ("root", "@margin", "cell"):
        return _is_zero(value)
    return _is_length(value)


def _reaches_margin_down(value: Any, subject: Subject) -> bool:
    if subject.is_inline or value == "auto":
        return True  # has no effect in CSS
    return _reaches_margin(value, subject) and (_number(value) >= 0 or subject.word == "@page")


def _reaches_padding(value: Any, subject: Subject) -> bool:
    if subject.word in ("table", "row") or subject.name in ("thead", "tbody", "tfoot"):
        return True  # has no effect in CSS
    if subject.is_inline or subject.word in ("root", "@page", "strip", "parallel"):
        return _is_zero(value)
    return _is_length(value)


def _reaches_padding_across(value: Any, subject: Subject) -> bool:
    if subject.word == "@margin":
        return _is_zero(value)
    return _reaches_padding(value, subject) and (
        _is_zero(value) or subject.word == "cell" or not _is_ruled(subject.style)
    )


def _is_ruled(style: Style) -> bool:
    """Whether there is a rule above or below, and nothing else round the text."""
    widths = {side: style[f"border_{side}_width"] for side in SIDES}
    open_sides = not widths["left"] and not widths["right"] and not has_background(style)
    return bool(open_sides and (widths["top"] or widths["bottom"]))


def has_background(style: Style) -> bool:
    """A computed style → whether it has a colour behind it."""
    ground = style["background_color"]
    return bool(ground == "currentcolor" or ground.alpha)


def _reaches_background(value: Any, subject: Subject) -> bool:
    if subject.word == "@margin" or subject.holds_table:
        return not has_background(subject.style)
    return True


def _reaches_weight(value: Any, subject: Subject) -> bool:
    return subject.usual_weight in (0, value)


def _reaches_border(value: Any, subject: Subject) -> bool:
    if subject.is_inline or subject.word in ("root", "@page", "@margin", "parallel"):
        return _is_zero(value)
    return _number(value) <= (0 if subject.holds_table else WIDEST_RULE)


def _reaches_vertical_align(value: Any, subject: Subject) -> bool:
    return not subject.is_inline or isinstance(value, int | float) or value == "baseline"


def _reaches_break(value: Any, subject: Subject) -> bool:
    if value in ("page", "always"):
        return subject.word not in ("row", "cell")
    return subject.is_inline or value in ("auto", "avoid", "avoid-page", "avoid-column")


# What is beyond this is refused elsewhere on other roles than these.
def _reaches_if_still(value: Any, subject: Subject) -> bool:
    if subject.word.startswith("@"):
        return not value or value == "static"
    return subject.name not in LAID_OUT or not value or value == "static"


def _reaches_width(value: Any, subject: Subject) -> bool:
    """Widths of these are taken from the page as it was laid out."""
    measured = ("table", "cell", "drawing", "row", "strip", "parallel")
    return value == "auto" or subject.is_inline or subject.word in measured


def _reaches_height(value: Any, subject: Subject) -> bool:
    return value == "auto" or subject.is_inline or subject.word == "drawing"


def _reaches_alignment(value: Any, subject: Subject) -> bool:
    """Things that stand side by side begin at the top, and at the left."""
    words = {value} if isinstance(value, str) else set(value)
    return subject.name not in LAID_OUT or words <= _BEGINNINGS


_BEGINNINGS = frozenset({"auto", "normal", "stretch", "start", "flex-start", "baseline", "first"})


def _reaches_gap(value: Any, subject: Subject) -> bool:
    return subject.word != "strip" or value == "normal" or _is_zero(value)


def _reaches_alignment_of_lines(value: Any, subject: Subject) -> bool:
    if subject.word == "@margin":
        return value in _MARGIN_LINES.get(subject.name.rpartition("-")[2], ())
    return value in ("start", "end", "left", "right", "center", "justify")


# How lines must stand in a box of a page's head or foot: Word sets them by tab stops.
_MARGIN_LINES = {
    "left": ("start", "left"), "center": ("center",), "right": ("end", "right"),
}  # fmt: skip


def _reaches_last_line(value: Any, subject: Subject) -> bool:
    return value in ("auto", "start") or value == subject.style["text_align_all"] != "justify"


def _reaches_white_space(value: Any, subject: Subject) -> bool:
    """A head or foot may have several lines of its own."""
    return value in ("normal", "nowrap") or (subject.word == "@margin" and value == "pre")


def _reaches_display(value: Any, subject: Subject) -> bool:
    """Word has one construction for each role, whatever CSS makes of it."""
    if value[0] == "none" or subject.name in LAID_OUT or subject.word.startswith("@"):
        return True  # these have a check of their own
    if value[-1] in ("flex", "grid"):
        return True
    if subject.is_inline:
        return bool(value[:2] == ("inline", "flow"))
    usual = {"item": "list-item", "table": "table", "row": "table-row", "cell": "table-cell"}
    if wanted := usual.get(subject.word):
        return wanted in value
    groups = {"thead": "header", "tbody": "row", "tfoot": "footer"}
    if kind := groups.get(subject.name):
        return bool(
            value[0]
            == f"table-{kind.replace('row', '')}".rstrip("-")
            + ("-group" if kind != "row" else "row-group")
        )
    return bool(value[0] == "block")


def _reaches_content(value: Any, subject: Subject) -> bool:
    """Heads and feet: words, running titles, pictures, numbers of pages in usual digits."""
    if subject.word != "@margin" or not isinstance(value, tuple):
        return True
    return all(
        kind in ("string", "string()", "url")
        or (kind == "counter()" and item[0] in ("page", "pages") and item[1] in _COUNTING)
        for kind, item in value
    )


_COUNTING = ("decimal", *DIGITS)
_MARGIN = "no such space"
_BREAK = "a plain new page, or none"

LIMITS: Mapping[str, Limit] = {
    "font_variant_caps": Limit(_is_one_of("normal", "small-caps"), "ordinary letters"),
    "font_variant_numeric": Limit(
        _is_subset("oldstyle-nums", "lining-nums", "tabular-nums", "proportional-nums"),
        "ordinary figures",
    ),
    "letter_spacing": Limit(
        lambda value, subject: (
            value == "normal" or NARROWEST_SPACING <= _number(value) <= WIDEST_SPACING
        ),
        "letters as far apart as Word can set them",
    ),
    "text_transform": Limit(
        _is_one_of("none", "uppercase", "lowercase", "capitalize"), "the letters as they are"
    ),
    "text_decoration_line": Limit(
        _is_subset("underline", "line-through"), "a line below or through the letters, or none"
    ),
    "vertical_align": Limit(_reaches_vertical_align, "letters on the line"),
    "text_align_all": Limit(_reaches_alignment_of_lines, "lines as they stand without that"),
    "text_align_last": Limit(_reaches_last_line, "a last line like the others"),
    "background_color": Limit(_reaches_background, "it nowhere, or above and below a table"),
    "font_weight": Limit(_reaches_weight, "the weight that most letters of this font have"),
    "text_indent": Limit(lambda value, subject: _is_length(value), "lines without an indent"),
    "content": Limit(_reaches_content, "what it says on the first of those pages"),
    "orphans": Limit(_is_one_of(1, 2), "two lines held together"),
    "widows": Limit(_is_one_of(1, 2), "two lines held together"),
    "white_space": Limit(_reaches_white_space, "one space for each stretch of them"),
    "max_width": Limit(
        lambda value, subject: subject.is_inline or _is_length(value), "the full width"
    ),
    "min_width": Limit(
        lambda value, subject: value == "auto" or _number(value) == 0 or subject.word == "cell",
        "the width that the text needs",
    ),
    "list_style_position": Limit(_is_one_of("outside"), "markers before the lines"),
    "break_before": Limit(_reaches_break, _BREAK),
    "break_after": Limit(_reaches_break, _BREAK),
    "break_inside": Limit(_reaches_break, _BREAK),
    "page": Limit(
        lambda value, subject: value == "auto" or subject.name in ("landscape", "cover"),
        "a page like the others; only a landscape section and a cover have one of their own",
    ),
    "transform": Limit(_reaches_if_still, "it unturned, where it stands without that"),
    "position": Limit(_reaches_if_still, "it where it stands without that"),
    "display": Limit(_reaches_display, "it as it stands without that"),
    "flex_direction": Limit(_is_one_of("row", "column"), "things in the order of the text"),
    **{
        name: Limit(_reaches_alignment, "it at the top and at the left")
        for name in (
            "align_content",
            "align_items",
            "align_self",
            "justify_content",
            "justify_items",
            "justify_self",
        )
    },
    **{
        name: Limit(_reaches_gap, "no gap between key figures")
        for name in ("column_gap", "row_gap")
    },
    **{f"margin_{side}": Limit(_reaches_margin, _MARGIN) for side in ("left", "right")},
    **{f"margin_{side}": Limit(_reaches_margin_down, _MARGIN) for side in ("top", "bottom")},
    **{f"padding_{side}": Limit(_reaches_padding_across, _MARGIN) for side in ("left", "right")},
    **{f"padding_{side}": Limit(_reaches_padding, _MARGIN) for side in ("top", "bottom")},
    **{
        f"border_{side}_width": Limit(
            _reaches_border, "no rule there, one of 12 pt, or one above and below a table"
        )
        for side in SIDES
    },
    **{
        f"border_{side}_style": Limit(
            _is_one_of("none", "hidden", "solid", "dashed", "dotted", "double"), "a plain rule"
        )
        for side in SIDES
    },
    "width": Limit(_reaches_width, "the full width; a max-width comes out in both files"),
    "height": Limit(_reaches_height, "it as high as its content"),
}
