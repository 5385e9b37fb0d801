"""The paragraphs that went out and those that came back → which became which; none is left over."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefwright.review.reading import Paragraph

_ALIKE = 0.5  # of two texts, from which on one is the other changed


@dataclass(frozen=True)
class Pair:
    """A paragraph as it went out and as it came back, with its number there; one may be missing.

    `is_moved` where it stands elsewhere among the others.
    """

    sent: Paragraph | None
    returned: Paragraph | None
    sent_at: int = -1
    is_moved: bool = False


def align(sent: Sequence[Paragraph], returned: Sequence[Paragraph]) -> tuple[Pair, ...]:
    """Paragraphs sent and returned → the pairs, in the order in which they came back.

    One that is gone stands behind what it stood behind. Names are believed first, then words, then
    places: one that came where one went is what became of it.
    """
    found = _match_names(sent, returned)
    found |= _match_words(sent, returned, found)
    found |= _match_places(sent, returned, found)
    moved = _find_moved(found)
    gone = [n for n in range(len(sent)) if n not in found.values()]
    pairs = list(_list_pairs(sent, returned, found, moved))
    for n in gone:
        before = [k for k, pair in enumerate(pairs) if 0 <= pair.sent_at < n and not pair.is_moved]
        pairs.insert(before[-1] + 1 if before else 0, Pair(sent[n], None, n))
    return tuple(pairs)


def _list_pairs(
    sent: Sequence[Paragraph],
    returned: Sequence[Paragraph],
    found: dict[int, int],
    moved: frozenset[int],
) -> Iterator[Pair]:
    for m, paragraph in enumerate(returned):
        n = found.get(m)
        if n is None:
            yield Pair(None, paragraph)
        else:
            yield Pair(sent[n], paragraph, n, m in moved)


def _match_names(sent: Sequence[Paragraph], returned: Sequence[Paragraph]) -> dict[int, int]:
    """Which came back under whose name; of two with one name, the one that is more alike."""
    known = {name: n for n, one in enumerate(sent) for name in one.names}
    claims: dict[int, list[int]] = {}
    for m, one in enumerate(returned):
        for n in dict.fromkeys(known[name] for name in one.names if name in known):
            claims.setdefault(n, []).append(m)
    found: dict[int, int] = {}
    for n, claimants in claims.items():
        free = [m for m in claimants if m not in found]
        if free:
            found[max(free, key=lambda m: _measure(sent[n].text, returned[m].text))] = n
    return found


def _match_words(
    sent: Sequence[Paragraph], returned: Sequence[Paragraph], found: dict[int, int]
) -> dict[int, int]:
    """Those without a name → by their words: the same ones anywhere, alike ones in their order."""
    left = [n for n in range(len(sent)) if n not in found.values()]
    new = [m for m in range(len(returned)) if m not in found]
    matched: dict[int, int] = {}
    for m in new:
        same = [n for n in left if sent[n].text.split() == returned[m].text.split()]
        if same:
            at = _expect(m, found | matched)
            n = min(same, key=lambda n: abs(n - at))
            matched[m] = n
            left.remove(n)
    for m in new:
        if m in matched or returned[m].text.strip() == "":
            continue
        low, high = _bound(m, found | matched, len(sent))
        near = [n for n in left if low < n < high and sent[n].text.strip()]
        best = max(near, key=lambda n: _measure(sent[n].text, returned[m].text), default=None)
        if best is not None and _measure(sent[best].text, returned[m].text) >= _ALIKE:
            matched[m] = best
            left.remove(best)
    return matched


def _match_places(
    sent: Sequence[Paragraph], returned: Sequence[Paragraph], found: dict[int, int]
) -> dict[int, int]:
    """One that is new between two that stood around one that is gone, and is set as that was."""
    left = set(range(len(sent))) - set(found.values())
    matched: dict[int, int] = {}
    for m in sorted(set(range(len(returned))) - found.keys()):
        n = found.get(m - 1, -1) + 1
        is_between = (m == 0 or m - 1 in found) and found.get(m + 1, len(sent)) == n + 1
        if n in left and is_between and _is_set_alike(sent[n], returned[m]):
            matched[m] = n
    return matched


def _is_set_alike(one: Paragraph, other: Paragraph) -> bool:
    return one.style == other.style and (one.cell is None) == (other.cell is None)


def _expect(m: int, found: dict[int, int]) -> int:
    """A paragraph that came back → about which number it had, by the one before it."""
    before = max((one for one in found if one < m), default=None)
    return 0 if before is None else found[before] + m - before


def _bound(m: int, found: dict[int, int], end: int) -> tuple[int, int]:
    """A paragraph that came back → between which numbers it stood."""
    before = [found[one] for one in sorted(found) if one < m]
    after = [found[one] for one in sorted(found) if one > m]
    low = before[-1] if before else -1
    return low, next((one for one in after if one > low), end)


def _measure(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _find_moved(found: dict[int, int]) -> frozenset[int]:
    """Which came from where → those that don't stand in the longest order that was kept."""
    order = sorted(found)
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for m in order:
        k = bisect_left(tails, found[m])
        before[m] = ends[k - 1] if k else None
        tails[k : k + 1], ends[k : k + 1] = [found[m]], [m]
    kept: set[int] = set()
    at: int | None = ends[-1] if ends else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return frozenset(found) - kept
