"""The parts of a Word file → the texts and pictures in it that nobody could see, and why.

Without Word: colours, sizes, line heights and indents are followed from the styles down to each
run, and held against the ground behind the letters and the room on the page. What hides a text in
other ways isn't on the closed list.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from briefwright.document.colours import contrast_ratio, parse_hex
from briefwright.document.marks import Unseen
from briefwright.word.counting import VAL, Node, W
from briefwright.word.read_fonts import Face, Fonts, measure_word, read_fonts

SMALLEST = 10  # half points
FAINTEST = 2.0  # contrast of letters and ground, as in a PDF
LOWEST = 0.75  # of the size of its letters, the height of a line
WIDER = 1.04  # of its room, the width of a word that surely breaks; figures differ a little
TIGHTEST = 0.2  # of their size, by how much letters may close up
LEAST = 20 * 36  # twips: the narrowest room for text
BEYOND = 60  # twips by which a table or picture may pass the measure
_DOT = 12700  # EMU in a point
_EMU = 635  # in a twip
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SLOTS = {
    "text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "background1": "lt1",
    "light1": "lt1", "background2": "lt2", "light2": "lt2", "hyperlink": "hlink",
    "followedHyperlink": "folHlink", **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
}  # fmt: skip

Properties = Mapping[str, Mapping[str, str]]  # tag → its attributes


class _Page(NamedTuple):
    """A section's room in twips: width and height of its text, margins left and right."""

    width: int
    height: int
    left: int
    right: int


class _Styles(NamedTuple):
    """What styles say: by id, and what all begin with; the theme's colours by slot, the
    paper's, the fonts inside the file, the theme's families by “major” and “minor”."""

    known: Mapping[str, Node]
    letters: Properties
    lines: Properties
    colours: Mapping[str, str]
    paper: str
    fonts: Fonts
    families: Mapping[str, str]


def find_unseen(parts: Mapping[str, bytes]) -> Iterator[Unseen]:
    """The parts of a Word file by name → each text that can't be seen; pages are unknown."""
    styles = _read_styles(parts)
    body = _parse(parts, "word/document.xml")
    if body is None:
        return
    waiting: list[Node] = []
    page = None
    for node in body.iter(W + "p", W + "tbl", W + "drawing", W + "sectPr"):
        if node.tag != W + "sectPr":
            waiting.append(node)
            continue
        page = _read_page(node)
        yield from _check_all(waiting, page, styles)
        waiting = []
    if page is None:
        return
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer", "word/footnotes")):
            root = _parse(parts, name)
            if root is not None:
                yield from _check_all(list(root.iter(W + "p")), page, styles)


def _parse(parts: Mapping[str, bytes], name: str) -> Node | None:
    if name not in parts:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(parts[name], parser)


def _check_all(nodes: list[Node], page: _Page, styles: _Styles) -> Iterator[Unseen]:
    for node in dict.fromkeys(nodes):
        if node.tag == W + "p":
            yield from _check_paragraph(node, page, styles)
        elif node.tag == W + "tbl":
            yield from _check_table(node, page)
        else:
            yield from _check_drawing(node, page)


# ----------------------------------------------------------------- what styles and sections say


def _read_styles(parts: Mapping[str, bytes]) -> _Styles:
    root, theme = _parse(parts, "word/styles.xml"), _parse(parts, "word/theme/theme1.xml")
    known = {} if root is None else {one.get(W + "styleId", ""): one for one in root}
    defaults = None if root is None else root.find(W + "docDefaults")
    letters = None if defaults is None else defaults.find(f"{W}rPrDefault/{W}rPr")
    lines = None if defaults is None else defaults.find(f"{W}pPrDefault/{W}pPr")
    scheme = None if theme is None else theme.find(f".//{_A}clrScheme")
    colours = {
        etree.QName(slot).localname: slot[0].get("lastClr") or slot[0].get("val") or ""
        for slot in (scheme if scheme is not None else ())
        if len(slot)
    }
    document = _parse(parts, "word/document.xml")
    ground = None if document is None else document.find(W + "background")
    paper = "FFFFFF" if ground is None else ground.get(W + "color", "FFFFFF")
    families = {
        kind: found.get("typeface", "")
        for kind in ("major", "minor")
        if theme is not None and (found := theme.find(f".//{_A}{kind}Font/{_A}latin")) is not None
    }
    fonts = read_fonts(parts)
    return _Styles(known, _read(letters), _read(lines), colours, paper, fonts, families)


def _read(holder: Node | None) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for one in holder if holder is not None else ():
        if isinstance(one.tag, str):
            found[one.tag] = {str(key): str(value) for key, value in one.attrib.items()}
    return found


def _follow(styles: _Styles, identifier: str, kind: str) -> dict[str, Mapping[str, str]]:
    """A style's id and “rPr” or “pPr” → what it and the styles under it say."""
    chain: list[Node] = []
    while identifier in styles.known and styles.known[identifier] not in chain:
        chain.append(styles.known[identifier])
        based = chain[-1].find(W + "basedOn")
        identifier = "" if based is None else based.get(VAL, "")
    said: dict[str, Mapping[str, str]] = {}
    for style in reversed(chain):
        said = _lay_over(said, _read(style.find(W + kind)))
    return said


