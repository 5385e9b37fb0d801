"""Pages: their size and margins, running heads and feet, as sections of Word have them."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Literal, NamedTuple, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from briefwright.layout import MarginBox, PageBox
from briefwright.word.corporate import find_tab_stops
from briefwright.word.covers import find_cover_page
from briefwright.word.formatting import paragraph_properties
from briefwright.word.formatting_values import ParagraphFormatting, line_height, px
from briefwright.word.named_styles import NORMAL, NamedStyle
from briefwright.word.ooxml import THINNEST, Node, in_schema_order, name, root, twips, w
from briefwright.word.package import TreePart
from briefwright.word.pieces import Section
from briefwright.word.running import build_box_runs, says_something
from briefwright.word.watermark import build_watermark
from briefwright.word.writer_state import WriterState

Place = Literal["top", "bottom"]
TAGS: dict[Place, str] = {"top": "hdr", "bottom": "ftr"}
RELATIONS: dict[Place, str] = {
    "top": RELATIONSHIP_TYPE.HEADER, "bottom": RELATIONSHIP_TYPE.FOOTER,
}  # fmt: skip
STYLES: dict[Place, str] = {"top": "Header", "bottom": "Footer"}


class Row(NamedTuple):
    """Margin boxes on one line, its distance from the paper's edge in px, its height in twips."""

    boxes: tuple[MarginBox, ...]
    distance: float
    height: int


def section_properties(state: WriterState, section: Section) -> Node:
    """A section → its `sectPr`, with the heads and feet that its pages have in the layout."""
    usual = section.page if section.cover else _usual_page(state, section.page)
    box = state.layout.page_box(usual)
    first = state.layout.page_box(1) if section.opening else box
    differs = section.opening and usual != 1 and _differs(first, box)
    margin = {place: min(_margin(box, place), _margin(first, place)) for place in TAGS}
    nearest = {place: min(_distance(state, one, place) for one in (box, first)) for place in TAGS}
    made = w("sectPr")
    if state.base_section is not None:
        return corporate_section(state, section, box)
    for place in TAGS:
        heights = (margin[place], nearest[place])
        made.append(_refer_to_part(state, place, "default", box, heights))
        if differs:
            made.append(_refer_to_part(state, place, "first", first, heights))
    made.append(w("type", val=section.kind))
    turned = "landscape" if box.width > box.height else None
    made.append(w("pgSz", w=twips(box.width), h=twips(box.height), orient=turned))
    made.append(_page_margins(box, margin, nearest))
    _add_columns(state, section, made, has_first=differs)
    return made


def _add_columns(state: WriterState, section: Section, made: Node, *, has_first: bool) -> None:
    """Its columns, whether its first page differs, and from right to left that the first column
    stands at the right (ISO/IEC 29500-1, 17.6.1)."""
    if section.columns > 1:
        made.append(w("cols", num=section.columns, space=section.gap))
    if has_first:
        made.append(w("titlePg"))
    if section.columns > 1 and state.layout.root.get("dir") == "rtl":
        made.append(w("bidi"))


_REFERENCES: dict[Place, str] = {"top": "headerReference", "bottom": "footerReference"}
_SIDES: dict[Place, str] = {"top": "header", "bottom": "footer"}


