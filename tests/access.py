"""What a reader with a screen reader or with weak eyes needs of a Word file: a check of our own."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
VAL = W + "val"
Node = etree._Element
# WCAG 2, 1.4.3: letters, and large ones from 18 pt or 14 pt bold (in half points).
ENOUGH, ENOUGH_IF_LARGE = 4.5, 3.0
LARGE, LARGE_IF_BOLD = 36, 28
WHITE, BLACK = "FFFFFF", "000000"


class Document:
    """A Word file's parts and styles."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])[0]
        styles = etree.fromstring(self.parts["word/styles.xml"])
        self.styles = {one.get(W + "styleId", ""): one for one in styles.iter(W + "style")}
        self.defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.core = etree.fromstring(self.parts["docProps/core.xml"])

    def chain(self, identifier: str) -> Iterator[Node]:
        """A style's id → the style and those that it is based on."""
        while identifier in self.styles:
            style = self.styles[identifier]
            yield style
            identifier = value(style.find(W + "basedOn"))


def value(node: Node | None) -> str:
    """An element → its value, "" for none."""
    return "" if node is None else node.get(VAL, "")


def faults(data: bytes) -> list[str]:
    """The bytes of a Word file → what would keep somebody from reading it, in sentences."""
    document = Document(data)
    return [
        *_check_title(document),
        *_check_descriptions(document),
        *_check_headings(document),
        *_check_order(document),
        *_check_contrast(document),
        *_check_spacing(document.body),
    ]


def _check_title(document: Document) -> Iterator[str]:
    if not (document.core.findtext(DC + "title") or "").strip():
        yield "the file has no title"
    spoken = None if document.defaults is None else document.defaults.find(W + "lang")
    if spoken is None or not any(spoken.attrib.values()):
        yield "the file doesn't say its language"


def _check_descriptions(document: Document) -> Iterator[str]:
    for one in document.body.iter(WP + "docPr"):
        decorative = any("decorative" in str(inner.tag) for inner in one.iter())
        if not one.get("descr", "").strip() and not decorative:
            yield f"{one.get('name')} has no text for those who can't see it"


def _check_headings(document: Document) -> Iterator[str]:
    for table in document.body.iter(W + "tbl"):
        if value(table.find(f"{W}tblPr/{W}tblStyle")) == "BriefingTable":
            rows = table.findall(W + "tr")
            has_head = rows and rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            look = table.find(f"{W}tblPr/{W}tblLook")
            first_column = look is not None and look.get(W + "firstColumn") == "1"
            if not has_head and not first_column:
                yield f"the table that begins “{_text(table)[:30]}” has no heads"


def _check_order(document: Document) -> Iterator[str]:
    before = -1
    for paragraph in document.body.iter(W + "p"):
        for style in document.chain(value(paragraph.find(f"{W}pPr/{W}pStyle"))):
            level = value(style.find(f"{W}pPr/{W}outlineLvl"))
            if level:
                if int(level) > before + 1:
                    yield f"“{_text(paragraph)}” skips a level of headings"
                before = int(level)
                break


def _text(node: Node) -> str:
    return "".join(one.text or "" for one in node.iter(W + "t"))


def _check_contrast(document: Document) -> Iterator[str]:
    """Each run's letters against what is behind them."""
    seen: set[str] = set()
    for run in document.body.iter(W + "r"):
        if not _text(run).strip():
            continue
        letters, ground = _colour(document, run), _ground(document, run)
        large = LARGE_IF_BOLD if _look(document, run, "b") is not None else LARGE
        size = int(value(_look(document, run, "sz")) or 0)
        wanted = ENOUGH_IF_LARGE if size >= large else ENOUGH
        told = f"{letters} on {ground} is too pale: “{_text(run)[:30]}”"
        if contrast(letters, ground) < wanted and told not in seen:
            seen.add(told)
            yield told


def _looks(document: Document, run: Node) -> Iterator[Node]:
    """A run → its own look, that of its style, that of its paragraph's, the document's."""
    own = run.find(W + "rPr")
    paragraph = next(run.iterancestors(W + "p"))
    named = [value(own.find(W + "rStyle"))] if own is not None else []
    named.append(value(paragraph.find(f"{W}pPr/{W}pStyle")) or "Normal")
    found = [own, *(s.find(W + "rPr") for name in named for s in document.chain(name))]
    yield from (look for look in (*found, document.defaults) if look is not None)


def _look(document: Document, run: Node, tag: str) -> Node | None:
    looks = (look.find(W + tag) for look in _looks(document, run))
    return next((one for one in looks if one is not None), None)


def _colour(document: Document, run: Node) -> str:
    found = value(_look(document, run, "color"))
    return BLACK if found in ("", "auto") else found


def _ground(document: Document, run: Node) -> str:
    paragraph = next(run.iterancestors(W + "p"))
    style = value(paragraph.find(f"{W}pPr/{W}pStyle")) or "Normal"
    shades = [
        _look(document, run, "shd"),
        paragraph.find(f"{W}pPr/{W}shd"),
        *(one.find(f"{W}pPr/{W}shd") for one in document.chain(style)),
        *(cell.find(f"{W}tcPr/{W}shd") for cell in run.iterancestors(W + "tc")),
    ]
    for shade in shades:
        fill = "" if shade is None else shade.get(W + "fill", "")
        if fill not in ("", "auto"):
            return fill
    return WHITE


def contrast(one: str, other: str) -> float:
    """Two colours → how far apart in brightness they are (WCAG 2)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(rgb: str) -> float:
    shares = (int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _check_spacing(body: Node) -> Iterator[str]:
    """Word needs an empty paragraph between two tables, and behind one at an end; nowhere else."""
    flow = [one for one in body.iter(W + "p", W + "tbl") if not _inside_another(one)]
    for place, one in enumerate(flow):
        if one.tag == W + "tbl" or _text(one).strip() or any(_holds(one)):
            continue
        before = flow[place - 1].tag == W + "tbl" if place else False
        after = place + 1 == len(flow) or flow[place + 1].tag == W + "tbl"
        ends = one.find(f"{W}pPr/{W}sectPr") is not None
        if not (before and (after or ends)) and not ends:
            yield f"paragraph {place + 1} is empty and only makes space"


def _inside_another(node: Node) -> bool:
    return any(True for _ in node.iterancestors(W + "tc"))


def _holds(paragraph: Node) -> Iterator[bool]:
    yield paragraph.find(f".//{W}drawing") is not None
    yield paragraph.find(f".//{W}object") is not None
