"""What a worker does for changes: the numbers of a briefing; what changes would say and break."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from briefwright import content, facts
from briefwright.content.folder import Rewrite
from briefwright.editing import Change, Move, Proposal, Removal, try_changes, try_texts
from briefwright.editing.positions import (
    find_place,
    read_keys,
)
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import Choice, Source
from briefwright.problems import ContentError, Problem
from briefwright.service.change_clearance import (
    find_disclosures,
    find_new_mentions,
    follow_changes,
    list_addresses,
    list_audiences,
    narrow_problems,
    narrow_proposal,
)
from briefwright.service.clearance import Clearance, find_clearance
from briefwright.service.editor import editions
from briefwright.service.editor.passages import find_labels, find_written
from briefwright.service.seen import SeenSource
from briefwright.yamlfile.source import SpliceError

KEYS = ("value", "unit", "label", "as_of", "period", "source")  # that the page of numbers changes


@dataclass(frozen=True)
class Number:
    """A fact as its page shows it: its name, what it is called, as it prints, its keys as typed.

    A fact that is worked out from others has no value of its own to change.
    """

    name: str
    label: str
    shown: str
    keys: Mapping[str, str]
    is_derived: bool
    place: str


@dataclass(frozen=True)
class Effect:
    """A text of one edition before and after a change; "" where it is not there."""

    audience: str
    language: str
    at: str
    before: str
    after: str


@dataclass(frozen=True)
class Words:
    """A text: its address, what it says, and what it is; with its markup where it is as written.

    `is_own` is whether it is written in the briefing, and not made from something else.
    """

    at: str
    text: str
    kind: str = ""
    is_own: bool = True


@dataclass(frozen=True)
class Trial:
    """Changes that were tried: the Proposal, and every text of every edition that changes."""

    proposal: Proposal
    effects: tuple[Effect, ...]


def list_numbers(source: SeenSource) -> tuple[Number, ...]:
    """A briefing's folder → its facts that may be seen, in the order of its files."""
    briefing = editions.read_draft(source)
    clearance = find_clearance(source, briefing)
    found = _list_numbers(source, briefing)
    return tuple(one for one in found if clearance.may_see(f"facts.{one.name}"))


def _list_numbers(source: Source, briefing: Briefing) -> Iterator[Number]:
    language = briefing.metadata.language
    labels = find_labels(source.templates, language)
    for name, fact in briefing.facts.items():
        at = f"facts.{name}"
        try:
            keys = read_keys(source.content, briefing, at)
            place = find_place(briefing, at)
        except SpliceError:
            continue  # it is written without keys
        with suppress(ContentError):
            shown = facts.show(fact, "", language, labels)
            label = fact.label.source if fact.label else name
            where = f"{Path(place.file).name}:{place.line}"
            yield Number(name, label, shown, keys, fact.formula is not None, where)


def list_texts(source: SeenSource, choice: Choice) -> tuple[Words, ...]:
    """A briefing's folder and one of its editions → the texts of that, in order.

    Errors: ContentError.
    """
    briefing = editions.read_draft(source)
    return tuple(
        Words(mark.at, mark.text, mark.kind, bool(find_written(briefing, mark.at)))
        for mark in editions.select(source, choice, briefing).marks().body
        if mark.text
    )


def prepare(source: SeenSource) -> None:
    """A briefing's folder → its editions selected, with which the next trial compares."""
    briefing = editions.read_draft(source)
    for choice in editions.list_choices(source, briefing):
        editions.list_texts(source, choice, briefing)


def try_out(source: SeenSource, changes: tuple[Change, ...]) -> Trial:
    """A briefing's folder and changes → what they would do.

    Errors: KeyError for one that names what may not be seen.
    """
    return _try_out(source, changes, editions.describe_files(source))


@lru_cache(maxsize=4)
def _try_out(source: SeenSource, changes: tuple[Change, ...], _: object) -> Trial:
    """The same, tried once for as long as no file changes: who saves has seen it before."""
    clearance = find_clearance(source, editions.read_draft(source))
    for at in (at for change in changes for at in list_addresses(change)):
        if not clearance.may_see(at):
            raise KeyError(at)
    if not clearance.sees_all and any(isinstance(one, Move | Removal) for one in changes):
        raise KeyError("a block may hold what may not be seen")
    with try_changes(source.content, changes) as (copy, proposal):
        return _judge(source, clearance, copy, proposal, changes)


def try_undoing(source: SeenSource, rewrites: tuple[Rewrite, ...]) -> Proposal:
    """A briefing's folder, its files as they are and were → the Proposal that undoes the rest."""
    clearance = find_clearance(source, editions.read_draft(source))
    with try_texts(source.content, rewrites) as (copy, proposal):
        return _judge(source, clearance, copy, proposal, ()).proposal


def _judge(
    source: SeenSource,
    clearance: Clearance,
    copy: Path,
    proposal: Proposal,
    changes: tuple[Change, ...],
) -> Trial:
    """A copy of a briefing's folder with changes, their Proposal → the Trial for this user.

    What names something hidden is refused first, for whether it is at fault may tell a number.
    """
    after = content.draft(copy)[0]
    follower = follow_changes(clearance, source, after, changes)
    narrowed = narrow_proposal(follower, proposal)
    if faults := find_new_mentions((clearance, source.content), (follower, copy), changes):
        return Trial(replace(narrowed, faults=faults, problems=()), ())
    if proposal.faults:
        return Trial(narrowed, ())
    effects = tuple(_list_effects(source, after))
    if faults := find_disclosures(follower, source, after, [one.after for one in effects]):
        return Trial(replace(narrowed, faults=faults, problems=()), ())
    if broken := tuple(dict.fromkeys(_find_broken_editions(source, after))):
        return Trial(replace(narrowed, faults=narrow_problems(follower, broken)), ())
    concerned = list_audiences(source, editions.read_draft(source), after, changes)
    return Trial(replace(narrowed, audiences=concerned), effects)


def _find_broken_editions(source: SeenSource, after: Briefing) -> Iterator[Problem]:
    """A briefing's folder, the briefing as it would be → why editions can't be made any more."""
    before = editions.read_draft(source)
    for choice in editions.list_choices(source, after):
        try:
            editions.select(source, choice, before)
        except ContentError:
            continue  # it can't be made now
        try:
            editions.select(source, choice, after)
        except ContentError as error:
            yield from (replace(one, where=None) for one in error.problems)


def _list_effects(source: SeenSource, after: Briefing) -> Iterator[Effect]:
    """A briefing's folder, the briefing as it would be → what each edition would say otherwise."""
    before = editions.read_draft(source)
    for choice in editions.list_choices(source, after):
        if source.audiences is not None and choice.audience not in source.audiences:
            continue
        old, new = (editions.list_texts(source, choice, one) for one in (before, after))
        for at in dict.fromkeys((*old, *new)):
            if old.get(at, "") != new.get(at, ""):
                yield Effect(choice.audience, choice.language, at, old.get(at, ""), new.get(at, ""))
