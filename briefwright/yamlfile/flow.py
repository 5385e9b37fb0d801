"""Lists and maps in brackets, `[a, b]` and `{label: …, fact: …}` → nodes, and what is wrong.

A text between brackets is read as its author meant it, also where YAML would stop or cut it:
`{value: 1,410}`, `{label: {serving_now} serve}`, `{label: Costs: a lot}`.
"""

import re

from briefwright.yamlfile import line_faults, text_faults
from briefwright.yamlfile.finding import Finding
from briefwright.yamlfile.limits import Budget
from briefwright.yamlfile.lines import Piece, Source
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence
from briefwright.yamlfile.scalars import empty, joined
from briefwright.yamlfile.spans import CLOSING, Span, extend, find_stop
from briefwright.yamlfile.syntax import (
    blanks_end,
    is_keyword,
    is_over,
    is_reserved,
    tight_colon,
    value_end,
)
from briefwright.yamlfile.texts import Taken, bite, next_row, quoted, safe_quotes

_VALUE = re.compile(r"[,\[\]{}]")
_KEY = re.compile(r"[,\[\]{}]|:(?=[ ,\[\]{}]|$)")
_LATER_KEY = re.compile("(?<= )[a-z_]+:(?= |$)")
_THREE_DIGITS = re.compile(r"(?:,\d{3})+(?!\d)(?:\.\d+)?")
_UP_TO_999 = re.compile(r"[-+]?\d{1,3}")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


class _Words(Exception):
    """What begins with a bracket is no list or map but a text."""


def in_brackets(
    source: Source, row: int, at: int, parent: int, depth: int, budget: Budget
) -> Taken[Sequence | Map] | None:
    """What begins with the bracket at `at` → a list or map; None where it is a text.

    Its lines stand deeper than the column `parent`. A bracket that is never closed ends there.
    """
    reader = _Reader(source, row, at, parent, depth, budget)
    try:
        node = reader.collection()
    except _Words:
        return None
    return Taken(node, reader.row, reader.at, tuple(reader.findings))


