"""Waffle charts and pictograms: squares or icons in rows, each of which stands for as much."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from briefwright.edition.plots import Plot
from briefwright.figures import icons, lettering, rows, series_colours
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.rows import GAP, NEAR, Row
from briefwright.figures.sheet import BOLD, Icon, Sheet, Swatch, Word, move

_SIDE = 10  # squares in a row of a whole, and rows
_ALONE, _BESIDE = 16.0, 11.5  # px from square to square: of the only whole, of one of several
_FILLED = 0.87  # of that
_ICON = 22.0  # px from icon to icon, at the most


def arrange_waffle(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → a hundred squares for each whole, with the names and numbers of its parts."""
    grey = replace(palette, charts=(series_colours.mute(palette),))
    head = rows.keys((plot.units.shown,), grey, width, plot.unit)
    if len(plot.series) == 1:
        (only,) = plot.series
        parts = list(zip(plot.categories, only.shown, strict=True))
        body = _draw_squares(plot.units.counts[0], _ALONE, palette)
        list_ = _list_parts(parts, palette, width - body.width - 2 * GAP)
        body += move(list_, body.width + 2 * GAP, 0)
    else:
        body = _arrange_wholes(plot, palette, width)
    return replace(head + move(body, 0, head.height), width=width)


def _arrange_wholes(plot: Plot, palette: Palette, width: float) -> Sheet:
    """Several wholes side by side, each under its name and over its parts, on lines of as many."""
    count = len(plot.categories)
    lines = ceil(count * (_SIDE * _BESIDE + 2 * GAP) / (width + 2 * GAP))
    in_line = ceil(count / lines)
    room = (width + 2 * GAP) / in_line - 2 * GAP
    body = Sheet(width, 0)
    for first in range(0, count, in_line):
        places = range(first, min(first + in_line, count))
        line = _arrange_line(plot, places, palette, room)
        body += move(line, 0, body.height + (2 * GAP if first else 0))
    return body


def _arrange_line(plot: Plot, places: Sequence[int], palette: Palette, room: float) -> Sheet:
    titles = [lettering.wrap(plot.categories[one], room, palette, weight=BOLD) for one in places]
    most = max(map(len, titles))
    top = most * SIZE * LEADING + NEAR
    line = Sheet(room, top)
    for column, (place, title) in enumerate(zip(places, titles, strict=True)):
        words = tuple(
            Word(0, SIZE * (1 + n * LEADING), text, palette.ink, weight=BOLD)
            for n, text in enumerate(title, most - len(title))
        )
        squares = _draw_squares(plot.units.counts[place], _BESIDE, palette)
        parts = [(series.name, series.shown[place]) for series in plot.series]
        below = move(_list_parts(parts, palette, room), 0, top + squares.height + NEAR)
        whole = Sheet(room, top, words=words) + move(squares, 0, top) + below
        line += move(whole, column * (room + 2 * GAP), 0)
    return line


def _draw_squares(counts: Sequence[Fraction], pitch: float, palette: Palette) -> Sheet:
    """How many squares each part has → these, row by row from the top, as one reads."""
    colours = [
        palette.charts[part % len(palette.charts)]
        for part, count in enumerate(counts)
        for _ in range(int(count))
    ]
    size = pitch * _FILLED
    squares = tuple(
        Swatch(n % _SIDE * pitch, n // _SIDE * pitch, size, size, colour)
        for n, colour in enumerate(colours)
    )
    return Sheet(_SIDE * pitch, _SIDE * pitch, swatches=squares)


def _list_parts(parts: Sequence[tuple[str, str]], palette: Palette, room: float) -> Sheet:
    """Parts with their numbers → their keys, one below the other."""
    found = Sheet(room, 0)
    for place, (name, shown) in enumerate(parts):
        own = replace(palette, charts=(palette.charts[place % len(palette.charts)],))
        found += move(rows.keys((name,), own, room, numbers=(shown,)), 0, found.height)
    return found


def arrange_pictogram(plot: Plot, palette: Palette, width: float) -> Sheet:
    """A plot → a row of icons for each number, that behind them; above, what an icon stands for."""
    (only,) = plot.series
    laid = rows.rows(plot.categories, 1, _ICON, palette, width, is_close=plot.is_close)
    most = max(ceil(count) for (count,) in plot.units.counts)
    number = max(lettering.width(one, palette, laid.size, BOLD) for one in only.shown) + GAP
    pitch = min(_ICON, laid.bar + 2, (width - laid.labels - number) / max(most, 1))
    body = Sheet(width, laid.bottom, words=rows.labels(laid, palette))
    for place, (row, (count,)) in enumerate(zip(laid.rows, plot.units.counts, strict=True)):
        colour = series_colours.choose(plot, palette, 0, place)
        drawn = tuple(_draw_icons(plot.units.icon, count, laid.labels, row, pitch, colour))
        x = (drawn[-1].end if drawn else laid.labels) + NEAR
        y = rows.baseline(row.middle, laid.size)
        shown = Word(x, y, only.shown[place], palette.ink, size=laid.size, weight=BOLD)
        body += Sheet(width, laid.bottom, words=(shown,) if shown.text else (), icons=drawn)
    key = Row((), 0, _ICON)
    (icon,) = _draw_icons(plot.units.icon, Fraction(1), 0, key, pitch, palette.charts[0])
    y = rows.baseline(key.middle, SIZE)
    said = Word(icon.end + NEAR, y, plot.units.shown, palette.quiet)
    head = Sheet(width, key.height + NEAR, words=(said,), icons=(icon,))
    return head + move(body, 0, head.height)


def _draw_icons(
    name: str, count: Fraction, left: float, row: Row, pitch: float, colour: str
) -> Iterator[Icon]:
    """How many icons a row has → these from the left; of the last one a part."""
    size = pitch * _FILLED
    start, end = (side / icons.SIZE * size for side in icons.EXTENTS[name])
    for n in range(ceil(count)):
        x, part = left - start + n * pitch, min(float(count) - n, 1.0)
        seen = x + start + (end - start) * part
        yield Icon(x, row.middle - size / 2, size, name, colour, x + start, seen)
