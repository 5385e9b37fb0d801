"""Lists and maps by indentation → nodes; whatever is wrong is named, and reading goes on.

A line belongs to one of the lists and maps that are open. In a sound file it stands exactly below
what came before in it; otherwise it goes to the one that it most likely was written for.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from briefwright.yamlfile import faults
from briefwright.yamlfile.blocktexts import block_text
from briefwright.yamlfile.edits import quoting
from briefwright.yamlfile.faults import Finding
from briefwright.yamlfile.flow import in_brackets
from briefwright.yamlfile.limits import TEXT, Budget, TooMuch
from briefwright.yamlfile.lines import Line, Piece, Source
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence
from briefwright.yamlfile.scalars import empty, joined
from briefwright.yamlfile.syntax import (
    blanks_end,
    is_bullet,
    is_dash,
    is_document_marker,
    is_long_dash,
    is_over,
    is_reserved,
    key_colon,
    tight_colon,
)
from briefwright.yamlfile.texts import STEP, Taken, begins_entry, plain_text, quoted

_PROPERTY = re.compile(r"(&[\w-]+|!![\w:.-]*)(?= |$)")
_DIRECTIVE = re.compile(r"%[A-Z]+ ")
_PUNCTUATION = re.compile(r" *[,;\]}]+ *(?:#.*)?$")

Kind = Literal["item", "key", "words"]


@dataclass
class _Level:
    """A list or map that is open: what its lines begin with, and in which column."""

    kind: Literal["item", "key"]
    column: int
    columns: set[int] = field(default_factory=set)  # wrong ones too, once they have been named

    def __post_init__(self) -> None:
        self.columns.add(self.column)


def structure(source: Source) -> tuple[Node | None, list[Finding]]:
    """The lines of a file → what they hold, None if nothing, and what is wrong with it."""
    reader = _Reader(source)
    try:
        return reader.document(), reader.findings
    except TooMuch as limit:
        return None, [*reader.findings, limit.finding]


class _Reader:
    """Stands at `row` and `at`; after a node at the beginning of the next line not yet read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.row = 0
        self.at = 0
        self.begun = False
        self.levels: list[_Level] = []
        self.budget = Budget(source)
        self.findings: list[Finding] = []

    @property
    def line(self) -> Line:
        """The line where the reader stands."""
        return self.source.lines[self.row]

    @property
    def text(self) -> str:
        """The characters of that line."""
        return self.line.text

    def find(self, finding: Finding) -> None:
        """Adds what was found."""
        self.findings.append(finding)

    # ------------------------------------------------------------- the file

    def document(self) -> Node | None:
        """All that the file holds."""
        root = self.node(-1) if self.to_content() else None
        while self.to_content():
            self.find(faults.left_over(self.source, self.row, self.at))
            self.row += 1
        return root

    def to_content(self) -> bool:
        """To the next line that isn't blank or a comment; False at the end of the file."""
        while self.row < len(self.source.lines):
            line = self.line
            if is_document_marker(line.text):
                if self.begun or line.text[0] == ".":
                    self.find(faults.another_document(self.source, self.row))
            elif _DIRECTIVE.match(line.text):
                self.find(faults.not_for_briefings(self.source, self.row, 0, line.text))
            elif not line.blank and not line.comment:
                self.at = line.start
                self.begun = True
                return True
            self.row += 1
        return False

    # ------------------------------------------------------------- nodes

    def node(self, parent: int) -> Node:
        """What begins here and stands deeper than the column `parent`."""
        self.budget.spend(self.row, self.at, len(self.levels))
        at = self.at
        self.past_properties()
        if at != self.at and is_over(self.text, self.at):
            self.row += 1
            return self.below(parent, self.row - 1, at)
        if self.kind() == "item":
            return self.sequence()
        if self.kind() == "key":
            return self.mapping()
        return self.value(parent)
