"""Stacked, diverging bars and shares: parts of a whole in one bar, each with its number.

A part that is too small for its number has it behind the bar, with the colour of its part, or below
it, where such numbers would leave the bars too little room.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from briefwright.document.bar_sizes import find_thickness
from briefwright.document.colours import contrast_ratio, parse_hex
from briefwright.edition.plots import Plot
from briefwright.figures import lettering, rows, series_colours
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import NEAR, Row, Rows
from briefwright.figures.sheet import BOLD, Field, Rule, Scale, Sheet, Span, Swatch, Word, move

_THICK_ALONE = 26.0
_INSIDE = 8.0  # px that a number needs around it inside its part
_KEY = 7.0
_APART = 9.0
_LEAST = 0.3  # of the width for bars: where numbers behind them leave less, they stand below
_UNDER, _BELOW = 3.0, 6.0  # px from a bar to the numbers below it, and from those to the next row
_WHITE = "#ffffff"


@dataclass(frozen=True)
class _Part:
    """One part of a bar: which series, where it begins and ends, its number as printed."""

    series: int
    start: float
    end: float
    shown: str


_Bars = tuple[tuple[_Part, ...], ...]


@dataclass(frozen=True)
class _Fit:
    """A scale for bars, and of each bar the parts whose numbers stand behind it, or below it."""

    scale: Scale
    outside: _Bars
    place: Literal["behind", "below"]


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → a bar for each category, its series laid end to end from zero."""
    parts = tuple(_stack(plot, index) for index in range(len(plot.categories)))
    return _arrange(plot, parts, plot.categories, palette, width)


