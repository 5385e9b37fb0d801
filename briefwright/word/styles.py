"""The sheet of named styles → the part styles.xml."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from briefwright.word.formatting import font, paragraph_properties, text_properties
from briefwright.word.formatting_values import NO_EDGES, ParagraphFormatting, TextFormatting
from briefwright.word.languages import language_property
from briefwright.word.named_styles import NORMAL, NamedStyle, NamedStyles
from briefwright.word.ooxml import Node, element, in_schema_order, name, w
from briefwright.word.side_by_side import PARALLEL, STRIP
from briefwright.word.table_style import DATA, TableLook, build_table_style

# Styles that Word knows by itself: the name that it writes for each. All others are custom.
BUILT_IN = {
    name: name
    for name in (
        *("Normal", "Title", "Subtitle", "Body Text", "Quote", "Strong", "Emphasis", "Hyperlink"),
        *("List Bullet", "List Bullet 2", "List Bullet 3", "TOC Heading"),
        *("List Number", "List Number 2", "List Number 3"),
    )
} | {
    name: name.lower()
    for name in (
        *("Heading 1", "Heading 2", "Heading 3", "Heading 4", "TOC 1", "TOC 2", "TOC 3", "Caption"),
        "Table of Figures",
        *("Header", "Footer", "Footnote Text", "Footnote Reference", "Endnote Text"),
    )
}
LEVELS = {"h2": 0, "h3": 1, "h4": 2, "h5": 3}
# The gallery of styles: what a writer needs most stands first, in the order of a text.
GALLERY = (
    *("Body Text", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Lead-in"),
    *("List Bullet", "List Bullet 2", "List Bullet 3", "List Number", "List Number 2"),
    *("List Number 3", "Strong", "Emphasis", "Item Label", "Box Title", "Key Message", "Callout"),
    *("Quote", "Attribution", "Question", "Caption", "Figure Description", "Figure"),
    *("Figure Note", "Figure Source", "Table Heading", "Table Text", "Key Figure"),
    *("Key Figure Unit", "Key Figure Date", "Release Line", "Kicker", "Title", "Subtitle"),
    "Imprint",
)
# What a writer sets next after a paragraph in a style, where it isn't the same style again.
_BODY = "Body Text"
FOLLOWED_BY = {
    **dict.fromkeys(("Subtitle", "Imprint", "TOC Heading", "Attribution", "Question"), _BODY),
    **dict.fromkeys(("Heading 1", "Heading 2", "Heading 3", "Heading 4"), _BODY),
    **{"Release Line": "Kicker", "Kicker": "Title", "Title": "Subtitle", "Quote": "Attribution"},
    **{"List Lead-in": "List Bullet", "Box Title": "Key Message"},
    **{"Caption": "Figure", "Figure Description": "Figure", "Figure": "Figure Source"},
    **{"Figure Note": "Figure Source", "Figure Source": _BODY},
    **{"Key Figure": "Key Figure Unit", "Key Figure Unit": "Key Figure Date"},
}


def write_styles(top: Node, sheet: NamedStyles, tables: TableLook, language: str) -> None:
    """The root of styles.xml, the sheet, how tables look, the language → every style, in place."""
    ground = sheet.styles[NORMAL]
    if len(top):
        _complete_corporate(top, sheet, tables, language)
        return
    hyphens = any(style.look is not None and style.look.hyphens for style in sheet.styles.values())
    top.append(_defaults(sheet, ground, language))
    latent = w("latentStyles", defLockedState=0, defUIPriority=99, defSemiHidden=0,
               defUnhideWhenUsed=0, defQFormat=0, count=376)  # fmt: skip
    top.append(latent)
    top.append(_normal(sheet, ground, hyphens=hyphens))
    top.extend(_grounds())
    for key, style in sheet.styles.items():
        if key != NORMAL:
            top.append(_style(sheet, key, style))
    top.extend(_table_styles(sheet, tables, "TableNormal"))


def _complete_corporate(top: Node, sheet: NamedStyles, tables: TableLook, language: str) -> None:
    """The styles of a corporate base → the same, with those that it lacks, in the right language.

    Nothing of ours rests on a style of the base: it says all that it is.
    """
    for spoken in list(top.iter(name("w:lang"))):
        holder = spoken.getparent()
        if holder is not None:
            holder.remove(spoken)
    defaults = top.find(name("w:docDefaults"))
    if defaults is None:
        defaults = w("docDefaults")
        top.insert(0, defaults)
    letters = defaults.find(name("w:rPrDefault"))
    if letters is None:
        letters = w("rPrDefault")
        defaults.insert(0, letters)
    look = letters.find(name("w:rPr"))
    if look is None:
        look = w("rPr")
        letters.append(look)
    look.append(language_property(language))
    for one in _grounds():
        title = one[0].get(name("w:val"), "")
        if title.lower() not in sheet.corporate_ids:
            sheet.corporate_ids[title.lower()] = one.get(name("w:styleId"), "")
            top.append(one)
    for key, style in sheet.styles.items():
        if not style.corporate_id:
            top.append(_style(sheet, key, style))
    top.extend(_table_styles(sheet, tables, sheet.corporate_ids["normal table"]))


_UNLIKE_LETTERS: dict[str, Any] = dict.fromkeys(TextFormatting._fields)
_UNLIKE: dict[str, Any] = {
    **dict.fromkeys(ParagraphFormatting._fields),
    "edges": NO_EDGES,
    "bidi": False,
}


def _defaults(sheet: NamedStyles, ground: NamedStyle, language: str) -> Node:
    """Word sets pairs of letters and ligatures only where a style asks for it.

    It adds a quarter of a letter between Chinese, Japanese or Korean and Latin letters or digits,
    unless it is told not to; the PDF has none, and lines would end elsewhere.
    """
    properties = [
        font(ground.text, sheet.theme),
        w("kern", val=2), w("sz", val=ground.text.size), w("szCs", val=ground.text.size),
        language_property(language),
        element("w14:ligatures", {"w14:val": "standardContextual"}),
    ]  # fmt: skip
    unspaced = w("pPr", w("autoSpaceDE", val=0), w("autoSpaceDN", val=0))
    return w(
        "docDefaults",
        w("rPrDefault", in_schema_order("rPr", properties)),
        w("pPrDefault", unspaced),
    )


def _normal(sheet: NamedStyles, ground: NamedStyle, *, hyphens: bool) -> Node:
    bare = ground.text._replace(
        bold=False, italic=False, caps=False, small_caps=False, strike=False, underline=False,
        colour="", fill="", tracking=0, raised="", figures="", widths="",
    )  # fmt: skip
    look = ground.look or ParagraphFormatting()
    plain = ParagraphFormatting(hyphens=hyphens)
    return w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        in_schema_order("pPr", paragraph_properties(look, plain, sheet.theme)),
        in_schema_order("rPr", text_properties(ground.text, bare, sheet.theme)),
        type="paragraph", default=1, styleId="Normal",
    )  # fmt: skip


def _grounds() -> list[Node]:
    """The three other styles that everything rests on."""
    hidden = (w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed"))
    margins = (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    table = w(
        "tblPr", w("tblInd", w=0, type="dxa"),
        w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in margins)),
    )  # fmt: skip
    return [
        w("style", w("name", val="Default Paragraph Font"), *deepcopy(hidden),
          type="character", default=1, styleId="DefaultParagraphFont"),
        w("style", w("name", val="Normal Table"), *deepcopy(hidden), table,
          type="table", default=1, styleId="TableNormal"),
        w("style", w("name", val="No List"), *deepcopy(hidden),
          type="numbering", default=1, styleId="NoList"),
    ]  # fmt: skip


def _style(sheet: NamedStyles, key: str, style: NamedStyle) -> Node:
    ground = sheet.styles[style.ground or NORMAL]
    based = "DefaultParagraphFont" if style.kind == "character" else ground.id
    if sheet.corporate_ids:
        based = sheet.corporate_ids["default paragraph font"] if style.kind == "character" else ""
    following = FOLLOWED_BY.get(style.name)
    follows = w("next", val=_find_id(sheet, following)) if following else None
    return w(
        "style",
        w("name", val=BUILT_IN.get(style.name, style.name)),
        w("basedOn", val=based) if based else None,
        follows,
        w("uiPriority", val=_rank(sheet, style)),
        w("qFormat"),
        _paragraph(sheet, key, style, ground),
        _text(sheet, style, ground),
        type=style.kind,
        styleId=style.id,
        customStyle=None if style.name in BUILT_IN else 1,
    )


def _find_id(sheet: NamedStyles, name: str) -> str:
    """The name of a style → its id; that of running text where the sheet has no such style."""
    found = (style.id for style in sheet.styles.values() if style.name == name)
    return next(found, sheet.styles["p"].id)


def _rank(sheet: NamedStyles, style: NamedStyle) -> int:
    """A style → its place in the gallery; one that only CSS names stands beside its ground."""
    ground = sheet.styles[style.ground].name if style.ground else ""
    named = style.name if style.name in GALLERY else ground
    return 1 + (GALLERY.index(named) if named in GALLERY else len(GALLERY))


def _paragraph(sheet: NamedStyles, key: str, style: NamedStyle, ground: NamedStyle) -> Node | None:
    if style.kind == "character":
        return None
    look, under = style.look or ParagraphFormatting(), ground.look or ParagraphFormatting()
    under = under._replace(**_UNLIKE) if sheet.corporate_ids else under
    kids = paragraph_properties(look, under, sheet.theme)
    if style.number:
        number, level = style.number
        kids.append(w("numPr", w("ilvl", val=level) if level else None, w("numId", val=number)))
    if style.tab:
        kids.append(w("tabs", w("tab", val="right", leader="dot", pos=style.tab)))
    if key in LEVELS:
        kids.append(w("outlineLvl", val=LEVELS[key]))
    return in_schema_order("pPr", kids)


def _text(sheet: NamedStyles, style: NamedStyle, ground: NamedStyle) -> Node | None:
    if style.kind == "paragraph":
        under = ground.text._replace(**_UNLIKE_LETTERS) if sheet.corporate_ids else ground.text
        return in_schema_order("rPr", text_properties(style.text, under, sheet.theme))
    # What it doesn't change is taken from around it, whatever that is.
    unlike: dict[str, Any] = dict.fromkeys(style.changes)
    return in_schema_order(
        "rPr", text_properties(style.text, style.text._replace(**unlike), sheet.theme)
    )


def _table_styles(sheet: NamedStyles, tables: TableLook, based: str) -> Iterator[Node]:
    """The sheet, how tables of data look, the id of the style below → those that a base lacks."""
    for title, look in ((DATA, tables), (STRIP, TableLook()), (PARALLEL, TableLook())):
        if title.lower() not in sheet.corporate_ids:
            yield build_table_style(sheet, look, title, based)
