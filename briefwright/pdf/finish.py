"""A drawn PDF and its Layout → the finished PDF: structure, artifacts, links, attached data."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefwright.layout import Layout
from briefwright.pdf.attachments import attach, attachments
from briefwright.pdf.structure import Annotation, Content, Kid, Node, contents, mend

# The one way in which WeasyPrint opens marked content; text in a content stream is hexadecimal,
# so that nothing else can look like it.
_OPENING = re.compile(rb"/\w+\s<</MCID (\d+)>>\sBDC")

# Kinds of artifact: ISO 32000-1, table 330. The number of a decoration is ours: such a picture
# is there and can be checked, though it is no content.
_PAGINATION = b"/Artifact <</Type /Pagination>> BDC"
_LAYOUT = b"/Artifact <</Type /Layout>> BDC"
_DECORATION = b"/Artifact <</Type /Layout /Decoration %d>> BDC"

_FOR_PRINT = 4  # annotation flag: ISO 32000-1, table 165

# Kinds that hold text of their own: an ID tells those who read page by page that two parts of
# one are one.
_CUT = frozenset({"P", "H1", "H2", "H3", "H4", "LI", "TH", "TD", "Caption", "TOCI", "Note"})

_NUMBERING: Mapping[str, str] = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-latin": "LowerAlpha",
    "upper-latin": "UpperAlpha",
}


def finish(drawn: bytes, layout: Layout) -> bytes:
    """The PDF that was drawn from a Layout → the PDF that goes out, the same bytes each time."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        elements = tuple(layout.root.iter())
        annotations: list[pikepdf.Object] = []
        old = _read_tree(pdf, annotations)
        new = mend(old, elements)
        kept = frozenset(contents(new))
        _part_artifacts(pdf, kept, _kinds_of_artifacts(old))
        files = attach(pdf, attachments(layout.root), elements)
        _TreeWriter(pdf, layout, elements, annotations, files).write(new)
        finished = io.BytesIO()
        pdf.save(
            finished,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()


def _read_tree(pdf: pikepdf.Pdf, annotations: list[pikepdf.Object]) -> Node:
    """A drawn PDF → its structure tree; each annotation that a link has is put into a list."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def read(element: pikepdf.Object) -> Node:
        page = pages.get(element.Pg.objgen, -1) if "/Pg" in element else -1
        return Node(
            str(element.S)[1:],
            tuple(kid(entry, page) for entry in element.get("/K", ())),
            int(element.get("/Source", -1)),
            str(element.get("/Pseudo", "/"))[1:],
        )

    def kid(entry: pikepdf.Object | int, page: int) -> Kid:
        if isinstance(entry, int):
            return Content(page, entry)
        if entry.get("/Type") == Name.OBJR:
            annotations.append(entry.Obj)
            return Annotation(len(annotations) - 1)
        return read(entry)

    return read(pdf.Root.StructTreeRoot.K[0])


def _kinds_of_artifacts(drawn: Node) -> dict[Content, bytes]:
    """WeasyPrint's tree → how its content is marked where our tree has no place for it."""
    kinds: dict[Content, bytes] = {}
    for kid in drawn.kids:
        if isinstance(kid, Content):
            kinds[kid] = _DECORATION % kid.mcid if drawn.kind == "Figure" else _LAYOUT
        elif isinstance(kid, Node):
            kinds |= _kinds_of_artifacts(kid)
    return kinds


def _part_artifacts(
    pdf: pikepdf.Pdf, kept: frozenset[Content], kinds: Mapping[Content, bytes]
) -> None:
    """Marks what no node keeps as no content: what no node ever had stands in a page's margin."""
    opened: set[Content] = set()
    for number, page in enumerate(pdf.pages):

        def opening(found: re.Match[bytes], number: int = number) -> bytes:
            content = Content(number, int(found[1]))
            opened.add(content)
            return found[0] if content in kept else kinds.get(content, _PAGINATION)

        stream = page.obj.Contents
        stream.write(_OPENING.sub(opening, stream.read_bytes()))
    if not kept <= opened:
        raise RuntimeError("this version of WeasyPrint opens marked content in another way")


class _TreeWriter:
    """Writes a tree into a PDF in place of the one that is there."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        layout: Layout,
        elements: Sequence[Element],
        annotations: Sequence[pikepdf.Object],
        files: Mapping[int, pikepdf.Object],
    ) -> None:
        self.pdf = pdf
        self.layout = layout
        self.elements = elements
        self.annotations = annotations
        self.files = files
        self.pages = [page.obj for page in pdf.pages]
        self.owners: dict[Content, pikepdf.Object] = {}
        self.linked: dict[int, pikepdf.Object] = {}
        self.names: dict[str, pikepdf.Object] = {}

    def write(self, document: Node) -> None:
        """The root of a tree → StructTreeRoot with its ParentTree and IDTree."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._element(document, root)
        numbers = self._parent_tree()
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(numbers) // 2
        if self.names:
            pairs = (entry for name in sorted(self.names) for entry in (name, self.names[name]))
            root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(pairs)))
        self.pdf.Root.StructTreeRoot = root

    def _element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.kind}"), P=parent)
        )
        own = [kid for kid in node.kids if isinstance(kid, Content)]
        if own:
            element.Pg = self.pages[own[0].page]
        kids = [self._kid(kid, node, element, own[0].page if own else -1) for kid in node.kids]
        if kids:
            element.K = Array(kids) if len(kids) > 1 else kids[0]
        for name, value in self._entries(node):
            element[name] = value
        if node.kind == "Note" or (node.kind in _CUT and _pages(node) > 1):
            self._name(element, f"element-{node.source}")
        return element

    def _kid(
        self, kid: Kid, node: Node, element: pikepdf.Object, page: int
    ) -> pikepdf.Object | int:
        if isinstance(kid, Node):
            return self._element(kid, element)
        if isinstance(kid, Annotation):
            return self._annotation(kid, node, element)
        self.owners[kid] = element
        if kid.page == page:
            return kid.mcid
        return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.mcid)

    def _annotation(self, kid: Annotation, node: Node, element: pikepdf.Object) -> pikepdf.Object:
        """A link's annotation → the reference to it; its description is what the link says."""
        annotation = self.annotations[kid.number]
        words = "".join(self.elements[node.source].itertext())
        annotation.Contents = String(" ".join(words.split()))
        annotation.F = _FOR_PRINT
        self.linked[int(annotation.StructParent)] = element
        return Dictionary(Type=Name.OBJR, Obj=annotation)

    def _name(self, element: pikepdf.Object, name: str) -> None:
        element.ID = String(name)
        self.names[name] = element

    def _entries(self, node: Node) -> Iterator[tuple[str, pikepdf.Object]]:
        """A node → what its HTML element says besides its text."""
        if node.source < 0 or node.pseudo:
            return
        element = self.elements[node.source]
        if language := element.get("lang"):
            yield "/Lang", String(language)
        if node.kind in ("Figure", "Table") and node.source in self.files:
            yield "/AF", self.files[node.source]
        if node.kind == "Figure":
            yield "/Alt", String(element.get("alt", ""))
            box = Array([round(side, 2) for side in self.layout.rectangle(element)])
            yield "/A", Dictionary(O=Name.Layout, BBox=box)
        elif node.kind == "L":
            yield "/A", Dictionary(O=Name.List, ListNumbering=self._numbering(node, element))
        elif node.kind in ("TH", "TD") and (attributes := dict(_cell(node.kind, element))):
            yield "/A", Dictionary(attributes)

    def _numbering(self, node: Node, element: Element) -> Name:
        """A list → how its items are marked; a list whose items have no label has none."""
        items = (kid for kid in node.kids if isinstance(kid, Node))
        if not any(
            isinstance(kid, Node) and kid.kind == "Lbl" for item in items for kid in item.kids
        ):
            return Name("/None")
        style = self.layout.style(element)["list_style_type"]
        return Name(f"/{_NUMBERING.get(style, 'Disc') if isinstance(style, str) else 'Disc'}")

    def _parent_tree(self) -> list[pikepdf.Object | int | None]:
        """All elements written → the number tree from marked content and annotations to them."""
        by_page: dict[int, dict[int, pikepdf.Object]] = {}
        for content, owner in self.owners.items():
            by_page.setdefault(content.page, {})[content.mcid] = owner
        numbers: list[pikepdf.Object | int | None] = []
        for number, page in enumerate(self.pages):
            owners = by_page.get(number, {})
            row = [owners.get(mcid) for mcid in range(max(owners, default=-1) + 1)]
            numbers += [int(page.StructParents), Array(row)]
        for number in sorted(self.linked):
            numbers += [number, self.linked[number]]
        return numbers


def _pages(node: Node) -> int:
    return len({content.page for content in contents(node)})


def _cell(kind: str, element: Element) -> Iterator[tuple[str, pikepdf.Object | int]]:
    """A table cell's type and element → its attributes; none for a plain one."""
    spans = [
        (f"/{name}", int(span))
        for name in ("ColSpan", "RowSpan")
        if (span := element.get(name.lower(), "1")) != "1"
    ]
    if kind == "TH" or spans:
        yield "/O", Name.Table
    if kind == "TH":
        yield "/Scope", Name.Row if element.get("scope") == "row" else Name.Column
    yield from spans
