"""Words that came or went → Word's tracked changes, of runs, paragraphs and rows of tables.

Source: ECMA-376, Part 1, 17.13.5 (revisions).
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from briefwright.word.ooxml import Node, name, put, w
from briefwright.word.writer_state import WriterState

_TAGS = {
    ("ins", False): "ins",
    ("ins", True): "moveTo",
    ("del", False): "del",
    ("del", True): "moveFrom",
}
_TRACKED = {name(f"w:{tag}"): tag for tag in _TAGS.values()}
_OF_ROWS = {"ins": "ins", "moveTo": "ins", "del": "del", "moveFrom": "del"}
_BARE = frozenset(
    name(f"w:{tag}")
    for tag in (
        "pPr", "bookmarkStart", "bookmarkEnd", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip
_HOLDERS = frozenset(name(f"w:{tag}") for tag in ("hyperlink", "sdt", "sdtContent", "fldSimple"))


def wrap(state: WriterState, nodes: Iterable[Node], change: str, move: str = "") -> list[Node]:
    """What stands in a line, how it changed, the name of its move → the same, tracked."""
    tag = _TAGS[change, bool(move)]
    made: list[Node] = []
    for is_run, group in groupby(nodes, lambda node: node.tag == name("w:r")):
        runs = list(group)
        if is_run:
            made.append(_make(state, tag, *runs))
            continue
        for node in runs:
            if node.tag in _HOLDERS:
                node[:] = wrap(state, list(node), change, move)
            made.append(node)
    if change == "del":
        for node in made:
            _rename_text(node)
    return _mark_range(state, made, tag, move) if move else made


def _make(state: WriterState, tag: str, *nodes: Node) -> Node:
    """A tag and what stands in it → the element, with who changed it, and the day."""
    state.revisions += 1
    metadata = state.layout.metadata
    day = metadata.modified or metadata.created
    date = f"{day}T00:00:00Z" if len(day) == len("2026-01-01") else None
    author = ", ".join(metadata.authors) or metadata.title
    return w(tag, *nodes, id=_FIRST + state.revisions, author=author, date=date)


_FIRST = 100_000  # bookmarks count from 1, in the same kind of numbers


def _mark_range(state: WriterState, nodes: list[Node], tag: str, move: str) -> list[Node]:
    start = _make(state, f"{tag}RangeStart")
    start.set(name("w:name"), move)
    end = w(f"{tag}RangeEnd", id=start.get(name("w:id")))
    return [start, *nodes, end]


def _rename_text(node: Node) -> None:
    """Text that went has elements of its own."""
    for tag, other in (("t", "delText"), ("instrText", "delInstrText")):
        for found in node.iter(name(f"w:{tag}")):
            found.tag = name(f"w:{other}")


def track_blocks(state: WriterState, nodes: Iterable[Node]) -> None:
    """What stands in the body, its runs tracked → its paragraphs and its rows tracked, too."""
    for node in nodes:
        for paragraph in node.iter(name("w:p")):
            _track_paragraph(state, paragraph)
        for row in node.iter(name("w:tr")):
            _track_row(state, row)


def _track_paragraph(state: WriterState, paragraph: Node) -> None:
    found = set(_list_tracked(paragraph))
    if len(found) != 1 or not (tag := found.pop()):
        return
    properties = paragraph.find(name("w:pPr"))
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    put(properties, w("rPr"))
    look = properties.find(name("w:rPr"))
    if look is not None:
        look.insert(0, _make(state, tag))


def _list_tracked(holder: Node) -> Iterator[str]:
    """What holds runs → for each how it changed, "" for one that stayed."""
    for child in holder:
        if child.tag in _HOLDERS:
            yield from _list_tracked(child)
        elif child.tag not in _BARE:
            yield _TRACKED.get(child.tag, "")


def _track_row(state: WriterState, row: Node) -> None:
    """A row all of whose words came or went → it, too."""
    filled = [one for one in row.iter(name("w:p")) if any(True for _ in _list_tracked(one))]
    found = {_find_mark(paragraph) for paragraph in filled}
    if len(found) != 1 or not (tag := found.pop()):
        return
    properties = row.find(name("w:trPr"))
    if properties is None:
        properties = w("trPr")
        row.insert(0, properties)
    properties.append(_make(state, tag))


def _find_mark(paragraph: Node) -> str:
    look = paragraph.find(f"{name('w:pPr')}/{name('w:rPr')}")
    marks = [] if look is None else [_TRACKED[one.tag] for one in look if one.tag in _TRACKED]
    return _OF_ROWS[marks[0]] if marks else ""
