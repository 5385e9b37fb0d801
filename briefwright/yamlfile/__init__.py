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
    source              a file that is to be changed, and the proof that nothing else changes
    rewording, rearranging  another text in it; a key or an item more, less, or elsewhere
"""

from bisect import bisect_right
from collections.abc import Sequence as Some
from functools import lru_cache
from itertools import accumulate

from briefwright.problems import Problem, in_file_order
from briefwright.yamlfile.compose import read_nodes, read_trusted
from briefwright.yamlfile.edits import Edit, Edits, mend
from briefwright.yamlfile.faults import TooMuch
from briefwright.yamlfile.invisible import BYTE_ORDER_MARK, LINE_END, check_size, clean
from briefwright.yamlfile.lint import Lint
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence, Step, steps
from briefwright.yamlfile.structure import check_structure

__all__ = ["Map", "Node", "Scalar", "Sequence", "fix_text", "read", "read_trusted"]

_MOST_KEPT = 128  # files
_ROUNDS = 10  # a mended fault may uncover another; each round leaves fewer


@lru_cache(maxsize=_MOST_KEPT)
def read(text: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """A file's text → what it holds, None if nothing, and all that is wrong with its form.

    A process that reads a folder again and again reads only what has changed.
    """
    node, lint = _read(text, file)
    return node, in_file_order(lint.problems)


def fix_text(text: str, file: str) -> str:
    """A file's text → the same with its safe faults mended; every other character untouched.

    The mended file says what was read before. An edit that would change that, as it may in a file
    that is badly broken, is left out.
    """
    for _ in range(_ROUNDS):
        node, lint = _read(text, file)
        said = tuple(steps(node))
        after = _amend(text, _harmless(text, said, lint.safe)) if said and lint.safe else text
        if after == text or _outline(after) != said:
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


def _outline(text: str) -> tuple[Step, ...]:
    return tuple(steps(_read(text, "")[0]))


def _harmless(text: str, said: tuple[Step, ...], edits: Some[Edits]) -> Some[Edits]:
    """The edits of several faults → those that don't change what is read."""
    if _outline(_amend(text, edits)) == said:
        return edits
    half = len(edits) // 2
    if not half:
        return ()
    return [*_harmless(text, said, edits[:half]), *_harmless(text, said, edits[half:])]


def _amend(text: str, edits: Some[Edits]) -> str:
    """A file and edits of it → the mended file.

    An edit's position counts each line end as one character, and a byte order mark not at all.
    """
    begin = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    ends = list(LINE_END.finditer(text, begin))
    line_end = ends[0][0] if ends else "\n"
    ahead = list(accumulate((len(end[0]) - 1 for end in ends), initial=begin))  # line by line
    lines = [0, *(end.end() - more for end, more in zip(ends, ahead[1:], strict=True))]
    moved = (
        Edit(at + ahead[bisect_right(lines, at) - 1], length, new.replace("\n", line_end))
        for at, length, new in dict.fromkeys(edit for some in edits for edit in some)
    )
    return mend(text, moved).text
