"""A TimePlot and a Palette → a slim axis of time as SVG: dots for moments, bars for ranges.

What happened stands in the table below it on the page; the labels here are its numbers or dates.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefwright.document.assets import Asset
from briefwright.edition.plots import Moment, TimePlot
from briefwright.figures import lettering, svg
from briefwright.figures.charts import WIDTH
from briefwright.figures.lettering import SIZE, SMALL
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import BOLD, Word, mirror_word

_LEVEL = 13.0  # px from one row of labels to the next
_LANE = 15.0  # px from one row of bars to the next
_THICK = 6.0
_ARROW = 7.0
_RADIUS = 3.6
_YEARS_APART = 34.0  # px between the labels of two years, at least
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


@dataclass(frozen=True)
class Bar:
    """One range as it is drawn: from x to x2, in the middle of its lane at y."""

    x: float
    x2: float
    y: float
    open: bool


@dataclass(frozen=True)
class Stem:
    """From a dot on the axis at x up to its label."""

    x: float
    top: float


@dataclass(frozen=True)
class Laid:
    """A timeline before it is drawn. `labels` belong to the moments, `years` to the axis."""

    width: float
    height: float
    axis: float
    left: float
    right: float
    ticks: tuple[float, ...]
    years: tuple[Word, ...]
    labels: tuple[Word, ...]
    dots: tuple[float, ...]
    stems: tuple[Stem, ...]
    bars: tuple[Bar, ...]


@lru_cache(maxsize=64)
def draw(plot: TimePlot, palette: Palette, width: float = WIDTH) -> Asset:
    """A timeline → its drawing, 24 to 32 mm high as a rule; its name is still empty."""
    laid = arrange(plot, palette, width)
    data = svg.document(laid.width, laid.height, _parts(laid, palette), palette)
    return Asset("", data, "image/svg+xml", round(laid.width), round(laid.height))


def arrange(plot: TimePlot, palette: Palette, width: float = WIDTH) -> Laid:
    """A timeline → what stands where, no two labels in each other's way."""
    laid = _arrange(plot, palette, width)
    return _mirror(laid) if plot.direction == "rtl" else laid


def _arrange(plot: TimePlot, palette: Palette, width: float) -> Laid:
    spans = tuple(moment for moment in plot.moments if _is_span(moment))
    points = tuple(
        sorted(
            (moment for moment in plot.moments if not _is_span(moment)),
            key=lambda moment: moment.start,
        )
    )
    after = lettering.widest([span.label for span in spans], palette, SIZE, BOLD)
    last = max((point.start for point in points), default=0.0)
    ends = [point.label for point in points if point.start > last - 1]
    left = 14.0
    right = width - max(
        14.0,
        after + _ARROW + 6 if spans else 0.0,
        lettering.widest(ends, palette, SIZE, BOLD),
    )
    years = max(plot.last + 1 - plot.first, 1)

    def px(year: float) -> float:
        return left + min(max((year - plot.first) / years, 0.0), 1.0) * (right - left)

    heads = _above(points, px, palette)
    axis = _RADIUS + 11 - min((word.y + _RADIUS + 6 - _LEVEL for _, word in heads), default=0.0)
    labels = [replace(word, y=axis + word.y) for _, word in heads]
    stems = tuple(Stem(x, axis + word.y + 3) for x, word in heads if word.y < -_RADIUS - 8)
    ticks = tuple(_ticks(plot, (right - left) / years))
    names = tuple(
        Word(px(year), axis + 17, str(year), palette.quiet, "middle", SMALL) for year in ticks
    )
    bars, tails, bottom = _below(spans, px, right, axis + 26, palette)
    at = tuple(px(year) for year in ticks)
    dots = tuple(px(point.start) for point in points)
    height = math.ceil(bottom + 2)
    return Laid(
        width, height, axis, left, right, at, names, (*labels, *tails), dots, stems, bars
    )  # fmt: skip


def _is_span(moment: Moment) -> bool:
    return moment.open or (moment.end is not None and moment.end > moment.start)


