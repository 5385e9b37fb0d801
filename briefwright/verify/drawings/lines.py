"""A chart of lines and what is drawn → what of it doesn't say what the chart says.

Every point stands over its category, as high over the line at zero as its number says; a line runs
from point to point and ends at a gap; its name stands at its end, its numbers at its points or in
a row of their own under the axis.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import dist

from briefwright.document.drawings import Colour, Drawing, Point
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.axes import (
    Panel,
    Strokes,
    check_named,
    find_scale,
    find_steps,
    is_drawn,
    sort_panels,
    sort_strokes,
    take_dot,
    take_line,
)
from briefwright.verify.drawings.labels import Label, Labels, find_labels, fold
from briefwright.verify.drawings.legends import check_line_colours, check_titles, check_words
from briefwright.verify.drawings.shapes import EXACT, NEARLY, Line, Shapes, find_size, group
from briefwright.verify.drawings.thresholds import check_thresholds, split_thresholds

_MARKED = 30  # points a line, at the most, that are marked one by one
# In sizes of letters:
_NEAR = 0.8  # a number stands no farther from its point
_LEVEL = 0.5  # a name stands no higher or lower than the end of its line
_ASIDE = 0.35  # a text in the middle over something stands no farther beside it
_LEADER = 0.6  # a line to a name begins and ends no farther from both

_Spot = tuple[int, int]  # a category and a series, by position


def check_lines(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of lines, what is drawn → what differs, in words."""
    in_panels = plot.panels and len(plot.series) > 1
    parts = [(n,) for n in range(len(plot.series))] if in_panels else [_all_series(plot)]
    labels = _find_texts(plot, drawing, len(parts))
    yield from check_words(labels)
    size = find_size(drawing)
    shapes, thresholds = split_thresholds(plot, shapes, size)
    strokes = sort_strokes(shapes, size)
    known = sum(map(len, (strokes.series, strokes.zeros, strokes.leaders, strokes.rows)))
    if len(strokes.zeros) != len(parts) or known != len(shapes.lines) or (
        shapes.areas or shapes.outlines
    ):  # fmt: skip
        yield "it has other lines or shapes than a chart of lines"
        return
    panels = sort_panels(plot, shapes, strokes, parts)
    if sum(len(one.lines) for one in panels) + sum(len(one.dots) for one in panels) != (
        len(strokes.series) + len(shapes.dots)
    ):
        yield "some of its lines or points stand beyond its axes"
        return
    scale = find_scale(plot, panels)
    yield from check_thresholds(plot, thresholds, labels, strokes.zeros[0], scale)
    for panel in panels:
        own = find_scale(plot, [panel]) if plot.own_scales else scale
        yield from _Reading(plot, panel, labels, strokes, own, size).check()
    if in_panels:
        names = [series.name for series in plot.series]
        yield from check_titles(names, labels, is_turned=plot.direction == "rtl")


def _all_series(plot: Plot) -> tuple[int, ...]:
    return tuple(range(len(plot.series)))


def _find_texts(plot: Plot, drawing: Drawing, panels: int) -> Labels:
    """A plot, what is drawn, how many panels it has → its texts; most may be left out."""
    names = [series.name for series in plot.series if len(plot.series) > 1]
    named = [
        series.name
        for series in plot.series
        if len(plot.series) > 1 and (panels > 1 or any(v is not None for v in series.values))
    ]
    shown = [text for series in plot.series for text in series.shown]
    spare = [*plot.categories[:-1] * panels, *(names if panels == 1 else ()), *shown]
    named += [one.name for one in plot.thresholds]
    return find_labels(drawing, [*named, plot.unit, *plot.categories[-1:] * panels], spare)


# ----------------------------------------------------------------- one panel


