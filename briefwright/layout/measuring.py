"""A laid-out document → what doesn't keep its measure: tables, key figures, words, heads, boxes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import Layout as TextLayout
from weasyprint.text.line_break import line_size

from briefwright.document.measures import (
    Measures,
    RunningLine,
    RunningText,
    StripMeasure,
    TableMeasure,
)
from briefwright.layout.boxes import read_margin_text
from briefwright.layout.styles import Style

_HAIR = 0.5  # px; what passes its measure by less is no letter
_GAP = 19.0  # px, 5 mm: what stands at least between two texts at the head of a page
_SHORT = 18  # letters of a first cell that should stand on one line
_AVOIDED = frozenset({"avoid", "avoid-page"})
_ELLIPSIS = "…"
_SIGNS = " \u00a0,;:–—-·"  # which no ellipsis follows


@dataclass
class _Found:
    """What was found so far; `starts` has the page on which an unbreakable element began."""

    addresses: dict[Element, str]
    tables: dict[str, TableMeasure] = field(default_factory=dict)
    strips: dict[str, StripMeasure] = field(default_factory=dict)
    lines: set[str] = field(default_factory=set)
    parted: set[str] = field(default_factory=set)
    stacked: set[str] = field(default_factory=set)
    starts: dict[Element, int] = field(default_factory=dict)


def measure(document: Document, root: Element) -> Measures:
    """A laid-out document and its page → all that passes its measure."""
    found = _Found(dict(_list_addresses(root, "")))
    running: dict[RunningLine, None] = {}
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box
        for child in box.children:
            if not isinstance(child, boxes.MarginBox):
                _measure_box(child, box, _Page(number, _turned_room(box)), found)
        running |= dict.fromkeys(_measure_margin(box))
    return Measures(
        found.tables, found.strips, frozenset(found.lines), frozenset(found.parted),
        frozenset(found.stacked), tuple(running),
    )  # fmt: skip


def _list_addresses(element: Element, around: str) -> Iterator[tuple[Element, str]]:
    """Each element → its own address, or that of the element around it."""
    own = element.get("data-at") or around
    yield element, own
    for child in element:
        yield from _list_addresses(child, own)


@dataclass(frozen=True)
class _Page:
    """A page, and by how much the column at hand is wider than its share of it."""

    number: int
    turned: float
    excess: float = 0.0


def _turned_room(box: Any) -> float:
    """How wide the content of a page is when it lies on its side, or lies so already."""
    sides = box.margin_left + box.margin_right
    return float(max(box.width, box.margin_height() - sides))


def _measure_box(box: Any, around: Any, page: _Page, found: _Found) -> None:
    """A box and the box around it, on a page → what passes its measure in it, put into `found`."""
    box = getattr(box, "_box", box)
    if getattr(box, "is_header", False):
        return  # of a table: it stands on each page again
    _find_parted(box, page, found)
    if isinstance(box, boxes.TableBox):
        _measure_table(box, around, page, found)
    elif isinstance(box, boxes.FlexContainerBox):
        _measure_strip(box, found)
    elif isinstance(box, boxes.LineBox):
        _measure_line(box, around, page.excess, found)
        return
    share = _share(box) if isinstance(box, boxes.GridContainerBox) else None
    for child in getattr(box, "children", ()):
        # A table stands in a wrapper that is as wide as itself.
        outer = around if getattr(box, "is_table_wrapper", False) else box
        inside = replace(page, excess=max(0.0, child.width - share)) if share else page
        _measure_box(child, outer, inside, found)


def _share(grid: Any) -> float:
    """Columns side by side → how wide each may be; a long word makes one wider."""
    count, gap = len(grid.children), grid.style["column_gap"]
    apart = 0.0 if gap == "normal" else gap.value
    return float((grid.width - apart * (count - 1)) / max(count, 1))


def _find_parted(box: Any, page: _Page, found: _Found) -> None:
    element = box.element
    if element is None or box.style["break_inside"] not in _AVOIDED:
        return
    if found.starts.setdefault(element, page.number) != page.number:
        found.parted.add(element.get("data-at") or _first_address(element))


def _first_address(element: Element) -> str:
    return next((at for one in element.iter() if (at := one.get("data-at"))), "")


def _measure_table(box: Any, around: Any, page: _Page, found: _Found) -> None:
    at = found.addresses.get(box.element, "")
    if box.border_width() > around.width + _HAIR:
        room = TableMeasure(around.width, page.turned, tuple(map(float, box.column_widths)))
        found.tables.setdefault(at, room)
    elif any(_is_stacked(cell) for cell in _first_cells(box)):
        found.stacked.add(at)


def _first_cells(box: Any) -> Iterator[Any]:
    for group in box.children:
        for row in group.children:
            if row.children and not group.is_header:
                yield row.children[0]


def _is_stacked(cell: Any) -> bool:
    """Whether a cell takes several lines though its words are few."""
    if cell.element is None or len("".join(cell.element.itertext()).strip()) > _SHORT:
        return False
    return sum(isinstance(one, boxes.LineBox) for one in cell.descendants()) > 1


def _measure_strip(box: Any, found: _Found) -> None:
    items = [getattr(item, "_box", item) for item in box.children]
    widths = tuple(float(item.margin_width()) for item in items)
    rows = {round(item.position_y) for item in items}
    passes = len(rows) == 1 and sum(widths) > box.width + _HAIR
    if passes or any(_passes(item) for item in items):
        needed = widths if passes else tuple(map(_needed_width, items))
        found.strips.setdefault(
            found.addresses.get(box.element, ""), StripMeasure(box.width, needed)
        )


def _passes(item: Any) -> bool:
    return any(text.width > item.width + _HAIR for text in _list_lines(item))


def _needed_width(item: Any) -> float:
    around = item.margin_width() - item.width
    return float(around + max((text.width for text in _list_lines(item)), default=0))


def _list_lines(item: Any) -> Iterator[Any]:
    return (box for box in item.descendants() if isinstance(box, boxes.LineBox))


def _measure_line(line: Any, around: Any, excess: float, found: _Found) -> None:
    left = around.content_box_x() - _HAIR
    right = left + around.width + 2 * _HAIR
    for box in line.descendants():
        if not isinstance(box, boxes.TextBox) or not box.text.strip():
            continue
        is_outside = box.position_x < left or box.position_x + box.width > right
        if is_outside or box.width > around.width - excess + _HAIR:
            found.lines.add(found.addresses.get(box.element, ""))


# ----------------------------------------------------------------- heads and feet


def _measure_margin(page: Any) -> Iterator[RunningLine]:
    """A page → the lines at its head and foot on which words would touch one another."""
    rows: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for box in page.children:
        if isinstance(box, boxes.MarginBox) and (words := read_margin_text(box)):
            place = box.at_keyword.partition("-")[0]
            if place in ("@top", "@bottom") and not box.at_keyword.endswith("corner"):
                rows[place, str(box.style["vertical_align"])].append((box, words))
    for row in rows.values():
        widths = [measure_text(words, box.style) for box, words in row]
        room = page.width - _GAP * (len(row) - 1)
        if sum(widths) > room:
            texts = (_shorten(box, words) for box, words in row)
            yield RunningLine(room, tuple(texts))


def _shorten(box: Any, text: str) -> RunningText:
    cuts = tuple(f"{cut.rstrip(_SIGNS)}{_ELLIPSIS}" for cut in _list_cuts(text.split()))
    shorter = tuple((cut, measure_text(cut, box.style)) for cut in cuts)
    return RunningText(text, measure_text(text, box.style), shorter)


def _list_cuts(words: list[str]) -> Iterator[str]:
    """Words → the first of them, one less each time; of the first its letters, if it is long."""
    yield from (" ".join(words[:end]) for end in range(len(words) - 1, 0, -1))
    if len(words[0]) > _SHORT:
        yield from (words[0][:end] for end in range(len(words[0]) - 1, _SHORT // 2, -1))


def measure_text(text: str, style: Style) -> float:
    """Words and a computed style → how wide they are, or the widest of their lines, in CSS px."""
    return max(_measure_line_of_text(line, style) for line in text.split("\n"))


def _measure_line_of_text(text: str, style: Style) -> float:
    layout = TextLayout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    return float(line_size(line, style)[0])
