"""An edition and what is wrong with it → a draft: watermarked, its faults on the first page."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from briefwright.edition.bilingual import strip_to_title
from briefwright.edition.document import Edition
from briefwright.edition.fault_lines import Reader, write_lines
from briefwright.edition.nodes import Item, Leaf, ListingNode
from briefwright.edition.runs import Words
from briefwright.facts import Labels
from briefwright.problems import ContentError, Problem, ProofError, errors

_AT = "draft"
_LANGUAGE = "en"  # the page of faults is in English, whatever the briefing is written in


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
    reader: Reader,
) -> Result:
    """An edition, what is wrong already, its words, how to finish it, who reads it → the draft.

    What comes to light on the way stands on its first page too. Where it can't be laid out with
    its blocks, it holds its title and its faults. Errors: ProofError, which no draft passes over;
    ContentError where it prints what its reader must not see, or not even that can be finished.
    """
    known = (*problems, *errors(edition.problems))
    if edition.discloses:
        raise ContentError(known)
    empty = strip_to_title(edition)
    for content in (edition, edition, empty, empty):
        lines = write_lines(known, edition, content, reader, f"{_AT}.faults")
        result, found = _attempt(draft(content, lines, labels), finish)
        fresh = tuple(problem for problem in found if problem not in known)
        if result and not fresh:
            return result
        known = (*known, *fresh)
    raise ContentError(known)


def _attempt(
    edition: Edition, finish: Callable[[Edition], Result]
) -> tuple[Result | None, tuple[Problem, ...]]:
    """A draft and how to finish it → its result, and the errors found on the way."""
    try:
        result = finish(edition)
    except ProofError:
        raise
    except ContentError as error:
        return None, error.problems
    return result, errors(result.problems)


def draft(edition: Edition, lines: tuple[Item, ...], labels: Labels) -> Edition:
    """An edition, the lines of its first page, the words of its language → the draft."""
    title = Leaf(f"{_AT}.title", (Words(labels["words.to_mend"]),), id="h-draft")
    page = ListingNode(kind="faults", at=_AT, id=_AT, language=_LANGUAGE, title=title, items=lines)
    return replace(
        edition,
        head=replace(edition.head, watermark=labels["words.watermark"]),
        faults=page if lines else None,
    )
