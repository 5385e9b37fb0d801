"""An edition and its theme → every figure as an Asset: drawn from its plot, or checked."""

from dataclasses import replace
from typing import assert_never

from briefwright.audience.theme import Theme
from briefwright.document.assets import Asset
from briefwright.edition import Edition, walk
from briefwright.edition.nodes import DrawnNode
from briefwright.edition.plots import AnyPlot, MapPlot, Plot, TimePlot, VegaPlot
from briefwright.figures import charts, maps, palette, pictures, timelines, vega
from briefwright.figures.palette import Palette
from briefwright.problems import ContentError, Problem

# Px: no drawing may be higher, or it would not fit on a page of A4 with its caption and source.
_HIGHEST = 880
_HIGHEST_IN_LARGE_PRINT = 680  # where caption and source take more room, and it is wider


def draw(edition: Edition, theme: Theme) -> tuple[Asset, ...]:
    """An edition → every picture and drawing that it shows, once.

    Errors: ContentError, all at once; MachineError where what draws a specification is missing.

    A drawing is a pure function of its plot and of the theme's Palette, kept within a process.
    """
    problems: list[Problem] = []
    drawn: dict[str, Asset] = {}
    for node in walk(edition.blocks):
        if not isinstance(node, DrawnNode) or not node.file or node.file in drawn:
            continue
        name = node.file
        found = _draw_node(node, name, edition, theme)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            drawn[name] = found
    if problems:
        raise ContentError(problems)
    return tuple(drawn.values())


def _draw_node(node: DrawnNode, name: str, edition: Edition, theme: Theme) -> Asset | Problem:
    if node.plot:
        colours = palette.read(theme.assets, node.language or edition.language)
        for width in _widths(theme):
            found = _draw_plot(node.plot, colours, width)
            if isinstance(found, str):
                return Problem("L810", found, at=f"{node.at}.vega_lite")
            highest = _HIGHEST if theme.lettering == 1 else _HIGHEST_IN_LARGE_PRINT
            if found.height <= highest * max(1.0, found.width / width) * width / charts.WIDTH:
                return replace(found, name=name)
        message = "This drawing would be higher than a page; show fewer rows or series."
        return Problem("L811", message, at=node.at)
    picture = pictures.check_picture(name, edition.files[name])
    if isinstance(picture, str):
        return Problem("L809", picture, at=f"{node.at}.image")
    return picture


def _widths(theme: Theme) -> tuple[float, ...]:
    """A theme → how wide to draw for letters that are right on a page; else for smaller ones."""
    larger = (theme.lettering, (theme.lettering + 1) / 2, 1.0)
    return tuple(charts.WIDTH / one for one in dict.fromkeys(larger))


def _draw_plot(plot: AnyPlot, colours: Palette, width: float) -> Asset | str:
    match plot:
        case Plot():
            return charts.draw(plot, colours, width)
        case MapPlot():
            return maps.draw(plot, colours, width)
        case TimePlot():
            return timelines.draw(plot, colours, width)
        case VegaPlot():
            return vega.draw(plot, colours, width)
        case _:
            assert_never(plot)
