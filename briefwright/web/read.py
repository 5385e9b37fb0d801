"""The bytes of a web page → its Marks, by a pass of our own over what a browser would build.

The tree is that of the HTML Standard's parser; it shares nothing with the writer. What stands
around the text (signs, the foot, the way past them) is read as statements.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from briefwright.document.counters import format_count
from briefwright.document.marks import Mark, Marks, data_mark, join_parts, mark_part
from briefwright.document.vocabulary import MarkKind
from briefwright.web.read_closed import find_unlisted
from briefwright.web.read_statements import read_statements
from briefwright.web.read_visibility import find_unseen
from briefwright.web.serialising import SVG
from briefwright.web.tree import find_body, is_frame, list_children, parse, read_words

_LEAVES: Mapping[str, MarkKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5"), "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    "p": "paragraph",
    "li": "item",
    "figcaption": "caption",
}
_INNER = frozenset({"ul", "ol", "img", f"{SVG}svg", "div", "table", "details", "figure"})
_LISTS = frozenset({"ul", "ol"})
_NOTES = "doc-endnotes"


@dataclass
class _Streams:
    body: list[Mark] = field(default_factory=list)
    notes: list[Mark] = field(default_factory=list)
    alts: list[Mark] = field(default_factory=list)
    data: list[Mark] = field(default_factory=list)


def read(data: bytes) -> Marks:
    """The bytes of a web page → its Marks, without pages."""
    root = parse(data)
    return replace(
        read_tree(root),
        unseen=tuple(find_unseen(root)),
        unlisted=tuple(find_unlisted(root, data)),
        statements=tuple(read_statements(root)),
    )


def read_tree(root: Element) -> Marks:
    """The root of a page → the Marks of its four streams alone."""
    streams = _Streams()
    body = find_body(root)
    for child in list_children(body):
        _read_element(streams, child, body)
    _read_stray(streams, body.text, *(child.tail for child in body))
    return Marks(
        tuple(streams.body),
        tuple(streams.notes),
        tuple(streams.alts),
        tuple(streams.data),
    )


def _read_flow(streams: _Streams, holder: Element) -> None:
    _read_stray(streams, holder.text)
    for child in holder:
        if isinstance(child.tag, str):
            _read_element(streams, child, holder)
        _read_stray(streams, child.tail)


def _read_element(streams: _Streams, element: Element, parent: Element) -> None:
    if is_frame(element):
        return  # it is read as a statement
    if element.tag == "img" or element.get("role") == "img":
        streams.body.append(Mark("figure", "", id=element.get("id", "")))
        if alt := element.get("alt") or element.get("aria-label"):
            streams.alts.append(Mark("alt", alt))
    elif element.tag == "details" and parent.tag == "figure":
        streams.data += _read_numbers(element)
    elif element.get("role") == _NOTES:
        streams.notes += (_read_note(note) for note in element.iter("li"))
    elif element.tag == "table" and element.get("role") == "presentation":
        for cell in element.iterfind("tbody/tr/td"):
            _read_flow(streams, cell)
    elif kind := _LEAVES.get(str(element.tag)):
        is_caption = element.get("class") == "caption"  # in a mail
        _read_leaf(streams, element, "caption" if is_caption else kind, parent)
    else:
        _read_flow(streams, element)


def _read_leaf(streams: _Streams, element: Element, kind: MarkKind, parent: Element) -> None:
    """A leaf → its Mark, then those of the lists and pictures in it."""
    words = _number(element, parent) + read_words(element, _INNER)
    if kind == "cell":
        words = _read_cell(element)
    is_entry = parent.get("data-role") == "entries"
    target = next((one.get("href", "") for one in element.iter("a")), "").removeprefix("#")
    streams.body.append(
        Mark(
            "entry" if is_entry else kind, words, id=element.get("id", ""),
            target=target if is_entry else "",
        )
    )  # fmt: skip
    for child in _find_inner(element):
        if not (kind == "cell" and child.tag in _LISTS):
            _read_element(streams, child, element)


def _read_cell(cell: Element) -> str:
    """A cell → its text, with a mark before each item of a list in it."""
    parts = [read_words(cell, _INNER | {"p"})]
    holders = {child: holder for holder in cell.iter() for child in holder}
    for part in cell.iter():
        if part.tag == "p":
            parts.append(read_words(part, _INNER))
        elif part.tag == "li":
            mark = _number(part, holders[part]) or mark_part("bullet")
            parts.append(mark + read_words(part, _INNER))
    return join_parts(parts)


def _find_inner(element: Element) -> Iterator[Element]:
    for child in list_children(element):
        if child.tag in _INNER or child.get("role") == "img":
            yield child
        else:
            yield from _find_inner(child)


def _number(item: Element, parent: Element) -> str:
    if item.tag != "li" or parent.tag != "ol":
        return ""
    count = int(item.get("value") or list_children(parent).index(item) + 1)
    return f"{format_count(count, parent.get('type', ''))}. "


def _read_note(note: Element) -> Mark:
    return Mark("note", f"{note.get('value', '')} {read_words(note)}")


def _read_numbers(details: Element) -> Iterator[Mark]:
    """The table below a chart → a Mark for each number, by its plain digits."""
    series: list[str] = []
    for row in details.iter("tr"):
        first, *cells = list_children(row)
        if all(cell.get("scope") == "col" for cell in cells):
            series = [read_words(cell) for cell in cells]
            continue
        for place, cell in enumerate(cells):
            number = cell.find("data")
            if number is not None:
                name = series[place] if place < len(series) else ""
                yield data_mark(read_words(first), name, number.get("value", ""))


def _read_stray(streams: _Streams, *texts: str | None) -> None:
    streams.body += (Mark("paragraph", text) for text in texts if text and text.strip())
