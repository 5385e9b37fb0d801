"""The bytes of a Word file → its Marks, by a pass of our own over the XML.

It shares nothing with the writer: what it finds is what any reader of the file would see. Live
numbers are counted as Word counts them, fields are read by their results, pictures by their bytes.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from zipfile import BadZipFile

from lxml import etree

from briefwright.document.marks import Mark, Marks, join_parts, mark_part, strip_breaks
from briefwright.document.vocabulary import MarkKind
from briefwright.word.charts.read import C, read_chart
from briefwright.word.closed.read import find_unlisted
from briefwright.word.counting import VAL, Counter, Node, W, read_counter
from briefwright.word.read_statements import read_statements
from briefwright.word.read_visibility import find_unseen

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAIN = "/officeDocument"

# Elements that only wrap what stands in them.
WRAPPERS = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink")
)
# What nobody sees: properties, deleted text.
UNSEEN = frozenset(
    W + tag
    for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "instrText", "delText")
)
SIGNS = {W + "tab": " ", W + "br": " ", W + "cr": " ", W + "noBreakHyphen": "-"}

# The table styles whose tables only set things side by side.
STRIP, PARALLEL = "Key Figures", "Parallel"


@dataclass(slots=True)
class _Reading:
    """One file while it is read. `fields` says of each open field whether its result has begun."""

    parts: dict[str, bytes]
    main: str
    styles: dict[str, Node]
    counter: Counter
    notes: dict[str, Node]
    links: dict[str, str]
    fields: list[bool] = field(default_factory=list)
    called: list[tuple[str, str]] = field(default_factory=list)  # number as printed, id
    automatic: int = 0
    body: list[Mark] = field(default_factory=list)
    alts: list[Mark] = field(default_factory=list)
    data: list[Mark] = field(default_factory=list)


def read(data: bytes) -> Marks:
    """The bytes of a .docx → its Marks; pages are unknown. Errors: BadZipFile, XMLSyntaxError."""
    unlisted = find_unlisted(data)
    try:
        return replace(_read_marks(data), unlisted=unlisted)
    except (KeyError, StopIteration, TypeError, ValueError, etree.XMLSyntaxError, BadZipFile):
        if not unlisted:
            raise
        return Marks(unlisted=unlisted)  # so broken that nothing else can be read


def _read_marks(data: bytes) -> Marks:
    reading = _open(data)
    body = _parse(reading.parts, reading.main).find(W + "body")
    if body is not None:
        _read_flow(reading, body)
    notes = tuple(_read_note(reading, number, identifier) for number, identifier in reading.called)
    return Marks(
        tuple(reading.body),
        notes,
        tuple(reading.alts),
        tuple(reading.data),
        unseen=tuple(find_unseen(reading.parts)),
        statements=tuple(read_statements(reading.parts)),
    )


def _open(data: bytes) -> _Reading:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    package = _read_relations(parts, "")
    main = next(target for kind, target in package.values() if kind.endswith(MAIN))
    related = {
        kind.rpartition("/")[2]: target for kind, target in _read_relations(parts, main).values()
    }
    styles = _parse_optional(parts, related.get("styles"))
    notes = _parse_optional(parts, related.get("footnotes"))
    return _Reading(
        parts=parts,
        main=main,
        styles={}
        if styles is None
        else {one.get(W + "styleId", ""): one for one in styles.iter(W + "style")},
        counter=read_counter(_parse_optional(parts, related.get("numbering"))),
        notes={} if notes is None else {one.get(W + "id", ""): one for one in notes},
        links={key: target for key, (_, target) in _read_relations(parts, main).items()},
    )


def _parse(parts: dict[str, bytes], name: str) -> Node:
    """A part's XML. Entities are never resolved: a file may come from anywhere."""
    return etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, no_network=True))


def _parse_optional(parts: dict[str, bytes], name: str | None) -> Node | None:
    return _parse(parts, name) if name in parts and name else None


