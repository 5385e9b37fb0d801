"""Live numbering: bullets, ordered lists that restart, headings, endnotes.

An abstract numbering says how the levels look, a number (`w:num`) is one list in the text.
Every list gets its own, so that it begins where its content says.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from briefwright.document.counters import DIGITS
from briefwright.layout import Layout, Style
from briefwright.problems import ContentError, Problem
from briefwright.word import revisions
from briefwright.word.formatting import indents, text_properties
from briefwright.word.formatting_values import ParagraphFormatting
from briefwright.word.named_styles import NamedStyle, NamedStyles
from briefwright.word.ooxml import Node, in_schema_order, name, w

LEVELS = 9
HEADINGS = ("h2", "h3", "h4", "h5")

# CSS list styles → Word's number formats; what isn't here can't be shown the same in both.
FORMATS = {
    "decimal": "decimal",
    # Word has no Persian digits: it shows these in those that its reader has set for such lines.
    **dict.fromkeys(DIGITS, "decimal"),
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
BULLETS = {"disc": "•", "circle": "◦", "square": "▪", "none": ""}
# Without a rule of its own, CSS gives inner lists these.
NESTED = ("disc", "circle", "square")
_GAP = 0.25  # em between a heading's number and its words
_OUTLINE = [
    ("decimal", ".".join(f"%{place}" for place in range(1, level + 2))) for level in range(LEVELS)
]  # 1, 1.1, 1.1.1


@dataclass(slots=True)
class Numbering:
    """The numberings of one file while it is written; ids count on behind those of a base."""

    layout: Layout
    sheet: NamedStyles
    abstracts: list[Node] = field(default_factory=list)
    numbers: list[Node] = field(default_factory=list)
    known: dict[tuple[str, str, bool], int] = field(default_factory=dict)  # kind, look, turned
    live: frozenset[Element] = frozenset()  # headings whose number Word counts by itself
    headings: int = 0  # their numId
    without: int = 0  # that of a heading without a number, whose style has one
    every: bool = False  # whether each heading has such a number, in heads of pages too
    usual: tuple[object, ...] = ()  # the markers that the styles of nested bullet lists have
    first: tuple[int, int] = (1, 1)  # ids of abstracts and numbers count from here

    def __post_init__(self) -> None:
        """The list styles number by themselves, whether or not this content has such a list."""
        found = [one for one in self.layout.root.iter() if one.tag in HEADINGS]
        self.live = find_live_headings(found)
        self.usual = self._usual_markers()
        self.known["ul", "", False] = self._add_list("ul", self._glyphs(self.usual))
        in_cells = self._sample("cell-bullets", None)["list_style_type"]
        glyphs = self._glyphs((in_cells,))
        self.known["cell-bullets", str(in_cells), False] = self._add_list("cell-bullets", glyphs)
        for role in ("ol", "cell-numbers", "endnote"):
            kind = self._sample(role, None)["list_style_type"]
            self._add_list(role, _level_formats(kind))
            self.known[role, kind, False] = self._new_id() - 1
        if self.live:
            self.headings = self._headings(_OUTLINE)
            if len(self.live) < len(found):
                self.without = self._headings(_level_formats("none"))
            self.every = len(self.live) == len(found) and not any(
                one.get("data-running") for one in found
            )

    def bullet_list(self, role: str, style: Style, depth: int) -> int:
        """A list's role, an item's style and how many lists are around its own → its numId."""
        kind = style["list_style_type"]
        turned = self._is_turned(role, style)
        usual = self.usual[min(depth, len(NESTED) - 1)]
        if role == "ul" and kind == usual and not turned:
            return self.known["ul", "", False]
        key = (role, str(kind), turned)
        if key not in self.known:
            glyphs = self._glyphs((kind,))
            self.known[key] = self._number(self._abstract(role, glyphs, turned=turned))
        return self.known[key]

    def number_list(self, role: str, style: Style, depth: int, start: int) -> int:
        """A list's role, or “endnote”, an item's style, depth and number → a numId of its own."""
        kind, turned = style["list_style_type"], self._is_turned(role, style)
        key = (role, str(kind), turned)
        if key not in self.known:
            self.known[key] = self._abstract(role, _level_formats(kind), turned=turned)
        restart = w("lvlOverride", w("startOverride", val=start), ilvl=depth)
        return self._number(self.known[key], restart)

    def _is_turned(self, role: str, style: Style) -> bool:
        """Whether a list runs the other way than the style of its kind."""
        look = self.sheet.styles[role].look or ParagraphFormatting()
        return bool(style["direction"] == "rtl") != look.bidi

    def heading(self, element: Element) -> tuple[int, int] | None:
        """A heading → its numId and level; None where its style has the right one.

        A number that Word doesn't count by itself is plain text.
        """
        level = HEADINGS.index(element.tag) if element.tag in HEADINGS else 0
        if element in self.live:
            return (self.headings, level)
        is_heading = element.tag in HEADINGS and self.sheet.styles[element.tag].number
        return (self.without, level) if is_heading else None

    def _headings(self, levels: list[tuple[str, str]]) -> int:
        """A numbering of headings, set like them; their styles carry it if it has signs."""
        number = self._number(self._new_id())
        made = _abstract_node(self._new_id())
        for level, (shape, text) in enumerate(levels):
            style = self.sheet.styles[HEADINGS[level]] if level < len(HEADINGS) else None
            look = style.look if style and style.look else ParagraphFormatting()
            tie = style if text and style and not style.corporate_id else None
            look = look._replace(first=0)
            if text and style and look.bidi:
                made.append(self._heading_from_right(level, (shape, text), tie, style, look))
            else:
                made.append(_level(level, shape, text, tie, look, "space", []))
            if tie:
                tie.number = (number, level)
        self.abstracts.append(made)
        return number

    def _heading_from_right(
        self, level: int, sign: tuple[str, str], tie: NamedStyle | None, style: NamedStyle,
        look: ParagraphFormatting,
    ) -> Node:  # fmt: skip
        """A level of headings from right to left: a space would stand on the wrong side there."""
        numbers = [one.get("data-number", "") for one in self.live if one.tag == HEADINGS[level]]
        width = max((_estimate_width(number) for number in numbers), default=1)
        letter = style.text.size * 10  # an em, in twips
        look = look._replace(first=round(width * letter / 2))
        made = _level(level, *sign, tie, look, "tab", [])
        stop = look.start + round((width + _GAP) * letter)
        properties = made.find(name("w:pPr"))
        assert properties is not None
        properties.insert(0, w("tabs", w("tab", val="num", pos=stop)))
        return made

    def _usual_markers(self) -> tuple[object, ...]:
        """The markers of a bullet list and of those in it: as in the content, or else CSS's own."""
        inner = (
            self.layout.root.find(".//" + "/".join(["li", "ul"] * depth + ["li"]))
            for depth in (1, 2)
        )
        return (
            self._sample("ul", None)["list_style_type"],
            *(
                css if item is None else self.layout.style(item)["list_style_type"]
                for css, item in zip(NESTED[1:], inner, strict=True)
            ),
        )

    def _glyphs(self, kinds: tuple[object, ...]) -> list[tuple[str, str]]:
        glyphs = [_bullet_sign(kind) for kind in kinds]
        glyphs += [glyphs[-1]] * (LEVELS - len(glyphs))
        return [("bullet" if glyph else "none", glyph) for glyph in glyphs]

    def _sample(self, role: str, pseudo: str | None) -> Style:
        """The style of an item of this kind of list; endnotes have a role of their own."""
        if role == "endnote":
            return self.layout.sample(role, pseudo)
        return self.layout.sample_inside(role, pseudo)

    def _add_list(self, role: str, levels: list[tuple[str, str]]) -> int:
        """A list's role and its levels → the numId that its styles carry."""
        ties = [
            self.sheet.styles.get(f"{role}:{level}" if level else role) for level in range(LEVELS)
        ]
        number = self._number(self._abstract(role, levels, ties))
        for level, style in enumerate(ties):
            if style and not style.corporate_id:
                style.number = (number, level)
        return number

    def _abstract(
        self, role: str, levels: list[tuple[str, str]], ties: Sequence[NamedStyle | None] = (),
        *, turned: bool = False,
    ) -> int:  # fmt: skip
        number = self._new_id()
        made = _abstract_node(number)
        base = self.sheet.styles[role]
        look = base.look or ParagraphFormatting()
        look = look._replace(bidi=look.bidi != turned)
        marker = self._marker(role)
        for level, (shape, text) in enumerate(levels):
            tie = ties[level] if ties else None
            tie = None if tie and tie.corporate_id else tie
            deeper = look._replace(start=look.start * (level + 1))
            made.append(_level(level, shape, text, tie, deeper, "tab", marker))
        self.abstracts.append(made)
        return number

    def _marker(self, role: str) -> list[Node]:
        style = self._sample(role, "marker")
        around = self.sheet.styles[role].text
        return text_properties(self.sheet.text(style), around, self.sheet.theme) if style else []

    def _new_id(self) -> int:
        return len(self.abstracts) + self.first[0]

    def _number(self, abstract: int, override: Node | None = None) -> int:
        number = len(self.numbers) + self.first[1]
        self.numbers.append(w("num", w("abstractNumId", val=abstract), override, numId=number))
        return number


