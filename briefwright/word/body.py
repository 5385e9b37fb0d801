"""The walk of the tree: each element by its role's construction → pieces."""

from typing import assert_never
from xml.etree.ElementTree import Element

from briefwright.document.vocabulary import Role
from briefwright.word import revisions, side_by_side, tables
from briefwright.word.contents import build_contents
from briefwright.word.covers import find_body_page
from briefwright.word.formatting_values import px
from briefwright.word.frame import Frame, inner_frame, paragraph_formatting
from briefwright.word.line import Line
from briefwright.word.named_styles import LIST_LEVELS, marker_gap
from briefwright.word.ooxml import THINNEST, twips
from briefwright.word.paragraphs import add_bookmarks, build_drawing, build_leaf
from briefwright.word.pieces import (
    Close,
    Open,
    PageEnd,
    Para,
    Piece,
    Section,
    Start,
    change,
    close_box,
    follow,
    leaves,
)
from briefwright.word.runs import build_runs, require_role
from briefwright.word.writer_state import WriterState


def build_blocks(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """An element that holds blocks, and the frame inside it → the pieces of all of them."""
    made: list[Piece] = []
    for child in element:
        made = follow(made, build_block(state, child, frame), state.layout.style(child))
    return made


def build_block(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    """One element and the frame around it → its pieces, in a control that carries its address."""
    role = require_role(element)
    address = element.get("data-at", "")
    if not _needs_control(role, address, frame) or revisions.find_change(element):
        return _add_bookmark(state, element, _construct(state, element, role, frame))
    made = _add_bookmark(
        state, element, _construct(state, element, role, frame._replace(address=address))
    )
    if not any(leaves(made)) or any(isinstance(piece, Start) for piece in made):
        return made
    return [Open(address), *made, Close()]


def _needs_control(role: Role, address: str, frame: Frame) -> bool:
    """A control stands around a block, not around each line in it."""
    inner = role.word in ("paragraph", "drawing") and frame.address
    return bool(
        address and address != frame.address and not inner
        and role.word not in ("section", "contents")
    )  # fmt: skip


def _construct(state: WriterState, element: Element, role: Role, frame: Frame) -> list[Piece]:
    match role.word:
        case "paragraph":
            return build_leaf(state, element, frame)
        case "group":
            return _build_group(state, element, frame)
        case "section":
            return _build_section(state, element, role, frame)
        case "box":
            return _build_box(state, element, role, frame)
        case "list":
            return _build_list(state, element, role, frame)
        case "drawing":
            return build_drawing(state, element, frame)
        case "data":
            return []  # it goes into the chart
        case "table":
            return tables.build_table(state, element, frame, build_blocks)
        case "strip":
            return side_by_side.build_strip(state, element, frame)
        case "parallel":
            return side_by_side.build_parallel(state, element, frame, build_blocks)
        case "contents":
            return build_contents(state, element, frame)
        case "item" | "row" | "cell" | "run" | "revision" | "link" | "call" | "footnote" | "page":
            raise ValueError(f"{role.name} cannot stand alone")
        case _:
            assert_never(role.word)


def _add_bookmark(state: WriterState, element: Element, pieces: list[Piece]) -> list[Piece]:
    """What links to a container leads to the first paragraph in it."""
    for place, piece in leaves(pieces):
        if isinstance(piece, Para):
            if title := state.claim(element.get("id")):
                marked = (*state.bookmark(title, []), *piece.nodes)
                pieces[place] = piece._replace(nodes=marked)
            break
    return pieces


def _build_group(state: WriterState, element: Element, frame: Frame) -> list[Piece]:
    style = state.layout.style(element)
    inner = inner_frame(frame, style)
    made: list[Piece] = []
    for child in element:
        if child.tag == "figcaption":
            made += build_leaf(state, child, inner, _read_caption(element, child))
        else:
            made = follow(made, build_block(state, child, inner), state.layout.style(child))
    made = close_box(made, style)
    return _place(state, element, made) if style["position"] == "absolute" else made


def _place(state: WriterState, element: Element, pieces: list[Piece]) -> list[Piece]:
    """What stands in an element that is placed on its page → it, as far down from the page's head.

    Nothing stands above but the thin paragraphs of an empty head and of a picture.
    """
    places = [place for place, _ in leaves(pieces)]
    if places:
        _, down = state.layout.offset(element)
        change(pieces, places[0], before=twips(down) - 2 * THINNEST)
        change(pieces, places[-1], after=0)
    return pieces


def _read_caption(figure: Element, caption: Element) -> tuple[str, str, str]:
    def read(name: str) -> str:
        return caption.get(name) or figure.get(name) or ""

    return read("data-label"), read("data-number"), figure.get("id", "")


def _build_section(state: WriterState, element: Element, role: Role, frame: Frame) -> list[Piece]:
    """A section is a group; turned, in columns or a cover it is one of Word's sections too."""
    style = state.layout.style(element)
    if role.name == "section":
        return _build_group(state, element, frame)
    page = state.layout.page(element)
    if role.name == "columns":
        gap, count = px(style["column_gap"]), style["column_count"]
        columns = Section(page, 1 if count == "auto" else int(count), twips(gap), "continuous")
        if frame.in_cell or columns.columns == 1:
            return _build_group(state, element, frame)
        room = (frame.room - gap * (columns.columns - 1)) / columns.columns
        narrow = frame._replace(width=frame.start + frame.end + room)
        after = Section(page, kind="continuous")
        state.column_starts |= set(state.layout.column_starts(element))
        made = _fix_columns(_build_group(state, element, narrow))
        return [Start(columns), *made, Start(after)]
    box = state.layout.page_box(page)
    wide = frame._replace(width=box.width - box.margin_left - box.margin_right)
    here = Section(page, cover=role.name == "cover")
    turned = [
        piece for piece in _build_group(state, element, wide) if not isinstance(piece, PageEnd)
    ]
    return [Start(here), *turned, Start(Section(find_body_page(state.layout)))]


def _fix_columns(pieces: list[Piece]) -> list[Piece]:
    """What stands in columns → the same; where it begins them itself, nothing else moves them.

    LibreOffice fills the first column before the next one where paragraphs keep together.
    """
    found = list(leaves(pieces))
    starts = [place for place, piece in found if isinstance(piece, Para) and piece.column]
    if starts:
        for place, _ in found:
            change(pieces, place, keep_next=False)
        for place in (found[0][0], *starts):
            change(pieces, place, before=0)
    return pieces


def _build_box(state: WriterState, element: Element, role: Role, frame: Frame) -> list[Piece]:
    style = state.layout.style(element)
    plain = state.sheet.paragraph(role.name, style)
    return close_box(
        build_blocks(state, element, inner_frame(frame, style)._replace(plain=plain)), style
    )


def _build_list(state: WriterState, element: Element, role: Role, frame: Frame) -> list[Piece]:
    """A list → its items; an ordered one gets a number of its own wherever the count jumps."""
    style = state.layout.style(element)
    inner = inner_frame(frame, style)._replace(depth=frame.depth + 1)
    made: list[Piece] = []
    number, expected = 0, -1
    for item in element:
        looks = state.layout.style(item)
        if element.tag == "ul":
            number = state.numbering.bullet_list(role.name, looks, frame.depth)
        else:
            given = _read_number(item, expected)
            went = role.name == "endnotes" and revisions.find_change(item) == "del"
            if given != expected and not (went and number):
                kind = "endnote" if role.name == "endnotes" else role.name
                number = state.numbering.number_list(kind, looks, min(frame.depth, 8), given)
            expected = given + 1 if not went else given if expected < 0 else expected
        made += _build_item(state, item, inner, role, number)
    return close_box(made, style)


def _read_number(item: Element, expected: int) -> int:
    given = item.get("value", item.get("data-number", ""))
    return int(given) if given.isdecimal() else max(expected, 1)


def _build_item(
    state: WriterState, element: Element, frame: Frame, role: Role, number: int
) -> list[Piece]:
    style, sheet = state.layout.style(element), state.sheet
    depth = frame.depth - 1
    own = role.name if role.name != "endnotes" else "endnote"
    level = min(depth, LIST_LEVELS - 1)
    key = sheet.paragraph(f"{own}:{level}" if level and own != "endnote" else own, style)
    inner = inner_frame(frame, style)
    hanging = 0.0 if style["list_style_type"] == "none" else marker_gap(style)
    look = paragraph_formatting(style, inner, sheet.faces, hanging)
    nodes = tuple(build_runs(Line(state, key, state.part), element))
    para = Para(key, look, sheet.text(style), nodes, (number, min(depth, 8)))
    made: list[Piece] = [add_bookmarks(state, element, para)]
    for child in element:
        if require_role(child).word == "list":
            made += build_block(state, child, inner)
    return close_box(made, style)
