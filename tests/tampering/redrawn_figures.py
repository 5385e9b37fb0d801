"""Timelines and maps that say something else: each way of drawing one otherwise."""

from collections.abc import Mapping

from briefwright.edition.plots import AnyPlot, Moment, TimePlot
from tampering.drawing import Block, Change, draw_line, pick
from tampering.redrawn_charts import RED, double, remove, swap

MOMENTS = (
    Moment(1991.66, label="29 Aug 1991"),
    Moment(1990, 2000, label="1990s"),
    Moment(2006.69, label="2006"),
    Moment(2009.22, label="21 Mar 2009"),
    Moment(2009.92, label="Dec 2009"),
    Moment(2013.1, 2016.4, label="2013"),
    Moment(2017.05, open=True, label="since 2017"),
    Moment(2024.36, label="May 2024"),
)
FIGURES: Mapping[str, AnyPlot] = {
    "timeline": TimePlot(MOMENTS, 1990, 2024),
    "one moment": TimePlot(MOMENTS[:1], 1991, 1991),
    "a short timeline": TimePlot(MOMENTS[3:5], 2009, 2009),
}
TIMES = ("timeline",)


def _axis(blocks: list[Block]) -> Block:
    """The line across a timeline."""
    level = [
        one for one in pick(blocks, "line") if one.operands("m")[0][1] == one.operands("l")[0][1]
    ]
    (axis,) = level
    return axis


def _bars(blocks: list[Block]) -> list[Block]:
    """The bars of ranges: outlines, which are no strokes."""
    return [one for one in pick(blocks, "area") if one.operands("l")]


ROWS: Mapping[str, tuple[tuple[str, ...], Change]] = {
    "a dot at another date": (TIMES, lambda blocks: pick(blocks, "curve")[0].move(4, 0)),
    "a dot above the axis": (TIMES, lambda blocks: pick(blocks, "curve")[0].move(0, -4)),
    "a dot that is missing": (TIMES, remove("curve", 1)),
    "a dot too many": (TIMES, double("curve", 1, 30, 0)),
    "a dot in the colour of paper": (TIMES, lambda blocks: pick(blocks, "curve")[0].paint(1, 1, 1)),
    "two dates in each other's place": (TIMES, swap("text", -7, -6)),
    "a date elsewhere": (TIMES, lambda blocks: pick(blocks, "text")[-7].move(60, 0)),
    "a date that is missing": (TIMES, remove("text", -7)),
    "two years in each other's place": (TIMES, swap("text", 0, 1)),
    "a year elsewhere": (TIMES, lambda blocks: pick(blocks, "text")[1].move(12, 0)),
    "a year that is missing": (TIMES, remove("text", 1)),
    "a tick elsewhere": (TIMES, lambda blocks: pick(blocks, "line")[2].move(9, 0)),
    "a line to a date elsewhere": (TIMES, lambda blocks: pick(blocks, "line")[-1].move(9, 0)),
    "a longer axis": (
        TIMES,
        lambda blocks: _axis(blocks).edit("l", lambda at: [at[0] + 30, at[1]]),
    ),
    "an axis elsewhere": (TIMES, lambda blocks: _axis(blocks).move(0, 5)),
    "a range that begins later": (TIMES, lambda blocks: _bars(blocks)[0].move(5, 0)),
    "a range that is missing": (TIMES, lambda blocks: blocks.remove(_bars(blocks)[1])),
    "a range twice": (TIMES, lambda blocks: blocks.append(_bars(blocks)[1].copy())),
    "a range that goes on elsewhere": (TIMES, lambda blocks: _bars(blocks)[-1].move(-9, 0)),
    "two texts of ranges in each other's place": (TIMES, swap("text", -1, -2)),
    "a line across a timeline": (
        TIMES,
        lambda blocks: blocks.append(draw_line(0, 9, 300, 60, *RED)),
    ),
}
