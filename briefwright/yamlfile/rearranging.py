"""Keys and items of a YAML file → the file with one more, one less, or in another order.

Remarks directly above an item belong to it, and so do the blank lines below it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
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
    column = holder.entries[0][0].place.column - 1 if holder.entries else 0
    depth = None if source.is_in_brackets(holder) else column + INDENT
    ways = write_text(words, "plain", depth, source.line_end)
    return _add_value(source, holder, key, Scalar(words, holder.place, "plain", holder.place), ways)


def add_words(source: Source, holder: Map, key: str, words: tuple[str, ...]) -> str:
    """A file, a map in it, a new key and a list of words → the file's text with it, likewise."""
    items = tuple(Scalar(one, holder.place, "plain", holder.place) for one in words)
    value = Sequence(items, holder.place)
    return _add_value(source, holder, key, value, (write_in_brackets(value),))


def add_record(source: Source, holder: Map, key: str, record: Mapping[str, str]) -> str:
    """A file, a map in it, a new key and what stands under it by key → the file with it."""
    place = holder.place
    entries = [
        (Scalar(name, place, "plain", place), Scalar(words, place, "plain", place))
        for name, words in record.items()
    ]
    value = Map(tuple(entries), place)
    return _add_value(source, holder, key, value, (write_in_brackets(value),))


def _add_value(source: Source, holder: Map, key: str, value: Node, ways: Iterable[str]) -> str:
    entries, place = holder.entries, holder.place
    texts = [n for n, (_, one) in enumerate(entries, 1) if isinstance(one, Scalar)]
    n = texts[-1] if texts else len(entries)
    new = Scalar(key, place, "plain", place), value
    spliced = _list_additions(source, holder, n, f"{key}: ", ways)
    whole = replace(holder, entries=(*entries[:n], new, *entries[n:]))
    return source.choose(spliced, holder, whole)


def _list_additions(
    source: Source, holder: Map, n: int, key: str, ways: Iterable[str]
) -> Iterator[str]:
    """The file with a key and its value after the first `n` keys of a map, in each way."""
    text = source.text
    if source.is_in_brackets(holder):
        at = _find_end(source, holder.entries[n - 1][1]) if n else 0
        start = at or source.find_offset(holder.place) + 1
        for written in ways:
            yield f"{text[:start]}{', ' if n else ''}{key}{written}{text[start:]}"
        return
    column = holder.entries[0][0].place.column - 1
    at, before = _find_line_after(source, holder.entries[n - 1][1])
    for written in ways:
        yield f"{text[:at]}{before}{' ' * column}{key}{written}{source.line_end}{text[at:]}"


def add_list(source: Source, holder: Map, key: str, lines: str) -> str:
    """A file, a map in it, a new key, an item as `read_item` gives it → the file with that list."""
    item = _read_alone(lines, source)
    place = holder.place
    new = Scalar(key, place, "plain", place), Sequence((item,), place)
    whole = replace(holder, entries=(*holder.entries, new))
    if source.is_in_brackets(holder):
        at = _find_end(source, holder.entries[-1][1]) if holder.entries else None
        start = at if at is not None else source.find_offset(place) + 1
        written = f"{', ' if holder.entries else ''}{key}: [{write_in_brackets(item)}]"
        return source.choose([source.text[:start] + written + source.text[start:]], holder, whole)
    column = holder.entries[0][0].place.column - 1
    at, before = _find_line_after(source, holder.entries[-1][1])
    written = f"{before}{' ' * column}{key}:{source.line_end}"
    written += _indent_item(lines, column + INDENT, source.line_end)
    return source.choose([source.text[:at] + written + source.text[at:]], holder, whole)


def replace_list(source: Source, words: Sequence, new: tuple[str, ...]) -> str:
    """A file, a list of words in it, other words → the file with those in its place."""
    items = tuple(Scalar(one, words.place, "plain", words.place) for one in new)
    written = ", ".join(map(write_in_brackets, items))
    after = replace(words, items=items)
    start, end = source.find_offset(words.place), _find_end(source, words)
    ways = [source.text[:start] + f"[{written}]" + source.text[end:]]
    if not source.is_in_brackets(words):
        margin = " " * (words.place.column - 1)
        lines = f"{source.line_end}{margin}".join(f"- {write_in_brackets(one)}" for one in items)
        ways.insert(0, source.text[:start] + lines + source.text[end:])
    return source.choose(ways, words, after)


def give_key(source: Source, holder: Sequence, n: int, key: str) -> str:
    """A file, a list in it, a number from 0, a key → the file in which that item has the key.

    `- A text.` becomes `- text: A text.`
    """
    item = holder.items[n]
    start, end = source.find_offset(item.place), _find_end(source, item)
    text, name = source.text, Scalar(key, item.place, "plain", item.place)
    wanted = replace(
        holder,
        items=(*holder.items[:n], Map(((name, item),), item.place), *holder.items[n + 1 :]),
    )
    if source.is_in_brackets(holder):
        ways = [f"{text[:start]}{{{key}: {text[start:end]}}}{text[end:]}"]
    else:
        ways = [f"{text[:start]}{key}: {text[start:]}"]
        if isinstance(item, Scalar):
            depth = item.place.column - 1 + INDENT
            others = write_text(item.text, item.style, depth, source.line_end)
            ways += [f"{text[:start]}{key}: {one}{text[end:]}" for one in others]
    return source.choose(ways, holder, wanted)


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
    if source.is_in_brackets(holder):
        start, end = _find_in_brackets(source, holder, n)
        return source.text[start:end] + "\n"
    start, end = _find_item(source, holder, n)
    margin = _find_margin(source, holder, n)
    lines = f"{margin}{source.text[start:end]}".splitlines()
    depth = holder.place.column - 1 + INDENT
    bare = [re.sub(rf"^[ -]{{0,{depth}}}", "", line) for line in lines]
    return "\n".join(bare).rstrip() + "\n"


