"""One YAML file → nodes with their places, or everything that is wrong with it, in one run.

PyYAML reads the content. Before that, the lint finds all that YAML would stop at, or take for signs
of its own (`- {serving_now} are serving`, a second `: `, a ` #`), and mends it in memory, so that
PyYAML reads what the author meant; `fixed` writes those edits that are safe. Every scalar is read
as text: `NO`, `12:30`, `010`, `1.10` stay as written, and an empty one is missing.

    faults      the words for whatever can be wrong, and the limits
    lint        what is found out about one file
    invisible   text → lines; tabs and odd blanks
    structure   lists and maps by indentation
    texts, brackets     what stands in them
    syntax      what a stretch of a line is
    edits       lines and edits → mended lines, and back to the places in the file
    compose, places     mended lines → nodes, by PyYAML
"""

from bisect import bisect_right
from collections.abc import Sequence as Some
from itertools import accumulate

from briefwright.problems import Problem, in_file_order
from briefwright.yamlfile.compose import read_nodes, trusted
from briefwright.yamlfile.edits import Edits
from briefwright.yamlfile.faults import TooMuch
from briefwright.yamlfile.invisible import BYTE_ORDER_MARK, LINE_END, check_size, clean
from briefwright.yamlfile.lint import Lint
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence, Step, steps
from briefwright.yamlfile.structure import check_structure

__all__ = ["Map", "Node", "Scalar", "Sequence", "fixed", "read", "trusted"]

_ROUNDS = 10  # a mended fault may uncover another; each round leaves fewer


def read(text: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """A file's text → what it holds, None if nothing, and all that is wrong with its form."""
    node, lint = _read(text, file)
    return node, in_file_order(lint.problems)


def fixed(text: str, file: str) -> str:
    """A file's text → the same with its safe faults mended; every other character untouched.

    The mended file says what was read before. An edit that would change that, as it may in a file
    that is badly broken, is left out.
    """
    for _ in range(_ROUNDS):
        node, lint = _read(text, file)
        said = tuple(steps(node))
        after = _amended(text, _harmless(text, said, lint.safe)) if said and lint.safe else text
        if after == text or _said(after) != said:
            break
        text = after
    return text


def _read(text: str, file: str) -> tuple[Node | None, Lint]:
    lint = clean(text, file)
    try:
        check_size(lint)
        check_structure(lint)
        return read_nodes(lint), lint
    except TooMuch:
        return None, lint


def _said(text: str) -> tuple[Step, ...]:
    return tuple(steps(_read(text, "")[0]))


def _harmless(text: str, said: tuple[Step, ...], edits: Some[Edits]) -> Some[Edits]:
    """The edits of several faults → those that don't change what is read."""
    if _said(_amended(text, edits)) == said:
        return edits
    half = len(edits) // 2
    if not half:
        return ()
    return [*_harmless(text, said, edits[:half]), *_harmless(text, said, edits[half:])]


def _amended(text: str, edits: Some[Edits]) -> str:
    """A file and edits, of which none goes beyond a line → the file with its own line ends."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    parts = LINE_END.split(text.removeprefix(BYTE_ORDER_MARK))
    line_end = parts[1] if len(parts) > 1 else "\n"
    begins = [0, *accumulate(len(row) + 1 for row in parts[::2])]
    untouched = len(text)
    for edit in sorted({edit for some in edits for edit in some}, reverse=True):
        if edit.at + edit.length <= untouched:
            row = bisect_right(begins, edit.at) - 1
            words, at = parts[2 * row], edit.at - begins[row]
            new = edit.new.replace("\n", line_end)
            parts[2 * row] = words[:at] + new + words[at + edit.length :]
            untouched = edit.at
    return mark + "".join(parts)
