"""A text, what it becomes, and what it became meanwhile → both changes in one text."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)


def split_lines(text: str) -> list[str]:
    """A text → its lines, with their ends."""
    return text.splitlines(keepends=True)


def split_words(text: str) -> list[str]:
    """A text → its words, blanks and signs."""
    return _WORD.findall(text)


def merge(
    text: str, ours: str, theirs: str, split: Callable[[str], list[str]] = split_lines
) -> str | None:
    """A text and two texts that were made of it → one with the changes of both, line by line.

    Nothing where both changed the same lines, or put lines in at the same place; `split` says what
    counts as a line.
    """
    lines, own, other = (split(one) for one in (text, ours, theirs))
    changes = [*_list_changes(lines, own), *_list_changes(lines, other)]
    merged, at, before = list[str](), 0, -1
    for start, end, new in sorted(dict.fromkeys(changes)):
        if start < at or start == before:
            return None
        merged += [*lines[at:start], *new]
        at, before = end, start
    return "".join([*merged, *lines[at:]])


_Hunk = tuple[int, int, tuple[str, ...]]  # from which line to which, and what stands there then


def _list_changes(lines: list[str], others: list[str]) -> list[_Hunk]:
    matcher = SequenceMatcher(None, lines, others, autojunk=False)
    return [
        (start, end, tuple(others[first:last]))
        for kind, start, end, first, last in matcher.get_opcodes()
        if kind != "equal"
    ]