def corporate_section(state: WriterState, section: Section, box: PageBox) -> Node:
    """A section → its `sectPr`: heads and feet of the corporate base, ours where it has none.

    What no page may lack, such as a marking, stands first in the heads of the base. A cover, which
    has no margins for them, keeps its own.
    """
    base = state.base_section
    assert base is not None
    made = w("sectPr")
    for place, tag in _REFERENCES.items():
        theirs = [] if section.cover else [deepcopy(one) for one in base.iterfind(name(f"w:{tag}"))]
        heights = (_margin(box, place), _distance(state, box, place))
        made.extend(theirs or [_refer_to_part(state, place, "default", box, heights)])
        if place == "top":
            _add_marking(state, theirs, box)
    made.append(w("type", val=section.kind))
    turned = "landscape" if box.width > box.height else None
    made.append(w("pgSz", w=twips(box.width), h=twips(box.height), orient=turned))
    margin: dict[Place, float] = {place: _margin(box, place) for place in TAGS}
    given = base.find(name("w:pgMar"))
    nearest: dict[Place, float] = {
        place: float("709" if given is None else given.get(name(f"w:{side}"), "709")) / 15
        for place, side in _SIDES.items()
    }
    if section.cover:
        nearest = {place: _distance(state, box, place) for place in TAGS}
    made.append(_page_margins(box, margin, nearest))
    made.extend(deepcopy(one) for one in base.iterfind(name("w:pgBorders")))
    first = any(one.get(name("w:type")) == "first" for one in made)
    titled = section.opening and first and base.find(name("w:titlePg")) is not None
    _add_columns(state, section, made, has_first=titled)
    return made


def _add_marking(state: WriterState, heads: list[Node], page: PageBox) -> None:
    """The heads of the base and a page of ours → marking and watermark in each of them, once."""
    body = state.layout.root.find("body")
    marking = "" if body is None else body.get("data-marking")
    boxes = tuple(box for box in _find_boxes(page, "top") if marking and box.text == marking)
    for number, one in enumerate(heads, start=1):
        part = state.part.rels[one.get(name("r:id"))].target_part
        if part.partname in state.marked_heads:
            continue
        state.marked_heads.add(part.partname)
        if boxes:
            width = page.width - page.margin_left - page.margin_right
            part.element.insert(0, _build_paragraph(state, part, "top", boxes, width, (0, 0)))
        if (drawn := build_watermark(state.layout, number)) is not None:
            next(part.element.iter(name("w:p"))).append(drawn)


def _usual_page(state: WriterState, page: int) -> int:
    """A page → the first of its size after page 1, whose head and foot are those of all others."""
    box, cover = state.layout.page_box(page), find_cover_page(state.layout)
    for number in range(2, state.layout.pages + 1):
        other = state.layout.page_box(number)
        if number != cover and (other.width, other.height) == (box.width, box.height):
            return number
    return page


def _margin(box: PageBox, place: Place) -> float:
    return box.margin_top if place == "top" else box.margin_bottom


def _differs(first: PageBox, usual: PageBox) -> bool:
    def list_shown(box: PageBox) -> list[tuple[str, str]]:
        return [(one.where, str(one.content)) for place in TAGS for one in _find_boxes(box, place)]

    margins = (first.margin_top, first.margin_bottom) == (usual.margin_top, usual.margin_bottom)
    return list_shown(first) != list_shown(usual) or not margins


def _find_boxes(page: PageBox, place: Place) -> list[MarginBox]:
    """The boxes above or below the text that can be set with tab stops, from left to right."""
    places = [f"@{place}-{side}" for side in ("left", "center", "right")]
    found = {box.where: box for box in page.boxes if isinstance(box.content, tuple)}
    return [found[where] for where in places if where in found]


def _page_margins(box: PageBox, margin: dict[Place, float], nearest: dict[Place, float]) -> Node:
    return w(
        "pgMar", top=twips(margin["top"]), right=twips(box.margin_right),
        bottom=twips(margin["bottom"]), left=twips(box.margin_left),
        header=twips(nearest["top"]), footer=twips(nearest["bottom"]), gutter=0,
    )  # fmt: skip


def _make_rows(state: WriterState, page: PageBox, place: Place) -> list[Row]:
    """The running lines of a page from the paper's edge inwards; boxes aligned alike share one.

    A box that says nothing on any page, such as a marking that the briefing doesn't have, is none.
    """
    lines: dict[str, list[MarginBox]] = {}
    for box in _find_boxes(page, place):
        if says_something(state, box):
            lines.setdefault(str(box.style["vertical_align"]), []).append(box)
    rows = [
        row
        for boxes in lines.values()
        for row in _split_row(_make_row(state, tuple(boxes), _margin(page, place), place), place)
    ]
    return sorted(rows, key=lambda row: row.distance)


