"""Leaves: one element of text → one paragraph, with its number, its bookmarks, its boxes."""

from xml.etree.ElementTree import Element

from briefwright.document.vocabulary import Role
from briefwright.word import tracking
from briefwright.word.charts.part import build_chart
from briefwright.word.drawings import build_cover, build_picture
from briefwright.word.frame import Frame, inner_frame, paragraph_formatting
from briefwright.word.line import Line
from briefwright.word.named_styles import RUNNING_TITLE
from briefwright.word.ooxml import THINNEST
from briefwright.word.pieces import Para, Piece, close_box
from briefwright.word.running_titles import read_running_title
from briefwright.word.runs import build_runs, require_role
from briefwright.word.writer_state import WriterState, address_bookmark


def build_leaf(
    state: WriterState, element: Element, frame: Frame, caption: tuple[str, str, str] | None = None
) -> list[Piece]:
    """A paragraph, heading or caption and the frame around it → its paragraph.

    `caption` is label, number and id of the figure that a caption belongs to.
    """
    style, sheet, role = state.layout.style(element), state.sheet, require_role(element)
    key = sheet.paragraph(_style_key(role, frame), style)
    look = paragraph_formatting(style, inner_frame(frame, style), sheet.faces)
    line = Line(state, key, state.part, caption=caption)
    number = state.numbering.heading(element)
    if element in state.numbering.live:
        line.drop = element.get("data-number", "")
    if role.name == "h2" and RUNNING_TITLE in sheet.styles:
        line.title = read_running_title(element, line.drop)
    para = Para(key, look, sheet.text(style), tuple(build_runs(line, element)), number)
    return close_box([add_bookmarks(state, element, para)], style)


def build_drawing(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """A picture and the frame around it → a paragraph of its own that holds it."""
    style, sheet = state.layout.style(element), state.sheet
    role = require_role(element)
    key = sheet.paragraph(role.name, style)
    look = paragraph_formatting(style, inner_frame(frame, style), sheet.faces)
    if role.name == "cover-picture":  # the paragraph holds no more than its anchor
        look = look._replace(line=THINNEST, rule="exact")
        para = Para(key, look, sheet.text(style), (build_cover(state, element),))
        return [add_bookmarks(state, element, para)]
    look = look._replace(line=0, rule="")  # any height would cut the picture
    chart_data = state.chart_data.get(element)
    if chart_data and look.bidi:
        # Some programs would write the letters of a chart backwards in a paragraph from the right.
        look = look._replace(bidi=False, align="right", start=look.end, end=look.start)
    made = build_chart(state, element, chart_data) if chart_data else build_picture(state, element)
    change = element.get("data-change", "")
    nodes = tracking.wrap(state, [made], change) if change else [made]
    para = Para(key, look, sheet.text(style), tuple(nodes))
    return close_box([add_bookmarks(state, element, para)], style)


def _style_key(role: Role, frame: Frame) -> str:
    return frame.plain if role.name == "p" and frame.plain else role.name


def add_bookmarks(state: WriterState, element: Element, para: Para) -> Para:
    """A leaf's element and its paragraph → the same with bookmarks for its address and its id."""
    nodes = list(para.nodes)
    if title := state.claim(element.get("id")):
        nodes = state.bookmark(title, nodes)
    if address := element.get("data-at"):
        nodes = state.bookmark(address_bookmark(address), nodes)
    return para._replace(nodes=tuple(nodes), column=element in state.column_starts)
