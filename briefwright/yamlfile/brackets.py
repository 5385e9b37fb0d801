"""Lists and maps in brackets, `[a, b]` and `{label: …, fact: …}` → where they end, what is wrong.

A text between brackets is meant as a whole, also where YAML would stop or cut it:
`{value: 1,410}`, `{label: {serving_now} serve}`, `{label: Costs: a lot}`.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from briefwright.yamlfile import faults, syntax, texts
from briefwright.yamlfile.edits import Edit
from briefwright.yamlfile.lint import Lint

_CLOSING = {"[": "]", "{": "}"}
_SIGN = re.compile(r"[\[\]{},\"']|:(?![^ \n,\[\]{}])|(?<![^ \n])#")
_FRESH = re.compile(r"[ \n]*(?:[a-z_]+:)?")
_COLON = re.compile(r":(?![^ \n,\[\]{}])")
_BRACKET = re.compile(r"[\[{]")
_QUOTED = re.compile(r"([\"'])x*\1")  # what is between the marks is masked
_LINE_BEGIN = re.compile(r"\n[ \n]*")
_CITATION = re.compile(r"\[\^\w")  # but [^, two, three] is a row whose first cell is merged
_LATER_KEY = re.compile(r"(?<= )[a-z_]+:(?![^ \n])")
_THREE_DIGITS = re.compile(r",\d{3}(?!\d)")
_UP_TO_999 = re.compile(r"[-+]?\d{1,3}(?:,\d{3})*")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"[-+]?\d+,\d+")
_PUNCTUATION = re.compile(r" *[,;\]}]+ *(?:#.*)?$", re.MULTILINE)


def in_brackets(lint: Lint, at: int, parent: int, floor: int, depth: int) -> int | None:
    """What begins with a bracket at a position → the row after it; None where it is a text.

    It stands inside `depth` lists and maps; for `parent` and `floor` see texts.py. Raises TooMuch.
    """
    reader = _Brackets(lint, parent, floor)
    end = reader.scan(at, depth)
    if reader.is_text(at):
        return None
    row = lint.row(end)
    if not reader.ended and not syntax.is_over(lint.text, end):
        keyed = lint.text[at] == "{"
        if not keyed and not _PUNCTUATION.match(lint.text, end):
            return None
        surplus = syntax.blanks_end(lint.text, end)
        fault = faults.AFTER_BRACKET if keyed else faults.ONE_TOO_MANY
        edit = Edit(end, lint.lines[row].end - end, "")
        lint.find(fault, surplus, [edit], sign=lint.text[surplus])
    lint.indent(at, end, floor)
    reader.check_group(at)
    return row + 1


class _Entry(NamedTuple):
    """What stands between two commas, lists and maps in it masked; the first comma inside it."""

    words: str
    at: int
    cut: int | None = None


class _Brackets:
    """One list or map in brackets, with all that are in it."""

    def __init__(self, lint: Lint, parent: int, floor: int) -> None:
        self.lint = lint
        self.parent = parent
        self.floor = floor
        self.hidden: list[tuple[int, str]] = []  # blanks for comments, x for what is in quote marks
        self.mask = ""  # what stands between the outermost brackets, with them
        self.comments: list[texts.Segment] = []
        self.opening: list[int] = []  # brackets, from left to right
        # Of each opening bracket the one that closes it; empty where there is none.
        self.closing: dict[int, texts.Segment] = {}
        self.ended = False  # before all brackets were closed

    def scan(self, begin: int, depth: int) -> int:
        """Finds the brackets from the one at `begin` to that which closes it → where that ends."""
        end = self.find_brackets(begin, self.bound(begin), depth)
        parts, at = [], begin
        for hidden, signs in self.hidden:
            parts += [self.lint.text[at:hidden], signs]
            at = hidden + len(signs)
        self.mask = "".join([*parts, self.lint.text[at:end]])
        if self.ended:
            end = begin + len(self.mask.rstrip(" \n"))
            unclosed = [one for one in self.opening if one not in self.closing]
            self.closing.update(dict.fromkeys(unclosed, (end, end)))
        return end

    def find_brackets(self, at: int, end: int, depth: int) -> int:
        text, since = self.lint.text, at
        opened: list[int] = []
        while found := _SIGN.search(text, at, end):
            sign, here, at = found[0], found.start(), found.end()
            fresh = _FRESH.fullmatch(text, since, here)
            if sign in "'\"":
                if fresh and (stop := syntax.closing_quote(text, here, end)):
                    self.hidden.append((at, "x" * (stop - 1 - at)))
                    at = stop
                    since = at + 1 if text.startswith(":", at) else since
            elif sign == "#":
                line = self.lint.lines[self.lint.row(here)]
                begin = max(since, line.begin)
                if here == line.at or syntax.is_comment(text, begin, here):
                    self.comments.append((here, line.end))
                    self.hidden.append((here, " " * (line.end - here)))
                    at = line.end
                    since = at if fresh else since
            elif sign in "]}":
                kinds = [_CLOSING[text[number]] for number in reversed(opened)]
                for _ in range(kinds.index(sign) if sign in kinds else 0):
                    self.closing[opened.pop()] = here, here
                self.closing[opened.pop()] = here, at
                if not opened:
                    return at
            else:
                since = at
                if sign in _CLOSING:
                    opened.append(here)
                    self.opening.append(here)
                    self.lint.check_depth(here, depth + len(opened) - 1)
        self.ended = True
        return end

    def bound(self, at: int) -> int:
        """Where the lines end that what is in brackets can take: deeper ones, and `]`."""
        row, size = self.lint.row(at), len(self.lint.text)
        while (end := self.lint.extent(row, self.parent)) < size:
            row = self.lint.row(end)
            if self.lint.text[self.lint.lines[row].at] not in "]}":
                break
        return end

    def level(self, begin: int, end: int) -> str:
        """What stands between two positions; of lists and maps in it only the opening bracket."""
        parts, base = [], self.opening[0]
        for number in range(bisect_left(self.opening, begin), len(self.opening)):
            inner = self.opening[number]
            if begin <= inner < end:
                after = self.closing[inner][1]
                parts += [self.mask[begin - base : inner + 1 - base], "x" * (after - inner - 1)]
                begin = after
            elif inner >= end:
                break
        return "".join([*parts, self.mask[begin - base : end - base]])

    def is_text(self, opening: int) -> bool:
        """Whether what a bracket opens is no list or map but a text."""
        keyed = self.lint.text[opening] == "{"
        parts = self.level(opening + 1, self.closing[opening][0]).split(",")
        size = sum(bool(part.strip(" \n")) for part in parts)
        if self.ended and opening == self.opening[0] and size < (1 if keyed else 2):
            return True
        first = parts[0].strip(" \n")
        bare = keyed and first and _colon(first, "{") is None
        return bool(bare) or bool(_CITATION.match(self.lint.text, opening))

    def alone(self, words: str, at: int) -> int:
        """The length of the list, map or text in quotes with which a value begins."""
        if found := _QUOTED.match(words):
            return found.end()
        return self.closing[at][1] - at if at in self.closing and not self.is_text(at) else 0

    # ------------------------------------------------------------- what is wrong

    def check_group(self, opening: int) -> None:
        """A list or map, from its opening bracket to its closing one."""
        sign, (close, end) = self.lint.text[opening], self.closing[opening]
        for entry in self.entries(opening, close):
            self.check_entry(sign, entry)
        closing, actual = _CLOSING[sign], self.lint.text[close:end]
        if actual != closing:
            edits = [Edit(close, len(actual), f" {closing}")]
            if actual:
                fault = faults.WRONG_BRACKET
                self.lint.find(fault, close, edits, opening=sign, closing=closing, sign=actual)
            elif (
                self.ended
                and opening > self.opening[0]
                and close == self.closing[self.opening[0]][0]
            ):
                self.lint.meant += edits
            else:
                self.lint.find(faults.UNCLOSED, opening, edits, sign=sign, closing=closing)

    def entries(self, opening: int, close: int) -> list[_Entry]:
        """The entries of a list or map; words that only a comma cuts off are joined again."""
        begin, sign = opening + 1, self.lint.text[opening]
        inner = self.level(begin, close)
        entries: list[_Entry] = []
        for part in inner.split(","):
            words = part.strip(" \n")
            at = begin + len(part) - len(part.lstrip(" \n"))
            comma, begin = begin - 1, begin + len(part) + 1
            if not words:
                if begin <= close:
                    self.lint.find(
                        faults.ONE_TOO_MANY, begin - 1, [Edit(begin - 1, 1, "")], sign=","
                    )
            elif entries and self.goes_on(sign, entries[-1], words, comma):
                first = entries.pop()
                words = inner[first.at - opening - 1 : at + len(words) - opening - 1]
                entries.append(_Entry(words, first.at, first.cut or comma))
            elif sign == "{" and _colon(words, sign) is None and entries:
                edits = [Edit(comma, 1, ""), Edit(at, len(words), "")]
                self.lint.find(faults.NO_VALUE, at, edits)
            else:
                entries.append(_Entry(words, at))
        return entries

    def goes_on(self, sign: str, before: _Entry, words: str, comma: int) -> bool:
        """Whether words after a comma belong to the text before it."""
        if sign == "[":
            number = _UP_TO_999.fullmatch(before.words)
            return bool(number and _THREE_DIGITS.match(self.lint.text, comma))
        colon = _colon(before.words, sign)
        value = before.words if colon is None else before.words[colon + 1 :]
        at = before.at + len(before.words) - len(value.lstrip(" \n"))
        value = value.strip(" \n")
        text = value and self.alone(value, at) < len(value)
        return bool(text) and _colon(words, sign) is None

    def check_entry(self, sign: str, entry: _Entry) -> None:
        """An entry of a list or a map."""
        words, at, cut = entry
        colon = _colon(words, sign)
        if colon is None:
            self.check_value(sign, words, at, cut)
            return
        key = words[:colon].rstrip(" \n")
        spot = at + colon
        line_ends = _LINE_BEGIN.finditer(self.lint.text, at, spot)
        joined = [Edit(found.start(), len(found[0]), " ") for found in line_ends]
        if not key or joined:
            self.lint.find(faults.NO_KEY, spot, joined if key else [Edit(spot, 0, '""')])
        elif not _QUOTED.fullmatch(key) and self.lint.text[spot + 1] not in " \n":
            edits = [Edit(spot + 1, 0, " ")]
            self.lint.find(faults.TIGHT_COLON, spot, edits, edits)
        if key:
            self.check_value("[", key, at, None)
        value = words[colon + 1 :].lstrip(" \n")
        if value:
            self.check_value(sign, value, at + len(words) - len(value), cut)

    def check_value(self, sign: str, words: str, at: int, cut: int | None) -> None:
        """A list, map or text; where a key begins inside it, a comma is missing."""
        after = self.alone(words, at)
        lines = [found.end() for found in _LINE_BEGIN.finditer(words)]
        for key in sorted({syntax.blanks_end(words, after), *lines} - {0}) if sign == "{" else ():
            if syntax.is_keyword(words, key):
                self.lint.find(faults.NO_COMMA, at + key, [Edit(at + key, 0, ", ")])
                self.check_value("[", words[:key].rstrip(" \n"), at, None)
                self.check_entry(sign, _Entry(words[key:], at + key, cut))
                return
        if after < len(words):
            self.check_text(sign, words, at, cut)
        elif at in self.closing:
            self.check_group(at)
        else:
            texts.accept_quoted(self.lint, at, at + len(words), self.floor)

    def check_text(self, sign: str, words: str, at: int, cut: int | None) -> None:
        """A text without quote marks."""
        lint, stretch = self.lint, (at, at + len(words))
        lint.begin_text(at)
        comments = [comment for comment in self.comments if at < comment[0] < stretch[1]]
        bracket = _BRACKET.search(words)
        later = _LATER_KEY.search(words) if sign == "{" else None
        spot, plain = cut, ""
        if words[0] in "?:#":
            texts.report_sign(lint, stretch, texts.safe_quotes(lint, stretch, comments))
            return
        if bracket and bracket.start():
            fault, spot = faults.BRACKET_IN_BRACKETS, at + bracket.start()
        elif later:
            fault, spot = faults.NO_COMMA, at + later.start()
        elif texts.check_plain(lint, stretch, comments) or spot is None:
            return
        elif _NUMBER.fullmatch(words):
            fault, plain = faults.COMMA_IN_NUMBER, words.replace(",", "")
        elif _DECIMAL.fullmatch(words):
            fault, plain = faults.DECIMAL_COMMA, words.replace(",", ".")
        else:
            fault = faults.CUT_BY_COMMA
        sure = fault in (faults.BRACKET_IN_BRACKETS, faults.CUT_BY_COMMA)
        safe = texts.safe_quotes(lint, stretch, comments) if sure else ()
        sign = bracket[0] if bracket else ""
        quotes = texts.quoting(lint, stretch)
        lint.find(fault, spot, quotes, safe, sign=sign, number=words, plain=plain)


def _colon(words: str, sign: str) -> int | None:
    """The colon that ends the key of an entry; `sign` opens the list or map."""
    quoted = _QUOTED.match(words)
    if quoted and words.startswith(":", quoted.end()):
        return quoted.end()
    tight = syntax.is_tight_keyword(words, 0) if sign == "{" else None
    found = _COLON.search(words)
    return tight.end() if tight else found.start() if found else None
