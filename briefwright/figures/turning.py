"""Columns whose labels have no room side by side → bars, so that all files draw the same chart."""

from dataclasses import replace

from briefwright.audience.theme import Theme
from briefwright.edition import Edition, Node
from briefwright.edition.nodes import BodyNode, ChartNode, Leaf
from briefwright.edition.plots import Plot
from briefwright.edition.runs import Words
from briefwright.figures import charts, palette


def turn_columns(edition: Edition, theme: Theme) -> Edition:
    """An edition and its theme → the same, a chart of columns that needs it turned into bars."""
    return replace(edition, blocks=_turn_all(edition.blocks, theme, edition.language))


def _turn_all(nodes: tuple[Node, ...], theme: Theme, language: str) -> tuple[Node, ...]:
    return tuple(_turn(node, theme, node.language or language) for node in nodes)


def _turn(node: Node, theme: Theme, language: str) -> Node:
    match node:
        case BodyNode():
            return replace(node, body=_turn_all(node.body, theme, language))
        case ChartNode(native="column" | "histogram", plot=Plot(thresholds=()) as plot):
            if charts.stands_upright(plot, palette.read(theme.assets, language)):
                return node
            alt = _rename(node.alt, plot.kind, theme, language) if node.alt else None
            return replace(node, native="bar", plot=replace(plot, kind="bar"), alt=alt)
        case _:
            return node


def _rename(alt: Leaf, kind: str, theme: Theme, language: str) -> Leaf:
    """The words for those who can't see a chart → the same, calling it what it is now."""
    labels = theme.labels[language]
    words = alt.text.replace(f"{labels[f'charts.{kind}']}:", f"{labels['charts.bar']}:", 1)
    return replace(alt, runs=(Words(words),))
