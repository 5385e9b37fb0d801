"""A text in quote marks, or in none → the scalar, and what is wrong with it.

A text without quotes is read as its author meant it, also where YAML would stop or cut it.
"""

import re
from typing import Generic, NamedTuple, TypeVar

from briefwright.yamlfile import line_faults, text_faults
from briefwright.yamlfile.edits import Edit, quoting
from briefwright.yamlfile.finding import Finding
from briefwright.yamlfile.lines import Line, Piece, Source
from briefwright.yamlfile.nodes import Node, Scalar, Style
from briefwright.yamlfile.scalars import ends_in_backslash, joined, lone_backslashes
from briefwright.yamlfile.syntax import (
    closing_bracket,
    closing_quote,
    is_botched_dash,
    is_bullet,
    is_dash,
    is_document_marker,
    is_keyword,
    is_reserved,
    key_colon,
    tight_colon,
    value_end,
)

STEP = 2  # columns: how much deeper a text stands than what it belongs to
_NOT_FOR_BRIEFINGS = re.compile(r"\*[\w-]+$|!![\w:.-]+(?= |$)")
_COLON = re.compile(r":(?= |$)")
_COMMENT_OR_WORDS = re.compile("(?:(?<= )|^)#(?= |$)")
_NUMBER_SIGN = re.compile(r"#\d")
_ONE_BRACE = re.compile(r"\{[^:,{}]*\}|\[\^.*")
_STYLES: dict[str, Style] = {'"': "double", "'": "single"}

Spot = tuple[int, int]  # a row and a position on it
N = TypeVar("N", bound=Node, covariant=True)


class Taken(NamedTuple, Generic[N]):
    """A node, the row and position where reading goes on, and what was found on the way."""

    node: N
    row: int
    at: int
    findings: tuple[Finding, ...]


def next_row(source: Source, row: int) -> int | None:
    """A row → the next one that isn't blank."""
    later = range(row + 1, len(source.lines))
    return next((number for number in later if not source.lines[number].blank), None)


def begins_entry(line: Line) -> bool:
    """Whether a line begins something of its own: an item, a key, a document."""
    text, at = line.text, line.start
    return (
        is_dash(text, at)
        or is_botched_dash(text, at)
        or is_document_marker(text)
        or tight_colon(text, at) is not None
        or key_colon(text, at) is not None
    )


def quoted(source: Source, row: int, at: int, parent: int) -> Taken[Scalar] | None:
    """A text that begins with the quote mark at `at` → up to the mark that closes it, if one does.

    Its lines stand deeper than the column `parent`.
    """
    mark = source.lines[row].text[at]
    pieces: list[Piece] = []
    start = at + 1
    while (end := closing_quote(source.lines[row].text, start, mark)) is None:
        pieces.append(Piece(row, start, _last(source.lines[row].text, start)))
        below = next_row(source, row)
        if below is None or source.lines[below].indent <= parent:
            return None
        row, start = below, source.lines[below].start
    pieces.append(Piece(row, start, end))
    backslashes = lone_backslashes(source, pieces) if mark == '"' else ()
    findings = tuple(text_faults.lone_backslash(source, *spot) for spot in backslashes)
    return Taken(joined(source, pieces, _STYLES[mark]), row, end + 1, findings)


def _last(text: str, start: int) -> int:
    """Where a line of a quoted text ends: blanks at its end don't count, unless escaped."""
    end = max(start, len(text.rstrip(" ")))
    return end + 1 if end < len(text) and ends_in_backslash(text[start:end]) else end


def plain_text(source: Source, row: int, at: int, parent: int) -> Taken[Scalar]:
    """A text without quotes that begins at `at` → all its lines.

    Its lines stand deeper than the column `parent`; those that don't and yet begin nothing of
    their own are taken too, and named.
    """
    passage = _passage(source, row, at, parent)
    column = max(parent, 0) + STEP
    found = [
        line_faults.too_shallow(source, passage.shallow, column) if passage.shallow else None,
        bite(source, passage.pieces, passage.comments, parent),
    ]
    # What goes on with prose is prose; below a date or a number stands something forgotten.
    safe = not passage.shallow or " " in source.words(passage.pieces[0])
    findings = (one if safe else one._replace(edits=()) for one in found if one)
    scalar = joined(source, passage.pieces, "plain")
    return Taken(scalar, passage.pieces[-1].row + 1, 0, tuple(findings))


class _Passage(NamedTuple):
    """The lines of a plain text, the rows that are too shallow, and the comments in between."""

    pieces: list[Piece]
    shallow: list[int]
    comments: list[Spot]


