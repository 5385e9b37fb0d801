"""Drawings of finished PDFs say what their figures say; each other way of drawing one is named."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from sample_chart import MISSIONS, chart, chart_assets, chart_html
from sample_plots import PALETTE, PLOTS
from tampering import redrawn_charts, redrawn_figures
from tampering.drawing import redraw

from briefwright.edition.map_plots import MapPlot
from briefwright.edition.plots import AnyPlot, CellBar, GanttPlot, Plot, Sparkline, TimePlot
from briefwright.figures import cells, charts, gantt, maps, timelines
from briefwright.layout import arrange
from briefwright.pdf.read import read
from briefwright.pdf.write import write
from briefwright.verify.drawings import check_drawing

LARGE = 537 / 1.5  # px that a drawing is wide in large print
FIGURES: dict[str, AnyPlot] = {**PLOTS, **redrawn_figures.FIGURES}
ROWS = {**redrawn_charts.ROWS, **redrawn_figures.ROWS}


@cache
def drawn(name: str, direction: str = "ltr", width: float = charts.WIDTH) -> bytes:
    """A plot by its name, how it runs, how wide it is → a PDF with it."""
    data = draw(turned(name, direction), width)
    html = chart_html(chart("missions", "bar", MISSIONS))
    return write(arrange(html, chart_assets(drawing=data)))


def draw(plot: AnyPlot, width: float) -> bytes:
    match plot:
        case Plot():
            return charts.draw(plot, PALETTE, width).data
        case TimePlot():
            return timelines.draw(plot, PALETTE, width).data
        case MapPlot():
            return maps.draw(plot, PALETTE, width).data
        case GanttPlot():
            return gantt.draw(plot, PALETTE, width).data
        case CellBar() | Sparkline():
            return cells.draw(plot, PALETTE).data
    raise TypeError(plot)


def turned(name: str, direction: str) -> AnyPlot:
    return replace(FIGURES[name], direction=direction)  # type: ignore[call-arg]


def faults(plot: AnyPlot, data: bytes) -> list[str]:
    """What a figure shows and a PDF with it → what the drawing says otherwise."""
    (drawing,) = [mark.drawing for mark in read(data).body if mark.kind == "figure"]
    assert drawing
    assert drawing.paths
    return list(check_drawing(plot, drawing))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", FIGURES)
def test_a_drawing_that_nobody_touched_says_what_its_figure_says(name: str, direction: str) -> None:
    assert faults(turned(name, direction), drawn(name, direction)) == []
    assert faults(turned(name, direction), drawn(name, direction, LARGE)) == []


def test_what_is_taken_apart_and_put_together_again_says_the_same() -> None:
    names = {name for names, _ in ROWS.values() for name in names}
    assert len(names) > 5
    for name in names:
        assert faults(FIGURES[name], redraw(drawn(name), lambda blocks: None)) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("how", ROWS)
def test_no_drawing_says_something_else(how: str, direction: str) -> None:
    names, change = ROWS[how]
    survivors = [
        name
        for name in names
        if not faults(turned(name, direction), redraw(drawn(name, direction), change))
    ]
    assert names
    assert survivors == []


@pytest.mark.parametrize("name", ["waffle", "waffles", "pictogram"])
def test_what_is_counted_in_squares_or_icons_is_held_against_each_number_and_name(
    name: str,
) -> None:
    plot = FIGURES[name]
    assert isinstance(plot, Plot)
    first, *others = plot.units.counts
    less = replace(plot.units, counts=((first[0] - Fraction(1, 2), *first[1:]), *others))
    turned_numbers = tuple(replace(one, shown=one.shown[::-1]) for one in plot.series)
    assert faults(plot, drawn(name)) == []
    assert faults(replace(plot, units=less), drawn(name)) != []
    assert faults(replace(plot, categories=plot.categories[::-1]), drawn(name)) != []
    assert faults(replace(plot, series=turned_numbers), drawn(name)) != []
    assert faults(replace(plot, units=replace(plot.units, shown="= 2%")), drawn(name)) != []