class _Reader:
    """Reads one list or map in brackets; stands at `row` and `at`."""

    def __init__(
        self, source: Source, row: int, at: int, parent: int, depth: int, budget: Budget
    ) -> None:
        self.source = source
        self.row = row
        self.at = at
        self.parent = parent
        self.depth = depth
        self.budget = budget
        self.open = ""  # the brackets that are open
        self.ended = False
        self.findings: list[Finding] = []

    @property
    def text(self) -> str:
        """The line where the reader stands."""
        return self.source.lines[self.row].text

    @property
    def sign(self) -> str:
        """The character where the reader stands; "" at the end of a line."""
        return self.text[self.at : self.at + 1]

    def down(self) -> bool:
        """To the next line, if what is in brackets can go on there."""
        below = next_row(self.source, self.row)
        if below is not None:
            line = self.source.lines[below]
            if line.indent > self.parent or line.text[line.start] in "]}":
                self.row, self.at = below, line.start
                return True
        self.ended = True
        self.at = len(self.text)
        return False

    def to_sign(self) -> bool:
        """Past blanks, comments and line ends; False where the brackets are never closed."""
        while not self.ended:
            line = self.source.lines[self.row]
            if not is_over(line.text, self.at) and not (line.comment and self.at == line.start):
                self.at = blanks_end(line.text, self.at)
                return True
            self.down()
        return False

    def collection(self) -> Sequence | Map:
        """A list or map, from its opening bracket to its closing one. Raises _Words."""
        row, at, opening = self.row, self.at, self.sign
        self.budget.spend(row, at, self.depth + len(self.open))
        if self.text.startswith("[^", at):  # a source, as in [^nca]
            raise _Words
        self.open += opening
        self.at += 1
        items: list[Node] = []
        entries: list[tuple[Scalar, Node]] = []
        while self.to_sign() and not self.closes(row, at):
            if self.sign == ",":
                self.findings.append(text_faults.one_too_many(self.source, self.row, self.at))
            elif opening == "[":
                items.append(self.item())
            else:
                entries.extend(self.entry(entries))
            self.past_comma()
        self.open = self.open[:-1]
        if self.ended:
            self.end_unclosed(row, at, len(items) + 2 * len(entries))
        place = self.source.place(row, at)
        return Sequence(tuple(items), place) if opening == "[" else Map(tuple(entries), place)

    def past_comma(self) -> None:
        """To what follows an item or entry."""
        if self.to_sign() and self.sign == ",":
            self.at += 1
        elif not self.ended and self.sign not in "]}":
            self.findings.append(text_faults.no_comma(self.source, self.row, self.at))

    def closes(self, row: int, at: int) -> bool:
        """Whether the list or map that began at `row` and `at` ends here."""
        if self.sign not in "]}":
            return False
        opening = self.open[-1]
        if self.sign == CLOSING[opening]:
            self.at += 1
        elif self.sign in [CLOSING[outer] for outer in self.open]:
            self.findings.append(text_faults.unclosed(self.source, row, at))
        else:
            self.findings.append(text_faults.wrong_bracket(self.source, self.row, self.at, opening))
            self.at += 1
        return True

    def end_unclosed(self, row: int, at: int, size: int) -> None:
        """At the end of a list or map that is never closed. Raises _Words if it is a text."""
        if size < 2:
            raise _Words
        if not self.open:
            self.findings.append(text_faults.unclosed(self.source, row, at))

    def item(self) -> Node:
        """An item of a list; `key: value` in it is a map of one entry."""
        node = self.node(_KEY)
        if not (isinstance(node, Scalar) and self.to_sign() and self.sign == ":"):
            return node
        return Map(((node, self.value_of(node)),), node.place)

    def entry(self, before: list[tuple[Scalar, Node]]) -> list[tuple[Scalar, Node]]:
        """A key and its value, if the one is followed by the other. Raises _Words."""
        begin = self.at
        key = self.key()
        if self.to_sign() and self.sign == ":":
            return [(key, self.value_of(key))]
        if not before:
            raise _Words
        self.findings.append(text_faults.no_value(self.source, self.row, begin))
        return []

    def key(self) -> Scalar:
        """A key, up to its colon; one that lacks the space after the colon is named."""
        colon = tight_colon(self.text, self.at)
        if colon is None:
            return self.scalar(_KEY)
        piece = Piece(self.row, self.at, colon)
        self.at = colon
        return joined(self.source, [piece], "plain")

    def value_of(self, key: Scalar) -> Node:
        """What follows the colon where the reader stands."""
        if key.place.line != self.row + 1 or (not key.text and key.style == "plain"):
            self.findings.append(line_faults.no_key(self.source, self.row, self.at))
        elif key.style == "plain" and self.text[self.at + 1 : self.at + 2] not in ("", " "):
            self.findings.append(line_faults.tight_colon(self.source, self.row, self.at))
        self.at += 1
        if not self.to_sign() or self.sign in ",]}":
            return empty(self.source, self.row, self.at)
        return self.node(_VALUE)

    def node(self, stop: re.Pattern[str]) -> Node:
        """A list, a map or a text up to `stop`."""
        if self.sign not in CLOSING:
            return self.scalar(stop)
        row, at, opened, known = self.row, self.at, self.open, len(self.findings)
        try:
            node = self.collection()
            if self.stands_alone():
                return node
        except _Words:
            pass
        self.row, self.at, self.open, self.ended = row, at, opened, False
        del self.findings[known:]
        return self.scalar(stop)

    def scalar(self, stop: re.Pattern[str]) -> Scalar:
        """A text up to `stop`, in quote marks or without."""
        self.budget.spend(self.row, self.at, 0)
        row, at = self.row, self.at
        taken = quoted(self.source, row, at, self.parent) if self.sign in ("'", '"') else None
        if taken:
            self.row, self.at = taken.row, taken.at
            if self.stands_alone() or (stop is _KEY and self.sign == ":"):
                self.findings.extend(taken.findings)
                return taken.node
        self.row, self.at, self.ended = row, at, False
        passed = taken.at if taken and taken.row == row else at
        return self.words(stop, at if self.text[passed : passed + 1].isalnum() else passed)

    def stands_alone(self) -> bool:
        """Whether nothing belongs any more to what ends here."""
        return not self.to_sign() or self.ends_value()

    def ends_value(self) -> bool:
        """Whether a value ends before this, be it before a key for want of a comma."""
        return self.sign in ",]}" or (self.open[-1:] == "{" and is_keyword(self.text, self.at))

    def words(self, stop: re.Pattern[str], passed: int) -> Scalar:
        """A text without quote marks up to `stop`, and past commas that cut it.

        Up to the position `passed` stand quoted words, in which nothing stops it.
        """
        span = self.span(stop, passed)
        comma = (self.row, self.at)
        cut = self.past_number(span) if self.open[-1] == "[" else self.past_commas(span, stop)
        scalar = joined(self.source, span.pieces, "plain")
        trouble = self.trouble(span)
        if trouble:
            self.findings.append(trouble)
        elif cut and _NUMBER.fullmatch(scalar.text):
            self.findings.append(text_faults.comma_in_number(self.source, comma, scalar.text))
        elif cut:
            edits = safe_quotes(self.source, span.pieces, span.comments)
            self.findings.append(text_faults.cut_by_comma(self.source, span.pieces, comma, edits))
        return scalar

    def span(self, stop: re.Pattern[str], passed: int) -> Span:
        """Goes on up to `stop`, or to the bracket that closes; brackets inside the text balance."""
        span = Span([], [], [])
        awaited = ""
        while True:
            text, begin = self.text, self.at
            found = find_stop(text, max(begin, passed), len(text), stop, awaited)
            ended = value_end(text, begin, found.at)
            if ended.comment is not None:
                found = find_stop(text, begin, ended.comment, stop, awaited)
            self.at, awaited, passed = found.at, found.awaited, 0
            span.brackets.extend((self.row, bracket) for bracket in found.brackets)
            span.pieces.append(Piece(self.row, begin, ended.end))
            stopped = self.at < len(text) and ended.comment is None
            if stopped or not self.down_in_text(span):
                return span

    def down_in_text(self, span: Span) -> bool:
        """To the next line of a text, past comments; False where the text ends before it."""
        sign = self.text.find("#", self.at)
        comments = [] if sign == -1 else [(self.row, sign)]
        while self.down():
            if not self.source.lines[self.row].comment:
                if self.ends_value():
                    return False
                span.comments.extend(comments)
                return True
            comments.append((self.row, self.at))
        return False

    def past_number(self, span: Span) -> bool:
        """In a list: past the comma in 1,410, which isn't meant to begin another item."""
        piece = span.pieces[-1]
        rest = _THREE_DIGITS.match(self.text, self.at)
        if not rest or not _UP_TO_999.fullmatch(self.source.words(piece)):
            return False
        self.at = rest.end()
        span.pieces[-1] = piece._replace(end=self.at)
        return True

    def past_commas(self, span: Span, stop: re.Pattern[str]) -> bool:
        """In a map: past commas that no key follows, as they stand inside the value's words."""
        cut = False
        while stop is _VALUE and not self.ended and self.sign == ",":
            row, at = self.row, self.at
            more = self.words_without_colon()
            if not more:
                self.row, self.at, self.ended = row, at, False
                break
            extend(span, more, at)
            cut = True
        return cut

    def words_without_colon(self) -> Span | None:
        """Past a comma → the words behind it, unless they are a key."""
        self.at += 1
        if not self.to_sign() or self.sign in ",]}" or tight_colon(self.text, self.at) is not None:
            return None
        if self.sign in ("'", '"'):
            key = quoted(self.source, self.row, self.at, self.parent)
            if key and self.source.lines[key.row].text[key.at :].lstrip(" ").startswith(":"):
                return None
        more = self.span(_KEY, self.at)
        return None if self.sign == ":" else more

    def trouble(self, span: Span) -> Finding | None:
        """Where YAML would stop in a text, cut it or read something else."""
        first = span.pieces[0]
        edits = safe_quotes(self.source, span.pieces, span.comments)
        words = self.source.words(first)
        if words.startswith(("?", ":", "#")):
            return text_faults.reserved_sign(self.source, span.pieces, edits)
        if span.brackets and not is_reserved(words, 0):
            spot = span.brackets[0]
            return text_faults.bracket_in_brackets(self.source, span.pieces, spot, edits)
        later_keys = [
            (piece.row, piece.start + found.start())
            for piece in span.pieces
            for found in _LATER_KEY.finditer(self.source.words(piece))
        ]
        if later_keys and self.open[-1] == "{":
            return text_faults.no_comma(self.source, *later_keys[0])
        return bite(self.source, span.pieces, span.comments, self.parent)
