"""Keys and items of a YAML file → the file with one more, one less, or in another order.

Remarks directly above an item belong to it, and so do the blank lines below it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from briefwright.yamlfile.invisible import LINE_END
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence
from briefwright.yamlfile.rewording import write_text
from briefwright.yamlfile.source import INDENT, Source, SpliceError, find_last


def add_entry(source: Source, holder: Map, key: str, words: str) -> str:
    """A file, a map in it, a new key and what it says → the file's text with it.

    It stands after the others that say a text, so before a body, a list or rows.
    """
    entries, place = holder.entries, holder.place
    texts = [n for n, (_, value) in enumerate(entries, 1) if isinstance(value, Scalar)]
    n = texts[-1] if texts else len(entries)
    new = Scalar(key, place, "plain", place), Scalar(words, place, "plain", place)
    ways = _list_additions(source, holder, n, f"{key}: ", words)
    return source.choose(ways, holder, replace(holder, entries=(*entries[:n], new, *entries[n:])))


def _list_additions(source: Source, holder: Map, n: int, key: str, words: str) -> Iterator[str]:
    """The file with a key and its words after the first `n` keys of a map, in each way."""
    text = source.text
    if source.is_in_brackets(holder):
        last = find_last(Map(holder.entries[:n], holder.place))
        at = source.find_offset(last.end if last else holder.place) + (0 if last else 1)
        for written in write_text(words, "plain", None, source.line_end):
            yield f"{text[:at]}{', ' if last else ''}{key}{written}{text[at:]}"
        return
    column = holder.entries[0][0].place.column - 1
    at, before = _find_line_after(source, holder.entries[n - 1][1])
    for written in write_text(words, "plain", column + INDENT, source.line_end):
        yield f"{text[:at]}{before}{' ' * column}{key}{written}{source.line_end}{text[at:]}"


def remove_entry(source: Source, holder: Map, key: Scalar) -> str:
    """A file, a map in it, a key of that → the file's text without it. Errors: SpliceError."""
    kept = tuple(entry for entry in holder.entries if entry[0] is not key)
    if not kept:
        raise SpliceError(f"`{key.text}:` is all that stands here; take away what holds it.")
    ways = _list_removals(source, holder, key)
    return source.choose(ways, holder, replace(holder, entries=kept))


def _list_removals(source: Source, holder: Map, key: Scalar) -> Iterator[str]:
    text = source.text
    value = next(value for one, value in holder.entries if one is key)
    if source.is_in_brackets(holder):
        last = find_last(value) or key
        before = text[: source.find_offset(key.place)]
        after = text[source.find_offset(last.end) :]
        if key is holder.entries[-1][0]:
            yield re.sub(r",\s*$", "", before) + re.sub(r"^[^,}]*", "", after)
        else:
            yield before + re.sub(r"^[^,}]*,\s*", "", after)
        return
    end, _ = _find_line_after(source, value)
    first = holder.entries[0][0]
    if key is first:  # the next key comes to stand where it stood, behind a hyphen perhaps
        following = holder.entries[1][0]
        yield text[: source.find_offset(key.place)] + text[source.find_offset(following.place) :]
    yield text[: source.find_offset(replace(key.place, column=1))] + text[end:]


# ----------------------------------------------------------------- items


def read_item(source: Source, holder: Sequence, n: int) -> str:
    """A file, a list in it, a number from 0 → that item's lines, without hyphen and indentation."""
    start, end = _find_item(source, holder, n)
    lines = source.text[start:end].splitlines()
    depth = holder.place.column - 1 + INDENT
    bare = [re.sub(rf"^[ -]{{0,{depth}}}", "", line) for line in lines]
    return "\n".join(bare).rstrip() + "\n"


def insert_item(source: Source, holder: Sequence, n: int, lines: str) -> str:
    """A file, a list in it, a place from 0, an item as `read_item` gives it → the file with it.

    Errors: SpliceError.
    """
    alone = Source.read(_indent_item(lines, 0, "\n"), source.name).root
    if not isinstance(alone, Sequence) or len(alone.items) != 1:
        raise SpliceError("This isn't one thing, but several or none.")
    items = (*holder.items[:n], *alone.items, *holder.items[n:])
    if n < len(holder.items):
        (at, _), before = _find_item(source, holder, n), ""
    else:
        _check_lines(source, holder)
        at, before = _find_line_after(source, holder)
    written = _indent_item(lines, holder.place.column - 1, source.line_end)
    if _is_spaced(source, holder):
        blank = source.line_end
        written = written + blank if n < len(holder.items) else blank + written
    spliced = source.text[:at] + before + written + source.text[at:]
    return source.choose([spliced], holder, replace(holder, items=items))


def remove_item(source: Source, holder: Sequence, n: int) -> str:
    """A file, a list in it, a number from 0 → the file without that item. Errors: SpliceError."""
    if len(holder.items) == 1:
        raise SpliceError("This is the only one here; take away what holds it.")
    start, end = _find_item(source, holder, n)
    items = (*holder.items[:n], *holder.items[n + 1 :])
    spliced = source.text[:start] + source.text[end:]
    return source.choose([spliced], holder, replace(holder, items=items))


def _is_spaced(source: Source, holder: Sequence) -> bool:
    """Whether a blank line stands between the first items of a list."""
    if len(holder.items) == 1:
        return False
    above = source.text[: _find_start(source, holder, 1)]
    return above.removesuffix(source.line_end).endswith(source.line_end)


def _check_lines(source: Source, holder: Sequence) -> None:
    if source.is_in_brackets(holder):
        raise SpliceError("This list stands in brackets; write each of its items on a line first.")


def _find_item(source: Source, holder: Sequence, n: int) -> tuple[int, int]:
    """A list and a number → the positions where the item's lines begin and end."""
    _check_lines(source, holder)
    start = _find_start(source, holder, n)
    if n + 1 < len(holder.items):
        return start, _find_start(source, holder, n + 1)
    return start, _find_line_after(source, holder)[0]


def _find_start(source: Source, holder: Sequence, n: int) -> int:
    lines, row, column = source.lines, holder.items[n].place.line - 1, holder.place.column - 1
    while row and lines[row][column : column + 1] != "-":  # what it says may stand below it
        row -= 1
    if lines[row][:column].strip():
        raise SpliceError("This list begins on the line of another; begin it on a line of its own.")
    remarks = takewhile(lambda line: line.lstrip(" ").startswith("#"), reversed(lines[:row]))
    row -= len(list(remarks)) if n else 0
    return sum(map(len, lines[:row]))


def _indent_item(lines: str, column: int, line_end: str) -> str:
    """An item's lines → the same behind a hyphen at a column from 0; remarks above stay above."""
    said = lines.rstrip().splitlines()
    remarks = list(takewhile(lambda line: line.startswith("#"), said))
    margin = " " * column
    first, *others = said[len(remarks) :]
    written = [*(margin + one for one in remarks), f"{margin}- {first}"]
    written += [f"{margin}{' ' * INDENT}{line}" if line.strip() else "" for line in others]
    return "".join(line + line_end for line in written)


def _find_line_after(source: Source, node: Node) -> tuple[int, str]:
    """Something in a file → where the line after it begins, and the line end that is missing."""
    last = find_last(node)
    at = source.find_offset(last.end if last else node.place)
    found = LINE_END.search(source.text, at)
    return (found.end(), "") if found else (len(source.text), source.line_end)
