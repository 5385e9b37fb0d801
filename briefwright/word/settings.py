"""The part settings.xml: a document of today's Word, that asks nothing when it is opened."""

from briefwright.word.formatting_values import colour
from briefwright.word.languages import locale
from briefwright.word.named_styles import NORMAL
from briefwright.word.ooxml import Node, name, w
from briefwright.word.writer_state import WriterState

_URI = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = (
    ("compatibilityMode", 15),
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
)
_COLOURS = {
    "bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
    "hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink",
}  # fmt: skip


def write_settings(top: Node, state: WriterState, *, fonts: bool) -> None:
    """The root of settings.xml and the draft, when all else is written → the settings, in place.

    `fonts` says whether the file holds fonts.

    `updateFields` is left out for good: Word would ask the reader a question.
    """
    styles = state.sheet.styles
    hyphens = any(style.look is not None and style.look.hyphens for style in styles.values())
    ground = styles[NORMAL].look
    right_to_left = ground is not None and ground.bidi
    compatibility = (
        w("compatSetting", name=title, uri=_URI, val=value) for title, value in _COMPATIBILITY
    )
    top.extend(
        [
            w("zoom", percent=100),
            *([w("displayBackgroundShape")] if find_background(state) else []),
            *([w("embedTrueTypeFonts"), w("saveSubsetFonts")] if fonts else []),
            w("defaultTabStop", val=720),
            *([w("autoHyphenation")] if hyphens else []),
            *([w("evenAndOddHeaders")] if _has_even_pages(state) else []),
            w("characterSpacingControl", val="doNotCompress"),
            *([_footnotes()] if state.footnotes else []),
            w("compat", *compatibility),
            _languages(state.language, "bidi" if right_to_left else "val"),
            w("clrSchemeMapping", **_COLOURS),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        ]
    )


def find_background(state: WriterState) -> str:
    """A draft → the colour behind all its pages as RRGGBB, or nothing."""
    return colour(state.layout.page_box(1).background)


def _has_even_pages(state: WriterState) -> bool:
    """Whether a corporate base has heads or feet of their own for even pages."""
    section = state.base_section
    return section is not None and any(one.get(name("w:type")) == "even" for one in section)


def _footnotes() -> Node:
    return w("footnotePr", w("footnote", id=-1), w("footnote", id=0))


def _languages(language: str, script: str) -> Node:
    return w("themeFontLang", **{"val": "en-GB", script: locale(language)})
