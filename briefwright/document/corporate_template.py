"""An organisation's own Word file → what pages take from it, and what it lacks or must not have.

Its styles, heads, feet, logo and theme win in the Word file; its page, margins and fonts are told
to the layout, as a last stylesheet, so that the PDF agrees. Its text is left out.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from briefwright.document.assets import Asset
from briefwright.document.colours import WHITE, contrast_ratio, parse_hex
from briefwright.problems import Place, Problem

# Marks, among all the files of a theme, the one that Word begins with.
MEDIA_TYPE = "application/vnd.briefwright.word-base"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAIN = "/officeDocument"
_ENDINGS = (".docx", ".dotx")
# Styles that most pages need: one that is missing is worth a word.
WANTED = (
    *("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Body Text", "List Bullet"),
    *("List Number", "Caption", "TOC 1", "Header", "Footer", "Footnote Text", "Hyperlink"),
)
ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_FEWEST = 3.0  # contrast with white paper from which a colour may fill a chart (WCAG 2, 1.4.11)


@dataclass(frozen=True)
class CorporateTemplate:
    """What pages take: sizes in pt; margins from the top clockwise; fonts "" where none is set.

    `styles` maps each style's name in small letters to its id; `numbered` are those that number by
    themselves. `colours` are the theme's twelve.
    """

    size: tuple[float, float] | None
    margins: tuple[float, float, float, float] | None
    text_font: str
    heading_font: str
    type_size: float
    styles: Mapping[str, str] = field(repr=False)
    numbered: frozenset[str] = field(repr=False)
    colours: Mapping[str, str] = field(repr=False)
    has_head: bool
    has_foot: bool


_FACE = re.compile(r"""@font-face\s*\{[^}]*?font-family:\s*["']?([^;"'}]+)""")


def font_families(assets: Iterable[Asset]) -> frozenset[str]:
    """The assets of a theme → the font families that its stylesheets declare."""
    sheets = (one.data.decode() for one in assets if one.media_type == "text/css")
    return frozenset(found.strip() for css in sheets for found in _FACE.findall(css))


def find(assets: Iterable[Asset]) -> Asset | None:
    """The assets of a theme → its base, if it has one."""
    return next((one for one in assets if one.media_type == MEDIA_TYPE), None)


def find_fault(name: str, data: bytes) -> str:
    """A file's name and bytes → why it can't be the base, in a sentence, or nothing."""
    if name.lower().endswith((".docm", ".dotm")):
        return f"“{name}” is a file with macros, and none may get into what is sent out. {_SAVE}"
    if not name.lower().endswith(_ENDINGS):
        return f"“{name}” is no Word file. {_SAVE}"
    try:
        parts = read_parts(data)
        base = read(data)
    except Exception:  # a file can be broken in too many ways to list them
        return f"“{name}” can't be read as a Word file. {_SAVE}"
    if not _has_room(base):
        return f"“{name}” has pages without room between their margins. Set them in Word."
    types = parts.get("[Content_Types].xml", b"").decode(errors="replace").lower()
    if "macroenabled" in types or any("vbaproject" in part.lower() for part in parts):
        return f"“{name}” holds macros, and none may get into what is sent out. {_SAVE}"
    if _refers_outside(parts):
        return f"“{name}” shows a picture that isn't in it: whoever opens the file would fetch it."
    return ""


def _has_room(base: CorporateTemplate) -> bool:
    """Whether a text has room on the pages of a base, upright and turned."""
    if base.size is None or base.margins is None:
        return True
    top, right, bottom, left = base.margins
    return min(base.size) - max(top + bottom, left + right) > _LEAST_ROOM


_LEAST_ROOM = 72  # pt


def _refers_outside(parts: Mapping[str, bytes]) -> bool:
    """Whether heads, feet or anything else that stays refers to a file elsewhere; links may."""
    kept = (
        one
        for one in parts
        if one.startswith("word/_rels/") and one.rpartition("/")[2] not in _LEFT_OUT
    )
    return any(
        link.get("TargetMode") == "External" and not link.get("Type", "").endswith("/hyperlink")
        for one in kept
        for link in read_root(parts, one)
    )


_LEFT_OUT = frozenset({"document.xml.rels", "settings.xml.rels"})
_MOST_BYTES = 64_000_000  # of a base, unpacked
_SAVE = "Save it in Word as .docx or .dotx."


def check(asset: Asset, declared: Iterable[str]) -> Iterator[Problem]:
    """A base and the font families that stylesheets declare → what it lacks, as warnings."""
    base, name = read(asset.data), posixpath.basename(asset.name)
    place = Place(f"templates/{asset.name}", 1)
    styles = [style for style in WANTED if style.lower() not in base.styles]
    things = [
        *(["a page size"] if base.size is None else []),
        *(["a head"] if not base.has_head else []),
        *(["a foot"] if not base.has_foot else []),
        *([f"the styles {', '.join(styles)}"] if styles else []),
    ]
    if things:
        message = f"“{name}” has not got {'; '.join(things)}. The stylesheet's are taken instead."
        yield Problem("L832", message, place, level="warning")
    known = frozenset(declared)
    for font in dict.fromkeys((base.text_font, base.heading_font)):
        if font and font not in known:
            message = (
                f"“{name}” is set in {font}, which no @font-face declares: the PDF keeps the "
                "stylesheet's font, and its lines break elsewhere than Word's."
            )
            yield Problem("L833", message, place, level="warning")


def make_stylesheet(base: CorporateTemplate, declared: Iterable[str]) -> str:
    """A base and the families that stylesheets declare → rules that make pages agree with it."""
    rules = []
    if base.size and base.margins:
        width, height = base.size
        margins = " ".join(f"{side:g}pt" for side in base.margins)
        rules += [
            f"@page {{ size: {width:g}pt {height:g}pt; margin: {margins} }}",
            f"@page landscape {{ size: {height:g}pt {width:g}pt; margin: {margins} }}",
        ]
    known = frozenset(declared)
    fonts = {"--text": base.text_font, "--companion": base.heading_font}
    given = {name: f'"{font}"' for name, font in fonts.items() if font in known}
    shades = [base.colours.get(accent, "") for accent in ACCENTS]
    if all(shade and contrast_ratio(parse_hex(shade), WHITE) >= _FEWEST for shade in shades):
        given |= {f"--chart-{n}": f"#{shade}" for n, shade in enumerate(shades, start=1)}
    if given:
        rules.append(":root { " + "; ".join(f"{name}: {v}" for name, v in given.items()) + " }")
    if base.type_size:
        rules.append(f"html {{ font-size: {base.type_size:g}pt }}")
    return "\n".join(rules)


# ----------------------------------------------------------------- reading


@lru_cache(maxsize=8)
def read(data: bytes) -> CorporateTemplate:
    """The bytes of a Word file → what pages take from it. Errors: those of a damaged file."""
    parts = read_parts(data)
    main = find_main(parts)
    related = {kind.rpartition("/")[2]: target for kind, target in _find_relations(parts, main)}
    body = read_root(parts, main).find(_W + "body")
    section = None if body is None else body.find(_W + "sectPr")
    styles = read_root(parts, related["styles"])
    theme = read_root(parts, related["theme"]) if "theme" in related else None
    named = {_value(one, "name").lower(): one for one in styles.iter(_W + "style")}
    defaults = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    looks = [one.find(_W + "rPr") for key in ("normal",) if (one := named.get(key)) is not None]
    head = [one.find(_W + "rPr") for key in ("heading 1",) if (one := named.get(key)) is not None]
    return CorporateTemplate(
        size=_read_size(section),
        margins=_read_margins(section),
        text_font=_find_font([*looks, defaults], theme),
        heading_font=_find_font([*head, *looks, defaults], theme),
        type_size=_find_type_size([*looks, defaults]),
        styles={name: one.get(_W + "styleId", "") for name, one in named.items()},
        numbered=frozenset(name for name in named if _is_numbered(named[name], named)),
        colours=_read_colours(theme),
        has_head=section is not None and section.find(_W + "headerReference") is not None,
        has_foot=section is not None and section.find(_W + "footerReference") is not None,
    )


def find_main(parts: Mapping[str, bytes]) -> str:
    """The parts of a Word file → the name of its document. Errors: those of a damaged file."""
    return next(target for kind, target in _find_relations(parts, "") if kind.endswith(_MAIN))


def read_parts(data: bytes) -> dict[str, bytes]:
    """The bytes of a Word file → its parts by name. Errors: ValueError where it is too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > _MOST_BYTES:
            raise ValueError("too large")
        return {name: archive.read(name) for name in archive.namelist()}


def read_root(parts: Mapping[str, bytes], name: str) -> etree._Element:
    """Parts and the name of one → the root of its XML; entities are never resolved."""
    return etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, no_network=True))


def _find_relations(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    """A part, or "" for the package → type and target of each of its relationships."""
    folder, _, file = name.rpartition("/")
    for one in read_root(parts, f"{folder}/_rels/{file}.rels".lstrip("/")):
        target = posixpath.join("/" + folder, one.get("Target", ""))
        yield one.get("Type", ""), posixpath.normpath(target).lstrip("/")


def _value(holder: etree._Element, tag: str) -> str:
    child = holder.find(_W + tag)
    return "" if child is None else child.get(_W + "val", "")


def _read_size(section: etree._Element | None) -> tuple[float, float] | None:
    """A section → width and height of its pages in pt, upright."""
    found = None if section is None else section.find(_W + "pgSz")
    if found is None:
        return None
    one, other = (float(found.get(_W + side, "0")) / 20 for side in ("w", "h"))
    return min(one, other), max(one, other)


def _read_margins(section: etree._Element | None) -> tuple[float, float, float, float] | None:
    found = None if section is None else section.find(_W + "pgMar")
    if found is None:
        return None
    top, right, bottom, left = (
        abs(float(found.get(_W + side, "0"))) / 20 for side in ("top", "right", "bottom", "left")
    )
    return top, right, bottom, left


def _find_font(looks: Iterable[etree._Element | None], theme: etree._Element | None) -> str:
    """Looks from the nearest on → the first font that one of them names."""
    for look in looks:
        fonts = None if look is None else look.find(_W + "rFonts")
        if fonts is None:
            continue
        if kind := fonts.get(_W + "asciiTheme"):
            return _read_theme_font(theme, "major" if kind.startswith("major") else "minor")
        if named := fonts.get(_W + "ascii"):
            return named
    return ""


def _read_theme_font(theme: etree._Element | None, kind: str) -> str:
    found = None if theme is None else theme.find(f".//{_A}{kind}Font/{_A}latin")
    return "" if found is None else found.get("typeface", "")


def _find_type_size(looks: Iterable[etree._Element | None]) -> float:
    sizes = (_value(look, "sz") for look in looks if look is not None)
    return next((float(size) / 2 for size in sizes if size), 0.0)


def _is_numbered(style: etree._Element, named: Mapping[str, etree._Element]) -> bool:
    """Whether paragraphs in a style are numbered or bulleted without more being said."""
    by_id = {one.get(_W + "styleId", ""): one for one in named.values()}
    seen: set[str] = set()
    at: etree._Element | None = style
    while at is not None and (identifier := at.get(_W + "styleId", "")) not in seen:
        seen.add(identifier)
        number = at.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return number.get(_W + "val", "0") != "0"
        at = by_id.get(_value(at, "basedOn"))
    return False


def _read_colours(theme: etree._Element | None) -> dict[str, str]:
    scheme = None if theme is None else theme.find(f".//{_A}clrScheme")
    found = {}
    for slot in scheme if scheme is not None else ():
        if len(slot):
            shade = slot[0].get("lastClr") or slot[0].get("val") or ""
            found[etree.QName(slot).localname] = shade.upper()
    return found
