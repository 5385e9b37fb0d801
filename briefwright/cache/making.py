"""One edition as it is asked for → built, or taken from the cache: what a worker does."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright import edition, pipeline
from briefwright.account.page import list_account_files
from briefwright.audience import Audience
from briefwright.cache import editions
from briefwright.cache.editions import Parts, Record
from briefwright.cache.inputs import list_system_libraries
from briefwright.cache.store import Store
from briefwright.model.dictionary import Briefing
from briefwright.problems import DisclosureError, Place, Problem
from briefwright.verify.parity import Account, find_fact_uses


@dataclass(frozen=True)
class EditionRequest:
    """An edition that is asked for; `cache` is a folder, or None where everything is built."""

    briefing: Briefing
    audience: Audience
    language: str
    formats: Sequence[str]
    draft: pipeline.Draft | None
    cache: Path | None


@dataclass(frozen=True)
class FinishedEdition:
    """A finished edition: what it is made of, and whether it was built for this.

    `libraries` are those of the system that were used.
    """

    record: Record
    key: str
    parts: Parts = field(repr=False)
    is_new: bool
    libraries: tuple[str, ...]


def make(
    request: EditionRequest, watch: pipeline.Watch = lambda chosen, outputs: None
) -> FinishedEdition:
    """An edition that is asked for → it, from the cache if all that it is made of is the same.

    Where it is built, `watch` is called as by `pipeline.build_selected`.

    Errors: as `pipeline.build`.
    """
    selected, parts = _identify(request)
    key = editions.find_key(parts)
    known = editions.recall(Store(request.cache), key) if request.cache else None
    record = (
        _build(request, selected, watch) if known is None else _search(request, selected, known)
    )
    return FinishedEdition(record, key, parts, known is None, tuple(list_system_libraries()))


def find_key(request: EditionRequest) -> str:
    """An edition that is asked for → its key. Errors: as `edition.select`."""
    return editions.find_key(_identify(request)[1])


def _identify(request: EditionRequest) -> tuple[edition.Edition | None, Parts]:
    """A request → what its reader gets, where it can be known before, and what it is made of."""
    if request.draft is not None:
        faults = request.draft.problems
        return None, editions.list_draft_parts(
            request.briefing, request.audience, request.language, request.formats, faults
        )
    selected = edition.select(request.briefing, request.audience, request.language)
    return selected, editions.list_parts(selected, request.audience, request.formats)


def _build(
    request: EditionRequest, selected: edition.Edition | None, watch: pipeline.Watch
) -> Record:
    """A request → the edition built and accounted for, as it is kept."""
    briefing, audience = request.briefing, request.audience
    if selected is None:
        built = pipeline.build(briefing, audience, request.language, request.formats, request.draft)
    else:
        built = pipeline.build_selected(selected, briefing, audience, request.formats, watch)
    return Record(
        built.outputs,
        list_account_files(built.account, built.outputs),
        built.account.summary(),
        built.pages,
        built.problems,
        built.account.remarks,
        find_fact_uses(built.edition, built.account),
        editions.digest_briefing(briefing),
    )


def _search(request: EditionRequest, selected: edition.Edition | None, known: Record) -> Record:
    """An edition from the cache → the same, its files searched for what is withheld by now.

    Its warnings stand where their texts stand by now. Errors: DisclosureError.
    """
    if selected is None:
        return known  # all of the briefing is in the key of a draft
    digest = editions.digest_briefing(request.briefing)
    if digest == known.searched:
        return replace(known, problems=_move(known.problems, selected, request.briefing))
    problems = tuple(one for one in known.problems if one.code != _STATED)
    account, disclosed, warnings = pipeline.search_withheld(
        Account(selected.name, (), (), problems, remarks=known.remarks),
        selected, known.outputs, request.briefing, request.audience,
    )  # fmt: skip
    if disclosed:
        raise DisclosureError(disclosed)
    found = _move((*account.problems, *warnings), selected, request.briefing)
    return replace(known, problems=found, searched=digest)


_STATED = "S907"  # a number that a withheld fact has


def _move(
    problems: Sequence[Problem], selected: edition.Edition, briefing: Briefing
) -> tuple[Problem, ...]:
    """Warnings as they were kept → each where its text stands now."""
    fresh = {(one.code, one.message, one.at): one.where for one in selected.problems}
    return tuple(
        replace(one, where=_find_place(one, fresh.get((one.code, one.message, one.at)), briefing))
        for one in problems
    )


def _find_place(problem: Problem, fresh: Place | None, briefing: Briefing) -> Place | None:
    """A warning, its place if the edition just said it → its place now."""
    written = briefing.places.get(problem.at)
    is_there = written and problem.where and problem.where.file == written.file
    return fresh or (written if is_there else problem.where)
