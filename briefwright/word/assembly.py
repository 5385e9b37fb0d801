"""Pieces → what stands in a body or a cell: margins shared out, sections cut, controls nested."""

from collections.abc import Sequence
from itertools import pairwise

from briefwright.word.formatting import paragraph_properties, text_properties
from briefwright.word.formatting_values import Edges, ParagraphFormatting
from briefwright.word.headers_footers import section_properties
from briefwright.word.named_styles import NORMAL
from briefwright.word.ooxml import THINNEST, Node, in_schema_order, name, put, w
from briefwright.word.pieces import (
    Close,
    Open,
    PageEnd,
    Para,
    Piece,
    Section,
    Start,
    Table,
    change,
    formatting_at,
    leaves,
)
from briefwright.word.writer_state import WriterState


def assemble(state: WriterState, pieces: list[Piece]) -> list[Node]:
    """The pieces of one cell, or of a body without sections → paragraphs, tables and controls."""
    ready = separate_boxes(distribute_margins(apply_page_ends(pieces), state))
    places = list(leaves(ready))
    if not places or isinstance(places[-1][1], Table):
        ready.append(thin_paragraph(state, 0))
    return build_nodes(state, ready)


def build_nodes(state: WriterState, pieces: Sequence[Piece]) -> list[Node]:
    """Pieces that are settled → elements; controls hold what stands between Open and Close."""
    made: list[Node] = []
    holders: list[tuple[Open, list[Node]]] = []
    inner = made
    for piece in pieces:
        match piece:
            case Open():
                holders.append((piece, inner))
                inner = []
            case Close():
                opened, outer = holders.pop()
                outer.append(_build_control(state, opened, inner))
                inner = outer
            case Para():
                inner.append(build_paragraph(state, piece))
            case Table():
                inner.append(_finish_table(piece))
            case Start() | PageEnd():
                raise ValueError("a section or a page cannot end here")
    return made


def _build_control(state: WriterState, opened: Open, content: list[Node]) -> Node:
    holder = w("sdtContent", *content)
    if opened.contents:
        return state.contents_control(opened.tag, holder)
    return state.control(opened.tag, holder)


def build_paragraph(state: WriterState, para: Para) -> Node:
    """A paragraph as a value → its element; a style that only CSS names is defined by the first."""
    style = state.sheet.styles[para.style]
    if style.look is None:
        style.look = para.look
    kids = [] if para.style == NORMAL else [w("pStyle", val=style.id)]
    if para.number != style.number:
        number, level = para.number or (0, 0)
        kids.append(w("numPr", w("ilvl", val=level), w("numId", val=number)))
    if style.corporate_id and style.tab:
        kids.append(w("tabs", w("tab", val="right", leader="dot", pos=style.tab)))
    kids += paragraph_properties(para.look, style.look, state.sheet.theme)
    mark = in_schema_order("rPr", text_properties(para.text, style.text, state.sheet.theme))
    if mark is not None:
        kids.append(mark)
    if para.section:
        kids.append(section_properties(state, para.section))
    column = w("r", w("br", type="column")) if para.column else None
    return w("p", in_schema_order("pPr", kids), column, *para.nodes)


def _finish_table(piece: Table) -> Node:
    """A table → its element, its breaks set on paragraphs of its last row and its first cell."""
    rows = piece.node.findall(name("w:tr"))
    if piece.look.keep_next and rows:
        for found in rows[-1].iter(name("w:p")):
            put(_find_properties(found), w("keepNext"))
    if piece.look.new_page and rows:
        put(_find_properties(next(rows[0].iter(name("w:p")))), w("pageBreakBefore"))
    return piece.node


def _find_properties(found: Node) -> Node:
    holder = found.find(name("w:pPr"))
    if holder is None:
        holder = w("pPr")
        found.insert(0, holder)
    return holder


def apply_page_ends(pieces: list[Piece]) -> list[Piece]:
    """Pieces → the same, where what follows the end of a page begins a new one by itself."""
    made: list[Piece] = [piece for piece in pieces if not isinstance(piece, PageEnd)]
    ended, place = False, 0
    for piece in pieces:
        if isinstance(piece, PageEnd):
            ended = True
            continue
        if ended and isinstance(piece, Para | Table):
            change(made, place, new_page=True)
            ended = False
        place += 1
    return made


