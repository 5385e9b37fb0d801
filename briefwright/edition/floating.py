"""Figures that don't fit on a page's rest: the text behind them moves up, so that no page gapes.

A figure never passes another one, nor a heading: its number and its section stay what they were.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefwright.edition.document import Edition
from briefwright.edition.nodes import BodyNode, Node, calls_any_note
from briefwright.model.traits import kinds_with

_FIGURES = kinds_with("figure") | {"landscape"}
# A page may stay so empty above a figure that didn't fit; more white is a hole.
_HOLE = 0.22
# Of the room that is free, so much is filled before the figure may stand.
_ENOUGH = 0.6


def close_gap(
    edition: Edition, gaps: Iterable[tuple[str, float, float]], heights: Mapping[str, float]
) -> Edition:
    """An edition, the gaps on its pages, its heights by address → with one gap closed.

    A gap is the figure before which it stands, its height, and that of the page's content, in the
    unit of the heights. It is the same edition where no gap is a hole, or where nothing can move.
    """
    for at, room, page in gaps:
        if room > _HOLE * page:
            blocks = _move_up(edition.blocks, at, room, heights)
            if blocks != edition.blocks:
                return replace(edition, blocks=blocks)
    return edition


def _move_up(
    nodes: tuple[Node, ...], at: str, room: float, heights: Mapping[str, float]
) -> tuple[Node, ...]:
    for place, node in enumerate(nodes):
        if node.at == at or _is_turned(node, at):
            return _pass(nodes, place, room, heights)
    return tuple(_with_body(node, at, room, heights) for node in nodes)


def _is_turned(node: Node, at: str) -> bool:
    """Whether a node sets the table at that address on a page of its own."""
    return isinstance(node, BodyNode) and node.kind == "landscape" and node.body[0].at == at


def _with_body(node: Node, at: str, room: float, heights: Mapping[str, float]) -> Node:
    if not isinstance(node, BodyNode):
        return node
    moved = _move_up(node.body, at, room, heights)
    return node if moved == node.body else replace(node, body=moved)


def _pass(
    nodes: tuple[Node, ...], place: int, room: float, heights: Mapping[str, float]
) -> tuple[Node, ...]:
    """Neighbours and the place of a figure → the same with the figure behind what fills the room.

    A figure in which a source is first called stays, since notes are numbered in their order.
    """
    figure, filled, end = nodes[place], 0.0, place + 1
    if figure.kind not in _FIGURES or calls_any_note(figure):
        return nodes
    while end < len(nodes) and nodes[end].kind in kinds_with("movable") and filled < room * _ENOUGH:
        filled += heights.get(nodes[end].at, 0.0)
        end += 1
    return (*nodes[:place], *nodes[place + 1 : end], figure, *nodes[end:])