def _lay_over(under: Properties, over: Properties) -> dict[str, Mapping[str, str]]:
    """Properties and those that come later → both; of spacing and indents each side by itself."""
    joined = {tag: {**under.get(tag, {}), **over[tag]} for tag in over if tag in _BY_SIDE}
    return {**under, **over, **joined}


_BY_SIDE = (W + "spacing", W + "ind")


def _read_page(section: Node) -> _Page:
    size, margin, columns = (_read(section).get(W + tag, {}) for tag in ("pgSz", "pgMar", "cols"))
    left, right = _number(margin, "left"), _number(margin, "right")
    width = _number(size, "w") - left - right
    count = max(1, _number(columns, "num") or 1)
    height = _number(size, "h") - _number(margin, "top") - _number(margin, "bottom")
    return _Page((width - (count - 1) * _number(columns, "space")) // count, height, left, right)


def _number(properties: Mapping[str, str], key: str) -> int:
    try:
        return round(float(properties.get(W + key, "0")))
    except ValueError:
        return 0


# ----------------------------------------------------------------- one paragraph


def _check_paragraph(paragraph: Node, page: _Page, styles: _Styles) -> Iterator[Unseen]:
    own = paragraph.find(W + "pPr")
    named = "" if own is None else _value(own, "pStyle")
    default = next(
        (key for key, one in styles.known.items()
         if one.get(W + "default") == "1" and one.get(W + "type") == "paragraph"), "",
    )  # fmt: skip
    style = named or default
    lines = _lay_over(_lay_over(styles.lines, _follow(styles, style, "pPr")), _read(own))
    under = _lay_over(styles.letters, _follow(styles, style, "rPr"))
    cell = next(paragraph.iterancestors(W + "tc"), None)
    ground = _find_ground(lines, cell, styles)
    text = "".join(one.text or "" for one in paragraph.iter(W + "t")).strip()
    if text and (reason := _check_room(lines, cell, page, styles)):
        yield Unseen(text, reason)
        return
    for run in paragraph.iter(W + "r"):
        words = "".join(one.text or "" for one in run.findall(W + "t")).strip()
        if not words:
            continue
        direct = run.find(W + "rPr")
        character = "" if direct is None else _value(direct, "rStyle")
        said = _lay_over(under, _follow(styles, character, "rPr") if character else {})
        looks = _lay_over(said, _read(direct))
        if reason := _check_letters(looks, lines, ground, styles):
            yield Unseen(words, reason)
        elif cell is not None and (word := _find_wide(run, looks, lines, cell, styles)):
            yield Unseen(word, "is wider than its column")


def _find_wide(run: Node, looks: Properties, lines: Properties, cell: Node, styles: _Styles) -> str:
    """A run, its properties, its paragraph's and its cell → a word that is wider, or nothing."""
    room = _find_room(lines, cell, styles)
    fonts = looks.get(W + "rFonts", {})
    theme = fonts.get(W + "asciiTheme", "")
    family = styles.families.get(theme[:5], "") if theme else fonts.get(W + "ascii", "")
    face = Face(family, _is_on(looks, "b"), _is_on(looks, "i"))
    size = (_number(looks.get(W + "sz", {}), "val") or 20) * 10
    for text in run.findall(W + "t"):
        for found in _WORDS.finditer(text.text or ""):
            word = found[0]
            shown = word.upper() if _is_on(looks, "caps") else word
            if room and measure_word(shown, face, styles.fonts) * size > room * WIDER:
                return word
    return ""


# What stands between places at which a line may break; without blanks, Thai to Khmer, Chinese …
_WORDS = re.compile(
    r"[^\s\u00ad\u200b/\u2010\u2013\u2014\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff-]+"
)


def _is_on(looks: Properties, tag: str) -> bool:
    said = looks.get(W + tag)
    return said is not None and said.get(VAL, "1") not in ("0", "false")


def _value(holder: Node, tag: str) -> str:
    found = holder.find(W + tag)
    return "" if found is None else found.get(VAL, "")


def _find_ground(lines: Properties, cell: Node | None, styles: _Styles) -> str:
    """What is behind a paragraph: its own ground, its cell's, or paper."""
    around = None if cell is None else cell.find(f"{W}tcPr/{W}shd")
    own = _fill(lines.get(W + "shd", {}), styles)
    inherited = "" if around is None else _fill(dict(around.attrib.items()), styles)  # type: ignore[arg-type]
    return own or inherited or styles.paper


def _fill(shading: Mapping[str, str], styles: _Styles) -> str:
    return _colour(shading, "fill", "themeFill", styles)


def _colour(said: Mapping[str, str], key: str, theme: str, styles: _Styles) -> str:
    """The theme's colour wins over the one that is written out, as in Word."""
    slot = _SLOTS.get(said.get(W + theme, ""), "")
    shaded = any(said.get(W + theme + change) for change in ("Tint", "Shade"))
    given = said.get(W + key, "")
    found = styles.colours.get(slot, "") if slot and not shaded else given
    return found if len(found) == 6 else ""


def _check_letters(said: Properties, lines: Properties, ground: str, styles: _Styles) -> str:
    """The properties of a run and its paragraph → why its letters can't be seen, or nothing."""
    size = _number(said.get(W + "sz", {}), "val") or 20
    if size < SMALLEST:
        return f"is {size / 2:g} points large"
    behind = _fill(said.get(W + "shd", {}), styles) or ground
    ink = _colour(said.get(W + "color", {}), "val", "themeColor", styles)
    if ink and contrast_ratio(parse_hex(ink), parse_hex(behind)) < FAINTEST:
        return f"has the colour #{ink.lower()} on #{behind.lower()}"
    line = lines.get(W + "spacing", {})
    if line.get(W + "lineRule") == "exact" and _number(line, "line") < size * 10 * LOWEST:
        return "is cut by the height of its line"
    tracking = _number(said.get(W + "spacing", {}), "val")
    if tracking < -size * 10 * TIGHTEST:
        return "is closed up, letter over letter"
    return ""


def _check_room(lines: Properties, cell: Node | None, page: _Page, styles: _Styles) -> str:
    """The properties of a paragraph and what it stands in → why it has no room, or nothing."""
    indent = lines.get(W + "ind", {})
    left, right = _number(indent, "left"), _number(indent, "right")
    first = left + _number(indent, "firstLine") - _number(indent, "hanging")
    if page.height < LEAST:
        return "has no room on its page"
    if cell is not None:
        room = _find_room(lines, cell, styles)
        # Words that are wider than their cell are found by themselves.
        return "has no room in its cell" if room is not None and room <= 0 else ""
    if page.width - left - right < LEAST or page.width - first - right < LEAST:
        return "has no room between its indents"
    if min(left, first) < -page.left or right < -page.right:
        return "stands beyond the paper"
    return ""


def _find_room(lines: Properties, cell: Node, styles: _Styles) -> int | None:
    """A paragraph's properties and its cell → its room in twips; None where the table decides."""
    given = _read(cell.find(W + "tcPr")).get(W + "tcW", {})
    if given.get(W + "type", "dxa") != "dxa":
        return None
    table = _value(next(cell.iterancestors(W + "tbl")), f"tblPr/{W}tblStyle")
    usual = _follow(styles, table, f"tblPr/{W}tblCellMar")
    margins = usual | _read(cell.find(f"{W}tcPr/{W}tcMar"))
    taken = sum(_number(margins.get(W + side, {}), "w") for side in ("left", "right"))
    indent = lines.get(W + "ind", {})
    return _number(given, "w") - taken - _number(indent, "left") - _number(indent, "right")


# ----------------------------------------------------------------- tables and drawings


def _check_table(table: Node, page: _Page) -> Iterator[Unseen]:
    """A table that is wider than the text around it, or whose cells aren't as wide as its grid."""
    if next(table.iterancestors(W + "tc"), None) is not None:
        return
    grid = [_number(_read_one(one), "w") for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    indent = _number(_read(table.find(W + "tblPr")).get(W + "tblInd", {}), "w")
    text = "".join(one.text or "" for one in table.iter(W + "t"))
    if indent + sum(grid) > page.width + BEYOND or indent < -page.left:
        yield Unseen(text, "stands in a table that is wider than its page")
        return
    for row in table.iterfind(W + "tr"):
        place = 0
        for cell in row.iterfind(W + "tc"):
            said = _read(cell.find(W + "tcPr"))
            count = _number(said.get(W + "gridSpan", {}), "val") or 1
            room, place = sum(grid[place : place + count]), place + count
            if abs(_number(said.get(W + "tcW", {}), "w") - room) > BEYOND:
                words = "".join(one.text or "" for one in cell.iter(W + "t"))
                yield Unseen(words or text, "stands in a cell that isn't as wide as its column")


def _read_one(node: Node) -> dict[str, str]:
    return {str(key): str(value) for key, value in node.attrib.items()}


def _check_drawing(drawing: Node, page: _Page) -> Iterator[Unseen]:
    for extent in (*drawing.iter(_WP + "extent"), *drawing.iter(_A + "ext")):
        if extent.get("cx") is None:
            continue
        width, height = (float(extent.get(side, "0")) for side in ("cx", "cy"))
        described = next((one.get("descr", "") for one in drawing.iter(_WP + "docPr")), "")
        title = described or "a picture"
        if min(width, height) < 4 * _DOT:
            yield Unseen(title, "is shrunk to nothing")
        elif width / _EMU > page.width + BEYOND or height / _EMU > page.height + BEYOND:
            yield Unseen(title, "is larger than its page")
