"""A Layout → the bytes of a Word file that is finished when it is opened.

The PDF and this file come from the same layout: styles from its sampler, widths of columns and
page numbers from its pages. Every field carries its result; nothing asks to be updated.
"""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any, cast

from docx.document import Document
from docx.opc.part import Part

from briefwright.document import corporate_template
from briefwright.layout import Layout, Style, find_charts
from briefwright.problems import ContentError
from briefwright.word import settings, styles
from briefwright.word.assembly import (
    apply_page_ends,
    build_nodes,
    cut_sections,
    distribute_margins,
    separate_boxes,
    thin_paragraph,
)
from briefwright.word.body import build_blocks
from briefwright.word.corporate import (
    add_font_table,
    add_numbering,
    apply_styles,
    find_free_ids,
    open_corporate,
)
from briefwright.word.corporate_content import describe_damage
from briefwright.word.covers import find_body_page
from briefwright.word.embedding import embed
from briefwright.word.fonts import build_font_table
from briefwright.word.frame import Frame, inner_frame
from briefwright.word.headers_footers import section_properties
from briefwright.word.named_styles import NamedStyles, sample_styles
from briefwright.word.notes import write_footnotes
from briefwright.word.numbering import Numbering
from briefwright.word.ooxml import Node, w
from briefwright.word.package import open_base, save, write_properties
from briefwright.word.pieces import Section, Table, close_box, leaves
from briefwright.word.table_style import DATA, TableLook, read_look
from briefwright.word.theme_part import write_theme as theme_part
from briefwright.word.tracking import track_blocks
from briefwright.word.writer_state import WriterState, find_link_targets, mark_first_control

_HAN = ord("一")  # a font that has it is for Chinese, Japanese or Korean, too


def write(layout: Layout) -> bytes:
    """A layout → the bytes of its Word file: the same bytes for the same layout, on any day."""
    sheet = sample_styles(layout)
    document, section = _open(layout, sheet)
    state = _begin(layout, document, sheet)
    state.base_section = section
    document.element.body.extend(_build_body(state))
    if background := settings.find_background(state):
        document.element.insert(0, w("background", color=background))
    write_footnotes(state, document.part.package)
    numbering = document.part.numbering_part.element
    add_numbering(numbering, state.numbering.abstracts, state.numbering.numbers)
    styles.write_styles(document.styles.element, sheet, state.table_look, state.language)
    table, names = _write_fonts(state)
    settings.write_settings(document.settings.element, state, fonts=bool(table.rels))
    write_properties(document, layout.metadata)
    return save(document, names)


def _open(layout: Layout, sheet: NamedStyles) -> tuple[Document, Node | None]:
    """A layout and its sheet → the empty document; of a corporate base, its section too."""
    base = corporate_template.find(layout.assets)
    if base is None:
        han = {name for name, family in sheet.faces.items() if _HAN in family.letters}
        theme = theme_part(sheet.theme, sheet.colours, han)
        return open_base({"word/theme/theme1.xml": theme}), None
    try:
        apply_styles(sheet, corporate_template.read(base.data))
        document, section = open_corporate(base.data)
        find_free_ids(document.part.numbering_part.element)
        _ = document.styles.element, document.settings.element  # found only when asked for
    except Exception as error:  # python-docx says what is broken in too many ways
        raise ContentError([describe_damage(base)]) from error
    return document, section


def _write_fonts(state: WriterState) -> tuple[Part, Mapping[str, str]]:
    """A draft when its styles are written → the font table; own names of families in this file."""
    sheet, layout = state.sheet, state.layout
    looks = [style.text for style in sheet.styles.values()]
    names = [look.font for look in looks] + [look.complex for look in looks]
    names += [cut.family for cut in sheet.uses]
    body = layout.root.find("body")
    heads = () if body is None else body.attrib.values()  # running titles among them
    units = (chart_data.unit for chart_data in state.chart_data.values())
    part = add_font_table(state.part, build_font_table(names, sheet.faces))
    letters = "".join((*layout.root.itertext(), *heads, *units))
    return part, embed(part.tree, part, layout.faces, sheet.uses, letters)


def _begin(layout: Layout, document: Document, sheet: NamedStyles) -> WriterState:
    return WriterState(
        layout=layout,
        part=document.part,
        sheet=sheet,
        numbering=Numbering(
            layout, sheet, first=find_free_ids(document.part.numbering_part.element)
        ),
        # A base's own style may say anything: cells say all that they are.
        table_look=TableLook() if DATA.lower() in sheet.corporate_ids else read_look(layout),
        language=layout.root.get("lang", "en"),
        ids={element.get("id", ""): element for element in layout.root.iter() if element.get("id")},
        targets=find_link_targets(layout.root),
        chart_data={picture: chart_data for _, picture, chart_data in find_charts(layout.root)},
    )


def _build_body(state: WriterState) -> list[Node]:
    """The whole tree → what stands in `w:body`, the last section's properties at its end."""
    layout = state.layout
    body = layout.root.find("body")
    if body is None:
        raise ValueError("a layout without a body")
    page = layout.page_box(find_body_page(layout))
    # Its background is that of the whole page.
    style: Style = ChainMap({"background_color": None}, cast(dict[str, Any], layout.style(body)))
    frame = inner_frame(Frame(page.width - page.margin_left - page.margin_right), style)
    pieces = close_box(build_blocks(state, body, frame), style)
    ready = separate_boxes(distribute_margins(apply_page_ends(pieces), state))
    pieces, last = cut_sections(ready, state, Section(1, opening=True))
    found = list(leaves(pieces))
    if not found or isinstance(found[-1][1], Table):
        pieces.append(thin_paragraph(state, 0))
    nodes = build_nodes(state, pieces)
    mark_first_control(nodes)
    track_blocks(state, nodes)
    return [*nodes, section_properties(state, last)]
