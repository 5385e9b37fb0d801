"""A timeline and what is drawn → what of it doesn't stand where its dates say.

One of the scales of its axis is printed whole: every moment is a dot on the axis, every range a
bar below it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Drawing
from briefwright.edition.plots import Moment, Tick, TimePlot
from briefwright.verify.drawings.labels import Label, Labels, find_labels, fold
from briefwright.verify.drawings.legends import check_words, follows
from briefwright.verify.drawings.shapes import NEARLY, Line, Shapes, is_visible

# In sizes of letters:
_ASIDE = 0.35  # the name of a tick stands no farther beside it
_NAMES, _UNITS = 1.8, 3.2  # they stand no lower under it, nor do those of larger units
_OVER = 1.3  # a date stands no higher over its dot, unless a line leads there
_BESIDE = 0.5  # nor does it begin farther beside it
_FULL = 1.5  # of the size of letters: a full stop leaves half of the square of a Chinese one empty
_LEAST = 0.28  # a bar is no shorter
_ARROW = 0.64  # the head of an arrow
_BEYOND = 8 / 11  # how far the axis runs beyond its ends


def check_timeline(plot: TimePlot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A timeline, what is drawn → what differs, in words."""
    texts = list(dict.fromkeys(moment.label for moment in plot.moments))
    spare = [moment.label for moment in plot.moments]
    spare += (moment.words for moment in plot.moments if is_range(moment))
    labels = find_labels(drawing, texts, [*spare, *count_names(plot)])
    yield from check_words(labels)
    level = [line for line in shapes.lines if line.is_level]
    if len(level) != 1 or not all(one.is_level or one.is_upright for one in shapes.lines):
        yield "it has other lines than an axis with its years"
        return
    yield from AxisReading(plot, labels, shapes, level[0]).check()


def count_names(plot: TimePlot) -> Iterator[str]:
    """A timeline → each name that its axis may have, as often as one of its scales has it."""
    most = Counter[str]()
    for scale in plot.scales:
        most |= Counter(text for tick in scale for text in (tick.label, tick.unit))
    yield from most.elements()


def is_range(moment: Moment) -> bool:
    """Whether a moment of a timeline is a range."""
    return moment.open or (moment.end is not None and moment.end > moment.start)


