"""The parts of a Word file → what it says beside its leaves: properties, links, heads and feet."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from lxml import etree

from briefwright.document.marks import PAGE, PAGES, TITLE, Statement, normalise
from briefwright.word.charts.read_colours import read_palette
from briefwright.word.charts.read_description import describe_chart
from briefwright.word.counting import VAL, Node, W
from briefwright.word.read_colours import read_colours, read_lines, read_series
from briefwright.word.read_places import read_places

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_INLINE, _ANCHOR, _EXTENT = f"{_WP}inline", f"{_WP}anchor", f"{_WP}extent"
_OFFSET = f"{_WP}posOffset"
_EMU = 12700  # in a point
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE = {
    "title": "title", "creator": "author", "lastModifiedBy": "last author", "subject": "subject",
    "keywords": "keywords", "language": "language", "created": "date of creation",
    "modified": "date of change",
}  # fmt: skip
RUNNING, ORNAMENT = "head or foot", "picture in a head or foot"
_DATES = ("date of creation", "date of change")
_SIGNS = (
    (re.compile(r"\s*PAGE\b"), PAGE),
    (re.compile(r"\s*NUMPAGES\b"), PAGES),
    (re.compile(r"\s*STYLEREF\b"), TITLE),
)
_TITLES = re.compile(rf"{TITLE}(\s*{TITLE})+")
_NAME = re.compile(r"_(?:at_.*_|Ref|Toc)([0-9a-f]{8}|\d{9})")

Parts = Mapping[str, bytes]


def read_statements(parts: Parts) -> Iterator[Statement]:
    """The parts of a Word file by name → all that it says beside its leaves."""
    trees = {
        name: etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        for name, content in parts.items()
        if name.endswith((".xml", ".rels")) and name.startswith(("word/", "docProps/"))
    }
    yield from _read_core(trees.get("docProps/core.xml"))
    yield from _read_custom(trees.get("docProps/custom.xml"))
    for name in ("word/document.xml", "word/footnotes.xml"):
        if name in trees:
            yield from _read_part(name, trees, parts)
    yield from _read_background(trees)
    yield from _read_styles(trees.get("word/styles.xml"))
    if "word/document.xml" in trees:
        yield from read_places(trees["word/document.xml"])
    running = (one for name, tree in sorted(trees.items()) for one in _read_running(name, tree))
    yield from dict.fromkeys(running)
    ornaments = (one for name in sorted(trees) for one in _read_ornaments(name, trees, parts))
    yield from dict.fromkeys(ornaments)
    palette = read_palette(trees.get("word/theme/theme1.xml"))
    for name, tree in sorted(trees.items()):
        if name.startswith("word/charts/") and name.endswith(".xml"):
            yield describe_chart(tree, palette)
            yield Statement("colour of a chart's series", read_series(tree, trees))
    yield from read_colours(trees)
    yield from read_lines(trees)


def _read_styles(root: Node | None) -> Iterator[Statement]:
    """The name of each style, in small letters."""
    for one in root.iterfind(f"{W}style/{W}name") if root is not None else ():
        yield Statement("style", one.get(VAL, "").casefold())


def _read_background(trees: Mapping[str, Node]) -> Iterator[Statement]:
    """The colour behind all pages, and whether it is shown."""
    said = (
        trees["word/document.xml"].find(W + "background") if "word/document.xml" in trees else None
    )
    settings = trees.get("word/settings.xml")
    shown = settings is not None and settings.find(W + "displayBackgroundShape") is not None
    if said is not None or shown:
        colour = "none" if said is None else said.get(W + "color", "")
        yield Statement("background of the page", colour if shown else f"{colour}, not shown")


def _read_core(root: Node | None) -> Iterator[Statement]:
    for one in root.iterchildren("*") if root is not None else ():
        tag, text = etree.QName(one).localname, one.text or ""
        about = _CORE.get(tag, tag)
        if about in _DATES:
            text = text.removesuffix("T00:00:00Z")
        if text:
            yield Statement(about, text)


def _read_custom(root: Node | None) -> Iterator[Statement]:
    for one in root.iterchildren("*") if root is not None else ():
        words = "".join(str(text) for text in one.itertext())
        yield Statement("property", f"{one.get('name', '')}: {words}")


def _read_part(name: str, trees: Mapping[str, Node], parts: Parts) -> Iterator[Statement]:
    """The body or the notes → links, pictures, and the names that hide in it."""
    targets = _read_targets(name, trees)
    count = 0
    for node in trees[name].iter():
        if node.tag == W + "hyperlink" and node.get(_R + "id"):
            words = normalise("".join(str(text.text or "") for text in node.iter(W + "t")))
            yield Statement("link", f"{words} → {targets.get(node.get(_R + 'id', ''), '')}")
        elif node.tag == W + "bookmarkStart":
            title = node.get(W + "name", "")
            found = _NAME.fullmatch(title)
            yield Statement("bookmark", found[1] if found else title)
        elif node.tag in (W + "tag", W + "alias"):
            yield Statement("control", node.get(VAL, ""))
        elif node.tag == _A + "blip":
            count += 1
            digest = _digest(node, targets, parts)
            yield Statement("picture", f"{count}: {digest}, {_read_size(node)}")
            if next(node.iter(_SVG), None) is not None:
                dots = _digest_one(node, targets, parts)
                yield Statement("picture for older programs", f"{count}: {dots}")


def _read_size(blip: Node) -> str:
    """A picture's node → its width and height as shown, in points, and where it is anchored."""
    holder = next(blip.iterancestors(_INLINE, _ANCHOR), None)
    extent = None if holder is None else holder.find(_EXTENT)
    sides = [] if extent is None else [int(extent.get(side, "0")) for side in ("cx", "cy")]
    size = " × ".join(str(round(side / _EMU)) for side in sides) + " pt"
    offsets = [] if holder is None else [int(one.text or "0") for one in holder.iter(_OFFSET)]
    where = " and ".join(str(round(offset / _EMU)) for offset in offsets)
    return f"{size}, {where} pt from the corner of the page" if where else size


