"""An edition and its layout → what is over the audience's page budget, and where to cut it."""

from collections import Counter
from collections.abc import Mapping

from briefwright.audience import Audience
from briefwright.edition import Edition, Leaf
from briefwright.problems import Problem

_LONGEST = 3  # blocks that are named


def check(
    edition: Edition, audience: Audience, pages: int, page_of: Mapping[str, int]
) -> tuple[Problem, ...]:
    """An edition, its audience, its pages, the page of each address → a fault if it is too long.

    The pages of a draft that list its faults, before its title, don't count.
    """
    title = min((page for at, page in page_of.items() if at.startswith("briefing.")), default=1)
    faults = title - 1
    pages -= faults
    if not audience.max_pages or pages <= audience.max_pages:
        return ()
    beyond = sum(
        len(leaf.text.split())
        for leaf in edition.leaves()
        if page_of.get(leaf.at, 0) > audience.max_pages + faults
    )
    message = (
        f"“{edition.audience}” may take {_count_pages(audience.max_pages)} and takes {pages} in "
        f"the PDF: {beyond} words stand beyond. The longest blocks are {_name_longest(edition)}."
    )
    return (Problem("A530", message, at="briefing"),)


def _count_pages(count: int) -> str:
    return f"{count} page{'s' if count > 1 else ''}"


def _name_longest(edition: Edition) -> str:
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