@dataclass(frozen=True)
class AxisReading:
    """The axis of time of a drawing, and what is drawn on it, while it is held against its plot."""

    plot: TimePlot
    labels: Labels
    shapes: Shapes
    axis: Line

    @property
    def y(self) -> float:
        """The height of the axis."""
        return self.axis.points[0][1]

    @property
    def size(self) -> float:
        """How large its letters are."""
        return max(label.size for label in self.labels.found)

    @property
    def is_turned(self) -> bool:
        """Whether time runs from right to left."""
        return self.plot.direction == "rtl"

    def check(self) -> Iterator[str]:
        """What differs, in words."""
        uprights = [
            (line.points[0][0], *sorted((line.points[0][1], line.points[1][1])))
            for line in self.shapes.lines
            if line is not self.axis
        ]
        ticks = sorted(x for x, _, top in uprights if abs(top - self.y) < NEARLY)
        stems = [(x, top) for x, bottom, top in uprights if abs(bottom - self.y) < NEARLY]
        below = [x for x, _, top in uprights if top < self.y - NEARLY]
        place = self.find_scale(ticks)
        if place is None:
            yield "the names of its axis don't stand at their ticks, evenly"
            return
        points = sorted(
            (one for one in self.plot.moments if not is_range(one)), key=lambda one: one.start
        )
        xs = [place(one.start) for one in points]
        lost = [x for x in below if not is_near(x, ticks)]
        lost += [x for x, _ in stems if not is_near(x, xs)]
        if lost:
            yield "it has a line that belongs to no date"
        yield from self._check_points(points, xs, stems)
        yield from self._check_ranges(place)

    def find_scale(self, ticks: Sequence[float]) -> Callable[[datetime], float] | None:
        """Ticks → where a moment stands; nothing where no scale of the axis is printed there."""
        left, right = sorted(x for x, _ in self.axis.points)
        ends = (left + _BEYOND * self.size, right - _BEYOND * self.size)
        start, end = ends[::-1] if self.is_turned else ends

        def place(at: datetime) -> float:
            share = (at - self.plot.start) / (self.plot.end - self.plot.start)
            return start + min(max(share, 0.0), 1.0) * (end - start)

        is_printed = any(self._is_printed(scale, ticks, place) for scale in self.plot.scales)
        return place if is_printed else None

    def _is_printed(
        self, scale: Sequence[Tick], ticks: Sequence[float], place: Callable[[datetime], float]
    ) -> bool:
        """Whether each tick of a scale is drawn at its place with its name, and no other."""
        places = [place(tick.at) for tick in scale]
        units = [(tick.unit, x) for tick, x in zip(scale, places, strict=True) if tick.unit]
        return (
            len(ticks) == len(places)
            and all(abs(a - b) < NEARLY for a, b in zip(ticks, sorted(places), strict=True))
            and all(
                any(self._is_under(label, x) for label in self.labels.of([tick.label]))
                for tick, x in zip(scale, places, strict=True)
            )
            and self._are_units(units)
        )

    def _is_under(self, label: Label, x: float) -> bool:
        near = abs(label.x - x) < _ASIDE * label.size
        return near and self.y - _NAMES * label.size < label.y < self.y

    def _are_units(self, units: Sequence[tuple[str, float]]) -> bool:
        """Whether larger units stand where they begin; one may have no room before the next."""
        below = [
            label
            for label in self.labels.of(text for text, _ in units)
            if _NAMES * label.size < self.y - label.y < _UNITS * label.size
        ]
        left = list(units)
        for label in below:
            room = label.size
            found = next(
                (
                    one
                    for one in left
                    if fold(one[0]) == label.letters
                    and label.box.left - room < one[1] < label.box.right + room
                ),
                None,
            )
            if found is None:
                return False
            left.remove(found)
        return not units or len(left) < len(units)

    def _check_points(
        self, points: Sequence[Moment], xs: Sequence[float], stems: Sequence[tuple[float, float]]
    ) -> Iterator[str]:
        dots = list(self.shapes.dots)
        for moment, x in zip(points, xs, strict=True):
            at = next((d for d in dots if abs(d.x - x) + abs(d.y - self.y) < NEARLY), None)
            if at is None or not is_visible(at.colour):
                yield f"the dot of “{moment.label}” doesn't stand at its date"
            else:
                dots.remove(at)
        if dots:
            yield "it has a dot that belongs to no date"
        pairs = zip(points, xs, strict=True)
        for text, same in groupby(pairs, key=lambda pair: pair[0].label):
            # A date that dots side by side have in common is printed once.
            if not any(self._is_named(one, x, stems) for one, x in same):
                yield f"“{text}” doesn't stand over its dot"

    def _is_named(self, moment: Moment, x: float, stems: Sequence[tuple[float, float]]) -> bool:
        for label in self.labels.of([moment.label]):
            room = _BESIDE * label.size
            beside = label.box.left - room < x < label.box.right + room
            tops = [self.y, *(top for at, top in stems if abs(at - x) < NEARLY)]
            heights = [label.box.bottom - top for top in tops]
            if beside and any(-0.1 * label.size < one < _OVER * label.size for one in heights):
                return True
        return False

    def _check_ranges(self, place: Callable[[datetime], float]) -> Iterator[str]:
        bars = [(area.box, area.colour, False) for area in self.shapes.areas]
        bars += [(one.box, one.fill or (255, 255, 255), True) for one in self.shapes.outlines]
        ranges = list(filter(is_range, self.plot.moments))
        said = self.labels.of(one.words for one in ranges if one.words)
        for moment in ranges:
            found = next((bar for bar in bars if self.is_bar(moment, bar[0], bar[2], place)), None)
            if found is None or not is_visible(found[1]):
                yield f"the bar of “{moment.label}” doesn't begin or end at its dates"
                continue
            bars.remove(found)
            dates = self.labels.of([moment.label])
            for date in dates:
                words = self._find_words(moment, date, said)
                text = surround([date.box, *([words.box] if words else [])])
                last = (words or date).text[-1:]
                size = date.size * (_FULL if last in "。，、！？）" else 1)
                if self._is_beside(found[0], text, size):
                    said = [one for one in said if one is not words]
                    break
            else:
                yield f"“{moment.label}” doesn't stand at its bar, with its words"
        if said:
            yield "it has words that belong to no range"
        if bars:
            yield "it has a bar that belongs to no date"

    def _find_words(self, moment: Moment, date: Label, said: Sequence[Label]) -> Label | None:
        """A range and its date → what happened, where that stands right behind the date."""
        return next(
            (
                one
                for one in said
                if one.letters == fold(moment.words)
                and follows(date.box, one, is_turned=self.is_turned)
            ),
            None,
        )

    def _is_beside(self, bar: Box, text: Box, size: float) -> bool:
        """Whether a text stands at the beginning of a bar, or right behind or before it."""
        gap = max(text.left - bar.right, bar.left - text.right)
        into = bar.right - text.right if self.is_turned else text.left - bar.left
        level = bar.bottom < (text.bottom + text.top) / 2 < bar.top
        return level and ((bar.holds(text) and into < size) or 0 < gap < size)

    def is_bar(
        self, moment: Moment, box: Box, is_arrow: bool, place: Callable[[datetime], float]
    ) -> bool:
        """Whether a rectangle or an arrow reaches from the start of a range to its end."""
        start = place(moment.start)
        end = place(self.plot.end if moment.open or moment.end is None else moment.end)
        sign = -1 if self.is_turned else 1
        end = sign * max(sign * end, sign * start + _LEAST * self.size)
        end += sign * (_ARROW * self.size if is_arrow else 0)
        sides = sorted((start, end))
        exact = abs(box.left - sides[0]) < 2 * NEARLY and abs(box.right - sides[1]) < 2 * NEARLY
        return exact and box.top < self.y and is_arrow == moment.open


def is_near(x: float, places: Sequence[float]) -> bool:
    """Whether one of some places is that of `x`."""
    return any(abs(x - place) < NEARLY for place in places)
