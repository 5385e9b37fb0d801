r"""What is written in a cell of a table → its paragraphs, and the items of its lists.

Each line is a paragraph; one that begins with `- ` is an item, and so is one that begins with
`1. `, then `2. `. A cell of one line is words, whatever it begins with, and `1\. ` begins no item.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefwright.facts import inline
from briefwright.model.dictionary import Inline, PartStart
from briefwright.problems import Problem

_MARK = re.compile(r"([^\S\n]*)(?:([-*•])|(\d{1,3})\.)[^\S\n]+(?=\S)")


class Part(NamedTuple):
    """A paragraph or an item: how it begins, and from where to where its words stand.

    `depth` is how many blanks stand before the mark of an item.
    """

    start: PartStart
    begin: int
    end: int
    depth: int = 0


def is_item(line: str) -> bool:
    """A line of a text → whether it begins with the mark of an item."""
    return _MARK.match(line) is not None


def escape_number(line: str) -> str:
    """A paragraph of a cell → how it is written where it begins with a number and is no item."""
    found = _MARK.match(line)
    return f"{line[: found.end(3)]}\\{line[found.end(3) :]}" if found and found[3] else line


def find_parts(source: str, *, wrapped: bool = False) -> tuple[Part, ...]:
    """What is written in a cell → its parts, in order; none where nothing is written.

    In `wrapped` lines a paragraph or an item goes on in the next line, up to a blank line.
    """
    parts: list[Part] = []
    is_alone = "\n" not in source.strip()
    goes_on = False
    for begin, line in _list_lines(source):
        if not line.strip():
            goes_on = False
            continue
        part = _read_line(line, begin, parts[-1] if parts else None)
        if is_alone or part is None:
            if goes_on and wrapped:
                parts[-1] = parts[-1]._replace(end=begin + len(line.rstrip()))
                continue
            start = begin + len(line) - len(line.lstrip())
            part = Part(PartStart("paragraph", offset=start), start, begin + len(line.rstrip()))
        parts.append(part)
        goes_on = True
    return tuple(parts)


def _list_lines(source: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for line in source.split("\n"):
        yield begin, line
        begin += len(line) + 1


def _read_line(line: str, begin: int, before: Part | None) -> Part | None:
    """A line and the part above it → the item that begins there, or nothing."""
    found = _MARK.match(line)
    if found is None:
        return None
    start = PartStart("bullet", offset=begin + len(found[1]))
    if found[3]:
        number = before.start.number + 1 if before else 1
        if int(found[3]) != number:
            return None
        start = PartStart("number", number, start.offset)
    return Part(start, begin + found.end(), begin + len(line.rstrip()), len(found[1]))


def find_faults(source: str, parts: tuple[Part, ...]) -> Iterator[Problem]:
    """What is written in a cell, and its parts → lists inside lists, and items miscounted."""
    first: Part | None = None
    for part in parts:
        if part.start.part == "paragraph":
            first = None
            continue
        first = first if first and first.start.part == part.start.part else part
        if part.depth > first.depth:
            message = (
                "A list in a cell has no list inside it. Begin this item below the one above it, "
                "or give the table a row for it."
            )
            yield Problem("C253", message, offset=part.start.offset)
        yield from _find_miscounted(source, part)


def _find_miscounted(source: str, part: Part) -> Iterator[Problem]:
    """A numbered item → a line of it that looks like the next one and has another number."""
    if part.start.part != "number":
        return
    for begin, line in _list_lines(source[: part.end]):
        found = _MARK.match(line) if begin > part.begin else None
        if found and found[3]:
            offset, number = begin + len(found[1]), part.start.number + 1
            message = (
                f"“{found[3]}.” follows “{part.start.number}.” in this list. Write “{number}.” if "
                f"an item begins here; if a sentence goes on, write “{found[3]}\\.”."
            )
            yield Problem("C253", message, offset=offset)


def unwrap(source: str, parts: tuple[Part, ...]) -> str:
    """What is written in wrapped lines, and its parts → the same, as long, a line for each part."""
    made = list(source)
    for part in parts:
        made[part.begin : part.end] = source[part.begin : part.end].replace("\n", " ")
    return "".join(made)


def parse(source: str) -> tuple[tuple[Inline, ...], tuple[Problem, ...]]:
    """What is written in a cell, a line for each part → its inline nodes and its problems."""
    content: list[Inline] = []
    problems: list[Problem] = []
    for number, part in enumerate(find_parts(source)):
        if number or part.start.part != "paragraph":
            content.append(part.start)
        inner, faults = inline.parse(source, part.begin, part.end)
        content += inner
        problems += faults
    return tuple(content), tuple(problems)