def _split_row(row: Row, place: Place) -> Iterator[Row]:
    """A row in which a box has several lines → a row for each, the line before the others."""
    texts = [box.text.split("\n") for box in row.boxes]
    count = max(map(len, texts))
    for number in range(count):
        boxes = (
            box if len(lines) == 1 else replace(box, text=words, content=(("string", words),))
            for box, lines in zip(row.boxes, texts, strict=True)
            for words in lines[number : number + 1]
        )
        towards_edge = number if place == "top" else count - 1 - number
        yield row._replace(
            boxes=tuple(boxes),
            distance=row.distance + (towards_edge - (count - 1) / 2) * row.height / 15,
        )


def _make_row(state: WriterState, boxes: tuple[MarginBox, ...], margin: float, place: Place) -> Row:
    """CSS sets the line in the room that the paddings leave of the margin."""
    style = boxes[0].style
    heights = [twips(picture.height) for box in boxes for picture in box.pictures]
    height = max(line_height(style, state.sheet.faces)[0], *heights, 0)
    share = {"top": 0.0, "middle": 0.5, "bottom": 1.0}.get(str(style["vertical_align"]), 0.5)
    above, below = px(style["padding_top"]), px(style["padding_bottom"])
    room = max(0.0, margin - above - below - height / 15)
    distance = above + room * share if place == "top" else below + room * (1 - share)
    return Row(boxes, distance, height)


def _distance(state: WriterState, page: PageBox, place: Place) -> float:
    """How far the outermost running line is from the paper's edge."""
    rows = _make_rows(state, page, place)
    return rows[0].distance if rows else _margin(page, place) / 2


def _refer_to_part(
    state: WriterState, place: Place, kind: str, page: PageBox, heights: tuple[float, float]
) -> Node:
    """The part for one kind of page, made once for each different head or foot.

    `heights` are what Word has once for all pages of a section: the margin, and the distance of
    the outermost line from the paper's edge. What this page has more is space around its lines.
    """
    rows = _make_rows(state, page, place)
    gaps = _gaps(state, place, page, heights)
    width = page.width - page.margin_left - page.margin_right
    shown = tuple((box.where, str(box.content), box.text) for row in rows for box in row.boxes)
    key = (place, gaps, round(width), shown)
    if key not in state.margin_parts:
        lines = [row.boxes for row in rows] or [()]
        part = _open_part(state, place)
        made = [
            _build_paragraph(state, part, place, boxes, width, spare)
            for boxes, spare in zip(lines, gaps, strict=True)
        ]
        drawn = build_watermark(state.layout, _count(state, place)) if place == "top" else None
        if drawn is not None:
            made[0].append(drawn)
        part.tree = root(f"w:{TAGS[place]}", *(made if place == "top" else made[::-1]))
        state.margin_parts[key] = state.part.relate_to(part, RELATIONS[place])
    made_reference = w(_REFERENCES[place], type=kind)
    made_reference.set(name("r:id"), state.margin_parts[key])
    return made_reference


def _gaps(
    state: WriterState, place: Place, page: PageBox, heights: tuple[float, float]
) -> tuple[tuple[int, int], ...]:
    """For each running line the space towards the paper's edge and inwards, in twips."""
    margin, nearest = heights
    inwards = _spare(state, place, page, margin)
    rows = _make_rows(state, page, place)
    if not rows:
        return ((twips(_distance(state, page, place) - nearest), inwards),)
    reached, found = twips(nearest), []
    for row in rows:
        found.append((max(0, twips(row.distance) - reached), 0))
        reached = twips(row.distance) + row.height
    return (*found[:-1], (found[-1][0], inwards))


