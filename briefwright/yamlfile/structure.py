"""Lists and maps by indentation → nodes; whatever is wrong is named, and reading goes on."""

import re
from collections.abc import Iterator

from briefwright.yamlfile import line_faults, text_faults
from briefwright.yamlfile.blocktexts import block_text
from briefwright.yamlfile.finding import Finding
from briefwright.yamlfile.flow import in_brackets
from briefwright.yamlfile.levels import Kind, Level, Levels
from briefwright.yamlfile.limits import TEXT, Budget, TooMuch, check_lines
from briefwright.yamlfile.lines import Line, Piece, Source
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence
from briefwright.yamlfile.scalars import empty, joined
from briefwright.yamlfile.syntax import (
    blanks_end,
    is_botched_dash,
    is_dash,
    is_document_marker,
    is_over,
    key_colon,
    tight_colon,
)
from briefwright.yamlfile.texts import STEP, Taken, begins_entry, bite, next_row, plain_text, quoted

_PROPERTY = re.compile(r"(&[\w-]+|!![\w:.-]*)(?= |$)")
_KEY_WITH_VALUE = re.compile("[a-z_]+:[A-Z{\\[\"'>|]")
_DIRECTIVE = re.compile(r"%[A-Z]+ ")
_PUNCTUATION = re.compile(r" *[,;\]}]+ *(?:#.*)?$")


def structure(source: Source) -> tuple[Node | None, list[Finding]]:
    """The lines of a file → what they hold, None if nothing, and what is wrong with it."""
    reader = _Reader(source)
    try:
        check_lines(source)
        root = reader.document()
        return root, [*reader.findings, *_repeated_keys(source, root)]
    except TooMuch as limit:
        return None, [*reader.findings, limit.finding]


