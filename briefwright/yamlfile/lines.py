"""The lines of one file, and stretches of them. Rows and positions count from 0, places from 1."""

from dataclasses import dataclass
from typing import NamedTuple

from briefwright.problems import Place


@dataclass(frozen=True)
class Line:
    """One line without its line end.

    In `text` every odd blank is a plain space, one for one, so that positions are the file's.
    `start` is the position of the first character that is no blank; `indent` is how deep that is,
    which differs from `start` only where tabs indent.
    """

    text: str
    start: int
    indent: int

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return self.start == len(self.text)

    @property
    def comment(self) -> bool:
        """Whether the line is a comment and nothing else."""
        return self.text.startswith("#", self.start)

    def depth(self, at: int) -> int:
        """A position on the line → how deep it stands."""
        return at + self.indent - self.start


class Piece(NamedTuple):
    """What stands on one row from `start` up to `end`."""

    row: int
    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """A file's name, its lines, and how they end."""

    file: str
    lines: tuple[Line, ...]
    line_end: str

    def place(self, row: int, at: int) -> Place:
        """A row and a position → the place as editors count it."""
        return Place(self.file, row + 1, at + 1)

    def words(self, piece: Piece) -> str:
        """A piece → its characters."""
        return self.lines[piece.row].text[piece.start : piece.end]
