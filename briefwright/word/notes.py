"""The part footnotes.xml: real footnotes, at the foot of the page where they are called."""

from xml.etree.ElementTree import Element

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefwright.word.formatting import shade
from briefwright.word.line import Line
from briefwright.word.ooxml import Node, root, text_node, text_run, w
from briefwright.word.package import TreePart
from briefwright.word.runs import build_runs
from briefwright.word.writer_state import WriterState, address_bookmark

STYLE = "footnote"


def write_footnotes(state: WriterState, package: Package) -> None:
    """The footnotes that the body called → their part, if there are any, tied to the body."""
    if not state.footnotes:
        return
    part = TreePart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, None, package)
    part.tree = root("w:footnotes", *_separators(state))
    for number, element in enumerate(state.footnotes, start=1):
        part.tree.append(_build_footnote(state, part, number, element))
    state.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _separators(state: WriterState) -> list[Node]:
    """The lines above the notes, which Word counts as notes of their own."""
    made = []
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        spacing = w("spacing", before=0, after=0, line=240, lineRule="auto")
        look = w("rPr", shade(state.sheet.colours["dk2"], state.sheet.theme))
        line = w("p", w("pPr", spacing), w("r", look, w(kind)))
        made.append(w("footnote", line, type=kind, id=number))
    return made


def _build_footnote(state: WriterState, part: Part, number: int, element: Element) -> Node:
    style = state.layout.style(element)
    line = Line(state, STYLE, part)
    own = state.numbered_footnotes.get(number)
    mark = w("r", text_node("t", own) if own else w("footnoteRef"))
    nodes = [mark, text_run(_after_number(state, element), None), *build_runs(line, element)]
    if address := element.get("data-at"):
        nodes = state.bookmark(address_bookmark(address), nodes)
    named = state.sheet.styles[state.sheet.paragraph(STYLE, style)]
    return w("footnote", w("p", w("pPr", w("pStyle", val=named.id)), *nodes), id=number)


def _after_number(state: WriterState, element: Element) -> str:
    """What CSS sets between number and note: a full stop and a space, or only the space."""
    marker = state.layout.generated_text(element, "footnote-marker").strip()
    return marker.removeprefix(element.get("data-number", "")) + " "
