"""The structure of a finished PDF → what it says beside its text: levels, cells, languages."""

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from briefwright.document.marks import Statement
from briefwright.document.page_statements import (
    describe_cell,
    describe_heading,
    describe_language,
)

Words = Mapping[tuple[int, int], str]  # by page, from 1, and number of marked content

_HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
# What is generated, or stands at another place of the page: no words of the element around it.
_ASIDE = ("/Lbl", "/Note", "/FENote")


def read_structure(pdf: pikepdf.Pdf, words: Words) -> Iterator[Statement]:
    """A PDF, open, and the text of its marked content → what its structure elements say."""
    reader = _Reader(pdf, words)
    elements = list(reader.walk(pdf.Root.StructTreeRoot.get("/K")))
    figures = tables = lists = 0
    for element in elements:
        kind = str(element.S)
        if kind in _HEADINGS:
            said = describe_heading(int(kind[2:]), reader.read_words(element))
            yield Statement("heading", said)
        if "/Lang" in element:
            said = describe_language(str(element.Lang), reader.read_words(element))
            yield Statement("language of a part", said)
        if kind == "/Figure":
            figures += 1
            edges = " ".join(f"{float(side):.2f}" for side in _attributes(element).get("/BBox", ()))
            yield Statement("box of a figure", f"figure {figures}: {edges}")
        elif kind == "/Table":
            tables += 1
            yield from _read_cells(tables, element)
        elif kind == "/L":
            lists += 1
            numbering = str(_attributes(element).get("/ListNumbering", "/"))[1:]
            items = sum(kid.get("/S") == "/LI" for kid in _list_elements(element))
            yield Statement("list", f"{lists}: {numbering}, {items} items")
        for file in element.get("/AF", ()):
            place = f"figure {figures}" if kind == "/Figure" else f"table {tables}"
            yield Statement("file of a figure", f"{place}: {file.get('/UF', '')}")


class _Reader:
    """Reads the words of structure elements."""

    def __init__(self, pdf: pikepdf.Pdf, words: Words) -> None:
        self.words = words
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}

    def walk(self, holder: Any) -> Iterator[Any]:
        """What a structure begins with → all of its elements, in order."""
        waiting = [holder]
        while waiting:
            element = waiting.pop()
            if isinstance(element, pikepdf.Dictionary) and "/S" in element:
                yield element
                waiting += reversed(list(_list_elements(element)))

    def read_words(self, element: Any, page: int = 0) -> str:
        """A structure element → the text of all that it holds but labels, notes and their calls.

        What is drawn in a figure is none; its caption is.
        """
        page = self._find_page(element, page)
        said = ""
        is_figure = element.get("/S") == "/Figure"
        for kid in _list_elements(element) if is_figure else _list_kids(element):
            if isinstance(kid, int):
                said += self.words.get((page, kid), "")
            elif "/MCID" in kid:
                said += self.words.get((self._find_page(kid, page), int(kid.MCID)), "")
            elif str(kid.get("/S", "")) not in _ASIDE and not _is_call(kid):
                said += self.read_words(kid, page)
        return said

    def _find_page(self, holder: Any, otherwise: int) -> int:
        return self.pages.get(holder.Pg.objgen, 0) if "/Pg" in holder else otherwise


def _is_call(element: Any) -> bool:
    """Whether an element is the call of a note: what leads there, or refers to it, says so."""
    if element.get("/S") != "/Reference":
        return False
    kinds = [kid.get("/S") for kid in _list_elements(element)]
    return "/Link" not in kinds


def _attributes(element: Any) -> Any:
    return element.get("/A", {})


def _list_kids(element: Any) -> list[Any]:
    if "/K" not in element:
        return []
    return list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]


def _list_elements(element: Any) -> Iterator[Any]:
    return (
        kid for kid in _list_kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    )


def _read_cells(number: int, table: Any) -> Iterator[Statement]:
    """The number of a table and its element → each cell, with the headings that it names."""
    rows = list(_list_rows(table))
    names = {
        str(cell.ID): f"{row}.{place}"
        for row, cells in enumerate(rows, start=1)
        for place, cell in enumerate(cells, start=1)
        if "/ID" in cell
    }
    for row, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells, start=1):
            said = _attributes(cell)
            is_head = cell.get("/S") == "/TH"
            scope = str(said.get("/Scope", "/nothing"))[1:].lower()
            kind = f"heading of a {scope}" if is_head else "data"
            heads = [names.get(str(one), "nowhere") for one in said.get("/Headers", ())]
            spans = (int(said.get("/ColSpan", 1)), int(said.get("/RowSpan", 1)))
            described = describe_cell(number, row, place, kind, heads, spans)
            yield Statement("cell of a table", described)


def _list_rows(element: Any) -> Iterator[list[Any]]:
    for kid in _list_elements(element):
        if kid.get("/S") == "/TR":
            yield list(_list_elements(kid))
        elif kid.get("/S") != "/Caption":
            yield from _list_rows(kid)


# ----------------------------------------------------------------- ways back


Owners = dict[tuple[Any, int], Any]  # by page or link, and number of marked content: the element


def find_strays(pdf: pikepdf.Pdf) -> Iterator[Statement]:
    """A PDF, open → elements and content that say they belong elsewhere than they stand."""
    root = pdf.Root.StructTreeRoot
    owners: Owners = {}
    names: dict[str, Any] = {}
    waiting: list[tuple[Any, Any, Any]] = [(root.get("/K"), root, None)]
    while waiting:
        element, parent, page = waiting.pop()
        if element.get("/P", root).objgen != parent.objgen:
            yield Statement("structure", "an element that says it belongs to another")
        if "/ID" in element:
            names[str(element.ID)] = element.objgen
        page = element.Pg.objgen if "/Pg" in element else page
        for kid in _list_kids(element):
            if isinstance(kid, int):
                owners[page, kid] = element.objgen
            elif "/MCID" in kid:
                owners[kid.Pg.objgen if "/Pg" in kid else page, int(kid.MCID)] = element.objgen
            elif "/Obj" in kid:
                owners[kid.Obj.objgen, -1] = element.objgen
            elif "/S" in kid:
                waiting.append((kid, element, page))
    if _read_owners(pdf) != owners:
        yield Statement("structure", "content that says it belongs to another element")
    tree: Any = root.get("/IDTree", {})
    listed: Any = list(tree.get("/Names", ()))
    if {str(n): one.objgen for n, one in zip(listed[::2], listed[1::2], strict=False)} != names:
        yield Statement("structure", "a name that is another element's")


def _read_owners(pdf: pikepdf.Pdf) -> Owners:
    """A PDF → what its pages and links say of the elements that their content belongs to."""
    listed: Any = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    rows: dict[int, Any] = dict(zip(map(int, listed[::2]), listed[1::2], strict=False))
    found: Owners = {}
    for page in pdf.pages:
        for number, owner in enumerate(_look_up(rows, page.obj, "/StructParents") or ()):
            if owner is not None:
                found[page.obj.objgen, number] = owner.objgen
        for link in page.obj.get("/Annots", ()):
            if (owner := _look_up(rows, link, "/StructParent")) is not None:
                found[link.objgen, -1] = owner.objgen
    return found


def _look_up(rows: Mapping[int, Any], holder: Any, key: str) -> Any:
    return rows.get(int(holder.get(key, -1)))
