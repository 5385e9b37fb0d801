"""Axes of values → what each counts above it, its ticks beside it, and a line for each tick."""

from collections.abc import Sequence

from briefwright.edition.plots import ValueAxis
from briefwright.figures import lettering, rows
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import GAP, NEAR
from briefwright.figures.sheet import Align, Rule, Scale, Sheet, Word

_HIGH = 170.0  # px from the lowest tick to the highest
_TITLE = 0.46  # of the width, at the most, for what an axis counts


def title(axes: Sequence[ValueAxis], palette: Palette, width: float) -> Sheet:
    """Axes → what each counts, above it."""
    sides: tuple[tuple[float, Align], ...] = ((0.0, "start"), (width, "end"))
    titles = [lettering.wrap(one.unit, width * _TITLE, palette) if one.unit else () for one in axes]
    words = tuple(
        Word(x, SIZE * (0.9 + LEADING * number), line, palette.quiet, align)
        for lines, (x, align) in zip(titles, sides, strict=False)
        for number, line in enumerate(lines)
    )
    return Sheet(width, max(map(len, titles)) * SIZE * LEADING + NEAR, words=words)


def measure(axes: Sequence[ValueAxis], palette: Palette) -> list[float]:
    """Axes → the px that the ticks of each take beside it."""
    return [lettering.widest(one.shown, palette) + GAP for one in axes]


def make_scale(axis: ValueAxis) -> Scale:
    """An axis → its scale, from its lowest tick to its highest."""
    low, high = float(axis.ticks[0]), float(axis.ticks[-1])
    return Scale("y", low, high, SIZE + _HIGH, SIZE)


def arrange(axes: Sequence[ValueAxis], left: float, right: float, palette: Palette) -> Sheet:
    """Axes and where they stand → their ticks, a line across for each, and one at zero."""
    scale = make_scale(axes[0])
    level = [scale.px(float(tick)) for tick in axes[0].ticks]
    grid = tuple(Rule(left, y, right, y, palette.rule, 0.6) for y in level)
    zero = Rule(left, scale.px(0), right, scale.px(0), palette.quiet)
    sides: tuple[tuple[float, Align], ...] = ((left - GAP / 2, "end"), (right + GAP / 2, "start"))
    ticks = tuple(
        Word(x, rows.baseline(y, SIZE), shown, palette.quiet, align)
        for axis, (x, align) in zip(axes, sides, strict=False)
        for y, shown in zip(level, axis.shown, strict=True)
    )
    return Sheet(right, max(level), words=ticks, rules=(zero,), grid=grid)
