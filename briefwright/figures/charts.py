"""A Plot and a Palette → a chart as SVG: direct labels, bars from zero, no more ink than it needs.

Title, source and note are text of the page and not of the drawing.
"""

from functools import lru_cache
from typing import assert_never

from briefwright.document.assets import Asset
from briefwright.edition.plots import Plot
from briefwright.figures import bars, columns, lines, panels, stacks, vegalite
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Sheet, mirrored

WIDTH = 537.0  # px: the text column of A4, 142 mm


@lru_cache(maxsize=256)
def draw(plot: Plot, palette: Palette, width: float = WIDTH) -> Asset:
    """A plot → its drawing, `width` px wide and as high as it needs; its name is still empty."""
    sheet = arrange(plot, palette, width)
    data = vegalite.draw(sheet, palette)
    return Asset("", data, "image/svg+xml", round(sheet.width), round(sheet.height))


def arrange(plot: Plot, palette: Palette, width: float = WIDTH) -> Sheet:
    """A plot → what stands where in its drawing."""
    sheet = _arrange(plot, palette, width)
    return mirrored(sheet) if plot.direction == "rtl" else sheet


def _arrange(plot: Plot, palette: Palette, width: float) -> Sheet:
    if plot.panels and len(plot.series) > 1:
        return panels.arrange(plot, palette, width)
    match plot.kind:
        case "bar":
            return bars.arrange(plot, palette, width)
        case "stacked_bar":
            return stacks.stacked(plot, palette, width)
        case "share":
            return stacks.share(plot, palette, width)
        case "column":
            return columns.arrange(plot, palette, width)
        case "line":
            return lines.arrange(plot, palette, width)
        case _:
            assert_never(plot.kind)
