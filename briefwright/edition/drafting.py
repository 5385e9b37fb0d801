"""An edition and what is wrong with it → a draft: watermarked, its faults on the first page."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from briefwright.audience.theme import Labels
from briefwright.edition.bilingual import strip_to_title
from briefwright.edition.document import Edition
from briefwright.edition.nodes import Item, Leaf, ListingNode
from briefwright.edition.runs import Label, Words
from briefwright.problems import ContentError, Problem, ProofError, errors

_AT = "draft"
_LANGUAGE = "en"  # faults are told in English, whatever the briefing is written in


class Finished(Protocol):
    """What comes of an edition: `problems` are what was found on its way."""

    @property
    def problems(self) -> tuple[Problem, ...]: ...  # noqa: D102


Result = TypeVar("Result", bound=Finished)


def finish_draft(
    edition: Edition,
    problems: Iterable[Problem],
    labels: Labels,
    finish: Callable[[Edition], Result],
) -> Result:
    """An edition, what is wrong already, its language's words, how to finish it → the draft, done.

    What comes to light on the way is told on its first page too. Where it can't be laid out with
    its blocks, it holds its title and its faults. Errors: ProofError, which no draft passes over;
    ContentError where not even that can be finished.
    """
    known = (*problems, *errors(edition.problems))
    empty = strip_to_title(edition)
    for content in (edition, edition, empty, empty):
        result, found = _attempt(draft(content, known, labels), finish)
        fresh = tuple(problem for problem in found if problem not in known)
        if result and not fresh:
            return result
        known = (*known, *fresh)
    raise ContentError(known)


def _attempt(
    edition: Edition, finish: Callable[[Edition], Result]
) -> tuple[Result | None, tuple[Problem, ...]]:
    """A draft and how to finish it → what came of it, and the errors found on the way."""
    try:
        result = finish(edition)
    except ProofError:
        raise
    except ContentError as error:
        return None, error.problems
    return result, errors(result.problems)


def draft(edition: Edition, problems: Iterable[Problem], labels: Labels) -> Edition:
    """An edition, what is wrong with it, the words of its language → the draft."""
    told = tuple(_fault(n, problem) for n, problem in enumerate(problems, start=1))
    title = Leaf(f"{_AT}.title", (Words(labels["words.to_mend"]),), id="h-draft")
    page = ListingNode(kind="faults", at=_AT, id=_AT, language=_LANGUAGE, title=title, items=told)
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