def arrange_shares(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → bars of 100 %: of one series its categories are the parts, of several its series."""
    if len(plot.series) > 1:
        parts = tuple(_whole(_stack(plot, index)) for index in range(len(plot.categories)))
        return _arrange(plot, parts, plot.categories, palette, width)
    return _alone(plot, _whole(_stack(_transpose(plot), 0)), palette, width)


def arrange_diverging(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → bars on both sides of a line, and behind them the series that is on neither."""
    parts = tuple(_diverge(plot, index) for index in range(len(plot.categories)))
    colours = series_colours.diverge(palette, len(plot.series))
    return _arrange(plot, parts, plot.categories, replace(palette, charts=colours), width)


def _diverge(plot: Plot, category: int) -> tuple[_Part, ...]:
    """One category → its parts, the first half of them to the left of zero."""
    half = len(plot.series) // 2
    end = -sum((one.values[category] or Decimal(0) for one in plot.series[:half]), Decimal(0))
    parts = list[_Part]()
    for index, series in enumerate(plot.series):
        value = series.values[category]
        start = plot.find_apart() if index == 2 * half else end
        end = start + (value or 0)
        if value is not None:
            parts.append(_Part(index, float(start), float(end), series.shown[category]))
    return tuple(parts)


def _transpose(plot: Plot) -> Plot:
    """One series of many categories → many series of one category."""
    (only,) = plot.series
    turned = tuple(
        replace(only, name=name, values=(value,), shown=(shown,))
        for name, value, shown in zip(plot.categories, only.values, only.shown, strict=True)
    )
    return replace(plot, categories=("",), series=turned, facts=())


def _stack(plot: Plot, category: int) -> tuple[_Part, ...]:
    """One category → its parts, what is below zero to the left."""
    up, down, parts = Decimal(0), Decimal(0), []
    for index, series in enumerate(plot.series):
        value = series.values[category]
        if value is None:
            continue
        start = down if value < 0 else up
        parts.append(_Part(index, float(start), float(start + value), series.shown[category]))
        up, down = (up, down + value) if value < 0 else (up + value, down)
    return tuple(parts)


def _whole(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """Parts → the same, in hundredths of what they come to."""
    total = max((part.end for part in parts), default=0.0) or 1.0
    return tuple(
        replace(part, start=100 * part.start / total, end=100 * part.end / total) for part in parts
    )


def _arrange(
    plot: Plot,
    parts: _Bars,
    labels: Sequence[str],
    palette: Palette,
    width: float,
) -> Sheet:
    laid = rows.rows(labels, 1, find_thickness("sums", 1), palette, width, is_close=plot.is_close)
    fit = _fit(parts, laid, palette, width)
    scale = fit.scale
    lines = tuple(
        _wrap(small, width - 1 - laid.labels, laid.size, palette) for small in fit.outside
    )
    if fit.place == "below":
        laid = _make_room(laid, tuple(map(len, lines)))
    names = tuple(series.name for series in plot.series)
    direct = _names_above(names, parts[0], scale, palette, width)
    head = rows.keys((), palette, width, plot.unit) if direct else rows.keys(
        names, palette, width, plot.unit
    )  # fmt: skip
    body = Sheet(width, laid.bottom, words=rows.labels(laid, palette))
    for row, bar, outside, numbers in zip(laid.rows, parts, fit.outside, lines, strict=True):
        inside = tuple(part for part in bar if part not in outside)
        body += _bar(row, bar, inside, scale, laid.bar, laid.size, palette, width)
        if fit.place == "below":
            for number, line in enumerate(numbers):
                middle = row.middle + laid.bar / 2 + _UNDER + (number + 0.5) * laid.size * LEADING
                body += _write(line, laid.labels - _APART, middle, laid.size, palette, width)
        else:
            end = max((scale.px(part.end) for part in bar), default=scale.px(0))
            body += _write(outside, max(end, scale.px(0)), row.middle, laid.size, palette, width)
    body += Sheet(width, laid.bottom, rules=_zero(fit, laid, palette))
    if direct:
        above = Sheet(width, SIZE * 1.4, words=direct)
        body = above + move(body, 0, above.height)
    return head + move(body, 0, head.height)


def _zero(fit: _Fit, laid: Rows, palette: Palette) -> tuple[Rule, ...]:
    """Where bars begin → a line through all of them, or past each where numbers stand between."""
    x = fit.scale.px(0)
    if fit.place == "behind":
        return (Rule(x, 0, x, laid.bottom, palette.quiet),)
    reach = laid.bar / 2 + 2
    ends = ((row.middle - reach, row.middle + reach) for row in laid.rows)
    return tuple(Rule(x, top, x, bottom, palette.quiet) for top, bottom in ends)


def _fit(bars: _Bars, laid: Rows, palette: Palette, width: float) -> _Fit:
    """Bars → the largest scale on which they and the numbers behind them fit, and those numbers.

    A shorter scale puts more numbers behind a bar, which makes it shorter again, until it holds.
    """
    low = min((min(part.start, part.end) for bar in bars for part in bar), default=0.0)
    high = max((part.end for bar in bars for part in bar), default=0.0)
    low, high = min(low, 0.0), max(high, 0.0) or (1.0 if low >= 0 else 0.0)
    left, right = laid.labels, width - 1
    unit = whole = (right - left) / (high - low)
    while unit >= _LEAST * whole:
        outside = _find_outside(bars, unit, laid, palette)
        fitting = min(
            (
                (right - left - _measure(small, laid.size, palette))
                / ((max(0.0, *(part.end for part in bar)) if bar else 0.0) - low or 1e-9)
                for bar, small in zip(bars, outside, strict=True)
            ),
            default=unit,
        )
        if fitting >= unit:
            return _Fit(Scale("x", low, high, left, left + unit * (high - low)), outside, "behind")
        unit = min(fitting, unit * 0.99)
    return _Fit(
        Scale("x", low, high, left, right), _find_outside(bars, whole, laid, palette), "below"
    )


def _find_outside(bars: _Bars, unit: float, laid: Rows, palette: Palette) -> _Bars:
    """Bars and the px of a unit → the parts of each that are too small for their numbers."""
    return tuple(
        tuple(part for part in bar if part.shown and not _fits(part, unit, laid, palette))
        for bar in bars
    )


def _wrap(parts: Sequence[_Part], room: float, size: float, palette: Palette) -> _Bars:
    """Parts whose numbers stand below their bar → the parts of each line."""
    lines = list[tuple[_Part, ...]]()
    for part in parts:
        longer = (*lines[-1], part) if lines else (part,)
        if lines and _measure(longer, size, palette) - _APART <= room:
            lines[-1] = longer
        else:
            lines.append((part,))
    return tuple(lines)


def _make_room(laid: Rows, lines: Sequence[int]) -> Rows:
    """Rows and the lines of numbers below each bar → the rows, as far apart as they need."""
    down, found = 0.0, list[Row]()
    for row, count in zip(laid.rows, lines, strict=True):
        found.append(replace(row, top=row.top + down))
        needs = laid.bar / 2 + _UNDER + count * laid.size * LEADING + _BELOW
        down += max(0.0, needs - row.height / 2)
    return replace(laid, rows=tuple(found), bottom=laid.bottom + down)


def _fits(part: _Part, unit: float, laid: Rows, palette: Palette) -> bool:
    needs = lettering.width(part.shown, palette, laid.size, BOLD) + _INSIDE
    return abs(part.end - part.start) * unit >= needs


def _measure(parts: Sequence[_Part], size: float, palette: Palette) -> float:
    return sum(
        _APART + _KEY + 3 + lettering.width(part.shown, palette, size, BOLD) for part in parts
    )


def _write(
    parts: Sequence[_Part], x: float, middle: float, size: float, palette: Palette, width: float
) -> Sheet:
    """Parts → a key of each one's colour and its number, in a line that begins after `x`."""
    words, swatches = list[Word](), list[Swatch]()
    for part in parts:
        x += _APART
        swatches.append(Swatch(x, middle - _KEY / 2, _KEY, _KEY, _colour(part, palette)))
        x += _KEY + 3
        y = rows.baseline(middle, size)
        words.append(Word(x, y, part.shown, palette.ink, size=size, weight=BOLD))
        x += lettering.width(part.shown, palette, size, BOLD)
    return Sheet(width, middle + size, words=tuple(words), swatches=tuple(swatches))


def _bar(
    row: Row,
    parts: tuple[_Part, ...],
    inside: tuple[_Part, ...],
    scale: Scale,
    thick: float,
    size: float,
    palette: Palette,
    width: float,
) -> Sheet:
    """One bar: its parts, a white line between them, the numbers that have room."""
    near, far = row.middle - thick / 2, row.middle + thick / 2
    spans = tuple(
        Span(part.start, part.end, near, far, _colour(part, palette))
        for part in parts
        if part.end != part.start
    )
    ends = {part.end for part in parts}
    edges = tuple(
        Rule(scale.px(part.start), near, scale.px(part.start), far, _WHITE, _edge(part, scale))
        for part in parts
        if part.start and part.start in ends
    )
    words = tuple(
        Word(
            scale.px((part.start + part.end) / 2),
            rows.baseline(row.middle, size),
            part.shown,
            on(_colour(part, palette), palette),
            "middle",
            size,
            BOLD,
        )
        for part in inside
        if part.shown
    )
    return Sheet(width, row.top + row.height, (Field(scale, spans),), words, edges)


def _edge(part: _Part, scale: Scale) -> float:
    """How wide the line before a part is: thin where the part is thin, which must not go under."""
    return min(1.2, max(0.4, abs(scale.px(part.end) - scale.px(part.start)) / 6))


def _names_above(
    names: Sequence[str],
    parts: tuple[_Part, ...],
    scale: Scale,
    palette: Palette,
    width: float,
) -> tuple[Word, ...]:
    """The names of series over the parts of the first bar; nothing where one has no room."""
    starts = {part.series: scale.px(part.start) for part in parts if part.end > part.start}
    if sorted(starts) != list(range(len(names))):
        return ()
    words = []
    for index, name in enumerate(names):
        right = starts.get(index + 1, width + NEAR + 3)
        if starts[index] + lettering.width(name, palette) + NEAR + 3 > right:
            return ()
        words.append(Word(starts[index], SIZE, name, palette.ink))
    return tuple(words)


def _alone(plot: Plot, parts: tuple[_Part, ...], palette: Palette, width: float) -> Sheet:
    """One whole → one thick bar; its parts are named above it, with their numbers inside or there.

    Where one number has no room inside, all stand with the names, so that they can be compared.
    """
    scale = Scale("x", 0, 100, 0, width)
    row = Row((), 0, _THICK_ALONE + 6)
    laid = Rows((row,), 0, SIZE, _THICK_ALONE, row.height)
    roomy = all(_fits(part, width / 100, laid, palette) for part in parts)
    names = plot.categories
    direct = _names_above(names, parts, scale, palette, width) if roomy else ()
    bar = _bar(row, parts, parts if direct else (), scale, laid.bar, SIZE, palette, width)
    if direct:
        unit = rows.keys((), palette, width, plot.unit)
        head = unit + move(Sheet(width, SIZE * 1.3, words=direct), 0, unit.height)
    else:
        (only,) = plot.series
        head = rows.keys(names, palette, width, plot.unit, only.shown)
    return head + move(bar, 0, head.height)


def _colour(part: _Part, palette: Palette) -> str:
    return palette.charts[part.series % len(palette.charts)]


def on(colour: str, palette: Palette) -> str:
    """A colour → what letters on it are written in: white or ink, whichever has more contrast."""
    return max((_WHITE, palette.ink), key=lambda letters: contrast(letters, colour))


def contrast(one: str, other: str) -> float:
    """Two colours → their contrast as WCAG counts it, 1 to 21."""
    return contrast_ratio(parse_hex(one), parse_hex(other))
