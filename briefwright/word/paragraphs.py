"""Leaves: one element of text → one paragraph, with its number, its bookmarks, its boxes."""

from xml.etree.ElementTree import Element

from briefwright.document.vocabulary import Role
from briefwright.word.charts.part import chart
from briefwright.word.drawings import picture
from briefwright.word.frame import Frame, paragraph_look, within
from briefwright.word.line import Line
from briefwright.word.pieces import Para, Piece, close
from briefwright.word.runs import inline, known_role
from briefwright.word.writer_state import Draft, address_bookmark


def leaf(
    draft: Draft, element: Element, frame: Frame, caption: tuple[str, str, str] | None = None
) -> list[Piece]:
    """A paragraph, heading or caption and the frame around it → its paragraph.

    `caption` is label, number and id of the figure that a caption belongs to.
    """
    style, sheet, role = draft.layout.style(element), draft.sheet, known_role(element)
    key = sheet.paragraph(_style_key(role, frame), style)
    look = paragraph_look(style, within(frame, style), sheet.faces)
    line = Line(draft, key, draft.part, caption=caption)
    number = draft.numbering.heading(element)
    if number:
        line.drop = element.get("data-number", "")
    para = Para(key, look, sheet.text(style), tuple(inline(line, element)), number)
    return close([addressed(draft, element, para)], style)


def drawing(draft: Draft, element: Element, frame: Frame) -> list[Piece]:
    """A picture and the frame around it → a paragraph of its own that holds it."""
    style, sheet = draft.layout.style(element), draft.sheet
    key = sheet.paragraph("img", style)
    look = paragraph_look(style, within(frame, style), sheet.faces)
    look = look._replace(line=0, rule="")  # any height would cut the picture
    charted = draft.charted.get(element)
    if charted and look.bidi:
        # Some programs would write the letters of a chart backwards in a paragraph from the right.
        look = look._replace(bidi=False, align="right", start=look.end, end=look.start)
    made = chart(draft, element, charted) if charted else picture(draft, element)
    para = Para(key, look, sheet.text(style), (made,))
    return close([addressed(draft, element, para)], style)


def _style_key(role: Role, frame: Frame) -> str:
    return frame.plain if role.name == "p" and frame.plain else role.name


def addressed(draft: Draft, element: Element, para: Para) -> Para:
    """A leaf's element and its paragraph → the same with bookmarks for its address and its id."""
    nodes = list(para.nodes)
    if title := draft.claim(element.get("id")):
        nodes = draft.bookmark(title, nodes)
    if address := element.get("data-at"):
        nodes = draft.bookmark(address_bookmark(address), nodes)
    return para._replace(nodes=tuple(nodes))
