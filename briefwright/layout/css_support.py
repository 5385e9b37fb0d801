"""Which CSS and fonts reach Word: what a stylesheet declares besides shows in the PDF alone."""

from collections.abc import Iterable, Iterator

from briefwright.document.assets import Assets
from briefwright.layout.fonts import FontFace, may_embed
from briefwright.layout.sources import find_mention, list_declarations
from briefwright.problems import Problem

# Physical sides, and logical ones, which follow the direction in which lines run.
_SIDES = (
    *("top", "right", "bottom", "left", "block", "block-start", "block-end"),
    *("inline", "inline-start", "inline-end"),
)
_BOX = {
    *(f"{part}-{side}" for part in ("margin", "padding", "border") for side in _SIDES),
    *(f"border-{side}-{what}" for side in _SIDES for what in ("width", "style", "color")),
}

# Properties that come out in Word as in the PDF, by what they set.
REACHES: dict[str, frozenset[str]] = {
    "letters": frozenset({
        "font", "font-family", "font-size", "font-style", "font-weight", "font-variant",
        "font-variant-caps", "font-variant-numeric", "color", "letter-spacing", "text-transform",
        "text-decoration", "text-decoration-line", "vertical-align",
    }),
    "paragraphs": frozenset({
        "line-height", "text-align", "text-align-all", "text-indent", "hyphens", "orphans",
        "widows", "direction",
    }),
    "boxes": frozenset({
        "margin", "padding", "border", "border-width", "border-style", "border-color",
        "background", "background-color", "max-width", *_BOX,
    }),
    "pages": frozenset({
        "break-before", "break-after", "break-inside", "page-break-before", "page-break-after",
        "page-break-inside", "columns", "column-count", "column-gap", "gap", "page",
    }),
    "lists and tables": frozenset({
        "list-style", "list-style-type", "width", "height", "border-collapse", "white-space",
        "table-layout",
    }),
}  # fmt: skip

# Properties that only say how the PDF's own pages are made, or that have their own check.
_OF_PAGES = frozenset({
    "string-set", "content", "display", "flex", "float", "position", "transform", "visibility",
    "opacity", "image-rendering", "src", "margin-break", "box-decoration-break", "counter-reset",
    "counter-increment", "counter-set", "bookmark-level", "bookmark-label", "bookmark-state",
    "footnote-display", "footnote-policy", "hyphenate-character", "hyphenate-limit-chars",
    "hyphenate-limit-zone", "lang", "quotes", "grid", "grid-template-columns", "align-items",
    "justify-content", "flex-direction", "flex-wrap", "column-fill", "column-width",
})  # fmt: skip
_OURS = "base/"  # our own stylesheet, whose every rule was looked at in both files


def check_properties(assets: Assets) -> Iterator[Problem]:
    """Stylesheets → a warning for each property that shows in the PDF alone, once."""
    known = frozenset().union(*REACHES.values()) | _OF_PAGES
    reported: set[str] = set()
    for _, _, node, spot in list_declarations(assets):
        name = node.lower_name
        ours = spot.file.startswith(f"templates/{_OURS}")
        if ours or name.startswith("--") or name in known or name in reported:
            continue
        reported.add(name)
        message = f"`{name}` shows in the PDF alone: Word has nothing that could follow it."
        yield Problem("L824", message, spot, level="warning")


# On the root, pairs of families: the organisation's own, and one that stands in for it.
STAND_INS = "--word-fonts"


def check_embedding(faces: Iterable[FontFace], assets: Assets) -> Iterator[Problem]:
    """Declared fonts, stylesheets → a warning for each that can't be put into a Word file.

    None where `--word-fonts` names another for readers who don't have it.
    """
    named = [node.value for _, _, node, _ in list_declarations(assets) if node.name == STAND_INS]
    spared = {token.value for value in named for token in value if token.type == "string"}
    for family in dict.fromkeys(face.family for face in faces if not may_embed(face.data)):
        if family not in spared:
            message = (
                f"“{family}” can't be put into Word files: its maker doesn't allow it, or it isn't "
                "a TrueType font. Readers without it see another font; say which, on :root: "
                f'`{STAND_INS}: "{family}" "Georgia"`.'
            )
            yield Problem("L830", message, find_mention(assets, family), level="warning")
