"""A chart of parts of bars and what is drawn → what doesn't say what the chart says.

The parts of a bar lie end to end from zero, those below zero on its other side; each has its number
inside, or behind or below the bar after a key of its colour, or after its name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from briefwright.document.boxes import Box
from briefwright.document.drawings import Colour, Drawing
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.bars import LEAST, check_places, choose_place, find_drawn
from briefwright.verify.drawings.labels import Label, Labels, find_labels
from briefwright.verify.drawings.legends import (
    check_colours,
    check_words,
    find_key,
    follows,
)
from briefwright.verify.drawings.shapes import (
    EXACT,
    NEARLY,
    WHITE,
    Area,
    Shapes,
    Span,
    View,
    group,
)

_BEGINS = 0.4  # of the size of letters: how far beside its part a name may begin


@dataclass(frozen=True)
class _Part:
    """One part of a bar: its series by position, from where to where, its number as printed."""

    series: int
    start: float
    end: float
    shown: str


@dataclass(frozen=True)
class _Stack:
    """One bar as it should be: its category, its parts from the lowest to the highest."""

    category: str
    parts: tuple[_Part, ...]


def check_stacks(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of stacked bars or shares, what is drawn → what differs, in words."""
    view = View("x", plot.direction == "rtl")
    is_alone = plot.kind == "share" and len(plot.series) == 1
    names = plot.categories if is_alone else tuple(series.name for series in plot.series)
    stacks = list(_list_stacks(plot, is_alone=is_alone))
    labels = find_labels(drawing, list(_list_texts(plot, names, is_alone=is_alone)))
    yield from check_words(labels)
    rules = [line for line in shapes.lines if line.colour != WHITE]
    wanted = 0 if is_alone else 1
    places = {round(line.points[0][0]) for line in rules}  # one line, or a piece at each bar
    if len(places) != wanted or shapes.dots or shapes.outlines or not all(
        line.is_upright for line in shapes.lines
    ):  # fmt: skip
        yield "it has other lines or shapes than a chart of parts"
        return
    thick = max(
        (view.span(one.box).far - view.span(one.box).near for one in shapes.areas), default=0
    )
    areas = [one for one in shapes.areas if _thickness(one, view) > thick - NEARLY]
    keys = [one for one in shapes.areas if one not in areas]
    zero = min((view.span(one.box).start for one in areas), default=0.0)
    if rules:
        zero = view.span(Box(*rules[0].points[0], *rules[0].points[0])).start
    yield from _Reading(plot, view, names, labels, keys, zero).check(stacks, areas)


def _thickness(area: Area, view: View) -> float:
    span = view.span(area.box)
    return span.far - span.near


def _list_texts(plot: Plot, names: Sequence[str], *, is_alone: bool) -> Iterator[str]:
    yield from names
    yield from () if is_alone else plot.categories
    yield from (
        shown
        for series in plot.series
        for value, shown in zip(series.values, series.shown, strict=True)
        if value is not None
    )
    yield plot.unit


# ----------------------------------------------------------------- what should be there


def _list_stacks(plot: Plot, *, is_alone: bool) -> Iterator[_Stack]:
    """A plot → its bars, in units or, of shares, in parts of what they come to."""
    if is_alone:
        (only,) = plot.series
        columns = [list(zip(only.values, only.shown, strict=True))]
    else:
        columns = [
            [(series.values[n], series.shown[n]) for series in plot.series]
            for n in range(len(plot.categories))
        ]
    for category, column in zip([""] if is_alone else plot.categories, columns, strict=True):
        up, down = _find_begin(plot, column), 0.0
        parts = list[_Part]()
        for number, (exact, shown) in enumerate(column):
            value = float(exact or 0)
            if plot.kind == "diverging" and number == len(plot.series) // 2 * 2:
                up = float(plot.find_apart())
            start = down if value < 0 else up
            if exact is not None:
                parts.append(
                    _Part(number, min(start, start + value), max(start, start + value), shown)
                )
            up, down = (up, down + value) if value < 0 else (up + value, down)
        whole = (up or 1.0) if plot.kind == "share" else 1.0
        yield _Stack(
            category,
            tuple(_Part(p.series, p.start / whole, p.end / whole, p.shown) for p in parts),
        )


