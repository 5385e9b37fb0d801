"""A web address → a QR code for telephones, as SVG: all its squares are one shape."""

import segno

from briefwright.document.assets import Asset
from briefwright.edition.plots import CodePlot
from briefwright.figures import svg

_QUIET = 4  # squares of white around it (ISO/IEC 18004, 6.3.8)
_SQUARE = 4  # px


def draw(plot: CodePlot) -> Asset:
    """What a code says → its drawing. Error correction M: 15 per cent of it may be illegible."""
    rows = list_rows(plot.address)
    side = (len(rows) + 2 * _QUIET) * _SQUARE
    squares = "".join(
        f"M{(x + _QUIET) * _SQUARE},{(y + _QUIET) * _SQUARE}h{_SQUARE}v{_SQUARE}h-{_SQUARE}z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" '
        f'viewBox="0 0 {side} {side}">{svg.rectangle(0, 0, side, side, "#ffffff")}'
        f'<path d="{squares}" fill="#000000"/></svg>\n'
    )
    return Asset("", drawn.encode(), "image/svg+xml", side, side)


def list_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """A web address → the squares of its code, row by row: whether each is dark."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)
