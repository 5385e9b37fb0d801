"""The body of an edition → its text in columns, where its audience has more than one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from briefwright.edition.nodes import BodyNode, Node, SectionNode, WrittenNode

_IN_COLUMNS = frozenset({"text", "list", "question"})


def set_in_columns(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Nodes → the same, neighbours of text alone flow through the columns; figures keep the width.

    A section with a figure keeps the width with its heading, and its text has columns of its own.
    """
    for fits, some in groupby(nodes, key=_is_text):
        group = tuple(some)
        if fits:
            body = tuple(_drop_columns(node) for node in group)
            at = f"{group[0].at}.columns"
            yield BodyNode(kind="columns", at=at, level=group[0].level, body=body)
            continue
        for node in group:
            if isinstance(node, BodyNode):
                yield replace(node, body=tuple(set_in_columns(node.body)))
            else:
                yield node


def _is_text(node: Node) -> bool:
    """Whether a node may stand in a column: text, or a section of nothing else."""
    if isinstance(node, SectionNode):
        return all(map(_is_text, node.body))
    return node.kind in _IN_COLUMNS


def _drop_columns(node: Node) -> Node:
    """A list → the same without columns of its own; so are those of a section."""
    if isinstance(node, BodyNode):
        return replace(node, body=tuple(map(_drop_columns, node.body)))
    if isinstance(node, WrittenNode) and node.kind == "list":
        return node.with_fields(columns=False)
    return node
