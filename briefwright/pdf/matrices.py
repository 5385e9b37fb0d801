"""Matrices of what a PDF draws: points and rectangles of a form as they lie on its page."""

from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Point

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Two matrices → the one that does what the first does, then the other (ISO 32000-2, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def place(box: Box, matrix: Matrix) -> Box:
    """A rectangle inside forms and their matrix → the rectangle around it on the page."""
    if matrix == IDENTITY:
        return box
    corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    return surround(Box(*point, *point) for point in (move(*one, matrix) for one in corners))


def move(x: float, y: float, matrix: Matrix) -> Point:
    """A point and a matrix → where it lies then."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