def distribute_margins(pieces: list[Piece], state: WriterState) -> list[Piece]:
    """Pieces → the same, each table's margins given to its neighbours.

    Two tables that touch would become one: a thin paragraph as high as their gap parts them.
    """
    found = list(leaves(pieces))
    gaps: dict[int, Para] = {}
    for (place, piece), (after, following) in pairwise(found):
        if isinstance(piece, Table) and isinstance(following, Table):
            gap = max(piece.look.after, following.look.before)
            gaps[_skip_controls(pieces, place)] = thin_paragraph(state, gap)
        elif isinstance(following, Table) and following.look.before > piece.look.after:
            change(pieces, place, after=following.look.before)
        elif isinstance(piece, Table) and piece.look.after > formatting_at(pieces, after).before:
            change(pieces, after, before=piece.look.after)
    for place in sorted(gaps, reverse=True):
        pieces.insert(place, gaps[place])
    return pieces


def separate_boxes(pieces: list[Piece]) -> list[Piece]:
    """Pieces → the same, where two boxes that look alike and touch differ by a hair.

    Word draws one box around both otherwise, LibreOffice fills the space between two backgrounds.
    """
    above = ParagraphFormatting()
    twins: set[int] = set()
    tinted: set[int] = set()
    for place, piece in leaves(pieces):
        look = piece.look
        if above.box is not look.box and None not in (above.box, look.box):
            if _outline(above) == _outline(look):
                twins.add(id(look.box))
            if look.fill and above.fill == look.fill:
                tinted.add(id(look.box))
        if id(look.box) in twins:
            change(pieces, place, edges=_thicken(look.edges))
        if id(look.box) in tinted:
            change(pieces, place, fill=_shift_shade(look.fill))
        above = formatting_at(pieces, place)
    return pieces


def _outline(look: ParagraphFormatting) -> tuple[object, ...]:
    """What two boxes have in common that are drawn as one, whatever their backgrounds are."""
    lines = tuple(line and line._replace(space=0) for line in look.edges)
    return (lines, look.start, look.end, look.first)


def _thicken(edges: Edges) -> Edges:
    """A border that is 1/8 pt thicker: of the sides that are drawn, the last."""
    made = list(edges)
    drawn = [place for place, line in enumerate(edges) if line]
    if drawn and (line := made[drawn[-1]]):
        made[drawn[-1]] = line._replace(size=line.size + 1)
    return (made[0], made[1], made[2], made[3])


def _shift_shade(fill: str) -> str:
    """The next shade of blue: the space between two backgrounds that are the same is filled too."""
    return f"{fill[:4]}{int(fill[4:], 16) ^ 1:02X}" if fill else ""


def _skip_controls(pieces: list[Piece], place: int) -> int:
    """The place after a leaf and all controls that end with it."""
    place += 1
    while place < len(pieces) and isinstance(pieces[place], Close):
        place += 1
    return place


def thin_paragraph(state: WriterState, height: int) -> Para:
    """A height in twips → an empty paragraph as high, at the least as thin as Word sets one."""
    look = ParagraphFormatting(line=max(THINNEST, height), rule="exact")
    return Para(NORMAL, look, state.sheet.styles[NORMAL].text)


def cut_sections(
    pieces: list[Piece], state: WriterState, first: Section
) -> tuple[list[Piece], Section]:
    """Pieces and the section that they begin in → pieces with their sections, and the last one.

    Word keeps a section's properties in its last paragraph.
    """
    made: list[Piece] = []
    current, filled = first, False
    last = max((place for place, _ in leaves(pieces)), default=-1)
    for place, piece in enumerate(pieces):
        if not isinstance(piece, Start):
            made.append(piece)
            filled = filled or isinstance(piece, Para | Table)
        elif place < last:
            if filled:
                _end_section(made, state, current)
            current, filled = piece.section, False
    return made, current


def _end_section(made: list[Piece], state: WriterState, section: Section) -> None:
    """A section ends in its last paragraph, never inside a control, nor around one.

    A control inside a paragraph makes LibreOffice lose fields and letters' looks in all others.
    """
    match made[-1:]:
        case [Para() as last]:
            made[-1] = last._replace(section=section)
        case _:
            thin = thin_paragraph(state, 0)
            *_, (_, above) = leaves(made)
            look = thin.look._replace(
                keep_next=above.look.keep_next
            )  # a heading stays with its columns
            made.append(thin._replace(look=look, section=section))
