"""One YAML file → nodes with their places, or everything that is wrong with it, in one run.

Every scalar is read as text: `NO`, `12:30`, `010`, `1.10` stay as written, and an empty one is
missing. YAML stops at its first fault and reads some of prose as signs of its own; this reads on.
It takes what bites (`- {serving_now} are serving`, a second `: `, a ` #`) as the words that its
author meant, names it with the line as it should be, and `fixed` writes the safe ones in.

    cleaning    text → lines; tabs and odd blanks named
    structure   lines → lists and maps by indentation
    texts, blocktexts, flow     what stands in a place: words, `>` texts, brackets
    scalars     pieces of lines → a text, each character with its place
    agreement   PyYAML reads a file without faults too, and must read the same
    line_faults, text_faults    the words for whatever is wrong
"""

from briefwright.problems import Problem, in_file_order
from briefwright.yamlfile.agreement import disagreement, trusted
from briefwright.yamlfile.cleaning import BYTE_ORDER_MARK, clean
from briefwright.yamlfile.edits import LINE_END, Edit, applied
from briefwright.yamlfile.finding import Finding
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence, Step, steps
from briefwright.yamlfile.structure import structure

__all__ = ["Map", "Node", "Scalar", "Sequence", "fixed", "read", "trusted"]

_ROUNDS = 10  # a mended fault may uncover another; each round leaves fewer


def read(text: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """A file's text → what it holds, None if nothing, and all that is wrong with its form."""
    node, findings = _read(text, file)
    return node, in_file_order(finding.problem for finding in findings)


def fixed(text: str, file: str) -> str:
    """A file's text → the same with its safe faults mended; every other character untouched.

    The mended file says what was read before. An edit that would change that, as it may in a file
    that is badly broken, is left out.
    """
    for _ in range(_ROUNDS):
        node, findings = _read(text, file)
        said = tuple(steps(node))
        edits = [finding.edits for finding in findings if finding.edits]
        if not edits:
            break
        after = _amended(text, _harmless(text, file, said, edits))
        if after == text or tuple(steps(_read(after, file)[0])) != said:
            break
        text = after
    return text


def _harmless(
    text: str, file: str, said: tuple[Step, ...], edits: list[tuple[Edit, ...]]
) -> list[tuple[Edit, ...]]:
    """The edits of several findings → those that don't change what is read."""
    if tuple(steps(_read(_amended(text, edits), file)[0])) == said:
        return edits
    if len(edits) == 1:
        return []
    half = len(edits) // 2
    return [
        *_harmless(text, file, said, edits[:half]),
        *_harmless(text, file, said, edits[half:]),
    ]


def _amended(text: str, edits: list[tuple[Edit, ...]]) -> str:
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    parts = LINE_END.split(text.removeprefix(BYTE_ORDER_MARK))
    line_end = parts[1] if len(parts) > 1 else "\n"
    parts[::2] = applied(parts[::2], (edit for some in edits for edit in some), line_end)
    return mark + "".join(parts)


def _read(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    source, oddities = clean(text, file)
    node, faults = structure(source)
    findings = oddities + faults
    if any(finding.problem.level == "error" for finding in findings):
        return node, findings
    last = disagreement(source, node)
    return node, [*findings, last] if last else findings
