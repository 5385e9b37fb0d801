"""Numbers and a way to divide them → the classes that a map gives shades to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

Method = Literal["quantiles", "equal", "breaks"]
_FEW = 15  # numbers: fewer are put into four classes, more into five


def classify(
    values: Sequence[Decimal], method: Method, breaks: Iterable[Decimal] = ()
) -> tuple[int, ...]:
    """Numbers → the class of each, from 0 for the lowest; none of the classes is empty.

    `quantiles` are as many numbers in each, but equal ones stay together; classes of `equal` width
    reach from the least to the largest; a class begins at each of the `breaks`.
    """
    count = 4 if len(values) < _FEW else 5
    ordered = sorted(values)
    match method:
        case "quantiles":
            found = [bisect_left(ordered, one) * count // len(ordered) for one in values]
        case "equal":
            width = (ordered[-1] - ordered[0]) / count or Decimal(1)
            found = [min(int((one - ordered[0]) / width), count - 1) for one in values]
        case "breaks":
            limits = sorted(breaks)
            found = [bisect_right(limits, one) for one in values]
    kept = sorted(set(found))
    return tuple(map(kept.index, found))
