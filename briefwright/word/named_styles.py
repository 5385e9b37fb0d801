"""The sampler → the named styles of one Word file, complete and stable whatever its content is.

They come from samples of each role, not from the first element that happens to need them.
"""

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tinycss2.color4 import parse_color

from briefwright.document.vocabulary import CELLS, ROLES, Role
from briefwright.layout import Layout, Style, custom_property, word_style
from briefwright.word import theme_part
from briefwright.word.embedding import Cut
from briefwright.word.fonts import FontFamily, read_families, read_stand_ins
from briefwright.word.formatting import OfficeTheme, text_properties
from briefwright.word.formatting_values import (
    ParagraphFormatting,
    TextFormatting,
    colour,
    px,
    text_formatting,
)
from briefwright.word.frame import (
    Frame,
    background,
    inner_frame,
    is_box,
    paragraph_formatting,
    sides,
)
from briefwright.word.languages import language_property
from briefwright.word.ooxml import Node, in_schema_order, w
from briefwright.word.pieces import Para, Piece, close_box, draw_box, formatting_at
from briefwright.word.running_titles import is_shortened

NORMAL = "body"
# What heads of pages repeat of a heading that is too long for them.
RUNNING_TITLE = "running title"
# Word turns these on and off along the chain of styles: on in the paragraph and on again in the
# letters means off (ECMA-376 part 1, 17.7.3).
TOGGLES = ("bold", "italic", "caps", "small_caps", "strike")
# The vocabulary's list roles, with as many styles as Word has for nested lists.
LIST_ROLES = ("ul", "ol")
LIST_LEVELS = 3
# A number that no list of ours has: a paragraph in such a style must say which it has, or none.
_BY_ITSELF = (-1, 0)


@dataclass(slots=True)
class NamedStyle:
    """One named style. `text` and `look` are what it comes to in the end, inherited parts included.

    `changes` is what a character style does to the letters around it. `look` is None for a
    style that only CSS names, until the first paragraph in it is set.
    """

    name: str
    kind: Literal["paragraph", "character"]
    text: TextFormatting
    look: ParagraphFormatting | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    number: tuple[int, int] | None = None
    tab: int = 0  # a right tab with leader dots, in twips
    ground: str = ""  # the key of the style that it is based on; "" for Word's own
    corporate_id: str = ""  # of the style of this name in the corporate template, which wins
    clash: bool = False  # whether the template has another style under our id

    @property
    def id(self) -> str:
        """The name as other parts of the file refer to it."""
        plain = "".join(letter for letter in self.name if letter.isalnum() or letter == "-")
        return self.corporate_id or plain + ("Briefing" if self.clash else "")


