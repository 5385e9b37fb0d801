"""Small changes to a text: done, shown in a message, and traced back to the text as it was."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LONGEST = 90  # characters of a text that a message shows


class Edit(NamedTuple):
    """At the position `at`, `length` characters give way to `new`."""

    at: int
    length: int
    new: str


Edits = Sequence[Edit]


class Mended(NamedTuple):
    """A text after its edits; in `bits`, from where on it is what stood where, and whether new.

    Up to the position `intact` nothing changed.
    """

    text: str
    intact: int
    bits: Sequence[tuple[int, int, bool]]

    def origin(self, position: int) -> tuple[int, bool]:
        """A position → where that stood before; whether it was put in."""
        if position < self.intact:
            return position, False
        begin, at, new = self.bits[bisect_right(self.bits, (position, len(self.text) + 1)) - 1]
        return at if new else at + position - begin, new


def mend(text: str, edits: Iterable[Edit]) -> Mended:
    """A text and edits → the text as it should be.

    Edits at one position are done in the order given; of two that overlap, the earlier.
    """
    parts: list[str] = []
    bits: list[tuple[int, int, bool]] = []
    at = length = 0

    def add(part: str, origin: int, *, new: bool) -> None:
        nonlocal length
        if part:
            bits.append((length, origin, new))
            parts.append(part)
            length += len(part)

    ordered = sorted(edits, key=lambda edit: edit.at)
    intact = ordered[0].at if ordered else len(text)
    for edit in ordered:
        if edit.at >= at:
            add(text[at : edit.at], at, new=False)
            add(edit.new, edit.at, new=True)
            at = edit.at + edit.length
    add(text[at:], at, new=False)
    return Mended("".join(parts), intact, [*bits, (length, len(text), False)])


def show_mended(text: str, edits: Edits) -> str:
    """A text and edits → the place as it should be, in one line that a message can show."""
    first, last = min(edits), max(edits)
    begin, end = text.rfind("\n", 0, first.at) + 1, last.at + last.length
    words = mend(text[first.at : end], (edit._replace(at=edit.at - first.at) for edit in edits))
    before, after = text[begin : first.at].lstrip(" "), text[end:].partition("\n")[0]
    before = before if len(before) <= 40 else f"… {before[-30:].lstrip()}"
    after = after if len(after) <= 30 else f"{after[:20].rstrip()} …"
    return f"{before}{brief(words.text)}{after}".rstrip()


def brief(words: str) -> str:
    """Words → the same on one line, the middle left out where they are long."""
    line = re.sub("[ \n]+", " ", words)
    return line if len(line) <= _LONGEST else f"{line[:55].rstrip()} … {line[-30:].lstrip()}"
