"""A file's text → its lines; what nobody sees in them, tabs and odd blanks, is named."""

import re

from briefwright.yamlfile.edits import Edit
from briefwright.yamlfile.faults import BYTES, ODD_BLANK, TAB, TEXT, UNPRINTABLE
from briefwright.yamlfile.lint import Line, Lint
from briefwright.yamlfile.syntax import is_dash

BYTE_ORDER_MARK = "\ufeff"
LINE_END = re.compile("(\r\n|\n|\r)")

_TAB_WIDTHS = (2, 4, 8)  # columns; two are an indentation step in most briefings
# They break a line where they stand; a space says the same.
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000" + _BREAKS
_NARROW = "\u200b\u2060\ufeff"
_DASHES = re.compile("(?:- +)*")
_INDENTATION = re.compile(f"[ \t{_WIDE}{_NARROW}]*")
_BEFORE_VALUE = re.compile(f"(?:-[ {_WIDE}]+)*(?:[a-z_]+:[ {_WIDE}]+)?")
_ODD_BLANK = re.compile(f"[{_WIDE}{_NARROW}]")
# YAML allows none of these, or breaks the line at them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
_ODD = re.compile(f"[\t{_ODD_BLANK.pattern[1:-1]}{_UNPRINTABLE.pattern[1:-1]}]")
_SPACE_FOR = re.compile(f"[\t{_BREAKS}]")
_PLACEHOLDER = "\ufffd"


def clean(text: str, file: str) -> Lint:
    """A file's text → its lines with spaces for tabs and odd blanks, each of which is named.

    Tabs that indent are rewritten only in a file that indents with nothing else: anywhere else
    nobody knows how wide its author's tabs are.
    """
    rows = LINE_END.split(text.removeprefix(BYTE_ORDER_MARK))[::2]
    tabs_only = not any(row.startswith(" ") for row in rows)
    lines: list[Line] = []
    cleaned: list[str] = []
    odd: list[int] = []
    begin = 0
    for row, below in zip(rows, [*rows[1:], ""], strict=True):
        start, words = len(row) - len(row.lstrip(" ")), row
        indent = start
        if _ODD.search(row):
            odd.append(len(lines))
            start = _end(_INDENTATION, row, 0)
            value = _end(_BEFORE_VALUE, row, start)
            words = _UNPRINTABLE.sub(_PLACEHOLDER, _SPACE_FOR.sub(" ", row[value:]))
            words = " " * start + _ODD_BLANK.sub(" ", row[start:value]) + words
            widths = _TAB_WIDTHS[:1] if tabs_only else _TAB_WIDTHS
            depths = [_depth(row[:start], width) for width in widths]
            above = _straight(lines[-1], cleaned[-1], words[start:]) if lines else 0
            indent = above if above in depths else depths[0]
            if lines and cleaned[-1].rstrip().endswith(":"):
                indent = _beside(below, words[start:], lines[-1].indent) or indent
        lines.append(Line(begin, begin + start, begin + len(row), indent))
        cleaned.append(words)
        begin += len(row) + 1
    lint = Lint(file, "\n".join(cleaned), lines)
    for number in odd:
        _name(lint, lines[number], rows[number], tabs_only=tabs_only)
    return lint


def check_size(lint: Lint) -> None:
    """The lines of a file → nothing. Raises TooMuch."""
    size = len(lint.text.encode("utf-8", "replace"))
    if size > BYTES:
        raise lint.refuse(0, f"{size:,} bytes of at most {BYTES:,}")
    for line in lint.lines:
        if line.end - line.begin > TEXT:
            raise lint.refuse(line.begin, f"a line of more than {TEXT:,} characters")


def _end(pattern: re.Pattern[str], row: str, at: int) -> int:
    found = pattern.match(row, at)
    return found.end() if found else at


def _straight(line: Line, row: str, words: str) -> int:
    """The line above, and its text → how deep a line with these words stands straight below it.

    An item stands below its dash, anything else below what follows the dashes.
    """
    at = line.at - line.begin
    return line.indent if is_dash(words, 0) else line.indent + _end(_DASHES, row, at) - at


def _beside(below: str, words: str, opened: int) -> int:
    """The line below, a line's words, how deep the line is that opens both → their depth, or 0.

    What a line opens begins in one column, so that the first of it is as deep as the second.
    """
    rest = below.lstrip(" ")
    depth = len(below) - len(rest)
    is_alike = bool(rest) and bool(is_dash(rest, 0)) == bool(is_dash(words, 0))
    return depth if is_alike and depth > opened and not _ODD.search(below) else 0


def _depth(indentation: str, tab_width: int) -> int:
    return len(re.sub(f"[{_NARROW}]", "", indentation).expandtabs(tab_width))


def _name(lint: Lint, line: Line, row: str, *, tabs_only: bool) -> None:
    """Names what nobody sees in one line as written."""
    begin, start = line.begin, line.at - line.begin
    spaces = (Edit(begin, start, " " * line.indent),)
    if "\t" in row[:start]:
        lint.find(TAB, begin + row.index("\t"), safe=spaces if tabs_only else ())
    elif row[:start].strip(" "):
        lint.find(ODD_BLANK, begin, safe=spaces)
    value = _end(_BEFORE_VALUE, row, start)
    odd = [Edit(begin + found.start(), 1, " ") for found in _ODD_BLANK.finditer(row, start, value)]
    if odd:
        lint.find(ODD_BLANK, odd[0].at, safe=odd)
    tabs = [Edit(begin + at, 1, " ") for at in range(start, len(row)) if row[at] == "\t"]
    if tabs and row[start] != "#":
        lint.find(TAB, tabs[0].at, safe=tabs)
    for found in _UNPRINTABLE.finditer(row, value):
        at = begin + found.start()
        safe = (Edit(at, 1, " "),) if found[0] in _BREAKS else ()
        lint.find(UNPRINTABLE, at, safe=safe, number=ord(found[0]))
