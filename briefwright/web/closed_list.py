"""What may stand in a web page: elements with their attributes, data, properties of CSS.

The writer takes from a theme what is listed here; the reader finds what isn't.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import tinycss2

from briefwright.document.counters import DIGITS

SVG = "{http://www.w3.org/2000/svg}"
_DIGITS = " ".join(DIGITS)
_GLOBAL = frozenset({"class", "id", "lang", "dir", "data-role"})
_SHAPE = frozenset({
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-dasharray", "stroke-opacity", "transform", "opacity",
})  # fmt: skip
_LETTERS = frozenset({
    "x", "y", "dx", "dy", "font-size", "font-weight", "font-family", "font-style", "text-anchor",
    "direction", "unicode-bidi",
})  # fmt: skip

# Element → its attributes beside those that all may have.
ELEMENTS: Mapping[str, frozenset[str]] = {
    "html": frozenset(),
    "head": frozenset(),
    "meta": frozenset({"charset", "name", "content", "http-equiv"}),
    "title": frozenset(),
    "style": frozenset(),
    "body": frozenset(),
    **dict.fromkeys(
        ("main", "header", "h1", "h2", "h3", "h4", "h5", "p", "strong", "em", "ins", "del",
         "blockquote", "figure", "figcaption", "thead", "tbody", "tfoot", "tr", "details",
         "summary"),
        frozenset(),
    ),
    **dict.fromkeys(
        ("div", "section", "nav", "aside", "ul", "table"),
        frozenset({"role", "aria-label", "aria-labelledby", "tabindex"}),
    ),
    "span": frozenset(),
    "ol": frozenset({"type"}),
    "li": frozenset({"value", "data-level"}),
    "a": frozenset({"href", "role", "aria-label"}),
    "data": frozenset({"value"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    f"{SVG}svg": _SHAPE | {"viewBox", "role", "aria-label", "font-family"},
    f"{SVG}g": _SHAPE | _LETTERS,
    f"{SVG}text": _SHAPE | _LETTERS,
    f"{SVG}tspan": _SHAPE | _LETTERS,
    f"{SVG}line": _SHAPE | {"x1", "y1", "x2", "y2"},
    f"{SVG}polyline": _SHAPE | {"points"},
    f"{SVG}polygon": _SHAPE | {"points"},
    f"{SVG}path": _SHAPE | {"d"},
    f"{SVG}rect": _SHAPE | {"x", "y", "width", "height", "rx", "ry"},
    f"{SVG}circle": _SHAPE | {"cx", "cy", "r"},
    f"{SVG}ellipse": _SHAPE | {"cx", "cy", "rx", "ry"},
}  # fmt: skip


def attributes_of(tag: str) -> frozenset[str]:
    """An element's name → the attributes that it may have."""
    own = ELEMENTS.get(tag, frozenset())
    return own if tag.startswith(SVG) else own | _GLOBAL


# Attribute → what its value must be; on an element of SVG, any that isn't a name is a measure.
VALUES: Mapping[str, str] = {
    "data-role": r"[a-z-]+",
    "data-level": r"[1-3]",
    "class": r"[A-Za-z0-9_ -]*",
    "id": r"[^\s\"']+",
    "dir": r"ltr|rtl",
    "lang": r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*",
    "role": r"region|group|note|list|img|banner|contentinfo|doc-noteref|doc-backlink|doc-endnotes",
    "tabindex": r"0",
    "scope": r"col|row|colgroup|rowgroup",
    "type": r"[1ai]",
    "value": r"-?\d+(\.\d+)?",
    **dict.fromkeys(("width", "height", "colspan", "rowspan"), r"\d+(\.\d+)?"),
    "href": r"#[^\s\"']+|(https?://|mailto:)[^\s]+",
    "src": r"data:image/(png|jpeg|svg\+xml);base64,[A-Za-z0-9+/]+=*",
    "http-equiv": r"Content-Security-Policy",
    "charset": r"utf-8",
}
SVG_VALUES: Mapping[str, str] = {
    **dict.fromkeys(("fill", "stroke"), r"#[0-9a-f]{6}|none"),
    **dict.fromkeys(
        ("stroke-linecap", "stroke-linejoin", "fill-rule"),
        r"butt|round|square|miter|bevel|evenodd|nonzero",
    ),
    "text-anchor": r"start|middle|end",
    "font-style": r"normal|italic",
    "direction": r"ltr|rtl",
    "unicode-bidi": r"bidi-override",
    "role": r"img",
    "font-family": r"[\w\s\"',-]+",
    "transform": r"((translate|rotate|scale|matrix)\([-\d., e]+\)\s*)+",
    "d": r"[MmLlHhVvCcSsQqTtAaZz\d\s.,e-]*",
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity"), r"1|0?\.[3-9]\d*"),
}  # fmt: skip
SVG_MEASURE = r"[-\d\s.,e]+"

# The names of `<meta>`; beside them, properties of the organisation's own.
METAS = frozenset({
    "viewport", "referrer", "color-scheme", "author", "description", "keywords", "dcterms.created",
    "dcterms.modified", "generator",
})  # fmt: skip
OWN_META = "briefwright."
POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'sha256-{digest}'; "
    "base-uri 'none'; form-action 'none'"
)

# ----------------------------------------------------------------- CSS

