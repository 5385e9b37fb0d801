"""A series of a plot, or one number of it → the colour in which it is drawn."""

from briefwright.edition.plots import Plot
from briefwright.figures import svg
from briefwright.figures.palette import Palette

_LIGHTEST = 0.5
_MUTED = 0.7  # of the colour of quiet words: 3 : 1 on paper with the shipped one (WCAG 1.4.11)


def choose(plot: Plot, palette: Palette, series: int, category: int | None = None) -> str:
    """A plot, the positions of a series and of a category → the colour of what stands for them."""
    if plot.is_muted(series, category):
        return mute(palette)
    return palette.charts[0 if plot.kind == "slope" else series % len(palette.charts)]


def diverge(palette: Palette, count: int) -> tuple[str, ...]:
    """How many series a diverging chart has → their colours, in order: lighter towards the middle.

    An odd one, on neither side, is grey.
    """
    half = count // 2
    shades = [1 - (1 - _LIGHTEST) * n / max(half - 1, 1) for n in range(half)]
    left, right = palette.charts[1], palette.charts[0]
    sides = [svg.mix(left, one) for one in shades] + [svg.mix(right, one) for one in shades[::-1]]
    return (*sides, mute(palette)) if count % 2 else tuple(sides)


def mute(palette: Palette) -> str:
    """A palette → the colour of what stands back behind numbers."""
    return svg.mix(palette.quiet, _MUTED)
