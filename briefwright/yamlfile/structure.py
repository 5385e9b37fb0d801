"""Lists and maps by indentation: which line belongs where, and what is wrong with that.

In a sound file a line stands straight below what came before it in its list or map. Otherwise it
goes to the one that it most likely was written for.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from briefwright.yamlfile import faults, syntax, texts
from briefwright.yamlfile.brackets import in_brackets
from briefwright.yamlfile.edits import Edit, brief
from briefwright.yamlfile.lint import STEP, Lint

_PROPERTY = re.compile(r"(&[\w-]+|!![\w:.-]*)(?![^ \n])")
_KEY_WITH_VALUE = re.compile("[a-z_]+:[A-Z{\\[\"'>|]")
_DIRECTIVE = re.compile(r"%[A-Z]+ .*")

Kind = Literal["item", "key", "words"]  # what a line begins with


def check_structure(lint: Lint) -> None:
    """The lines of a file → nothing; what is wrong with them is added. Raises TooMuch."""
    reader = _Reader(lint)
    while reader.to_content():
        begin = reader.row
        reader.take_line()
        if reader.levels and reader.levels[-1].left_out:
            lint.left_out.update(range(begin, reader.row))


@dataclass
class _Level:
    """A list or map that is open: what its lines begin with, and in which column.

    `home` is the column in the mended file, `columns` are wrong ones too, once they were named.
    """

    kind: Kind
    column: int
    home: int
    left_out: bool
    columns: set[int] = field(default_factory=set)


class _Reader:
    """Stands at the position `at` of a line; after it, at the next one that is not yet read."""

    def __init__(self, lint: Lint) -> None:
        self.lint = lint
        self.text = lint.text
        self.row = 0
        self.line = lint.lines[0]
        self.at = 0
        self.begun = False
        self.levels: list[_Level] = []
        self.below: int | None = -1  # the column than which a value that is awaited stands deeper
        self.gap = 0  # 1 after a dash that lacks its space
        self.shift = 0  # how much further right the line stands in the mended file

    @property
    def column(self) -> int:
        # Where the reader stands, once a space is put after a dash that lacks it.
        return self.at - self.line.at + self.line.indent + self.gap

    @property
    def floor(self) -> int:
        return self.levels[-1].home if self.levels else -1

    def to_content(self) -> bool:
        """To the next line that isn't blank or a comment; False at the end of the file."""
        while self.row < len(self.lint.lines):
            self.line = line = self.lint.lines[self.row]
            begin, self.at = line.begin, line.at
            if line.at == line.end or self.text[line.at] == "#":
                self.row += 1
            elif syntax.is_document_marker(self.text, begin):
                words = self.text[begin : line.end].rstrip(" ")
                if self.begun or words != "---":
                    self.leave_out(faults.ANOTHER_DOCUMENT, words[:3])
                else:
                    self.row += 1
                self.begun = True
            elif directive := _DIRECTIVE.match(self.text, begin):
                self.leave_out(faults.NOT_FOR_BRIEFINGS, brief(directive[0]))
            else:
                self.begun = True
                return True
        return False

    def leave_out(self, fault: faults.Fault, sign: str = "") -> None:
        """Names a line that has no meaning."""
        self.lint.find(fault, self.at, sign=sign)
        self.lint.left_out.add(self.row)
        self.row += 1

    # ------------------------------------------------------------- which line belongs where

    def take_line(self) -> None:
        """The line where the reader stands, and what goes on below it."""
        parent, self.below = self.below, None
        self.gap = self.shift = 0
        kind, indent = self.kind(), self.line.indent
        if parent is not None:
            # A list may stand in the same column as the key that it belongs to.
            keyed = bool(self.levels) and self.levels[-1].kind == "key"
            beside = keyed and indent == parent and kind == "item"
            if indent > parent or beside:
                self.move(max(indent, self.floor + (0 if beside else 1)))
                self.take_node(parent)
                return
            if not syntax.begins_entry(self.text, self.at, self.line.end):
                texts.report_shallow(self.lint, [self.row], max(parent, 0) + STEP, safe=True)
                self.lint.columns[self.row] = self.floor + STEP
                self.take_value(parent)
                return
        if not self.levels:
            self.leave_out(faults.STRAY_WORDS)
            return
        while self.owner(indent, kind) is not self.levels[-1]:
            self.levels.pop()
        self.take_next(self.levels[-1], kind)

    def take_next(self, level: _Level, kind: Kind) -> None:
        """A line that belongs to a list or map, if only by its column."""
        indent = self.line.indent
        self.move(level.home)
        if kind == level.kind:
            if indent not in level.columns:
                column, expected = self.at - self.line.begin + 1, level.column + 1
                self.lint.find(faults.MISALIGNED, self.at, column=column, expected=expected)
                level.columns.add(indent)
            self.take_entry(kind)
        elif level.kind == "item" and indent <= level.column:
            self.lint.find(faults.NO_DASH, self.at, [Edit(self.at, 0, "- ")])
            self.shift += STEP
            self.take_node(self.column - 1)
        elif kind == "words":
            self.leave_out(faults.STRAY_WORDS)
        else:
            self.lint.find(faults.STRAY_LIST if kind == "item" else faults.KEY_BELOW_TEXT, self.at)
            self.open(kind, left_out=True)
            self.take_entry(kind)

    def move(self, home: int) -> None:
        """The line begins in this column in the mended file."""
        self.shift = home - self.line.indent
        if self.shift:
            self.lint.columns[self.row] = home

    def owner(self, column: int, kind: Kind) -> _Level:
        """Where a line begins, and with what → the list or map that it belongs to."""
        for level in reversed(self.levels):
            if level.kind == kind and column in level.columns:
                return level
        if column >= self.levels[-1].column:
            return self.levels[-1]
        straight = [level for level in self.levels if column in level.columns]
        if straight and kind != "item":
            return straight[-1]
        around = [self.levels[0]]
        for outer, level in pairwise(self.levels):
            beside = level.kind == "item" and outer.kind == "key"
            if column >= outer.column + (0 if beside else 1):
                around.append(level)
        return ([level for level in around if level.kind == kind] or around)[-1]

    # ------------------------------------------------------------- lists and maps

    def kind(self) -> Kind:
        """What begins here."""
        text, at = self.text, self.at
        if syntax.is_dash(text, at) or (at == self.line.at and syntax.is_botched_dash(text, at)):
            return "item"
        if syntax.key_colon(text, at, self.line.end) is not None:
            return "key"
        return "key" if syntax.is_tight_keyword(text, at) and self.keys_around() else "words"

    def keys_around(self) -> bool:
        """Whether `word:Word` is likely a key: as a line begins, or a key stands straight below."""
        if self.at == self.line.at or _KEY_WITH_VALUE.match(self.text, self.at):
            return True
        row = self.lint.next_row(self.row)
        below = self.line if row is None else self.lint.lines[row]
        straight = row is not None and below.indent == self.column
        return straight and syntax.begins_entry(self.text, below.at, below.end)

    def open(self, kind: Kind, *, left_out: bool = False) -> None:
        """A list or map begins here."""
        column = self.column
        left_out = left_out or (bool(self.levels) and self.levels[-1].left_out)
        self.levels.append(_Level(kind, column, column + self.shift, left_out, {column}))

    def take_node(self, parent: int) -> None:
        """What begins here and stands deeper than the column `parent`."""
        self.lint.check_depth(self.at, len(self.levels))
        if self.past_properties():
            self.await_value(parent)
        elif (kind := self.kind()) == "words":
            self.take_value(parent)
        else:
            self.open(kind)
            self.take_entry(kind)

    def take_entry(self, kind: Kind) -> None:
        """An item with its dash, or a key, and its value."""
        column = self.column
        if kind == "item":
            self.past_dash()
        else:
            self.past_key()
        if syntax.is_over(self.text, self.at):
            self.await_value(column)
            return
        self.at = syntax.blanks_end(self.text, self.at)
        if kind == "item":
            self.take_node(column)
        elif self.past_properties():
            self.await_value(column)
        else:
            self.take_value(column)

    def await_value(self, parent: int) -> None:
        """Nothing else stands on the line: the value stands below it, deeper than `parent`."""
        self.below = parent
        self.row += 1

    def past_dash(self) -> None:
        """Past a dash, or a bullet that stands for it."""
        if not syntax.is_dash(self.text, self.at):
            self.gap = 1 if self.text[self.at] == "-" else 0
            edit = Edit(self.at + 1, 0, " ") if self.gap else Edit(self.at, 1, "-")
            self.lint.find(faults.BULLET, self.at, [edit], [edit])
        self.at += 1

    def past_key(self) -> None:
        """Past a key and its colon."""
        self.lint.check_depth(self.at, len(self.levels))
        text, begin = self.text, self.at
        colon = syntax.key_colon(text, begin, self.line.end)
        if colon is None:
            colon = text.index(":", begin)
            edits = [Edit(colon + 1, 0, " ")]
            self.lint.find(faults.TIGHT_COLON, colon, edits, edits)
        self.at = colon + 1
        end = syntax.trim_end(text, begin, colon)
        if text[begin] in "'\"" and texts.quote_end(self.lint, begin, -1) == end:
            texts.accept_quoted(self.lint, begin, end, -1)
        elif end == begin:
            self.lint.find(faults.NO_KEY, begin, [Edit(begin, 0, '""')])
        else:
            self.lint.begin_text(begin)
            texts.check_plain(self.lint, (begin, end), [])

    def past_properties(self) -> bool:
        """Past anchors and tags, which are named; whether nothing else follows on the line."""
        begin = self.at
        while found := _PROPERTY.match(self.text, self.at):
            edit = Edit(self.at, len(found[0]), " " * len(found[0]))
            sign = brief(found[0])
            self.lint.find(faults.NOT_FOR_BRIEFINGS, self.at, [edit], sign=sign)
            self.at = syntax.blanks_end(self.text, found.end())
        return self.at > begin and syntax.is_over(self.text, self.at) is not None

    def take_value(self, parent: int) -> None:
        """The text, or the list or map in brackets, that begins here."""
        lint, at, sign = self.lint, self.at, self.text[self.at]
        row: int | None = None
        if sign in "'\"":
            end = texts.quote_end(lint, at, parent)
            if end and syntax.is_over(self.text, end):
                texts.accept_quoted(lint, at, end, self.floor)
                row = lint.row(end) + 1
        elif sign in "[{":
            row = in_brackets(lint, at, parent, self.floor, len(self.levels))
        elif sign in ">|":
            row = texts.block_text(lint, self.row, at, parent, self.floor)
        self.row = texts.plain_text(lint, self.row, at, parent, self.floor) if row is None else row