@dataclass(slots=True)
class NamedStyles:
    """The named styles of one file, by the role that they are made from; NORMAL is the ground.

    `looks` keeps what was worked out of each computed style while the layout lives; `uses` counts
    which weights and sizes of a font are asked for.
    A corporate template has fonts that replace the stylesheet's, styles (their ids by name in small
    letters), and some of them are `numbered`.
    """

    styles: dict[str, NamedStyle]
    faces: Mapping[str, FontFamily]
    theme: OfficeTheme
    colours: dict[str, str]
    looks: dict[tuple[int, str], TextFormatting] = field(default_factory=dict)
    uses: dict[Cut, Counter[tuple[int, float]]] = field(default_factory=dict)
    replacement_fonts: dict[str, str] = field(default_factory=dict)
    corporate_ids: dict[str, str] = field(default_factory=dict)
    numbered: frozenset[str] = frozenset()
    prototypes: dict[tuple[str, str, TextFormatting, str, bool], Node | None] = field(
        default_factory=dict
    )

    def text(self, style: Style, font: str = "") -> TextFormatting:
        """A computed style → how its letters look, in a font of it if that isn't its first.

        WeasyPrint shares styles, so this is cheap.
        """
        found = self.looks.get((id(style), font))
        if found is None:
            found = self._apply_corporate_fonts(text_formatting(style, self.faces))
            if font:
                found = found._replace(font=font, complex=font)
            self.looks[id(style), font] = found
            self.use(style, found)
        return found

    def _apply_corporate_fonts(self, look: TextFormatting) -> TextFormatting:
        if look.font not in self.replacement_fonts:
            return look
        font = self.replacement_fonts[look.font]
        return look._replace(font=font, complex=font)

    def add(self, key: str, style: NamedStyle) -> None:
        """A key and a style → among the styles, following the corporate base where it has it."""
        style.text = self._apply_corporate_fonts(style.text)
        for one in ("font", "complex"):
            if one in style.changes:
                style.changes[one] = getattr(style.text, one)
        style.corporate_id = self.corporate_ids.get(style.name.lower(), "")
        style.clash = style.id in self.corporate_ids.values()
        if style.name.lower() in self.numbered:
            style.number = _BY_ITSELF
        self.styles[key] = style

    def use(self, style: Style, look: TextFormatting) -> None:
        """A computed style and its look → its weight and its size in px are counted."""
        for font in dict.fromkeys((look.font, look.complex)):
            counts = self.uses.setdefault(Cut(font, look.bold, look.italic), Counter())
            counts[style["font_weight"], style["font_size"]] += 1

    def paragraph(self, key: str, style: Style) -> str:
        """The key that a role suggests and a leaf's computed style → the key of its named style."""
        custom = word_style(style)
        if not custom or self.styles[key].name == custom:
            return key
        if custom not in self.styles:
            self.add(custom, NamedStyle(custom, "paragraph", self.text(style), ground=key))
        return custom

    def character(self, role: Role, style: Style, around: TextFormatting) -> str:
        """An inline role, its computed style, the letters around → the key of its style, or ""."""
        custom = word_style(style)
        if custom and custom not in self.styles and self.name_of(role.name) != custom:
            look = self.text(style)
            self.add(
                custom, NamedStyle(custom, "character", look, changes=find_changes(look, around))
            )
        if custom in self.styles:
            return custom
        return role.name if role.name in self.styles else ""

    def name_of(self, key: str) -> str:
        """The key of a style → its name; nothing where there is no such style."""
        return self.styles[key].name if key in self.styles else ""

    def properties(
        self, paragraph: str, character: str, look: TextFormatting, language: str, rtl: bool
    ) -> Node | None:
        """The keys of two styles and how letters shall look → the run properties that they need."""
        key = (paragraph, character, look, language, rtl)
        if key not in self.prototypes:
            self.prototypes[key] = self._properties(*key)
        found = self.prototypes[key]
        return None if found is None else deepcopy(found)

    def _properties(
        self, paragraph: str, character: str, look: TextFormatting, language: str, rtl: bool
    ) -> Node | None:
        base = self.styles[paragraph].text
        found: list[Node] = []
        if character:
            base = apply_style(self.styles[character], base)
            found.append(w("rStyle", val=self.styles[character].id))
        found += text_properties(look, base, self.theme)
        if rtl:
            found.append(w("rtl"))
        if language:
            found.append(language_property(language))
        return in_schema_order("rPr", found)


def find_changes(look: TextFormatting, around: TextFormatting) -> dict[str, Any]:
    """How letters look and those around them → what a character style of their own changes."""
    found = {
        name: value
        for name, value, was in zip(look._fields, look, around, strict=True)
        if value != was and not (name in TOGGLES and not value)
    }
    if look.raised:
        found.pop("size", None)
    return found


def apply_style(style: NamedStyle, base: TextFormatting) -> TextFormatting:
    """A character style and the look of its paragraph's letters → what Word makes of the two."""
    new = dict(style.changes)
    for toggle in TOGGLES:
        if new.get(toggle):
            new[toggle] = not getattr(base, toggle)
    return base._replace(**new)


def sample_styles(layout: Layout) -> NamedStyles:
    """A layout with its sampler → the named styles and the theme that follow from its CSS."""
    known = read_families(layout.faces, read_stand_ins(layout.style(layout.root)))
    body = layout.sample(NORMAL)
    page = layout.page_box(1)
    ground = Frame(page.width - page.margin_left - page.margin_right)
    normal = NamedStyle(
        "Normal",
        "paragraph",
        text_formatting(body, known),
        paragraph_formatting(body, Frame(0), known),
    )
    styles = {NORMAL: normal}
    for role in ROLES:
        if role.style:
            _add(styles, role.name, _read_sample(layout, role, known, ground), layout)
    styles["footnote-call"] = _footnote_call(layout, known)
    for role_name in LIST_ROLES:
        styles.update(_deeper_levels(role_name, styles[role_name]))
    colours = _colours(layout, styles)
    theme = theme_part.choose_theme(styles["h2"].text, styles[NORMAL].text, colours)
    sheet = NamedStyles(styles, known, theme, colours)
    if any(is_shortened(heading) for heading in layout.root.iter("h2")):
        sheet.add(RUNNING_TITLE, NamedStyle("Running Title", "character", styles["h2"].text))
    for role in ROLES:
        if role.style:
            sheet.text(layout.sample(role.name))
    return sheet