def _read_relations(parts: dict[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """A part, or "" for the package → its relationships: id → type and target's name in the zip."""
    folder, _, file = name.rpartition("/")
    listing = f"{folder}/_rels/{file}.rels".lstrip("/")
    if listing not in parts:
        return {}
    return {
        one.get("Id", ""): (
            one.get("Type", ""),
            posixpath.normpath(posixpath.join("/" + folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in _parse(parts, listing).iterchildren("*")
    }


def _unwrap(node: Node) -> Iterator[Node]:
    """A node → its children, those of mere wrappers among them."""
    for child in node:
        if child.tag in WRAPPERS:
            yield from _unwrap(child)
        elif child.tag == MC + "AlternateContent":
            choice = child.find(MC + "Choice")
            yield from _unwrap(child[0] if choice is None else choice)
        else:
            yield child


def _read_flow(reading: _Reading, holder: Node) -> None:
    """A body or a cell → Marks of all paragraphs and tables in it, in order."""
    for child in _unwrap(holder):
        if child.tag == W + "p":
            _read_paragraph(reading, child)
        elif child.tag == W + "tbl":
            _read_table(reading, child)


def _read_table(reading: _Reading, table: Node) -> None:
    named = table.find(f"{W}tblPr/{W}tblStyle")
    kind = "" if named is None else _style_name(reading, named.get(VAL, ""))
    for row in _unwrap(table):
        for cell in _unwrap(row):
            if cell.tag != W + "tc" or _is_covered(cell):
                continue
            if kind == PARALLEL:
                _read_flow(reading, cell)
            else:
                _read_cell(reading, cell, "item" if kind == STRIP else "cell")


def _is_covered(cell: Node) -> bool:
    """Whether a cell from the row above reaches down over this one."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _read_cell(reading: _Reading, cell: Node, kind: MarkKind) -> None:
    if kind == "cell":
        text = join_parts(_read_part(reading, paragraph) for paragraph in cell.iter(W + "p"))
    else:
        words = [_read_words(reading, paragraph) for paragraph in cell.iter(W + "p")]
        text = " ".join(filter(None, words))
    reading.body.append(Mark(kind, text))
    for drawing in cell.iter(WP + "inline"):
        _read_drawing(reading, drawing)


def _read_part(reading: _Reading, paragraph: Node) -> str:
    """A paragraph of a cell → its words, its number or a bullet before them."""
    number, live = _read_number(reading, paragraph, _find_own_styles(reading, paragraph))
    mark = f"{number} " if number else mark_part("bullet") if live else ""
    words = _read_words(reading, paragraph)
    return mark + words if words else ""


def _find_own_styles(reading: _Reading, paragraph: Node) -> list[Node]:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return _find_styles(reading, "" if style is None else style.get(VAL, ""))


def _read_paragraph(reading: _Reading, paragraph: Node) -> None:
    for drawing in paragraph.iter(WP + "inline", WP + "anchor"):
        _read_drawing(reading, drawing)
    chain = _find_own_styles(reading, paragraph)
    number, live = _read_number(reading, paragraph, chain)
    text = f"{number} {_read_words(reading, paragraph)}".strip()
    if text:
        reading.body.append(Mark(_classify(chain, live), text))


def _classify(chain: list[Node], live: bool) -> MarkKind:
    """The paragraph's style and those under it → what the paragraph is."""
    for style in chain:
        name = _name(style).lower()
        if name == "toc heading":  # in Word's own templates it is based on a heading
            break
        if name == "title" or name.startswith("heading "):
            return "heading"
        if name == "caption":
            return "caption"
        if name == "table of figures" or name.startswith("toc "):
            return "entry"
    return "item" if live else "paragraph"


def _find_styles(reading: _Reading, identifier: str) -> list[Node]:
    """A style's id → the style and what it is based on, up to the ground."""
    chain: list[Node] = []
    while identifier in reading.styles and reading.styles[identifier] not in chain:
        style = reading.styles[identifier]
        chain.append(style)
        based = style.find(W + "basedOn")
        identifier = "" if based is None else based.get(VAL, "")
    return chain


def _name(style: Node) -> str:
    name = style.find(W + "name")
    return "" if name is None else name.get(VAL, "")


def _style_name(reading: _Reading, identifier: str) -> str:
    return _name(reading.styles[identifier]) if identifier in reading.styles else ""


def _read_number(reading: _Reading, paragraph: Node, chain: list[Node]) -> tuple[str, bool]:
    """A paragraph → what Word prints before it, and whether it is numbered or bulleted at all."""
    own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    if own is not None:
        number, level = own.get(VAL, "0"), paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        place = 0 if level is None else int(level.get(VAL, "0"))
        return reading.counter.next(number, place), number != "0"
    for style in chain:
        found = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if found is not None:
            number = found.get(VAL, "0")
            place = reading.counter.level_of(number, style.get(W + "styleId", ""))
            return reading.counter.next(number, place), number != "0"
    return "", False


def _read_words(reading: _Reading, node: Node) -> str:
    """A paragraph → its words in order: results of fields, numbers of notes, nothing hidden."""
    return "".join(_read_pieces(reading, node)).strip()


def _read_pieces(reading: _Reading, node: Node) -> Iterator[str]:
    for child in _unwrap(node):
        if child.tag in UNSEEN or child.tag == W + "drawing":
            continue
        if child.tag == W + "fldChar":
            _follow_field(reading, child.get(W + "fldCharType", ""))
        elif child.tag == W + "footnoteReference":
            yield _read_call(reading, child)
        elif child.tag == W + "r":
            if child.find(f"{W}rPr/{W}vanish") is None:
                yield from _read_pieces(reading, child)
        elif all(reading.fields):
            if child.tag == W + "t":
                yield child.text or ""
            else:
                yield SIGNS.get(str(child.tag), "")


def _follow_field(reading: _Reading, what: str) -> None:
    if what == "begin":
        reading.fields.append(False)
    elif what == "separate" and reading.fields:
        reading.fields[-1] = True
    elif what == "end" and reading.fields:
        reading.fields.pop()


def _read_call(reading: _Reading, call: Node) -> str:
    """The call of a footnote → its number as printed; one of its own follows as text in the run."""
    identifier = call.get(W + "id", "")
    if call.get(W + "customMarkFollows", "0") in ("1", "true", "on"):
        run = call.getparent()
        own = "" if run is None else "".join(text.text or "" for text in run.iter(W + "t"))
        own = strip_breaks(own)
        reading.called.append((own, identifier))
        return ""
    reading.automatic += 1
    reading.called.append((str(reading.automatic), identifier))
    return str(reading.automatic)


def _read_note(reading: _Reading, number: str, identifier: str) -> Mark:
    """A footnote that was called → its Mark: number, then text, without the full stop between."""
    note = reading.notes.get(identifier)
    if note is None:
        return Mark("note", number)
    text = " ".join(_read_words(reading, paragraph) for paragraph in note.iter(W + "p"))
    text = text.strip().removeprefix(number).lstrip().removeprefix(".").lstrip()
    return Mark("note", f"{number} {text}".strip())


def _read_drawing(reading: _Reading, drawing: Node) -> None:
    """A drawing counts when its picture is there and isn't empty, or its chart and its numbers."""
    embedded = [blip.get(R + "embed", "") for blip in drawing.iter(A + "blip")]
    pictures = [reading.parts.get(reading.links.get(link, "")) for link in embedded]
    if not (any(pictures) or _read_chart(reading, drawing)):
        return
    reading.body.append(Mark("figure", ""))
    described = drawing.find(WP + "docPr")
    if described is not None and described.get("descr"):
        reading.alts.append(Mark("alt", described.get("descr", "")))


def _read_chart(reading: _Reading, drawing: Node) -> bool:
    """A drawing → whether it is a chart; its numbers are kept."""
    shown = drawing.find(f"{A}graphic/{A}graphicData/{C}chart")
    name = "" if shown is None else reading.links.get(shown.get(R + "id", ""), "")
    if name not in reading.parts:
        return False
    chart = _parse(reading.parts, name)
    held = chart.find(C + "externalData")
    _, book = _read_relations(reading.parts, name).get(
        "" if held is None else held.get(R + "id", ""), ("", "")
    )
    marks = read_chart(chart, reading.parts.get(book, b""))
    reading.data.extend(marks)
    return bool(marks)
