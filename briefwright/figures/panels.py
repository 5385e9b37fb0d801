"""Small multiples: each series in a panel of its own, on the scale of all or on its own."""

from dataclasses import replace

from briefwright.edition.plots import Plot, PlotSeries
from briefwright.figures import bars, columns, lettering, lines, rows
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import BOLD, Sheet, Word, move

_GUTTER = 20.0
_APART = 12.0
_NARROWEST = 150.0  # px a panel needs


def arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → its panels, side by side and then below one another, each under its name."""
    head = rows.keys((), palette, width, plot.unit)
    body = _panels(plot, palette, width)
    return head + move(body, 0, head.height)


def _panels(plot: Plot, palette: Palette, width: float) -> Sheet:
    match plot.kind:
        case "line":
            return _grid(plot, palette, width, _lines(plot, palette, width))
        case "column" | "histogram" if fits(plot, palette, width):
            return _grid(plot, palette, width, columns.body)
        case _:
            return _rows(plot, palette, width)


def fits(plot: Plot, palette: Palette, width: float) -> bool:
    """A plot of columns and a width → whether all its panels have room for their words."""
    return columns.fits(_single(plot), palette, _width(_beside(plot, width), width))


def _lines(plot: Plot, palette: Palette, width: float) -> lines.Body:
    """A plot → how all its panels print their numbers: alike."""
    parts = [(_one(plot, series), plot.list_peers(series)) for series in plot.series]
    return lines.choose_body(parts, palette, _width(_beside(plot, width), width))


def _single(plot: Plot) -> Plot:
    """A plot → one with the longest numbers of all its panels in one series."""
    shown = tuple(
        max(texts, key=len) for texts in zip(*(s.shown for s in plot.series), strict=True)
    )
    return replace(plot, series=(replace(plot.series[0], shown=shown),), facts=())


def _beside(plot: Plot, room: float) -> int:
    """How many panels stand side by side: as even as can be, none narrower than it must be."""
    most = max(1, min(3, int((room + _GUTTER) // (_NARROWEST + _GUTTER))))
    count = len(plot.series)
    return min(count, most if count != 4 else 2)


def _width(beside: int, width: float) -> float:
    return (width - _GUTTER * (beside - 1)) / beside


def _one(plot: Plot, series: PlotSeries) -> Plot:
    return replace(plot, series=(series,), panels=False, unit="", facts=())


def _grid(plot: Plot, palette: Palette, width: float, body: lines.Body) -> Sheet:
    """Panels that each have their own axis."""
    beside = _beside(plot, width)
    panel = _width(beside, width)
    sheet, top = Sheet(width, 0.0), 0.0
    for start in range(0, len(plot.series), beside):
        drawn = [
            (series, body(_one(plot, series), palette, panel, plot.list_peers(series)))
            for series in plot.series[start : start + beside]
        ]
        sheet += _line(drawn, palette, width, 0.0, panel, top)
        top = sheet.height + _APART
    return sheet


def _rows(plot: Plot, palette: Palette, width: float) -> Sheet:
    """Panels of bars: the labels of the rows stand once, before the first panel of a line."""
    laid = rows.rows(plot.categories, 1, 13.0, palette, width, is_close=plot.is_close)
    room = width - laid.labels
    beside = _beside(plot, room)
    panel = _width(beside, room)
    sheet, top = Sheet(width, 0.0), 0.0
    for start in range(0, len(plot.series), beside):
        drawn = [
            (series, bars.beside(_one(plot, series), palette, panel, plot.list_peers(series), laid))
            for series in plot.series[start : start + beside]
        ]
        title = _title_height(drawn, palette, panel)
        sheet += _line(drawn, palette, width, laid.labels, panel, top)
        sheet += move(Sheet(width, 0.0, words=rows.labels(laid, palette)), 0, top + title)
        top = sheet.height + _APART
    return sheet


def _line(
    drawn: list[tuple[PlotSeries, Sheet]],
    palette: Palette,
    width: float,
    left: float,
    panel: float,
    top: float,
) -> Sheet:
    """Panels side by side, each under its name; all bodies begin at the same height."""
    title = _title_height(drawn, palette, panel)
    line = Sheet(width, 0.0)
    for index, (series, body) in enumerate(drawn):
        x = left + index * (panel + _GUTTER)
        words = tuple(
            Word(x, top + SIZE * (0.9 + LEADING * number), text, palette.ink, weight=BOLD)
            for number, text in enumerate(lettering.wrap(series.name, panel, palette, SIZE, BOLD))
        )
        line += Sheet(width, top + title, words=words)
        line += replace(move(body, x, top + title), width=width)
    return line


def _title_height(drawn: list[tuple[PlotSeries, Sheet]], palette: Palette, panel: float) -> float:
    most = max(len(lettering.wrap(s.name, panel, palette, SIZE, BOLD)) for s, _ in drawn)
    return most * SIZE * LEADING + 6
