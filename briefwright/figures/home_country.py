"""The organisation's own country on a map → a line around it."""

from collections.abc import Iterator, Sequence

from briefwright.figures.palette import Palette
from briefwright.geography import Extent
from briefwright.geography.projections import Point, clip_line

_WIDTH = 1.2  # px: the line
_INSIDE = 0.5  # px: a line along the edge of the map is none of the country's


def draw_home(rings: Sequence[Sequence[Point]], window: Extent, palette: Palette) -> Iterator[str]:
    """The outlines of a country, what a map shows → the line around it, as one element if any."""
    frame = (_INSIDE, _INSIDE, window.width - _INSIDE, window.height - _INSIDE)
    pieces = [piece for ring in rings for piece in clip_line([*ring, ring[0]], frame)]
    path = "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in piece) for piece in pieces)
    if path:
        yield (
            f'<path d="{path}" fill="none" stroke="{palette.home}" stroke-width="{_WIDTH}"'
            ' stroke-linejoin="round"/>'
        )
