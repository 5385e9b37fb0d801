"""A text before and after → its words, those that go and come, and some that stay around them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from briefwright.document.marks import show_parts

_AROUND = 6  # words that stay, shown on each side of a change
_CUT = "…"


class Piece(NamedTuple):
    """Some words: whether they stay, go or come."""

    kind: Literal["same", "gone", "new"]
    text: str


def list_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """A text before and after → the pieces of both in order, long stretches that stay cut short."""
    old, new = (show_parts(text).split() for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(_list_pieces(old, new, matcher.get_opcodes()))


def _list_pieces(
    old: Sequence[str], new: Sequence[str], steps: Sequence[tuple[str, int, int, int, int]]
) -> Iterator[Piece]:
    for kind, start, end, first, last in steps:
        if kind == "equal":
            yield Piece("same", " ".join(_cut(old[start:end], start > 0, end < len(old))))
            continue
        if end > start:
            yield Piece("gone", " ".join(old[start:end]))
        if last > first:
            yield Piece("new", " ".join(new[first:last]))


def _cut(words: Sequence[str], follows: bool, precedes: bool) -> list[str]:
    """Words that stay, whether they follow and precede a change → those near one."""
    head = list(words[:_AROUND]) if follows else []
    tail = list(words[-_AROUND:]) if precedes else []
    if len(words) <= len(head) + len(tail) + 1:
        return list(words)
    return [*head, _CUT, *tail]