_IN_LINE = ("run", "link", "call")


def _read_sample(
    layout: Layout, role: Role, known: Mapping[str, FontFamily], ground: Frame
) -> NamedStyle:
    path = layout.sample_path(role.name)
    name, look = role.style, text_formatting(path[-1], known)
    if role.word in _IN_LINE:
        return NamedStyle(
            name, "character", look, changes=find_changes(look, text_formatting(path[-2], known))
        )
    if role.word in ("list", "box"):
        path = (*(path[-1:] if role.parents == CELLS else path), layout.sample_inside(role.name))
    elif role.word in ("cell", "footnote") or role.parents in ({"key-figure"}, CELLS):
        path = path[-1:]
    leaf = path[-1]
    if role.word == "cell":
        formatting = paragraph_formatting(leaf, Frame(0), known)
        return NamedStyle(name, "paragraph", text_formatting(leaf, known), formatting)
    hanging = marker_gap(leaf) if role.word in ("list", "item") else 0
    return NamedStyle(
        name,
        "paragraph",
        text_formatting(leaf, known),
        _nest_formatting(role, path, known, ground, hanging),
    )


def _add(styles: dict[str, NamedStyle], key: str, style: NamedStyle, layout: Layout) -> None:
    """Where CSS has its own name for a role's style, that is based on the one that Word knows."""
    custom = word_style(layout.sample(key))
    if custom and custom != style.name:
        styles[f"{key} of Word"] = style
        style = replace(style, name=custom, ground=f"{key} of Word")
    styles[key] = style


def _footnote_call(layout: Layout, known: Mapping[str, FontFamily]) -> NamedStyle:
    around = text_formatting(layout.sample_path("footnote")[-2], known)
    look = text_formatting(layout.sample("footnote", "footnote-call"), known)
    return NamedStyle("Footnote Reference", "character", look, changes=find_changes(look, around))


def _nest_formatting(
    role: Role,
    path: tuple[Style, ...],
    known: Mapping[str, FontFamily],
    frame: Frame,
    hanging: float,
) -> ParagraphFormatting:
    """The styles from the outermost box to the leaf → the look of a paragraph alone in them.

    Margins of what is around are left to real elements: they go to the first and last in it.
    """
    for style in path:
        frame = inner_frame(frame, style)
    look = paragraph_formatting(path[-1], frame, known, hanging)
    if role.word == "drawing":
        look = look._replace(line=0, rule="")
    pieces: list[Piece] = [Para("", look, text_formatting(path[-1], known))]
    pieces = close_box(pieces, path[-1])
    for style in path[-2::-1]:
        if is_box(style):
            draw_box(pieces, [0], style)
    return formatting_at(pieces, 0)


def marker_gap(style: Style) -> float:
    """A list item's computed style → how many px its marker stands before its text.

    It ends there; from right to left its middle is there, as not every program sets its end there.
    """
    near, kind = sides(style)[0], style["list_style_type"]
    width = 0.5 if isinstance(kind, tuple) or kind in ("disc", "circle", "square") else 1.2
    space = 0.25 + (0 if near == "left" else width / 2)
    return px(style[f"padding_{near}"]) + float(style["font_size"]) * space


def _deeper_levels(role_name: str, style: NamedStyle) -> dict[str, NamedStyle]:
    """The style of a list → those of the lists in it: each level is indented once more."""
    assert style.look is not None
    deeper = {}
    for level in range(1, LIST_LEVELS):
        look = style.look._replace(start=style.look.start * (level + 1))
        deeper[f"{role_name}:{level}"] = NamedStyle(
            f"{style.name} {level + 1}", "paragraph", style.text, look
        )
    return deeper


def _colours(layout: Layout, styles: dict[str, NamedStyle]) -> dict[str, str]:
    """The theme's twelve colours; its accents are those of the charts where CSS declares them."""
    ink = styles[NORMAL].text.colour
    strong = ("h2", "a", "kicker", "value", "box-title", "h3", "h4", "h5")
    colours = theme_part.assign_slots(
        ink=ink,
        quiet=styles["standfirst"].text.colour,
        tint=background(layout.sample("key-messages")),
        link=styles["a"].text.colour,
        accents=[styles[role].text.colour for role in strong],
    )
    root = layout.style(layout.root)
    charts = {
        f"accent{number}": colour(parse_color(given))
        for number in range(1, 7)
        if (given := custom_property(root, f"chart-{number}"))
    }
    return colours | {slot: shade for slot, shade in charts.items() if shade}
