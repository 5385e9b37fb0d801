"""Where each character of a text stands: lines joined, escapes and `>` texts included.

YAML joins lines so that one line end becomes a space, and n + 1 of them n line ends.
"""

import re
from collections.abc import Iterator

from briefwright.yamlfile.nodes import Style

_FOLD = r" *\n[ \n]*"
# What is more than one character in the file, or another one.
_UNITS = {
    "plain": re.compile(_FOLD),
    "single": re.compile(f"''|{_FOLD}"),
    "double": re.compile(rf"\\(?:\n[ \n]*|x.{{2}}|u.{{4}}|U.{{8}}|.)|{_FOLD}"),
}
_HEADER = re.compile(r"[^\n]*(\n+)( *)")


def trace(source: str, begin: int, end: int, style: Style, text: str) -> Iterator[tuple[int, int]]:
    """A text and where it stands in a file → offsets into it, and the positions of what is there.

    From each of them on, up to the next, text and file agree character by character.
    """
    header = _HEADER.match(source, begin)
    if units := _UNITS.get(style):
        offset, at = 0, begin + (0 if style == "plain" else 1)
    elif header:
        words = text.lstrip("\n")
        column = len(header[2]) - len(words) + len(words.lstrip(" "))
        offset, at = len(header[1]) - 1, header.start(2) + column
        units = re.compile(f"\n+ {{{column}}}")
    else:
        return
    yield offset, at
    for unit in units.finditer(source, at, end):
        offset += unit.start() - at
        if offset >= len(text):
            return
        offset += _length(unit[0], style)
        at = unit.end()
        yield offset, at


def _length(unit: str, style: Style) -> int:
    """How many characters a unit is in the text."""
    line_ends = unit.count("\n")
    if not line_ends or style == "literal":
        return line_ends or 1
    return line_ends - 1 if unit[0] == "\\" or line_ends > 1 else 1
