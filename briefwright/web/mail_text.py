"""What a mail says → plain text in lines of 76 characters: links written out, tables in columns."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from xml.etree.ElementTree import Element

from briefwright.document.counters import format_count
from briefwright.web.tree import is_way_back

WIDTH = 76  # RFC 2045, 6.7: longer lines would be cut
_UNDERLINES = {"h1": "=", "h2": "-"}
_TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "figcaption", "summary"})
_GAP = "  "


def make_text(parts: Iterable[Element]) -> str:
    """Elements of a page, in order → the text: a blank line between what stands apart."""
    blocks = [block for part in parts for block in _list_blocks(part)]
    return "\n\n".join(blocks) + "\n"


def _list_blocks(element: Element) -> Iterator[str]:
    if element.tag in _TEXTS:
        yield from filter(None, [_write_text(element)])
    elif element.tag in ("ul", "ol"):
        yield "\n".join(_list_items(element, ""))
    elif element.tag == "table":
        yield _write_table(element)
    else:
        if element.text and element.text.strip():
            yield _fold(element.text)
        for child in element:
            yield from _list_blocks(child)


def _write_text(element: Element) -> str:
    text = _fold(_read(element))
    sign = _UNDERLINES.get(str(element.tag))
    if not sign or not text:
        return text
    return f"{text}\n{sign * max(map(len, text.splitlines()))}"


def _fold(text: str, first: str = "", others: str = "") -> str:
    """A text and what its first line and the others begin with → lines."""
    words = " ".join(text.split())
    lines = wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=others,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(lines)


def _list_items(holder: Element, indent: str) -> Iterator[str]:
    """A list → its items, lists in them further in."""
    for place, item in enumerate(holder.findall("li"), start=1):
        counter = holder.get("type", "") or holder.get("class", "")
        count = format_count(int(item.get("value") or place), counter)
        mark = f"{count}. " if holder.tag == "ol" else "- "
        inner = [child for child in item if child.tag in ("ul", "ol")]
        yield _fold(_read(item), indent + mark, indent + " " * len(mark))
        for one in inner:
            yield from _list_items(one, indent + " " * len(mark))


def _read(element: Element) -> str:
    """An element → its words; addresses behind links, numbers of notes in brackets."""
    words = element.text or ""
    for child in element:
        if child.tag in ("ul", "ol") or is_way_back(child):
            words += child.tail or ""
            continue
        inner = _read(child)
        target = child.get("href", "") if child.tag == "a" else ""
        if child.get("data-role") == "call":
            inner = inner if inner.startswith("[") else f"[{inner}]"
        elif target and not target.startswith("#") and target.removeprefix("mailto:") != inner:
            inner = f"{inner} <{target}>"
        words += inner + (child.tail or "")
    return words


def _write_table(table: Element) -> str:
    """A table → its columns under one another, where they have room; else cell by cell."""
    cells = [[list(_list_parts(cell)) for cell in row] for row in table.iter("tr")]
    if any(len(parts) > 1 for row in cells for parts in row):
        return "\n\n".join("\n".join(_list_cells(row)) for row in cells)
    rows = [["".join(parts) for parts in row] for row in cells]
    widest = max(map(len, rows), default=0)
    even = [row + [""] * (widest - len(row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*even, strict=True)]
    if sum(widths) + len(_GAP) * (len(widths) - 1) <= WIDTH:
        return "\n".join(_align(row, widths) for row in even)
    return "\n\n".join("\n".join(_list_cells(row)) for row in cells)


def _list_parts(cell: Element) -> Iterator[str]:
    """A cell → its paragraphs and items, each with its mark; or its one line."""
    parts = [one for one in cell.iter() if one.tag in ("p", "li")]
    holders = {item: one for one in cell.iter() if one.tag in ("ul", "ol") for item in one}
    for part in parts or [cell]:
        words = " ".join(_read(part).split())
        is_numbered = part in holders and holders[part].tag == "ol"
        mark = f"{part.get('value')}. " if is_numbered else "- " if part in holders else ""
        yield mark + words


def _align(row: list[str], widths: list[int]) -> str:
    cells = (
        cell.rjust(width) if place and _is_number(cell) else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return _GAP.join(cells).rstrip()


def _is_number(cell: str) -> bool:
    return cell[:1].isdigit() and not any(map(str.isalpha, cell))


def _list_cells(row: list[list[str]]) -> Iterator[str]:
    """A row → a line for each of its cells and of their parts, the first cell further out."""
    for place, parts in enumerate(filter(any, row)):
        for number, part in enumerate(parts):
            indent = "  " * (bool(place) + bool(number))
            yield _fold(part, indent, indent + "  ")
