"""A timeline and what is drawn → what of it doesn't stand where its dates say.

The years on the axis are the scale: every moment is a dot on it, every range a bar below it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefwright.document.boxes import Box
from briefwright.document.drawings import Drawing
from briefwright.edition.plots import Moment, TimePlot
from briefwright.verify.drawings.labels import Labels, find_labels
from briefwright.verify.drawings.legends import check_words, follows
from briefwright.verify.drawings.shapes import NEARLY, Line, Shapes, is_visible

# In sizes of letters:
_ASIDE = 0.35  # a year stands no farther beside its tick
_OVER = 1.3  # a date stands no higher over its dot, unless a line leads there
_BESIDE = 0.5  # nor does it begin farther beside it
_LEAST = 0.28  # a bar is no shorter
_ARROW = 0.64  # the head of an arrow
_BEYOND = 0.73  # how far the axis runs beyond its years


def check_timeline(plot: TimePlot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A timeline, what is drawn → what differs, in words."""
    texts = list(dict.fromkeys(moment.label for moment in plot.moments))
    spare = [moment.label for moment in plot.moments]
    spare += [str(year) for year in range(plot.first, plot.last + 1)]
    labels = find_labels(drawing, texts, spare)
    yield from check_words(labels)
    level = [line for line in shapes.lines if line.is_level]
    if len(level) != 1 or not all(one.is_level or one.is_upright for one in shapes.lines):
        yield "it has other lines than an axis with its years"
        return
    yield from _Reading(plot, labels, shapes, level[0]).check()


def is_range(moment: Moment) -> bool:
    """Whether a moment of a timeline is a range."""
    return moment.open or (moment.end is not None and moment.end > moment.start)


@dataclass(frozen=True)
class _Reading:
    """One timeline while it is held against its moments."""

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
        years = [self._find_year(x) for x in ticks]
        place = self._find_scale(ticks, years)
        if place is None:
            yield "its years don't stand at their ticks, evenly"
            return
        points = sorted(
            (one for one in self.plot.moments if not is_range(one)), key=lambda one: one.start
        )
        xs = [place(one.start) for one in points]
        lost = [x for x in below if not _is_near(x, ticks)]
        lost += [x for x, _ in stems if not _is_near(x, xs)]
        if lost:
            yield "it has a line that belongs to no date"
        yield from self._check_points(points, xs, stems)
        yield from self._check_ranges(place)

    def _find_year(self, x: float) -> int | None:
        """A tick → the year that is printed under it."""
        for label in self.labels.found:
            under = self.y - 3 * label.size < label.y < self.y
            is_year = label.text.isdecimal() and self.plot.first <= int(label.text)
            if under and is_year and abs(label.x - x) < _ASIDE * label.size:
                return int(label.text)
        return None

    def _find_scale(
        self, ticks: Sequence[float], years: Sequence[int | None]
    ) -> Callable[[float], float] | None:
        """Ticks and their years → where a year stands; nothing where they disagree."""
        known = [year for year in years if year is not None]
        if len(known) != len(ticks):
            return None
        left, right = sorted(x for x, _ in self.axis.points)
        ends = (left + _BEYOND * self.size, right - _BEYOND * self.size)
        start, end = begin, end = ends[::-1] if self.is_turned else ends
        first, last = float(self.plot.first), float(self.plot.last + 1)
        unit = (end - start) / max(last - first, 1.0)
        if len(known) > 1:
            unit = (ticks[-1] - ticks[0]) / (known[-1] - known[0])
            start = ticks[0] + (first - known[0]) * unit
        if (unit < 0) != self.is_turned:
            return None

        def place(year: float) -> float:
            return start + (min(max(year, first), last) - first) * unit

        exact = all(abs(place(year) - x) < NEARLY for year, x in zip(known, ticks, strict=True))
        is_whole = max(abs(start - begin), abs(place(last) - end)) < 0.1 * self.size
        return place if exact and is_whole else None

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

    def _check_ranges(self, place: Callable[[float], float]) -> Iterator[str]:
        bars = [(area.box, area.colour, False) for area in self.shapes.areas]
        bars += [(one.box, one.fill or (255, 255, 255), True) for one in self.shapes.outlines]
        for moment in filter(is_range, self.plot.moments):
            found = next((bar for bar in bars if self._is_bar(moment, bar[0], bar[2], place)), None)
            if found is None or not is_visible(found[1]):
                yield f"the bar of “{moment.label}” doesn't begin or end at its dates"
                continue
            bars.remove(found)
            if not any(
                follows(found[0], label, is_turned=self.is_turned)
                for label in self.labels.of([moment.label])
            ):
                yield f"“{moment.label}” doesn't stand behind its bar"
        if bars:
            yield "it has a bar that belongs to no date"

    def _is_bar(
        self, moment: Moment, box: Box, is_arrow: bool, place: Callable[[float], float]
    ) -> bool:
        """Whether a rectangle or an arrow reaches from the start of a range to its end."""
        start = place(moment.start)
        end = place(self.plot.last + 1 if moment.open or moment.end is None else moment.end)
        sign = -1 if self.is_turned else 1
        end = sign * max(sign * end, sign * start + (0 if is_arrow else _LEAST * self.size))
        end += sign * (_ARROW * self.size if is_arrow else 0)
        sides = sorted((start, end))
        exact = abs(box.left - sides[0]) < 2 * NEARLY and abs(box.right - sides[1]) < 2 * NEARLY
        return exact and box.top < self.y and is_arrow == moment.open


def _is_near(x: float, places: Sequence[float]) -> bool:
    return any(abs(x - place) < NEARLY for place in places)