@dataclass
class _Reading:
    """One panel while it is held against its series; `axis` are the labels of its categories."""

    plot: Plot
    panel: Panel
    labels: Labels
    strokes: Strokes
    scale: float
    size: float
    axis: list[Label] = field(default_factory=list)

    def check(self) -> Iterator[str]:
        """What differs, in words."""
        xs = self._find_places()
        if xs is None:
            yield "its points don't stand over its categories"
            return
        spots = {
            (n, number): (xs[n], self.panel.zero + self.scale * float(value))
            for number in self.panel.series
            for n, value in enumerate(self.plot.series[number].values)
            if value is not None
        }
        yield from self._check_axis(xs)
        yield from self._check_points(spots)
        yield from self._check_numbers(spots, xs)

    def _find_places(self) -> tuple[float, ...] | None:
        """How far across the page each category stands; None where points stand elsewhere."""
        sign = -1 if self.plot.direction == "rtl" else 1
        steps = find_steps(self.plot.categories)
        filled = [
            n
            for n in range(len(steps))
            if any(self.plot.series[number].values[n] is not None for number in self.panel.series)
        ]
        xs = [sign * x for x in group(sign * x for x, _ in self.panel.points)]
        if len(xs) != len(filled):
            return None
        if len(filled) < 2:
            known = dict(enumerate(self._read_axis())) | dict(zip(filled, xs, strict=True))
            return tuple(known.values())
        first, last = filled[0], filled[-1]
        unit = (xs[-1] - xs[0]) / (steps[last] - steps[first])
        places = tuple(xs[0] + unit * (step - steps[first]) for step in steps)
        exact = all(abs(places[n] - x) < NEARLY for n, x in zip(filled, xs, strict=True))
        return places if exact else None

    def _read_axis(self) -> tuple[float, ...]:
        """Where the labels of categories stand, for a line of one point among many."""
        found = [
            [one for one in self.labels.of([name]) if self._is_under(one)]
            for name in self.plot.categories
        ]
        return tuple(one[0].x if one else 0.0 for one in found)

    def _check_axis(self, xs: Sequence[float]) -> Iterator[str]:
        """Whether categories are named under their points, each or each second or third …"""
        named = set[int]()
        for n, name in enumerate(self.plot.categories):
            under = [one for one in self.labels.of([name]) if self._is_under(one)]
            own = [one for one in under if abs(one.x - xs[n]) < _ASIDE * one.size]
            if own:
                named.add(n)
                self.axis.append(min(own, key=lambda one: one.y))
        others = {fold(text) for one in self.plot.series for text in (one.name, *one.shown)}
        yield from check_named(self.plot.categories, named, others)

    def _is_under(self, label: Label) -> bool:
        """Whether a label stands in the panel's width, right under it."""
        across = self.panel.box.left - label.size <= label.x <= self.panel.box.right + label.size
        lowest = min((float(v) for one in self.plot.series for v in one.values if v), default=0.0)
        below = self.panel.zero + self.scale * min(lowest, 0.0)
        first_row = max((row.points[0][1] for row in self._list_rows()), default=-1e9)
        return across and first_row < label.y < below and below - label.y < 7 * label.size

    def _list_rows(self) -> list[Line]:
        """The fine lines over rows of numbers under this panel, from above."""
        box = self.panel.box
        middle = (box.left + box.right) / 2
        rows = [
            row
            for row in self.strokes.rows
            if min(x for x, _ in row.points) <= middle <= max(x for x, _ in row.points)
            and 0 < self.panel.zero - row.points[0][1] < self._depth()
        ]
        rows = sorted(rows, key=lambda row: -row.points[0][1])
        return rows[: len(self.panel.series)]

    def _depth(self) -> float:
        """How far under its line at zero a panel may reach, with its categories and numbers."""
        others = (zero.points[0][1] for zero in self.strokes.zeros)
        below = max((y for y in others if y < self.panel.zero - NEARLY), default=-1e9)
        highest = max((y for _, y in self.panel.points), default=self.panel.zero)
        return self.panel.zero - below - (highest - self.panel.zero)

    def _check_points(self, spots: dict[_Spot, Point]) -> Iterator[str]:
        """Whether each line runs through its numbers, in the colour of what its name stands at."""
        lines, dots = list(self.panel.lines), list(self.panel.dots)
        colours: dict[int, Colour] = {}
        for number in self.panel.series:
            runs = self._list_runs(number, spots)
            named = self._find_colours(number, spots) if runs else []
            fitting = [colour for colour in named if self._runs_through(lines, dots, runs, colour)]
            if fitting:
                colours[number] = fitting[0]
                for run in runs:
                    take_line(lines, run, fitting[0])
                for point in self._list_marked(runs):
                    take_dot(dots, point, fitting[0])
            elif runs:
                name = self.plot.series[number].name or self.plot.unit or "its series"
                yield f"the line of “{name}” doesn't run from its name through its numbers"
        names = [one.name for one in self.plot.series]
        yield from check_line_colours(names, colours, self.plot.is_muted)
        if not (lines or dots):
            return
        if len(colours) == sum(bool(self._list_runs(n, spots)) for n in self.panel.series):
            yield "it has a line or a point that no number belongs to"

    def _runs_through(
        self,
        lines: Sequence[Line],
        dots: Sequence[tuple[Point, Colour]],
        runs: Sequence[Sequence[Point]],
        colour: Colour,
    ) -> bool:
        """Whether the runs of points of a series are drawn in a colour, each point marked."""
        drawn = [run for run in runs if len(run) > 1]
        marked = self._list_marked(runs)
        return all(any(is_drawn(one, run, colour) for one in lines) for run in drawn) and all(
            any(c == colour and dist(at, point) < 2 * EXACT for at, c in dots) for point in marked
        )

    def _list_marked(self, runs: Sequence[Sequence[Point]]) -> list[Point]:
        """Runs of points → those that are marked one by one."""
        many = len(self.plot.categories) > _MARKED
        return [point for run in runs if not many or len(run) == 1 for point in run]

    def _find_colours(self, number: int, spots: dict[_Spot, Point]) -> list[Colour]:
        """A series by position → the colours of what its name stands at: more where ends meet."""
        if len(self.panel.series) == 1:
            found = [line.colour for line in self.panel.lines] + [c for _, c in self.panel.dots]
            return list(dict.fromkeys(found))
        last = max(spot for spot in spots if spot[1] == number)
        is_last = last[0] == len(self.plot.categories) - 1
        labels = self.labels.of([self.plot.series[number].name])
        return [
            colour
            for label in labels
            for colour in self._find_end(spots[last], label, is_last=is_last)
        ]

    def _find_end(self, end: Point, label: Label, *, is_last: bool) -> Iterator[Colour]:
        """The end of a line and a name → the colours of what connects them."""
        for leader in self.strokes.leaders:
            start, target = leader.points
            edge = label.box.right if self.plot.direction == "rtl" else label.box.left
            meets = dist(start, end) < _LEADER * label.size
            reaches = abs(target[0] - edge) < _LEADER * label.size
            if meets and reaches and label.box.bottom - 1 <= target[1] <= label.box.top + 1:
                yield leader.colour
        if is_last and abs(label.y - end[1]) < _LEVEL * label.size:
            yield from (c for point, c in self.panel.dots if dist(point, end) < 2 * EXACT)
            yield from (
                one.colour for one in self.panel.lines if dist(one.points[-1], end) < 2 * EXACT
            )

    def _list_runs(self, number: int, spots: dict[_Spot, Point]) -> list[list[Point]]:
        """A series → its unbroken runs of points."""
        runs: list[list[Point]] = [[]]
        for n in range(len(self.plot.categories)):
            if (n, number) in spots:
                runs[-1].append(spots[n, number])
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if run]

    # ------------------------------------------------------------- numbers

    def _check_numbers(self, spots: dict[_Spot, Point], xs: Sequence[float]) -> Iterator[str]:
        rows = self._list_rows()
        if rows:
            yield from self._check_rows(rows, xs)
            return
        wanted = {
            spot: self.plot.series[spot[1]].shown[spot[0]]
            for spot in spots
            if self.plot.series[spot[1]].shown[spot[0]]
        }
        left = dict(wanted)
        names = {fold(one.name) for one in self.plot.series} | set(map(fold, self.plot.categories))
        for label in self.labels.of(set(wanted.values())):
            if (
                label in self.axis
                or not self._is_beside(label)
                or (label.letters in names and not self._is_at_point(label, spots))
            ):
                continue
            own = [spot for spot, text in left.items() if fold(text) == label.letters]
            nearest = min(own, key=lambda spot: label.box.distance(spots[spot]), default=None)
            if nearest is None or label.box.distance(spots[nearest]) > _NEAR * label.size:
                yield f"“{label.text}” doesn't stand at its point"
            else:
                del left[nearest]
        printed = Counter(wanted[spot] for spot in wanted.keys() - left.keys())
        if left and not printed <= Counter(wanted[spot] for spot in self._list_extremes()):
            yield f"“{next(iter(left.values()))}” doesn't stand at its point"

    def _is_beside(self, label: Label) -> bool:
        """Whether a label stands where the numbers of the panel's points do."""
        heights = [self.panel.zero, *(y for _, y in self.panel.points)]
        inside = self.panel.box.left - label.size < label.x < self.panel.box.right + label.size
        return inside and min(heights) - 2 * label.size < label.y < max(heights) + 2 * label.size

    def _is_at_point(self, label: Label, spots: dict[_Spot, Point]) -> bool:
        return any(label.box.distance(spot) <= _NEAR * label.size for spot in spots.values())

    def _list_extremes(self) -> set[_Spot]:
        """Of each line its first, last, highest and lowest number: what is printed of many."""
        found = set[_Spot]()
        for number in self.panel.series:
            known = [(v, n) for n, v in enumerate(self.plot.series[number].values) if v is not None]
            if known:
                least, most = min(v for v, _ in known), max(v for v, _ in known)
                places = [n for _, n in known]
                found |= {(n, number) for v, n in known if v in (least, most)}
                found |= {(places[0], number), (places[-1], number)}
        return found

    def _check_rows(self, rows: Sequence[Line], xs: Sequence[float]) -> Iterator[str]:
        """Whether each number stands in the row of its series, under its category."""
        heights = [row.points[0][1] for row in rows] + [-1e9]
        if len(rows) != len(self.panel.series):
            yield "it has more or fewer rows of numbers than series"
            return
        for place, number in enumerate(self.panel.series):
            series = self.plot.series[number]
            row = (heights[place + 1], heights[place])
            for n, text in enumerate(series.shown):
                inside = [one for one in self.labels.of([text]) if row[0] < one.y < row[1]]
                if text and not any(abs(one.x - xs[n]) < _ASIDE * one.size for one in inside):
                    yield f"“{text}” doesn't stand in its row, under its category"
            if len(self.panel.series) > 1 and not any(
                row[0] < one.y < row[1] for one in self.labels.of([series.name])
            ):
                yield f"“{series.name}” doesn't stand at its row of numbers"
