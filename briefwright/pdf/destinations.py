"""Links and outline of a PDF 2.0 → they lead to structure elements too, not to spots alone.

PDF/UA-2 (ISO 14289-2, 8.8) asks for it: a spot on a page means nothing to those who can't see it.
"""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefwright.pdf.tree import TreeWriter

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def link_to_elements(pdf: pikepdf.Pdf, elements: Sequence[Element], tree: TreeWriter) -> None:
    """A PDF, the HTML elements and its tree, written → each way within it leads to an element."""
    find = tree.first_element
    places = {name: place for place, element in enumerate(elements) if (name := element.get("id"))}
    spots = _read_names(pdf)
    for reference, href in tree.led:
        if href.startswith("#"):
            target = find(places[href[1:]])
            reference.Ref = Array([target])
            if Name.FENote == target.S:  # a note names all that refer to it
                target.Ref = Array([*target.get("/Ref", ()), reference])
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            if "/Dest" in note:
                name = str(note.Dest)
                _redirect(note, spots[name], find(places[name]))
    if "/Outlines" not in pdf.Root:
        return
    headings = [
        (" ".join("".join(element.itertext()).split()), place)
        for place, element in enumerate(elements)
        if element.tag in _HEADINGS
    ]
    for entry in _walk_outline(pdf.Root.Outlines):
        title = " ".join(str(entry.Title).split())
        place = next((place for words, place in headings if words == title), 0)
        _redirect(entry, entry.Dest, find(place))
        headings = [(words, spot) for words, spot in headings if spot > place]


def _read_names(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", ())
    pairs = list(names)
    return {str(name): spot for name, spot in zip(pairs[::2], pairs[1::2], strict=True)}


def _redirect(holder: pikepdf.Object, spot: pikepdf.Object, element: pikepdf.Object) -> None:
    """A link or an entry of the outline → it goes to a spot, and to the element that is there."""
    view = list(spot)[1:]
    holder.A = Dictionary(S=Name.GoTo, D=spot, SD=Array([element, *view]))
    del holder["/Dest"]


def _walk_outline(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The outline, or an entry of it → all entries in it, in the order of the document."""
    entry = parent.get("/First")
    while entry is not None:
        yield entry
        yield from _walk_outline(entry)
        entry = entry.get("/Next")
