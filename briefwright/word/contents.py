"""Tables of contents, of figures and of tables: filled with the PDF's pages, and live in Word."""

import re
from xml.etree.ElementTree import Element

from briefwright.layout import Style
from briefwright.word.fields import build_page_reference, series_name
from briefwright.word.frame import Frame, inner_frame, paragraph_formatting
from briefwright.word.line import Line, TextContext
from briefwright.word.named_styles import NamedStyle
from briefwright.word.ooxml import Node, text_node, text_run, twips, w
from briefwright.word.paragraphs import add_bookmarks, build_leaf
from briefwright.word.pieces import Close, Open, Para, Piece, close_box, leaves
from briefwright.word.runs import build_content, require_role
from briefwright.word.writer_state import WriterState

# What Word calls the style of lists of figures and of tables.
LIST_OF_FIGURES = "Table of Figures"


def build_contents(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """A `nav` and the frame around it → its title and entries, in the control that Word updates.

    One that lists the captions of a series is a field of another kind, in a control of its own.
    """
    style = state.layout.style(element)
    inner = inner_frame(frame, style)._replace(address=element.get("data-at") or "contents")
    series = element.get("data-series", "")
    made: list[Piece] = []
    for child in element:
        if child.tag == "ul":
            made += _build_entries(state, child, inner, series)
        else:
            made += build_leaf(state, child, inner)
    if not made:
        return []
    control = Open(element.get("data-at", ""), contents=not series)
    return [control, *close_box(made, style), Close()]


def _build_entries(state: WriterState, element: Element, frame: Frame, series: str) -> list[Piece]:
    style = state.layout.style(element)
    inner = inner_frame(frame, style)
    made: list[Piece] = []
    for entry in element:
        made += _build_entry(state, entry, inner, series)
    places = [place for place, _ in leaves(made)]
    if places:
        deepest = max(_level(entry) for entry in element)
        what = (
            f'\\h \\z \\c "{series_name(series)}"' if series else f'\\o "1-{deepest}" \\h \\z \\u'
        )
        _add(made, places[0], before=_begin_field(f"TOC {what}"))
        _add(made, places[-1], after=[w("r", w("fldChar", fldCharType="end"))])
    return close_box(made, style)


def _add(
    pieces: list[Piece],
    place: int,
    before: list[Node] | None = None,
    after: list[Node] | None = None,
) -> None:
    """The contents are one field: it begins in the first entry and ends in the last."""
    para = pieces[place]
    if isinstance(para, Para):
        pieces[place] = para._replace(nodes=(*(before or ()), *para.nodes, *(after or ())))


def _begin_field(instruction: str) -> list[Node]:
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", text_node("instrText", f" {instruction} ")),
        w("r", w("fldChar", fldCharType="separate")),
    ]


def _level(entry: Element) -> int:
    return int(entry.get("data-level", "1"))


def _build_entry(state: WriterState, entry: Element, frame: Frame, series: str) -> list[Piece]:
    style, sheet = state.layout.style(entry), state.sheet
    level = 0 if series else _level(entry)
    key = _choose_style(state, level, style, twips(frame.width - frame.end))
    look = paragraph_formatting(style, inner_frame(frame, style), sheet.faces)
    line = Line(state, key, state.part)
    nodes: list[Node] = []
    for child in entry:
        around = TextContext(state.layout.style(child))
        if require_role(child).word == "page":
            nodes += _build_page_number(state, line, child, around)
        else:
            nodes += build_content(line, child, around)
    target = next((link.get("href", "") for link in entry.iter("a")), "")
    link = w("hyperlink", *nodes, anchor=state.targets[target.removeprefix("#")], history=1)
    para = Para(key, look, sheet.text(style), (link,))
    return close_box([add_bookmarks(state, entry, para)], style)


def _build_page_number(
    state: WriterState, line: Line, element: Element, around: TextContext
) -> list[Node]:
    """A tab for the leader, and the page that the PDF prints, as a field."""
    target = (element.get("data-ref") or "").removeprefix("#")
    printed = re.search(r"[^\s.…·]+$", state.layout.generated_text(element, "after"))
    holder = state.ids.get(target)
    page = printed[0] if printed else str(state.layout.page(holder)) if holder is not None else ""
    tab = w("r", line.properties(around), w("tab"))
    line.last = None
    return [
        tab,
        *build_page_reference(state.targets[target], text_run(page, line.properties(around))),
    ]


def _choose_style(state: WriterState, level: int, style: Style, width: int) -> str:
    """Deeper levels have no sample: the first entry of its level says how TOC 2 and TOC 3 look.

    Level 0 is that of lists of figures and tables.
    """
    key = "entry" if level == 1 else f"entry:{level}"
    if key not in state.sheet.styles:
        title = f"TOC {level}" if level else LIST_OF_FIGURES
        state.sheet.add(key, NamedStyle(title, "paragraph", state.sheet.text(style)))
    state.sheet.styles[key].tab = width
    return key
