"""A Drawing → its rectangles, dots, lines and outlines, turned so that a reader's order counts up.

A View looks at them along the axis of values: bars that lie and bars that stand are the same there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import dist
from typing import Literal, NamedTuple

from briefwright.document.boxes import Box
from briefwright.document.drawings import Colour, Drawing, Path, Point

NEARLY = 0.15  # points: where things meet
EXACT = 0.05  # points: how long things are; drawings are exact to a hundredth
WHITE: Colour = (255, 255, 255)
_FAINTEST = 40  # of 255, the least that a colour must differ from paper in one of its parts


class Area(NamedTuple):
    """A filled rectangle."""

    box: Box
    colour: Colour


class Dot(NamedTuple):
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: Colour


class Line(NamedTuple):
    """Straight strokes from corner to corner."""

    points: tuple[Point, ...]
    colour: Colour
    width: float

    @property
    def is_level(self) -> bool:
        """Whether it is one stroke across the page."""
        return len(self.points) == 2 and abs(self.points[0][1] - self.points[1][1]) < NEARLY

    @property
    def is_upright(self) -> bool:
        """Whether it is one stroke down the page."""
        return len(self.points) == 2 and abs(self.points[0][0] - self.points[1][0]) < NEARLY


@dataclass(frozen=True)
class Shapes:
    """What a drawing is made of; `outlines` are all areas that are no rectangles or circles."""

    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    outlines: tuple[Path, ...]


def sort_shapes(drawing: Drawing) -> Shapes:
    """A drawing → its shapes, each of its kind, in the order in which they are drawn."""
    areas, dots, lines, outlines = list[Area](), list[Dot](), list[Line](), list[Path]()
    for path in drawing.paths:
        box = path.box
        if path.fill is None:
            colour = path.stroke or WHITE
            lines += (Line(piece, colour, path.width) for piece in path.pieces)
        elif path.is_round and len(path.pieces) == 1:
            middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
            dots.append(Dot(*middle, (box.right - box.left) / 2, path.fill))
        elif _is_rectangle(path, box):
            areas.append(Area(box, path.fill))
        else:
            outlines.append(path)
    return Shapes(tuple(areas), tuple(dots), tuple(lines), tuple(outlines))


def _is_rectangle(path: Path, box: Box) -> bool:
    if len(path.pieces) != 1 or len(path.pieces[0]) not in (4, 5) or path.stroke:
        return False
    return all(
        min(abs(x - box.left), abs(x - box.right)) < NEARLY
        and min(abs(y - box.bottom), abs(y - box.top)) < NEARLY
        for x, y in path.pieces[0]
    )


def find_size(drawing: Drawing) -> float:
    """A drawing → the size of its largest letters, in points."""
    return max((letter.size for letter in drawing.letters), default=0.0)


def is_visible(colour: Colour) -> bool:
    """Whether a colour can be told from paper."""
    return 255 - min(colour) >= _FAINTEST


class Span(NamedTuple):
    """A rectangle in a View: from `start` to `end` along it, from `near` to `far` across it."""

    start: float
    end: float
    near: float
    far: float

    @property
    def middle(self) -> float:
        """Its middle across the view."""
        return (self.near + self.far) / 2

    @property
    def length(self) -> float:
        """How far it reaches along the view."""
        return self.end - self.start

    def covers(self, across: float) -> bool:
        """Whether a place across the view lies beside it."""
        return self.near - NEARLY <= across <= self.far + NEARLY


@dataclass(frozen=True)
class View:
    """How to look at a chart: `axis` is that of its values, `is_turned` for right to left.

    Along the view values grow; across it, categories follow one another.
    """

    axis: Literal["x", "y"]
    is_turned: bool = False

    def span(self, box: Box) -> Span:
        """A rectangle on the page → the same in this view."""
        across = (-box.right, -box.left) if self.is_turned else (box.left, box.right)
        if self.axis == "x":
            return Span(*across, -box.top, -box.bottom)
        return Span(box.bottom, box.top, *across)


def group(values: Iterable[float]) -> list[float]:
    """Places → the same without those that are nearly another, in order."""
    found = list[float]()
    for value in sorted(values):
        if not found or value - found[-1] > NEARLY:
            found.append(value)
    return found


def measure_distance(point: Point, side: tuple[Point, Point]) -> float:
    """A point and a straight side → how far they are apart."""
    (x, y), (x2, y2) = side
    length = dist((x, y), (x2, y2)) or 1.0
    along = ((point[0] - x) * (x2 - x) + (point[1] - y) * (y2 - y)) / length**2
    part = max(0.0, min(1.0, along))
    return dist(point, (x + part * (x2 - x), y + part * (y2 - y)))
