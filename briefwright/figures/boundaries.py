"""Disputed boundaries of a map → dashes over the lines that its countries have there."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from briefwright.edition.map_plots import MapPlot
from briefwright.figures.map_legends import choose_ink
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Box
from briefwright.geography import Detail, Extent, find_country, show_boundary
from briefwright.geography.projections import Point

_DASH, _GAP = 3.6, 2.6  # px
_WIDTH, _COVER = 1.0, 1.8  # px: a dash, and what hides the line of the countries


def draw_boundaries(
    plot: MapPlot,
    window: Extent,
    detail: Detail,
    shades: Mapping[str, str],
    palette: Palette,
    hidden: Box | None = None,
) -> Iterator[str]:
    """A map's disputed boundaries and the shades of countries, by their codes → elements.

    None is drawn below what is `hidden`.
    """
    for boundary in plot.disputed:
        shown = show_boundary(boundary, window, detail)
        lines = [line for line in shown if not _is_hidden(line, hidden)]
        country = find_country(boundary.countries[0])
        land = shades.get(country.code, palette.land) if country else palette.land
        ink = palette.quiet if land == palette.land else choose_ink(land, palette)
        if not plot.regions:  # whose outlines lie above those of countries
            yield _stroke(lines, land, _COVER)
        dashes = [dash for line in lines for dash in _cut(line) if not _is_hidden(dash, hidden)]
        if dashes:
            yield _stroke(dashes, ink, _WIDTH)


def _is_hidden(dash: Sequence[Point], hidden: Box | None) -> bool:
    if hidden is None:
        return False
    left, top, right, bottom = hidden
    return all(left < x < right and top < y < bottom for x, y in dash)


def list_points(plot: MapPlot, window: Extent, detail: Detail) -> tuple[Point, ...]:
    """A map → points along its disputed boundaries, as near to each other as dashes are."""
    lines = (line for boundary in plot.disputed for line in show_boundary(boundary, window, detail))
    return tuple(point for line in lines for dash in _cut(line) for point in (dash[0], dash[-1]))


def _cut(line: Sequence[Point]) -> Iterator[list[Point]]:
    """A line → its dashes, which begin and end within it."""
    dash, room, is_drawn = [line[0]], _DASH, True
    for one, other in itertools.pairwise(line):
        length = math.dist(one, other)
        at = 0.0
        while length - at > room:
            at += room
            part = at / length
            point = (one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part)
            if is_drawn:
                yield [*dash, point]
            is_drawn = not is_drawn
            dash, room = [point], _DASH if is_drawn else _GAP
        room -= length - at
        dash = [*dash, other]
    if is_drawn and len(dash) > 1:
        yield dash


def _stroke(lines: Sequence[Sequence[Point]], colour: str, width: float) -> str:
    through = "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in line) for line in lines)
    return f'<path d="{through}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
