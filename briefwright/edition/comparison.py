"""Two editions of a briefing → the facts and the texts that the second prints otherwise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from briefwright import facts
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


def find_changed_facts(
    before: Briefing,
    after: Briefing,
    printed: Iterable[Iterable[Leaf]],
    language: str,
    labels: Labels,
) -> Iterator[ChangedFact]:
    """Two states of a briefing, the leaves of their editions → each fact that prints otherwise."""
    for name in dict.fromkeys(name for some in printed for name in _list_facts(some)):
        old, new = (_show(one, name, language, labels) for one in (before, after))
        if old != new:
            yield ChangedFact(name, old, new)


def _show(briefing: Briefing, name: str, language: str, labels: Labels) -> str:
    """A briefing and the name of a fact → the fact as it prints by itself, "" where it can't."""
    fact = briefing.facts.get(name)
    with suppress(ContentError):  # it prints in another form only, which its texts show
        return facts.show(fact, "", language, labels) if fact else ""
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


def _list_facts(leaves: Iterable[Leaf]) -> Iterator[str]:
    """The leaves of an edition → the names of the facts that it prints."""
    for leaf in leaves:
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
