"""Two states of a briefing → what an edition of the second says otherwise: numbers, then texts."""

from dataclasses import dataclass

from briefwright.audience import Audience
from briefwright.edition.bilingual import select
from briefwright.edition.comparison import (
    ChangedFact,
    Difference,
    compare_texts,
    find_changed_facts,
)
from briefwright.model.dictionary import Briefing


@dataclass(frozen=True)
class Changes:
    """What an edition says otherwise: its numbers, and its texts in their order."""

    facts: tuple[ChangedFact, ...]
    differences: tuple[Difference, ...]


def compare(before: Briefing, after: Briefing, audience: Audience, language: str) -> Changes:
    """Two states of a briefing, an audience, a language → what its edition says otherwise.

    Numbers stand as the briefing's own language has them. Errors: ContentError.
    """
    old, new = select(before, audience, language), select(after, audience, language)
    own = after.metadata.language
    printed = (old.leaves(), new.leaves())
    changed = find_changed_facts(before, after, printed, own, audience.theme.labels[own])
    return Changes(tuple(changed), compare_texts(tuple(old.leaves()), tuple(new.leaves())))
