"""Labels in a column → where each stands, so that none touches another."""

from collections.abc import Sequence
from itertools import accumulate, pairwise


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """The middles that labels want, in order, their heights, the column's ends → their middles.

    All are moved as little as can be: the sum of squares is least (isotonic regression, by pooling
    neighbours). Where they have no room, they go on beyond the bottom.
    """
    offsets = list(accumulate(((a + b) / 2 for a, b in pairwise(heights)), initial=0.0))
    pools: list[tuple[float, int]] = []  # labels that touch: where the first would stand, how many
    for middle, offset in zip(wanted, offsets, strict=False):
        place, count = middle - offset, 1
        while pools and pools[-1][0] > place:
            other, more = pools.pop()
            place, count = (place * count + other * more) / (count + more), count + more
        pools.append((place, count))
    places = [place for place, count in pools for _ in range(count)]
    if not places:
        return []
    lowest = bottom - heights[-1] / 2 - offsets[-1]
    return [
        max(top + heights[0] / 2, min(lowest, place)) + offset
        for place, offset in zip(places, offsets, strict=True)
    ]