def _ticks(plot: TimePlot, year: float) -> Iterator[int]:
    """A timeline and the px of a year → the years that are named on the axis."""
    step = next((step for step in _STEPS if step * year >= _YEARS_APART), _STEPS[-1])
    first = -(-plot.first // step) * step
    yield from range(first, plot.last + 1, step)


def _above(
    points: Sequence[Moment], px: Callable[[float], float], palette: Palette
) -> tuple[tuple[float, Word], ...]:
    """Moments → the x of a dot and its label, which stands over the axis at y = 0.

    From the last to the first, each over those after it that it would run into: so no stem, which
    stands at the left of its label, passes through another label. A year that two moments side by
    side have in common is printed once.
    """
    placed: list[tuple[int, float, Word]] = []  # the label's row, the x of its dot, the label
    for index in reversed(range(len(points))):
        label = points[index].label
        x, wide = px(points[index].start), lettering.width(label, palette, SIZE, BOLD)
        before = x - px(points[index - 1].start) if index else 99.0
        if index and points[index - 1].label == label and before < wide:
            continue
        left = x - max(-2.0, min(wide / 2, 5.0, before - 2))
        row = 1 + max((row for row, _, one in placed if one.x < left + wide + 4), default=-1)
        word = Word(left, -_RADIUS - 6 - row * _LEVEL, label, palette.ink, weight=BOLD)
        placed.append((row, x, word))
    return tuple((x, word) for _, x, word in reversed(placed))


def _below(
    spans: Sequence[Moment],
    px: Callable[[float], float],
    right: float,
    top: float,
    palette: Palette,
) -> tuple[tuple[Bar, ...], tuple[Word, ...], float]:
    """Ranges → their bars in lanes from `top`, their labels behind them, where the lanes end."""
    bars, words, ends = list[Bar](), list[Word](), list[float]()
    for span in spans:
        x = px(span.start)
        x2 = right if span.open or span.end is None else max(px(span.end), x + 3)
        after = x2 + (_ARROW if span.open else 0) + 5
        end = after + lettering.width(span.label, palette, SIZE, BOLD) + 8
        lane = next((lane for lane, taken in enumerate(ends) if taken <= x), len(ends))
        ends[lane : lane + 1] = [end]
        y = top + lane * _LANE + _LANE / 2
        bars.append(Bar(x, x2, y, span.open))
        words.append(Word(after, y + SIZE * 0.34, span.label, palette.ink, weight=BOLD))
    return tuple(bars), tuple(words), top + len(ends) * _LANE if ends else top - 4


def _mirror(laid: Laid) -> Laid:
    width = laid.width
    return replace(
        laid,
        left=width - laid.right,
        right=width - laid.left,
        ticks=tuple(width - x for x in laid.ticks),
        years=tuple(mirror_word(word, width) for word in laid.years),
        labels=tuple(mirror_word(word, width) for word in laid.labels),
        dots=tuple(width - x for x in laid.dots),
        stems=tuple(replace(stem, x=width - stem.x) for stem in laid.stems),
        bars=tuple(replace(bar, x=width - bar.x, x2=width - bar.x2) for bar in laid.bars),
    )


def _parts(laid: Laid, palette: Palette) -> Iterator[str]:
    bottom = max((bar.y + _LANE / 2 for bar in laid.bars), default=laid.axis)
    for x in laid.ticks:
        yield svg.line(x, laid.axis, x, laid.axis + 5, palette.quiet)
        if laid.bars:
            yield svg.line(x, laid.axis + 21, x, bottom, palette.rule, 0.5)
    yield svg.line(laid.left - 8, laid.axis, laid.right + 8, laid.axis, palette.quiet, 1.0)
    for stem in laid.stems:
        yield svg.line(stem.x, laid.axis, stem.x, stem.top, palette.rule, 0.75)
    for bar in laid.bars:
        yield f'<path d="{_outline(bar)}" fill="{palette.accent}"/>'
    for x in laid.dots:
        yield svg.dot(x, laid.axis, _RADIUS, palette.accent)
    yield from (svg.text(word) for word in (*laid.years, *laid.labels))


def _outline(bar: Bar) -> str:
    """A bar → its outline, with the head of an arrow where its range goes on."""
    half, towards = _THICK / 2, 1 if bar.x2 >= bar.x else -1
    points = [(bar.x, bar.y - half), (bar.x2, bar.y - half)]
    if bar.open:
        points += [
            (bar.x2, bar.y - half - 2),
            (bar.x2 + towards * _ARROW, bar.y),
            (bar.x2, bar.y + half + 2),
        ]
    points += [(bar.x2, bar.y + half), (bar.x, bar.y + half)]
    return svg.outline([points])
