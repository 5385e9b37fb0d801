"""A text file → its Outline: headings and lists by how lines look."""

import re
from collections.abc import Iterator, Sequence

from briefwright.importing.outline import Outline, Paragraph, Run
from briefwright.importing.recognition import ends_openly, split_bullet

_WIDEST = 100  # characters of a line in a file whose lines are broken by hand
_RULE = re.compile(r"\s*([=\-_*~])\1{2,}\s*")


def read(text: str) -> Outline:
    """The text of a file → what it says."""
    lines = tuple(_join_lines(text.replace("\r\n", "\n").replace("\r", "\n")))
    return Outline(tuple(_read_line(line, lines[n + 1 :]) for n, line in enumerate(lines)))


def _join_lines(text: str) -> Iterator[str]:
    """A text → a line for each paragraph; where lines are broken by hand, a blank one ends it."""
    lines = [line.rstrip() for line in text.split("\n") if not _RULE.fullmatch(line)]
    is_broken = "" in "\n".join(lines).strip().split("\n") and max(map(len, lines)) <= _WIDEST
    held = ""
    for line in (*lines, ""):
        if held and is_broken and line.strip() and not split_bullet(line)[0]:
            held = f"{held} {line.strip()}"
            continue
        yield from (held,) if held else ()
        held = line.strip()
    yield from (held,) if held else ()


def _read_line(line: str, below: Sequence[str]) -> Paragraph:
    """A line and those below it → a heading, an item, or running text.

    A heading is short, ends openly, and has something under it that is no heading itself; one that
    is typed as an item has no item below it.
    """
    length, is_number = split_bullet(line)
    words = line[length:]
    runs = (Run(words),)
    is_above = bool(below) and not (bool(length) and bool(split_bullet(below[0])[0]))
    if ends_openly(words) and is_above and (not ends_openly(below[0]) or split_bullet(below[0])[0]):
        return Paragraph(runs, "heading")
    return Paragraph(runs, "item", is_ordered=is_number) if length else Paragraph(runs)
