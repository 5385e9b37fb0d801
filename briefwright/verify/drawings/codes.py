"""A QR code and what is drawn → what of it doesn't lead to its address.

Every dark square is where ISO/IEC 18004 has it for that address, on white, with a margin.
"""

from collections.abc import Iterator

import segno

from briefwright.document.drawings import Drawing
from briefwright.edition.plots import CodePlot
from briefwright.verify.drawings.shapes import WHITE, Shapes

_MARGIN = 4  # squares (6.3.8)
_DARK = (0, 0, 0)


def check_code(plot: CodePlot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """What a code says, what is drawn for it → what differs, in words."""
    rows = segno.make(plot.address, error="m", micro=False, boost_error=False).matrix
    side = len(rows) + 2 * _MARGIN
    grounds = [area for area in shapes.areas if area.colour == WHITE]
    painted = [path for path in shapes.outlines if path.fill == _DARK]
    if drawing.letters or drawing.others or len(grounds) != 1 or len(shapes.areas) != 1:
        yield "has something else in it than its squares on white"
        return
    ground = grounds[0].box
    step = (ground.right - ground.left) / side
    expected = {
        (x + _MARGIN, y + _MARGIN)
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    }
    drawn = {
        (
            round((min(x for x, _ in piece) - ground.left) / step),
            round((ground.top - max(y for _, y in piece)) / step),
        )
        for path in painted
        for piece in path.pieces
    }
    if drawn != expected or len(painted) != len(shapes.outlines):
        yield f"doesn't lead to {plot.address}"