def _spare(state: WriterState, place: Place, page: PageBox, margin: float) -> int:
    """Word has one margin for all pages of a section: where a page's is larger, its head grows."""
    if _margin(page, place) <= margin:
        return 0
    rows = _make_rows(state, page, place)
    line = rows[-1].height if rows else THINNEST
    distance = rows[-1].distance if rows else _distance(state, page, place)
    return max(0, twips(_margin(page, place) - distance) - line)


def _count(state: WriterState, place: Place) -> int:
    """The number of the head or foot that is made next."""
    return sum(1 for key in state.margin_parts if key[0] == place) + 1


def _open_part(state: WriterState, place: Place) -> TreePart:
    """A new head or foot without its tree, under a name that those of a base don't have."""
    content = CONTENT_TYPE.WML_HEADER if place == "top" else CONTENT_TYPE.WML_FOOTER
    package = state.part.package
    return TreePart(package.next_partname(f"/word/{_SIDES[place]}%d.xml"), content, None, package)


def _build_paragraph(
    state: WriterState,
    part: Part,
    place: Place,
    boxes: tuple[MarginBox, ...],
    width: float,
    spare: tuple[int, int],
) -> Node:
    """Where lines begin, centre, end by tab stops; `spare` is the space to the edge and inwards."""
    style = _choose_style(state, place, boxes)
    look = style.look or ParagraphFormatting()
    before, after = spare if place == "top" else spare[::-1]
    spaced = look._replace(before=before, after=after)
    if not boxes:
        spaced = spaced._replace(line=THINNEST, rule="exact")
    elif any(box.pictures for box in boxes):
        spaced = spaced._replace(line=0, rule="")  # any height would cut the picture
    order = ("right", "center", "left") if look.bidi else ("left", "center", "right")
    later = [where for where in order[1:] if any(box.where.endswith(where) for box in boxes)]
    kids = [
        w("pStyle", val=style.id),
        _build_stops(later, width, _find_stops(state, style)),
        *paragraph_properties(spaced, look, state.sheet.theme),
    ]
    nodes: list[Node] = []
    for where in (order[0], *later):
        if where != order[0]:
            nodes.append(w("r", w("tab")))
        for box in boxes:
            if box.where.endswith(where):
                nodes += build_box_runs(state, part, STYLES[place], box)
    return w("p", in_schema_order("pPr", kids), *nodes)


def _find_stops(state: WriterState, style: NamedStyle) -> frozenset[int]:
    """A style that a corporate template may have → the tab stops that it brings along, in twips."""
    if not style.corporate_id:
        return frozenset()
    return find_tab_stops(cast(DocumentPart, state.part).styles.element, style.id)


def _build_stops(later: list[str], width: float, inherited: frozenset[int]) -> Node:
    """The tab stops of what stands behind the first place on a line, and of nothing else.

    A stop in the middle that nothing needs would catch the text behind a long one before it.
    """
    stops = {twips(width): "right"} | ({twips(width / 2): "center"} if "center" in later else {})
    every = {**dict.fromkeys(inherited, "clear"), **stops}
    return w("tabs", *(w("tab", val=kind, pos=place) for place, kind in sorted(every.items())))


def _choose_style(state: WriterState, place: Place, boxes: tuple[MarginBox, ...]) -> NamedStyle:
    """Header and Footer look like the first box that is set there; those of a base as they are."""
    styles, key = state.sheet.styles, STYLES[place]
    if key not in styles:
        normal = styles[NORMAL]
        text, look = normal.text, normal.look or ParagraphFormatting()
        if boxes and state.base_section is None:
            text = state.sheet.text(boxes[0].style)
            line, rule = line_height(boxes[0].style, state.sheet.faces)
            look = look._replace(line=line, rule=rule)
        state.sheet.add(key, NamedStyle(key, "paragraph", text, look))
    return styles[key]
