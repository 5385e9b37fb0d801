"""A text after `>` or `|` → the scalar, and what is wrong with it.

After `>` the lines of a paragraph are joined, and n blank lines arrive as n line ends in the text;
after `|` every line end stays.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefwright.yamlfile import text_faults
from briefwright.yamlfile.edits import Edit
from briefwright.yamlfile.finding import Finding
from briefwright.yamlfile.lines import Line, Piece, Source
from briefwright.yamlfile.nodes import Scalar
from briefwright.yamlfile.scalars import Typesetter
from briefwright.yamlfile.syntax import is_dash, is_document_marker, is_keyword, value_end
from briefwright.yamlfile.texts import STEP, Taken, begins_entry

_HEADER = re.compile(r"[>|]([-+]?)([1-9]?)([-+]?)(?: +#(?: .*)?| *)$")
_WORDS_AFTER_SIGN = re.compile(r"[>|][-+]?( +)(?=[^\d #])")
_LIKE_COMMENT = re.compile("#(?: |$)")
_LIKE_ITEM = re.compile("[-*•] ")


class _Block(NamedTuple):
    """Where a text stands."""

    row: int
    at: int
    sign: str  # `>` or `|`
    rows: list[int]  # of its lines; blank ones are left out
    column: int  # in which its lines begin
    stop: int  # the row after it


def block_text(source: Source, row: int, at: int, parent: int) -> Taken[Scalar] | None:
    """What begins with `>` or `|` at `at` → its text; None where they are signs inside a text.

    The lines stand deeper than the column `parent`; those that don't and yet begin nothing of
    their own are taken too, and named.
    """
    text = source.lines[row].text
    header = _HEADER.match(text, at)
    words = _WORDS_AFTER_SIGN.match(text, at) if at > source.lines[row].start else None
    if not header and not words:
        return None
    block = _block(source, row, at, parent, int(header[2] or 0) if header else 0)
    pieces = [_piece(source, block, number) for number in block.rows]
    findings = [*_ragged(source, block), *_lookalikes(source, block)]
    if words and not header:
        end = value_end(text, words.end()).end
        pieces.insert(0, Piece(row, words.end(), end))
        edit = Edit(row, words.start(1), len(words[1]), "\n" + " " * block.column)
        safe = (edit,) if end == len(text.rstrip(" ")) else ()
        findings.insert(0, text_faults.words_after_sign(source, row, at, safe))
    chomping = header[1] or header[3] if header else ""
    scalar = _set(source, block, pieces, chomping)
    return Taken(scalar, block.stop, 0, tuple(findings))


def _block(source: Source, row: int, at: int, parent: int, step: int) -> _Block:
    """Finds the lines of a text; `step` is how much deeper they stand where the header says so."""
    depth = max(parent, 0) + step if step else None
    rows: list[int] = []
    stop = len(source.lines)
    for number in range(row + 1, len(source.lines)):
        line = source.lines[number]
        if line.blank:
            continue
        if not _belongs(line, depth, parent):
            stop = number
            break
        depth = line.indent if depth is None else depth
        rows.append(number)
    column = depth if depth is not None and depth > parent else max(parent, 0) + STEP
    return _Block(row, at, source.lines[row].text[at], rows, column, stop)


def _belongs(line: Line, depth: int | None, parent: int) -> bool:
    """Whether a line belongs to the text; `depth` is how deep its first line stands."""
    if line.indent > parent and (depth is None or line.indent >= depth):
        return True
    text, at = line.text, line.start
    if line.comment or is_dash(text, at) or is_keyword(text, at) or is_document_marker(text):
        return False
    undecided = depth is None or depth <= parent or line.indent > parent
    return undecided or not begins_entry(line)


def _piece(source: Source, block: _Block, row: int) -> Piece:
    """The words on one line of the text; after `|`, blanks that indent it deeper are words too."""
    line = source.lines[row]
    deeper = max(0, line.indent - block.column) if block.sign == "|" else 0
    return Piece(row, max(0, line.start - deeper), len(line.text))


def _ragged(source: Source, block: _Block) -> Iterator[Finding]:
    """Lines that don't begin in the text's column; after `|` they may stand deeper."""
    rows = [
        row
        for row in block.rows
        if (indent := source.lines[row].indent) < block.column
        or (indent > block.column and block.sign == ">")
    ]
    if rows:
        edits = [_aligned(source, row, block.column) for row in rows]
        yield text_faults.ragged(source, rows, block.column, edits)


def _aligned(source: Source, row: int, column: int) -> Edit:
    line = source.lines[row]
    if line.indent < column:
        return Edit(row, line.start, 0, " " * (column - line.indent))
    return Edit(row, max(0, line.start - line.indent + column), line.indent - column, "")


def _lookalikes(source: Source, block: _Block) -> Iterator[Finding]:
    for row in block.rows:
        line = source.lines[row]
        if _LIKE_COMMENT.match(line.text, line.start):
            yield text_faults.like_comment(source, row, line.start)
        if _LIKE_ITEM.match(line.text, line.start):
            yield text_faults.like_item(source, row, line.start)


def _set(source: Source, block: _Block, pieces: Sequence[Piece], chomping: str) -> Scalar:
    """Sets a text's lines. `-` drops the line end after the last, `+` keeps blank lines too."""
    text = Typesetter(source)
    row, end = block.row, block.at
    for number, piece in enumerate(pieces):
        text.add(_joint(block, piece.row - row, number), row, end)
        text.add(source.words(piece), piece.row, piece.start)
        row, end = piece.row, piece.end
    line_ends = min(block.stop, len(source.lines) - 1) - row - (0 if pieces else 1)
    kept = {"": min(line_ends, 1 if pieces else 0), "-": 0, "+": line_ends}[chomping]
    text.add("\n" * kept, row, end)
    return text.scalar(block.row, block.at, "folded" if block.sign == ">" else "literal")


def _joint(block: _Block, line_ends: int, number: int) -> str:
    """What stands for the line ends before the line of this number."""
    if number == 0:
        return "\n" * (line_ends - 1)
    if block.sign == "|":
        return "\n" * line_ends
    return "\n" * (line_ends - 1) or " "
