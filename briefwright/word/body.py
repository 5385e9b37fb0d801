"""The walk of the tree: each element by its role's construction → pieces."""

from typing import assert_never
from xml.etree.ElementTree import Element

from briefwright.document.vocabulary import Role
from briefwright.word import tables
from briefwright.word.contents import contents
from briefwright.word.formatting_values import px
from briefwright.word.frame import Frame, paragraph_look, within
from briefwright.word.line import Line
from briefwright.word.named_styles import LIST_LEVELS, marker_gap
from briefwright.word.ooxml import twips
from briefwright.word.paragraphs import addressed, drawing, leaf
from briefwright.word.pieces import Close, Open, PageEnd, Para, Piece, Section, Start, close, leaves
from briefwright.word.runs import inline, known_role
from briefwright.word.writer_state import WriterState


def blocks(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """An element that holds blocks, and the frame inside it → the pieces of all of them."""
    made: list[Piece] = []
    for child in element:
        made += block(state, child, frame)
    return made


def block(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """One element and the frame around it → its pieces, in a control that carries its address."""
    role = known_role(element)
    address = element.get("data-at", "")
    if not _controlled(role, address, frame):
        return _linked(state, element, _construct(state, element, role, frame))
    made = _linked(
        state, element, _construct(state, element, role, frame._replace(address=address))
    )
    if not any(leaves(made)) or any(isinstance(piece, Start) for piece in made):
        return made
    return [Open(address), *made, Close()]


def _controlled(role: Role, address: str, frame: Frame) -> bool:
    """A control stands around a block, not around each line in it."""
    inner = role.word in ("paragraph", "drawing") and frame.address
    return bool(
        address and frame.controls and address != frame.address and not inner
        and role.word not in ("section", "contents")
    )  # fmt: skip


def _construct(state: WriterState, element: Element, role: Role, frame: Frame) -> list[Piece]:
    match role.word:
        case "paragraph":
            return leaf(state, element, frame)
        case "group":
            return _group(state, element, frame)
        case "section":
            return _section(state, element, role, frame)
        case "box":
            return _box(state, element, role, frame)
        case "list":
            return _list(state, element, role, frame)
        case "drawing":
            return drawing(state, element, frame)
        case "data":
            return []  # it goes into the chart
        case "table":
            return tables.data_table(state, element, frame)
        case "strip":
            return tables.strip(state, element, frame)
        case "parallel":
            return tables.parallel(state, element, frame, blocks)
        case "contents":
            return contents(state, element, frame)
        case "item" | "row" | "cell" | "run" | "link" | "call" | "footnote" | "page":
            raise ValueError(f"{role.name} cannot stand alone")
        case _:
            assert_never(role.word)


def _linked(state: WriterState, element: Element, pieces: list[Piece]) -> list[Piece]:
    """What links to a container leads to the first paragraph in it."""
    for place, piece in leaves(pieces):
        if isinstance(piece, Para):
            if title := state.claim(element.get("id")):
                marked = (*state.bookmark(title, []), *piece.nodes)
                pieces[place] = piece._replace(nodes=marked)
            break
    return pieces


def _group(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    style = state.layout.style(element)
    inner = within(frame, style)
    made: list[Piece] = []
    for child in element:
        if child.tag == "figcaption":
            made += leaf(state, child, inner, _caption(element, child))
        else:
            made += block(state, child, inner)
    return close(made, style)


def _caption(figure: Element, caption: Element) -> tuple[str, str, str]:
    def given(name: str) -> str:
        return caption.get(name) or figure.get(name) or ""

    return given("data-label"), given("data-number"), figure.get("id", "")


def _section(state: WriterState, element: Element, role: Role, frame: Frame) -> list[Piece]:
    """A section is a group; turned sideways or set in columns it is one of Word's sections too."""
    style = state.layout.style(element)
    if role.name == "section":
        return _group(state, element, frame)
    page = state.layout.page(element)
    if role.name == "columns":
        gap, count = px(style["column_gap"]), style["column_count"]
        columns = Section(page, 1 if count == "auto" else int(count), twips(gap), "continuous")
        if not frame.controls or columns.columns == 1:
            return _group(state, element, frame)
        room = (frame.room - gap * (columns.columns - 1)) / columns.columns
        narrow = frame._replace(width=frame.start + frame.end + room)
        after = Section(page, kind="continuous")
        return [Start(columns), *_group(state, element, narrow), Start(after)]
    box = state.layout.page_box(page)
    wide = frame._replace(width=box.width - box.margin_left - box.margin_right)
    turned = [piece for piece in _group(state, element, wide) if not isinstance(piece, PageEnd)]
    return [Start(Section(page)), *turned, Start(Section(1))]


def _box(state: WriterState, element: Element, role: Role, frame: Frame) -> list[Piece]:
    style = state.layout.style(element)
    plain = state.sheet.paragraph(role.name, style)
    return close(blocks(state, element, within(frame, style)._replace(plain=plain)), style)


def _list(state: WriterState, element: Element, role: Role, frame: Frame) -> list[Piece]:
    """A list → its items; an ordered one gets a number of its own wherever the count jumps."""
    style = state.layout.style(element)
    inner = within(frame, style)._replace(depth=frame.depth + 1)
    made: list[Piece] = []
    number, expected = 0, -1
    for item in element:
        looks = state.layout.style(item)
        if role.name == "ul":
            number = state.numbering.bullets(looks, frame.depth)
        else:
            given = _count(item, expected)
            if given != expected:
                kind = "endnote" if role.name == "endnotes" else "ol"
                number = state.numbering.ordered(kind, looks, min(frame.depth, 8), given)
            expected = given + 1
        made += _item(state, item, inner, role, number)
    return close(made, style)


def _count(item: Element, expected: int) -> int:
    given = item.get("data-number", item.get("value", ""))
    return int(given) if given.isdecimal() else max(expected, 1)


def _item(
    state: WriterState, element: Element, frame: Frame, role: Role, number: int
) -> list[Piece]:
    style, sheet = state.layout.style(element), state.sheet
    depth = frame.depth - 1
    own = role.name if role.name != "endnotes" else "endnote"
    level = min(depth, LIST_LEVELS - 1)
    key = sheet.paragraph(f"{own}:{level}" if level and own != "endnote" else own, style)
    inner = within(frame, style)
    hanging = 0.0 if style["list_style_type"] == "none" else marker_gap(style)
    look = paragraph_look(style, inner, sheet.faces, hanging)
    nodes = tuple(inline(Line(state, key, state.part), element))
    para = Para(key, look, sheet.text(style), nodes, (number, min(depth, 8)))
    made: list[Piece] = [addressed(state, element, para)]
    for child in element:
        if known_role(child).word == "list":
            made += block(state, child, inner)
    return close(made, style)