class _Reader:
    """Stands at `row` and `at`; after a node at the beginning of the next line not yet read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.row = 0
        self.at = 0
        self.begun = False
        self.tight_row = -1  # of the last dash that lacked its space
        self.levels = Levels()
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

    @property
    def column(self) -> int:
        """The column where the reader stands, once a space is put after a dash that lacks it."""
        return self.line.depth(self.at) + (1 if self.row == self.tight_row else 0)

    def find(self, finding: Finding) -> None:
        """Adds what was found."""
        self.findings.append(finding)

    # ------------------------------------------------------------- the file

    def document(self) -> Node | None:
        """All that the file holds."""
        root = self.node(-1) if self.to_content() else None
        while self.to_content():
            self.find(line_faults.stray_words(self.source, self.row, self.at))
            self.row += 1
        return root

    def to_content(self) -> bool:
        """To the next line that isn't blank or a comment; False at the end of the file."""
        while self.row < len(self.source.lines):
            line = self.line
            if is_document_marker(line.text):
                if self.begun or line.text.rstrip(" ") != "---":
                    self.find(line_faults.another_document(self.source, self.row))
                self.begun = True
            elif _DIRECTIVE.match(line.text):
                self.find(line_faults.not_for_briefings(self.source, self.row, 0, line.text))
            elif not line.blank and not line.comment:
                self.at = line.start
                self.begun = True
                return True
            self.row += 1
        return False

    # ------------------------------------------------------------- nodes

    def node(self, parent: int) -> Node:
        """What begins here and stands deeper than the column `parent`."""
        self.budget.spend(self.row, self.at, self.levels.depth)
        if self.past_properties():
            return self.below(parent)
        match self.kind():
            case "item":
                return self.sequence()
            case "key":
                return self.mapping()
            case "words":
                return self.value(parent)

    def kind(self) -> Kind:
        """What begins here."""
        text, at = self.text, self.at
        if is_dash(text, at) or (at == self.line.start and is_botched_dash(text, at)):
            return "item"
        if key_colon(text, at) is not None:
            return "key"
        return "key" if tight_colon(text, at) is not None and self.keys_around() else "words"

    def keys_around(self) -> bool:
        """Whether `word:Word` is likely a key: as a line begins, or a key stands straight below."""
        if self.at == self.line.start or _KEY_WITH_VALUE.match(self.text, self.at):
            return True
        below = next_row(self.source, self.row)
        if below is None or self.source.lines[below].indent != self.column:
            return False
        return begins_entry(self.source.lines[below])

    def past_properties(self) -> bool:
        """Past anchors and tags, which are named; whether nothing else follows on the line."""
        begin = self.at
        while found := _PROPERTY.match(self.text, self.at):
            self.find(line_faults.not_for_briefings(self.source, self.row, self.at, found[0]))
            self.at = blanks_end(self.text, found.end())
        return self.at > begin and is_over(self.text, self.at)

    def below(self, parent: int) -> Node:
        """What stands in the next lines, as nothing follows here; it may be nothing at all."""
        nothing = empty(self.source, self.row, self.at)
        self.row += 1
        if not self.to_content():
            return nothing
        if self.line.indent > parent:
            return self.node(parent)
        keyed = self.levels.innermost.kind == "key"
        if keyed and self.line.indent == parent and self.kind() == "item":
            return self.sequence()
        if begins_entry(self.line):
            return nothing
        self.find(line_faults.too_shallow(self.source, [self.row], max(parent, 0) + STEP))
        return self.value(parent)

    def value(self, parent: int) -> Node:
        """The text, or the list or map in brackets, that begins here."""
        begin = self.row
        taken: Taken[Node] | None = self.closed(parent)
        if not taken:
            taken = block_text(self.source, self.row, self.at, parent)
        if not taken:
            taken = plain_text(self.source, self.row, self.at, parent)
        self.findings.extend(taken.findings)
        self.row = taken.row
        if isinstance(taken.node, Scalar) and len(taken.node.text) > TEXT:
            limit = f"a text of more than {TEXT:,} characters"
            raise TooMuch(line_faults.too_much(self.source, begin, self.at, limit))
        return taken.node

    def closed(self, parent: int) -> Taken[Node] | None:
        """What stands between quote marks or brackets, if nothing follows but a comment."""
        taken: Taken[Node] | None = None
        if self.text[self.at] in "'\"":
            taken = quoted(self.source, self.row, self.at, parent)
        elif self.text[self.at] in "[{":
            depth = self.levels.depth
            taken = in_brackets(self.source, self.row, self.at, parent, depth, self.budget)
        if not taken:
            return None
        text = self.source.lines[taken.row].text
        if is_over(text, taken.at):
            return taken._replace(row=taken.row + 1)
        surplus = self.surplus(taken)
        findings = (*taken.findings, surplus) if surplus else ()
        return taken._replace(row=taken.row + 1, findings=findings) if surplus else None

    def surplus(self, taken: Taken[Node]) -> Finding | None:
        """What follows a list or map in brackets, unless the whole may be a text."""
        text = self.source.lines[taken.row].text
        at = blanks_end(text, taken.at)
        if isinstance(taken.node, Map):
            return text_faults.after_bracket(self.source, taken.row, at)
        if isinstance(taken.node, Sequence) and _PUNCTUATION.match(text, at):
            return text_faults.one_too_many(self.source, taken.row, at)
        return None

    # ------------------------------------------------------------- lists

    def sequence(self) -> Sequence:
        """A list whose first dash stands here."""
        place = self.source.place(self.row, self.at)
        level = self.levels.open("item", self.column)
        items = [self.item()]
        while self.goes_on(level):
            items.append(self.item())
        self.levels.close()
        return Sequence(tuple(items), place)

    def item(self) -> Node:
        """An item with its dash, or with a bullet or nothing where the dash should stand."""
        column = self.column
        if self.kind() != "item":
            return self.node(column - 1)
        if not is_dash(self.text, self.at):
            self.find(line_faults.bullet(self.source, self.row, self.at))
            tight = self.text[self.at + 1 : self.at + 2] != " "
            self.tight_row = self.row if tight else self.tight_row
        self.at += 1
        if is_over(self.text, self.at):
            return self.below(column)
        self.at = blanks_end(self.text, self.at)
        return self.node(column)

    # ------------------------------------------------------------- maps

    def mapping(self) -> Map:
        """A map whose first key stands here."""
        place = self.source.place(self.row, self.at)
        level = self.levels.open("key", self.column)
        entries = [self.entry()]
        while self.goes_on(level):
            entries.append(self.entry())
        self.levels.close()
        return Map(tuple(entries), place)

    def entry(self) -> tuple[Scalar, Node]:
        """A key and its value."""
        column = self.column
        key = self.key()
        if is_over(self.text, self.at):
            return key, self.below(column)
        self.at = blanks_end(self.text, self.at)
        if self.past_properties():
            return key, self.below(column)
        return key, self.value(column)

    def key(self) -> Scalar:
        """A key; the reader goes past its colon."""
        self.budget.spend(self.row, self.at, self.levels.depth)
        text, begin = self.text, self.at
        colon = key_colon(text, begin)
        if colon is None:
            colon = text.index(":", begin)
            self.find(line_faults.tight_colon(self.source, self.row, colon))
        self.at = colon + 1
        end = len(text[:colon].rstrip(" "))
        taken = quoted(self.source, self.row, begin, -1) if text[begin] in "'\"" else None
        if taken and (taken.row, taken.at) == (self.row, end):
            self.findings.extend(taken.findings)
            return taken.node
        return self.plain_key(Piece(self.row, begin, max(begin, end)))

    def plain_key(self, piece: Piece) -> Scalar:
        """A key without quote marks."""
        words = self.source.words(piece)
        trouble = bite(self.source, [piece], [], -1)
        if not words:
            self.find(line_faults.no_key(self.source, piece.row, piece.start))
        elif trouble:
            self.find(trouble)
        return joined(self.source, [piece], "plain")

    # ------------------------------------------------------------- which line belongs where

    def goes_on(self, level: Level) -> bool:
        """Whether the next line is another item or entry of this list or map."""
        while self.to_content() and self.levels.owner(self.line.indent, self.kind()) is level:
            if self.kind() == level.kind:
                if self.line.indent not in level.columns:
                    self.find(line_faults.misaligned(self.source, self.row, self.at, level.column))
                    level.columns.add(self.line.indent)
                return True
            if self.passes_for_item(level):
                return True
        return False

    def passes_for_item(self, level: Level) -> bool:
        """Names a line that is of the wrong kind: an item that lacks its dash, or to be skipped."""
        kind = self.kind()
        deeper = self.line.indent > level.column
        if level.kind == "item" and not deeper:
            self.find(line_faults.no_dash(self.source, self.row, self.at))
            return True
        if kind == "item":
            self.find(line_faults.stray_list(self.source, self.row, self.at))
            self.sequence()
        elif kind == "key":
            self.find(line_faults.key_below_text(self.source, self.row, self.at))
            self.mapping()
        else:
            self.find(line_faults.stray_words(self.source, self.row, self.at))
            self.row += 1
        return False


def _repeated_keys(source: Source, node: Node | None) -> Iterator[Finding]:
    """Keys that stand twice in one map, anywhere in what a file holds."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _repeated_keys(source, item)
    elif isinstance(node, Map):
        lines: dict[str, int] = {}
        for key, value in node.entries:
            if key.text and key.text in lines:
                yield line_faults.twice(source, key, lines[key.text])
            lines.setdefault(key.text, key.place.line)
            yield from _repeated_keys(source, value)
