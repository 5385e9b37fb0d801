"""Thresholds of columns or lines: a dashed line across each, named on it or above the chart."""

from collections.abc import Iterator

from briefwright.edition.plots import Plot, Threshold
from briefwright.figures import lettering, rows
from briefwright.figures.lettering import SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import NEAR
from briefwright.figures.sheet import Box, Field, Rule, Sheet, Word, move, overlap

_WIDTH = 1.1  # px: bolder than the line at zero, finer than the line of a series
_DASH = (4.0, 2.0)
_SAMPLE = 18.0  # px of the line before a name that stands above the chart
_WIDEST = 0.4  # of the line: a longer name would hide too much of it
_AWAY = 2.0  # px from a word to the line, which is broken there


def add(sheet: Sheet, plot: Plot, palette: Palette) -> Sheet:
    """A chart that is laid out, its plot → the same with the plot's thresholds."""
    for threshold in plot.thresholds:
        (field,) = sheet.fields
        y = field.scale.px(float(threshold.value))
        right = (sheet.grid or sheet.rules)[0].x2  # of the line at zero
        name = next(_find_spots(sheet, threshold, right, y, palette), None)
        if name is None:
            head = _name_above(threshold, palette, sheet.width)
            sheet = move(sheet, 0, head.height) + head
            y += head.height
        else:
            sheet += Sheet(sheet.width, sheet.height, words=(name,))
        sheet += Sheet(sheet.width, sheet.height, rules=tuple(_draw(sheet, right, y, palette)))
    return sheet


def _find_spots(
    sheet: Sheet, threshold: Threshold, right: float, y: float, palette: Palette
) -> Iterator[Word]:
    """Where its name is in nobody's way: over the line or under it, at its end or its beginning."""
    if lettering.width(threshold.name, palette) > _WIDEST * right:
        return
    (field,) = sheet.fields
    filled = [*(word.box(palette) for word in sheet.words), *_list_boxes(field)]
    for baseline in (y - 3, y + SIZE * 0.74 + 3):
        for word in (
            Word(right, baseline, threshold.name, palette.ink, "end"),
            Word(0, baseline, threshold.name, palette.ink),
        ):
            box = word.box(palette)
            if box[0] >= 0 and box[1] >= 0 and not any(overlap(box, one, 1) for one in filled):
                yield word


def _list_boxes(field: Field) -> Iterator[Box]:
    """What is drawn on a scale → the rectangles around it, a line piece by piece."""
    for bar in field.spans:
        ends = sorted((field.scale.px(bar.start), field.scale.px(bar.end)))
        yield (bar.near, ends[0], bar.far, ends[1])
    for trace in field.traces:
        for (x, value), (x2, value2) in zip(trace.points, trace.points[1:], strict=False):
            for step in range(8):
                here, there = (value + (value2 - value) * part / 8 for part in (step, step + 1))
                left, end = (x + (x2 - x) * part / 8 for part in (step, step + 1))
                heights = sorted((field.scale.px(here), field.scale.px(there)))
                yield (left, heights[0], end, heights[1])
    for dot in field.dots:
        yield (dot.px - 2, field.scale.px(dot.value) - 2, dot.px + 2, field.scale.px(dot.value) + 2)


def _name_above(threshold: Threshold, palette: Palette, width: float) -> Sheet:
    """A name that has no room in the chart → over it, after a piece of its line."""
    line = SIZE * 1.5
    name = Word(_SAMPLE + NEAR, rows.baseline(line / 2, SIZE), threshold.name, palette.ink)
    key = Rule(0, line / 2, _SAMPLE, line / 2, palette.ink, _WIDTH, _DASH)
    wide = max(width, _SAMPLE + NEAR + lettering.width(threshold.name, palette))
    return Sheet(wide, line + 4, words=(name,), rules=(key,))


def _draw(sheet: Sheet, right: float, y: float, palette: Palette) -> Iterator[Rule]:
    """The line across, broken where it would run through a word."""
    boxes = sorted(word.box(palette) for word in sheet.words)
    left = 0.0
    for box in boxes:
        if box[1] - 1 < y < box[3] + 1 and box[0] - _AWAY < right and box[2] + _AWAY > left:
            if box[0] - _AWAY > left:
                yield Rule(left, y, box[0] - _AWAY, y, palette.ink, _WIDTH, _DASH)
            left = max(left, box[2] + _AWAY)
    if left < right:
        yield Rule(left, y, right, y, palette.ink, _WIDTH, _DASH)
