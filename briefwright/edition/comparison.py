"""Two states of a briefing → what an edition of the second says otherwise: numbers, then texts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from briefwright import facts
from briefwright.audience import Audience
from briefwright.edition.bilingual import select
from briefwright.edition.document import Edition
from briefwright.edition.nodes import Leaf
from briefwright.edition.runs import data
from briefwright.facts import Labels
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError

Kind = Literal["changed", "new", "gone", "moved"]
_ALIKE = 0.5  # of two texts, from which on one is the other changed


@dataclass(frozen=True)
class Difference:
    """A text that changed, is new, gone or moved; `before` and `after` are "" where it isn't.

    `at` is its address in the second edition, or in the first where it is gone.
    """

    kind: Kind
    at: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedFact:
    """A fact that an edition prints or printed: how it prints before and after, "" for not."""

    name: str
    before: str
    after: str


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
    labels = audience.theme.labels[after.metadata.language]
    printed = dict.fromkeys((*_list_facts(old), *_list_facts(new)))
    shown = (
        ChangedFact(name, _show(before, name, labels), _show(after, name, labels))
        for name in printed
    )
    changed = tuple(one for one in shown if one.before != one.after)
    return Changes(changed, compare_texts(tuple(old.leaves()), tuple(new.leaves())))


def _show(briefing: Briefing, name: str, labels: Labels) -> str:
    """A briefing and the name of a fact → the fact as it prints by itself, "" where it can't."""
    fact = briefing.facts.get(name)
    with suppress(ContentError):  # it prints in another form only, which its texts show
        return facts.show(fact, "", briefing.metadata.language, labels) if fact else ""
    return ""


def compare_texts(before: Sequence[Leaf], after: Sequence[Leaf]) -> tuple[Difference, ...]:
    """The leaves of two editions, in their order → what the second says otherwise, in its order."""
    old = [leaf for leaf in before if leaf.text]
    new = [leaf for leaf in after if leaf.text]
    matcher = SequenceMatcher(
        None, [leaf.text for leaf in old], [leaf.text for leaf in new], autojunk=False
    )
    found: list[Difference] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            found += _pair(old[start:end], new[first:last])
    return tuple(_find_moves(found))


def _list_facts(edition: Edition) -> Iterator[str]:
    """An edition → the names of the facts that it prints."""
    for leaf in edition.leaves():
        yield from (one.fact for one in data(leaf.runs))


def _pair(old: Sequence[Leaf], new: Sequence[Leaf]) -> Iterator[Difference]:
    """Leaves that stand where others stood → each with the one that it was, if it was one."""
    left = list(old)
    for leaf in new:
        earlier = _find_earlier(leaf, left)
        if earlier is None:
            yield Difference("new", leaf.at, "", leaf.text)
        else:
            left.remove(earlier)
            yield Difference("changed", leaf.at, earlier.text, leaf.text)
    for leaf in left:
        yield Difference("gone", leaf.at, leaf.text, "")


def _find_earlier(leaf: Leaf, old: Sequence[Leaf]) -> Leaf | None:
    """A leaf and those that it may have been → the most alike of them, if one is alike enough.

    Of two that are as much alike, it is the one with the same address.
    """
    rated = [(_measure_likeness(one, leaf), one.at == leaf.at, -n) for n, one in enumerate(old)]
    best = max(rated, default=(0.0, False, 0))
    return old[-best[2]] if best[0] >= _ALIKE else None


def _measure_likeness(one: Leaf, other: Leaf) -> float:
    if one.kind != other.kind:
        return 0.0
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()


def _find_moves(found: Sequence[Difference]) -> Iterator[Difference]:
    """Differences → the same; a text that is gone here and new there has moved."""
    gone = Counter(one.before for one in found if one.kind == "gone")
    came = Counter(one.after for one in found if one.kind == "new")
    arrived, left = gone & came, gone & came
    for one in found:
        if one.kind == "new" and arrived[one.after]:
            arrived[one.after] -= 1
            yield Difference("moved", one.at, one.after, one.after)
        elif one.kind == "gone" and left[one.before]:
            left[one.before] -= 1
        else:
            yield one
