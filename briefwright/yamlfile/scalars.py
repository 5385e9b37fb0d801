"""Pieces of lines → the text that YAML makes of them, each character with its place.

Lines are joined as YAML joins them: one line end becomes a space, n blank lines n line ends.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefwright.yamlfile.lines import Piece, Source
from briefwright.yamlfile.nodes import Run, Scalar, Style

# A backslash with what YAML lets follow it; half of a surrogate pair is no character.
_BACKSLASH = re.compile(
    r"\\(x[0-9A-Fa-f]{2}|u(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|U(?!0000[dD][89A-Fa-f])00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
    r'|[0abt\tnvfre "/\\N_LP])?'
)
_MEANING = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}  # fmt: skip

# What a stretch of the file says, and how many characters of the file it takes.
Stretch = tuple[str, int]


class Typesetter:
    """Takes a text stretch by stretch and remembers where in the file each began."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.length = 0

    def add(self, text: str, row: int, at: int) -> None:
        """The next stretch of the text, which stands at this row and position."""
        if text:
            self.runs.append(Run(self.length, row + 1, at + 1))
            self.parts.append(text)
            self.length += len(text)

    def scalar(self, row: int, at: int, style: Style) -> Scalar:
        """All stretches → the scalar that begins here."""
        return Scalar("".join(self.parts), self.source.place(row, at), style, tuple(self.runs))


def empty(source: Source, row: int, at: int) -> Scalar:
    """A value that was left out."""
    return Scalar("", source.place(row, at), "plain")


def joined(source: Source, pieces: Sequence[Piece], style: Style) -> Scalar:
    """Pieces, one a line, of a text that is plain or stands in quote marks → the scalar."""
    text = Typesetter(source)
    before: Piece | None = None
    for piece in pieces:
        if before:
            text.add(_joint(source, before, piece, style), before.row, before.end)
        at = piece.start
        for words, length in _READERS[style](source.words(piece)):
            text.add(words, piece.row, at)
            at += length
        before = piece
    opening = 0 if style == "plain" else 1
    return text.scalar(pieces[0].row, pieces[0].start - opening, style)


def lone_backslashes(source: Source, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Pieces in double quotes → row and position of each backslash that begins no escape."""
    for piece in pieces:
        words = source.words(piece)
        for found in _BACKSLASH.finditer(words):
            if found[1] is None and found.end() < len(words):
                yield piece.row, piece.start + found.start()


def ends_in_backslash(words: str) -> bool:
    """Whether the last backslash escapes what comes after the words."""
    return (len(words) - len(words.rstrip("\\"))) % 2 == 1


def _joint(source: Source, before: Piece, piece: Piece, style: Style) -> str:
    """What stands for the line ends between two pieces; a backslash at the end escapes one."""
    blank_lines = piece.row - before.row - 1
    escaped = style == "double" and ends_in_backslash(source.words(before))
    return "\n" * blank_lines or ("" if escaped else " ")


def _as_it_stands(words: str) -> Iterator[Stretch]:
    yield words, len(words)


def _in_single_quotes(words: str) -> Iterator[Stretch]:
    begin = 0
    for found in re.finditer("''", words):
        yield words[begin : found.start() + 1], found.end() - begin
        begin = found.end()
    yield words[begin:], len(words) - begin


def _in_double_quotes(words: str) -> Iterator[Stretch]:
    begin = 0
    for found in _BACKSLASH.finditer(words):
        yield words[begin : found.start()], found.start() - begin
        escapes_line_end = found[1] is None and found.end() == len(words)
        yield ("" if escapes_line_end else _meaning(found[1])), len(found[0])
        begin = found.end()
    yield words[begin:], len(words) - begin


def _meaning(escape: str | None) -> str:
    """What follows a backslash → the character it means; a backslash alone is itself."""
    if escape is None:
        return "\\"
    return _MEANING[escape] if escape in _MEANING else chr(int(escape[1:], 16))


_READERS: Mapping[Style, Callable[[str], Iterator[Stretch]]] = {
    "plain": _as_it_stands,
    "single": _in_single_quotes,
    "double": _in_double_quotes,
}
