"""A TimePlot and a Palette → a slim axis of time as SVG: dots for moments, bars for ranges.

What happened stands in the table below it on the page; the labels here are its numbers or dates.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from briefwright.document.assets import Asset
from briefwright.edition.plots import GanttPlot, Moment, Tick, TimePlot
from briefwright.figures import lettering, svg
from briefwright.figures.charts import WIDTH
from briefwright.figures.lettering import SIZE, SMALL
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import BOLD, Word, mirror_word
from briefwright.figures.stacks import on

LEVEL = 13.0  # px from one row of labels to the next
_LANE = 18.0  # px from one row of bars to the next
_THICK = 14.0
ARROW = 7.0
RADIUS = 3.6
_MARGIN = 14.0
_APART = 11.0  # px between the labels of two ticks, at least
INSIDE = 5.0  # px between the ends of a bar and the words on it, or beside it
_SPACE = 3.5  # px between a date and its words


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
    """A timeline before it is drawn. `labels` belong to the moments, `names` to the axis."""

    width: float
    height: float
    axis: float
    lanes: float
    left: float
    right: float
    ticks: tuple[float, ...]
    names: tuple[Word, ...]
    labels: tuple[Word, ...]
    dots: tuple[float, ...]
    stems: tuple[Stem, ...]
    bars: tuple[Bar, ...]


@lru_cache(maxsize=64)
def draw(plot: TimePlot, palette: Palette, width: float = WIDTH) -> Asset:
    """A timeline → its drawing, 24 to 40 mm high as a rule; its name is still empty."""
    laid = arrange(plot, palette, width)
    data = svg.document(laid.width, laid.height, _parts(laid, palette), palette)
    return Asset("", data, "image/svg+xml", round(laid.width), round(laid.height))


def arrange(plot: TimePlot, palette: Palette, width: float = WIDTH) -> Laid:
    """A timeline → what stands where, no two labels in each other's way."""
    laid = _arrange(plot, palette, width)
    return _mirror(laid) if plot.direction == "rtl" else laid


def _arrange(plot: TimePlot, palette: Palette, width: float) -> Laid:
    spans = tuple(moment for moment in plot.moments if is_span(moment))
    points = tuple(
        sorted(
            (moment for moment in plot.moments if not is_span(moment)),
            key=lambda moment: moment.start,
        )
    )
    first = [tick.label for scale in plot.scales for tick in scale if tick.at == plot.start]
    left = max(_MARGIN, lettering.widest(first, palette, SMALL) / 2 + 1)
    right = _find_end(plot, points, left, palette, width)

    def px(at: datetime) -> float:
        share = (at - plot.start) / (plot.end - plot.start)
        return left + min(max(share, 0.0), 1.0) * (right - left)

    heads = _above(points, px, palette)
    axis = RADIUS + 11 - min((word.y + RADIUS + 6 - LEVEL for _, word in heads), default=0.0)
    labels = [replace(word, y=axis + word.y) for _, word in heads]
    stems = tuple(Stem(x, axis + word.y + 3) for x, word in heads if word.y < -RADIUS - 8)
    scale = choose_scale(plot, px, palette)
    names = tuple(
        Word(px(tick.at), axis + 17, tick.label, palette.quiet, "middle", SMALL) for tick in scale
    )
    units = tuple(name_units(scale, px, axis + 17 + LEVEL, width, palette))
    under = axis + 26 + (LEVEL if units else 0)
    bars, tails, bottom = _below(spans, px, under, width, palette)
    return Laid(
        width,
        math.ceil(bottom + 2),
        axis,
        under - 5,
        left,
        right,
        tuple(px(tick.at) for tick in scale),
        (*units, *names),
        (*labels, *tails),
        tuple(px(point.start) for point in points),
        stems,
        bars,
    )


def is_span(moment: Moment) -> bool:
    """Whether a moment is a bar rather than a dot."""
    return moment.open or (moment.end is not None and moment.end > moment.start)