# Property → the words that its value may have, beside numbers, lengths and the functions below.
# What would hide, move or clip a text isn't there.
_SIDES = ("", "-top", "-right", "-bottom", "-left", "-inline-start", "-inline-end")
_LINES = "solid dotted dashed double none"
_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "": (
        "border-radius", "letter-spacing", "text-indent", "orphans", "widows", "outline-offset",
        "text-underline-offset", "scroll-padding-top", "text-size-adjust",
    ),
    "transparent currentcolor inherit none": (
        "color", "background", "background-color", "fill", "stroke",
        *(f"border{side}-color" for side in _SIDES),
    ),
    "auto": (
        *(f"margin{side}" for side in _SIDES), "overflow-x", "height", "columns", "column-count",
    ),
    "auto none": ("width", "max-width", "min-width", "flex"),
    "normal": ("line-height", "gap", "column-gap", "row-gap"),
    f"{_LINES} transparent": (
        "outline", *(f"border{side}" for side in _SIDES),
        *(f"border{side}-style" for side in _SIDES),
    ),
    "thin medium thick": (
        *(f"border{side}-width" for side in _SIDES), *(f"padding{side}" for side in _SIDES),
    ),
    "collapse separate": ("border-collapse",),
    "normal italic bold inherit serif sans-serif system-ui": ("font", "font-family"),
    "inherit": ("font-size",),
    "normal italic": ("font-style",),
    "normal bold": ("font-weight",),
    "normal lining-nums oldstyle-nums proportional-nums tabular-nums": ("font-variant-numeric",),
    "normal small-caps all-small-caps": ("font-variant-caps",),
    "left right center justify start end": ("text-align",),
    "none uppercase": ("text-transform",),
    "underline none from-font": (
        "text-decoration", "text-decoration-line", "text-decoration-thickness",
    ),
    "baseline super sub top middle bottom": ("vertical-align",),
    "normal nowrap pre-line": ("white-space",),
    "none manual auto": ("hyphens",),
    "break-word anywhere normal": ("overflow-wrap",),
    "block inline inline-block flex grid list-item table table-row table-cell": ("display",),
    "wrap nowrap": ("flex-wrap",),
    "start end center stretch baseline space-between": ("justify-content", "align-items"),
    "auto-fit": ("grid-template-columns",),
    "border-box content-box": ("box-sizing",),
    f"none disc circle square decimal lower-alpha upper-alpha lower-roman upper-roman {_DIGITS}": (
        "list-style", "list-style-type",
    ),
    "auto avoid page column avoid-page": ("break-before", "break-after", "break-inside"),
    "light dark": ("color-scheme",),
}  # fmt: skip
PROPERTIES: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split()) for words, names in _PROPERTIES.items() for name in names
}
FUNCTIONS = frozenset({"var", "min", "max", "repeat", "minmax"})
# For one selector alone: the link past the signs, seen once it has the focus; the signs that stay;
# the picture of a cover, of which a screen shows a strip.
SPECIAL: Mapping[tuple[str, str], str] = {
    (".skip", "position"): "absolute",
    (".skip", "inset-inline-start"): "-200rem",
    (".skip:focus", "inset-inline-start"): "1rem",
    (".skip", "inset-block-start"): ".5rem",
    (".skip", "z-index"): "2",
    (".skip", "display"): "none",  # in print
    (".signs", "position"): "sticky",
    (".signs", "inset-block-start"): "0",
    (".signs", "z-index"): "1",
    (".panel > img", "object-fit"): "cover",
}
MEDIA = frozenset({
    "screen", "print", "screen and (prefers-color-scheme: dark)", "screen and (max-width: 40rem)",
    "screen and (min-width: 40rem)",
})  # fmt: skip
PAPER = "margin: 18mm 20mm"  # all that may be said of paper
FACE = frozenset({"font-family", "font-style", "font-weight", "src"})
FONT_SOURCE = r"url\(\"data:font/woff2;base64,([A-Za-z0-9+/]+=*)\"\) format\(\"woff2\"\)"


def is_listed(value: str, pattern: str) -> bool:
    """A value and a pattern of this list → whether it is what the pattern says, whole."""
    return re.fullmatch(pattern, value.strip(), re.IGNORECASE) is not None


def allows(selector: str, name: str, value: str) -> bool:
    """A rule's selector, a property and its value → whether that may stand in a page."""
    if name.startswith("--"):
        return not name.startswith("--word-") and all(map(_is_plain, _split(value)))
    if SPECIAL.get((selector, name)) == value:
        return True
    if name not in PROPERTIES:
        return False
    return all(_is_plain(token, name, PROPERTIES[name]) for token in _split(value))


def _split(value: str) -> Iterator[Any]:
    """A value → its tokens, those inside functions too."""
    for token in tinycss2.parse_component_value_list(value, skip_comments=False):
        yield token
        if token.type == "function":
            yield from _split(tinycss2.serialize(token.arguments))


def _is_plain(token: Any, name: str = "", words: frozenset[str] = frozenset()) -> bool:
    """A token of a property, and its words → whether it is a number, a listed word, a font."""
    match token.type:
        case "number" | "dimension" | "percentage" | "whitespace":
            return True
        case "literal":
            return token.value in (",", "/", "+", "-")
        case "function":
            return token.lower_name in FUNCTIONS
        case "string":
            return name in ("", "font", "font-family") or not any(map(str.isalnum, token.value))
        case "ident":
            return token.lower_value in words or token.value.startswith("--") or not name
        case "hash":
            return not name and _HEX.fullmatch(token.value) is not None
    return False


_HEX = re.compile(r"[0-9a-f]{6}")