def insert_item(source: Source, holder: Sequence, n: int, lines: str) -> str:
    """A file, a list in it, a place from 0, an item as `read_item` gives it → the file with it.

    Errors: SpliceError.
    """
    item = _read_alone(lines, source)
    items = (*holder.items[:n], item, *holder.items[n:])
    if source.is_in_brackets(holder):
        spliced = _insert_in_brackets(source, holder, n, write_in_brackets(item))
        return source.choose([spliced], holder, replace(holder, items=items))
    if n < len(holder.items):
        (at, _), before = _find_item(source, holder, n), ""
    else:
        at, before = _find_line_after(source, holder)
    written = _indent_item(lines, holder.place.column - 1, source.line_end)
    margin = _find_margin(source, holder, n)
    written = written[len(margin) :] + margin
    if _is_spaced(source, holder):
        blank = source.line_end
        written = written + blank if n < len(holder.items) else blank + written
    spliced = source.text[:at] + before + written + source.text[at:]
    return source.choose([spliced], holder, replace(holder, items=items))


def remove_item(source: Source, holder: Sequence, n: int) -> str:
    """A file, a list in it, a number from 0 → the file without that item. Errors: SpliceError."""
    if len(holder.items) == 1:
        raise SpliceError("This is the only one here; take away what holds it.")
    if source.is_in_brackets(holder):
        start, end = _find_in_brackets(source, holder, n)
        if n + 1 < len(holder.items):
            end = source.find_offset(holder.items[n + 1].place)
        else:
            start = _find_end(source, holder.items[n - 1])
    else:
        start, end = _find_item(source, holder, n)
    items = (*holder.items[:n], *holder.items[n + 1 :])
    spliced = source.text[:start] + source.text[end:]
    return source.choose([spliced], holder, replace(holder, items=items))


def _find_margin(source: Source, holder: Sequence, n: int) -> str:
    """The blanks before a list's hyphens, for a first item on the line of another list's: `- - a`.

    "" for every other item.
    """
    column = holder.place.column - 1
    is_inside = source.lines[holder.place.line - 1][:column].strip()
    return " " * column if n == 0 and is_inside else ""


def _is_spaced(source: Source, holder: Sequence) -> bool:
    """Whether a blank line stands between the first items of a list."""
    if len(holder.items) == 1:
        return False
    above = source.text[: _find_start(source, holder, 1)]
    return above.removesuffix(source.line_end).endswith(source.line_end)


def _read_alone(lines: str, source: Source) -> Node:
    """An item's lines → what they say. Errors: SpliceError."""
    alone = Source.read(_indent_item(lines, 0, "\n"), source.name).root
    if not isinstance(alone, Sequence) or len(alone.items) != 1:
        raise SpliceError("This isn't one thing, but several or none.")
    return alone.items[0]


def _find_item(source: Source, holder: Sequence, n: int) -> tuple[int, int]:
    """A list and a number → the positions where the item's lines begin and end."""
    margin = len(_find_margin(source, holder, n))
    start = source.find_offset(holder.place) if margin else _find_start(source, holder, n)
    if n + 1 < len(holder.items):
        return start, _find_start(source, holder, n + 1) + margin
    return start, _find_line_after(source, holder)[0]


def _find_start(source: Source, holder: Sequence, n: int) -> int:
    lines, row, column = source.lines, holder.items[n].place.line - 1, holder.place.column - 1
    while row and lines[row][column : column + 1] != "-":  # what it says may stand below it
        row -= 1
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


# ----------------------------------------------------------------- lists in brackets

# What needs no quote marks in brackets; more would need none, too.
_BARE = re.compile(r"[\w–—(…][^,\[\]{}:#\"\n]*(?<!\s)")


def write_in_brackets(node: Node) -> str:
    """Something → how it is written on one line, between brackets or not."""
    match node:
        case Scalar():
            safe = _BARE.fullmatch(node.text)
            return node.text if safe else next(write_text(node.text, "double", None, "\n"))
        case Sequence():
            return f"[{', '.join(map(write_in_brackets, node.items))}]"
        case Map():
            pairs = (f"{write_in_brackets(a)}: {write_in_brackets(b)}" for a, b in node.entries)
            return f"{{{', '.join(pairs)}}}"


def _insert_in_brackets(source: Source, holder: Sequence, n: int, written: str) -> str:
    text = source.text
    if n < len(holder.items):
        at = source.find_offset(holder.items[n].place)
        return f"{text[:at]}{written}, {text[at:]}"
    if not holder.items:
        at = source.find_offset(holder.place) + 1
        return f"{text[:at]}{written}{text[at:]}"
    at = _find_end(source, holder.items[-1])
    return f"{text[:at]}, {written}{text[at:]}"


def _find_in_brackets(source: Source, holder: Sequence, n: int) -> tuple[int, int]:
    item = holder.items[n]
    return source.find_offset(item.place), _find_end(source, item)


def _find_end(source: Source, node: Node) -> int:
    """Something in a file → the position behind its last character, a bracket included."""
    match node:
        case Scalar():
            return source.find_offset(node.end)
        case Sequence(items):
            inner = [_find_end(source, one) for one in items]
        case Map(entries):
            inner = [_find_end(source, value) for _, value in entries]
    last = inner[-1] if inner else source.find_offset(node.place) + 1
    if not source.is_in_brackets(node):
        return last
    return source.text.index("]" if isinstance(node, Sequence) else "}", last) + 1
