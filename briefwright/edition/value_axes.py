"""Numbers that share a drawing → the ticks of their axes, all level with one another."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

_STEPS = 4  # from zero to the number that is farthest from it, at the most
_ROUND = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))


def find_ticks(axes: Sequence[Sequence[Decimal]]) -> list[tuple[Decimal, ...]]:
    """The numbers of each axis → its ticks: round, zero among them, as many on all axes."""
    steps = [_find_step(max(map(abs, numbers), default=Decimal(0))) for numbers in axes]
    pairs = list(zip(axes, steps, strict=True))
    up = max(_count(max(numbers, default=Decimal(0)), step) for numbers, step in pairs)
    down = max(_count(-min(numbers, default=Decimal(0)), step) for numbers, step in pairs)
    return [tuple(step * n for n in range(-down, max(up, 1 - down) + 1)) for step in steps]


def _find_step(farthest: Decimal) -> Decimal:
    """The number that is farthest from zero → a round step."""
    least = farthest / _STEPS or Decimal(1)
    power = Decimal(10) ** least.adjusted()
    step = next(power * one for one in _ROUND if power * one >= least).normalize()
    return step.quantize(Decimal(1)) if step == step.to_integral_value() else step


def _count(number: Decimal, step: Decimal) -> int:
    return max(0, int((number / step).to_integral_value(ROUND_CEILING)))
