"""A chart of bars or columns and what is drawn → what of it doesn't say what the chart says.

Every bar begins at zero, all on one scale; its number stands at its end, its category beside it.
A panel is known by its line at zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Colour, Drawing
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.labels import Label, Labels, find_labels
from briefwright.verify.drawings.legends import (
    MUTED,
    check_colours,
    check_keys,
    check_muted,
    check_titles,
    check_words,
)
from briefwright.verify.drawings.shapes import (
    EXACT,
    NEARLY,
    Area,
    Line,
    Shapes,
    Span,
    View,
    find_size,
    group,
)
from briefwright.verify.drawings.thresholds import check_thresholds, split_thresholds

_CLOSE = 1.1  # of the size of its letters: no number stands farther from its bar
_ASIDE = 0.5  # of their size: no number stands farther from the middle of its bar
LEAST = 0.06  # points: a shorter bar may be too thin to be drawn
_SAME_LINE = 5.0  # points between the tops of panels that stand side by side


@dataclass(frozen=True)
class _Entry:
    """One number of a chart: its category and series by position, its value, how it is printed."""

    category: int
    series: int
    value: float | None
    shown: str


@dataclass(frozen=True)
class _Bar:
    span: Span
    colour: Colour


@dataclass(frozen=True)
class _Panel:
    """What stands on one line at zero: where that is, how far it reaches, the bars in order."""

    zero: float
    line: Span
    bars: tuple[_Bar, ...]
    entries: tuple[_Entry, ...]


def check_bars(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of bars or columns, what is drawn → what differs, in words."""
    lies = any(line.is_upright for line in shapes.lines)
    view = View("x" if lies else "y", plot.direction == "rtl")
    shapes, strokes = split_thresholds(plot, shapes, find_size(drawing))
    in_panels = plot.panels and len(plot.series) > 1
    lines = _sort_lines(shapes.lines, view)
    parts = [(n,) for n in range(len(plot.series))] if in_panels else [range(len(plot.series))]
    is_plain = all(line.is_upright if lies else line.is_level for line in shapes.lines)
    if len(lines) != len(parts) or shapes.dots or shapes.outlines or not is_plain:
        yield "it has other lines or shapes than a chart of bars"
        return
    panels = [
        _Panel(
            line.start, line, _find_bars(shapes.areas, line, view), tuple(_list_entries(plot, part))
        )
        for line, part in zip(lines, parts, strict=True)
    ]
    copies = len(group(line.near for line in lines)) if lies else len(panels)
    labels = find_labels(drawing, list(_list_texts(plot, copies)))
    yield from check_words(labels)
    scale = _find_scale(panels)
    colours: dict[int, Colour] = {}
    for panel in panels:
        own = _find_scale([panel]) if plot.own_scales else scale
        yield from _check_panel(plot, panel, view, own, labels, colours)
    yield from check_thresholds(plot, strokes, labels, shapes.lines[0], scale)
    if len(group(bar.span.far - bar.span.near for panel in panels for bar in panel.bars)) > 1:
        yield "its bars aren't equally thick"
    names = [series.name for series in plot.series]
    yield from check_muted(colours)
    known = [colours.get(n) for n in range(len(names))]
    drawn = {bar.span for panel in panels for bar in panel.bars}
    keys = [area for area in shapes.areas if view.span(area.box) not in drawn]
    if in_panels:
        yield from check_titles(names, labels, is_turned=view.is_turned)
    if in_panels or len(names) == 1:
        yield from check_colours(names, known[:1])
        if keys or len(set(colours.values()) - {colours.get(MUTED)}) > 1:
            yield "its bars aren't of one colour, or begin elsewhere than at zero"
    else:
        yield from check_keys(names, known, keys, labels, is_turned=view.is_turned)


def _list_texts(plot: Plot, copies: int) -> Iterator[str]:
    yield from plot.categories * copies
    yield from (series.name for series in plot.series if len(plot.series) > 1)
    yield from (text for series in plot.series for text in series.shown if text)
    yield from (one.name for one in plot.thresholds)
    yield plot.unit


def _list_entries(plot: Plot, part: Sequence[int]) -> Iterator[_Entry]:
    for category in range(len(plot.categories)):
        for number in part:
            series = plot.series[number]
            value = series.values[category]
            yield _Entry(
                category, number, None if value is None else float(value), series.shown[category]
            )


# ----------------------------------------------------------------- what is drawn where


def _sort_lines(lines: Sequence[Line], view: View) -> list[Span]:
    """The lines at zero → each in the view, in the order in which one reads panels."""
    found = [view.span(_around(line)) for line in lines]
    if view.axis == "x":
        return sorted(found, key=lambda line: (round(line.near / _SAME_LINE), line.start))
    return sorted(found, key=lambda line: (-round(line.start / _SAME_LINE), line.near))


def _around(line: Line) -> Box:
    return surround(Box(*point, *point) for point in line.points)


def _find_bars(areas: Sequence[Area], line: Span, view: View) -> tuple[_Bar, ...]:
    """All rectangles → those that begin or end at a line at zero, in the order of categories."""
    spans = [(view.span(area.box), area.colour) for area in areas]
    found = [
        _Bar(span, colour)
        for span, colour in spans
        if min(abs(span.start - line.start), abs(span.end - line.start)) < NEARLY
        and line.covers(span.middle)
    ]
    return tuple(sorted(found, key=lambda bar: bar.span.middle))


