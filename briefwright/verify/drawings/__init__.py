"""Drawings read back from finished files → what of them doesn't say what their figures say.

Nothing here knows how a drawing was made: bars, lines, dots and letters are held against the
numbers, the places and the dates of the edition.
"""

from collections.abc import Iterator

from briefwright.document.drawings import Drawing
from briefwright.edition.map_plots import MapPlot
from briefwright.edition.plots import (
    AnyPlot,
    CellBar,
    CodePlot,
    GanttPlot,
    Plot,
    Sparkline,
    TimePlot,
)
from briefwright.verify.drawings.areas import check_areas
from briefwright.verify.drawings.axes import take_logarithms
from briefwright.verify.drawings.bars import check_bars
from briefwright.verify.drawings.cells import check_bar, check_sparkline
from briefwright.verify.drawings.codes import check_code
from briefwright.verify.drawings.combos import check_combo
from briefwright.verify.drawings.dots import check_dots
from briefwright.verify.drawings.gantt import check_gantt
from briefwright.verify.drawings.lines import check_lines
from briefwright.verify.drawings.maps import check_map
from briefwright.verify.drawings.shapes import sort_shapes
from briefwright.verify.drawings.slopes import check_slopes
from briefwright.verify.drawings.stacks import check_stacks
from briefwright.verify.drawings.timelines import check_timeline
from briefwright.verify.drawings.unit_charts import check_pictogram, check_waffle


def check_drawing(plot: AnyPlot, drawing: Drawing) -> Iterator[str]:
    """What a figure shows, what is drawn for it → each difference, in words."""
    shapes = sort_shapes(drawing)
    match plot:
        case Plot(kind="area"):
            yield from check_areas(plot, drawing, shapes)
        case Plot(kind="combo"):
            yield from check_combo(plot, drawing, shapes)
        case Plot(kind="dot"):
            yield from check_dots(take_logarithms(plot), drawing, shapes)
        case Plot(kind="waffle"):
            yield from check_waffle(plot, drawing, shapes)
        case Plot(kind="pictogram"):
            yield from check_pictogram(plot, drawing)
        case Plot(kind="slope"):
            yield from check_slopes(plot, drawing, shapes)
        case Plot(kind="line"):
            yield from check_lines(take_logarithms(plot), drawing, shapes)
        case Plot(kind="diverging"):
            yield from check_stacks(plot, drawing, shapes)
        case Plot(kind="stacked_bar" | "share") if not (plot.panels and len(plot.series) > 1):
            yield from check_stacks(plot, drawing, shapes)
        case Plot():
            yield from check_bars(plot, drawing, shapes)
        case MapPlot():
            yield from check_map(plot, drawing, shapes)
        case GanttPlot():
            yield from check_gantt(plot, drawing, shapes)
        case TimePlot():
            yield from check_timeline(plot, drawing, shapes)
        case CodePlot():
            yield from check_code(plot, drawing, shapes)
        case CellBar():
            yield from check_bar(plot, drawing, shapes)
        case Sparkline():
            yield from check_sparkline(plot, drawing, shapes)
        case _:
            return
