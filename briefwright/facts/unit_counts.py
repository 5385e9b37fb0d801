"""Numbers of a waffle chart or a pictogram → how many squares or icons stand for each."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

SQUARES = 100  # of a whole
_MOST = 10  # icons in a row, where the author names no number for one
_ROUND = tuple(map(Decimal, ("1", "2", "5", "10")))

Values = Sequence[Decimal | None]
Counts = tuple[tuple[Fraction, ...], ...]


def count_squares(series: Sequence[Values]) -> Counts:
    """The numbers of each series → the squares of each part, whole by whole.

    Of one series its numbers are the parts; of several, each category is a whole.
    """
    wholes = series if len(series) == 1 else list(zip(*series, strict=True))
    return tuple(tuple(map(Fraction, apportion(whole, SQUARES))) for whole in wholes)


def apportion(values: Values, count: int) -> tuple[int, ...]:
    """Parts of a whole, so many units → the units of each part.

    They come to all of them: what is left over goes to the largest remainders.
    """
    parts = [Fraction(one or 0) for one in values]
    whole = sum(parts)
    exact = [part * count / whole if whole else Fraction(0) for part in parts]
    counts = [int(one) for one in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: counts[place] - exact[place])
    for place in by_remainder[: count - sum(counts) if whole else 0]:
        counts[place] += 1
    return tuple(counts)


def count_icons(values: Values, each: Decimal) -> Counts:
    """Numbers, what one icon stands for → the icons of each row, exactly."""
    return tuple((Fraction(value or 0) / Fraction(each),) for value in values)


def find_each(values: Values) -> Decimal:
    """Numbers → the round one that an icon stands for, so that no row has more than ten."""
    least = max((one for one in values if one), default=Decimal(0)) / _MOST or Decimal(1)
    power = Decimal(10) ** least.adjusted()
    each = next(power * one for one in _ROUND if power * one >= least).normalize()
    return each.quantize(Decimal(1)) if each == each.to_integral_value() else each