def _find_end(
    plot: TimePlot, points: Sequence[Moment], left: float, palette: Palette, width: float
) -> float:
    """A timeline → where its axis ends, so that the dates over its last dots have room."""
    ends = [width - _MARGIN]
    for point in points:
        share = (point.start - plot.start) / (plot.end - plot.start)
        room = width - left - lettering.width(point.label, palette, SIZE, BOLD)
        ends.append(left + room / max(share, 0.01))
    return min(ends)


# ----------------------------------------------------------------- the axis


def choose_scale(
    plot: TimePlot | GanttPlot, px: Callable[[datetime], float], palette: Palette
) -> tuple[Tick, ...]:
    """A timeline → the finest of its scales whose labels have room side by side."""
    fitting = (scale for scale in plot.scales if _has_room(scale, px, palette))
    return next(fitting, plot.scales[-1])


def _has_room(scale: Sequence[Tick], px: Callable[[datetime], float], palette: Palette) -> bool:
    wide = [lettering.width(tick.label, palette, SMALL) for tick in scale]
    places = [px(tick.at) for tick in scale]
    return all(
        b - a >= (one + other) / 2 + _APART
        for (a, b), (one, other) in zip(pairwise(places), pairwise(wide), strict=True)
    )


def name_units(
    scale: Sequence[Tick],
    px: Callable[[datetime], float],
    y: float,
    width: float,
    palette: Palette,
) -> Iterator[Word]:
    """Ticks → the years, months or days that begin at some of them, where they have room.

    The last always has; one that has none is what came before the next.
    """
    end = width
    found = list[Word]()
    for tick in reversed([tick for tick in scale if tick.unit]):
        wide = lettering.width(tick.unit, palette, SMALL)
        left = px(tick.at) - lettering.width(tick.label, palette, SMALL) / 2
        left = min(left, width - wide) if not found else left
        if left + wide <= end:
            found.append(Word(left, y, tick.unit, palette.quiet, "start", SMALL))
            end = left - _APART
    yield from reversed(found)


# ----------------------------------------------------------------- moments and ranges


