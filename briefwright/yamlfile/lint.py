"""What is found out about one file: what is wrong with it, and the edits that mend it."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from briefwright.problems import Place, Problem
from briefwright.yamlfile.edits import Edit, Edits, show_mended
from briefwright.yamlfile.faults import DEPTH, NODES, TOO_MUCH, Fault, TooMuch

STEP = 2  # columns: how much deeper a text stands than what it belongs to


class Line(NamedTuple):
    """Positions in a file: where a line begins, where its first character stands, where it ends.

    `indent` is how deep that character stands: `at - begin`, but where tabs indent.
    """

    begin: int
    at: int
    end: int
    indent: int

    @property
    def blank(self) -> bool:
        """Whether nothing stands on the line."""
        return self.at == self.end


class Lint:
    """One file, with plain spaces for odd blanks and \\n for line ends, and what is found in it.

    `safe` are the edits that `--fix` writes, those of one fault together; `meant`, `columns` (in
    which a line is to begin) and `left_out` (lines) are done in memory, so that YAML reads what
    the author meant. `starts` are the positions where texts begin; YAML must find the same.
    """

    def __init__(self, file: str, text: str, lines: Sequence[Line]) -> None:
        self.file = file
        self.text = text
        self.lines = lines
        self.begins = [line.begin for line in lines]
        self.problems: list[Problem] = []
        self.safe: list[Edits] = []
        self.meant: list[Edit] = []
        self.columns = {
            row: 0 if line.blank else line.indent
            for row, line in enumerate(lines)
            if line.at - line.begin != (0 if line.at == line.end else line.indent)
        }
        self.left_out: set[int] = set()
        self.starts: list[int] = []

    def find(
        self, fault: Fault, at: int, meant: Edits = (), safe: Edits = (), **words: object
    ) -> None:
        """Adds a fault at a position, its edits, and the words for the braces in its message."""
        if "{line}" in fault.message:
            words["line"] = show_mended(self.text, meant)
        message = fault.message.format(**words)
        self.problems.append(Problem(fault.code, message, self.place(at), level=fault.level))
        self.meant.extend(meant)
        if safe:
            self.safe.append(safe)

    def refuse(self, at: int, limit: str) -> TooMuch:
        """Adds that a limit is passed → what is to be raised."""
        self.find(TOO_MUCH, at, limit=limit)
        return TooMuch()

    def check_depth(self, at: int, depth: int) -> None:
        """Raises TooMuch where lists and maps stand too deep inside one another."""
        if depth > DEPTH:
            limit = f"lists and keys more than {DEPTH} deep inside one another"
            raise self.refuse(at, limit)

    def begin_text(self, at: int) -> None:
        """Adds that a text begins here. Raises TooMuch."""
        self.starts.append(at)
        if len(self.starts) > NODES:
            raise self.refuse(at, f"more than {NODES:,} texts and lists")

    def row(self, at: int) -> int:
        """A position → its line, from 0."""
        return bisect_right(self.begins, at) - 1

    def place(self, at: int) -> Place:
        """A position → the place as editors count it."""
        row = self.row(at)
        return Place(self.file, row + 1, at - self.begins[row] + 1)

    def next_row(self, row: int) -> int | None:
        """A line → the next one that isn't blank."""
        while (row := row + 1) < len(self.lines):
            if not self.lines[row].blank:
                return row
        return None

    def extent(self, row: int, parent: int) -> int:
        """A line → the position where those below it end that stand deeper than a column."""
        lines = (self.lines[below] for below in range(row + 1, len(self.lines)))
        ends = (line.begin for line in lines if not line.blank and line.indent <= parent)
        return next(ends, len(self.text))

    def indent(self, begin: int, end: int, floor: int) -> None:
        """Sees to it that a text's lines but the first stand deeper than a column when mended."""
        if self.text.find("\n", begin, end) != -1:
            for row in range(self.row(begin) + 1, self.row(end) + 1):
                if self.lines[row].indent <= floor and not self.lines[row].blank:
                    self.columns[row] = floor + STEP
