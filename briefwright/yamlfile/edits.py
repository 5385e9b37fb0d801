"""Small changes to a file, each of which says what to write where."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefwright.yamlfile.lines import Piece, Source

LINE_END = re.compile("(\r\n|\n|\r)")
_LONGEST = 90  # characters of a text that a message shows


class Edit(NamedTuple):
    """On `row` at `start`, `length` characters give way to `new`."""

    row: int
    start: int
    length: int
    new: str


def quoting(source: Source, pieces: Sequence[Piece]) -> tuple[Edit, ...]:
    """A plain text → the edits that put it in quote marks; it reads the same with them."""
    words = "".join(source.words(piece) for piece in pieces)
    mark = "'" if '"' in words or "\\" in words else '"'
    doubled = (
        Edit(piece.row, piece.start + found.start(), 1, "''")
        for piece in pieces
        for found in re.finditer("'", source.words(piece))
        if mark == "'"
    )
    first, last = pieces[0], pieces[-1]
    return (
        Edit(first.row, first.start, 0, mark),
        *doubled,
        Edit(last.row, last.end, 0, mark),
    )


def applied(rows: Sequence[str], edits: Iterable[Edit], line_end: str) -> list[str]:
    """Lines and edits → the lines as they should be.

    An edit told twice counts once; of two that overlap, only the later on the line is done.
    """
    amended = list(rows)
    untouched = {row: len(words) for row, words in enumerate(rows)}
    for edit in sorted(set(edits), reverse=True):
        end = edit.start + edit.length
        if end <= untouched[edit.row]:
            words = amended[edit.row]
            new = edit.new.replace("\n", line_end)
            amended[edit.row] = words[: edit.start] + new + words[end:]
            untouched[edit.row] = edit.start
    return amended


def shown(source: Source, edits: Sequence[Edit]) -> str:
    """Edits → the place as it should be, in one line that a message can show."""
    first, last = min(edits), max(edits)
    end = last.start + last.length
    rows = [line.text for line in source.lines[first.row : last.row + 1]]
    before, after = rows[0][: first.start].lstrip(" "), rows[-1][end:]
    rows[-1] = rows[-1][:end]
    rows[0] = rows[0][first.start :]
    moved = [
        edit._replace(
            row=edit.row - first.row,
            start=edit.start - (first.start if edit.row == first.row else 0),
        )
        for edit in edits
    ]
    words = brief(" ".join(applied(rows, moved, "\n")))
    before = before if len(before) <= 40 else f"… {before[-30:].lstrip()}"
    after = after if len(after) <= 30 else f"{after[:20].rstrip()} …"
    return f"{before}{words}{after}".rstrip()


def brief(words: str) -> str:
    """Words → the same on one line, the middle left out where they are long."""
    line = re.sub("[ \n]+", " ", words)
    return line if len(line) <= _LONGEST else f"{line[:55].rstrip()} … {line[-30:].lstrip()}"
