"""A series of a plot, or one number of it → the colour in which it is drawn."""

from briefwright.edition.plots import Plot
from briefwright.figures import svg
from briefwright.figures.palette import Palette

_MUTED = 0.7  # of the colour of quiet words: 3 : 1 on paper with the shipped one (WCAG 1.4.11)


def choose(plot: Plot, palette: Palette, series: int, category: int | None = None) -> str:
    """A plot, the positions of a series and of a category → the colour of what stands for them."""
    if plot.is_muted(series, category):
        return mute(palette)
    return palette.charts[series % len(palette.charts)]


def mute(palette: Palette) -> str:
    """A palette → the colour of what stands back behind numbers."""
    return svg.mix(palette.quiet, _MUTED)
