"""An edition and its layout → what is over the audience's page budget, and where to cut it."""

from collections import Counter
from typing import TYPE_CHECKING

from briefwright.audience import Audience
from briefwright.edition import Edition, Leaf
from briefwright.problems import Problem

if TYPE_CHECKING:
    from briefwright.layout import Layout  # loads WeasyPrint

_LONGEST = 3  # blocks that are named


def over(edition: Edition, audience: Audience, layout: "Layout") -> tuple[Problem, ...]:
    """An edition, its audience and its layout → a fault where it takes more pages than it may."""
    faults = layout.page(first) - 1 if (first := layout.root.find(".//header")) is not None else 0
    pages = len(layout.document.pages) - faults  # those of a draft, before its title
    if not audience.max_pages or pages <= audience.max_pages:
        return ()
    on_page = {at: layout.page(element) for element in layout.root.iter()
               if (at := element.get("data-at"))}  # fmt: skip
    beyond = sum(
        len(leaf.text.split())
        for leaf in edition.leaves()
        if on_page.get(leaf.at, 0) > audience.max_pages + faults
    )
    message = (
        f"“{edition.audience}” may take {_pages(audience.max_pages)} and takes {pages}: "
        f"{beyond} words stand beyond. The longest blocks are {_longest(edition)}."
    )
    return (Problem("A530", message, at="briefing"),)


def _pages(count: int) -> str:
    return f"{count} page{'s' if count > 1 else ''}"


def _longest(edition: Edition) -> str:
    """An edition → its longest blocks, each with its number of words."""
    words: Counter[str] = Counter()
    for leaf in edition.leaves():
        if leaf.kind not in ("alt", "figure"):
            words[_block(leaf)] += len(leaf.text.split())
    words.pop("briefing", None)  # the title block
    named = (f"{at} ({count} words)" for at, count in words.most_common(_LONGEST))
    return ", ".join(named)


def _block(leaf: Leaf) -> str:
    """A leaf → the address of its block: what stands before the first point."""
    return leaf.at.partition(".")[0]