def _read_ornaments(name: str, trees: Mapping[str, Node], parts: Parts) -> Iterator[Statement]:
    """A head or foot → the digest of each picture in it."""
    place = {"hdr": "top", "ftr": "bottom"}.get(etree.QName(trees[name]).localname, "")
    for blip in trees[name].iter(_A + "blip") if place else ():
        digest = _digest(blip, _read_targets(name, trees), parts)
        yield Statement(ORNAMENT, f"{place}: {digest}")


def _read_targets(name: str, trees: Mapping[str, Node]) -> dict[str, str]:
    """A part → the targets of its relationships by id."""
    folder, _, file = name.rpartition("/")
    listing = trees.get(f"{folder}/_rels/{file}.rels")
    related = listing.iter(_REL) if listing is not None else ()
    return {one.get("Id", ""): one.get("Target", "") for one in related}


def _digest(blip: Node, targets: Mapping[str, str], parts: Parts) -> str:
    """A picture's node → the digest of its bytes, of the vector where it has one."""
    return _digest_one(next(blip.iter(_SVG), blip), targets, parts)


def _digest_one(node: Node, targets: Mapping[str, str], parts: Parts) -> str:
    """A node that embeds a picture → the digest of its bytes."""
    target = targets.get(node.get(_R + "embed", ""), "")
    content = parts.get(posixpath.normpath(posixpath.join("/word", target)).lstrip("/"), b"")
    return sha256(content).hexdigest()[:16]


# ----------------------------------------------------------------- heads and feet


def _read_running(name: str, root: Node) -> Iterator[Statement]:
    """A part → what it says if it is a head or a foot, fields that change by page as signs."""
    place = {"hdr": "top", "ftr": "bottom"}.get(etree.QName(root).localname, "")
    if not place:
        return
    lines = (
        " ".join(said.split())
        for paragraph in root.iter(W + "p")
        for said in _TITLES.sub(TITLE, _read_line(paragraph)).split("\t")
    )
    words = " | ".join(sorted(line for line in lines if line))
    yield Statement(RUNNING, f"{place}: {words or 'nothing'}")
    for node in root.iter("{urn:schemas-microsoft-com:vml}textpath"):
        if node.get("string"):
            yield Statement("watermark", node.get("string", ""))


def _read_line(paragraph: Node) -> str:
    """A paragraph → its words, tabs as they are, fields by a sign instead of their result."""
    said, instruction, inside = "", "", ""
    for node in paragraph.iter():
        if node.tag == W + "fldChar":
            kind = node.get(W + "fldCharType", "")
            if kind == "end":
                said += _sign(instruction)
            instruction, inside = ("", kind) if kind == "begin" else (instruction, kind)
            inside = "" if kind == "end" else inside
        elif node.tag == W + "instrText":
            instruction += node.text or ""
        elif node.tag == W + "tab" and node.getparent() is not None and not inside:
            said += "\t" if etree.QName(node.getparent()).localname == "r" else ""
        elif node.tag == W + "t" and not inside:
            said += node.text or ""
    return said


def _sign(instruction: str) -> str:
    return next((sign for known, sign in _SIGNS if known.match(instruction)), instruction)
