"""An edition and what is wrong with it → a draft: watermarked, its faults on the first page."""

from collections.abc import Iterable
from dataclasses import replace

from briefwright.audience.theme import Labels
from briefwright.edition.document import Edition, Item, Label, Leaf, Node, Words
from briefwright.problems import Problem

_AT = "draft"
_LANGUAGE = "en"  # faults are told in English, whatever the briefing is written in


def draft(edition: Edition, problems: Iterable[Problem], labels: Labels) -> Edition:
    """An edition, what is wrong with it, the words of its language → the draft."""
    told = tuple(_fault(n, problem) for n, problem in enumerate(problems, start=1))
    title = Leaf(f"{_AT}.title", (Words(labels["words.to_mend"]),), id="h-draft")
    page = Node("faults", _AT, _AT, 2, {"title": title, "items": told}, language=_LANGUAGE)
    return replace(
        edition,
        head=replace(edition.head, watermark=labels["words.watermark"]),
        faults=page if told else None,
    )


def _fault(n: int, problem: Problem) -> Item:
    """A fault → its line: where it is, set apart, then the sentence and its code."""
    where = str(problem.where) if problem.where else problem.at
    before = (Label((Words(f"{where}:"),)), Words(" ")) if where else ()
    return Item(Leaf(f"{_AT}.faults.{n}", (*before, Words(f"{problem.message} ({problem.code})"))))
