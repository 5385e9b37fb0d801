"""Colours on paper → the same for a dark screen.

Any two of them keep their contrast, with a little to spare for rounding: what is bright on paper
becomes dark in the same proportion of luminance (WCAG 2.2, contrast ratio), and the hue stays.
"""

import colorsys
from collections.abc import Iterable, Mapping

from briefwright.document.colours import WHITE, contrast_ratio, luminance, parse_hex

_FLARE = 0.05  # what WCAG adds to a luminance
_BRIGHTEST = 0.86  # of what may be read, so that it doesn't glare where paper is dark
_SPARE = 1.01  # exponent of a contrast
_STEPS = 24
_TINT = (200 / 360, 0.16)  # hue and saturation of what is white on paper


def darken(colours: Iterable[str]) -> Mapping[str, str]:
    """Colours as “#16242c” → the one that each becomes; white becomes the ground."""
    contrasts = {
        one: contrast_ratio(WHITE, parse_hex(one)) ** _SPARE
        for one in sorted({"#ffffff", *colours})
    }
    greatest = max(contrasts.values())
    ground = max((_BRIGHTEST + _FLARE) / greatest, _FLARE)
    return {one: _find(one, ground * contrast - _FLARE) for one, contrast in contrasts.items()}


def _find(colour: str, wanted: float) -> str:
    """A colour and a luminance → the colour of its hue that has it."""
    hue, _, saturation = colorsys.rgb_to_hls(*parse_hex(colour))
    if parse_hex(colour) == WHITE:
        hue, saturation = _TINT
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if luminance(colorsys.hls_to_rgb(hue, middle, saturation)) < wanted:
            low = middle
        else:
            high = middle
    red, green, blue = colorsys.hls_to_rgb(hue, high, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in (red, green, blue))
