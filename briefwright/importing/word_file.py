"""The bytes of a Word file → its Outline, with every revision accepted.

Source of the elements: ECMA-376 part 1, 17.2 (the body), 17.4 (tables), 17.11 (notes), 20.4.2
(drawings in a text).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefwright.importing.captions import drop_number
from briefwright.importing.outline import (
    Cell,
    Element,
    Outline,
    Paragraph,
    Picture,
    Role,
    Run,
    Table,
    list_paragraphs,
)
from briefwright.importing.word_charts import read_chart
from briefwright.importing.word_package import Package, Style, open_package, read_value
from briefwright.importing.word_runs import RunReader, Stretch, join
from briefwright.review.comment_parts import read_comments
from briefwright.review.opening import Node
from briefwright.word.counting import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_MAIN = "word/document.xml"
_HOLDERS = frozenset(
    W + one for one in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "body", "smartTag")
)
_REMOVED: tuple[Role, ...] = ("deleted", "hidden")


def read(data: bytes) -> Outline:
    """The bytes of a .docx → what it says. Errors: UnreadableError."""
    package = open_package(data)
    body = package.parse(_MAIN)
    elements = tuple(_FlowReader(package, _MAIN).read(() if body is None else body))
    return Outline(
        elements,
        dict(_read_notes(package)),
        (*_read_margins(package), *_read_remarks(package)),
        package.properties,
    )


def _read_notes(package: Package) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    """A file → its footnotes and endnotes, by the words by which runs call them."""
    for kind in ("footnote", "endnote"):
        name = f"word/{kind}s.xml"
        listed = package.parse(name)
        for note in () if listed is None else listed.iter(W + kind):
            if not note.get(W + "type"):  # the others are lines that part notes from text
                found = _FlowReader(package, name).read(note)
                paragraphs = [one for element in found for one in list_paragraphs(element)]
                yield f"{kind} {note.get(W + 'id', '')}", _as_role(paragraphs, "note")


def _read_margins(package: Package) -> Iterator[Paragraph]:
    """A file → what stands at the heads and feet of its pages."""
    for name in sorted(package.parts):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            margin = package.parse(name)
            found = _FlowReader(package, name).read(() if margin is None else margin)
            yield from _as_role((one for each in found for one in list_paragraphs(each)), "margin")


def _read_remarks(package: Package) -> Iterator[Paragraph]:
    """A file → the comments in it."""
    for one in read_comments(package.parts, {}):
        yield Paragraph((Run(f"{one.by}: {one.text}" if one.by else one.text),), "comment")


def _as_role(paragraphs: Iterable[Paragraph], role: Role) -> tuple[Paragraph, ...]:
    return tuple(one if one.role in _REMOVED else replace(one, role=role) for one in paragraphs)


class _FlowReader:
    """Goes through one part of a file in order."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.relations = package.relations(part)
        self.runs = RunReader(package, self.relations)

    def read(self, holder: Iterable[Node], role: Role = "text") -> Iterator[Element]:
        """What holds paragraphs and tables → them, in order; `role` is that of plain ones."""
        for child in holder:
            if child.tag == W + "p":
                yield from self._read_paragraph(child, role)
            elif child.tag == W + "tbl":
                yield from self._read_table(child)
            elif child.tag == W + "altChunk":
                yield Paragraph((Run("A file of its own that is embedded here"),), "embedded")
            elif child.tag in _HOLDERS:
                yield from self.read(child, "contents" if _is_contents(child) else role)

    def _read_paragraph(self, node: Node, role: Role) -> Iterator[Element]:
        was_in_list = self.runs.is_in_list
        stretches = tuple(self.runs.read(node))
        style = self._find_style(node)
        if role == "contents" or was_in_list or self.runs.is_in_list:
            style = Style("contents")
        elif style.role == "text":
            style = replace(style, role=role)
        kept = join(one.run for one in stretches if one.state == "kept" and one.hangs is None)
        if style.role == "caption":
            kept = drop_number(kept, "".join(_list_fields(node)))
        if any(one.text.strip() or one.note for one in kept):
            yield Paragraph(kept, style.role, style.level, style.is_ordered)
        for state in _REMOVED:
            gone = join(one.run for one in stretches if one.state == state and one.hangs is None)
            if any(one.text.strip() for one in gone):
                yield Paragraph(gone, state)
        for one in stretches:
            if one.hangs is not None and one.state == "kept":
                yield from self._read_hanging(one)

    def _find_style(self, node: Node) -> Style:
        properties = node.find(W + "pPr")
        style = self.package.styles.get(read_value(properties, "pStyle"), Style())
        outlined = read_value(properties, "outlineLvl")
        if outlined and outlined in "012345678":
            return Style("heading", int(outlined) + 1)
        number = read_value(properties, f"numPr/{W}numId")
        level = read_value(properties, f"numPr/{W}ilvl")
        if style.role not in ("text", "item"):
            return style  # headings and captions may be numbered, too
        if number:
            found = self.package.find_list(number, level)
            return replace(found, level=max(found.level, style.level))
        return replace(style, level=int(level) + 1) if level.isdecimal() else style

    def _read_hanging(self, stretch: Stretch) -> Iterator[Element]:
        """A drawing → the charts, the picture or the text boxes in it."""
        node = stretch.hangs
        assert node is not None
        boxes = list(node.iter(W + "txbxContent"))
        for box in boxes:
            yield from self.read(box, "box")
        alt = _read_alt(node)
        for chart in node.iter(_CHART):
            yield read_chart(self.package, self.relations.get(chart.get(_R + "id", ""), ""), alt)
        blips = [*(one.get(_R + "embed", "") for one in node.iter(_A + "blip"))]
        blips += [one.get(_R + "id", "") for one in node.iter(_IMAGE)]
        if node.tag == W + "object":
            yield Paragraph((Run("An object of another program"),), "embedded")
            return
        for blip in filter(None, blips):
            name = self.relations.get(blip, "")
            yield Picture(name.rpartition("/")[2], self.package.parts.get(name, b""), alt)
            alt = None

    def _read_table(self, node: Node) -> Iterator[Element]:
        rows: list[tuple[Cell, ...]] = []
        removed: list[Paragraph] = []
        for row in _unwrap(node, W + "tr"):
            cells: list[Cell] = []
            for cell in _unwrap(row, W + "tc"):
                found = [one for each in self.read(cell) for one in list_paragraphs(each)]
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merged is not None and read_value(cell, f"tcPr/{W}vMerge") != "restart"
                removed += [one for one in found if one.role in _REMOVED or goes_on]
                span = read_value(cell, f"tcPr/{W}gridSpan")
                here = tuple(
                    one if one.role == "item" else replace(one, role="cell")
                    for one in found
                    if one.role not in _REMOVED
                )
                more = int(span) - 1 if span.isdecimal() else 0
                beside: list[Cell] = ["<"] * more
                cells += ["^"] * (more + 1) if goes_on else [here, *beside]
            rows.append(tuple(cells))
        yield Table(tuple(rows))
        yield from (replace(one, role="hidden") if one.role == "text" else one for one in removed)


def _list_fields(node: Node) -> Iterator[str]:
    """A paragraph → what its fields are asked to do."""
    yield from (one.text or "" for one in node.iter(W + "instrText"))
    yield from (one.get(W + "instr", "") for one in node.iter(W + "fldSimple"))


def _is_contents(control: Node) -> bool:
    gallery = read_value(control, f"sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery in ("Table of Contents", "Table of Figures")


def _read_alt(node: Node) -> Paragraph | None:
    """A drawing → its words for those who can't see it."""
    described = next(node.iter(_PICTURE), None)
    words = "" if described is None else described.get("descr") or ""
    return Paragraph((Run(words.strip()),), "text") if words.strip() else None


def _unwrap(holder: Node, tag: str) -> Iterator[Node]:
    """A table or a row → its rows or cells, those in controls among them."""
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag in _HOLDERS:
            yield from _unwrap(child, tag)
