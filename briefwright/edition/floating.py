"""Figures that don't fit on a page's rest: the text behind them moves up, so that no page gapes.

A figure never passes another one, nor a heading: its number and its section stay what they were.
"""

from collections.abc import Mapping
from dataclasses import replace

from briefwright.edition.document import Edition, Node, calls

# What may stand before a figure that it followed.
_MOVABLE = frozenset({"text", "list", "quote", "callout"})
_FIGURES = frozenset({"chart", "map", "timeline", "image", "table"})
# Of the room that is free, so much is filled before the figure may stand.
_ENOUGH = 0.6


def floated(edition: Edition, at: str, room: float, heights: Mapping[str, float]) -> Edition:
    """An edition, the figure before which `room` stays free, and heights by address → the edition.

    It is the same one where nothing can move. `room` and heights have one unit.
    """
    blocks = _floated(edition.blocks, at, room, heights)
    return edition if blocks == edition.blocks else replace(edition, blocks=blocks)


def _floated(
    nodes: tuple[Node, ...], at: str, room: float, heights: Mapping[str, float]
) -> tuple[Node, ...]:
    for place, node in enumerate(nodes):
        if node.at == at:
            return _passed(nodes, place, room, heights)
    return tuple(_with_body(node, at, room, heights) for node in nodes)


def _with_body(node: Node, at: str, room: float, heights: Mapping[str, float]) -> Node:
    body = node.fields.get("body")
    if not isinstance(body, tuple) or not body:
        return node
    moved = _floated(body, at, room, heights)
    return node if moved == body else replace(node, fields={**node.fields, "body": moved})


def _passed(
    nodes: tuple[Node, ...], place: int, room: float, heights: Mapping[str, float]
) -> tuple[Node, ...]:
    """Neighbours and the place of a figure → the same with the figure behind what fills the room.

    A figure in which a source is first called stays, since notes are numbered in their order.
    """
    figure, filled, end = nodes[place], 0.0, place + 1
    if figure.kind not in _FIGURES or calls(figure):
        return nodes
    while end < len(nodes) and nodes[end].kind in _MOVABLE and filled < room * _ENOUGH:
        filled += heights.get(nodes[end].at, 0.0)
        end += 1
    return (*nodes[:place], *nodes[place + 1 : end], figure, *nodes[end:])
