"""Speaking notes: a speaker breathes where the author wrote `/`; each breath begins a line."""

from collections.abc import Iterator
from dataclasses import replace

from briefwright.edition.nodes import Leaf, Node, WrittenNode
from briefwright.edition.runs import Run, Words

_SIGN = " / "


def split_breaths(node: Node) -> Node:
    """A block that is spoken → the same, a paragraph for each breath."""
    if not isinstance(node, WrittenNode):
        return node
    held = {
        name: tuple(part for leaf in value for part in _split(leaf))
        for name, value in node.fields.items()
        if isinstance(value, tuple) and all(isinstance(one, Leaf) for one in value)
    }
    return node.with_fields(**held)


def _split(leaf: object) -> Iterator[Leaf]:
    assert isinstance(leaf, Leaf)
    breaths: list[list[Run]] = [[]]
    for run in leaf.runs:
        if not isinstance(run, Words) or _SIGN not in run.text:
            breaths[-1].append(run)
            continue
        first, *others = run.text.split(_SIGN)
        breaths[-1].append(Words(first))
        breaths += [[Words(other)] for other in others]
    for number, runs in enumerate(breaths, start=1):
        at = leaf.at if number == 1 else f"{leaf.at}.breath.{number}"
        yield replace(leaf, at=at, runs=tuple(runs))
