"""Dots of rows: one a value, all on one scale, a line from the least of a row to its greatest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefwright.edition.plots import Plot
from briefwright.figures import lettering, rows, series_colours
from briefwright.figures.palette import Palette
from briefwright.figures.rows import NEAR, Rows
from briefwright.figures.sheet import (
    BOLD,
    Align,
    Dot,
    Field,
    Rule,
    Scale,
    Sheet,
    Trace,
    Word,
    move,
)

_RADII = (5.0, 4.0, 3.1)  # px, of each series: none covers another where their numbers are equal
_AWAY = _RADII[0] + NEAR - 1  # from the middle of a dot to its number
_ABOVE = _RADII[0] + 3  # from the middle of a dot up to the number over it
_THICK, _THICK_OF_THREE = 13.0, 24.0  # a third number stands over its dot
_CLEAR = 2.0  # px around a number, where the line at zero is broken


@dataclass(frozen=True)
class _Mark:
    """One number of a row: which series, its value, how it is printed, on which side of its dot."""

    series: int
    value: float
    shown: str
    side: Align

    def room(self, size: float, palette: Palette) -> float:
        """Px that its number needs beside its dot."""
        return lettering.width(self.shown, palette, size, BOLD) + _AWAY


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → its dots, the keys to its series above them where there are several."""
    names = tuple(series.name for series in plot.series) if len(plot.series) > 1 else ()
    head = _round_keys(rows.keys(names, palette, width, plot.unit))
    thick = _THICK_OF_THREE if len(plot.series) > 2 else _THICK
    laid = rows.rows(plot.categories, 1, thick, palette, width, is_close=plot.is_close)
    marks = [_list_marks(plot, category) for category in range(len(plot.categories))]
    scale = _find_scale(marks, laid, palette, width)
    traces, dots, words = list[Trace](), list[Dot](), list[Word]()
    for row, found in zip(laid.rows, marks, strict=True):
        if found and found[0].value < found[-1].value:
            ends = ((row.middle, found[0].value), (row.middle, found[-1].value))
            traces.append(Trace(ends, series_colours.mute(palette)))
        for mark in sorted(found, key=lambda mark: mark.series):
            colour = series_colours.choose(plot, palette, mark.series)
            dots.append(Dot(row.middle, mark.value, colour, _RADII[mark.series]))
            words.append(_print(mark, row.middle, scale, laid.size, palette))
    field = Field(scale, traces=tuple(traces), dots=tuple(dots))
    zero = tuple(_draw_zero(scale.px(0), laid.bottom, words, palette))
    body = Sheet(width, laid.bottom, (field,), (*rows.labels(laid, palette), *words), grid=zero)
    return head + move(body, 0, head.height)


def _round_keys(head: Sheet) -> Sheet:
    """Keys to series → the same as dots."""
    across = Scale("x", 0, head.width, 0, head.width)
    dots = tuple(
        Dot(key.y + key.height / 2, key.x + key.width / 2, key.colour, radius)
        for key, radius in zip(head.swatches, _RADII, strict=False)
    )
    return replace(head, swatches=(), fields=(Field(across, dots=dots),) if dots else ())


def _list_marks(plot: Plot, category: int) -> list[_Mark]:
    """One row → its numbers, the least first: before its dot, the greatest behind its own."""
    known = sorted(
        (float(value), number)
        for number, series in enumerate(plot.series)
        if (value := series.values[category]) is not None
    )
    last = len(known) - 1
    return [
        _Mark(
            number, value, plot.series[number].shown[category],
            "start" if place == last else "middle" if place else "end",
        )
        for place, (value, number) in enumerate(known)
    ]  # fmt: skip


def _find_scale(
    marks: Sequence[Sequence[_Mark]], laid: Rows, palette: Palette, width: float
) -> Scale:
    rooms = [(one, one.room(laid.size, palette)) for row in marks for one in row]
    before = [(one.value, room if one.side == "end" else _RADII[0]) for one, room in rooms]
    after = [(one.value, room if one.side == "start" else _RADII[0]) for one, room in rooms]
    return rows.fit(before, after, laid.labels, width - 1)


def _print(mark: _Mark, middle: float, scale: Scale, size: float, palette: Palette) -> Word:
    x = scale.px(mark.value) + {"end": -_AWAY, "middle": 0.0, "start": _AWAY}[mark.side]
    y = middle - _ABOVE if mark.side == "middle" else rows.baseline(middle, size)
    return Word(x, y, mark.shown, palette.ink, mark.side, size, BOLD)


def _draw_zero(x: float, bottom: float, words: Sequence[Word], palette: Palette) -> Iterator[Rule]:
    """The line at zero, broken where a number stands."""
    top = 0.0
    for box in sorted((word.box(palette) for word in words), key=lambda box: box[1]):
        if box[0] - _CLEAR < x < box[2] + _CLEAR:
            if top + _CLEAR < box[1]:
                yield Rule(x, top, x, box[1], palette.quiet)
            top = max(top, box[3])
    yield Rule(x, top, x, bottom, palette.quiet)
