"""Two sequences, what should stand there and what does → which is which.

Nothing is ever searched for: each expected thing keeps its place among its neighbours, so that a
word which stands elsewhere by chance can't hide a loss. The ladder is that of a patience diff:
what begins and ends alike, then what is there only once on both sides, then the gaps between.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_EDITS = 600  # in one stretch; beyond that what is equal is reported as moved

Span = tuple[int, int, int, int]  # a stretch of both sequences: from and up to, from and up to


@dataclass(frozen=True)
class Alignment:
    """Which found thing is which expected one, by position from 0.

    `kept` stand in order, `moved` stand elsewhere (both expected → found); `doubled` stand there
    once too often (found → expected); `lost` are expected, `unexpected` found without a partner.
    """

    kept: Mapping[int, int]
    moved: Mapping[int, int]
    doubled: Mapping[int, int]
    lost: tuple[int, ...]
    unexpected: tuple[int, ...]


def align(expected: Sequence[Hashable], found: Sequence[Hashable]) -> Alignment:
    """Two sequences of comparable things → their Alignment; linear where they are the same."""
    kept = _find_common(expected, found)
    missing = [index for index in range(len(expected)) if index not in kept]
    taken = set(kept.values())
    spare = [index for index in range(len(found)) if index not in taken]
    moved = {here: there for there, here in _find_partners(found, spare, expected, missing)}
    left = sorted(set(spare) - set(moved.values()))
    doubled = dict(_find_partners(found, left, expected, range(len(expected)), times=len(found)))
    return Alignment(
        kept,
        moved,
        doubled,
        lost=tuple(index for index in missing if index not in moved),
        unexpected=tuple(index for index in left if index not in doubled),
    )


def group_runs(pairs: Mapping[int, int]) -> Iterator[tuple[int, ...]]:
    """Pairs of positions → stretches in which both sides go on one by one, first positions only."""
    stretch: list[int] = []
    for here in sorted(pairs):
        if stretch and not (here == stretch[-1] + 1 and pairs[here] == pairs[stretch[-1]] + 1):
            yield tuple(stretch)
            stretch = []
        stretch.append(here)
    if stretch:
        yield tuple(stretch)


def _find_partners(
    found: Sequence[Hashable],
    spare: Iterable[int],
    expected: Sequence[Hashable],
    among: Iterable[int],
    times: int = 1,
) -> Iterator[tuple[int, int]]:
    """Spare found things → partners with the same value, the successor of the last one first."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index in among:
        places[expected[index]].append(index)
    used: Counter[int] = Counter()
    last = -1
    for index in spare:
        free = [place for place in places.get(found[index], ()) if used[place] < times]
        if free:
            last = last + 1 if last + 1 in free else free[0]
            used[last] += 1
            yield index, last


def _find_common(a: Sequence[Hashable], b: Sequence[Hashable]) -> dict[int, int]:
    """Two sequences → positions of a long common subsequence, first → second."""
    pairs: dict[int, int] = {}
    stack: list[Span] = [(0, len(a), 0, len(b))]
    while stack:
        span, same = _trim(a, b, stack.pop())
        pairs.update(same)
        start, stop, first, end = span
        if start == stop or first == end:
            continue
        if anchors := _find_anchors(a, b, span):
            edges = [(start - 1, first - 1), *anchors, (stop, end)]
            pairs.update(anchors)
            stack.extend((i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(edges))
        else:
            pairs.update(_diff(a, b, span))
    return pairs


def _trim(a: Sequence[Hashable], b: Sequence[Hashable], span: Span) -> tuple[Span, dict[int, int]]:
    """A stretch → what is left of it without the like beginning and end, and those."""
    start, stop, first, end = span
    same: dict[int, int] = {}
    while start < stop and first < end and a[start] == b[first]:
        same[start] = first
        start, first = start + 1, first + 1
    while start < stop and first < end and a[stop - 1] == b[end - 1]:
        stop, end = stop - 1, end - 1
        same[stop] = end
    return (start, stop, first, end), same


def _find_anchors(
    a: Sequence[Hashable], b: Sequence[Hashable], span: Span
) -> list[tuple[int, int]]:
    """A stretch → what stands in it once on both sides, as far as it is in the same order."""
    start, stop, first, end = span
    once = _find_unique(a, start, stop)
    there = _find_unique(b, first, end)
    return _longest_rise([(once[thing], there[thing]) for thing in once if thing in there])


def _find_unique(things: Sequence[Hashable], start: int, stop: int) -> dict[Hashable, int]:
    counts = Counter(things[start:stop])
    return {things[index]: index for index in range(start, stop) if counts[things[index]] == 1}


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs that rise by the first → the longest part that rises by the second too."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        spot = bisect_left(tails, second)
        before.append(at[spot - 1] if spot else -1)
        tails[spot : spot + 1] = [second]
        at[spot : spot + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _diff(a: Sequence[Hashable], b: Sequence[Hashable], span: Span) -> dict[int, int]:
    """A stretch without anything unique → what fewest losses and additions leave in common.

    The greedy algorithm of Myers (1986). Nothing, where they are more than MOST_EDITS.
    """
    start, stop, first, end = span
    reach, steps = {1: 0}, list[dict[int, int]]()
    for edits in range(min(stop - start + end - first, MOST_EDITS) + 1):
        steps.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            before = _previous_diagonal(reach, edits, diagonal)
            x = reach[before] + (before < diagonal)
            while (
                start + x < stop
                and first + x - diagonal < end
                and a[start + x] == b[first + x - diagonal]
            ):
                x += 1
            reach[diagonal] = x
            if start + x >= stop and first + x - diagonal >= end:
                return {start + i: first + j for i, j in _walk_back(steps, x, x - diagonal)}
    return {}


def _previous_diagonal(reach: Mapping[int, int], edits: int, diagonal: int) -> int:
    """The diagonal from which the farthest path comes to this one."""
    down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
    return diagonal + 1 if down else diagonal - 1


def _walk_back(steps: Sequence[Mapping[int, int]], x: int, y: int) -> Iterator[tuple[int, int]]:
    """How far each diagonal reached after each edit, and the end → the pairs on the way back."""
    for edits in range(len(steps) - 1, -1, -1):
        before = _previous_diagonal(steps[edits], edits, x - y)
        there = steps[edits][before]
        while x > there and y > there - before:
            x, y = x - 1, y - 1
            yield x, y
        x, y = there, there - before