def _find_begin(plot: Plot, column: Sequence[tuple[Decimal | None, str]]) -> float:
    """A plot and the numbers of a bar → where that begins: at zero, or so that it diverges."""
    if plot.kind != "diverging":
        return 0.0
    return -float(sum(value or 0 for value, _ in column[: len(plot.series) // 2]))


# ----------------------------------------------------------------- what is there


@dataclass
class _Reading:
    """One chart while it is held against its drawing. `keys` are the small squares of colour."""

    plot: Plot
    view: View
    names: Sequence[str]
    labels: Labels
    keys: Sequence[Area]
    zero: float

    def check(self, stacks: Sequence[_Stack], areas: Sequence[Area]) -> Iterator[str]:
        """The bars as they should be and all areas that are as thick as bars → what differs."""
        spans = [(self.view.span(area.box), area) for area in areas]
        rows = group(span.middle for span, _ in spans)
        longest = max((abs(end) for one in stacks for end in _ends(one)), default=0.0)
        reach = max((max(self.zero - s.start, s.end - self.zero) for s, _ in spans), default=0.0)
        scale = reach / longest if longest else 0.0
        filled = [one for one in stacks if any(part.end > part.start for part in one.parts)]
        lengths = [scale * max(part.end - part.start for part in one.parts) for one in filled]
        drawn = [filled[n] for n in find_drawn(lengths, len(rows))]
        if len(rows) != len(drawn):
            yield f"it has {len(rows)} bars where {len(drawn)} should be"
            return
        near = [*(span.near for span, _ in spans), *self._list_tops(stacks, rows)]
        colours: dict[int, Colour] = {}
        middles: dict[int, float] = {}
        used = set[Area]()
        for stack, row in zip(drawn, rows, strict=True):
            inside = [pair for pair in spans if abs(pair[0].middle - row) < NEARLY]
            middles[stacks.index(stack)] = row
            below = min((one for one in near if one > row), default=inf)
            yield from self._check_stack(stack, inside, below, scale, colours, used)
        for stack in (one for one in stacks if one not in drawn):
            yield from self._check_empty(stack, rows, colours, used)
        keys = [key for key in self.keys if key not in used]
        yield from self._check_names(keys, colours, spans, rows)
        yield from check_colours(self.names, [colours.get(n) for n in range(len(self.names))])
        lowest = min((span.start for span, _ in spans), default=self.zero)
        yield from self._check_rows(stacks, middles, min(lowest, self.zero))

    def _check_rows(
        self, stacks: Sequence[_Stack], middles: dict[int, float], lowest: float
    ) -> Iterator[str]:
        """Whether each category stands before its own bar."""
        found = list[tuple[int, float]]()
        for number, stack in enumerate(stacks):
            spans = [self.view.span(one.box) for one in self.labels.of([stack.category])]
            beside = [one.middle for one in spans if one.end <= lowest + 1]
            if stack.category and not beside:
                yield f"“{stack.category}” doesn't stand beside its bar"
            elif beside:
                found.append((number, choose_place(beside, middles, found, number)))
        yield from check_places([one.category for one in stacks], found, middles)

    def _list_tops(self, stacks: Sequence[_Stack], rows: Sequence[float]) -> Iterator[float]:
        """Where the names of bars of no length begin, and with them the rows of their numbers."""
        for stack in stacks:
            for label in self.labels.of([stack.category]) if stack.category else ():
                at = self.view.span(label.box)
                if all(abs(at.middle - row) > label.size / 2 for row in rows):
                    yield at.near

    def _check_stack(
        self,
        stack: _Stack,
        inside: Sequence[tuple[Span, Area]],
        below: float,
        scale: float,
        colours: dict[int, Colour],
        used: set[Area],
    ) -> Iterator[str]:
        parts = [part for part in stack.parts if part.end > part.start]
        wanted = [part for part in parts if scale * (part.end - part.start) >= LEAST]
        drawn = sorted(inside, key=lambda one: one[0].length)
        thin, seen = drawn[: -len(wanted) or None], drawn[-len(wanted) or len(drawn) :]
        if len(seen) < len(wanted) or len(inside) > len(parts) or any(
            span.length > LEAST + EXACT for span, _ in thin
        ):  # fmt: skip
            yield f"a bar has {len(inside)} parts where {len(parts)} should be"
            return
        spans = dict[int, Span]()
        wanted.sort(key=lambda part: part.start)
        for part, (span, area) in zip(wanted, sorted(seen), strict=True):
            spans[part.series] = span
            ends = (
                self.zero + scale * part.start - span.start,
                self.zero + scale * part.end - span.end,
            )
            if max(map(abs, ends)) > EXACT:
                yield f"the part of “{self.names[part.series]}” isn't as long as {part.shown}"
            if colours.setdefault(part.series, area.colour) != area.colour:
                yield f"a part of “{self.names[part.series]}” has another colour"
        row = (min(span.near for span, _ in inside), below)
        yield from self._check_numbers(stack, spans, row, colours, used)

    def _check_empty(
        self,
        stack: _Stack,
        rows: Sequence[float],
        colours: dict[int, Colour],
        used: set[Area],
    ) -> Iterator[str]:
        """A bar of no length → whether its numbers stand behind its category."""
        for label in self.labels.of([stack.category]):
            at = self.view.span(label.box)
            if all(abs(at.middle - row) > label.size / 2 for row in rows):
                row = (at.middle - label.size, at.middle + label.size)
                yield from self._check_numbers(stack, {}, row, colours, used)
                return

    def _check_numbers(
        self,
        stack: _Stack,
        spans: Mapping[int, Span],
        row: tuple[float, float],
        colours: dict[int, Colour],
        used: set[Area],
    ) -> Iterator[str]:
        for part in (one for one in stack.parts if one.shown):
            if not self._has_number(part, spans.get(part.series), row, colours, used):
                yield f"“{part.shown}” doesn't stand in or behind its part of a bar"

    def _has_number(
        self,
        part: _Part,
        span: Span | None,
        row: tuple[float, float],
        colours: dict[int, Colour],
        used: set[Area],
    ) -> bool:
        """A part → whether its number stands in it, behind a key in its row, or after its name."""
        labels = self.labels.of([part.shown])
        for label in labels:
            at = self.view.span(label.box)
            if span and span.covers(at.middle) and span.start < at.start < at.end < span.end:
                return True
        colour = colours.get(part.series)
        for key in (one for one in self.keys if one not in used):
            at = self.view.span(key.box)
            is_own = row[0] < at.middle < row[1] and key.colour == (colour or key.colour)
            if is_own and any(
                follows(key.box, one, is_turned=self.view.is_turned) for one in labels
            ):
                used.add(key)
                return True
        return any(self._stands_after_name(part, label) for label in labels)

    def _stands_after_name(self, part: _Part, number: Label) -> bool:
        name = self.labels.of([self.names[part.series]])
        found = find_key(self.keys, name, is_turned=self.view.is_turned)
        if found is None:
            return False
        key, label = found
        gap = self.view.span(number.box).start - self.view.span(label.box).end
        is_level = abs(number.box.bottom - label.box.bottom) < 0.5 * label.size
        behind = self.view.span(number.box).start > self.view.span(key.box).end
        return is_level and behind and gap < label.size

    def _check_names(
        self,
        keys: Sequence[Area],
        colours: dict[int, Colour],
        spans: Sequence[tuple[Span, Area]],
        rows: Sequence[float],
    ) -> Iterator[str]:
        """Whether each series is named over its part of the first bar, or beside a key."""
        if keys and len(keys) != len(self.names):
            yield f"it has {len(keys)} keys where {len(self.names)} should be"
            return
        first = [(span, area) for span, area in spans if abs(span.middle - rows[0]) < NEARLY]
        for number, name in enumerate(self.names):
            labels = self.labels.of([name])
            if not name:
                continue
            colour = colours.get(number)
            if keys:
                found = find_key(keys, labels, is_turned=self.view.is_turned)
                is_named = found is not None and found[0].colour == (colour or found[0].colour)
            else:
                is_named = any(
                    area.colour == colour and self._begins_over(span, label)
                    for span, area in first
                    for label in labels
                )
            if not is_named:
                yield f"“{name}” doesn't stand beside its colour"

    def _begins_over(self, part: Span, label: Label) -> bool:
        at = self.view.span(label.box)
        return at.far <= part.near and abs(at.start - part.start) < _BEGINS * label.size


def _ends(stack: _Stack) -> Iterator[float]:
    for part in stack.parts:
        yield part.start
        yield part.end
