"""A file's text → its lines; what nobody sees in them, tabs and odd blanks, is named."""

import re
from collections.abc import Iterator

from briefwright.yamlfile import line_faults
from briefwright.yamlfile.edits import LINE_END, Edit
from briefwright.yamlfile.finding import Finding
from briefwright.yamlfile.lines import Line, Source
from briefwright.yamlfile.syntax import is_dash

BYTE_ORDER_MARK = "\ufeff"

_TAB_WIDTHS = (2, 4, 8)  # columns; two are an indentation step in most briefings
_DASHES = re.compile("(?:- +)*")
# They break a line where they stand; a space says the same.
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000" + _BREAKS
_NARROW = "\u200b\u2060\ufeff"
_INDENTATION = re.compile(f"[ \t{_WIDE}{_NARROW}]*")
_BEFORE_VALUE = re.compile(f"(?:-[ {_WIDE}]+)*(?:[a-z_]+:[ {_WIDE}]+)?")
_ODD_BLANK = re.compile(f"[{_WIDE}{_NARROW}]")
# YAML allows none of these, or breaks the line at them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
_PLACEHOLDER = "\ufffd"


def clean(text: str, file: str) -> tuple[Source, list[Finding]]:
    """A file's text → its lines with spaces for tabs and odd blanks, and a finding for each."""
    parts = LINE_END.split(text.removeprefix(BYTE_ORDER_MARK))
    rows = parts[::2]
    tabs_only = not any(row.startswith(" ") for row in rows)
    widths = _TAB_WIDTHS[:1] if tabs_only else _TAB_WIDTHS
    lines: list[Line] = []
    for row in rows:
        lines.append(_line(row, lines, widths))
    source = Source(file, tuple(lines), parts[1] if len(parts) > 1 else "\n")
    findings = [
        finding
        for number, row in enumerate(rows)
        if not row.isascii() or not row.isprintable()
        for finding in _oddities(source, number, row, tabs_only)
    ]
    return source, findings


def _line(row: str, before: list[Line], widths: tuple[int, ...]) -> Line:
    """A line as written, and those before it → the line with a plain space for each odd blank.

    Of the widths that its tabs may have, it gets one that lets it stand straight below the line
    before it, if there is such a one.
    """
    if row.isascii() and row.isprintable():
        start = len(row) - len(row.lstrip(" "))
        return Line(row, start, start)
    start = _end(_INDENTATION, row, 0)
    begin = _end(_BEFORE_VALUE, row, start)
    marks = _ODD_BLANK.sub(" ", row[start:begin])
    words = re.sub(f"[\t{_BREAKS}]", " ", row[begin:])
    words = _UNPRINTABLE.sub(_PLACEHOLDER, words)
    text = " " * start + marks + words
    above = before[-1] if before else Line("", 0, 0)
    # An item stands straight below a dash, anything else below what follows the dashes.
    beside = above.start if is_dash(text, start) else _end(_DASHES, above.text, above.start)
    depths = [_depth(row[:start], width) for width in widths]
    straight = above.depth(beside)
    return Line(text, start, straight if straight in depths else depths[0])


def _end(pattern: re.Pattern[str], row: str, at: int) -> int:
    found = pattern.match(row, at)
    return found.end() if found else at


def _depth(indentation: str, tab_width: int) -> int:
    columns = 0
    for blank in indentation:
        if blank == "\t":
            columns += tab_width - columns % tab_width
        elif blank not in _NARROW:
            columns += 1
    return columns


def _oddities(source: Source, number: int, row: str, tabs_only: bool) -> Iterator[Finding]:
    """One line as written → what nobody sees in it.

    Tabs that indent are rewritten only in a file that indents with nothing else: anywhere else
    nobody knows how wide its author's tabs are.
    """
    line = source.lines[number]
    indentation = row[: line.start]
    spaces = Edit(number, 0, line.start, " " * line.indent)
    if "\t" in indentation:
        tab = indentation.index("\t")
        yield line_faults.tab(source, number, tab, (spaces,) if tabs_only else ())
    elif indentation.strip(" "):
        yield line_faults.odd_blank(source, number, 0, (spaces,))
    begin = _end(_BEFORE_VALUE, row, line.start)
    blanks = [found.start() for found in _ODD_BLANK.finditer(row, line.start, begin)]
    if blanks:
        yield line_faults.odd_blank(source, number, blanks[0], _spaces(number, blanks))
    tabs = [found.start() for found in re.finditer("\t", row[line.start :])]
    if tabs and not line.comment:
        tabs = [line.start + tab for tab in tabs]
        yield line_faults.tab(source, number, tabs[0], _spaces(number, tabs))
    for found in _UNPRINTABLE.finditer(row, begin):
        safe = _spaces(number, [found.start()]) if found[0] in _BREAKS else ()
        yield line_faults.unprintable(source, number, found.start(), found[0], safe)


def _spaces(number: int, positions: list[int]) -> tuple[Edit, ...]:
    return tuple(Edit(number, position, 1, " ") for position in positions)