def _above(
    points: Sequence[Moment], px: Callable[[datetime], float], palette: Palette
) -> tuple[tuple[float, Word], ...]:
    """Moments → the x of a dot and its label, which stands over the axis at y = 0.

    From the last to the first, each over those after it that it would run into: so no stem, which
    stands at the left of its label, passes through another label. A date that two moments side by
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
        word = Word(left, -RADIUS - 6 - row * LEVEL, label, palette.ink, weight=BOLD)
        placed.append((row, x, word))
    return tuple((x, word) for _, x, word in placed)


def _below(
    spans: Sequence[Moment],
    px: Callable[[datetime], float],
    top: float,
    width: float,
    palette: Palette,
) -> tuple[tuple[Bar, ...], tuple[Word, ...], float]:
    """Ranges → their bars in lanes from `top`, the words on or beside them, where the lanes end."""
    bars, words, ends = list[Bar](), list[Word](), list[float]()
    for span in spans:
        x = px(span.start)
        x2 = px(span.end) if span.end and not span.open else px(datetime.max)
        bar = Bar(x, max(x2, x + 3), 0.0, span.open)
        said = _letter(span, bar, width, palette)
        boxes = [word.box(palette) for word in said]
        begin = min(x, *(box[0] for box in boxes))
        end = max(bar.x2 + ARROW * span.open, *(box[2] for box in boxes))
        lane = next((lane for lane, taken in enumerate(ends) if taken <= begin), len(ends))
        ends[lane : lane + 1] = [end + 8]
        y = top + lane * _LANE + _LANE / 2
        bars.append(replace(bar, y=y))
        words += (replace(word, y=y + word.y) for word in said)
    return tuple(bars), tuple(words), top + len(ends) * _LANE if ends else top - 4


def _letter(span: Moment, bar: Bar, width: float, palette: Palette) -> tuple[Word, ...]:
    """A range and its bar, its middle at y = 0 → its date and its words, where they have room.

    On the bar, behind it or before it; without room for the words, the date alone.
    """
    letters, up = on(palette.accent, palette), SIZE * 0.34
    date = lettering.width(span.label, palette, SIZE, BOLD)
    after = bar.x2 + (ARROW if span.open else 0) + INSIDE
    for words in (span.words, "") if span.words else ("",):
        wide = date + (_SPACE + lettering.width(words, palette, SMALL) if words else 0)
        if wide + 2 * INSIDE <= bar.x2 - bar.x:
            x, colour = bar.x + INSIDE, letters
        elif after + wide <= width - 1:
            x, colour = after, palette.ink
        elif bar.x - INSIDE - wide >= 1:
            x, colour = bar.x - INSIDE - wide, palette.ink
        else:
            continue
        label = Word(x, up, span.label, colour, weight=BOLD)
        said = Word(x + date + _SPACE, up, words, colour, size=SMALL)
        return (label, said) if words else (label,)
    return (Word(max(width - 1 - date, 1.0), up, span.label, letters, weight=BOLD),)


def _mirror(laid: Laid) -> Laid:
    width = laid.width
    return replace(
        laid,
        left=width - laid.right,
        right=width - laid.left,
        ticks=tuple(width - x for x in laid.ticks),
        names=tuple(mirror_word(word, width) for word in laid.names),
        labels=tuple(mirror_word(word, width) for word in laid.labels),
        dots=tuple(width - x for x in laid.dots),
        stems=tuple(replace(stem, x=width - stem.x) for stem in laid.stems),
        bars=tuple(replace(bar, x=width - bar.x, x2=width - bar.x2) for bar in laid.bars),
    )


def _parts(laid: Laid, palette: Palette) -> Iterator[str]:
    bottom = max((bar.y + _LANE / 2 for bar in laid.bars), default=laid.axis)
    for x in laid.ticks:
        yield svg.line(x, laid.axis, x, laid.axis + 5, palette.quiet)
        for top, end in list_gaps(x, laid.lanes, bottom, laid.labels, palette):
            yield svg.line(x, top, x, end, palette.rule, 0.5)
    yield svg.line(laid.left - 8, laid.axis, laid.right + 8, laid.axis, palette.quiet, 1.0)
    for stem in laid.stems:
        yield svg.line(stem.x, laid.axis, stem.x, stem.top, palette.rule, 0.75)
    for bar in laid.bars:
        yield f'<path d="{outline(bar)}" fill="{palette.accent}"/>'
    for x in laid.dots:
        yield svg.dot(x, laid.axis, RADIUS, palette.accent)
    yield from (svg.text(word) for word in (*laid.names, *laid.labels))


def list_gaps(
    x: float, top: float, bottom: float, words: Sequence[Word], palette: Palette
) -> Iterator[tuple[float, float]]:
    """A line down from a tick → its pieces, between the words that it would run through."""
    boxes = sorted((word.box(palette) for word in words), key=lambda box: box[1])
    for left, high, right, low in boxes:
        if left - 2 < x < right + 2 and low > top:
            if high - 1 > top + 1:
                yield top, min(high - 1, bottom)
            top = low + 1
    if bottom > top + 1:
        yield top, bottom


def outline(bar: Bar) -> str:
    """A bar → its outline, with the head of an arrow where its range goes on."""
    half, towards = _THICK / 2, 1 if bar.x2 >= bar.x else -1
    points = [(bar.x, bar.y - half), (bar.x2, bar.y - half)]
    if bar.open:
        points += [
            (bar.x2, bar.y - half - 2),
            (bar.x2 + towards * ARROW, bar.y),
            (bar.x2, bar.y + half + 2),
        ]
    points += [(bar.x2, bar.y + half), (bar.x, bar.y + half)]
    return svg.outline([points])