def _find_scale(panels: Sequence[_Panel]) -> float:
    """All panels → points for a unit: the longest bar says it."""
    longest = max((bar.span.length for panel in panels for bar in panel.bars), default=0.0)
    most = max((abs(one.value or 0) for panel in panels for one in panel.entries), default=0.0)
    return longest / most if most else 0.0


# ----------------------------------------------------------------- one panel


def _check_panel(
    plot: Plot,
    panel: _Panel,
    view: View,
    scale: float,
    labels: Labels,
    colours: dict[int, Colour],
) -> Iterator[str]:
    wanted = [one for one in panel.entries if one.value]
    lengths = [scale * abs(one.value or 0) for one in wanted]
    wanted = [wanted[n] for n in find_drawn(lengths, len(panel.bars))]
    if len(wanted) != len(panel.bars):
        yield f"it has {len(panel.bars)} bars where {len(wanted)} should be"
        return
    pairs = dict(zip(wanted, panel.bars, strict=True))
    for entry, bar in pairs.items():
        yield from _check_length(plot, entry, bar, panel.zero, scale)
        key = MUTED if plot.is_muted(entry.series, entry.category) else entry.series
        if colours.setdefault(key, bar.colour) != bar.colour:
            yield f"the bar of “{plot.categories[entry.category]}” has another colour"
    places, taken = list[tuple[int, float]](), set[Label]()
    for entry in panel.entries:
        found = pairs.get(entry)
        label = _find_number(entry, found, panel, view, set(labels.of([entry.shown])) - taken)
        if entry.shown and label is None:
            yield f"“{entry.shown}” doesn't stand at the bar of “{plot.categories[entry.category]}”"
        if label:
            taken.add(label)
        if found:
            places.append((entry.category, found.span.middle))
        elif label:
            places.append((entry.category, view.span(label.box).middle))
    if any(one[1] >= other[1] + NEARLY for one, other in pairwise(places)):
        yield "its numbers stand in another order"
    yield from check_categories(plot.categories, panel.line, view, labels, places)


def find_drawn(lengths: Sequence[float], count: int) -> list[int]:
    """How long each bar must be, how many are drawn → the positions of those that can be."""
    thin = sorted((length, n) for n, length in enumerate(lengths) if length < LEAST)
    dropped = {n for _, n in thin[: max(len(lengths) - count, 0)]}
    return [n for n in range(len(lengths)) if n not in dropped]


def _check_length(plot: Plot, entry: _Entry, bar: _Bar, zero: float, scale: float) -> Iterator[str]:
    value = entry.value or 0
    start, end = sorted((zero, zero + scale * value))
    if abs(bar.span.start - start) > EXACT or abs(bar.span.end - end) > EXACT:
        yield (
            f"the bar of “{plot.categories[entry.category]}” isn't as long as "
            f"{entry.shown or entry.value} on the scale of the others"
        )


def _find_number(
    entry: _Entry, bar: _Bar | None, panel: _Panel, view: View, labels: Iterable[Label]
) -> Label | None:
    """A number, its bar if it has one, labels of its text → the one that stands at its end."""
    for label in sorted(labels, key=lambda label: view.span(label.box).middle):
        span = view.span(label.box)
        middle = abs(span.middle - bar.span.middle) if bar else 0.0
        if (entry.value or 0) >= 0:
            gap = span.start - (bar.span.end if bar else panel.zero)
        else:
            gap = (bar.span.start if bar else panel.zero) - span.end
        beside = middle < _ASIDE * label.size and panel.line.covers(span.middle)
        if beside and -0.1 * label.size < gap < _CLOSE * label.size:
            return label
    return None


def check_categories(
    names: Sequence[str],
    line: Span,
    view: View,
    labels: Labels,
    places: Sequence[tuple[int, float]],
) -> Iterator[str]:
    """Categories, the line at zero, where across it each has something → what differs.

    The label of each stands beside its own bars, before zero.
    """
    middles = find_middles(places)
    found = list[tuple[int, float]]()
    for category, name in enumerate(names):
        spans = [view.span(label.box) for label in labels.of([name])]
        before = [one for one in spans if one.end <= line.start + 1 and line.covers(one.middle)]
        if before and name:
            found.append(
                (category, choose_place([one.middle for one in before], middles, found, category))
            )
        elif name:
            yield f"“{name}” doesn't stand beside its bars"
    yield from check_places(names, found, middles)


def find_middles(places: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Categories by position and places across of what is theirs → the middle of each."""
    across: dict[int, list[float]] = {}
    for category, place in places:
        across.setdefault(category, []).append(place)
    return {category: sum(found) / len(found) for category, found in across.items()}


def choose_place(
    places: Sequence[float],
    middles: Mapping[int, float],
    found: Sequence[tuple[int, float]],
    category: int,
) -> float:
    """Where labels of a category's text stand → the one beside its bars, else the next one."""
    if category in middles:
        return min(places, key=lambda place: abs(place - middles[category]))
    last = found[-1][1] if found else float("-inf")
    return min(places, key=lambda place: (place <= last, place))


def check_places(
    names: Sequence[str], found: Sequence[tuple[int, float]], middles: Mapping[int, float]
) -> Iterator[str]:
    """Categories, where their labels stand across, where their bars do → what differs."""
    for category, place in found:
        nearest = min(middles, key=lambda one: abs(middles[one] - place), default=category)
        if category in middles and nearest != category:
            yield f"“{names[category]}” stands beside the bars of “{names[nearest]}”"
    if any(one[1] >= other[1] for one, other in pairwise(found)):
        yield "its categories stand in another order"
