"""A tree → the structure of a PDF, in place of the one that is there."""

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefwright.document.counters import DIGITS
from briefwright.layout import Layout, Standard
from briefwright.pdf.cells import find_headers
from briefwright.pdf.structure import Annotation, Content, Kid, Node, list_content

_FOR_PRINT = 4  # annotation flag: ISO 32000-1, table 165

# Kinds that hold text of their own: an ID tells those who read page by page that two parts of
# one are one.
_CUT = frozenset({"P", "H1", "H2", "H3", "H4", "LI", "TH", "TD", "Caption", "TOCI", "Note"})

# What PDF 2.0 calls otherwise (ISO 32000-2, 14.8.6); all else keeps its name from PDF 1.7.
_PDF_2 = "http://iso.org/pdf2/ssn"
_PDF_2_KINDS: Mapping[str, str] = {"Document": "Document", "Note": "FENote"}

# Kinds that others refer to by their names.
_NAMED = frozenset({"Note", "TH"})

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
    **dict.fromkeys(DIGITS, "Decimal"),
}


class TreeWriter:
    """Writes a tree into a PDF in place of the one that is there."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        layout: Layout,
        elements: Sequence[Element],
        annotations: Sequence[pikepdf.Object],
        files: Mapping[int, pikepdf.Object],
        kept: Standard,
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
        self.begun: dict[int, pikepdf.Object] = {}
        self.headers: dict[int, tuple[int, ...]] = {}
        self.calls: dict[int, pikepdf.Object] = {}
        self.led: list[tuple[pikepdf.Object, str]] = []
        self.namespace = self._make_namespace() if kept.is_pdf_2 else None

    def write(self, document: Node) -> None:
        """The root of a tree → StructTreeRoot with its ParentTree and IDTree."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        if self.namespace is not None:
            root.Namespaces = Array([self.namespace])
        root.K = self._write_element(document, root)
        numbers = self._make_parent_tree()
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(numbers) // 2
        if self.names:
            pairs = (entry for name in sorted(self.names) for entry in (name, self.names[name]))
            root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(pairs)))
        self.pdf.Root.StructTreeRoot = root

    def first_element(self, place: int) -> pikepdf.Object:
        """The position of an HTML element → the first structure element that stands for it.

        Or for one inside it; where it has none, the nearest one before it.
        """
        last = place + sum(1 for _ in self.elements[place].iter())
        inside = (self.begun[spot] for spot in range(place, last) if spot in self.begun)
        before = (self.begun[spot] for spot in range(place, -1, -1) if spot in self.begun)
        return next(inside, None) or next(before, None) or self.pdf.Root.StructTreeRoot.K

    def _make_namespace(self) -> pikepdf.Object:
        return self.pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(_PDF_2)))

    def _write_element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.kind}"), P=parent)
        )
        if self.namespace is not None and node.kind in _PDF_2_KINDS:
            element.S, element.NS = Name(f"/{_PDF_2_KINDS[node.kind]}"), self.namespace
        if node.source >= 0 and not node.pseudo:
            self.begun.setdefault(node.source, element)
        if node.kind == "Table":
            self.headers.update(find_headers(node, self.elements))
        own = [kid for kid in node.kids if isinstance(kid, Content)]
        if own:
            element.Pg = self.pages[own[0].page]
        kids = [
            self._write_kid(kid, node, element, own[0].page if own else -1) for kid in node.kids
        ]
        if kids:
            element.K = Array(kids) if len(kids) > 1 else kids[0]
        for name, value in self._list_entries(node):
            element[name] = value
        if node.kind in _NAMED or (node.kind in _CUT and _first_page(node) > 1):
            self._name(element, _name(node.source))
        self._tie(node, element)
        if node.kind == "Link" and parent.get("/S") == Name.Reference:
            self.led.append((parent, self.elements[node.source].get("href", "")))
        return element

    def _tie(self, node: Node, element: pikepdf.Object) -> None:
        """A note's call or the note → in PDF 2.0, each refers to the other."""
        if self.namespace is None:
            return
        if node.kind == "Reference" and node.pseudo:
            self.calls[node.source] = element
        elif node.kind == "Note" and node.source in self.calls:
            call = self.calls[node.source]
            element.Ref, call.Ref = Array([call]), Array([element])

    def _write_kid(
        self, kid: Kid, node: Node, element: pikepdf.Object, page: int
    ) -> pikepdf.Object | int:
        if isinstance(kid, Node):
            return self._write_element(kid, element)
        if isinstance(kid, Annotation):
            return self._write_annotation(kid, node, element)
        self.owners[kid] = element
        if kid.page == page:
            return kid.mcid
        return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.mcid)

    def _write_annotation(
        self, kid: Annotation, node: Node, element: pikepdf.Object
    ) -> pikepdf.Object:
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

    def _list_entries(self, node: Node) -> Iterator[tuple[str, pikepdf.Object]]:
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
        elif node.kind == "Span" and element.tag in _DECORATIONS:
            decoration = Name(_DECORATIONS[element.tag])
            yield "/A", Dictionary(O=Name.Layout, TextDecorationType=decoration)
        elif node.kind == "L":
            yield "/A", Dictionary(O=Name.List, ListNumbering=self._choose_numbering(node, element))
        elif node.kind in ("TH", "TD"):
            heads = self.headers.get(node.source, ())
            if attributes := dict(_cell_attributes(node.kind, element, heads)):
                yield "/A", Dictionary(attributes)

    def _choose_numbering(self, node: Node, element: Element) -> Name:
        """A list → how its items are marked; a list whose items have no label has none."""
        items = (kid for kid in node.kids if isinstance(kid, Node))
        if not any(
            isinstance(kid, Node) and kid.kind == "Lbl" for item in items for kid in item.kids
        ):
            return Name("/None")
        style = self.layout.style(element)["list_style_type"]
        return Name(f"/{_NUMBERING.get(style, 'Disc') if isinstance(style, str) else 'Disc'}")

    def _make_parent_tree(self) -> list[pikepdf.Object | int | None]:
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


# What says to a screen reader that words came or went. Source: ISO 32000-1, 14.8.5.4.
_DECORATIONS = {"ins": "/Underline", "del": "/LineThrough"}


def _first_page(node: Node) -> int:
    return len({content.page for content in list_content(node)})


def _name(source: int) -> str:
    return f"element-{source}"


def _cell_attributes(
    kind: str, element: Element, heads: Sequence[int]
) -> Iterator[tuple[str, pikepdf.Object | int]]:
    """A table cell's type, element and heading cells → its attributes; none for a plain one."""
    spans = [
        (f"/{name}", int(span))
        for name in ("ColSpan", "RowSpan")
        if (span := element.get(name.lower(), "1")) != "1"
    ]
    if kind == "TH" or heads or spans:
        yield "/O", Name.Table
    if kind == "TH":
        yield "/Scope", Name.Row if element.get("scope") == "row" else Name.Column
    if heads:
        yield "/Headers", Array([String(_name(head)) for head in heads])
    yield from spans
