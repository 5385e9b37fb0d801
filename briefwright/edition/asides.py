"""An aside in a section → a column beside the blocks that follow it, or a box above them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import ceil

from briefwright.audience import Audience
from briefwright.edition.nodes import (
    AsideNode,
    BodyNode,
    FigureNode,
    KeyFiguresNode,
    Node,
    SectionNode,
    leaves,
)


def put_beside(nodes: tuple[Node, ...], audience: Audience) -> Iterator[Node]:
    """The blocks of a section and who reads it → the same, what an aside stands beside with it.

    That is what follows, up to the next figure, key figures or part of the section, and no more
    than is about as high. Where lines are short already (columns, two languages, large print) an
    aside stands alone.
    """
    narrow = audience.columns > 1 or audience.large_print or audience.bilingual != "no"
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, AsideNode):
            yield node
            continue
        beside: list[Node] = []
        height = 0 if narrow else _count_lines((node,), _ASIDE)
        while (
            waiting and not isinstance(waiting[0], _WIDE) and _count_lines(beside, _MAIN) < height
        ):
            beside.append(waiting.pop(0))
        if not beside:
            yield node
            continue
        main = BodyNode(kind="main", body=tuple(beside))
        yield BodyNode(kind="beside", body=(main, replace(node, kind="aside")))


def put_alone(beside: BodyNode) -> tuple[Node, ...]:
    """What a page's end would cut with its aside → the aside alone, then what stood beside it."""
    main, aside = beside.body
    assert isinstance(main, BodyNode)
    return (replace(aside, kind="stacked"), *main.body)


# Letters in a line of either column, as far as anybody knows before it is laid out.
_MAIN, _ASIDE = 58, 27
_APART = 0.5  # of a line, between two texts


def _count_lines(nodes: Iterable[Node], letters: int) -> float:
    found = [leaf for node in nodes for leaf in leaves(node)]
    return sum(ceil(len(leaf.text) / letters) + _APART for leaf in found)


_WIDE = (AsideNode, FigureNode, KeyFiguresNode, SectionNode)
