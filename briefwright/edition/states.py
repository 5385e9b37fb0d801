"""Two states of a briefing → what an edition of the second says otherwise: numbers, then texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefwright.audience import Audience
from briefwright.edition.bilingual import select
from briefwright.edition.comparison import (
    ChangedFact,
    Difference,
    compare_texts,
    find_changed_facts,
)
from briefwright.model.dictionary import Briefing
from briefwright.problems import Place, find_place

T = TypeVar("T")  # what names an edition


@dataclass(frozen=True)
class Changes:
    """What an edition says otherwise: its numbers, and its texts in their order."""

    facts: tuple[ChangedFact, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class GroupedChanges(Generic[T]):
    """What changed in some editions: each number, each text, with the editions in which it did."""

    facts: Mapping[ChangedFact, list[T]]
    texts: Mapping[Difference, list[T]]


def group(found: Mapping[T, Changes], before: Briefing, after: Briefing) -> GroupedChanges[T]:
    """What changed in each edition between two states of a briefing → each change once.

    What the program makes of other texts, such as contents, changes with them and is left out.
    """
    facts: dict[ChangedFact, list[T]] = {}
    texts: dict[Difference, list[T]] = {}
    for name, changes in found.items():
        for fact in changes.facts:
            facts.setdefault(fact, []).append(name)
        for one in changes.differences:
            if find_written(one, before, after):
                texts.setdefault(one, []).append(name)
    return GroupedChanges(facts, texts)


def find_written(one: Difference, before: Briefing, after: Briefing) -> Place | None:
    """A text that changed, the two states → where somebody wrote it; nothing where nobody did."""
    return find_place(one.at, before.places if one.kind == "gone" else after.places)


def compare(before: Briefing, after: Briefing, audience: Audience, language: str) -> Changes:
    """Two states of a briefing, an audience, a language → what its edition says otherwise.

    Numbers stand as the briefing's own language has them. Errors: ContentError.
    """
    old, new = select(before, audience, language), select(after, audience, language)
    own = after.metadata.language
    printed = (old.leaves(), new.leaves())
    changed = find_changed_facts(before, after, printed, own, audience.theme.labels[own])
    return Changes(tuple(changed), compare_texts(tuple(old.leaves()), tuple(new.leaves())))