def _passage(source: Source, row: int, at: int, parent: int) -> _Passage:
    passage = _Passage([_piece(source, row, at)], [], [])
    reserved = is_reserved(source.lines[row].text, at)
    while True:
        comments = _comment_after(source, passage.pieces[-1])
        below = next_row(source, row)
        while below is not None and _is_comment(source.lines[below], parent):
            comments.append((below, source.lines[below].start))
            below = next_row(source, below)
        if below is None or not _goes_on(source.lines[below], parent):
            return passage
        row = below
        line = source.lines[row]
        if line.indent <= parent:
            if comments or reserved:
                return passage
            passage.shallow.append(row)
        passage.comments.extend(comments)
        passage.pieces.append(_piece(source, row, line.start))


def _piece(source: Source, row: int, at: int) -> Piece:
    return Piece(row, at, value_end(source.lines[row].text, at).end)


def _comment_after(source: Source, piece: Piece) -> list[Spot]:
    comment = value_end(source.lines[piece.row].text, piece.start).comment
    return [] if comment is None else [(piece.row, comment)]


def _is_comment(line: Line, parent: int) -> bool:
    """Whether a line is a comment; `#1` inside a text is more likely a rank."""
    ranks = line.indent > parent and _NUMBER_SIGN.match(line.text, line.start)
    return line.comment and not ranks


def _goes_on(line: Line, parent: int) -> bool:
    """Whether a line belongs to the plain text above it."""
    if line.indent <= parent or is_document_marker(line.text):
        return not begins_entry(line)
    text, at = line.text, line.start
    return not (is_dash(text, at) or is_bullet(text, at) or is_keyword(text, at))


def bite(source: Source, pieces: list[Piece], comments: list[Spot], parent: int) -> Finding | None:
    """Where YAML would stop in a plain text, cut it or read something else.

    `comments` are those between its lines; its lines stand deeper than the column `parent`.
    """
    edits = safe_quotes(source, pieces, comments)
    first = pieces[0]
    if is_reserved(source.words(first), 0):
        return _reserved(source, pieces, parent, edits)
    for piece in pieces:
        text = source.lines[piece.row].text
        colon = _COLON.search(text, piece.start, piece.end)
        cut = value_end(text, piece.start).cut
        if colon and (cut is None or colon.start() < cut):
            return text_faults.second_colon(source, pieces, (piece.row, colon.start()), edits)
        if cut is not None and cut < piece.end:
            return text_faults.cut_by_hash(source, pieces, (piece.row, cut), edits)
    return text_faults.comment_in_text(source, *comments[0]) if comments else None


def safe_quotes(source: Source, pieces: list[Piece], comments: list[Spot]) -> tuple[Edit, ...]:
    """The edits that put a text in quotes, unless a part of it may be meant as a comment."""
    words = (source.words(piece) for piece in pieces)
    doubtful = comments or any(_COMMENT_OR_WORDS.search(line) for line in words)
    return () if doubtful else quoting(source, pieces)


def _reserved(source: Source, pieces: list[Piece], parent: int, edits: tuple[Edit, ...]) -> Finding:
    """A plain text that begins with a sign of YAML's own → which fault that is."""
    words = source.words(pieces[0])
    foreign = _NOT_FOR_BRIEFINGS.match(words)
    if foreign:
        return line_faults.not_for_briefings(source, *pieces[0][:2], foreign[0])
    if words.startswith("? "):
        return line_faults.no_key(source, *pieces[0][:2])
    if words[0] in _STYLES:
        return _quote_mark(source, pieces, parent, edits)
    if words[0] in "[{" and not _surely_text(source, pieces):
        edits = ()
    return text_faults.reserved_sign(source, pieces, edits)


def _surely_text(source: Source, pieces: list[Piece]) -> bool:
    """Whether what begins with a bracket is certainly a text, as words follow the bracket."""
    words = source.words(pieces[0])
    end = closing_bracket(words, 0)
    if end is None:
        return False
    follows = re.search(r"[\w(]", words[end:]) is not None
    return follows or len(pieces) > 1 or _ONE_BRACE.fullmatch(words) is not None


def _quote_mark(
    source: Source, pieces: list[Piece], parent: int, edits: tuple[Edit, ...]
) -> Finding:
    """A text that begins with a quote mark, but isn't a text in quotes → what is wrong with it."""
    taken = quoted(source, *pieces[0][:2], parent)
    if taken is None:
        return text_faults.open_quote(source, pieces)
    mark = source.words(pieces[0])[0]
    follows = source.lines[taken.row].text[taken.at :].lstrip(" ")
    if follows.startswith("#"):
        sign = len(source.lines[taken.row].text) - len(follows)
        return text_faults.cut_by_hash(source, pieces, (taken.row, sign), ())
    if source.words(pieces[-1]).endswith(mark):
        return text_faults.quote_in_quotes(source, taken.row, taken.at - 1, mark)
    return text_faults.reserved_sign(source, pieces, edits)