def find_live_headings(headings: Iterable[Element]) -> frozenset[Element]:
    """The headings of a page in order → those whose printed number is what Word would count.

    Any other number stays what it is, plain text.
    """
    counts = [0] * len(HEADINGS)
    live = set()
    for heading in headings:
        level, number = HEADINGS.index(heading.tag), heading.get("data-number", "")
        counted = [*counts[:level], counts[level] + 1]
        printed = " ".join("".join(heading.itertext()).split()).startswith(number + " ")
        if number and printed and revisions.find_change(heading) == "del":
            live.add(heading)
        elif number and printed and _read_counts(number) == counted:
            live.add(heading)
            counts = counted + [0] * (len(HEADINGS) - level - 1)
    return frozenset(live)


def _read_counts(number: str) -> list[int]:
    """A heading's number, in whatever digits → the count of each level; none if it isn't one."""
    parts = number.split(".")
    return [int(part) for part in parts] if all(map(str.isdecimal, parts)) else []


def _abstract_node(number: int) -> Node:
    return w(
        "abstractNum", w("nsid", val=f"{0x42570000 + number:08X}"),
        w("multiLevelType", val="multilevel"), abstractNumId=number,
    )  # fmt: skip


def _level(
    level: int, shape: str, text: str, style: NamedStyle | None, look: ParagraphFormatting,
    after: str, marker: list[Node],
) -> Node:  # fmt: skip
    """`after` is what stands between number and text; markers end where the text's gap begins.

    From right to left programs differ in which side is meant by left and right, so that they are
    centred.
    """
    beside = "center" if look.bidi else "right"
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=shape),
        w("pStyle", val=style.id) if style else None,
        w("suff", val=after if text else "nothing"),
        w("lvlText", val=text),
        w("lvlJc", val=beside if after == "tab" else "left"),
        w("pPr", indents(look)),
        in_schema_order("rPr", [deepcopy(node) for node in marker]),
        ilvl=level,
    )


def _estimate_width(number: str) -> float:
    """A heading's number → how wide it is at most, in em."""
    return sum(0.6 if sign.isdigit() else 0.28 for sign in number)


def _level_formats(kind: object) -> list[tuple[str, str]]:
    """A list style → number format and text of each level."""
    if kind == "none":
        return [("none", "")] * LEVELS
    if kind not in FORMATS:
        raise ContentError([_report_unknown(f"list-style-type: {kind}")])
    return [(FORMATS[str(kind)], f"%{level}.") for level in range(1, LEVELS + 1)]


def _bullet_sign(kind: object) -> str:
    if isinstance(kind, tuple) and kind[0] == "string":
        return str(kind[1]).strip()
    if kind not in BULLETS:
        raise ContentError([_report_unknown(f"list-style-type: {kind}")])
    return BULLETS[str(kind)]


def _report_unknown(rule: str) -> Problem:
    return Problem(
        "L806",
        f"The style sheet says “{rule}”, which Word has no list marker for. Use "
        f"{', '.join((*BULLETS, *FORMATS))}, or a marker of your own in quotes.",
    )
